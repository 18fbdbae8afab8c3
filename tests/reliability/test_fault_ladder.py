"""The n-th call that writes to a disk fails, for n = 1, 2, 3 and on until nothing fails any more.

After each: the file is the old project or the new one, no edit that was made is lost, none is half there, and
what is told is told in words. Calls of Python and of SQLite are counted alike: see ``faults.py``.
"""

from __future__ import annotations

import contextlib
import shutil
import sys
from collections.abc import Callable, Iterator
from functools import partial
from itertools import count
from pathlib import Path

import pytest

from tests.cli.conftest import Window
from tests.io.project_file.example_project import assert_same_history, assert_same_plans, grid_area, names_in
from tests.io.project_file.test_versions import VERSIONS
from tests.reliability.faults import Faults, FaultyDisk, patch_python
from tests.reliability.small_disk import (
    a_copy_with_more,
    a_project,
    changing_commands,
    drawn,
    drawn_in,
    give,
    problem_of,
    sha,
)
from workbench import paths
from workbench.cli.app import run
from workbench.cli.handed import Handed
from workbench.errors import WorkbenchError
from workbench.io.project_file.backups import backups_of
from workbench.io.project_file.connecting import connect_for_reading, read_head
from workbench.io.project_file.copying import copy_project
from workbench.io.project_file.working_copy import WorkingCopy
from workbench.session.creating import create_project
from workbench.session.merge_copies import read_copy
from workbench.session.opening import OpenProject, open_project
from workbench.session.recovery import kept_work, recover

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="reaches into the SQLite of Linux")
CANNOT_REMOVE = ("os.unlink", "sqlite delete")
Check = Callable[[WorkbenchError | None], object]


@pytest.fixture(scope="session")
def faulty_disk() -> tuple[Faults, FaultyDisk]:
    """One for the whole run: SQLite keeps it in its list, slow and quick tests do not follow each other."""
    faults = Faults()
    try:
        return faults, FaultyDisk(faults)
    except AttributeError:  # a Python that has SQLite built in shows none of its functions
        pytest.skip("the SQLite of this Python cannot be reached")


@pytest.fixture
def faults(faulty_disk: tuple[Faults, FaultyDisk], monkeypatch: pytest.MonkeyPatch) -> Iterator[Faults]:
    faults, disk = faulty_disk
    patch_python(faults, monkeypatch)
    disk.use()
    yield faults
    disk.leave()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    folder = tmp_path / "files"
    folder.mkdir()
    return a_project(folder)


def ladder(faults: Faults, act: Callable[[], object], check: Check, *, every: int = 1) -> set[str]:
    """Let the n-th call of ``act`` fail, for every n until there are fewer calls; the kinds of calls hit."""
    hit: set[str] = set()
    for nth in count(1, every):
        with faults.armed(nth):
            problem = problem_of(act)
        check(problem)
        if not faults.hit:
            assert problem is None
            return hit
        hit.add(faults.hit)
    raise AssertionError


def see_that_nothing_lies_beside(path: Path, faults: Faults, *, locked: bool) -> None:
    """Only the project and its lock are in its folder; what could not be removed may be left."""
    there = {name for name in names_in(path.parent) if "-saving-" not in name}
    assert there - {f".{path.name}.lock"} <= {path.name}
    assert locked or faults.hit in CANNOT_REMOVE or there <= {path.name}
    leftovers = [item for item in path.parent.iterdir() if "-saving-" in item.name]
    assert not leftovers or faults.hit in CANNOT_REMOVE
    for item in leftovers:
        item.unlink()


def in_the_copy_after_a_crash(project: OpenProject, room: Path) -> OpenProject:
    """What a later start finds if the program ends now: the files of the working copy as they lie there."""
    shutil.rmtree(room, ignore_errors=True)
    shutil.copytree(paths.working_copies(), room)
    (copy,) = room.glob("*.gpkg")
    return OpenProject.recovered(
        project.path, partial(WorkingCopy.adopt, copy, project.path, {}), copy=copy, stamp=None
    )


# -- edits
@pytest.mark.parametrize("what", ["edit", "undo and redo", "merge"])
def test_an_edit_is_kept_or_not_made(what: str, path: Path, faults: Faults, tmp_path: Path) -> None:
    other = a_copy_with_more(path, path.parent.parent / "other.gpkg")
    with open_project(other) as theirs:
        give(theirs.session, 12)
        theirs.save()
    with open_project(path) as project:
        session = project.session
        give(session, 3)
        step = read_copy(session.project, other).edit if what == "merge" else None

        def act() -> None:
            if what == "edit":
                give(session, drawn(project) + 1)
            elif step is not None:
                session.apply(step)
            else:
                session.redo() or session.undo()

        def check(problem: WorkbenchError | None) -> None:
            assert problem is None or "was not made" in problem.what
            found = in_the_copy_after_a_crash(project, tmp_path / "crashed")
            try:
                there, mine = found.session, session.history
                if problem is None:
                    assert there.history.position == mine.position
                # what was told as not made may be there, whole, if the program ends at once
                assert abs(there.history.position - mine.position) <= 1
                there.go_to(mine.position)
                assert_same_plans(session.project, there.project)
            finally:
                found.close()

        hit = ladder(faults, act, check)
        assert {"sqlite write", "sqlite sync"} <= hit
        project.save()
        with open_project(path, read_only=True) as saved:
            assert_same_plans(session.project, saved.session.project)
            assert_same_history(session.history, saved.session.history)


# -- saving
def test_save(path: Path, faults: Faults) -> None:
    with open_project(path) as project:
        give(project.session, 3)
        before = sha(path)

        def check(problem: WorkbenchError | None) -> None:
            nonlocal before
            if problem:
                assert "Your work is safe in the working copy" in problem.what
                assert project.unsaved
                assert sha(path) == before
            else:
                assert drawn_in(path) == drawn(project)
                assert project.session.redo() or project.session.undo()  # something to save once more
                before = sha(path)
            see_that_nothing_lies_beside(path, faults, locked=True)

        hit = ladder(faults, project.save, check)
        assert {
            "sqlite write",
            "sqlite sync",
            "sqlite open",
            "os.fsync",
            "os.replace",
            "os.unlink",
            "open",
        } <= hit
        project.save()
    assert drawn_in(path) == drawn(project)
    see_that_nothing_lies_beside(path, faults, locked=False)


@pytest.mark.parametrize("over", [False, True])
def test_save_as(over: bool, path: Path, faults: Faults, tmp_path: Path) -> None:
    folder = tmp_path / "elsewhere"
    folder.mkdir()
    number = count()
    target = folder / "new.gpkg"
    with open_project(path) as project:
        give(project.session, 6)
        old = sha(path)

        def act() -> None:
            nonlocal target
            target = folder / f"new{next(number)}.gpkg"
            if over:
                shutil.copyfile(path, target)
            project.save_as(target)

        def check(problem: WorkbenchError | None) -> None:
            assert sha(path) == old
            if problem:
                assert project.path != target
                assert target.exists() == over
                assert not over or sha(target) == old
            else:
                assert project.path == target
                assert drawn_in(target) == 6
            assert drawn(project) == 6
            for item in folder.iterdir():
                if item not in (target, project.path, folder / f".{project.path.name}.lock"):
                    assert "new" not in item.name[:3] or item.suffix == ".gpkg"
                    item.unlink()

        assert {"sqlite write", "os.replace", "os.fsync"} <= ladder(faults, act, check, every=2)


def test_a_copy_of_a_project_for_reading(path: Path, faults: Faults) -> None:
    target = path.with_name("copy.gpkg")

    def check(problem: WorkbenchError | None) -> None:
        assert target.exists() == (problem is None)
        if target.exists():
            assert drawn_in(target) == 0
            target.unlink()
        see_that_nothing_lies_beside(path, faults, locked=False)

    ladder(faults, lambda: copy_project(path, target), check)


@pytest.mark.parametrize("over", [False, True])
def test_a_project_of_imported_data(over: bool, path: Path, faults: Faults) -> None:
    """An import writes the whole file anew, over the one that there is where it refreshes a project."""
    target = path if over else path.with_name("new.gpkg")
    before = sha(path)

    def check(problem: WorkbenchError | None) -> None:
        nonlocal before
        if problem:
            assert sha(path) == before
            assert target.exists() == over
        else:
            with open_project(target, read_only=True) as made:
                assert made.session.project.name == "Imported"
            if not over:
                target.unlink()
            before = sha(path)
        see_that_nothing_lies_beside(path, faults, locked=False)

    ladder(
        faults,
        lambda: create_project(target, name="Imported", area=grid_area(), overwrite=True),
        check,
        every=5,
    )


# -- backups
def test_a_backup(path: Path, faults: Faults) -> None:
    with open_project(path) as project:
        give(project.session, 6)
        before = sha(path)
        made = 0

        def check(problem: WorkbenchError | None) -> None:
            nonlocal made
            made += problem is None
            there = project.backups()
            assert len(there) == made
            for backup in there[:1]:
                assert drawn_in(backup.path) == 6
            assert sha(path) == before

        assert {"os.mkdir", "sqlite write", "os.replace"} <= ladder(
            faults, lambda: project.back_up("before import"), check
        )
    assert made


# -- opening and closing
@pytest.mark.parametrize("version", ["this", pytest.param("v1", marks=pytest.mark.slow)])
def test_open_and_migrate(version: str, path: Path, faults: Faults) -> None:
    if version == "v1":
        shutil.copyfile(VERSIONS / "v1.gpkg", path)
    before = sha(path)
    opened: list[OpenProject] = []

    def check(problem: WorkbenchError | None) -> None:
        assert bool(opened) == (problem is None)
        for project in opened:
            assert len(project.session.project.scenarios) == 1
            assert not project.read_only
            project.close()
        opened.clear()
        assert sha(path) == before
        for backup in backups_of(path):
            with contextlib.closing(connect_for_reading(backup.path)) as earlier:
                assert read_head(earlier, backup.path).schema_version == 1
        left = [item for item in paths.working_copies().glob("*") if item.is_file()]
        assert not left or faults.hit in CANNOT_REMOVE
        for item in left:
            item.unlink()
        see_that_nothing_lies_beside(path, faults, locked=False)

    every = 1 if version == "v1" else 3
    hit = ladder(faults, lambda: opened.append(open_project(path)), check, every=every)
    assert "sqlite write" in hit


def test_recover(path: Path, faults: Faults) -> None:
    project = open_project(path)
    give(project.session, 6)
    project.close()
    before = sha(path)
    opened: list[OpenProject] = []

    def check(problem: WorkbenchError | None) -> None:
        assert bool(opened) == (problem is None)
        for again in opened:
            assert drawn(again) == 6
            assert again.unsaved
            again.close()
        opened.clear()
        (kept,) = kept_work()
        assert kept.original == path
        assert sha(path) == before

    def act() -> None:
        (kept,) = kept_work()
        opened.append(recover(kept))

    hit = ladder(faults, act, check)
    assert hit
    act()
    opened[0].save()
    opened[0].close()
    assert drawn_in(path) == 6
    assert kept_work() == []


# -- whole commands
@pytest.mark.slow
@pytest.mark.parametrize("command", ["merge", "plan import"])
def test_a_command_changes_all_or_nothing(
    command: str, path: Path, faults: Faults, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    arguments = changing_commands(path, tmp_path)[command]
    window = Window()
    handed = Handed(open_window=window.open_window, draw_window=window.draw_window)
    old = path.read_bytes()
    statuses: list[int] = []

    def check(_: WorkbenchError | None) -> None:
        status, said = statuses.pop(), capsys.readouterr().err
        if path.read_bytes() == old:
            assert (status, "Traceback" in said) == (1, False)
        with open_project(path, read_only=True) as after:
            assert [scenario.name for scenario in after.session.project.scenarios] == (
                ["A", "Theirs"] if command == "merge" and status == 0 else ["A"]
            )
        for kept in kept_work():  # saving failed: the work is there, and goes on
            again = recover(kept)
            again.save()
            again.close()
            assert path.read_bytes() != old
        path.write_bytes(old)

    ladder(faults, lambda: statuses.append(run(arguments, handed)), check, every=41)
