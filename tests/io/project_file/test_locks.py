"""Who has a project open, and when a lock is left over."""

from __future__ import annotations

import json
import os
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from tests.io.project_file.example_project import names_in, working_copy_of
from workbench.io.project_file import locks
from workbench.io.project_file.locks import FileLock, Holder, in_use, lock_path, read_lock
from workbench.io.project_file.working_copy import WorkingCopy


@pytest.fixture
def taken(project_file: Path, copy: WorkingCopy) -> Iterator[FileLock]:
    lock = FileLock.take(project_file, copy.path)
    assert isinstance(lock, FileLock)
    yield lock
    lock.release()


def another_program(monkeypatch: pytest.MonkeyPatch) -> None:
    """From here on locks of this process count as those of another one."""
    monkeypatch.setattr(locks, "_mine", {})


def names_another_computer(path: Path, *, silent_s: float) -> None:
    plain = json.loads(lock_path(path).read_text(encoding="utf-8"))
    lock_path(path).write_text(json.dumps(plain | {"host": "PC12", "user": "jane"}), encoding="utf-8")
    then = lock_path(path).stat().st_mtime - silent_s
    os.utime(lock_path(path), (then, then))


def test_a_lock_lies_beside_the_file_until_it_is_released(project_file: Path, copy: WorkingCopy) -> None:
    lock = FileLock.take(project_file, copy.path)
    assert isinstance(lock, FileLock)
    assert names_in(project_file.parent) == [".project.gpkg.lock", "project.gpkg"]
    there = read_lock(lock_path(project_file))
    assert there is not None
    assert there.copy == str(copy.path)
    lock.release()
    lock.release()
    assert names_in(project_file.parent) == ["project.gpkg"]


def test_the_same_program_may_open_a_project_again(project_file: Path, taken: FileLock) -> None:
    again = FileLock.take(project_file, project_file)
    assert isinstance(again, FileLock)
    again.release()
    assert lock_path(project_file).exists()


def test_a_program_that_runs_keeps_others_out(
    project_file: Path, taken: FileLock, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        another_program(patch)
        there = FileLock.take(project_file, project_file)
    assert isinstance(there, Holder)
    assert ", since " in there.words


def test_the_lock_of_a_program_that_is_gone_is_taken_over(
    project_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    gone = working_copy_of(project_file, tmp_path / "gone")
    first = FileLock.take(project_file, gone.path)
    gone.close(discard=True)
    with monkeypatch.context() as patch:
        another_program(patch)
        second = FileLock.take(project_file, project_file)
        assert isinstance(second, FileLock)
        owner = read_lock(lock_path(project_file))
        assert isinstance(first, FileLock)
        patch.undo()
        first.release()
        assert read_lock(lock_path(project_file)) == owner  # what others have taken over stays theirs


@pytest.mark.parametrize(("silent_s", "held"), [(30, True), (locks.STALE_S + 30, False)])
def test_another_computer_that_says_nothing_for_long(
    project_file: Path, taken: FileLock, monkeypatch: pytest.MonkeyPatch, silent_s: float, held: bool
) -> None:
    names_another_computer(project_file, silent_s=silent_s)
    with monkeypatch.context() as patch:
        another_program(patch)
        there = FileLock.take(project_file, project_file)
    assert isinstance(there, Holder) == held
    if isinstance(there, Holder):
        assert there.words.startswith("jane on PC12, since ")
        taken.beat()
        assert names_in(project_file.parent) == [".project.gpkg.lock", "project.gpkg"]


def test_a_lock_that_says_nothing_is_taken_over(
    project_file: Path, copy: WorkingCopy, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(locks, "_A_MOMENT_S", 0.0)
    lock_path(project_file).write_bytes(b"\xff not json")
    lock = FileLock.take(project_file, copy.path)
    assert isinstance(lock, FileLock)
    lock.release()
    assert names_in(project_file.parent) == ["project.gpkg"]


def lock_of(user: str) -> str:
    """A lock as it stands in the file."""
    return json.dumps({"user": user, "host": "PC12", "since": "", "copy": "elsewhere", "token": user})


def test_a_lock_that_another_program_has_put_in_place_of_a_stale_one_stays(
    project_file: Path, copy: WorkingCopy, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two programs find the same lock left over; the other is first, between our look and our deed."""
    lock_path(project_file).write_text(lock_of("stale"), encoding="utf-8")

    def looked_at(holder: Holder, path: Path) -> bool:
        if holder.user == "stale":
            path.unlink()
            path.write_text(lock_of("fresh"), encoding="utf-8")
        return holder.user == "fresh"

    monkeypatch.setattr(locks, "_alive", looked_at)
    there = FileLock.take(project_file, copy.path)
    assert isinstance(there, Holder)
    assert there.user == "fresh"
    assert names_in(project_file.parent) == [".project.gpkg.lock", "project.gpkg"]


def test_a_lock_that_is_just_being_written_is_nobody_elses(
    project_file: Path, copy: WorkingCopy, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The name comes first, what stands in the file after it."""
    path = lock_path(project_file)
    path.touch()
    monkeypatch.setattr(time, "sleep", lambda _: path.write_text(lock_of("fresh"), encoding="utf-8"))
    there = FileLock.take(project_file, copy.path)
    assert isinstance(there, Holder)
    assert there.user == "fresh"


@pytest.mark.parametrize(("age_s", "taken_over"), [(0.0, False), (locks.CLAIM_S + 1, True)])
def test_one_program_at_a_time_takes_a_lock_over(
    project_file: Path,
    copy: WorkingCopy,
    monkeypatch: pytest.MonkeyPatch,
    age_s: float,
    taken_over: bool,
) -> None:
    """Unless that one ended while it was at it."""
    path = lock_path(project_file)
    path.write_text(lock_of("stale"), encoding="utf-8")
    claim = path.with_name(f"{path.name}.claim")
    claim.touch()
    then = claim.stat().st_mtime - age_s
    os.utime(claim, (then, then))
    monkeypatch.setattr(locks, "_alive", lambda *_: False)
    monkeypatch.setattr(locks, "_PATIENCE_S", 0.1)
    there = FileLock.take(project_file, copy.path)
    assert isinstance(there, FileLock) == taken_over
    assert claim.exists() != taken_over
    if isinstance(there, FileLock):
        there.release()


def test_a_folder_that_takes_no_files_has_no_locks(
    project_file: Path, copy: WorkingCopy, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> int:
        raise PermissionError("read-only")

    monkeypatch.setattr("workbench.io.project_file.locks.os.open", refuse)
    lock = FileLock.take(project_file, copy.path)
    assert isinstance(lock, FileLock)
    lock.beat()
    lock.release()
    assert names_in(project_file.parent) == ["project.gpkg"]


def test_a_copy_is_in_use_while_a_program_holds_it(project_file: Path, tmp_path: Path) -> None:
    held = working_copy_of(project_file, tmp_path / "held")
    with closing(held):
        assert in_use(held.path)
        assert not in_use(tmp_path / "nothing")
        held.unsaved = True
    assert held.path.exists()
    assert not in_use(held.path)
    held.path.write_bytes(b"no database at all, but long enough to be looked at as one" * 20)
    assert not in_use(held.path)


def test_times_that_make_no_sense_are_left_out() -> None:
    assert Holder("jane", "PC12", "yesterday", "", "").words == "jane on PC12"
    assert Holder("", "", "2020-02-03T14:02:00+00:00", "", "").words.startswith(
        "another program, since 3 February"
    )
