"""Disks that are read-only or pulled out, long names, files that others hold.

``test_real_disks.py`` runs these where disks can be mounted, without root's right to write where nobody may.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.io.project_file.example_project import names_in
from tests.reliability.small_disk import (
    a_project,
    drawn,
    drawn_in,
    give,
    mount,
    problem_of,
    sha,
    told,
    told_as_kept,
    unmount,
)
from workbench.session.opening import open_project
from workbench.session.recovery import kept_work, recover


# -- a folder that may only be read
@pytest.mark.parametrize("how", ["by its mode", "by the disk"])
def test_a_project_that_may_only_be_read(how: str, disk: Path, tmp_path: Path) -> None:
    path = a_project(disk)
    if how == "by its mode":
        disk.chmod(0o555)
    else:
        subprocess.run(["mount", "-o", "remount,ro", str(disk)], check=True)
    with pytest.raises(OSError, match=r"denied|Read-only"):
        (disk / "probe").touch()
    before = sha(path)
    with open_project(path) as project:
        assert "lies where it cannot be changed" in project.save_hint
        give(project.session, 6)
        told_as_kept(project, project.save)
        assert names_in(disk) == [path.name]
        told_as_kept(project, lambda: project.save_as(disk / "other.gpkg"))
        project.save_as(tmp_path / "mine.gpkg")
        assert project.save_hint == ""
    assert sha(path) == before
    assert drawn_in(tmp_path / "mine.gpkg") == 6


def test_a_file_that_may_only_be_read(tmp_path: Path) -> None:
    path = a_project(tmp_path)
    path.chmod(0o444)
    before = sha(path)
    with open_project(path) as project:
        give(project.session, 6)
        assert "marked as read-only" in told_as_kept(project, project.save)
    assert sha(path) == before


def test_a_file_that_may_not_be_read(tmp_path: Path) -> None:
    path = a_project(tmp_path)
    path.chmod(0)
    assert "cannot be read" in told(lambda: open_project(path)).why


# -- a stick that is pulled out
def test_a_stick_that_is_pulled_out_and_put_back(disk: Path, tmp_path: Path) -> None:
    path = a_project(disk)
    content = path.read_bytes()
    with open_project(path) as project:
        give(project.session, 6)
        unmount(disk)
        disk.rmdir()
        assert "no folder" in told_as_kept(project, project.save)
        assert not project.changed_outside
        project.beat()
        give(project.session, 7)
        project.save_as(tmp_path / "elsewhere.gpkg")
        mount(disk)
        path.write_bytes(content)
        give(project.session, 8)
        project.save_as(path)
    assert drawn_in(path) == 8
    assert drawn_in(tmp_path / "elsewhere.gpkg") == 7


def test_a_stick_that_never_comes_back(disk: Path) -> None:
    path = a_project(disk)
    project = open_project(path)
    give(project.session, 6)
    unmount(disk)
    disk.rmdir()
    told_as_kept(project, project.save)
    project.close()
    (kept,) = kept_work()
    assert not kept.original_there
    again = recover(kept)
    assert drawn(again) == 6
    again.close(discard=True)


# -- long names
@pytest.mark.parametrize("length", [270, 400, 600, 3000])
def test_long_paths_work_or_are_told(length: int, tmp_path: Path) -> None:
    """Of so many characters all in all: saved and opened again where the system can, else told in words."""
    folder = tmp_path
    while len(str(folder)) < length - 20:
        folder /= "f" * min(200, length - 18 - len(str(folder)))
    folder.mkdir(parents=True)
    path = folder / "project.gpkg"
    if problem_of(lambda: a_project(folder)) is not None:
        assert length > 500  # SQLite takes 512 bytes
        assert names_in(folder) == []
        return
    assert len(str(path)) >= length - 8
    with open_project(path) as project:
        give(project.session, 6)
        project.back_up("timed")
        project.save()
    assert drawn_in(path) == 6
    assert names_in(folder) == [path.name]


@pytest.mark.parametrize("stem", ["n" * 242, "n" * 249, "\u00e9" * 125, "\U0001f3e5" * 62, "n" * 300])
def test_long_names_work_or_are_told(stem: str, tmp_path: Path) -> None:
    plain = a_project(tmp_path)
    path = tmp_path / f"{stem}.gpkg"
    with open_project(plain) as project:
        give(project.session, 6)
        problem = problem_of(lambda: project.save_as(path))
        if problem is not None:
            assert len(path.name.encode()) > 255
            assert "safe in the working copy" in problem.what
            assert names_in(tmp_path) == [f".{plain.name}.lock", plain.name]
            return
        give(project.session, 7)
        project.back_up("timed")
        project.save()
    assert drawn_in(path) == 7
    assert sorted(names_in(tmp_path)) == sorted([path.name, plain.name])


# -- a file that another program holds
WRITER = """
import sqlite3, sys
db = sqlite3.connect(sys.argv[1], isolation_level=None)
db.execute("PRAGMA journal_mode = " + sys.argv[2])
db.execute("BEGIN IMMEDIATE")
db.execute("UPDATE settings SET value = '\\"Theirs\\"' WHERE key = 'name'")
if sys.argv[2] == "WAL":
    db.execute("COMMIT")
print("holds", flush=True)
sys.stdin.readline()
"""


@pytest.fixture
def held() -> Iterator[Callable[[Path, str], None]]:
    """Has another program write to a file and hold it."""
    programs: list[subprocess.Popen[str]] = []

    def hold(path: Path, mode: str) -> None:
        program = subprocess.Popen(
            [sys.executable, "-c", WRITER, str(path), mode],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        )  # fmt: skip
        programs.append(program)
        assert program.stdout is not None
        assert program.stdout.readline() == "holds\n"

    yield hold
    for program in programs:
        program.kill()
        program.communicate()


@pytest.mark.parametrize("mode", ["DELETE", "WAL"])
def test_a_file_that_another_program_writes(
    mode: str, held: Callable[[Path, str], None], tmp_path: Path
) -> None:
    """A journal beside the file belongs to the old one: over a new file it would be played back into it."""
    folder = tmp_path / "shared"
    folder.mkdir()
    path = a_project(folder)
    with open_project(path) as project:
        give(project.session, 6)
        held(path, mode)
        before = sha(path)
        told_as_kept(project, lambda: project.save(replace_changed=True))
        assert sha(path) == before
        assert "in use by another program" in told(lambda: open_project(path)).what
        told_as_kept(project, lambda: project.save_as(path))
        project.save_as(tmp_path / "mine.gpkg")
    assert sha(path) == before
    assert drawn_in(tmp_path / "mine.gpkg") == 6
