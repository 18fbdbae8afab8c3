"""What happens on a full disk; ``test_real_disks.py`` runs these where a disk of 1 MB can be mounted."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import pytest

from tests.cli.conftest import Window
from tests.io.project_file.example_project import grid_area, names_in
from tests.reliability.small_disk import (
    OTHERS,
    a_project,
    changing_commands,
    drawn,
    drawn_in,
    fill,
    give,
    make_room,
    mount,
    problem_of,
    sha,
    told,
    told_as_kept,
)
from workbench import paths, preferences
from workbench.cli.app import run
from workbench.cli.handed import Handed
from workbench.io.project_file.backups import backups_of
from workbench.session.creating import create_project
from workbench.session.exporting import export_configuration
from workbench.session.open_data import export_geojson, export_geopackage, export_tables
from workbench.session.opening import open_project
from workbench.session.recovery import kept_work, recover


def test_save_on_a_full_disk_and_again_with_room(disk: Path) -> None:
    path = a_project(disk)
    before = sha(path)
    with open_project(path) as project:
        give(project.session, 6)
        fill(disk)
        for _ in range(2):
            assert "the disk is full" in told_as_kept(project, project.save)
            assert sha(path) == before
            assert names_in(disk) == [f".{path.name}.lock", OTHERS, path.name]
        give(project.session, 9)  # work goes on
        make_room(disk)
        project.save()
        assert not project.unsaved
    assert drawn_in(path) == 9
    assert names_in(disk) == [path.name]


@pytest.mark.parametrize("kilobytes", [4, 64, 280])
def test_save_on_a_disk_that_fills_on_the_way(disk: Path, kilobytes: int) -> None:
    path = a_project(disk)
    before = sha(path)
    with open_project(path) as project:
        give(project.session, 6)
        fill(disk, leave=kilobytes * 1024)
        told_as_kept(project, project.save)
        assert sha(path) == before
        assert names_in(disk) == [f".{path.name}.lock", OTHERS, path.name]


def test_open_on_a_full_disk(disk: Path) -> None:
    """There is no room for the lock either: the disk takes its name and not a byte of it."""
    path = a_project(disk)
    fill(disk)
    before = sha(path)
    with open_project(path) as project:
        give(project.session, 6)
        told_as_kept(project, project.save)
        make_room(disk)
        project.save()
    assert sha(path) != before
    assert names_in(disk) == [path.name]


def test_save_elsewhere_when_the_disk_is_full(disk: Path, tmp_path: Path) -> None:
    path = a_project(disk)
    before = sha(path)
    with open_project(path) as project:
        give(project.session, 6)
        fill(disk)
        told_as_kept(project, project.save)
        project.save_as(tmp_path / "elsewhere.gpkg")
        give(project.session, 8)
        project.save()
    assert drawn_in(tmp_path / "elsewhere.gpkg") == 8
    assert sha(path) == before
    assert names_in(disk) == [OTHERS, path.name]


def test_save_as_on_a_full_disk(disk: Path, tmp_path: Path) -> None:
    path = a_project(tmp_path)
    fill(disk)
    with open_project(path) as project:
        give(project.session, 6)
        assert "the disk is full" in told_as_kept(project, lambda: project.save_as(disk / "new.gpkg"))
        assert project.path == path
        project.save()
    with open_project(path, read_only=True) as project:
        told(lambda: project.save_as(disk / "copy.gpkg"))
    assert names_in(disk) == [OTHERS]
    assert drawn_in(path) == 6


def test_work_that_could_not_be_saved_is_recovered(disk: Path, tmp_path: Path) -> None:
    path = a_project(disk)
    project = open_project(path)
    give(project.session, 6)
    fill(disk)
    told_as_kept(project, project.save)
    project.close()
    (kept,) = kept_work()
    again = recover(kept)
    assert drawn(again) == 6
    again.save_as(tmp_path / "elsewhere.gpkg")
    again.close()
    assert drawn_in(tmp_path / "elsewhere.gpkg") == 6


def test_a_new_project_on_a_full_disk(disk: Path) -> None:
    fill(disk)
    told(lambda: create_project(disk / "new.gpkg", name="N", area=grid_area()))
    assert names_in(disk) == [OTHERS]


def test_backups_on_a_full_disk(tmp_path: Path) -> None:
    path = a_project(tmp_path)
    disk = mount(paths.backups())
    fill(disk)
    with open_project(path) as project:
        give(project.session, 6)
        told_as_kept(project, lambda: project.back_up("timed"))
        assert project.backups() == []
        project.save()
        make_room(disk)
        assert project.back_up("timed") is not None
    assert [backup.why for backup in backups_of(path)] == ["timed"]
    assert drawn_in(path) == 6


@pytest.mark.parametrize("command", ["plan import", "merge"])
def test_a_command_that_cannot_keep_an_earlier_state_changes_nothing(
    command: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = a_project(tmp_path)
    arguments = changing_commands(path, tmp_path)[command]
    disk = mount(paths.backups())
    fill(disk)
    before = sha(path)
    window = Window()
    handed = Handed(open_window=window.open_window, draw_window=window.draw_window)
    status = run(arguments, handed)
    assert (status, "the disk is full" in capsys.readouterr().err) == (1, True)
    assert sha(path) == before
    make_room(disk)
    assert run(arguments, handed) == 0
    assert sha(path) != before


def test_no_room_for_a_working_copy(tmp_path: Path) -> None:
    path = a_project(tmp_path)
    before = sha(path)
    disk = mount(paths.working_copies())
    fill(disk)
    assert "No working copy" in told(lambda: open_project(path)).why
    assert names_in(disk) == [OTHERS]
    assert drawn_in(path) == 0  # to look at it needs no copy
    assert sha(path) == before


def test_the_working_copys_disk_fills_up(tmp_path: Path) -> None:
    """An edit that cannot be kept is not made; what was kept can be saved, and work goes on with room."""
    path = a_project(tmp_path)
    disk = mount(paths.working_copies())
    with open_project(path) as project:
        give(project.session, 3)
        fill(disk)
        kept = 3
        for units in range(4, 12):
            problem = problem_of(partial(give, project.session, units))
            if problem is not None:
                assert "was not made" in problem.what
                assert "Everything before it is safe" in problem.remedy
                break
            kept = units
        else:
            pytest.fail("the disk never filled")
        assert drawn(project) == kept
        project.save()
        assert drawn_in(path) == kept
        make_room(disk)
        give(project.session, 12)
        project.save()
    assert drawn_in(path) == 12


def test_exports_on_a_full_disk(disk: Path, tmp_path: Path) -> None:
    path = a_project(tmp_path)
    with open_project(path) as project:
        give(project.session, 6)
        session, scenario = project.session, project.session.project.scenarios[0]
        fill(disk)
        for act in (
            lambda: export_configuration(session, scenario, disk / "book.xlsx"),
            lambda: export_geopackage(session, scenario, disk / "plan.gpkg"),
            lambda: export_geojson(session, scenario, disk / "plan.geojson"),
            lambda: export_tables(session, scenario, disk / "tables"),
        ):
            told(act)
        files = [item for item in disk.rglob("*") if item.is_file() and item.stat().st_size]
        assert [item.name for item in files] == [OTHERS]


def test_preferences_on_a_full_disk(tmp_path: Path) -> None:
    disk = mount(paths.config_dir())
    preferences.save(preferences.Preferences(), paths.preferences_file())
    before = sha(paths.preferences_file())
    fill(disk)
    with pytest.raises(OSError, match="No space left"):  # the window goes on without: ui/settings.py
        preferences.save(preferences.Preferences(theme="dark"), paths.preferences_file())
    assert sha(paths.preferences_file()) == before
    assert names_in(disk) == [OTHERS, paths.preferences_file().name]
