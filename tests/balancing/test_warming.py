"""The compiled kernel is kept in the user's folder, once for all, whoever compiles it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT
from workbench.balancing import compiled, warming

USE = """
import json, sys
from dataclasses import replace
from tests.session.sweep_projects import REQUEST, sweep_project
from workbench.balancing import compiled, warming
from workbench.balancing.objective import Preference
from workbench.session.balance import propose
from workbench.session.balance_proposal import accept
from workbench.session.balance_request import Use
from workbench.session.session import Session

warm = warming.is_warm()
before = sorted(file.name for file in compiled.folder().rglob("*.nb?"))
project, scenario = sweep_project()
session = Session(project)
ends = []
for use in (Use.BUILD, Use.REPAIR, Use.ALTERNATIVES):
    request = replace(REQUEST, use=use, alternatives=2, preferences=(Preference.COMPACT, Preference.PARENTS))
    offered = propose(project, scenario, request, generation=session.generation)
    ends.append(str(offered.status))
    if use is Use.BUILD:
        accept(session, offered.best)
functions = [
    thing
    for name, module in list(sys.modules.items())
    if name.startswith("workbench.balancing.kernel.")
    for thing in vars(module).values()
    if hasattr(thing, "stats")
]
print(json.dumps({
    "warm": warm,
    "ends": ends,
    "new files": len(sorted(compiled.folder().rglob("*.nb?"))) - len(before),
    "compiled": sorted({one.__name__ for one in functions if sum(one.stats.cache_misses.values())}),
    "loaded": sum(sum(one.stats.cache_hits.values()) for one in functions),
}))
"""


@pytest.fixture
def empty_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Nothing is compiled here yet."""
    monkeypatch.setenv(compiled.FOLDER_VARIABLE, str(tmp_path / "compiled"))
    return tmp_path / "compiled"


def test_an_empty_folder_is_not_warm_and_a_marked_one_is(empty_folder: Path) -> None:
    assert not warming.is_warm()
    (compiled.folder() / "ready").touch()
    assert warming.is_warm()
    assert warming.start() is None
    warming.wait_until_warm()


def test_the_folder_is_the_one_that_numba_was_told(empty_folder: Path) -> None:
    assert compiled.folder() == empty_folder / f"balancer-{compiled.fingerprint()}"
    assert compiled.folder().is_dir()


def test_without_that_it_lies_in_the_home_of_the_program(
    own_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv(compiled.FOLDER_VARIABLE)
    assert compiled.folder().parent == own_home / "cache" / "compiled"


def test_where_nothing_can_be_kept_a_folder_of_this_run_serves(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setenv(compiled.FOLDER_VARIABLE, str(tmp_path / "file"))
    monkeypatch.setenv("LOCALITY_WORKBENCH_HOME", str(tmp_path / "file"))
    assert compiled.folder().is_dir()
    assert compiled.folder() == compiled.folder()


def test_another_kernel_has_another_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "loop.py").write_text("one", encoding="utf-8")
    monkeypatch.setattr(compiled, "_KERNEL", tmp_path)
    first = compiled.fingerprint.__wrapped__()
    (tmp_path / "loop.py").write_text("two", encoding="utf-8")
    assert compiled.fingerprint.__wrapped__() != first


@pytest.mark.slow
def test_two_that_compile_at_once_leave_nothing_to_compile(empty_folder: Path) -> None:
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    helpers = [
        subprocess.Popen([sys.executable, "-m", "workbench.balancing.warming"], cwd=ROOT, env=environment)
        for _ in range(2)
    ]
    assert [helper.wait() for helper in helpers] == [0, 0]
    used = subprocess.run(
        [sys.executable, "-c", USE], cwd=ROOT, env=environment, capture_output=True, text=True, check=True
    )
    told = json.loads(used.stdout)
    assert told["warm"]
    assert told["ends"][:2] == ["found", "found"]
    assert told["new files"] == 0
    assert told["compiled"] == []
    assert told["loaded"] > 0
