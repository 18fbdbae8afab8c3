"""The rules of conftest.py hold: tests made to break each of them are seen to fail."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent

RULE_BREAKERS = """
import threading, warnings
import pytest

def test_leaves_a_thread(request):
    stop = threading.Event()
    request.addfinalizer(lambda: None)
    threading.Thread(target=stop.wait, args=(30,), daemon=True, name="forgotten").start()

def test_leaves_a_timer(qapp):
    from PySide6.QtCore import QTimer
    global timer
    timer = QTimer()
    timer.start(60_000)

def test_stops_its_timer(qapp):
    from PySide6.QtCore import QTimer
    other = QTimer()
    other.start(60_000)
    other.stop()

def test_warns():
    warnings.warn("old ways")

def test_warns_in_qt(qapp):
    from PySide6.QtCore import qWarning
    qWarning("lost signal")

def test_skips_with_data_there(data_dir):
    pytest.skip("not today")

def test_skips_for_another_reason():
    pytest.skip("not on this system")

@pytest.mark.slow
def test_slow():
    pass

@pytest.mark.marker_that_nobody_registered
def test_marker():
    pass
"""


def run(folder: Path, *, ci: bool, text: str = RULE_BREAKERS, data: Path | None = None) -> str:
    shutil.copy(ROOT / "tests" / "conftest.py", folder)
    shutil.copy(ROOT / "pyproject.toml", folder)
    (folder / "test_rules.py").write_text(text, encoding="utf-8")
    environment = {name: value for name, value in os.environ.items() if name != "CI" and "PYTEST" not in name}
    environment["LOCALITY_WORKBENCH_DATA"] = str(data or folder / "no_data")
    if ci:
        environment["CI"] = "true"
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-rA", "-p", "no:cacheprovider", "test_rules.py"],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    return done.stdout + done.stderr


@pytest.fixture
def breakers() -> str:
    return RULE_BREAKERS[: RULE_BREAKERS.index("@pytest.mark.marker_that")].replace("(30,)", "(8,)")


def test_rules_at_home(tmp_path: Path, breakers: str) -> None:
    told = run(tmp_path, ci=False, text=breakers)
    assert "left behind: thread forgotten" in told
    assert "left behind: QTimer" in told
    assert "PASSED test_rules.py::test_stops_its_timer" in told
    assert "FAILED test_rules.py::test_warns -" in told
    assert "FAILED test_rules.py::test_warns_in_qt" in told
    assert "no published data" in told
    assert "slow: run with --run-slow" in told
    assert "2 failed, 3 passed, 3 skipped, 2 errors" in told


def test_rules_in_ci(tmp_path: Path, breakers: str) -> None:
    kept = breakers[breakers.index("def test_skips_with_data_there") :]
    there = run(tmp_path, ci=True, text=f"import pytest\n{kept}", data=tmp_path)
    assert "test_skips_with_data_there was skipped in CI although what it needs is there" in there
    assert "1 failed, 1 passed, 1 skipped" in there
    absent = run(tmp_path, ci=True, text=f"import pytest\n{kept}")
    assert "1 passed, 2 skipped" in absent


def test_unregistered_markers_are_refused(tmp_path: Path) -> None:
    assert "'marker_that_nobody_registered' not found in `markers`" in run(tmp_path, ci=False)
