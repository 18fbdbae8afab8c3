"""A project comes back from its file as it was, and other programs find a plain GeoPackage in it."""

from __future__ import annotations

import contextlib
import hashlib
import sqlite3
from collections.abc import Callable
from dataclasses import fields
from pathlib import Path

import numpy as np
import pyogrio
import pytest
import shapely

from tests.io.project_file.example_project import (
    HOSTILE,
    as_multi,
    assert_same_area,
    assert_same_history,
    assert_same_plans,
    bare_area,
    grid_area,
)
from workbench.io.project_file import schema
from workbench.io.project_file.columns import ColumnKind, LayerContent, restored
from workbench.io.project_file.reading import read_project
from workbench.io.project_file.schema import LAYERS, TABLES, migrate
from workbench.io.project_file.state import LOCALITY_FIELDS
from workbench.io.project_file.writing import write_project
from workbench.io.qgis.layer_styles import TABLE as STYLES
from workbench.models.localities import Locality
from workbench.models.plan import Plan
from workbench.models.practices import AssignedHow
from workbench.models.project import Project, StudyArea
from workbench.models.scenario import Scenario, ScenarioHead
from workbench.session import plan_edits as edits
from workbench.session.session import Session


def worked_on() -> Session:
    """Two scenarios with hostile names, a removed locality, and a step undone."""
    session = Session(Project(HOSTILE[0], grid_area()))
    project = session.project
    session.apply(edits.add_scenario(project, HOSTILE[1]))
    scenario = project.scenarios[0]
    for name in HOSTILE[:3]:
        session.apply(edits.add_locality(scenario, name))
    for slot in range(3):
        edit = edits.reassign(project, scenario, np.arange(slot * 3, slot * 3 + 3), slot)
        assert edit is not None
        session.apply(edit)
    session.apply(edits.delete_locality(project, scenario, "L02"))
    by_hand = edits.assign_by_hand(scenario, ["M1", "M2"], "L01", label="By hand")
    assert by_hand is not None
    session.apply(by_hand)
    session.apply(edits.copy_scenario(project, scenario, HOSTILE[4]))
    session.apply(edits.lock_locality(scenario, "L03", locked=True))
    session.undo()
    return session


@pytest.mark.parametrize("make_area", [grid_area, bare_area])
def test_an_area_comes_back_to_the_last_bit(tmp_path: Path, make_area: Callable[[], StudyArea]) -> None:
    area = make_area()
    write_project(tmp_path / "p.gpkg", Project("Name", area))
    assert_same_area(area, read_project(tmp_path / "p.gpkg").project.area)


def test_plans_and_history_come_back(tmp_path: Path) -> None:
    session = worked_on()
    write_project(tmp_path / "p.gpkg", session.project, session.history)
    loaded = read_project(tmp_path / "p.gpkg")
    assert_same_plans(session.project, loaded.project)
    assert_same_history(session.history, loaded.history)
    assert loaded.project.scenarios[0].assignment("M1").how is AssignedHow.HAND
    assert loaded.schema_version == 2
    assert loaded.project.scenarios[0].plan.codes == {"L01", "L02", "L03"}


def test_what_is_read_can_be_written_again(tmp_path: Path) -> None:
    session = worked_on()
    write_project(tmp_path / "a.gpkg", session.project, session.history)
    once = read_project(tmp_path / "a.gpkg")
    write_project(tmp_path / "b.gpkg", once.project, once.history)
    twice = read_project(tmp_path / "b.gpkg")
    assert_same_area(once.project.area, twice.project.area)
    assert_same_plans(once.project, twice.project)


def test_reading_changes_no_byte_and_leaves_nothing_beside(tmp_path: Path) -> None:
    path = tmp_path / "100% #1? ä.gpkg"
    write_project(path, Project("Name", grid_area()))
    before = (hashlib.sha256(path.read_bytes()).digest(), path.stat().st_mtime_ns)
    read_project(path)
    assert (hashlib.sha256(path.read_bytes()).digest(), path.stat().st_mtime_ns) == before
    assert [p.name for p in tmp_path.iterdir()] == [path.name]


def test_other_programs_find_the_layers(tmp_path: Path) -> None:
    path = tmp_path / "p.gpkg"
    area = grid_area()
    write_project(path, Project("Name", area))
    listed = {str(name): kind for name, kind in pyogrio.list_layers(path)}
    assert {name: listed[name] for name in LAYERS} == {
        "units": "MultiPolygon", "practices": "Point", "sites": "Point",
    }  # fmt: skip
    assert set(TABLES) <= set(listed)
    units = pyogrio.read_dataframe(path, layer="units")
    assert units.crs.to_epsg() == 27700
    assert list(units["unit_name"]) == list(area.units.names)
    assert shapely.equals_identical(units.geometry.to_numpy(), as_multi(area.units.geometry)).all()
    assert units["lad_code"].tolist() == area.units.parents["lad"].codes.tolist()
    assert np.isnan(units["resident"].iloc[-1])
    practices = pyogrio.read_dataframe(path, layer="practices")
    assert practices.geometry.isna().tolist() == [False, True, False, False]


def test_the_geopackage_tables_are_as_the_standard_wants(tmp_path: Path) -> None:
    path = tmp_path / "p.gpkg"
    write_project(path, Project("Name", grid_area()))
    db = sqlite3.connect(path)
    try:
        assert db.execute("PRAGMA application_id").fetchone() == (0x47504B47,)
        assert db.execute("PRAGMA user_version").fetchone()[0] >= 10200
        contents = dict(db.execute("SELECT table_name, data_type FROM gpkg_contents"))
        assert contents == dict.fromkeys(LAYERS, "features") | dict.fromkeys((*TABLES, STYLES), "attributes")
        columns = db.execute(
            "SELECT table_name, column_name, geometry_type_name, srs_id FROM gpkg_geometry_columns"
        ).fetchall()
        assert sorted(columns) == [
            ("practices", "geom", "POINT", 27700),
            ("sites", "geom", "POINT", 27700),
            ("units", "geom", "MULTIPOLYGON", 27700),
        ]
        systems = {row[0] for row in db.execute("SELECT srs_id FROM gpkg_spatial_ref_sys")}
        assert {-1, 0, 4326, 27700} <= systems
        assert db.execute("PRAGMA foreign_key_check").fetchall() == []
        for table in TABLES:
            (key,) = [row for row in db.execute(f"PRAGMA table_info({table})") if row[5]]
            assert key[1:3] == ("id", "INTEGER")
        assert db.execute("PRAGMA journal_mode").fetchone() == ("delete",)
    finally:
        db.close()


def test_an_index_of_gdal_still_answers(tmp_path: Path) -> None:
    path = tmp_path / "p.gpkg"
    write_project(path, Project("Name", grid_area()))
    found = pyogrio.read_dataframe(path, layer="units", bbox=(400_100, 300_100, 400_900, 300_900))
    assert found["unit_code"].tolist() == ["E01000000"]


def test_every_field_of_a_locality_has_a_column() -> None:
    columns = TABLES["localities"][1]
    assert [name for name in LOCALITY_FIELDS if f"{name} " not in columns] == []
    assert len(LOCALITY_FIELDS) == len(fields(Locality))


def test_an_older_file_is_brought_up_to_date_in_memory(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "p.gpkg"
    write_project(path, Project("Old name", grid_area()))
    before = path.read_bytes()

    def rename(db: sqlite3.Connection) -> None:
        db.execute("UPDATE settings SET value = '\"New name\"' WHERE key = 'name'")

    def to_version_3(db: sqlite3.Connection, version: int) -> None:
        migrate(db, version, target=3, migrations={2: rename})

    monkeypatch.setattr("workbench.io.project_file.reading.SCHEMA_VERSION", 3)
    monkeypatch.setattr("workbench.io.project_file.reading.migrate", to_version_3)
    monkeypatch.setattr("workbench.io.project_file.connecting.SCHEMA_VERSION", 3)
    loaded = read_project(path)
    assert loaded.project.name == "New name"
    assert loaded.schema_version == 3
    assert path.read_bytes() == before


def test_a_file_of_before_parts_were_permitted_opens_and_is_not_touched(tmp_path: Path) -> None:
    path = tmp_path / "p.gpkg"
    plan = Plan(12)
    plan.put(Locality("L01", 1, "West", note="of before"))
    write_project(path, Project("Old", grid_area(), [Scenario(ScenarioHead("s1", "Draft"), plan)]))
    with contextlib.closing(sqlite3.connect(path)) as db, db:
        for column in ("permitted_parts", "parts_reason"):
            db.execute(f"ALTER TABLE localities DROP COLUMN {column}")
        db.execute("UPDATE settings SET value = '1' WHERE key IN ('schema_version', 'readable_from')")
    before = path.read_bytes()
    loaded = read_project(path)
    assert loaded.schema_version == 2
    assert list(loaded.project.scenarios[0].plan) == [Locality("L01", 1, "West", note="of before")]
    assert path.read_bytes() == before


def test_permitted_parts_are_kept(tmp_path: Path) -> None:
    path = tmp_path / "p.gpkg"
    plan = Plan(12)
    plan.put(Locality("L01", 1, "West", permitted_parts=2, parts_reason="Joined by the ferry"))
    write_project(path, Project("Isles", grid_area(), [Scenario(ScenarioHead("s1", "Draft"), plan)]))
    assert list(read_project(path).project.scenarios[0].plan) == list(plan)


def test_there_is_a_migration_for_every_older_version() -> None:
    assert sorted(schema.MIGRATIONS) == list(range(1, schema.SCHEMA_VERSION))


def test_numbers_emptied_by_another_program_are_unknown() -> None:
    assert np.isnan(np.asarray(restored([1, None], ColumnKind.INTEGER), dtype=float)[1])


def test_a_text_that_stands_many_times_is_kept_once() -> None:
    texts = np.asarray(restored(["".join(("St", "oke")) for _ in range(2)], ColumnKind.TEXT))
    assert texts.tolist() == ["Stoke", "Stoke"]
    assert texts[0] is texts[1]


def test_names_of_columns_never_meet() -> None:
    content = LayerContent()
    for _ in range(3):
        content.add("Name", "attribute", ["x"], ColumnKind.TEXT)
    content.add("  \0", "attribute", [None], ColumnKind.TEXT)
    content.add("GEOM", "attribute", ["x"], ColumnKind.OBJECT)
    assert [c.name for c in content.columns] == ["Name", "Name_2", "Name_3", "column", "GEOM_2"]
    assert content.values[3][0] == ""
