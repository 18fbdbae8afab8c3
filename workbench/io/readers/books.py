"""Open a workbook that comes from anywhere: looked at before it is parsed, read in one go, damage told."""

from __future__ import annotations

import contextlib
import io
import re
import warnings
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import Any
from xml.etree.ElementTree import ParseError

import openpyxl
from defusedxml.common import DefusedXmlException
from openpyxl.utils.exceptions import InvalidFileException
from typing_extensions import override

from workbench.errors import InputError
from workbench.io.readers.archives import ARCHIVES, BROKEN_ARCHIVE, Limits, why_not
from workbench.progress import Asked

OWN_LIMITS = Limits(file=60_000_000, entry=120_000_000, total=300_000_000)
PUBLISHED_LIMITS = Limits(file=250_000_000, entry=400_000_000, total=1_600_000_000)
"""A sheet of the national population by single year of age unpacks to some 200 MB."""
OWN_REMEDY = "Choose the workbook that this program exported, saved as .xlsx."
_LARGEST_PARSED = 16_000_000
_LARGEST_WHOLE = {"xl/styles.xml": 3_000_000, "xl/workbook.xml": 3_000_000}
"""Parts that are no sheets are parsed in one go: shared texts one by one, styles as a tree of objects."""
_LONGEST_ROW, _PIECE = 8_000_000, 1 << 20
_ROW = re.compile(rb"<(?:\w{1,20}:)?row\b")
_DAMAGE = (
    OSError, KeyError, ValueError, TypeError, AttributeError, IndexError, EOFError, AssertionError,
    ParseError, zipfile.BadZipFile, zipfile.LargeZipFile, InvalidFileException, NotImplementedError,
    RuntimeError, OverflowError, zlib.error,
)  # fmt: skip
"""What the library raises at damage, at whatever row it is met."""


class _AskingFile(io.FileIO):
    """A file that asks whether to stop whenever a piece of it is read: a text or a row is long in parsing."""

    def __init__(self, path: Path, progress: Asked) -> None:
        super().__init__(path, "rb")
        self._progress = progress

    @override
    def read(self, size: int | None = -1, /) -> bytes | Any:
        self._progress.ask()
        return super().read(size)


@contextlib.contextmanager
def opened_book(
    path: Path,
    *,
    limits: Limits = OWN_LIMITS,
    formulas: bool = False,
    remedy: str = OWN_REMEDY,
    progress: Asked | None = None,
) -> Iterator[Any]:
    """A workbook for reading its rows one after the other; ``formulas`` hands out these, not their values.

    Raises:
        InputError: it is no workbook, hostile, or damaged wherever that is met.
        Cancelled: the progress was told to stop; it is asked at every piece of the file that is read.
    """
    progress = progress or Asked(None)
    see_that_workbook_is_safe(path, limits=limits, remedy=remedy, progress=progress)
    book = None
    try:
        with _AskingFile(path, progress) as stream, warnings.catch_warnings():
            warnings.simplefilter("ignore")  # what the library does not keep does not matter here
            # a stream: the library would go by the file's name
            book = openpyxl.load_workbook(stream, read_only=True, data_only=not formulas, keep_links=False)
            yield book
    except _DAMAGE as damage:
        why = "Its XML holds entities, which no honest workbook does."
        if not _is_hostile(damage):
            why = f"It is damaged ({type(damage).__name__})."
        raise _refused(path, why, remedy) from damage
    finally:
        if book is not None:
            book.close()


def see_that_workbook_is_safe(
    path: Path, *, limits: Limits = OWN_LIMITS, remedy: str = OWN_REMEDY, progress: Asked | None = None
) -> None:
    """Look at the archive's directory: its parts, their sizes, how far they are packed, their names.

    Raises:
        InputError: the file is missing, no workbook, encrypted, or holds what no honest workbook holds.
        Cancelled: the progress was told to stop.
    """
    if not openpyxl.DEFUSEDXML:
        raise InputError(
            f"{path.name} was not read.",
            why="The library that guards against hostile XML is missing.",
            remedy="Install defusedxml, or install the program again.",
        )
    try:
        size = path.stat().st_size
        with _AskingFile(path, progress or Asked(None)) as stream, zipfile.ZipFile(stream) as archive:
            parts = archive.infolist()
            why = why_not(parts, size, limits) or _why_not_book(archive, parts)
    except FileNotFoundError as missing:
        raise InputError(f"There is no file {path}.", remedy="Check the name.") from missing
    except (*BROKEN_ARCHIVE, EOFError, RuntimeError, zlib.error) as problem:
        raise _refused(path, "It is no Excel workbook (.xlsx), or it was cut short.", remedy) from problem
    if why:
        raise _refused(path, why, remedy)


def _why_not_book(archive: zipfile.ZipFile, parts: list[zipfile.ZipInfo]) -> str:
    if "xl/workbook.xml" not in {part.filename for part in parts}:
        return "It is a zip archive, but no Excel workbook (.xlsx)."
    for part in parts:
        name = PurePosixPath(part.filename)
        if name.suffix.casefold() in ARCHIVES:
            return "It holds another archive."
        is_sheet = name.parent.name == "worksheets"
        if name.suffix.casefold() in {".xml", ".rels"} and not is_sheet:
            if part.file_size > _LARGEST_WHOLE.get(part.filename, _LARGEST_PARSED):
                return f"Its part {name.name} would be far too large unpacked."
        elif part.file_size > _LARGEST_PARSED and is_sheet and _has_endless_row(archive, part):
            return f"A row of its part {name.name} is longer than any honest row."
    return ""


def _has_endless_row(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> bool:
    """Whether a large sheet has a stretch without the start of a row, which would be parsed in one go."""
    since, rest = 0, b""
    with archive.open(part) as stream:
        while piece := stream.read(_PIECE):
            text = rest + piece
            last = max((found.start() for found in _ROW.finditer(text)), default=-1)
            since = len(text) - last if last >= 0 else since + len(piece)
            if since > _LONGEST_ROW:
                return True
            rest = text[-32:]
    return False


def _is_hostile(problem: BaseException | None) -> bool:
    """Whether hostile XML is at the root of a problem; the reading library tells it as one of its own."""
    while problem is not None:
        if isinstance(problem, DefusedXmlException):
            return True
        problem = problem.__cause__ or problem.__context__
    return False


def _refused(path: Path, why: str, remedy: str) -> InputError:
    return InputError(f"{path.name} was not read.", why=why, remedy=remedy)
