"""The rows of published text files in pieces: read once, every row looked at, cancellable between pieces."""

from __future__ import annotations

import contextlib
import csv
import io
from collections import deque
from collections.abc import Generator, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import BinaryIO, Protocol

import numpy as np
import pandas as pd
import pyarrow as pa
from pyarrow import csv as arrow
from typing_extensions import override

from workbench.errors import InputError
from workbench.io.published.text_source import (
    FACTS_SHARE,
    TextSource,
    decoding_of,
    first_records,
    headings_of,
    one_line,
    quoting_of,
    refuse_repeated,
)
from workbench.io.readers.privacy import refuse_patient_columns
from workbench.io.readers.tables import Table
from workbench.progress import NoProgress, Progress, sub_progress

BLOCK_BYTES = 1 << 21
"""What is parsed in one go, some 30,000 rows; no row may be longer."""
MOST_CELLS = 30_000_000
"""What is read at most of a table kept whole."""
_MARK = "\x1f"
"""Stands between fields where the file has ¬, which the parser does not take: the sign made for this."""
_AGAIN = "Get the file again from its source."


def chunks(
    source: TextSource,
    *,
    encoding: str,
    names: Sequence[str] | None = None,
    columns: Sequence[int] | None = None,
    progress: Progress | None = None,
) -> Iterator[tuple[pa.RecordBatch, int]]:
    """Pieces of the table as texts, each with the row of its first record as a spreadsheet shows it.

    A row is a record: a text of several lines in quotation marks does not make more rows of it.
    ``names`` heads the columns of a file without headings; ``columns`` are the places to read. Blank cells
    are empty texts, as are the cells that a short row lacks at its end.

    Raises:
        InputError: a row has too many cells, a quoted text does not end, or the file is cut short.
        Cancelled: the progress was told to stop; it is asked between pieces.
    """
    part = sub_progress(progress or NoProgress(), start=FACTS_SHARE, end=1.0)
    _, separator = first_records(source.head(), most=1)
    header = [one_line(name) for name in (names if names is not None else headings_of(source))]
    wanted = list(range(len(header))) if columns is None else sorted(columns)
    named = [header[place] for place in wanted]
    refuse_repeated([name for name in header if name in named], source.file)
    if not wanted:
        return
    row = 1 if names is not None else source.heading_row + 1
    misfits = _Misfits(source.file, separator, len(header), wanted)
    size = source.length()
    with source.open() as stream:
        text = _Utf8(stream, encoding, separator, closing=misfits.closing)
        try:
            for batch in _one_ahead(_parsed(text, separator, wanted, misfits, skip=row - 1)):
                piece = misfits.put_into(batch, row)
                yield piece.rename_columns(named), row
                row += len(piece)
                part.report(min(stream.tell() / size, 0.99), f"Reading {source.file}")
        except (pa.ArrowInvalid, csv.Error, UnicodeDecodeError) as problem:
            raise InputError(
                f"{source.file} cannot be read as a table near row {row:,}.",
                why="A row there has no end, or a quoted text in it has none."
                if "straddl" in str(problem)
                else f"The reader says: {' '.join(str(problem).split())}.",
                remedy=_AGAIN,
            ) from problem
        misfits.refuse_cut(row - 1, ended=text.ended)


def _parsed(
    text: _Utf8, separator: str, wanted: Sequence[int], misfits: _Misfits, *, skip: int
) -> Generator[pa.RecordBatch, None, None]:
    """What the parser makes of the text, closed before the text is; the last piece of all has no rows."""
    places = [str(place) for place in wanted]
    none = pa.record_batch([pa.array([], pa.string())] * len(places), names=places)
    reader = arrow.open_csv(
        text,
        # one thread, which alone tells the number of a row
        read_options=arrow.ReadOptions(
            use_threads=False, block_size=BLOCK_BYTES, skip_rows_after_names=skip,
            column_names=[str(place) for place in range(misfits.width)],
        ),
        parse_options=arrow.ParseOptions(
            delimiter=mark_of(separator), newlines_in_values=True, ignore_empty_lines=False,
            quote_char=False if quoting_of(separator) == csv.QUOTE_NONE else '"',
            invalid_row_handler=misfits.take,
        ),
        convert_options=arrow.ConvertOptions(
            include_columns=places, column_types=dict.fromkeys(places, pa.string()),
            strings_can_be_null=False, check_utf8=False,  # the whole file was looked at
        ),
    )  # fmt: skip
    with contextlib.closing(reader):
        yield from reader
        yield none


def _one_ahead(pieces: Generator[pa.RecordBatch, None, None]) -> Iterator[pa.RecordBatch]:
    """The pieces, each parsed while the one before is worked on: the parser leaves Python to others."""
    with ThreadPoolExecutor(1, "Parsing") as parser:
        try:
            coming = parser.submit(next, pieces, None)
            while (piece := coming.result()) is not None:
                coming = parser.submit(next, pieces, None)
                yield piece
        finally:
            parser.submit(pieces.close).result()  # after what it is at: the text is closed next


def mark_of(separator: str) -> str:
    """What stands between the fields of the text as it is parsed."""
    return _MARK if separator == "¬" else separator


class _Utf8(io.RawIOBase):
    """A text in UTF-8, whatever its own encoding, with a row behind its last that tells that it was met."""

    def __init__(self, stream: BinaryIO, encoding: str, separator: str, *, closing: str) -> None:
        super().__init__()
        self._stream = stream
        self._text: io.TextIOWrapper | None = None
        if separator == "¬" or encoding != "utf-8-sig":
            self._text = io.TextIOWrapper(stream, encoding=decoding_of(separator, encoding), newline="")
        self._closing = closing.encode()
        self._last = b""
        self._ready = b""
        self._at_end = False
        self.ended = False
        """Whether the last row has a line end, known when all is read."""

    @override
    def readable(self) -> bool:
        """It is."""
        return True

    @override
    def read(self, size: int = -1) -> bytes:
        """So many bytes, fewer only at the end: the parser takes no row that lies in three pieces."""
        while len(self._ready) < size and not self._at_end:
            piece = self._piece(size)
            if not piece:
                self._at_end = True
                self.ended = self._last in {b"\n", b"\r"}
                piece = self._closing if self.ended else b"\n" + self._closing
            self._last = piece[-1:]
            self._ready += piece
        piece, self._ready = self._ready[:size], self._ready[size:]
        return piece

    def _piece(self, size: int) -> bytes:
        if self._text is None:
            return self._stream.read(size)
        return self._text.read(size).replace("¬", _MARK).encode()


class _InvalidRow(Protocol):
    """What the parser tells of a row with another number of cells."""

    number: int
    actual_columns: int
    text: str


class _Misfits:
    """Rows that have another number of cells than there are headings, as the parser meets them."""

    def __init__(self, file: str, separator: str, width: int, wanted: Sequence[int]) -> None:
        self.width = width
        self._file, self._mark, self._wanted = file, mark_of(separator), wanted
        self._quoting = quoting_of(separator)
        self.closing = self._mark * width + "\0"
        """A row that no file has: it is met as such unless a quoted text has swallowed it."""
        self._closed = False
        self._short: deque[tuple[int, str]] = deque()
        self._last_short = (0, 0)
        self._surplus: InputError | None = None

    def take(self, row: _InvalidRow) -> str:
        """Hear of such a row from the parser."""
        if row.text == self.closing:
            self._closed = True
        elif row.actual_columns < self.width:
            self._short.append((row.number, row.text))
            self._last_short = (row.number, row.actual_columns)
        elif self._surplus is None:
            self._surplus = InputError(
                f"{self._file}, row {row.number:,} has {row.actual_columns} cells where there are "
                f"{self.width} columns.",
                why="A comma inside a text needs quotes around the text.",
                remedy="Correct the row in a spreadsheet and save it as CSV again.",
            )
        return "skip"

    def put_into(self, batch: pa.RecordBatch, first: int) -> pa.RecordBatch:
        """A piece from row ``first`` on with the short rows at their places, their lacking cells blank.

        Raises:
            InputError: a row had too many cells.
        """
        if self._surplus is not None:
            raise self._surplus
        here: list[int] = []
        cells: list[list[str]] = []
        while self._short and self._short[0][0] <= first + len(batch) + len(here):
            number, text = self._short.popleft()
            here.append(number - first)
            cells.append(self._cells(text))
        if not here:
            return batch
        columns = [pa.array(list(column), pa.string()) for column in zip(*cells, strict=True)]
        both = pa.concat_batches([batch, pa.record_batch(columns, names=batch.schema.names)])
        is_short = np.zeros(len(both), dtype=bool)
        is_short[here] = True
        order = np.empty(len(both), dtype=np.int64)
        order[~is_short], order[is_short] = np.arange(len(batch)), np.arange(len(batch), len(both))
        return both.take(pa.array(order))

    def _cells(self, text: str) -> list[str]:
        """The wanted cells of a short row."""
        lines = io.StringIO(text, newline="")
        record = next(csv.reader(lines, delimiter=self._mark, quoting=self._quoting))
        return [record[place] if place < len(record) else "" for place in self._wanted]

    def refuse_cut(self, last: int, *, ended: bool) -> None:
        """Refuse a file that ends inside a quoted text, or whose last row has no line end and too few cells.

        Raises:
            InputError: it does.
        """
        if not self._closed:
            raise InputError(
                f"{self._file} ends inside a quoted text.",
                why=f"It stands in row {last:,}, or a quotation mark is missing there.",
                remedy=_AGAIN,
            )
        number, found = self._last_short
        if not ended and number == last and found > 1:  # one cell alone is a note
            raise InputError(
                f"The last row of {self._file} has {found} of {self.width} cells.",
                why="The file was probably cut short there.",
                remedy=_AGAIN,
            )


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
    encoding, sha256 = source.facts(progress=progress)
    header = [one_line(name) for name in (names or headings_of(source))]
    places = [i for i, name in enumerate(header) if name and (wanted is None or name in wanted)]
    frames: list[pd.DataFrame] = []
    rows: list[np.ndarray] = []
    cells = 0
    for piece, first in chunks(source, encoding=encoding, names=names, columns=places, progress=progress):
        frame = piece.to_pandas()
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
