"""GeoPackage, GeoJSON and tables of a plan, read back by other libraries than those that wrote them."""

from __future__ import annotations

import csv
import json
import shutil
import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as Xml

import geopandas as gpd
import numpy as np
import pyogrio
import pytest
import shapely

from tests.plan_books import NOW, plan_session
from workbench.errors import ExportError
from workbench.io.open_data.geojson import to_degrees
from workbench.io.open_data.tables import PACKAGE, README
from workbench.io.project_file.writing import write_project
from workbench.models.scenario import Scenario
from workbench.session import open_data, plan_edits
from workbench.session.session import Session

HOSTILE = ('=HYPERLINK("http://x")', 'Leek & <Moor>, "old"', "@SUM(1)\u0007")
CRS84 = "EPSG:4326"


@pytest.fixture(scope="module")
def session() -> Session:
    session = plan_session(HOSTILE)
    project = session.project
    session.apply(plan_edits.copy_scenario(project, project.scenarios[0], "=Other"))
    for unit, slot in ((0, 1), (3, -1)):
        edit = plan_edits.reassign(project, project.scenarios[1], np.array([unit]), slot)
        assert edit is not None
        session.apply(edit)
    return session


@pytest.fixture(scope="module")
def plan(session: Session) -> Scenario:
    return session.project.scenarios[0]


@pytest.fixture(scope="module")
def layers(session: Session, plan: Scenario, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("layers") / "plan.gpkg"
    open_data.export_geopackage(session, plan, path, now=NOW)
    return path


@pytest.fixture(scope="module")
def shapes(session: Session, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("shapes") / "plan.geojson"
    open_data.export_geojson(session, session.project.scenarios[1], path, now=NOW)
    return path


@pytest.fixture(scope="module")
def folder(session: Session, plan: Scenario, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("folder") / "tables"
    open_data.export_tables(session, plan, path, [session.project.scenarios[1]], now=NOW)
    return path


# -- GeoPackage
def test_layers_have_outlines_figures_and_the_national_grid(layers: Path, session: Session) -> None:
    localities = gpd.read_file(layers, layer="localities")
    assert localities.crs == "EPSG:27700"
    assert list(localities["locality_code"]) == ["L01", "L02", "L03"]
    assert list(localities["name"])[:2] == list(HOSTILE[:2])
    assert list(localities["units"]) == [4, 4, 4]
    assert list(localities["resident"]) == [22_000, 26_000, 30_000]
    assert list(localities["status"]) == ["in", "in", "in"]
    assert np.allclose(localities.area, 4e6)
    assert localities.union_all().area == pytest.approx(12e6)
    units = gpd.read_file(layers, layer="units")
    assert list(units["unit_code"]) == list(session.project.area.units.codes)
    assert list(units["locality_code"])[:4] == ["L01", "L02", "L03", "L01"]
    practices = gpd.read_file(layers, layer="practices")
    assert list(practices["ods_code"]) == ["P1", "P2", "P2", "P3", "P4"]
    assert list(practices["share"])[:3] == [1.0, 0.25, 0.75]
    assert list(practices["locality_code"].fillna("")) == ["L01", "L01", "L02", "", ""]


def test_what_the_file_is_and_where_it_is_from_stand_in_it(layers: Path) -> None:
    with closing(sqlite3.connect(layers)) as db:
        about = dict(db.execute("SELECT label, words FROM about_this_export"))
        assert about["scenario"] == "Plan"
        assert about["status"] == "Draft"
        assert about["made_at"] == NOW.isoformat()
        assert about["population_basis"] == "Resident people"
        contents = dict(db.execute("SELECT table_name, data_type FROM gpkg_contents"))
        assert contents == dict.fromkeys(("localities", "units", "practices"), "features") | dict.fromkeys(
            ("about_this_export", "sources", "layer_styles"), "attributes"
        )
        assert db.execute("PRAGMA integrity_check").fetchone() == ("ok",)


def test_styles_are_the_default_with_colour_and_name_for_each_locality(layers: Path, plan: Scenario) -> None:
    with closing(sqlite3.connect(layers)) as db:
        styles = {
            table: (qml, sld, default)
            for table, qml, sld, default in db.execute(
                "SELECT f_table_name, styleQML, styleSLD, useAsDefault FROM layer_styles"
            )
        }
    assert styles.keys() == {"localities", "units", "practices"}
    assert all(default for _, _, default in styles.values())
    qml = Xml.fromstring(styles["localities"][0].partition("\n")[2])  # noqa: S314 - our own XML
    categories = qml.findall("./renderer-v2/categories/category")
    assert [one.get("value") for one in categories] == ["L01", "L02", "L03"]
    assert [one.get("label") for one in categories][:2] == [f"1 {HOSTILE[0]}", f"2 {HOSTILE[1]}"]
    colours = [
        option.get("value")
        for option in qml.findall("./renderer-v2/symbols/symbol/layer/Option/Option[@name='color']")
    ]
    wanted = [tuple(int(x.colour[i : i + 2], 16) for i in (1, 3, 5)) for x in plan.plan]
    assert [tuple(map(int, str(colour).split(",")[:3])) for colour in colours] == wanted
    assert qml.find("./labeling/settings/text-style") is not None
    sld = Xml.fromstring(styles["localities"][1])  # noqa: S314 - our own XML
    assert len(sld.findall(".//{http://www.opengis.net/se}Rule")) == 4


def test_an_earlier_export_is_replaced_and_a_project_is_not(
    session: Session, plan: Scenario, tmp_path: Path
) -> None:
    path = tmp_path / "a.gpkg"
    for _ in range(2):
        open_data.export_geopackage(session, plan, path, now=NOW)
    project = tmp_path / "project.gpkg"
    write_project(project, session.project)
    before = project.read_bytes()
    with pytest.raises(ExportError, match="perhaps a project"):
        open_data.export_geopackage(session, plan, project, now=NOW)
    assert project.read_bytes() == before
    with pytest.raises(ExportError, match=r"Use the ending \.gpkg"):
        open_data.export_geopackage(session, plan, tmp_path / "a.shp")


def test_two_exports_of_one_plan_differ_in_nothing(session: Session, plan: Scenario, tmp_path: Path) -> None:
    dumps = []
    for name in ("a", "b"):
        open_data.export_geopackage(session, plan, tmp_path / f"{name}.gpkg", now=NOW)
        open_data.export_tables(session, plan, tmp_path / name, now=NOW)
        with closing(sqlite3.connect(tmp_path / f"{name}.gpkg")) as db:
            tables = [row[0] for row in db.execute("SELECT table_name FROM gpkg_contents")]
            rows = [db.execute(f'SELECT * FROM "{table}"').fetchall() for table in [*tables, "gpkg_contents"]]  # noqa: S608 - names of the file
        dumps.append((rows, {file.name: file.read_bytes() for file in (tmp_path / name).iterdir()}))
    assert dumps[0] == dumps[1]


# -- GeoJSON
def collection(path: Path) -> dict[str, Any]:
    value: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return value


def rings(value: dict[str, Any]) -> Iterator[tuple[bool, list[list[float]]]]:
    for feature in value["features"]:
        geometry = feature["geometry"]
        polygons = (
            geometry["coordinates"] if geometry["type"] == "MultiPolygon" else [geometry["coordinates"]]
        )
        for polygon in polygons:
            for place, ring in enumerate(polygon):
                yield place == 0, ring


def test_the_collection_follows_rfc_7946(shapes: Path) -> None:
    value = collection(shapes)
    assert "crs" not in value
    west, south, east, north = value["bbox"]
    assert -9 < west < east < 2.5
    assert 49 < south < north < 61
    found = list(rings(value))
    assert found
    for outer, ring in found:
        assert ring[0] == ring[-1]
        assert shapely.is_ccw(shapely.LinearRing(ring)) == outer
        assert all(round(number, 6) == number for point in ring for number in point)
    ids = [feature["id"] for feature in value["features"]]
    assert len(set(ids)) == len(ids)


def test_localities_and_areas_are_told_apart_by_kind(shapes: Path, session: Session) -> None:
    features = collection(shapes)["features"]
    kinds = [feature["properties"]["kind"] for feature in features]
    assert kinds == ["locality"] * 3 + ["unit"] * 12
    free = features[3 + 3]["properties"]
    assert (free["unit_code"], free["locality_code"], free["locality"]) == ("U04", None, None)
    assert features[0]["properties"]["resident"] == 22_000 - 1_000 - 4_000
    assert features[0]["properties"]["name"] == HOSTILE[0]


def test_degrees_go_back_to_the_grid_within_a_decimetre(shapes: Path, session: Session) -> None:
    read = gpd.read_file(shapes)
    assert read.crs == CRS84
    units = read[read["kind"] == "unit"].to_crs("EPSG:27700")
    exact = session.project.area.units.geometry
    assert max(shapely.hausdorff_distance(units.geometry.to_numpy(), exact)) < 0.1


def test_neighbours_still_meet_after_rounding(session: Session) -> None:
    degrees = to_degrees(session.project.area.units.geometry)
    assert shapely.is_valid(degrees).all()
    assert shapely.coverage_is_valid(degrees)


def test_a_sliver_that_rounding_folds_is_mended() -> None:
    sliver = shapely.Polygon(
        [(400_000, 300_000), (400_000.02, 300_100), (400_000.03, 300_000), (400_000.01, 300_100)]
    )
    folded = np.array([shapely.make_valid(sliver), None], dtype=object)
    assert shapely.is_valid(to_degrees(folded)[0])


# -- tables
def rows_of(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_tables_hold_the_plan_and_no_formula(folder: Path) -> None:
    units = rows_of(folder / "unit-to-locality.csv")
    assert [row["locality_code"] for row in units][:4] == ["L01", "L02", "L03", "L01"]
    assert units[0]["locality"] == f"'{HOSTILE[0]}"
    practices = rows_of(folder / "practices.csv")
    assert [(row["ods_code"], row["locality_code"], row["share"]) for row in practices] == [
        ("P1", "L01", "1"), ("P2", "L01", "0.25"), ("P2", "L02", "0.75"), ("P3", "", ""), ("P4", "", ""),
    ]  # fmt: skip
    localities = rows_of(folder / "localities.csv")
    assert [row["resident"] for row in localities] == ["22000", "26000", "30000"]
    assert float(localities[0]["deviation"]) < 0  # a negative number is no text
    for path in folder.glob("*.csv"):
        for row in csv.reader(path.read_text(encoding="utf-8").splitlines()):
            for cell in row:
                assert not cell.startswith(("=", "+", "@", "\t", "\r")), (path, cell)
                assert not cell.startswith("-") or float(cell) < 0


def test_the_comparison_tells_who_moves(folder: Path) -> None:
    moves = rows_of(folder / "who-moves.csv")
    assert [(row["kind"], row["code"], row["from_code"], row["to_code"], row["people"]) for row in moves] == [
        ("unit", "U01", "L01", "L02", "1000"), ("unit", "U04", "L01", "", "4000"),
    ]  # fmt: skip
    compared = rows_of(folder / "comparison.csv")
    assert list(compared[0]) == ["measure", "Plan", "'=Other"]


def test_the_package_describes_every_table_as_it_is(folder: Path) -> None:
    package = json.loads((folder / PACKAGE).read_text(encoding="utf-8"))
    assert package["profile"] == "tabular-data-package"
    assert package["about"]["status"] == "Draft"
    assert {resource["path"] for resource in package["resources"]} == {p.name for p in folder.glob("*.csv")}
    for resource in package["resources"]:
        rows = rows_of(folder / resource["path"])
        fields = resource["schema"]["fields"]
        if rows:
            assert list(rows[0]) == [one["name"] for one in fields]
        for one in fields:
            cells = [row[one["name"]] for row in rows if row[one["name"]]]
            if one["type"] != "string":
                assert all(np.isfinite(float(cell)) for cell in cells)
            if one["type"] == "integer":
                assert all(float(cell).is_integer() for cell in cells)
    readme = (folder / README).read_text(encoding="utf-8")
    for words in (
        "Status: Draft",
        "Scenario: Plan",
        "Population basis: Resident people",
        "Made at: 2026-11-22",
    ):
        assert words in readme


def test_tables_of_an_earlier_comparison_go_and_other_files_stay(
    session: Session, plan: Scenario, tmp_path: Path
) -> None:
    folder = tmp_path / "tables"
    open_data.export_tables(session, plan, folder, [session.project.scenarios[1]], now=NOW)
    (folder / "mine.csv").write_text("a\n", encoding="utf-8")
    open_data.export_tables(session, plan, folder, now=NOW)
    names = {path.name for path in folder.iterdir()}
    assert "mine.csv" in names
    assert names.isdisjoint({"comparison.csv", "who-moves.csv"})
    with pytest.raises(ExportError, match="cannot be made"):
        open_data.export_tables(session, plan, tmp_path / "none" / "tables", now=NOW)


def test_a_plan_without_areas_and_practices_is_written(tmp_path: Path, session: Session) -> None:
    project = session.project
    empty = plan_edits.add_scenario(project, "Empty")
    session.apply(empty)
    scenario = project.scenario("Empty")
    session.apply(plan_edits.add_locality(scenario, "Nothing yet"))
    try:
        open_data.export_geopackage(session, scenario, tmp_path / "e.gpkg")
        open_data.export_geojson(session, scenario, tmp_path / "e.geojson")
        open_data.export_tables(session, scenario, tmp_path / "e")
    finally:
        session.apply(plan_edits.delete_scenario(project, scenario))
    assert len(pyogrio.read_dataframe(tmp_path / "e.gpkg", layer="localities")) == 1
    assert collection(tmp_path / "e.geojson")["features"][0]["geometry"] is None
    assert rows_of(tmp_path / "e" / "localities.csv")[0]["resident"] == "0"


# -- tools of others
def test_gdal_lists_layers_system_and_styles(layers: Path, shapes: Path) -> None:
    program = shutil.which("ogrinfo")
    if program is None:
        pytest.skip("GDAL's tools are not installed")

    def told(*arguments: str) -> str:
        done = subprocess.run([program, "-ro", *arguments], check=True, capture_output=True, text=True)
        assert "Warning" not in done.stderr
        return done.stdout

    listed = told(str(layers))
    for layer in ("localities (Multi Polygon)", "units (Multi Polygon)", "practices (Point)", "layer_styles"):
        assert layer in listed
    described = told("-so", str(layers), "localities")
    assert 'ID["EPSG",27700]' in described
    assert "Feature Count: 3" in described
    assert "Feature Count: 15" in told("-so", "-al", str(shapes))


def test_names_and_notes_stay_out_of_a_public_layer(session: Session, plan: Scenario, tmp_path: Path) -> None:
    locality = plan.plan.get("L01")
    assert locality is not None
    plan.plan.put(replace(locality, note="For us"))
    try:
        for public in (True, False):
            path = tmp_path / f"{public}.gpkg"
            open_data.export_geopackage(session, plan, path, public=public, now=NOW)
            assert ("note" in pyogrio.read_info(path, layer="localities")["fields"]) != public
    finally:
        plan.plan.put(locality)
