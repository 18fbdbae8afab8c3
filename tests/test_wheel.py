"""The wheel holds the program's own files, and the installed package finds them."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent


@pytest.mark.slow
def test_the_wheel_finds_its_own_resources(tmp_path: Path) -> None:
    built = subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert built.returncode == 0, built.stderr
    (wheel,) = tmp_path.glob("locality_workbench-*.whl")
    installed = tmp_path / "installed"
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(installed)
    told = subprocess.run(
        [
            sys.executable,
            "-I",
            "-c",
            f"import sys; sys.path.insert(0, {str(installed)!r}); from workbench import __version__, paths;"
            "print(__version__, paths.resource('fonts', 'Inter-Regular.otf').is_file(),"
            "paths.sample_data().is_dir(), (paths.docs() / 'user_guide.md').is_file(), paths.resources())",
        ],
        capture_output=True,
        text=True,
        check=True,
    ).stdout.split()
    assert told[0] in wheel.name
    assert told[1:4] == ["True", "True", "True"]
    assert told[4].startswith(str(installed))
    assert "locality-workbench = workbench.launch:main" in next(
        installed.glob("*/entry_points.txt")
    ).read_text(encoding="utf-8")
