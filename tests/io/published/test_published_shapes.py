"""Boundaries of 2011 and 2021 in every format that the ONS hands out, told by content."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import geopandas as gpd
import numpy as np
import pyogrio
import pytest
import shapely

from workbench.errors import InputError
from workbench.io.published.kinds import Kind
from workbench.io.published.recognise import recognise
from workbench.io.readers.units import read_units


def frame(heading: str = "LSOA21CD") -> gpd.GeoDataFrame:
    shapes = [shapely.box(x, 300_000, x + 1000, 301_000) for x in (400_000, 401_000)]
    return gpd.GeoDataFrame(
        {heading: ["E01000001", "E01000002"], "LSOA21NM": ["X 001A", "X 001B"]},
        geometry=shapes,
        crs="EPSG:27700",
    )


def zipped(folder: Path, target: Path) -> Path:
    with zipfile.ZipFile(target, "w") as archive:
        for part in sorted(folder.rglob("*")):
            if part.is_file():
                archive.write(part, part.relative_to(folder).as_posix())
    return target


def written(tmp_path: Path, layout: str) -> Path:
    inner = tmp_path / "inner"
    inner.mkdir()
    if layout.startswith("GeoPackage"):
        frame("lsoa21cd").to_file(inner / "a.gpkg", layer="lsoa", driver="GPKG")
        return inner / "a.gpkg"
    if layout.startswith("GeoJSON"):
        frame().to_crs("EPSG:4326").to_file(inner / "a.geojson", driver="GeoJSON")
        return inner / "a.geojson"
    if layout.startswith("Shapefile"):
        (inner / "sub").mkdir()
        frame().to_file(inner / "sub" / "a.shp")
        return zipped(inner, tmp_path / "shp.zip") if "zipped" in layout else inner / "sub" / "a.shp"
    pyogrio.write_dataframe(frame(), inner / "a.gdb", driver="OpenFileGDB", layer="lsoa")
    return zipped(inner, tmp_path / "gdb.zip") if "zipped" in layout else inner / "a.gdb"


@pytest.mark.parametrize(
    "layout",
    [
        "GeoPackage",
        "GeoJSON",
        "Shapefile",
        "Shapefile, zipped",
        "File Geodatabase",
        "File Geodatabase, zipped",
    ],
)
def test_formats(layout: str, tmp_path: Path) -> None:
    path = written(tmp_path, layout)
    (file,) = recognise(path)
    assert (file.kind, file.layout, file.edition) == (Kind.BOUNDARIES, layout, "LSOA December 2021")
    read = read_units([path])
    assert read.units.codes.tolist() == ["E01000001", "E01000002"]
    assert read.units.vintage == "LSOA 2021"
    np.testing.assert_allclose(read.units.area_m2, 1e6, rtol=1e-3)
    assert len(read.sources[0].sha256) == 64


def test_topojson_is_longitude_and_latitude(tmp_path: Path) -> None:
    ring = [[-2.0, 53.0], [-1.99, 53.0], [-1.99, 53.01], [-2.0, 53.01], [-2.0, 53.0]]
    thing = {"type": "Polygon", "arcs": [[0]], "properties": {"LSOA11CD": "E01000001"}}
    path = tmp_path / "x"
    areas = {"type": "GeometryCollection", "geometries": [thing]}
    path.write_text(json.dumps({"type": "Topology", "objects": {"a": areas}, "arcs": [ring]}))
    (file,) = recognise(path)
    assert (file.layout, file.edition) == ("TopoJSON", "LSOA December 2011")
    assert read_units([path]).units.bounds[0][0] == pytest.approx(400_000, abs=200)


def test_polygons_without_published_codes_and_broken_archives(tmp_path: Path) -> None:
    path = tmp_path / "own.gpkg"
    frame("area").to_file(path, layer="own", driver="GPKG")
    assert recognise(path)[0].kind is Kind.OTHER
    frame("lsoa_code").to_file(path, layer="own", driver="GPKG")
    (own,) = recognise(path)
    assert (own.kind, own.layout, own.edition) == (Kind.BOUNDARIES, "GeoPackage, own headings", "")
    cut = tmp_path / "cut.zip"
    cut.write_bytes(written(tmp_path, "Shapefile, zipped").read_bytes()[:-200])
    with pytest.raises(InputError, match="damaged"):
        recognise(cut)
    evil = tmp_path / "evil.zip"
    with zipfile.ZipFile(evil, "w") as archive:
        archive.writestr("../a.csv", "a,b\n1,2\n")
    with pytest.raises(InputError, match="leads out"):
        recognise(evil)


def test_of_several_layers_those_of_census_areas_are_taken(tmp_path: Path) -> None:
    path = tmp_path / "all levels.gpkg"
    frame("MSOA21CD").to_file(path, layer="msoa", driver="GPKG")
    frame().to_file(path, layer="lsoa", driver="GPKG")
    (file,) = recognise(path)
    assert (file.kind, file.sheet) == (Kind.BOUNDARIES, "lsoa")
    read = read_units([path], layers=[file.sheet])
    assert read.units.codes.tolist() == ["E01000001", "E01000002"]
    others = tmp_path / "larger.gpkg"
    frame("MSOA21CD").to_file(others, layer="msoa", driver="GPKG")
    frame("LAD21CD").to_file(others, layer="lad", driver="GPKG")
    (file,) = recognise(others)
    assert file.kind is Kind.OTHER
    assert "msoa, lad" in file.note
