"""Outlines and styles in the project file: brought up to date by saving, never read, never in the way."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import geopandas as gpd
import numpy as np
import pytest
import shapely
from numpy.typing import NDArray

from tests.plan_books import plan_session
from workbench.io import outlines
from workbench.io.project_file import outline_layers
from workbench.io.project_file.reading import read_project
from workbench.io.project_file.writing import write_project
from workbench.session import plan_edits
from workbench.session.opening import OpenProject, open_project

LAYER = "outlines_plan"
Open = Callable[[], OpenProject]


@pytest.fixture
def saved(tmp_path: Path) -> Path:
    session = plan_session()
    path = tmp_path / "plan.gpkg"
    write_project(path, session.project, session.history)
    return path


@pytest.fixture
def opened(saved: Path, tmp_path: Path) -> Open:
    return lambda: open_project(saved, folder=tmp_path / "working")


def move(project: OpenProject, unit: int, slot: int) -> None:
    session = project.session
    edit = plan_edits.reassign(session.project, session.project.scenarios[0], np.array([unit]), slot)
    assert edit is not None
    session.apply(edit)


def rows(path: Path, query: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(path)) as db:
        return db.execute(query).fetchall()


def change(path: Path, *statements: str) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as db:
        for statement in statements:
            db.execute(statement)


def units_of(path: Path, layer: str = LAYER) -> dict[str, int]:
    layer_rows = gpd.read_file(path, layer=layer)
    assert layer_rows.crs == "EPSG:27700"
    assert np.allclose(layer_rows.area, layer_rows["units"] * 1e6)
    return dict(zip(layer_rows["locality_code"], layer_rows["units"], strict=True))


def test_a_new_file_has_outlines_and_styles(saved: Path) -> None:
    assert units_of(saved) == {"L01": 4, "L02": 4, "L03": 4}
    assert rows(saved, f"SELECT name, resident, scenario FROM {LAYER} ORDER BY fid") == [  # noqa: S608 - our own layer
        ("Alton", 22_000.0, "Plan"), ("Barlow", 26_000.0, "Plan"), ("Corve", 30_000.0, "Plan"),
    ]  # fmt: skip
    styled = {name for (name,) in rows(saved, "SELECT f_table_name FROM layer_styles WHERE useAsDefault")}
    assert styled == {LAYER, "units", "practices", "sites"}


def test_saving_brings_outlines_up_to_date_and_opening_changes_no_byte(saved: Path, opened: Open) -> None:
    with opened() as project:
        move(project, 0, 1)
        project.save()
    assert units_of(saved) == {"L01": 3, "L02": 5, "L03": 4}
    before = hashlib.sha256(saved.read_bytes()).hexdigest()
    with opened() as project:
        move(project, 1, 2)
    read_project(saved)
    assert hashlib.sha256(saved.read_bytes()).hexdigest() == before


def test_outlines_of_the_same_areas_are_not_worked_out_again(
    saved: Path, opened: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    dissolved: list[int] = []

    def counted(shapes: NDArray[np.object_]) -> shapely.MultiPolygon:
        dissolved.append(len(shapes))
        return outlines.dissolved(shapes)

    monkeypatch.setattr(outline_layers, "dissolved", counted)
    with opened() as project:
        move(project, 0, 1)
        project.save()
    assert sorted(dissolved) == [3, 5]


def test_scenarios_come_and_go_with_layers_of_their_own(saved: Path, opened: Open) -> None:
    with opened() as project:
        session = project.session
        for name in ("PLAN?", "北 =x;--", "Q" * 200):
            session.apply(plan_edits.copy_scenario(session.project, session.project.scenarios[0], name))
        session.apply(plan_edits.delete_scenario(session.project, session.project.scenarios[0]))
        project.save()
    layers = {name for (name,) in rows(saved, "SELECT table_name FROM gpkg_geometry_columns")}
    wanted = {LAYER, "outlines_x", "outlines_" + "q" * 40}
    assert layers - {"units", "practices", "sites"} == wanted
    for layer in wanted:
        assert sum(units_of(saved, layer).values()) == 12
    assert rows(saved, "PRAGMA integrity_check") == [("ok",)]


def test_styles_that_a_person_saved_stay_and_stay_the_default(saved: Path, opened: Open) -> None:
    change(
        saved,
        "INSERT INTO layer_styles (f_table_catalog, f_table_schema, f_table_name, f_geometry_column, "
        "styleName, styleQML, useAsDefault, owner) "
        "VALUES ('', '', 'units', 'geom', 'mine', '<qgis/>', 1, 'me')",
    )
    with opened() as project:
        move(project, 0, 1)
        project.save()
    found = rows(
        saved, "SELECT styleName, useAsDefault FROM layer_styles WHERE f_table_name = 'units' ORDER BY 1"
    )
    assert found == [("Locality Workbench", 0), ("mine", 1)]


@pytest.mark.parametrize(
    "hostile",
    [
        ("DROP TABLE layer_styles", "CREATE VIEW layer_styles AS SELECT * FROM settings"),
        ("DROP TABLE layer_styles", "CREATE TABLE layer_styles (other TEXT)"),
        ("CREATE TRIGGER bad AFTER INSERT ON layer_styles BEGIN DELETE FROM settings; END",),
        ("CREATE TRIGGER bad AFTER INSERT ON outlines_plan BEGIN DELETE FROM settings; END",),
        (f"DROP TABLE {LAYER}", f"CREATE VIEW {LAYER} AS SELECT 'x' AS made_of, x'00' AS geom"),
        ("UPDATE outlines_plan SET geom = 'no shape'",),
        (f"ALTER TABLE {LAYER} ADD COLUMN mine TEXT",),
        ("DROP TABLE layer_styles", f"DROP TABLE {LAYER}"),
    ],
)
def test_whatever_stands_in_their_place_saving_puts_right(
    saved: Path, opened: Open, hostile: tuple[str, ...]
) -> None:
    change(saved, *hostile)
    with opened() as project:
        move(project, 0, 1)
        project.save()
    assert units_of(saved) == {"L01": 3, "L02": 5, "L03": 4}
    assert read_project(saved).project.scenarios[0].plan.code_of_unit(0) == "L02"
