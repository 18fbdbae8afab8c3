"""Which backups are kept, and what their folder looks like."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.errors import ProjectError
from workbench.io.project_file.backups import (
    DAILY,
    KEEP_ALL,
    WEEKLY,
    backups_of,
    folder_of,
    make_backup,
    worth_keeping,
)
from workbench.io.project_file.reading import read_project
from workbench.io.project_file.working_copy import WorkingCopy

NOW = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)


def write(path: Path) -> None:
    path.write_bytes(b"project")


def test_a_backup_is_a_whole_project(copy: WorkingCopy, project_file: Path) -> None:
    made = make_backup(project_file, "timed", copy.back_up, now=NOW)
    assert made.path.name == "2026-11-22T093000Z timed.gpkg"
    assert made.size > 10_000
    assert read_project(made.path).project.name == "Blank"
    assert [path.name for path in made.path.parent.iterdir()] == [made.path.name]


def test_two_in_a_second_are_both_kept(project_file: Path) -> None:
    for _ in range(3):
        make_backup(project_file, "before import", write, now=NOW)
    there = backups_of(project_file)
    assert [backup.made for backup in there] == [NOW] * 3
    assert {backup.why for backup in there} == {"before import"}


def test_files_of_others_in_the_folder_are_left_alone(project_file: Path) -> None:
    make_backup(project_file, "timed", write, now=NOW - timedelta(days=400))
    other = folder_of(project_file) / "my own.gpkg"
    write(other)
    (folder_of(project_file) / "2026-99-22T093000Z timed.gpkg").touch()
    for hours in range(3):
        make_backup(project_file, "timed", write, now=NOW - timedelta(days=3, hours=hours))
    make_backup(project_file, "timed", write, now=NOW)
    assert other.exists()
    assert [backup.made for backup in backups_of(project_file)] == [
        NOW,
        NOW - timedelta(days=3),
        NOW - timedelta(days=400),
    ]


def test_a_backup_that_has_gone_has_no_size(project_file: Path) -> None:
    made = make_backup(project_file, "timed", write, now=NOW)
    made.path.unlink()
    assert made.size == 0
    assert backups_of(project_file) == []
    assert backups_of(project_file.with_name("other.gpkg")) == []


def test_two_projects_of_one_name_have_two_folders(tmp_path: Path) -> None:
    assert folder_of(tmp_path / "a" / "p.gpkg") != folder_of(tmp_path / "b" / "p.gpkg")


def test_a_backup_that_cannot_be_written_is_told(copy: WorkingCopy, tmp_path: Path) -> None:
    with pytest.raises(ProjectError, match="safe in the working copy"):
        copy.back_up(tmp_path / "nowhere" / "backup.gpkg")


def week_of(at: datetime) -> tuple[int, ...]:
    return tuple(at.isocalendar()[:2]) if NOW - at <= WEEKLY else ()


def month_of(at: datetime) -> tuple[int, ...]:
    return (at.year, at.month)


ages = st.lists(st.timedeltas(timedelta(0), timedelta(days=1200)), max_size=60)


@given(ages)
def test_what_is_kept(some: list[timedelta]) -> None:
    made = [NOW - age for age in some]
    kept = worth_keeping(made, now=NOW)
    assert set(kept) <= set(made)
    assert {at for at in made if NOW - at <= KEEP_ALL} <= set(kept)
    daily = [at for at in kept if KEEP_ALL < NOW - at <= DAILY]
    assert len({at.date() for at in daily}) == len(daily)
    assert not made or max(made) in kept
    for least, period in ((timedelta(0), week_of), (WEEKLY, month_of)):
        assert {period(at) for at in kept if NOW - at > least} == {
            period(at) for at in made if NOW - at > least
        }
    assert worth_keeping(kept, now=NOW) == kept


def test_a_time_ahead_is_kept() -> None:
    ahead = NOW + timedelta(days=5)
    assert worth_keeping([ahead, NOW], now=NOW) == [NOW, ahead]
