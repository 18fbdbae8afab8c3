"""Single rows of a published file with all their cells, looked up again where somebody wants to see them."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import cast

from workbench.errors import InputError
from workbench.io.published.kinds import Kind
from workbench.io.published.ods import COLUMNS, MEMBERSHIP_COLUMNS
from workbench.io.published.practice_files import PCN_REPORT_COLUMNS
from workbench.io.published.recognised import Recognised
from workbench.io.published.sheets import cell_text
from workbench.io.published.text_source import decoding_of, first_records, one_line, quoting_of
from workbench.io.readers.books import PUBLISHED_LIMITS, opened_book
from workbench.io.readers.vector_file import read_layer
from workbench.progress import Asked, NoProgress, Progress

_PIECE, _SHEET_PIECE = 20_000, 500
"""Rows of a text and of a sheet between two reports of progress."""
MOST_COLUMNS = 60
"""Of wider tables only the first columns are shown: ages, or hundreds of indicators."""
_CELL = 200
"""Characters of a cell that are shown."""
_WITHOUT_HEADINGS = {
    Kind.PRACTICES: COLUMNS, Kind.TRUSTS: COLUMNS, Kind.TRUST_SITES: COLUMNS, Kind.BRANCHES: COLUMNS,
    Kind.COMMISSIONERS: MEMBERSHIP_COLUMNS, Kind.PCN_MEMBERS: PCN_REPORT_COLUMNS,
}  # fmt: skip
"""What the columns of files are called that have no headings of their own."""

Cells = Sequence[str]


@dataclass(frozen=True)
class FileRow:
    """A row as a spreadsheet numbers it, its cells in the order of the headings."""

    row: int
    cells: tuple[str, ...]


@dataclass(frozen=True)
class FileRows:
    """Some rows of one file."""

    headings: tuple[str, ...]
    rows: tuple[FileRow, ...]


def rows_of_file(file: Recognised, places: Sequence[int], *, progress: Progress | None = None) -> FileRows:
    """The rows at some places, in the order of the file.

    Raises:
        InputError: the file is gone or damaged.
        Cancelled: the progress was told to stop.
    """
    progress = progress or NoProgress()
    wanted = sorted(set(places))
    if not wanted:
        return FileRows((), ())
    headings, rows = _reader(file)(file, wanted, progress)
    progress.report(1.0, f"Read {file.file}")
    wide = min(max(len(headings), *(len(one.cells) for one in rows), 1), MOST_COLUMNS)
    names = tuple(one_line(heading) for heading in headings[:wide])
    names += tuple(f"Column {place + 1}" for place in range(len(names), wide))
    return FileRows(names, tuple(_fitted(one, wide) for one in rows))


_Found = tuple[Cells, list[FileRow]]


def _reader(file: Recognised) -> Callable[[Recognised, list[int], Progress], _Found]:
    if file.kind is Kind.BOUNDARIES:
        return _of_layer
    return _of_sheet if file.sheet else _of_text


def _fitted(row: FileRow, wide: int) -> FileRow:
    cells = [one_line(cell)[:_CELL] for cell in row.cells[:wide]]
    return FileRow(row.row, (*cells, *[""] * (wide - len(cells))))


def _of_text(file: Recognised, wanted: list[int], progress: Progress) -> _Found:
    source = file.source
    _, separator = first_records(source.head(), most=1)
    encoding, _ = source.facts(progress=progress)
    with source.open() as stream:
        text = io.TextIOWrapper(
            cast("io.BufferedReader", stream), decoding_of(separator, encoding), errors="replace", newline=""
        )
        records = csv.reader(text, delimiter=separator, quoting=quoting_of(separator))
        try:
            return _picked(records, file, wanted, progress)
        except csv.Error as problem:
            raise InputError(
                f"{file.file} cannot be read again.",
                why=f"The reader says: {problem}.",
                remedy="Get the file again from its source.",
            ) from problem
        finally:
            text.detach()


def _of_sheet(file: Recognised, wanted: list[int], progress: Progress) -> _Found:
    remedy = "Get the workbook again from its source."
    named = {heading for heading in file.headings if heading}
    places = set(wanted)
    headings: Cells = ()
    rows: list[FileRow] = []
    asked = Asked(progress)
    with opened_book(file.path, limits=PUBLISHED_LIMITS, remedy=remedy, progress=asked) as book:
        lines = book[file.sheet].iter_rows(max_row=wanted[-1], values_only=True)
        for place, line in enumerate(lines, start=1):
            if place in places:
                rows.append(FileRow(place, tuple(cell_text(value) for value in line)))
            elif not headings and named <= (texts := {cell_text(value) for value in line}) and texts:
                headings = [cell_text(value) for value in line]
            if place % _SHEET_PIECE == 0:
                asked.report(min(place / wanted[-1], 0.99), f"Looking up rows of {file.file}")
    return headings, rows


def _of_layer(file: Recognised, wanted: list[int], progress: Progress) -> _Found:
    frame = read_layer(file.path, layer=file.sheet or None).frame
    progress.report(0.9, f"Reading {file.file}")
    lines = [(place, frame.iloc[place - 2].tolist()) for place in wanted if place - 2 < len(frame)]
    headings = [str(name) for name in frame.columns]
    return headings, [FileRow(place, tuple(cell_text(value) for value in line)) for place, line in lines]


def _picked(records: Iterator[Cells], file: Recognised, wanted: list[int], progress: Progress) -> _Found:
    """The headings, and the records at the wanted places."""
    headings: Cells = () if file.headings else _WITHOUT_HEADINGS.get(file.kind, ())
    own = not headings
    places = set(wanted)
    rows: list[FileRow] = []
    for place, record in enumerate(records, start=1):
        if place == file.source.heading_row and own:
            headings = record
        if place in places:
            rows.append(FileRow(place, tuple(record)))
        if place % _PIECE == 0:
            progress.report(min(place / wanted[-1], 0.99), f"Looking up rows of {file.file}")
        if place >= wanted[-1]:
            break
    return headings, rows
