"""How GDAL is told of a file: as it lies there, or inside a zip archive."""

from __future__ import annotations

import contextlib
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from workbench.errors import InputError
from workbench.io.readers.archives import is_zip, parts_of

_PARTING = frozenset("!;")
SHAPEFILE_PARTS = (".shp", ".shx", ".dbf")
_SHAPES = (".shp", ".gpkg", ".geojson", ".topojson", ".json")


def local_name(path: Path) -> str:
    """The name of a file that is opened as it lies there.

    pyogrio takes a name with ! for one inside an archive and leaves out what follows a semicolon, except
    where GDAL's own words stand in front; these here mean all of the file's bytes.
    """
    return f"/vsisubfile/0_0,{path.absolute()}" if not path.is_dir() and _is_parted(path) else str(path)


@contextlib.contextmanager
def name_for_writing(path: Path) -> Iterator[str]:
    """The name under which a file is written: a link with a plain name, where its own would be parted."""
    if not _is_parted(path):
        yield str(path)
        return
    with tempfile.TemporaryDirectory() as folder:
        link = Path(folder) / f"layer{path.suffix}"
        link.symlink_to(path.absolute())
        yield str(link)


def _is_parted(path: Path) -> bool:
    return os.name != "nt" and not _PARTING.isdisjoint(str(path))


def gdal_name(path: Path) -> str:
    """The name under which GDAL opens a file; of a zip archive, that of the boundaries in it.

    Raises:
        InputError: the archive is damaged or a bomb, holds no boundaries or several files of them, or a
            Shapefile in it is not complete.
    """
    if not is_zip(path):
        return local_name(path)
    names = [PurePosixPath(part.filename) for part in parts_of(path)]
    databases = {part for name in names for part in _databases(name)}
    files = {name for name in names if name.suffix.casefold() in _SHAPES and "__MACOSX" not in name.parts}
    found = sorted(str(name) for name in (databases or files))
    if len(found) != 1:
        raise InputError(
            f"{path.name} holds {len(found)} files of boundaries.",
            why=f"They are: {', '.join(found[:5])}." if found else "",
            remedy="Unpack it and choose the one that is meant.",
        )
    _refuse_missing_parts(path, found[0], {str(name).casefold() for name in names})
    return f"/vsizip/{{{path.absolute().as_posix()}}}/{found[0]}"


def _refuse_missing_parts(path: Path, found: str, names: set[str]) -> None:
    """A Shapefile without its other parts would be read without its columns."""
    name = PurePosixPath(found)
    if name.suffix.casefold() != ".shp":
        return
    beside = [name.with_suffix(suffix) for suffix in SHAPEFILE_PARTS]
    if missing := [part.name for part in beside if str(part).casefold() not in names]:
        raise InputError(
            f"The Shapefile {name.name} in {path.name} is not complete: {' and '.join(missing)} is missing.",
            why="A Shapefile is a group of files that belong together: .shp, .shx, .dbf and .prj.",
            remedy="Put all of them into the archive.",
        )


def _databases(name: PurePosixPath) -> list[PurePosixPath]:
    """The File Geodatabase that a file of an archive belongs to."""
    folders = [folder for folder in name.parents if folder.suffix.casefold() == ".gdb"]
    if folders:
        return folders[-1:]
    return [name.parent] if name.suffix.casefold() == ".gdbtable" else []
