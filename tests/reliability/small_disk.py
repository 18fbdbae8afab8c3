"""A real disk of 1 MB, a project to save on it, and what is to be seen of every problem there."""

from __future__ import annotations

import hashlib
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import numpy as np

from tests.io.project_file.example_project import grid_area
from workbench import paths
from workbench.errors import WorkbenchError
from workbench.session import plan_edits as edits
from workbench.session.creating import create_project
from workbench.session.opening import OpenProject, open_project
from workbench.session.session import Session

OTHERS = "pictures of others.bin"


def mount(folder: Path) -> Path:
    """A disk of 1 MB in place of a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", str(folder)], check=True)
    return folder


def unmount(folder: Path) -> None:
    subprocess.run(["umount", "--lazy", str(folder)], check=True)


def fill(disk: Path, *, leave: int = 0) -> None:
    """Leave so many bytes of room on a disk."""
    with (disk / OTHERS).open("wb", buffering=0) as file:
        while True:
            try:
                file.write(bytes(4096))
            except OSError:
                break
        file.truncate(max(0, file.tell() - leave))


def make_room(disk: Path) -> None:
    (disk / OTHERS).unlink()


def a_project(folder: Path, name: str = "project") -> Path:
    """A project with a scenario of one locality, saved."""
    path = folder / f"{name}.gpkg"
    create_project(path, name="Fictionshire", area=grid_area())
    with open_project(path) as project:
        session = project.session
        session.apply(edits.add_scenario(session.project, "A"))
        session.apply(edits.add_locality(session.project.scenarios[0]))
        project.save()
    return path


def a_copy_with_more(path: Path, copy: Path) -> Path:
    """A copy of a project, with a scenario that the project has not."""
    shutil.copyfile(path, copy)
    with open_project(copy) as theirs:
        theirs.session.apply(edits.add_scenario(theirs.session.project, "Theirs"))
        theirs.save()
    return copy


def changing_commands(path: Path, folder: Path) -> dict[str, list[str]]:
    """Command lines that change a project, with what they bring in put into a folder."""
    other, plan = a_copy_with_more(path, folder / "other.gpkg"), folder / "plan.csv"
    rows = "".join(f"{code},West\n" for code in grid_area().units.codes)
    plan.write_text(f"unit_code,locality\n{rows}", encoding="utf-8")
    return {
        "plan import": ["plan", "import", str(path), str(plan), "--scenario", "A"],
        "merge": ["merge", str(path), str(other)],
    }


def give(session: Session, units: int) -> None:
    project = session.project
    edit = edits.reassign(project, project.scenarios[0], np.arange(units), 0)
    assert edit is not None
    session.apply(edit)


def drawn(project: OpenProject) -> int:
    return int((project.session.project.scenarios[0].plan.labels == 0).sum())


def drawn_in(path: Path) -> int:
    with open_project(path, read_only=True) as project:
        return drawn(project)


def sha(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def problem_of(act: Callable[[], object]) -> WorkbenchError | None:
    """What is told of a problem, with a way out; None where there is none."""
    try:
        act()
    except WorkbenchError as problem:
        if not (problem.what and problem.why and problem.remedy):
            raise
        return problem
    return None


def told(act: Callable[[], object]) -> WorkbenchError:
    """The problem that is told: what, why and what next."""
    problem = problem_of(act)
    assert problem is not None, "nothing was told"
    return problem


def told_as_kept(project: OpenProject, act: Callable[[], object]) -> str:
    """The problem, which says where the work is safe; the work is there."""
    problem = told(act)
    (copy,) = paths.working_copies().glob("*.gpkg")
    assert f"Your work is safe in the working copy {copy}." in problem.what
    assert project.unsaved
    return problem.why
