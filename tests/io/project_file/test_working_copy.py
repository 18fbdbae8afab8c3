"""The working copy: what it refuses, what it keeps, and when it goes."""

from __future__ import annotations

import json
import sqlite3
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from tests.io.project_file.example_project import (
    assert_same_history,
    assert_same_plans,
    names_in,
    session_on,
    with_scenario,
    working_copy_of,
)
from workbench.errors import ProjectError
from workbench.io.project_file import working_copy as module
from workbench.io.project_file.reading import read_project
from workbench.io.project_file.working_copy import WorkingCopy, note_path
from workbench.models.edits import (
    Compound,
    HeadEdit,
    LocalityEdit,
    Reassignment,
    ScenarioEdit,
    ScenarioSnapshot,
)
from workbench.models.localities import Locality
from workbench.models.rules import Rules
from workbench.models.scenario import ScenarioHead
from workbench.session import plan_edits as edits


def test_an_edit_that_does_not_fit_leaves_nothing_behind(copy: WorkingCopy) -> None:
    session, scenario = with_scenario(copy)
    copy.publish(copy.original)
    codes = ("E01000000", "E01000001")
    fits = Reassignment(scenario.id, codes, (None, None), ("L01", "L01"))
    unknown = Reassignment(scenario.id, codes, (None, None), ("L01", "L77"))
    still_full = LocalityEdit(scenario.id, scenario.plan.get("L01"), None)
    for bad in (Compound(scenario.id, (fits, unknown)), Compound(scenario.id, (fits, still_full))):
        with pytest.raises(ProjectError, match="does not hold the plan"):
            copy.record(bad, position=session.history.position, at="2030-01-01T00:00:00+00:00")
        assert not copy.unsaved
        assert_same_plans(session.project, copy.read().project)
        assert_same_history(session.history, copy.read().history)


def test_who_made_a_step_is_kept_and_saved(copy: WorkingCopy) -> None:
    session, scenario = with_scenario(copy)
    session.by = "Zoë of table 2"
    session.apply(edits.rename_locality(scenario, "L01", "North"))
    session.by = ""
    session.apply(edits.rename_locality(scenario, "L01", "South"))
    copy.publish(copy.original)
    for read in (copy.read(), read_project(copy.original)):
        assert [step.by for step in read.history.steps[-2:]] == ["Zoë of table 2", ""]
    assert_same_history(session.history, copy.read().history)


def test_a_locality_that_is_nothing_before_and_after_changes_nothing(copy: WorkingCopy) -> None:
    session, scenario = with_scenario(copy)
    copy.record(LocalityEdit(scenario.id, None, None), position=2, at="2030-01-01T00:00:00+00:00")
    assert_same_plans(session.project, copy.read().project)


def test_units_that_the_area_does_not_have_are_left_out_of_a_restored_scenario(copy: WorkingCopy) -> None:
    session = session_on(copy)
    value = ScenarioSnapshot(
        ScenarioHead("s-1", "Old"), Rules(), (Locality("L01", 1, "One"),),
        (("E01000000", "L01"), ("E09999999", "L01")), (),
    )  # fmt: skip
    session.apply(ScenarioEdit("s-1", None, value, 5))
    assert_same_plans(session.project, copy.read().project)


def test_text_that_cannot_be_written_is_told(copy: WorkingCopy) -> None:
    session, scenario = with_scenario(copy)
    with pytest.raises(ProjectError, match="was not made"):
        session.apply(edits.rename_locality(scenario, "L01", "half \ud83c"))
    assert scenario.plan.named("One") is not None
    assert_same_plans(session.project, copy.read().project)


def test_a_full_disk_stops_the_edit_and_keeps_everything_before_it(copy: WorkingCopy) -> None:
    session, scenario = with_scenario(copy)
    pages = copy._db.execute("PRAGMA page_count").fetchone()[0]
    copy._db.execute(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(ProjectError, match="Everything before it is safe"):
        session.apply(
            HeadEdit(scenario.id, scenario.head, replace(scenario.head, note="long " * 20_000), "Note")
        )
    copy._db.execute("PRAGMA max_page_count = 1000000")
    assert_same_plans(session.project, copy.read().project)
    assert_same_history(session.history, copy.read().history)


def test_the_copy_is_kept_only_while_it_holds_unsaved_work(project_file: Path, tmp_path: Path) -> None:
    folder = tmp_path / "working"
    copy = working_copy_of(project_file, folder)
    assert note_of(copy)["unsaved"] is False
    copy.close()
    assert names_in(folder) == []

    copy = working_copy_of(project_file, folder)
    with_scenario(copy)
    assert note_of(copy) == note_of(copy) | {"unsaved": True, "original": str(project_file)}
    copy.close()
    assert sorted(path.suffix for path in folder.iterdir()) == [".gpkg", ".json"]
    again = working_copy_of(copy.path, tmp_path / "other")
    assert again.read().project.scenarios[0].name == "A"
    again.close()


def note_of(copy: WorkingCopy) -> dict[str, Any]:
    note: dict[str, Any] = json.loads(note_path(copy.path).read_text(encoding="utf-8"))
    return note


def test_a_folder_for_copies_that_cannot_be_working_copy_of(project_file: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    with pytest.raises(ProjectError, match="No working copy"):
        WorkingCopy.create(project_file, tmp_path / "file")


def test_a_copy_that_fails_half_way_is_removed(
    project_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise sqlite3.OperationalError("disk I/O error")

    monkeypatch.setattr(module, "_make_ready", fail)
    with pytest.raises(ProjectError, match="disk I/O error"):
        WorkingCopy.create(project_file, tmp_path / "working")
    assert names_in(tmp_path / "working") == []


def test_a_newer_project_gets_no_copy(project_file: Path, tmp_path: Path) -> None:
    db = sqlite3.connect(project_file)
    db.execute("UPDATE settings SET value = '9' WHERE key = 'schema_version'")
    db.commit()
    db.close()
    assert WorkingCopy.create(project_file, tmp_path / "working") is None


def test_triggers_on_our_tables_never_run(project_file: Path, tmp_path: Path) -> None:
    db = sqlite3.connect(project_file)
    db.execute(
        "CREATE TRIGGER evil AFTER INSERT ON edits BEGIN "
        "UPDATE settings SET value = '0' WHERE key = 'position'; END"
    )
    db.execute("INSERT INTO gpkg_ogr_contents (table_name, feature_count) VALUES ('edits', 0)")
    db.commit()
    db.close()
    copy = working_copy_of(project_file, tmp_path / "working")
    session, _ = with_scenario(copy)
    assert_same_history(session.history, copy.read().history)
    assert copy._db.execute("SELECT * FROM gpkg_ogr_contents WHERE table_name = 'edits'").fetchall() == []
    copy.close(discard=True)
