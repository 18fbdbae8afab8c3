"""The scripts find a Python that works, know what is installed, and bundle what the target needs."""

from __future__ import annotations

import importlib.util
import os
import shutil
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parent.parent
SCRIPTS = ROOT / "scripts"
HERE = "{}.{}".format(*sys.version_info[:2])
posix_only = pytest.mark.skipif(os.name == "nt", reason="a POSIX shell is needed")


def load(name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(f"scripts_{name}", SCRIPTS / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def find_python(
    folder: Path, commands: dict[str, str], *, offline: str = ""
) -> subprocess.CompletedProcess[str]:
    """Source scripts/find_python.sh in ``folder`` with only ``commands`` and a few tools on the path."""
    path = folder / "path"
    path.mkdir()
    for name, body in commands.items():
        (path / name).write_text(f"#!/bin/sh\n{body}\n", encoding="utf-8")
        (path / name).chmod(0o755)
    for tool in ("grep", "tr", "id", "sh"):
        found = shutil.which(tool)
        assert found is not None
        (path / tool).symlink_to(found)
    return subprocess.run(
        [
            str(path / "sh"),
            "-c",
            f'offline={offline}; . "{SCRIPTS / "find_python.sh"}"; echo "found $python"',
        ],
        cwd=folder,
        env={"PATH": str(path)},
        capture_output=True,
        text=True,
        check=False,
    )


@posix_only
def test_a_shim_that_only_complains_is_passed_over(tmp_path: Path) -> None:
    commands = {
        "python3.13": 'echo "python3.13: command not found" >&2; exit 127',
        "python3.12": "echo 2.7",
        "python3": f'exec "{sys.executable}" "$@"',
    }
    assert find_python(tmp_path, commands).stdout == "found python3\n"


@posix_only
def test_without_a_python_the_script_says_what_is_needed(tmp_path: Path) -> None:
    done = find_python(tmp_path, {"python3": "exit 1"})
    assert done.returncode == 1
    assert "needs Python 3.11, 3.12 or 3.13" in done.stderr


@posix_only
def test_offline_takes_only_a_python_that_the_wheels_were_made_for(tmp_path: Path) -> None:
    (tmp_path / "wheels").mkdir()
    (tmp_path / "wheels" / "python-versions.txt").write_text("3.12\n3.13\n", encoding="utf-8")
    commands = {"python3.13": "exit 1", "python3.11": "echo 3.11", "python3": "echo 3.12"}
    assert find_python(tmp_path, commands, offline="--offline").stdout == "found python3\n"


def test_a_changed_lock_is_noticed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    prepare = load("prepare")
    monkeypatch.setattr(prepare, "ROOT", tmp_path)
    monkeypatch.setattr(prepare, "VENV", tmp_path / ".venv")
    (tmp_path / ".venv").mkdir()
    run, dev = tmp_path / "requirements.lock", tmp_path / "requirements-dev.lock"
    run.write_text("a==1\n", encoding="utf-8")
    dev.write_text("a==1\nb==1\n", encoding="utf-8")
    assert not prepare.is_installed(run)
    shutil.copy(dev, tmp_path / ".venv")
    assert prepare.is_installed(dev)
    assert prepare.is_installed(run), "the development set holds the run-time set"
    dev.write_text("a==2\nb==1\n", encoding="utf-8")
    assert not prepare.is_installed(dev)
    assert not prepare.is_installed(run)


def test_a_bundle_takes_what_its_target_needs() -> None:
    bundle = load("bundle")
    lock = (
        "colorama==0.4.6 ; sys_platform == 'win32' \\\n    --hash=sha256:aa\n"
        "numpy==2.4.6 ; python_full_version < '3.12' \\\n    --hash=sha256:bb\n"
        "numpy==2.5.5 ; python_full_version >= '3.12' \\\n    --hash=sha256:cc\n"
        "rich==15.0.0 \\\n    --hash=sha256:dd \\\n    --hash=sha256:ee\n"
    )
    windows = bundle.lock_for(lock, bundle.target("3.12", "win_amd64"))
    linux = bundle.lock_for(lock, bundle.target("3.11", "manylinux_2_28_x86_64"))
    rich = "rich==15.0.0 \\\n    --hash=sha256:dd \\\n    --hash=sha256:ee\n"
    assert (
        windows == f"colorama==0.4.6 \\\n    --hash=sha256:aa\nnumpy==2.5.5 \\\n    --hash=sha256:cc\n{rich}"
    )
    assert linux == f"numpy==2.4.6 \\\n    --hash=sha256:bb\n{rich}"


def test_the_bundle_holds_the_program_and_what_starts_it(tmp_path: Path) -> None:
    load("bundle").copy_program(tmp_path / "bundle")
    held = {path.relative_to(tmp_path / "bundle").as_posix() for path in (tmp_path / "bundle").rglob("*")}
    assert {
        "main.py",
        "requirements.lock",
        "workbench/paths.py",
        "resources/tokens.json",
        "sample_data",
    } <= held
    assert {"scripts/run", "scripts/run.cmd", "scripts/find_python.sh", "scripts/prepare.py"} <= held
    assert not [name for name in held if "__pycache__" in name or name.startswith((".", "tests"))]


def test_the_bundle_says_what_the_laptop_needs() -> None:
    text = load("bundle").read_me(versions=["3.12", "3.13"], platform="win_amd64")
    assert "Made for: win_amd64, Python 3.12 or 3.13" in text
    assert "scripts\\run.cmd --offline" in text


@pytest.mark.parametrize("name", ["run", "test", "check", "bundle"])
def test_every_script_has_its_windows_twin(name: str) -> None:
    twin = (SCRIPTS / f"{name}.cmd").read_bytes()
    assert twin.count(b"\n") == twin.count(b"\r\n"), "cmd.exe misreads labels in files with bare line feeds"
    assert os.name == "nt" or os.access(SCRIPTS / name, os.X_OK)
