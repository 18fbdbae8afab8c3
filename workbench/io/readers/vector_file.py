"""Open files of boundaries, also zipped, and hand out one layer as columns and shapes."""

from __future__ import annotations

import re
import shutil
import tempfile
import warnings
import zipfile
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pyogrio
import shapely
from numpy.typing import NDArray
from pyogrio.errors import DataLayerError, DataSourceError, FieldError, GeometryError

from workbench.errors import InputError
from workbench.io.readers.archives import BROKEN_ARCHIVE, is_zip, parts_of
from workbench.io.readers.databases import SQLITE_MAGIC, stored_queries, what_is_wrong
from workbench.io.readers.gdal_names import SHAPEFILE_PARTS, gdal_name
from workbench.io.readers.hashing import sha256_of

MOST_FEATURES = 500_000
"""Rows that a layer may have: England and Wales have 189,000 output areas."""
OPEN_ERRORS = (
    DataSourceError, DataLayerError, FieldError, GeometryError, UnicodeDecodeError,
    UnboundLocalError,  # what pyogrio 0.12 ends with where the reference system is no text
)  # fmt: skip
_START = 65_536
_POINTERS = re.compile(
    rb"<OGR(VRT|WFS|WCS|CSW|OAPIF)|<VRTDataset|<(\w{1,9}:)?(WFS|WMS|CSW)_Capabilities|<!ENTITY"
)
"""How files begin that have GDAL follow them to other files or to services."""
_POLYGON_TYPES = ("Polygon", "MultiPolygon", "CurvePolygon", "MultiSurface", "Unknown", "GeometryCollection")


@dataclass(frozen=True, eq=False)
class VectorLayer:
    """One layer: columns as the file types them, shapes as the file draws them."""

    file: str
    layer: str
    frame: pd.DataFrame
    geometry: NDArray[np.object_]
    crs: str | None
    sha256: str


def read_layer(path: Path, *, layer: str | None = None) -> VectorLayer:
    """Read one polygon layer; without ``layer`` the file may have only one.

    Raises:
        InputError: the file is missing, incomplete or damaged, or the layer cannot be told.
    """
    file = path.name
    encodings = checked_encodings(path)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # GDAL warns about what is checked here in the planner's words
        name = _choose_layer(path, layer)
        meta, fids, wkb, columns = _read(path, name, encodings)
    if len(fids) == 0:
        raise InputError(
            f"The layer “{name}” of {file} holds no units.", remedy="Choose a file with boundaries."
        )
    if wkb is None:
        raise InputError(
            f"The layer “{name}” of {file} has no shapes.",
            remedy="Choose the layer that holds the boundaries.",
        )
    headings = [str(field) for field in meta["fields"]]
    frame = pd.DataFrame(
        {heading: pd.Series(values) for heading, values in zip(headings, columns, strict=True)},
        index=range(len(fids)),
    )
    return VectorLayer(
        file=file,
        layer=name,
        frame=frame,
        geometry=shapes_of(wkb, file),
        crs=meta["crs"] or _crs_of_json(path),
        sha256=sha256_of(path),
    )


def list_fields(path: Path, layer: str | None = None) -> tuple[str, list[str]]:
    """The layer with polygons, or the one named, and the headings of its columns.

    Raises:
        InputError: as of ``read_layer``.
    """
    encodings = checked_encodings(path)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # as in read_layer
        layer = _choose_layer(path, layer)
        for encoding in encodings:
            try:
                info = pyogrio.read_info(gdal_name(path), layer=layer, encoding=encoding)
            except UnicodeDecodeError:
                continue
            except OPEN_ERRORS as problem:
                raise damaged(path.name, str(problem)) from problem
            return layer, [str(field) for field in info["fields"]]
    raise damaged(path.name, "its texts cannot be decoded")


def _crs_of_json(path: Path) -> str | None:
    """TopoJSON is always longitude and latitude of WGS 84; GDAL does not say so."""
    if path.is_dir():
        return None
    with path.open("rb") as stream:
        return "OGC:CRS84" if stream.read(64).lstrip(b"\xef\xbb\xbf \t\r\n")[:1] == b"{" else None


def checked_encodings(path: Path) -> Sequence[str | None]:
    """The encodings to try for a file's texts, after what can be said of the file without reading it.

    Raises:
        InputError: the file is missing, empty, a Shapefile with parts missing, a damaged or hostile
            database or archive, or points to data elsewhere.
    """
    refuse_missing(path)
    _refuse_hostile(path)
    if path.suffix.casefold() != ".shp":
        return (None,)
    _refuse_missing_parts(path)
    return (None,) if _beside(path, ".cpg") else ("UTF-8", "CP1252")


def refuse_missing(path: Path) -> None:
    """Say that a file is not there, or that it is empty.

    Raises:
        InputError: it is.
    """
    if not path.is_file() and not (path.is_dir() and any(path.glob("*.gdbtable"))):
        raise InputError(
            f"There is no file {path.name}.",
            why=f"Looked in {path.absolute().parent}.",
            remedy="Check the name and the folder.",
        )
    if path.stat().st_size == 0:
        raise InputError(f"{path.name} is empty.", remedy="Choose another file, or download it again.")


def _beside(path: Path, suffix: str) -> bool:
    return any(path.with_suffix(s).is_file() for s in (suffix, suffix.upper()))


def _refuse_missing_parts(path: Path) -> None:
    missing = [suffix for suffix in SHAPEFILE_PARTS if not _beside(path, suffix)]
    if missing:
        names = " and ".join(path.with_suffix(suffix).name for suffix in missing)
        raise InputError(
            f"The Shapefile {path.name} is not complete: {names} is missing.",
            why="A Shapefile is a group of files that belong together: .shp, .shx, .dbf and .prj.",
            remedy="Copy all of them into one folder.",
        )


def stored_queries_of(path: Path) -> frozenset[str]:
    """Names of the stored queries of a database, which are never run; none of another file."""
    return stored_queries(path) if _is_database(path) else frozenset()


def _is_database(path: Path) -> bool:
    if path.is_dir():
        return False
    with path.open("rb") as stream:
        return stream.read(16) == SQLITE_MAGIC


def _refuse_hostile(path: Path) -> None:
    """Look at what GDAL would open, and would read as far as it can without a word.

    A database is looked at by SQLite, an archive by its directory, a database in an archive once it is
    unpacked. Formats that only tell where the data lies would have GDAL follow them to other files or to
    the network.
    """
    if path.is_dir():
        return
    if path.suffix.casefold() == ".gpkg" or _is_database(path):
        why = what_is_wrong(path)
    elif is_zip(path):
        why = _wrong_within(path)
    else:
        with path.open("rb") as stream:
            start = stream.read(_START)
        why = "it only tells where the data lies" if _POINTERS.search(start) else ""
    if why:
        raise damaged(path.name, why)


def _wrong_within(path: Path) -> str:
    """What is wrong with the databases in an archive; each is unpacked for as long as it is looked at."""
    for part in parts_of(path):
        if not part.filename.casefold().endswith((".gpkg", ".sqlite")):
            continue
        with tempfile.TemporaryDirectory() as folder:
            unpacked = Path(folder) / "inside.gpkg"
            try:
                with (
                    zipfile.ZipFile(path) as archive,
                    archive.open(part) as source,
                    unpacked.open("wb") as to,
                ):
                    shutil.copyfileobj(source, to)
            except (*BROKEN_ARCHIVE, EOFError, RuntimeError, zlib.error) as problem:
                return str(problem)
            why = what_is_wrong(unpacked)
            if why or stored_queries(unpacked):
                return why or "it holds stored queries; unpack it and choose the GeoPackage"
    return ""


def damaged(file: str, reason: str) -> InputError:
    """The problem of a file that cannot be read, with what the reader says of it."""
    return InputError(
        f"{file} cannot be read; it is damaged, cut short or of another kind.",
        why=f"The reader says: {reason.strip().rstrip('.')}." if reason else "",
        remedy="Get the file again from its source. GeoPackage, GeoJSON and Shapefile are read.",
    )


def polygon_layers(path: Path) -> list[str]:
    """The layers with polygons; only their kinds are read.

    Raises:
        InputError: the file is damaged or a part of it is missing.
    """
    checked_encodings(path)
    return _shaped(_layers(path))


def _layers(path: Path) -> list[tuple[str, str | None]]:
    """Names and kinds of a file's tables, without those that are stored queries."""
    try:
        layers = pyogrio.list_layers(gdal_name(path))
    except OPEN_ERRORS as problem:
        raise damaged(path.name, str(problem)) from problem
    queries = stored_queries_of(path)
    return [(str(name), kind) for name, kind in layers if str(name) not in queries]


def _shaped(layers: Sequence[tuple[str, str | None]]) -> list[str]:
    return [
        name
        for name, kind in layers
        if kind is not None and str(kind).split(" ", maxsplit=1)[0] in _POLYGON_TYPES
    ]


def _choose_layer(path: Path, layer: str | None) -> str:
    layers = _layers(path)
    names = [name for name, _ in layers]
    if layer is not None:
        if layer not in names:
            raise InputError(
                f"{path.name} has no layer “{layer}”.",
                why=f"It has: {', '.join(names) or 'none'}.",
                remedy="Name one of these.",
            )
        return layer
    shaped = _shaped(layers)
    if len(shaped) > 1:
        raise InputError(
            f"{path.name} has {len(shaped)} layers with polygons: {', '.join(shaped)}.",
            remedy="Name the one with the units (--layer).",
        )
    if not shaped:
        raise InputError(
            f"{path.name} has no layer with polygons.",
            why=f"Its layers are: {', '.join(names) or 'none'}.",
            remedy="Choose a file that holds the boundaries of the units.",
        )
    return shaped[0]


def _read(
    path: Path, layer: str, encodings: Sequence[str | None]
) -> tuple[dict[str, Any], NDArray[np.int64], NDArray[np.object_] | None, list[NDArray[np.object_]]]:
    for last, encoding in enumerate(encodings, start=1):
        try:
            meta, fids, wkb, columns = pyogrio.raw.read(
                gdal_name(path),
                layer=layer,
                encoding=encoding,
                force_2d=True,
                return_fids=True,
                max_features=MOST_FEATURES + 1,
            )
        except UnicodeDecodeError as problem:
            if last == len(encodings):
                raise damaged(path.name, "its texts cannot be decoded") from problem
        except OPEN_ERRORS as problem:
            raise damaged(path.name, str(problem)) from problem
        else:
            if len(fids) > MOST_FEATURES:
                raise InputError(
                    f"The layer “{layer}” of {path.name} has more than {MOST_FEATURES:,} rows.",
                    remedy="Choose the boundaries of census areas, or cut them to the study area in a GIS.",
                )
            return meta, fids, wkb, columns
    raise damaged(path.name, "")


def shapes_of(wkb: NDArray[np.object_], file: str) -> NDArray[np.object_]:
    """Shapes from the bytes that a reader gives.

    Raises:
        InputError: one of them cannot be read; the row is named.
    """
    try:
        return shapely.from_wkb(wkb)
    except shapely.errors.GEOSException as problem:
        for row, item in enumerate(wkb, start=2):
            try:
                shapely.from_wkb(item)
            except shapely.errors.GEOSException:
                raise InputError(
                    f"{file}, row {row}: the shape cannot be read.",
                    why=f"The reader says: {problem}.",
                    remedy="Draw its boundary again in a GIS, or take it from another edition.",
                ) from problem
        raise damaged(file, str(problem)) from problem
