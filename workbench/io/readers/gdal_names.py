"""How GDAL is told of a file: as it lies there, or inside a zip archive."""

from __future__ import annotations

import zipfile
from pathlib import Path, PurePosixPath

from workbench.errors import InputError

_SHAPES = (".shp", ".gpkg", ".geojson", ".topojson", ".json")


def is_zip(path: Path) -> bool:
    """Whether a file starts as a zip archive does."""
    if not path.is_file():
        return False
    with path.open("rb") as stream:
        return stream.read(4) == b"PK\x03\x04"


def gdal_name(path: Path) -> str:
    """The name under which GDAL opens a file; of a zip archive, that of the boundaries in it.

    Raises:
        InputError: the archive is damaged, or holds no boundaries or several files of them.
    """
    if not is_zip(path):
        return str(path)
    try:
        with zipfile.ZipFile(path) as archive:
            names = [PurePosixPath(name) for name in archive.namelist()]
    except (OSError, zipfile.BadZipFile) as problem:
        raise InputError(
            f"{path.name} cannot be read; it is damaged or cut short.",
            remedy="Get the file again from its source.",
        ) from problem
    if any(".." in name.parts or name.is_absolute() for name in names):
        raise InputError(
            f"{path.name} was not read.",
            why="A file in it has a name that leads out of the archive.",
            remedy="Get the file again from its publisher.",
        )
    databases = {part for name in names for part in _databases(name)}
    files = {name for name in names if name.suffix.casefold() in _SHAPES and "__MACOSX" not in name.parts}
    found = sorted(str(name) for name in (databases or files))
    if len(found) != 1:
        raise InputError(
            f"{path.name} holds {len(found)} files of boundaries.",
            why=f"They are: {', '.join(found[:5])}." if found else "",
            remedy="Unpack it and choose the one that is meant.",
        )
    return f"/vsizip/{{{path.absolute().as_posix()}}}/{found[0]}"


def _databases(name: PurePosixPath) -> list[PurePosixPath]:
    """The File Geodatabase that a file of an archive belongs to."""
    folders = [folder for folder in name.parents if folder.suffix.casefold() == ".gdb"]
    if folders:
        return folders[-1:]
    return [name.parent] if name.suffix.casefold() == ".gdbtable" else []
