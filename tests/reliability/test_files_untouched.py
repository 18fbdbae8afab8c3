"""Whoever only looks at a project changes no byte of it and leaves nothing beside it: every way in."""

from __future__ import annotations

import contextlib
import hashlib
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from tests.cli.conftest import Window
from tests.grids import grid_project
from tests.io.project_file.test_versions import VERSIONS
from tests.reliability.small_inputs import BOX
from workbench.cli.app import run
from workbench.cli.handed import Handed
from workbench.errors import WorkbenchError
from workbench.io.project_file.conflicts import conflict_copies
from workbench.io.readers.units import read_units
from workbench.io.reference_layers import layer_names, read_reference
from workbench.progress import NoProgress
from workbench.session import plan_edits as edits
from workbench.session.creating import create_project
from workbench.session.merge_copies import read_copy
from workbench.session.opening import open_project
from workbench.session.published.importing import recognise_files
from workbench.session.recovery import compare, kept_work, recover

COMMANDS = (
    "info {path}",
    "figures {path} --scenario A",
    "compare {path} A B",
    "flows {path} --scenario A",
    "scenario list {path}",
    "scenario describe {path} A",
    "plan export {path} {out} --scenario A",
    "plan import {path} {plan} --scenario A --dry-run",
    "parents list {path}",
    "parents import {path} {wards} --kind ward --dry-run",
    "links list {path} --scenario A",
    "links propose {path} --scenario A",
    "merge {path} {copy} --dry-run",
    "merge {copy} {path}",
    "import {path} {wards} --dry-run",
)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project of two scenarios."""
    path = tmp_path_factory.mktemp("made") / "project.gpkg"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("LOCALITY_WORKBENCH_HOME", str(path.parent / "home"))
        create_project(path, name="Gridshire", area=grid_project().area)
        with open_project(path) as project:
            session = project.session
            for name in ("A", "B"):
                session.apply(edits.add_scenario(session.project, name))
                scenario = session.project.scenarios[-1]
                session.apply(edits.add_locality(scenario))
                edit = edits.reassign(session.project, scenario, np.arange(4), 0)
                assert edit is not None
                session.apply(edit)
            project.save()
    return path


@pytest.fixture
def path(made: Path, tmp_path: Path) -> Path:
    folder = tmp_path / "shared"
    folder.mkdir()
    path = Path(shutil.copyfile(made, folder / "project.gpkg"))
    os.utime(path, (1_000_000_000, 1_000_000_000))
    return path


def seen(path: Path) -> tuple[object, ...]:
    """The file's bytes and time, and what lies beside it."""
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    return digest, path.stat().st_mtime_ns, sorted(item.name for item in path.parent.iterdir())


def work_on(path: Path) -> None:
    """Open it for changes, draw, undo, keep an earlier state, and leave without saving."""
    with open_project(path) as project:
        project.session.apply(edits.add_scenario(project.session.project, "C"))
        project.session.undo()
        project.back_up("timed")
        project.beat()
        assert project.save_hint == ""


def recover_and_leave(path: Path) -> None:
    """The work of a program that was ended: looked at, recovered, left again."""
    project = open_project(path)
    project.session.apply(edits.add_scenario(project.session.project, "C"))
    project.close()
    (kept,) = kept_work()
    assert [change.kind for change in compare(kept)] == ["added"]
    recover(kept).close()


def save_elsewhere(path: Path) -> None:
    with open_project(path) as project:
        project.save_as(path.parent.parent / "elsewhere.gpkg")
    with open_project(path, read_only=True) as project:
        project.save_as(path.parent.parent / "again.gpkg")


def save_nothing(path: Path) -> None:
    with open_project(path) as project:
        project.save()


def merge_from(path: Path) -> None:
    assert read_copy(grid_project(), path).edit is not None


def drop_on_the_wizard(path: Path) -> None:
    with contextlib.suppress(WorkbenchError):  # a project is no published file
        recognise_files([path])


WAYS: dict[str, Callable[[Path], object]] = {
    "open for reading": lambda path: open_project(path, read_only=True).close(),
    "open and close": lambda path: open_project(path).close(),
    "open as the sample": lambda path: open_project(path, shared=True).close(),
    "work and leave": work_on,
    "save without a change": save_nothing,
    "recover": recover_and_leave,
    "save elsewhere": save_elsewhere,
    "merge it into another": merge_from,
    "look for conflict copies": conflict_copies,
    "areas of a new project": lambda path: read_units([path], layers=["units"]),
    "a reference layer": lambda path: read_reference(path, BOX, NoProgress(), layer="units"),
    "the layers of a file": layer_names,
    "drop it on the wizard": drop_on_the_wizard,
}


@pytest.mark.parametrize("way", WAYS)
def test_looking_changes_nothing(way: str, path: Path) -> None:
    before = seen(path)
    WAYS[way](path)
    assert seen(path) == before


@pytest.mark.parametrize("command", COMMANDS)
def test_commands_that_look_change_nothing(
    command: str, path: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for name, heading in (("plan", "locality"), ("wards", "ward_code")):
        lines = [f"U{k:02d},X" for k in range(1, 13)]
        (tmp_path / f"{name}.csv").write_text("\n".join([f"unit_code,{heading}", *lines]), encoding="utf-8")
    places = {
        "path": path, "out": tmp_path / "out.csv", "plan": tmp_path / "plan.csv",
        "wards": tmp_path / "wards.csv", "copy": Path(shutil.copyfile(path, tmp_path / "copy.gpkg")),
    }  # fmt: skip
    before = seen(path)
    window = Window()
    handed = Handed(open_window=window.open_window, draw_window=window.draw_window)
    status = run([part.format(**places) for part in command.split()], handed)
    assert seen(path) == before
    assert "Traceback" not in capsys.readouterr().err
    assert status == 0 or command.startswith("import ")  # which takes published files alone


def test_an_earlier_versions_file_is_left_as_it_is(tmp_path: Path) -> None:
    path = Path(shutil.copyfile(VERSIONS / "v1.gpkg", tmp_path / "v1.gpkg"))
    before = seen(path)
    for way in ("open for reading", "open and close", "work and leave"):
        WAYS[way](path)
        assert seen(path) == before
