"""A save replaces the user's file whole or not at all, whatever fails while it runs."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.io.project_file.example_project import (
    assert_same_history,
    assert_same_plans,
    grid_area,
    names_in,
    with_scenario,
)
from workbench.errors import ProjectError
from workbench.io.project_file import files
from workbench.io.project_file import working_copy as module
from workbench.io.project_file.files import LEFTOVER_AGE_S
from workbench.io.project_file.reading import read_project
from workbench.io.project_file.working_copy import WorkingCopy
from workbench.io.project_file.writing import check_pages, write_project
from workbench.models.project import Project


def test_publishing_replaces_the_file_and_leaves_nothing_beside(
    copy: WorkingCopy, project_file: Path
) -> None:
    session, _ = with_scenario(copy)
    before = copy.unsaved
    copy.publish(project_file)
    assert (before, copy.unsaved) == (True, False)
    assert names_in(project_file.parent) == ["project.gpkg"]
    loaded = read_project(project_file)
    assert_same_plans(session.project, loaded.project)
    assert_same_history(session.history, loaded.history)
    # The published file keeps no log, so that a read-only folder can open it and QGIS leaves it alone.
    assert project_file.read_bytes()[18:20] == b"\x01\x01"


def problem_of_saving(copy: WorkingCopy, target: Path) -> ProjectError | None:
    try:
        copy.publish(target)
    except ProjectError as problem:
        return problem
    return None


CALLS = [
    (os, "fsync"),
    (Path, "replace"),
    (module, "check_pages"),
    (files, "flush_file"),
]


@pytest.mark.parametrize(("owner", "name"), CALLS)
def test_each_call_of_a_save_fails_once(
    copy: WorkingCopy, project_file: Path, monkeypatch: pytest.MonkeyPatch, owner: object, name: str
) -> None:
    """The n-th call fails, for n = 1, 2, 3 and on, until a save has fewer calls than that."""
    real: Callable[..., Any] = getattr(owner, name)
    session, _ = with_scenario(copy)
    for nth in range(1, 20):
        before = project_file.read_bytes()
        copy.unsaved = True  # a save of the round before may have got through
        made = 0

        def fail(*args: object, nth: int = nth) -> object:
            nonlocal made
            made += 1
            if made == nth:
                raise OSError(28, "No space left on device")
            return real(*args)

        monkeypatch.setattr(owner, name, fail)
        problem = problem_of_saving(copy, project_file)
        if made < nth:
            break
        monkeypatch.setattr(owner, name, real)
        assert names_in(project_file.parent) == ["project.gpkg"]
        if problem:
            assert str(copy.path) in problem.what
            assert "safe" in problem.what
            assert project_file.read_bytes() == before
            assert copy.unsaved
    monkeypatch.setattr(owner, name, real)
    assert nth > 1
    copy.publish(project_file)
    assert_same_plans(session.project, read_project(project_file).project)


def test_a_disk_that_is_full_at_any_byte(copy: WorkingCopy, project_file: Path) -> None:
    """The system itself refuses to write past a limit, lower than the file in nine steps and then enough."""
    resource = pytest.importorskip("resource")
    import signal

    with_scenario(copy)
    before = project_file.read_bytes()
    hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    old = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    try:
        for tenth in range(10):
            resource.setrlimit(resource.RLIMIT_FSIZE, (len(before) * tenth // 10, hard[1]))
            try:
                with pytest.raises(ProjectError, match="was not saved"):
                    copy.publish(project_file)
                with pytest.raises(ProjectError, match="was not saved"):
                    write_project(project_file, Project("Other", grid_area()))
            finally:
                resource.setrlimit(resource.RLIMIT_FSIZE, hard)
            assert project_file.read_bytes() == before
            assert names_in(project_file.parent) == ["project.gpkg"]
    finally:
        signal.signal(signal.SIGXFSZ, old)
    copy.publish(project_file)
    assert names_in(project_file.parent) == ["project.gpkg"]


def test_a_page_that_cannot_be_read_back(
    copy: WorkingCopy, project_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Damaged:
        def execute(self, _: str) -> Damaged:
            return self

        def fetchone(self) -> tuple[str]:
            return ("page 3 is damaged",)

    def damaged(_: sqlite3.Connection) -> None:
        check_pages(Damaged())  # type: ignore[arg-type]  # stands for a connection to a failing disk

    monkeypatch.setattr(module, "check_pages", damaged)
    with pytest.raises(ProjectError, match="could not be read back"):
        copy.publish(project_file)
    assert names_in(project_file.parent) == ["project.gpkg"]


def test_a_program_that_holds_the_file_for_a_moment(
    copy: WorkingCopy, project_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with_scenario(copy)
    pauses: list[float] = []
    monkeypatch.setattr("workbench.io.project_file.files._pause", pauses.append)
    real = Path.replace
    held = [2]

    def replace_held(self: Path, target: Path) -> Path:
        if self.suffix == ".gpkg" and held[0]:
            held[0] -= 1
            raise PermissionError(13, "The file is used by another process")
        return real(self, target)

    monkeypatch.setattr(Path, "replace", replace_held)
    copy.publish(project_file)
    assert len(pauses) == 2
    held[0] = 100
    with pytest.raises(ProjectError, match="used by another process"):
        copy.publish(project_file)
    assert names_in(project_file.parent) == ["project.gpkg"]


def test_folders_that_cannot_be_written(copy: WorkingCopy, tmp_path: Path) -> None:
    with pytest.raises(ProjectError, match="no folder"):
        copy.publish(tmp_path / "nowhere" / "p.gpkg")
    if Path("/proc/self").is_dir():
        with pytest.raises(ProjectError, match="safe in the working copy"):
            copy.publish(Path("/proc/self/p.gpkg"))


def test_a_file_marked_read_only_is_not_replaced(
    copy: WorkingCopy, project_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = project_file.read_bytes()
    monkeypatch.setattr("workbench.io.project_file.files.os.access", lambda *_: False)
    with pytest.raises(ProjectError, match="marked as read-only"):
        copy.publish(project_file)
    assert project_file.read_bytes() == before


def test_a_shared_drive_that_cannot_flush_folders(
    copy: WorkingCopy, project_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = os.fsync
    folder = project_file.parent.stat().st_ino

    def fsync(handle: int) -> None:
        if os.fstat(handle).st_ino == folder:
            raise OSError(22, "Invalid argument")
        real(handle)

    monkeypatch.setattr(os, "fsync", fsync)
    with_scenario(copy)
    copy.publish(project_file)
    assert read_project(project_file).project.scenarios


def test_a_link_stays_a_link(copy: WorkingCopy, project_file: Path, tmp_path: Path) -> None:
    link = tmp_path / "link.gpkg"
    try:
        link.symlink_to(project_file)
    except OSError:
        pytest.skip("this system makes no links")
    with_scenario(copy)
    copy.publish(link)
    assert link.is_symlink()
    assert read_project(project_file).project.scenarios


def test_what_a_killed_save_left_goes_with_a_later_save(copy: WorkingCopy, project_file: Path) -> None:
    old, young = (project_file.with_name(f".project-saving-{name}.gpkg") for name in ("old", "young"))
    for path in (old, young):
        path.write_bytes(b"half")
    long_ago = old.stat().st_mtime - LEFTOVER_AGE_S - 60
    os.utime(old, (long_ago, long_ago))
    copy.publish(project_file)
    assert names_in(project_file.parent) == [young.name, "project.gpkg"]
