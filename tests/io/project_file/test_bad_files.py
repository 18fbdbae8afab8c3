"""Whatever lies where a project should be: one clear message that names the file, and no crash."""

from __future__ import annotations

import random
import sqlite3
from pathlib import Path

import numpy as np
import pytest

from tests.io.project_file.example_project import grid_area
from workbench.errors import ProjectError
from workbench.io.project_file.connecting import connect_for_reading
from workbench.io.project_file.reading import read_project
from workbench.io.project_file.writing import write_project
from workbench.models.project import Project
from workbench.session import plan_edits as edits
from workbench.session.session import Session


@pytest.fixture(scope="module")
def good_bytes(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    path = tmp_path_factory.mktemp("good") / "p.gpkg"
    session = Session(Project("Name", grid_area()))
    session.apply(edits.add_scenario(session.project, "A"))
    scenario = session.project.scenarios[0]
    session.apply(edits.add_locality(scenario))
    edit = edits.reassign(session.project, scenario, np.arange(5), 0)
    assert edit is not None
    session.apply(edit)
    write_project(path, session.project, session.history)
    return path.read_bytes()


@pytest.fixture
def good(tmp_path: Path, good_bytes: bytes) -> Path:
    path = tmp_path / "p.gpkg"
    path.write_bytes(good_bytes)
    return path


def problem_of(path: Path) -> ProjectError:
    with pytest.raises(ProjectError) as caught:
        read_project(path)
    assert path.name in caught.value.what
    assert caught.value.remedy
    return caught.value


def change(path: Path, sql: str, *values: object) -> None:
    db = sqlite3.connect(path)
    db.execute(sql, values)
    db.commit()
    db.close()


def test_a_file_cut_short_anywhere_is_refused(good: Path, good_bytes: bytes) -> None:
    for offset in sorted({*range(0, 200, 20), *np.linspace(200, len(good_bytes) - 1, 40).astype(int)}):
        good.write_bytes(good_bytes[:offset])
        problem_of(good)
    assert "is empty" in str(problem_with_bytes(good, b""))
    assert "cut short" in str(problem_with_bytes(good, good_bytes[:-1]))


def problem_with_bytes(path: Path, content: bytes) -> ProjectError:
    path.write_bytes(content)
    return problem_of(path)


def test_flipped_bytes_give_a_project_or_a_problem_and_nothing_else(good: Path, good_bytes: bytes) -> None:
    rng = random.Random(4)  # noqa: S311 - a fixed sequence for a test
    refused = 0
    for _ in range(60):
        content = bytearray(good_bytes)
        for _ in range(8):
            content[rng.randrange(len(content))] = rng.randrange(256)
        good.write_bytes(content)
        try:
            read_project(good)
        except ProjectError:
            refused += 1
    assert refused


def test_missing_file_folder_and_other_formats(tmp_path: Path) -> None:
    assert "There is no file" in str(problem_of(tmp_path / "nothing.gpkg"))
    assert "is a folder" in str(problem_of(tmp_path))
    text = tmp_path / "text.gpkg"
    assert "is not a project" in str(problem_with_bytes(text, b"unit_code,locality\n"))
    database = tmp_path / "other.gpkg"
    change(database, "CREATE TABLE settings (key, value)")
    assert "is not a project" in str(problem_of(database))


def test_a_geopackage_that_is_no_project(good: Path) -> None:
    change(good, "ALTER TABLE settings RENAME TO others")
    assert "is not a project" in str(problem_of(good))


@pytest.mark.parametrize(
    "sql",
    [
        "ALTER TABLE settings RENAME COLUMN value TO other",
        "DELETE FROM settings WHERE key = 'schema_version'",
        "DELETE FROM settings WHERE key = 'readable_from'",
    ],
)
def test_settings_of_somebody_else(good: Path, sql: str) -> None:
    change(good, sql)
    assert "is not a project" in str(problem_of(good))


@pytest.mark.parametrize(
    "sql",
    [
        "DROP TABLE edits",
        "UPDATE settings SET value = 'x' WHERE key = 'schema_version'",
        "UPDATE settings SET value = '99' WHERE key = 'position'",
        "DELETE FROM settings WHERE key = 'name'",
        "UPDATE scenarios SET rules = '[]'",
        "UPDATE scenarios SET head = '{\"id\": 1}'",
        "UPDATE scenarios SET rules = replace(rules, '30000', '99000')",
        "UPDATE edits SET edit = '[1]'",
        'UPDATE edits SET edit = \'{"kind": "Magic"}\'',
        "UPDATE assignments SET unit = 'E99' WHERE id = 1",
        "UPDATE assignments SET locality = 'L99' WHERE id = 1",
        "UPDATE assignments SET scenario = 's-99', locality = 'L99'; --",
        "UPDATE localities SET removed = 1, number = 'x'",
        "UPDATE adjacency SET unit_a = 'E99' WHERE id = 1",
        "UPDATE layer_columns SET name = 'nowhere' WHERE role = 'resident'",
        "UPDATE layer_columns SET role = 'other' WHERE role = 'resident'",
        "UPDATE layer_columns SET kind = 'magic'",
        "UPDATE layer_columns SET role = 'other' WHERE role = 'parent code'",
        "UPDATE notices SET examples = '{'",
        "UPDATE registrations SET patients = 'many'",
        "INSERT INTO practice_assignments (scenario, practice, shares, how, locked, view) "
        "VALUES ('s-99', 'M1', '[]', 'by hand', 0, 'Agreed')",
        "INSERT INTO scope_cells (scenario, cell, scope, decided) VALUES ('s-99', 'SV01|A|L01', 'In', '{}')",
        "INSERT INTO registers (scenario, register, key, value) VALUES ('', 'unheard', 'k', '{}')",
        "INSERT INTO registers (scenario, register, key, value) VALUES ('', 'service', 'k', '{}')",
    ],
)
def test_contents_that_do_not_fit_together(good: Path, sql: str) -> None:
    if sql.startswith("UPDATE assignments SET scenario"):
        sql = "UPDATE localities SET scenario = 's-99'"
    change(good, sql)
    assert "damaged" in str(problem_of(good))


@pytest.mark.parametrize("blob", [b"", b"GP", b"GP\0\x01" + b"\0" * 40, b"GP\0\x0f" + b"\0" * 100])
def test_a_shape_that_is_none(good: Path, blob: bytes) -> None:
    # The triggers of the layer call functions of GDAL, so that a stranger takes them away first.
    db = sqlite3.connect(good)
    for (name,) in db.execute("SELECT name FROM sqlite_schema WHERE type = 'trigger'").fetchall():
        db.execute(f'DROP TRIGGER "{name}"')
    db.execute("UPDATE units SET geom = ? WHERE fid = 3", (blob,))
    db.commit()
    db.close()
    assert "damaged" in str(problem_of(good))


@pytest.mark.parametrize("table", ["settings", "units", "edits"])
def test_a_view_in_the_place_of_a_table_is_never_run(good: Path, table: str) -> None:
    endless = (
        "WITH RECURSIVE n(key, value) AS (SELECT 1, 2 UNION ALL SELECT key + 1, 2 FROM n) SELECT * FROM n"
    )
    if table == "units":
        db = sqlite3.connect(good)
        for (name,) in db.execute("SELECT name FROM sqlite_schema WHERE type = 'trigger'").fetchall():
            db.execute(f'DROP TRIGGER "{name}"')
        db.commit()
        db.close()
    change(good, f"DROP TABLE {table}")
    change(good, f"CREATE VIEW {table} AS {endless}")
    assert "damaged" in str(problem_of(good))


def test_a_newer_project_that_can_still_be_read(good: Path) -> None:
    change(good, "UPDATE settings SET value = '7' WHERE key = 'schema_version'")
    loaded = read_project(good)
    assert loaded.schema_version == 7
    assert loaded.head.newer


def test_a_newer_project_that_cannot_be_read(good: Path) -> None:
    change(good, "UPDATE settings SET value = '7' WHERE key IN ('schema_version', 'readable_from')")
    problem = problem_of(good)
    assert "newer version" in problem.what
    assert "newer version" in problem.remedy


@pytest.mark.parametrize("ending", ["-journal", "-wal"])
def test_a_file_that_another_program_is_writing(good: Path, ending: str) -> None:
    beside = good.with_name(good.name + ending)
    beside.write_bytes(b"")
    read_project(good)
    beside.write_bytes(b"pages")
    assert "in use by another program" in str(problem_of(good))


def test_a_file_left_in_log_mode_by_another_program_opens_without_side_files(good: Path) -> None:
    change(good, "PRAGMA journal_mode = WAL")
    before = good.read_bytes()
    read_project(good)
    assert good.read_bytes() == before
    assert [path.name for path in good.parent.iterdir()] == [good.name]


def test_a_file_that_may_not_be_read(good: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> object:
        raise PermissionError(13, "Permission denied")

    with monkeypatch.context() as patch:
        patch.setattr(Path, "open", refuse)
        assert "cannot be read" in str(problem_of(good))


def test_a_file_that_sqlite_cannot_open(good: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> object:
        raise sqlite3.OperationalError("unable to open database file")

    with monkeypatch.context() as patch:
        patch.setattr(sqlite3, "connect", refuse)
        assert "unable to open" in str(problem_of(good))


def test_a_connection_for_reading_cannot_write(good: Path) -> None:
    db = connect_for_reading(good)
    try:
        with pytest.raises(sqlite3.OperationalError, match="readonly"):
            db.execute("DELETE FROM edits")
    finally:
        db.close()
