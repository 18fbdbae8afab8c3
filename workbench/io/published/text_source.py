"""Tables of published text files: plain, gzipped or inside a zip archive, in pieces and cancellable."""

from __future__ import annotations

import contextlib
import csv
import gzip
import os
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO, BinaryIO, Literal, cast

import numpy as np
import pandas as pd

from workbench.errors import InputError
from workbench.io.readers.encodings import stream_facts
from workbench.io.readers.hashing import sha256_of
from workbench.io.readers.privacy import refuse_patient_columns
from workbench.io.readers.tables import Table
from workbench.progress import NoProgress, Progress

CHUNK_ROWS = 75_000
HEAD_BYTES = 65_536
_COUNTED_BYTES = 262_144
SEPARATORS = ",;\t|¬"
"""The mark ¬ (byte AC) parts the fields of NHS Choices files."""
MOST_BYTES, MOST_CELLS, MOST_COLUMNS = 4_000_000_000, 30_000_000, 2_000
"""What is read at most of a text unpacked, of a table kept whole, and of one row."""
_DAMAGED = (OSError, EOFError, zlib.error, zipfile.BadZipFile, zipfile.LargeZipFile, NotImplementedError)


@dataclass(frozen=True)
class TextSource:
    """A text file, or one member of a zip archive."""

    path: Path
    member: str = ""

    @property
    def file(self) -> str:
        """What the file is called in reports."""
        return f"{self.path.name}/{self.member}" if self.member else self.path.name

    @contextlib.contextmanager
    def open(self) -> Iterator[BinaryIO]:
        """The bytes, unpacked.

        Raises:
            InputError: the file is missing or its packing is damaged.
        """
        try:
            with contextlib.ExitStack() as opened:
                yield self._opened(opened)
        except _DAMAGED as problem:
            raise self.damaged(problem) from problem

    def _opened(self, opened: contextlib.ExitStack) -> BinaryIO:
        if self.member:
            archive = opened.enter_context(zipfile.ZipFile(self.path))
            return cast("BinaryIO", opened.enter_context(archive.open(self.member)))
        plain = opened.enter_context(self.path.open("rb"))
        if plain.read(2) == b"\x1f\x8b":
            plain.seek(0)
            return cast("BinaryIO", opened.enter_context(gzip.GzipFile(fileobj=plain)))
        plain.seek(0)
        return plain

    def damaged(self, problem: Exception) -> InputError:
        """A file that cannot be read to its end."""
        if isinstance(problem, FileNotFoundError):
            return InputError(
                f"There is no file {self.path.name}.",
                why=f"Looked in {self.path.absolute().parent}.",
                remedy="Check the name and the folder.",
            )
        return InputError(
            f"{self.file} cannot be read; it is damaged or cut short.",
            why=f"The reader says: {problem}.",
            remedy="Get the file again from its source.",
        )

    def head(self) -> bytes:
        """The first bytes."""
        with self.open() as stream:
            return stream.read(HEAD_BYTES)

    def end(self) -> bytes:
        """The last bytes of a file as it lies there; of a packed one none, which cannot be cut unnoticed."""
        with self.path.open("rb") as stream:
            if self.member or stream.read(2) in {b"\x1f\x8b", b"PK"}:
                return b""
            stream.seek(-min(HEAD_BYTES, self.path.stat().st_size), os.SEEK_END)
            return stream.read()

    def facts(self) -> tuple[str, str]:
        """Encoding of the text, and SHA-256 of the file as it was given."""
        with self.open() as stream:
            encoding, sha256 = stream_facts(stream, self.file, most=MOST_BYTES)
        with self.path.open("rb") as start:
            packed = start.read(2) in {b"\x1f\x8b", b"PK"}
        return encoding, sha256_of(self.path) if packed or self.member else sha256


def first_records(head: bytes, *, most: int = 40) -> tuple[list[list[str]], str]:
    """The first whole records of a text and the mark between its fields."""
    is_utf16 = head[:2] in {b"\xff\xfe", b"\xfe\xff"}
    text = head.decode("utf-16", "replace") if is_utf16 else head.decode("utf-8-sig", "surrogateescape")
    text = text.replace("\udcac", "¬").encode("utf-8", "replace").decode("utf-8")
    if len(head) >= HEAD_BYTES:
        text = text[: text.rfind("\n") + 1] or text
    line = text.splitlines()[0] if text else ""
    separator = max(SEPARATORS, key=line.count)
    quoting: Literal[0, 3] = csv.QUOTE_NONE if separator == "¬" else csv.QUOTE_MINIMAL
    records: list[list[str]] = []
    with contextlib.suppress(csv.Error):  # whatever can be read of the start is enough to tell the kind
        for record in csv.reader(text.splitlines(keepends=True), delimiter=separator, quoting=quoting):
            records.append(record)
            if len(records) == most:
                break
    return records, separator


def one_line(heading: str) -> str:
    """A heading in one line: workbooks and some copies break theirs."""
    return " ".join(heading.replace("\u00a0", " ").split())


def chunks(
    source: TextSource,
    *,
    encoding: str,
    names: Sequence[str] | None = None,
    columns: Sequence[int] | None = None,
    typed: bool = False,
    progress: Progress | None = None,
) -> Iterator[tuple[pd.DataFrame, int]]:
    """Pieces of the table as texts, each with the row of its first record as a spreadsheet shows it.

    ``names`` heads the columns of a file without headings; ``columns`` are the places to read. Blank cells
    are empty texts. With ``typed``, columns of a piece that hold numbers alone are numbers, which is read
    in a fifth of the time.

    Raises:
        InputError: a row has too many cells, a quoted text does not end, or the file is cut short.
        Cancelled: the progress was told to stop; it is asked between pieces.
    """
    progress = progress or NoProgress()
    records, separator = first_records(source.head(), most=1)
    size = max(source.path.stat().st_size, 1)
    row = 1 if names is not None else 2
    header = [one_line(name) for name in (names if names is not None else _headings(source, records))]
    wanted = list(range(len(header))) if columns is None else sorted(columns)
    used = {header[place] for place in wanted}
    refuse_repeated([name for name in header if name in used], source.file)
    # with a choice of columns pandas leaves surplus cells out: "1,234" without quotes would be 1
    few = 2 * len(wanted) < len(header)
    choice = wanted if few or _every_row_fits(source, encoding, separator, len(header)) else None
    _refuse_cut(source, encoding, separator, len(header))
    with source.open() as stream:
        try:
            pieces = pd.read_csv(
                cast("IO[bytes]", stream), header=None, skiprows=0 if names is not None else 1,
                names=list(range(len(header))), usecols=choice,
                dtype=None if typed else str, na_filter=False, sep=separator,
                quoting=csv.QUOTE_NONE if separator == "¬" else csv.QUOTE_MINIMAL, chunksize=CHUNK_ROWS,
                encoding=_for_pandas(separator, encoding), index_col=False,
                skip_blank_lines=False, engine="python" if separator == "¬" else "c", on_bad_lines="error",
            )  # fmt: skip
            for piece in pieces:
                piece = piece[wanted]  # noqa: PLW2901 - the columns that are wanted of it
                piece.columns = pd.Index([header[place] for place in wanted])
                yield piece, row
                row += len(piece)
                progress.report(min(row * 60 / size, 0.99), f"Reading {source.file}")
        except (pd.errors.ParserError, pd.errors.EmptyDataError, UnicodeDecodeError, ValueError) as problem:
            raise InputError(
                f"{source.file} cannot be read as a table near row {row:,}.",
                why=f"The reader says: {' '.join(str(problem).split())}.",
                remedy="Get the file again from its source.",
            ) from problem


def _every_row_fits(source: TextSource, encoding: str, separator: str, width: int) -> bool:
    """Whether every stretch of the file has as many separators as its lines need: no cell is surplus.

    A separator or a line end inside a cell makes it unsure, which is told as no.
    """
    if encoding.startswith("utf-16") or not separator.isascii():
        return False
    mark, rest = separator.encode(), b""
    with source.open() as stream:
        while read := stream.read(_COUNTED_BYTES):
            whole, end, rest = (rest + read).rpartition(b"\n")
            if whole.count(mark) != (width - 1) * (whole.count(b"\n") + bool(end)):
                return False
    return not rest or rest.count(mark) == width - 1


def refuse_repeated(headings: Sequence[str], file: str) -> None:
    """Refuse a table that is read by its headings where one of them stands twice.

    Raises:
        InputError: one does.
    """
    twice = next((one for place, one in enumerate(headings) if one in headings[:place]), None)
    if twice is not None:
        raise InputError(
            f"The heading “{twice}” stands twice in {file}.",
            remedy="Rename or remove one of the two columns.",
        )


def _refuse_cut(source: TextSource, encoding: str, separator: str, width: int) -> None:
    """Refuse a file whose last line has no end and too few cells: it was cut short while it was copied."""
    line = source.end().decode(encoding, "replace").replace("\r", "\n").rpartition("\n")[2]
    if encoding.startswith("utf-16") or not line.strip() or width == 1:
        return
    cells = next(csv.reader([line], delimiter=separator), [])
    if len(cells) < width and separator in line:
        raise InputError(
            f"The last row of {source.file} has {len(cells)} of {width} cells.",
            why="The file was probably cut short there.",
            remedy="Get the file again from its source.",
        )


def _headings(source: TextSource, records: Sequence[Sequence[str]]) -> Sequence[str]:
    """The first record of a text.

    Raises:
        InputError: there is none, or it has more cells than a table has columns.
    """
    if not records or len(records[0]) > MOST_COLUMNS:
        raise InputError(
            f"Row 1 of {source.file} holds no headings that can be read.",
            why=f"It has {len(records[0]):,} cells." if records else "A text in it has no end.",
            remedy="Choose another file, or get it again from its source.",
        )
    return records[0]


def _for_pandas(separator: str, encoding: str) -> str:
    """The encoding for the reader, which passes a byte-order mark of UTF-8 over by itself, and faster."""
    if separator == "¬":
        return "iso-8859-1"
    return "utf-8" if encoding == "utf-8-sig" else encoding


def whole_table(
    source: TextSource,
    *,
    names: Sequence[str] | None = None,
    wanted: Sequence[str] | None = None,
    progress: Progress | None = None,
) -> Table:
    """The whole table as texts; blank lines are passed over, columns without a heading left out.

    ``wanted`` names the headings to read (None: all).

    Raises:
        InputError: as of ``chunks``; or it has no rows, or a column of NHS numbers.
    """
    encoding, sha256 = source.facts()
    header = [one_line(h) for h in (names or _headings(source, first_records(source.head(), most=1)[0]))]
    places = [i for i, name in enumerate(header) if name and (wanted is None or name in wanted)]
    frames: list[pd.DataFrame] = []
    rows: list[np.ndarray] = []
    cells = 0
    for frame, first in chunks(source, encoding=encoding, names=names, columns=places, progress=progress):
        filled = (frame != "").any(axis=1).to_numpy()
        frames.append(frame[filled])
        rows.append(np.flatnonzero(filled) + first)
        cells += len(frames[-1]) * max(len(places), 1)
        if cells > MOST_CELLS:
            raise InputError(
                f"{source.file} has more than {MOST_CELLS:,} cells and was not read.",
                why="No published table of this kind is as large.",
                remedy="Choose another file, or cut it to the study area.",
            )
    if not frames or not sum(map(len, frames)):
        raise InputError(
            f"{source.file} holds headings but no rows.",
            remedy="Choose a file with data, or save it from its source again.",
        )
    frame = pd.concat(frames, ignore_index=True)
    refuse_patient_columns(frame, file=source.file)
    return Table(file=source.file, frame=frame, rows=np.concatenate(rows).astype(np.int64), sha256=sha256)
