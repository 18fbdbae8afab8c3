"""Read a CSV file into text columns, with the row of a spreadsheet for every record."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from workbench.errors import InputError
from workbench.io.readers.encodings import text_facts
from workbench.io.readers.numbers import parse_numbers
from workbench.io.readers.privacy import refuse_patient_columns
from workbench.progress import NoProgress, Progress

_CHUNK_ROWS, _SAMPLE_ROWS = 50_000, 1_000
_MOST_CELLS = 12_000_000
"""Cells that are kept; the patients of England by LSOA have 3.6 million."""


@dataclass(frozen=True, eq=False)
class Table:
    """A table of texts. ``rows`` is the row of each record as a spreadsheet shows it, headings in row 1."""

    file: str
    frame: pd.DataFrame
    rows: NDArray[np.int64]
    sha256: str = ""

    def __len__(self) -> int:
        return len(self.rows)

    def keep(self, rows: NDArray[np.bool_]) -> Table:
        """The table with only some of its rows."""
        return Table(self.file, self.frame[rows].reset_index(drop=True), self.rows[rows], self.sha256)

    @property
    def headings(self) -> list[str]:
        """The headings in file order."""
        return [str(name) for name in self.frame.columns]

    def texts(self, heading: str | None) -> NDArray[np.object_]:
        """A column's texts without outer spaces; empty texts where the file has no such column."""
        if heading is None:
            return np.full(len(self), "", dtype=object)
        return self.frame[heading].astype(str).str.strip().to_numpy(dtype=object)

    def numbers(self, heading: str | None) -> NDArray[np.float64]:
        """A column's numbers, NaN for blanks and suppressed values; all NaN where there is no such column.

        Raises:
            InputError: a cell holds neither a number nor a known marker; its row is named.
        """
        if heading is None:
            return np.full(len(self), np.nan)
        texts = self.texts(heading)
        values, bad = parse_numbers(texts)
        if bad >= 0:
            raise InputError(
                f"{self.file}, row {self.rows[bad]}: “{texts[bad]}” in the column “{heading}” is not "
                "a number.",
                remedy="Correct the cell, or leave it empty where the number is not known.",
            )
        return values


def read_table(path: Path, *, keep: Sequence[str] | None = None, progress: Progress | None = None) -> Table:
    """Read a CSV file in UTF-8, UTF-16 (with its mark) or Windows-1252, with comma, semicolon, tab or bar.

    ``keep`` names headings to keep (None: all). Blank lines are passed over.

    Raises:
        InputError: the file is missing, empty, cut short, no text, or a row or heading does not fit.
    """
    progress = progress or NoProgress()
    file = path.name
    encoding, sha256 = text_facts(path)
    size = max(path.stat().st_size, 1)
    done = 0
    with path.open("r", encoding=encoding, newline="") as stream:
        delimiter = _delimiter(stream, path.name)
        reader = csv.reader(stream, delimiter=delimiter, strict=True)
        header = _header(_records(reader, file), file)
        wanted = [i for i, name in enumerate(header) if name and (keep is None or name in keep)]
        chunks: list[pd.DataFrame] = []
        rows: list[int] = []
        pending: list[list[str]] = []
        for row, record in enumerate(_records(reader, file), start=2):
            if not any(record):
                continue
            if len(record) != len(header):
                raise _wrong_width(file, row, found=len(record), wanted=len(header))
            rows.append(row)
            pending.append(record)
            if len(rows) == _SAMPLE_ROWS:
                _refuse_patients(pending, header, file)
            if len(pending) == _CHUNK_ROWS:
                done += sum(map(len, pending[0])) * _CHUNK_ROWS
                chunks.append(_frame(pending, header, wanted))
                pending.clear()
                if len(rows) * max(len(wanted), 1) > _MOST_CELLS:
                    raise InputError(
                        f"{file} has more than {_MOST_CELLS:,} cells and was not read.",
                        why="No table of people by area is as large.",
                        remedy="Choose another file, or cut it to the study area.",
                    )
                progress.report(min(done / size, 0.99), f"Reading {file}")
        if len(rows) < _SAMPLE_ROWS:
            _refuse_patients(pending, header, file)
        chunks.append(_frame(pending, header, wanted))
    if not rows:
        raise InputError(
            f"{file} holds headings but no rows.",
            remedy="Choose a file with data, or save it from its source again.",
        )
    frame = pd.concat(chunks, ignore_index=True) if len(chunks) > 1 else chunks[0]
    refuse_patient_columns(frame, file=file)
    progress.report(1.0, f"Read {file}")
    return Table(file=file, frame=frame, rows=np.array(rows, dtype=np.int64), sha256=sha256)


def read_headings(path: Path) -> list[str]:
    """The headings of a CSV file, checked as ``read_table`` checks them."""
    encoding, _ = text_facts(path)
    with path.open("r", encoding=encoding, newline="") as stream:
        delimiter = _delimiter(stream, path.name)
        header = _header(_records(csv.reader(stream, delimiter=delimiter, strict=True), path.name), path.name)
    return [name for name in header if name]


def refuse_duplicates(table: Table, keys: NDArray[np.object_], *, what: str) -> None:
    """Check that every key stands once and none is empty.

    Raises:
        InputError: names the key and both rows, or the row without one.
    """
    blank = np.flatnonzero(keys == "")
    if len(blank):
        raise InputError(
            f"{table.file}, row {table.rows[blank[0]]} has no {what}.",
            remedy="Fill the cell in, or remove the row.",
        )
    repeated = pd.Series(keys).duplicated().to_numpy()
    if repeated.any():
        second = int(np.flatnonzero(repeated)[0])
        first = int(np.flatnonzero(keys == keys[second])[0])
        raise InputError(
            f"{table.file}: the {what} {keys[second]} stands in row {table.rows[first]} and in row "
            f"{table.rows[second]}.",
            remedy="Keep one of the two rows.",
        )


def _undecodable(file: str) -> InputError:
    return InputError(
        f"{file} holds bytes that are neither UTF-8, UTF-16 nor Windows-1252 text.",
        remedy="Save it as “CSV UTF-8” and choose it again.",
    )


def _delimiter(stream: TextIO, file: str) -> str:
    """The mark that row 1 holds most of; leaves the stream at its start."""
    try:
        line = stream.readline()
    except UnicodeDecodeError as problem:
        raise _undecodable(file) from problem
    stream.seek(0)
    counts = {mark: line.count(mark) for mark in ",;\t|"}
    return max(counts, key=lambda mark: counts[mark])


def _records(reader: Iterator[list[str]], file: str) -> Iterator[list[str]]:
    """Records of the reader with csv's own complaints told in our words."""
    row = 0
    while True:
        row += 1
        try:
            record = next(reader)
        except StopIteration:
            return
        except UnicodeDecodeError as problem:
            raise _undecodable(file) from problem
        except csv.Error as problem:
            if "unexpected end" in str(problem):
                raise InputError(
                    f"{file} ends inside a quoted text that begins after row {row}.",
                    why="It was probably cut short while it was copied or downloaded.",
                    remedy="Get the file again from its source.",
                ) from problem
            raise InputError(
                f"{file} cannot be read as CSV near row {row + 1}.",
                why=f"The reader says: {problem}.",
                remedy="Open it in a spreadsheet, look at that row and save it as CSV again.",
            ) from problem
        yield record


def _header(records: Iterator[list[str]], file: str) -> list[str]:
    header = [name.strip() for name in next(records, [])]
    if not any(header):
        raise InputError(f"Row 1 of {file} is blank.", remedy="Put the headings into row 1.")
    seen: dict[str, int] = {}
    for place, name in enumerate(header, start=1):
        if name and name.casefold() in seen:
            raise InputError(
                f"The heading “{name}” stands twice in row 1 of {file}, in columns "
                f"{seen[name.casefold()]} and {place}.",
                remedy="Rename or remove one of the two columns.",
            )
        seen[name.casefold()] = place
    return header


def _frame(records: list[list[str]], header: list[str], wanted: list[int]) -> pd.DataFrame:
    columns = list(zip(*records, strict=True)) if records else [()] * len(header)
    return pd.DataFrame({header[i]: pd.Series(columns[i], dtype=object) for i in wanted})


def _refuse_patients(records: list[list[str]], header: list[str], file: str) -> None:
    """Look at the first rows of every column, also of those that are not kept."""
    refuse_patient_columns(_frame(records, header, [i for i, name in enumerate(header) if name]), file=file)


def _wrong_width(file: str, row: int, *, found: int, wanted: int) -> InputError:
    if found < wanted:
        return InputError(
            f"{file}, row {row} has {found} of {wanted} columns.",
            why="The file was probably cut short there.",
            remedy="Get the file again from its source.",
        )
    return InputError(
        f"{file}, row {row} has {found} cells where row 1 has {wanted} headings.",
        why="A comma inside a text needs quotes around the text.",
        remedy="Correct the row in a spreadsheet and save it as CSV again.",
    )
