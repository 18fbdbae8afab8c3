"""What a program leaves behind that was killed, and what a second one may do."""

from __future__ import annotations

import contextlib
import json
import shutil
import sqlite3
from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np
import pytest

from tests.io.project_file.example_project import grid_area, names_in
from tests.io.project_file.test_versions import VERSIONS
from workbench import paths
from workbench.errors import EditError, ProjectError
from workbench.io.project_file import files, locks
from workbench.io.project_file.backups import backups_of
from workbench.io.project_file.working_copy import WorkingCopy, note_path
from workbench.models.edits import HeadEdit
from workbench.session import plan_edits as edits
from workbench.session.creating import create_project
from workbench.session.opening import OpenProject, open_project
from workbench.session.recovery import KeptWork, compare, drop, kept_work, kept_work_of, recover
from workbench.session.session import Session


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "files" / "project.gpkg"
    path.parent.mkdir()
    create_project(path, name="Fictionshire", area=grid_area())
    with open_project(path) as project:
        draw(project.session, "Saved", 3)
        project.save()
    return path


def draw(session: Session, name: str, units: int) -> None:
    session.apply(edits.add_scenario(session.project, name))
    session.apply(edits.add_locality(session.project.scenarios[-1]))
    give(session, units)


def give(session: Session, units: int) -> None:
    project = session.project
    edit = edits.reassign(project, project.scenarios[-1], np.arange(units), 0)
    assert edit is not None
    session.apply(edit)


def killed(path: Path, monkeypatch: pytest.MonkeyPatch, *, units: int = 6) -> KeptWork:
    """A program that drew and was killed: its lock and its copy stay, nobody holds them."""
    project = open_project(path)
    give(project.session, units)
    project.close()
    with monkeypatch.context() as patch:
        patch.setattr(locks, "_mine", {})
        lock = locks.FileLock.take(path, path)
        assert isinstance(lock, locks.FileLock)
    (kept,) = kept_work_of(path)
    return kept


def drawn(project: OpenProject) -> int:
    return int((project.session.project.scenarios[-1].plan.labels == 0).sum())


# -- recovery
def test_work_of_a_killed_program_is_found_and_goes_on(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kept = killed(path, monkeypatch)
    assert kept.original == path
    assert kept.original_there
    assert not kept.original_changed
    assert abs(datetime.now(UTC) - kept.changed) < timedelta(minutes=5)
    assert [change.words for change in compare(kept)] == ["Saved: 3 areas differ"]
    project = recover(kept)
    assert project.unsaved
    assert drawn(project) == 6
    assert kept_work() == []  # it is held now
    project.session.undo()
    assert drawn(project) == 3
    project.session.redo()
    project.save()
    project.close()
    assert names_in(path.parent) == ["project.gpkg"]
    assert not list(paths.working_copies().iterdir())
    with open_project(path, read_only=True) as again:
        assert drawn(again) == 6


def test_recovered_work_that_is_left_again_is_kept(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    recover(killed(path, monkeypatch)).close()
    (kept,) = kept_work()
    drop(kept)
    assert kept_work() == []
    assert not list(paths.working_copies().iterdir())


def test_opening_the_saved_file_leaves_the_kept_work(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kept = killed(path, monkeypatch)
    with open_project(path) as project:
        assert drawn(project) == 3
        assert not project.read_only
    assert kept_work() == [kept]


def test_a_file_that_was_changed_since_is_not_replaced_silently(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    killed(path, monkeypatch)
    with open_project(path) as other:
        draw(other.session, "Another", 1)
        other.save()
    (kept,) = kept_work()
    assert kept.original_changed
    assert [change.words for change in compare(kept)] == [
        "Saved: 3 areas differ",
        "Another: only in the saved file",
    ]
    project = recover(kept)
    outside = [project.changed_outside]
    with pytest.raises(ProjectError, match="changed by somebody else"):
        project.save()
    project.save_as(path.with_name("mine.gpkg"))
    outside.append(project.changed_outside)
    project.close()
    assert outside == [True, False]


def test_what_differs_in_words(path: Path) -> None:
    project = open_project(path)
    saved = project.session.project.scenarios[0]
    project.session.apply(
        HeadEdit(saved.id, saved.head, type(saved.head)(saved.id, "Renamed"), label="Rename")
    )
    draw(project.session, "New", 1)
    project.close()
    (kept,) = kept_work()
    assert [change.words for change in compare(kept)] == [
        "Renamed: other details differ",
        "New: not in the saved file",
    ]


def test_work_of_a_file_that_has_gone(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kept = killed(path, monkeypatch)
    path.unlink()
    (kept,) = kept_work()
    assert not kept.original_there
    with pytest.raises(ProjectError, match="There is no file"):
        compare(kept)
    project = recover(kept)
    project.save()
    project.close()
    with open_project(path, read_only=True) as again:
        assert drawn(again) == 6


def test_copies_without_unsaved_work_are_cleared_away(path: Path) -> None:
    with open_project(path) as project:
        assert not project.unsaved
        there = next(paths.working_copies().glob("*.gpkg"))
        data, note = there.read_bytes(), note_path(there).read_bytes()
    there.write_bytes(data)
    note_path(there).write_bytes(note)
    (there.parent / "other.json").write_text("[]", encoding="utf-8")
    assert kept_work() == []
    assert names_in(there.parent) == ["other.json"]


def test_a_damaged_copy_is_told(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kept = killed(path, monkeypatch)
    kept.copy.write_bytes(b"SQLite format 3\0" + bytes(5000))
    with pytest.raises(ProjectError, match="damaged"):
        recover(kept)
    assert kept.copy.exists()


def test_notes_of_a_strange_kind_are_left_alone(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kept = killed(path, monkeypatch)
    note = note_path(kept.copy)
    plain = json.loads(note.read_text(encoding="utf-8"))
    del plain["stamp"]  # as an earlier version wrote it
    note.write_text(json.dumps(plain), encoding="utf-8")
    (again,) = kept_work()
    assert not again.original_changed
    project = recover(again)
    project.save()
    project.close()


# -- a second program
def test_a_second_program_gets_it_for_reading_and_is_told_who_has_it(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with open_project(path) as first:
        with monkeypatch.context() as patch:
            patch.setattr(locks, "_mine", {})
            with open_project(path) as second:
                assert second.read_only
                assert "project.gpkg is open elsewhere: " in second.save_hint
                with pytest.raises(EditError, match="reading only"):
                    draw(second.session, "B", 1)
                second.save_as(path.with_name("copy.gpkg"))
            with open_project(path, shared=True) as third:
                assert not third.read_only
        draw(first.session, "B", 1)
        first.beat()
        first.save()
    assert names_in(path.parent) == ["copy.gpkg", "project.gpkg"]
    with open_project(path.with_name("copy.gpkg")) as twin:
        assert not twin.read_only


def test_recovering_what_another_program_has_open_needs_another_name(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = killed(path, monkeypatch)
    with open_project(path), monkeypatch.context() as patch:
        patch.setattr(locks, "_mine", {})
        project = recover(kept)
        with pytest.raises(ProjectError, match="open elsewhere"):
            project.save()
        project.save_as(path.with_name("mine.gpkg"))
        project.save()
        project.close()


# -- backups
def test_a_backup_is_made_when_there_is_new_work(path: Path) -> None:
    with open_project(path) as project:
        assert project.back_up("timed", only_new=True) is None
        give(project.session, 5)
        assert project.back_up("timed", only_new=True) is not None
        assert project.back_up("timed", only_new=True) is None
        project.session.undo()
        assert project.back_up("before import") is not None
        assert [backup.why for backup in project.backups()] == ["before import", "timed"]
    timed = backups_of(path)[1]
    with open_project(timed.path, read_only=True) as earlier:
        assert drawn(earlier) == 5
        assert earlier.back_up("timed") is None


def test_a_backup_folder_that_cannot_be_made(path: Path) -> None:
    paths.backups().parent.mkdir(parents=True, exist_ok=True)
    paths.backups().write_text("in the way", encoding="utf-8")
    with open_project(path) as project:
        give(project.session, 5)
        with pytest.raises(ProjectError, match="safe in the working copy"):
            project.back_up("timed")


def test_an_older_file_is_backed_up_before_it_is_brought_up_to_date(path: Path) -> None:
    shutil.copyfile(VERSIONS / "v1.gpkg", path)
    before = path.read_bytes()
    with open_project(path) as project:
        assert [backup.why for backup in project.backups()] == ["before migration"]
        give(project.session, 8)
    assert path.read_bytes() == before
    (backup,) = backups_of(path)
    with contextlib.closing(sqlite3.connect(backup.path)) as earlier:
        assert earlier.execute("SELECT value FROM settings WHERE key = 'schema_version'").fetchone() == ("1",)


@pytest.mark.parametrize("moment", ["before", "after"])
def test_a_program_that_is_ended_while_it_saves_has_changed_the_file_itself(
    path: Path, monkeypatch: pytest.MonkeyPatch, moment: str
) -> None:
    """The file is in its place, or not yet, and nothing could be noted after that."""

    class Ended(BaseException):
        """What no part of the program catches."""

    def ended(*_: object, **__: object) -> None:
        raise Ended

    project = open_project(path)
    give(project.session, 6)
    with monkeypatch.context() as patch:
        if moment == "before":
            patch.setattr(files, "_replace", ended)
        else:
            patch.setattr(WorkingCopy, "_mark", ended)
        with pytest.raises(Ended):
            project.save()
    project.close()
    (kept,) = kept_work()
    assert not kept.original_changed
    again = recover(kept)
    give(again.session, 7)
    again.save()
    again.close()
    with open_project(path, read_only=True) as file:
        assert int((file.session.project.scenarios[-1].plan.labels == 0).sum()) == 7


def test_a_file_that_somebody_else_saves_meanwhile_is_told_as_changed(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = killed(path, monkeypatch)
    assert not kept.original_changed
    with open_project(path) as theirs:
        theirs.session.apply(edits.add_scenario(theirs.session.project, "Theirs"))
        theirs.save()
    assert kept_work()[0].original_changed
