"""Two programs started in the same moment after a crash: one goes on with the work, the other is told.

Both are real processes that are asked the same at once, again and again.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.reliability.small_disk import a_project, drawn_in
from workbench import paths
from workbench.io.project_file.locks import lock_path, read_lock
from workbench.session.recovery import kept_work

ROUNDS = 4
ROOT = Path(__file__).resolve().parents[2]
PROGRAM = """
import json, sys
from pathlib import Path
sys.path.insert(0, {root!r})
from tests.reliability.small_disk import drawn, give
from workbench.errors import WorkbenchError
from workbench.session.opening import open_project
from workbench.session.recovery import compare, drop, kept_work, recover

path, project, kept = Path({path!r}), None, []

def answer(what):
    global project, kept
    if what == "look":
        kept = kept_work()
        return len(kept)
    if what == "compare":
        return [change.words for change in compare(kept[0])]
    if what == "delete":
        return drop(kept[0])
    if what == "recover":
        project = recover(kept[0])
    elif what == "open":
        project = open_project(path)
    elif what == "draw":
        give(project.session, 9 if drawn(project) else 6)
    elif what == "save":
        project.save()
    elif what == "close":
        project.close(discard=True)
        return None
    return [drawn(project), project.read_only, project.save_hint]

for line in sys.stdin:
    try:
        told = answer(line.strip())
    except WorkbenchError as problem:
        told = str(problem)
    print(json.dumps(told), flush=True)
"""


class Program:
    """Another program at work."""

    def __init__(self, path: Path) -> None:
        code = PROGRAM.format(root=str(ROOT), path=str(path))
        self._process = subprocess.Popen(
            [sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )

    def ask(self, what: str) -> None:
        assert self._process.stdin is not None
        print(what, file=self._process.stdin, flush=True)

    def answer(self) -> object:
        assert self._process.stdout is not None
        return json.loads(self._process.stdout.readline())

    def says(self, what: str) -> object:
        self.ask(what)
        return self.answer()

    def kill(self) -> None:
        self._process.kill()
        self._process.communicate(timeout=20)


@pytest.fixture(scope="module")
def scene(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, Program, Program]]:
    """A project of which a program had drawn more when it was killed, and two that are started after it."""
    room = tmp_path_factory.mktemp("crash")
    (room / "files").mkdir()
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("LOCALITY_WORKBENCH_HOME", str(room / "home"))
        path = a_project(room / "files")
        programs = [Program(path) for _ in range(3)]
        assert programs[2].says("open") == [0, False, ""]
        assert programs[2].says("draw") == [6, False, ""]
        programs[2].kill()
        assert lock_path(path).exists()
        for left in (path.parent, paths.working_copies()):
            shutil.copytree(left, room / "as it was" / left.name)
    yield path, programs[0], programs[1]
    for program in programs[:2]:
        program.kill()


@pytest.fixture
def crashed(scene: tuple[Path, Program, Program], monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("LOCALITY_WORKBENCH_HOME", str(scene[0].parent.parent / "home"))
    put_back(scene[0])
    return scene[0]


@pytest.fixture
def both(scene: tuple[Path, Program, Program], crashed: Path) -> tuple[Program, Program]:
    return scene[1], scene[2]


def put_back(path: Path) -> None:
    """Everything as the crash has left it."""
    for room in (path.parent, paths.working_copies()):
        shutil.rmtree(room)
        shutil.copytree(path.parent.parent / "as it was" / room.name, room)


def at_once(both: tuple[Program, Program], what: str) -> tuple[object, object]:
    for program in both:
        program.ask(what)
    return both[0].answer(), both[1].answer()


def test_two_recover_at_once(crashed: Path, both: tuple[Program, Program]) -> None:
    for _ in range(ROUNDS):
        put_back(crashed)
        assert at_once(both, "look") == (1, 1)
        answers = at_once(both, "recover")
        has_it = [isinstance(answer, list) for answer in answers]
        assert sorted(has_it) == [False, True], answers
        winner, loser = both[has_it.index(True)], both[has_it.index(False)]
        assert answers[has_it.index(True)] == [6, False, ""]
        assert "is open in another program" in str(answers[has_it.index(False)])
        assert loser.says("look") == 0  # nothing to recover: it is being worked on
        lock = read_lock(lock_path(crashed))
        assert lock is not None
        assert Path(lock.copy).exists()
        opened = loser.says("open")
        assert isinstance(opened, list)
        assert opened[:2] == [0, True]
        assert "is open elsewhere: " in opened[2]
        assert winner.says("draw") == [9, False, ""]
        assert winner.says("save") == [9, False, ""]
        assert at_once(both, "close") == (None, None)
        assert drawn_in(crashed) == 9
        assert not lock_path(crashed).exists()
        assert kept_work() == []


def test_what_one_has_recovered_the_other_cannot_delete(crashed: Path, both: tuple[Program, Program]) -> None:
    first, second = both
    assert at_once(both, "look") == (1, 1)
    assert first.says("recover") == [6, False, ""]
    assert "is open in another program" in str(second.says("delete"))
    assert "is open in another program" in str(second.says("compare"))
    assert first.says("draw") == [9, False, ""]
    assert list(paths.working_copies().glob("*.gpkg"))
    assert first.says("save") == [9, False, ""]
    first.says("close")
    assert "no longer there" in str(second.says("recover"))
    assert list(paths.working_copies().glob("*.gpkg")) == []
    assert drawn_in(crashed) == 9


def test_two_open_at_once(crashed: Path, both: tuple[Program, Program]) -> None:
    """The lock that the crash has left is taken over by one of them alone; the kept work waits."""
    for _ in range(ROUNDS):
        put_back(crashed)
        answers = at_once(both, "open")
        assert sorted(answer[1] for answer in answers if isinstance(answer, list)) == [False, True], answers
        assert at_once(both, "look") == (1, 1)
        assert at_once(both, "close") == (None, None)
        (kept,) = kept_work()
        assert kept.original == crashed


def test_two_compare_at_once(crashed: Path, both: tuple[Program, Program]) -> None:
    """To look at the work takes hold of it for a moment, for which the other one waits."""
    for _ in range(ROUNDS):
        assert at_once(both, "look") == (1, 1)
        assert at_once(both, "compare") == (["A: 6 areas differ"], ["A: 6 areas differ"])


def test_one_opens_while_the_other_recovers(crashed: Path, both: tuple[Program, Program]) -> None:
    first, second = both
    for _ in range(ROUNDS):
        put_back(crashed)
        assert first.says("look") == 1
        first.ask("recover")
        second.ask("open")
        recovered, opened = first.answer(), second.answer()
        assert isinstance(recovered, list)
        assert isinstance(opened, list)
        assert recovered[:2] == [6, False]
        # whoever came second is told: recovered work needs another name, or the file is there for reading
        assert opened[1] is (recovered[2] == "")
        assert "is open elsewhere" in (recovered[2] or opened[2])
        at_once(both, "close")
