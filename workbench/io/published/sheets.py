"""Tables in published workbooks: the sheet and the row of headings are found by what they hold."""

from __future__ import annotations

import contextlib
import warnings
import zipfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import openpyxl
import pandas as pd
from openpyxl.utils.exceptions import InvalidFileException

from workbench.errors import InputError
from workbench.io.published.text_source import one_line
from workbench.io.readers.hashing import sha256_of
from workbench.io.readers.privacy import refuse_patient_columns
from workbench.io.readers.tables import Table
from workbench.io.workbooks.safety import PUBLISHED_LIMITS, see_that_workbook_is_safe
from workbench.progress import NoProgress, Progress

HEADING_ROWS = 15
"""How far down the row of headings is looked for."""
_MOST_ROWS = 400_000
_PIECE = 500


@dataclass(frozen=True)
class SheetHead:
    """The start of a sheet: its first rows as texts, each in one line."""

    title: str
    rows: tuple[tuple[str, ...], ...]


def cell_text(value: object) -> str:
    """A cell as text: whole numbers without a point, line breaks as spaces."""
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return one_line(str(value))


@contextlib.contextmanager
def opened_book(path: Path) -> Iterator[openpyxl.Workbook]:
    """A workbook, opened for reading in one go after a look at what it would unpack to.

    Raises:
        InputError: it is damaged or no honest workbook.
    """
    see_that_workbook_is_safe(path, limits=PUBLISHED_LIMITS)
    with path.open("rb") as stream, warnings.catch_warnings():
        warnings.simplefilter("ignore")  # what the library does not keep does not matter here
        try:
            # a stream: the library would go by the file's name
            book = openpyxl.load_workbook(stream, read_only=True, data_only=True, keep_links=False)
        except (KeyError, ValueError, TypeError, OSError, zipfile.BadZipFile, InvalidFileException) as bad:
            raise _damaged(path, bad) from bad
        try:
            yield book
        finally:
            book.close()


def _damaged(path: Path, problem: Exception) -> InputError:
    return InputError(
        f"{path.name} cannot be read; it is damaged or cut short.",
        why=f"The reader says: {problem}.",
        remedy="Get the workbook again from its source.",
    )


def sheet_heads(path: Path) -> list[SheetHead]:
    """The first rows of every sheet.

    Raises:
        InputError: as of ``opened_book``.
    """
    with opened_book(path) as book:
        return [
            SheetHead(
                sheet.title,
                tuple(
                    tuple(cell_text(value) for value in line)
                    for line in sheet.iter_rows(max_row=HEADING_ROWS, values_only=True)
                ),
            )
            for sheet in book.worksheets
        ]


def read_sheet(
    path: Path,
    title: str,
    is_heading: Callable[[Sequence[str]], bool],
    *,
    progress: Progress | None = None,
) -> Table:
    """The table of one sheet below the first row that ``is_heading`` knows; blank rows are passed over.

    Raises:
        InputError: the workbook is damaged, or the sheet has no such row or nothing below it.
        Cancelled: the progress was told to stop.
    """
    progress = progress or NoProgress()
    headings: list[str] = []
    places: list[int] = []
    lines: list[list[str]] = []
    rows: list[int] = []
    with opened_book(path) as book:
        sheet = book[title]
        expected = max(sheet.max_row or 0, 1)
        for at, line in enumerate(sheet.iter_rows(max_row=_MOST_ROWS, values_only=True), start=1):
            if at % _PIECE == 0:
                progress.report(min(at / expected, 0.99), f"Reading {path.name}")
            texts = [cell_text(value) for value in line]
            if not headings:
                if is_heading(texts):
                    places = [place for place, text in enumerate(texts) if text]
                    headings = [texts[place] for place in places]
                continue
            if any(texts):
                lines.append([texts[place] if place < len(texts) else "" for place in places])
                rows.append(at)
    if not lines:
        raise InputError(
            f"The sheet “{title}” of {path.name} holds no table.", remedy="Get the workbook again."
        )
    frame = pd.DataFrame(lines, columns=headings, dtype=str)
    refuse_patient_columns(frame, file=path.name)
    return Table(path.name, frame, np.array(rows, dtype=np.int64), sha256_of(path))
