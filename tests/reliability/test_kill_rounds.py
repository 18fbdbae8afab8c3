"""Programs killed at random moments while they edit and save: nothing that was committed is lost or torn.

Each round goes on where the round before was killed, as a planner does: recover what is there, then work on.
"""

from __future__ import annotations

import os
import random
import select
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import IO

import numpy as np
import pytest

from tests.io.project_file.example_project import grid_area
from workbench import paths
from workbench.io.project_file.locks import lock_path
from workbench.session import plan_edits as edits
from workbench.session.creating import create_project
from workbench.session.opening import OpenProject, open_project
from workbench.session.recovery import kept_work, recover

UNITS = 12
EDITS_A_SAVE = 7

PROGRAM = """
import os, sys
from pathlib import Path
sys.path.insert(0, {root!r})
from tests.reliability.test_kill_rounds import work

for line in sys.stdin:
    child = os.fork()
    if not child:
        work(Path({path!r}), int(line))
    print(child, flush=True)
    os.waitpid(child, 0)
    print("gone", flush=True)
"""


def label_after(step: int, unit: int) -> int:
    """Where a unit is once ``step`` edits are done: edit i gives unit i % 12 to locality (i // 12) % 2."""
    last = (step - 1 - unit) // UNITS * UNITS + unit
    return -1 if last < 0 else (last // UNITS) % 2


def labels_after(step: int) -> list[int]:
    return [label_after(step, unit) for unit in range(UNITS)]


def steps_of(project: OpenProject) -> int:
    """Edits that a project holds; its labels are those after exactly so many."""
    scenario = project.session.project.scenarios[0]
    steps = project.session.history.position - 3  # the scenario and its two localities come first
    assert scenario.plan.labels.tolist() == labels_after(steps)
    return steps


def resumed(path: Path) -> OpenProject:
    kept = kept_work()
    assert len(kept) <= 1
    return recover(kept[0]) if kept else open_project(path)


def work(path: Path, acknowledged: int) -> None:
    """Edit and save for ever; a line tells that an edit was made, or the project saved."""
    project = resumed(path)
    session = project.session
    step = steps_of(project)
    with os.fdopen(acknowledged, "w", buffering=1) as told:
        while True:
            scenario = session.project.scenarios[0]
            edit = edits.reassign(session.project, scenario, np.array([step % UNITS]), (step // UNITS) % 2)
            assert edit is not None
            session.apply(edit)
            step += 1
            told.write(f"edited {step}\n")
            if step % EDITS_A_SAVE == 0:
                project.save()
                told.write(f"saved {step}\n")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "files" / "project.gpkg"
    path.parent.mkdir()
    create_project(path, name="Fictionshire", area=grid_area())
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
@pytest.mark.skipif(not hasattr(os, "fork"), reason="starts its programs from one that has imported all")
def test_no_edit_is_lost_and_none_is_half_there(
    path: Path, killer: Killer, request: pytest.FixtureRequest
) -> None:
    rounds = int(request.config.getoption("--kill-rounds"))
    chance = random.Random(7)  # noqa: S311 - moments, not secrets
    edited = saved = 0
    for _ in range(rounds):
        told = killer.round(chance.randrange(1, 16), chance.choice([0.0, 0.001, 0.004, 0.012]))
        for line in told:
            what, step = line.split()
            if what == "edited":
                assert int(step) == edited + 1 or line == told[0]
                edited = int(step)
            else:
                saved = int(step)
        with open_project(path, read_only=True) as file:
            there = steps_of(file)
            assert saved <= there <= edited + 1
            assert there % EDITS_A_SAVE == 0
        kept = kept_work()
        work_there = steps_kept(path)
        assert edited <= work_there <= edited + 1, (told, kept)
        edited = work_there
    left = {item.suffix for item in paths.working_copies().iterdir()}
    assert left <= {".gpkg", ".json", ".gpkg-wal", ".new"}
    with resumed(path) as last:
        assert steps_of(last) == edited
        last.save()
    assert not lock_path(path).exists()
    assert not list(paths.working_copies().glob("*.gpkg"))


def steps_kept(path: Path) -> int:
    project = resumed(path)
    steps = steps_of(project)
    project.close()
    return steps
