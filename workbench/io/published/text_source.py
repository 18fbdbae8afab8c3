"""Published text files, plain, gzipped or inside a zip archive: their bytes, encoding and first rows."""

from __future__ import annotations

import codecs
import contextlib
import csv
import gzip
import io
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import BinaryIO, Literal, cast

from workbench.errors import InputError
from workbench.io.readers.encodings import stream_facts
from workbench.io.readers.hashing import sha256_of
from workbench.progress import NoProgress, Progress, sub_progress

HEAD_BYTES = 65_536
SEPARATORS = ",;\t|¬"
"""The mark ¬ (byte AC) parts the fields of NHS Choices files."""
MOST_BYTES, MOST_COLUMNS = 4_000_000_000, 2_000
"""What is read at most of a text unpacked, and of one row."""
_JUDGED = 40
"""How many records tell what parts the fields."""
FACTS_SHARE = 0.2
"""How much of the time of reading goes into looking at all bytes first."""
_GZIPPED_TO = 8
"""About how many times its size a gzipped table has unpacked."""
_DAMAGED = (OSError, EOFError, zlib.error, zipfile.BadZipFile, zipfile.LargeZipFile, NotImplementedError)


@dataclass(frozen=True)
class TextSource:
    """A text file, or one member of a zip archive, with its headings in row ``heading_row`` if it has any."""

    path: Path
    member: str = ""
    heading_row: int = 1

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

    def length(self) -> int:
        """How many bytes there are to read, more or less where they are gzipped; at least one."""
        if self.member:
            with contextlib.suppress(*_DAMAGED, KeyError), zipfile.ZipFile(self.path) as archive:
                return max(archive.getinfo(self.member).file_size, 1)
        return max(self.path.stat().st_size, 1) * (_GZIPPED_TO if self._is_gzipped() else 1)

    def _is_gzipped(self) -> bool:
        with self.path.open("rb") as stream:
            return stream.read(2) == b"\x1f\x8b"

    def facts(self, *, progress: Progress | None = None) -> tuple[str, str]:
        """Encoding of the text, and SHA-256 of the file as it was given.

        Raises:
            InputError: the file is damaged, no text, or too large.
            Cancelled: the progress was told to stop.
        """
        part = sub_progress(progress or NoProgress(), start=0.0, end=FACTS_SHARE)
        with self.open() as stream:
            encoding, sha256 = stream_facts(
                stream, self.file, most=MOST_BYTES, length=self.length(), progress=part
            )
        packed = self.member or self._is_gzipped()
        return encoding, sha256_of(self.path) if packed else sha256


def first_records(head: bytes, *, most: int = 40) -> tuple[list[list[str]], str]:
    """The first whole records of a text and the mark between its fields."""
    text = _text_of(head)
    if len(head) >= HEAD_BYTES:
        text = text[: text.rfind("\n") + 1] or text
    separator = max(SEPARATORS, key=lambda mark: _regularity(text, mark))
    return _records(text, separator, most), separator


def _records(text: str, separator: str, most: int) -> list[list[str]]:
    """The first records of a text whose fields are parted by a mark."""
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=separator, quoting=quoting_of(separator))
    records: list[list[str]] = []
    with contextlib.suppress(csv.Error):  # whatever can be read of the start is enough to tell the kind
        records += islice(lines, most)
    return records


def _regularity(text: str, separator: str) -> tuple[int, int]:
    """How many of the first records a mark parts into equally many fields, and into how many.

    A title above the table, or a comma within numbers, has its marks in other lines than the headings.
    """
    widths = Counter(len(record) for record in _records(text, separator, _JUDGED) if len(record) > 1)
    return max(((count, width) for width, count in widths.items()), default=(0, 0))


def _text_of(head: bytes) -> str:
    """The start of a text, which may end within a character."""
    if head[:2] in {b"\xff\xfe", b"\xfe\xff"}:
        return head.decode("utf-16", "replace")
    with contextlib.suppress(UnicodeDecodeError):
        return codecs.getincrementaldecoder("utf-8-sig")().decode(head)
    return head.decode("cp1252", "replace")


def quoting_of(separator: str) -> Literal[0, 3]:
    """Whether quotation marks enclose cells: in files parted by ¬ they are part of the text."""
    return csv.QUOTE_NONE if separator == "¬" else csv.QUOTE_MINIMAL


def decoding_of(separator: str, encoding: str) -> str:
    """What a text is decoded by: files parted by ¬ are of an encoding that has a character for every byte."""
    return "iso-8859-1" if separator == "¬" and encoding == "cp1252" else encoding


def one_line(heading: str) -> str:
    """A heading in one line: workbooks and some copies break theirs."""
    return " ".join(heading.replace("\u00a0", " ").split())


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


def headings_of(source: TextSource) -> list[str]:
    """The record of a text that holds its headings.

    Raises:
        InputError: there is none, or it has more cells than a table has columns.
    """
    records, _ = first_records(source.head(), most=source.heading_row)
    record = records[source.heading_row - 1] if len(records) >= source.heading_row else []
    if not record or len(record) > MOST_COLUMNS:
        raise InputError(
            f"Row {source.heading_row} of {source.file} holds no headings that can be read.",
            why=f"It has {len(record):,} cells." if record else "It is blank, or a text in it has no end.",
            remedy="Choose another file, or get it again from its source.",
        )
    return record
