"""Runs the cases of real disks in a mount namespace of their own, which ends with the run."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
CASES = [Path(__file__).with_name(f"{which}_disk_cases.py") for which in ("full", "other")]
NAMES = [
    name
    for cases in CASES
    for name in re.findall(r"^def (test_\w+)", cases.read_text(encoding="utf-8"), re.MULTILINE)
]


@pytest.fixture(scope="module")
def ran(own_mounts: list[str], tmp_path_factory: pytest.TempPathFactory) -> str:
    """What pytest says of every case; they are run once, together."""
    rooms = tmp_path_factory.mktemp("disks") / "rooms"
    options = ["-q", "-rA", "-n0", "-p", "no:cacheprovider", f"--basetemp={rooms}"]
    done = subprocess.run(
        [*own_mounts, sys.executable, "-m", "pytest", *map(str, CASES), *options],
        cwd=ROOT, capture_output=True, text=True, check=False, timeout=200,
    )  # fmt: skip
    return done.stdout + done.stderr


@pytest.mark.parametrize("name", NAMES)
def test_on_a_real_disk(name: str, ran: str) -> None:
    said = re.findall(rf"^(\w+) \S+::{name}(?:\[.*?\])?(?: .*)?$", ran, re.MULTILINE)
    assert said, ran
    assert set(said) == {"PASSED"}, ran
