"""Units, practices and sites as feature layers, written by GDAL."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pyogrio.raw
import shapely
from numpy.typing import NDArray

from workbench.io.project_file.columns import ColumnKind, LayerContent
from workbench.io.readers.gdal_names import name_for_writing
from workbench.models.practices import PracticeTable
from workbench.models.project import StudyArea
from workbench.models.providers import SiteTable
from workbench.models.units import UnitTable

CRS = "EPSG:27700"
_VERSION = "1.2"
"""Version of GeoPackage: older installations of QGIS warn of later ones, which bring nothing used here."""
PARENT_CODE = "parent code"
PARENT_NAME = "parent name"
"""Roles of the two columns of a larger area; the column's title is its kind."""
SITE_UNIT = "site_unit"

UNIT_TEXTS = {"codes": "unit_code", "names": "unit_name"}
UNIT_NUMBERS = ("resident", "weighted", "aged_65_plus", "imd_score")
PRACTICE_TEXTS = {
    "codes": "practice_code",
    "names": "practice_name",
    "postcodes": "postcode",
    "pcn_codes": "pcn_code",
    "pcn_names": "pcn_name",
}
PRACTICE_NUMBERS = ("easting", "northing", "list_size", "weighted_list")
SITE_TEXTS = {
    "codes": "site_code",
    "names": "site_name",
    "kinds": "kind",
    "sectors": "sector",
    "parent_codes": "organisation_code",
    "parent_names": "organisation_name",
    "postcodes": "postcode",
}
SITE_NUMBERS = ("easting", "northing")
"""Columns of the tables and their names in the layers; numbers keep their own."""


def write_layers(path: Path, area: StudyArea) -> dict[str, LayerContent]:
    """Write the three layers into a new GeoPackage; returns what their columns hold."""
    units, practices, sites = area.units, area.practices, area.sites
    contents = {
        "units": _unit_content(units),
        "practices": _practice_content(practices, units),
        "sites": _site_content(sites, units),
    }
    write_layer(path, "units", "MultiPolygon", multi_polygons(units.geometry), contents["units"])
    for layer, table in (("practices", practices), ("sites", sites)):
        write_layer(path, layer, "Point", points(table.easting, table.northing), contents[layer])
    return contents


def write_layer(
    path: Path, layer: str, geometry_type: str, geometry: NDArray[np.object_], content: LayerContent
) -> None:
    """Add a feature layer to a GeoPackage, which is made where there is none."""
    # nan_as_null: an unknown number is an empty field for every other program, never a number
    with name_for_writing(path) as name:
        pyogrio.raw.write(
            name,
            shapely.to_wkb(geometry),
            content.values,
            np.array([column.name for column in content.columns], dtype=object),
            layer=layer,
            driver="GPKG",
            geometry_type=geometry_type,
            crs=CRS,
            nan_as_null=True,
            append=path.exists(),
            layer_options={"GEOMETRY_NAME": "geom", "FID": "fid"},
            dataset_options=None if path.exists() else {"VERSION": _VERSION},
        )


def _unit_content(units: UnitTable) -> LayerContent:
    content = LayerContent()
    for role, name in UNIT_TEXTS.items():
        content.add(name, role, getattr(units, role), ColumnKind.TEXT)
    _add_numbers(content, units, UNIT_NUMBERS)
    for kind, parent in units.parents.items():
        if parent.looked_up:  # its record among the registers is what is read again
            continue
        content.add(f"{kind}_code", PARENT_CODE, parent.codes, ColumnKind.TEXT, title=kind)
        content.add(f"{kind}_name", PARENT_NAME, parent.names, ColumnKind.TEXT, title=kind)
    content.add_attributes(units.attributes)
    return content


def _practice_content(practices: PracticeTable, units: UnitTable) -> LayerContent:
    content = LayerContent()
    for role, name in PRACTICE_TEXTS.items():
        content.add(name, role, getattr(practices, role), ColumnKind.TEXT)
    _add_numbers(content, practices, PRACTICE_NUMBERS)
    _add_site_unit(content, practices.site_unit, units)
    content.add_attributes(practices.attributes)
    return content


def _site_content(sites: SiteTable, units: UnitTable) -> LayerContent:
    content = LayerContent()
    for role, name in SITE_TEXTS.items():
        content.add(name, role, getattr(sites, role), ColumnKind.TEXT)
    _add_numbers(content, sites, SITE_NUMBERS)
    _add_site_unit(content, sites.site_unit, units)
    content.add("stale", "stale", sites.stale, ColumnKind.YES_NO)
    content.add_attributes(sites.attributes)
    return content


def _add_numbers(content: LayerContent, table: object, roles: tuple[str, ...]) -> None:
    for role in roles:
        values = getattr(table, role)
        if values is not None:
            content.add(role, role, values, ColumnKind.NUMBER)


def _add_site_unit(content: LayerContent, site_unit: NDArray[np.int32], units: UnitTable) -> None:
    codes = ["" if row < 0 else units.codes[row] for row in site_unit]
    content.add("unit_code", SITE_UNIT, codes, ColumnKind.TEXT)


def multi_polygons(geometry: NDArray[np.object_]) -> NDArray[np.object_]:
    """Every geometry as a multipolygon, with the very same coordinates."""
    single = np.flatnonzero(shapely.get_type_id(geometry) == shapely.GeometryType.POLYGON)
    multi = np.array(geometry, dtype=object)
    multi[single] = shapely.multipolygons(multi[single], indices=np.arange(len(single)))
    return multi


def points(easting: NDArray[np.float64], northing: NDArray[np.float64]) -> NDArray[np.object_]:
    """Points of coordinates; None where one is not known."""
    found = np.full(len(easting), None, dtype=object)
    placed = np.flatnonzero(np.isfinite(easting) & np.isfinite(northing))
    if len(placed):
        found[placed] = shapely.points(easting[placed], northing[placed])
    return found
