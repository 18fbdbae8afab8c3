"""Recognise files of boundaries: GeoPackage, GeoJSON, TopoJSON, Shapefile, zipped, File Geodatabase."""

from __future__ import annotations

import re
import zipfile
from dataclasses import replace
from pathlib import Path, PurePosixPath

from workbench.io.published.account import OWN_HEADINGS
from workbench.io.published.kinds import Kind
from workbench.io.published.recognised import Recognised
from workbench.io.readers.archives import BROKEN_ARCHIVE
from workbench.io.readers.columns import plain_heading
from workbench.io.readers.vector_file import list_fields, polygon_layers

_SQLITE, _SHAPEFILE = b"SQLite format 3\x00", b"\x00\x00\x27\x0a"
_JSON_KIND = re.compile(rb'"type"\s*:\s*"(FeatureCollection|Topology)"')
_OWN_CODE = re.compile(r"unit_code|(lsoa|oa)(_20(11|21))?_code(_20(11|21))?|(lsoa|oa)cd")
_CENSUS = re.compile(r"(lsoa|oa)(11|21)_?cd")


def is_shapes(path: Path) -> bool:
    """Whether the content is one of the formats that hold boundaries."""
    if path.is_dir():
        return any(path.glob("*.gdbtable"))
    with path.open("rb") as stream:
        start = stream.read(4096)
    if start.startswith((_SQLITE, _SHAPEFILE)):
        return True
    if start.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] == b"{":
        return True
    return start.startswith(b"PK") and bool(_shapes_within(path))


def _shapes_within(path: Path) -> list[str]:
    try:
        with zipfile.ZipFile(path) as archive:
            names = [PurePosixPath(name) for name in archive.namelist()]
    except BROKEN_ARCHIVE:
        return []
    suffixes = {".shp", ".gdbtable", ".gpkg", ".geojson", ".json", ".topojson"}
    return [str(name) for name in names if name.suffix.casefold() in suffixes]


def recognise_shapes(path: Path) -> tuple[Recognised, ...]:
    """What a file of boundaries is; of several layers with polygons, those that are census areas.

    Raises:
        InputError: the file is damaged, or holds no polygons.
    """
    layers = polygon_layers(path)
    if len(layers) < 2:
        return (_recognise_layer(path, None),)
    found = [_recognise_layer(path, layer) for layer in layers]
    return tuple(one for one in found if one.kind is Kind.BOUNDARIES) or (
        replace(found[0], note=f"Polygons, but none of census areas: {', '.join(layers)}"),
    )


def _recognise_layer(path: Path, layer: str | None) -> Recognised:
    """Kind and edition of a layer, None for the only one; the year is told by the heading of the codes."""
    layout = _layout(path)
    layer, headings = list_fields(path, layer)
    for heading in headings:
        match = _CENSUS.fullmatch(plain_heading(heading))
        if match:
            edition = f"{match[1].upper()} December 20{match[2]}"
            return Recognised(path, Kind.BOUNDARIES, edition, layout, sheet=layer, headings=tuple(headings))
    if any(_OWN_CODE.fullmatch(plain_heading(heading)) for heading in headings):
        own = f"{layout}, {OWN_HEADINGS}"
        return Recognised(path, Kind.BOUNDARIES, "", own, sheet=layer, headings=tuple(headings))
    return Recognised(
        path, Kind.OTHER, "", layout, sheet=layer,
        note="Polygons without a column of area codes; head it LSOA21CD, lsoa_code or unit_code",
    )  # fmt: skip


def _layout(path: Path) -> str:
    if path.is_dir():
        return "File Geodatabase"
    with path.open("rb") as stream:
        start = stream.read(4096)
    if start.startswith(_SQLITE):
        return "GeoPackage"
    if start.startswith(_SHAPEFILE):
        return "Shapefile"
    if start.startswith(b"PK"):
        within = _shapes_within(path)
        kinds = {PurePosixPath(name).suffix.casefold() for name in within}
        if ".gdbtable" in kinds:
            return "File Geodatabase, zipped"
        return "Shapefile, zipped" if ".shp" in kinds else "Boundaries, zipped"
    match = _JSON_KIND.search(start)
    return "TopoJSON" if match and match[1] == b"Topology" else "GeoJSON"
