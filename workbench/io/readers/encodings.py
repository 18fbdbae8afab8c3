"""Tell the encoding of a text file by all of its bytes, and refuse what is no text."""

from __future__ import annotations

import codecs
import hashlib
from pathlib import Path
from typing import BinaryIO

from workbench.errors import InputError
from workbench.progress import NoProgress, Progress

_PIECE = 1 << 20
MOST_BYTES = 1_000_000_000
"""Bytes of a table that is read in one go; the patients of England by LSOA have a tenth of it."""
_UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_BINARY_STARTS = {
    b"PK\x03\x04": "a zip archive or workbook",
    b"SQLite format 3": "a database",
    b"%PDF": "a PDF",
}


def text_facts(path: Path) -> tuple[str, str]:
    """The encoding that the whole file can be read in, and its SHA-256.

    Raises:
        InputError: the file is missing, empty or no text.
    """
    if not path.is_file():
        raise InputError(
            f"There is no file {path.name}.",
            why=f"Looked in {path.absolute().parent}.",
            remedy="Check the name and the folder.",
        )
    with path.open("rb") as stream:
        return stream_facts(stream, path.name)


def stream_facts(
    stream: BinaryIO, file: str, *, most: int = MOST_BYTES, length: int = 0, progress: Progress | None = None
) -> tuple[str, str]:
    """The encoding that a stream of some ``length`` can be read in, to its end, and the SHA-256 of its bytes.

    Raises:
        InputError: the stream is empty or no text, or has more than ``most`` bytes.
        Cancelled: the progress was told to stop.
    """
    progress = progress or NoProgress()
    digest = hashlib.sha256()
    utf8 = codecs.getincrementaldecoder("utf-8")()
    is_utf8 = True
    start = b""
    has_nul = False
    done = 0
    while piece := stream.read(_PIECE):
        done += len(piece)
        progress.report(min(done / max(length, 1), 1.0), f"Reading {file}")
        if done > most:
            raise InputError(
                f"{file} has more than {most:,} bytes and was not read.",
                why="No table of people by area is as large.",
                remedy="Choose another file, or cut it to the study area.",
            )
        digest.update(piece)
        start = start or piece[:64]
        has_nul = has_nul or b"\x00" in piece
        if is_utf8:
            is_utf8 = _decodes(utf8, piece)
    if not start.strip():
        raise InputError(f"{file} is empty.", remedy="Choose another file, or download it again.")
    if is_utf8:
        is_utf8 = _decodes(utf8, b"", final=True)
    if start.startswith(_UTF16):
        return "utf-16", digest.hexdigest()
    kind = next((words for mark, words in _BINARY_STARTS.items() if start.startswith(mark)), "")
    if kind or has_nul:
        raise InputError(
            f"{file} is not a CSV file.",
            why=f"It is {kind}." if kind else "It holds characters that no text has; it may be damaged.",
            remedy="Choose the CSV file itself, or save the table as CSV.",
        )
    return ("utf-8-sig" if is_utf8 else "cp1252"), digest.hexdigest()


def _decodes(decoder: codecs.IncrementalDecoder, piece: bytes, *, final: bool = False) -> bool:
    try:
        decoder.decode(piece, final)
    except UnicodeDecodeError:
        return False
    return True
