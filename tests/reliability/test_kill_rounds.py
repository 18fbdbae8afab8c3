"""Programs killed at random moments while they edit, import, save and back up: nothing is lost or torn.

Each round goes on where the round before was killed, as a planner does: look at the file, recover what is
there, then work on.
"""

from __future__ import annotations

import gc
import os
import random
import select
import shutil
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import IO

import numpy as np
import pytest

from tests.io.project_file.example_project import grid_area
from workbench import paths
from workbench.io.project_file.backups import backups_of
from workbench.io.project_file.locks import lock_path
from workbench.session import plan_edits as edits
from workbench.session.creating import create_project
from workbench.session.hierarchies import keep_hierarchies, read_hierarchies
from workbench.session.opening import OpenProject, open_project
from workbench.session.recovery import kept_work, recover

UNITS = 12
EDITS_A_SAVE = 7
EDITS_A_BACKUP = 8
EDITS_AN_IMPORT = 11
"""Every eleventh edit brings a file in; the others give one area to a locality."""

PROGRAM = """
import os, sys
from pathlib import Path
sys.path.insert(0, {root!r})
from tests.reliability.test_kill_rounds import warm, work

warm(Path({path!r}))
for line in sys.stdin:
    child = os.fork()
    if not child:
        work(Path({path!r}), int(line))
    print(child, flush=True)
    os.waitpid(child, 0)
    print("gone", flush=True)
"""


def state_after(steps: int) -> tuple[list[int], str]:
    """Labels and title of the larger areas: move i gives unit i % 12 to locality (i // 12) % 2."""
    labels, title, moves = [-1] * UNITS, "", 0
    for step in range(steps):
        if step % EDITS_AN_IMPORT == EDITS_AN_IMPORT - 1:
            title = f"Step {step}"
        else:
            labels[moves % UNITS] = moves // UNITS % 2
            moves += 1
    return labels, title


def steps_of(project: OpenProject) -> int:
    """Edits that a project holds; its contents are those after exactly so many, with no import half there."""
    inner = project.session.project
    steps = project.session.history.position - 3  # the scenario and its two localities come first
    labels, title = state_after(steps)
    assert inner.scenarios[0].plan.labels.tolist() == labels
    assert [one.title for one in inner.hierarchies] == ([title, title] if title else [])
    return steps


def resumed(path: Path) -> OpenProject:
    kept = kept_work()
    assert len(kept) <= 1
    return recover(kept[0]) if kept else open_project(path)


def make_step(project: OpenProject, step: int, wards: Path) -> None:
    """The next edit: an import of two sets of larger areas at once, or an area that moves."""
    session = project.session
    labels, title = state_after(step + 1)
    if step % EDITS_AN_IMPORT == EDITS_AN_IMPORT - 1:
        project.back_up("before import")
        found = read_hierarchies(session.project, wards, kind="ward", title=title)
        session.apply(keep_hierarchies(session.project, found.hierarchies, found.file))
        return
    scenario = session.project.scenarios[0]
    (unit,) = np.flatnonzero(scenario.plan.labels != np.array(labels))
    edit = edits.reassign(session.project, scenario, np.array([unit]), labels[unit])
    assert edit is not None
    session.apply(edit)


def warm(path: Path) -> None:
    """Do everything once in the program that the others are forked from: what it has loaded they need not."""
    twin = Path(shutil.copyfile(path, path.parent.parent / "warm.gpkg"))
    with open_project(twin) as project:
        for step in range(EDITS_AN_IMPORT):
            make_step(project, step, path.parent.parent / "wards.csv")
        project.save()
    gc.collect()
    gc.freeze()


def work(path: Path, acknowledged: int) -> None:
    """Edit and save for ever; a line tells what was found, that an edit was made, or the project saved."""
    with os.fdopen(acknowledged, "w", buffering=1) as told:
        with open_project(path, read_only=True) as file:
            told.write(f"file {steps_of(file)}\n")
        project = resumed(path)
        step = steps_of(project)
        told.write(f"resumed {step}\n")
        backing = threading.Thread()
        while True:
            make_step(project, step, path.parent.parent / "wards.csv")
            step += 1
            told.write(f"edited {step}\n")
            if step % EDITS_A_BACKUP == 0 and not backing.is_alive():  # beside the work, as the window does
                backing = threading.Thread(target=project.back_up, args=["timed"])
                backing.start()
            if step % EDITS_A_SAVE == 0:
                project.save()
                told.write(f"saved {step}\n")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "files" / "project.gpkg"
    path.parent.mkdir()
    create_project(path, name="Fictionshire", area=grid_area())
    lines = [f"{code},W{at % 3},{year}-01-01,{year}-12-31"
             for year in (2011, 2021) for at, code in enumerate(grid_area().units.codes)]  # fmt: skip
    heads = "unit_code,ward_code,valid_from,valid_to"
    (tmp_path / "wards.csv").write_text("\n".join([heads, *lines]), encoding="utf-8")
    with open_project(path) as project:
        session = project.session
        session.apply(edits.add_scenario(session.project, "A"))
        for _ in range(2):
            session.apply(edits.add_locality(session.project.scenarios[0]))
        project.save()
    return path


class Killer:
    """Starts programs from one that has imported everything, listens to one and kills it."""

    def __init__(self, path: Path) -> None:
        self._reads, self._writes = os.pipe()
        os.set_inheritable(self._writes, True)
        code = PROGRAM.format(root=str(Path(__file__).resolve().parents[2]), path=str(path))
        self._parent = subprocess.Popen(
            [sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
            pass_fds=[self._writes],
        )  # fmt: skip
        self._told = os.fdopen(self._reads, "rb", buffering=0)

    def round(self, after: int, jitter_s: float) -> list[str]:
        """Let a program work until it has told ``after`` lines, kill it a moment later; all that it told."""
        assert self._parent.stdin is not None
        assert self._parent.stdout is not None
        print(self._writes, file=self._parent.stdin, flush=True)
        child = int(self._parent.stdout.readline())
        text = b""
        while text.count(b"\n") < after:
            heard = self._listen(20.0)
            assert heard, "the program says nothing"
            text += heard
        select.select([], [], [], jitter_s)
        os.kill(child, signal.SIGKILL)
        assert self._parent.stdout.readline() == "gone\n"
        while heard := self._listen(0.0):
            text += heard
        return text.decode().splitlines()

    def _listen(self, seconds: float) -> bytes:
        ready, _, _ = select.select([self._told], [], [], seconds)
        return self._told.read(65_536) if ready else b""

    def close(self) -> None:
        stdin: IO[str] | None = self._parent.stdin
        if stdin is not None:
            stdin.close()
        self._parent.wait(20)
        if self._parent.stdout is not None:
            self._parent.stdout.close()
        self._told.close()
        os.close(self._writes)


@pytest.fixture
def killer(path: Path) -> Iterator[Killer]:
    made = Killer(path)
    yield made
    made.close()


@pytest.mark.slow
@pytest.mark.timeout(900)  # where others load the machine
@pytest.mark.skipif(not hasattr(os, "fork"), reason="starts its programs from one that has imported all")
def test_no_edit_is_lost_and_none_is_half_there(
    path: Path, killer: Killer, request: pytest.FixtureRequest
) -> None:
    rounds = int(request.config.getoption("--kill-rounds"))
    chance = random.Random(7)  # noqa: S311 - moments, not secrets
    edited = saved = 0
    for number in range(rounds):
        told = killer.round(chance.randrange(1, 13), chance.choice([0.0, 0.001, 0.004, 0.012]))
        for what, step in ((line.split()[0], int(line.split()[1])) for line in told):
            if what == "file":
                assert saved <= step <= edited + 1, told
                assert step % EDITS_A_SAVE == 0, told
            elif what == "saved":
                saved = step
            else:  # an edit may be kept of which the program could not tell any more
                assert step - edited in ((1,) if what == "edited" else (0, 1)), told
                edited = step
        if number % 10 == 9:
            see_that_backups_are_whole(path)
    left = {item.suffix for item in paths.working_copies().iterdir()}
    assert left <= {".gpkg", ".json", ".gpkg-wal", ".gpkg-shm", ".new"}
    with resumed(path) as last:
        assert edited <= steps_of(last) <= edited + 1
        last.save()
    assert saved
    assert not lock_path(path).exists()
    assert not list(paths.working_copies().glob("*.gpkg"))


def see_that_backups_are_whole(path: Path) -> None:
    """Those that are listed can be opened; they go, so that there is room for more."""
    backups = backups_of(path)
    assert backups
    for backup in backups[:4]:
        with open_project(backup.path, read_only=True) as earlier:
            assert steps_of(earlier) >= 0
    for backup in backups:
        backup.path.unlink()
