"""Look at the directory of a zip archive before anything in it is unpacked: sizes, packing, names."""

from __future__ import annotations

import zipfile
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from workbench.errors import InputError

ARCHIVES = frozenset({".zip", ".xlsx", ".xlsm", ".gz", ".7z", ".rar", ".bz2", ".xz", ".tar", ".kmz"})
"""Endings of archives; what lies inside of one inside of another is never unpacked."""
BROKEN_ARCHIVE = (OSError, zipfile.BadZipFile, NotImplementedError, ValueError, OverflowError)
"""What reading the directory of a damaged archive can raise."""


@dataclass(frozen=True)
class Limits:
    """What is unpacked at most, in bytes: of the file, of one part, of all parts; and how many parts.

    A part larger than ``small`` that is packed to less than ``ratio`` of its size is a bomb.
    """

    file: int
    entry: int
    total: int
    entries: int = 2_000
    ratio: float = 0.01
    small: int = 1_000_000


OF_DATA = Limits(
    file=2_000_000_000, entry=4_000_000_000, total=8_000_000_000, entries=5_000, ratio=0.002, small=10_000_000
)
"""Archives of published tables and boundaries: a postcode directory unpacks to 1.4 GB."""


def is_zip(path: Path) -> bool:
    """Whether a file starts as a zip archive does."""
    if not path.is_file():
        return False
    with path.open("rb") as stream:
        return stream.read(4) == b"PK\x03\x04"


def parts_of(path: Path, *, limits: Limits = OF_DATA) -> list[zipfile.ZipInfo]:
    """The parts of an archive that may be unpacked.

    Raises:
        InputError: the archive is damaged, encrypted, or holds what no honest archive holds.
    """
    try:
        size = path.stat().st_size
        with zipfile.ZipFile(path) as archive:
            parts = archive.infolist()
    except FileNotFoundError as missing:
        raise InputError(f"There is no file {path}.", remedy="Check the name.") from missing
    except BROKEN_ARCHIVE as problem:
        raise InputError(
            f"{path.name} cannot be read; it is damaged or cut short.",
            why="Its list of parts is not there, or does not fit." if str(problem) else "",
            remedy="Get the file again from its source.",
        ) from problem
    why = why_not(parts, size, limits)
    if why:
        raise InputError(
            f"{path.name} was not read.", why=why, remedy="Get the file again from its publisher."
        )
    return parts


def why_not(parts: list[zipfile.ZipInfo], size: int, limits: Limits) -> str:
    """Why an archive of ``size`` bytes is not to be unpacked; "" where nothing speaks against it."""
    if size > limits.file:
        return f"It has {size:,} bytes; at most {limits.file:,} are read."
    if len(parts) > limits.entries:
        return f"It holds {len(parts):,} parts; at most {limits.entries:,} are read."
    if sum(part.file_size for part in parts) > limits.total:
        return f"Unpacked it would have more than {limits.total:,} bytes."
    return next((why for part in parts if (why := _why_not_part(part, limits))), "")


def _why_not_part(part: zipfile.ZipInfo, limits: Limits) -> str:
    name = PurePosixPath(part.filename.replace("\\", "/"))
    if part.flag_bits & 0x1:
        return "It is encrypted."
    if ".." in name.parts or name.is_absolute():
        return "A part of it has a name that leads out of the archive."
    if part.file_size > limits.entry:
        return "A part of it would be far too large unpacked."
    if part.file_size > limits.small and part.compress_size < part.file_size * limits.ratio:
        return "A part of it is packed as no honest file is."
    return ""
