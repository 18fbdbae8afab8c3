"""Makes a folder with program, wheels and sample that starts on a laptop without a network.

The folder is a source tree with ``wheels/`` beside it: ``scripts/run --offline`` (and its .cmd twin)
installs from there into its own ``.venv``. Wheels are taken from requirements.lock, every file checked
against its hash, for this machine or for the platform and Python versions that are asked for.
"""

from __future__ import annotations

import argparse
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path

from packaging.markers import Marker, default_environment

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from workbench import __version__  # noqa: E402 - the line above makes it importable from any folder

SUPPORTED = ("3.11", "3.12", "3.13")
FILES = ("main.py", "pyproject.toml", "requirements.lock", "README.md", "CHANGELOG.md", "LICENSE")
FOLDERS = ("workbench", "resources", "sample_data", "docs")
SCRIPTS = ("run", "run.cmd", "find_python.sh", "find_python.cmd", "prepare.py")
LEFT_OUT = shutil.ignore_patterns("__pycache__", "*.pyc")


def main() -> int:
    """Make the bundle; returns the exit status."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--platform", help="pip's name of another platform, for example win_amd64")
    parser.add_argument(
        "--python-version",
        action="append",
        choices=SUPPORTED,
        help="may be given several times; default: this one",
    )
    parser.add_argument("--output", type=Path, default=ROOT / "bundle", help="the folder to make it in")
    options = parser.parse_args()
    here = "{}.{}".format(*sys.version_info[:2])
    versions: list[str] = options.python_version or [here]

    bundle = options.output / f"locality-workbench-{__version__}"
    if bundle.exists():
        shutil.rmtree(bundle)
    copy_program(bundle)
    for version in versions:
        print(f"Fetching the wheels for Python {version}", flush=True)
        if not fetch_wheels(bundle / "wheels", version=version, platform=options.platform):
            print(
                "pip could not fetch every wheel; it tells above which. The bundle is not complete.",
                file=sys.stderr,
            )
            return 1
    (bundle / "wheels" / "python-versions.txt").write_text("\n".join(versions) + "\n", encoding="utf-8")
    (bundle / "README.txt").write_text(
        read_me(versions=versions, platform=options.platform), encoding="utf-8", newline="\r\n"
    )
    size = sum(file.stat().st_size for file in bundle.rglob("*") if file.is_file())
    print(f"{bundle}: {size / 1e6:,.0f} MB")
    return 0


def copy_program(bundle: Path) -> None:
    """Copy the program as it lies here, without tests and tools."""
    (bundle / "scripts").mkdir(parents=True)
    for name in FILES:
        shutil.copy2(ROOT / name, bundle / name)
    for name in FOLDERS:
        shutil.copytree(ROOT / name, bundle / name, ignore=LEFT_OUT)
    for name in SCRIPTS:
        shutil.copy2(ROOT / "scripts" / name, bundle / "scripts" / name)


def fetch_wheels(folder: Path, *, version: str, platform: str | None) -> bool:
    """Put every wheel of the lock into ``folder``, for one Python version and one platform."""
    command = [
        sys.executable,
        "-m",
        "pip",
        "download",
        "--quiet",
        "--disable-pip-version-check",
        "--no-input",
    ]
    command += ["--require-hashes", "--no-deps", "--only-binary", ":all:", "--python-version", version]
    if platform:
        command += ["--platform", platform]
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    with tempfile.TemporaryDirectory() as temporary:
        wanted = Path(temporary) / "wanted.txt"
        wanted.write_text(lock_for(lock, target(version, platform)), encoding="utf-8")
        return subprocess.run([*command, "-d", str(folder), "-r", str(wanted)], check=False).returncode == 0


def target(version: str, platform: str | None) -> dict[str, str]:
    """The marker environment of the machine that the bundle is for."""
    environment = {name: str(value) for name, value in default_environment().items()}
    environment["python_version"] = version
    environment["python_full_version"] = f"{version}.0"
    if platform is None:
        return environment
    names = {"win": ("win32", "Windows", "nt"), "macosx": ("darwin", "Darwin", "posix")}
    system = names.get(platform.partition("_")[0], ("linux", "Linux", "posix"))
    environment["sys_platform"], environment["platform_system"], environment["os_name"] = system
    return environment


def lock_for(lock: str, environment: Mapping[str, str]) -> str:
    """The entries of ``lock`` that hold in ``environment``, with their markers dropped.

    pip reads markers for the machine it runs on, even where it downloads for another one.
    """
    entries = re.split(r"(?m)^(?=[A-Za-z0-9])", lock)
    kept = []
    for entry in filter(None, entries):
        match = re.match(r"(?P<pin>\S+)(?: ; (?P<marker>[^\\]+?))? \\\n", entry)
        if match is None:
            kept.append(entry)
        elif match["marker"] is None or Marker(match["marker"]).evaluate(environment):
            kept.append(f"{match['pin']} \\\n{entry[match.end() :]}")
    return "".join(kept)


def read_me(*, versions: list[str], platform: str | None) -> str:
    """What stands in the bundle's README.txt."""
    needed = " or ".join(versions)
    return f"""Locality Workbench {__version__}, for a computer without a network
Made for: {platform or sys.platform}, Python {needed}

What the computer needs: Python {needed}, and nothing else.

Windows: open a command prompt in this folder and type
    scripts\\run.cmd --offline
Linux and macOS: open a terminal in this folder and type
    sh scripts/run --offline

The first start installs the libraries from the folder wheels into the folder .venv beside it, which takes
a minute or two; later starts are quick. The window opens on the sample county. To open a project of your
own, give its name at the end of the same line:
    scripts\\run.cmd --offline my_project.gpkg

Nothing is written outside this folder but your preferences and working copies in your own user folder.
"""


if __name__ == "__main__":
    sys.exit(main())
