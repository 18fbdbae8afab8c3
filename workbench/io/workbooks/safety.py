"""See that a workbook is one and not a bomb, before anything in it is parsed."""

from __future__ import annotations

import zipfile
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

import openpyxl

from workbench.errors import InputError

_MOST_ENTRIES = 2_000
_SMALLEST_RATIO, _SMALL = 0.01, 1_000_000
"""A part larger than 1 MB that is packed to less than a hundredth is no honest workbook."""
_NESTED = {".zip", ".xlsx", ".xlsm", ".gz", ".7z", ".rar", ".bz2", ".xz", ".tar"}
_REMEDY = "Choose the workbook that this program exported, saved as .xlsx."


@dataclass(frozen=True)
class Limits:
    """Most bytes of a workbook, of one of its parts unpacked, and of all parts unpacked."""

    file: int
    entry: int
    total: int


OWN_LIMITS = Limits(file=60_000_000, entry=120_000_000, total=300_000_000)
PUBLISHED_LIMITS = Limits(file=250_000_000, entry=1_000_000_000, total=4_000_000_000)
"""A sheet of the national population by single year of age unpacks to some 200 MB."""


def see_that_workbook_is_safe(path: Path, *, limits: Limits = OWN_LIMITS) -> None:
    """Look at the archive's directory: its parts, their sizes, how far they are packed, their names.

    Raises:
        InputError: the file is missing, no workbook, encrypted, or holds what no honest workbook holds.
    """
    if not openpyxl.DEFUSEDXML:
        raise InputError(
            f"{path.name} was not read.",
            why="The library that guards against hostile XML is missing.",
            remedy="Install defusedxml, or install the program again.",
        )
    try:
        size = path.stat().st_size
        with zipfile.ZipFile(path) as archive:
            entries = archive.infolist()
    except FileNotFoundError as missing:
        raise InputError(f"There is no file {path}.", remedy="Check the name.") from missing
    except (OSError, zipfile.BadZipFile) as problem:
        raise _refused(path, "It is no Excel workbook (.xlsx), or it was cut short.") from problem
    why = _why_not(entries, size, limits)
    if why:
        raise _refused(path, why)
    if "xl/workbook.xml" not in {entry.filename for entry in entries}:
        raise _refused(path, "It is a zip archive, but no Excel workbook (.xlsx).")


def _why_not(entries: list[zipfile.ZipInfo], size: int, limits: Limits) -> str:
    if size > limits.file:
        return f"It has {size:,} bytes; a workbook of this program has far fewer."
    if len(entries) > _MOST_ENTRIES:
        return f"It holds {len(entries):,} parts; a workbook has at most {_MOST_ENTRIES:,}."
    if sum(entry.file_size for entry in entries) > limits.total:
        return "Unpacked it would be far larger than any workbook of this program."
    return next((why for entry in entries if (why := _why_not_part(entry, limits))), "")


def _why_not_part(entry: zipfile.ZipInfo, limits: Limits) -> str:
    name = PurePosixPath(entry.filename.replace("\\", "/"))
    if entry.flag_bits & 0x1:
        return "It is encrypted."
    if ".." in name.parts or name.is_absolute():
        return "A part of it has a name that leads out of the workbook."
    if name.suffix.casefold() in _NESTED:
        return "It holds another archive."
    if entry.file_size > limits.entry:
        return "A part of it would be far too large unpacked."
    if entry.file_size > _SMALL and entry.compress_size < entry.file_size * _SMALLEST_RATIO:
        return "A part of it is packed as no honest workbook is."
    return ""


def _refused(path: Path, why: str) -> InputError:
    return InputError(f"{path.name} was not read.", why=why, remedy=_REMEDY)
