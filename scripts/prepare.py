"""Makes the program's own Python environment in ``.venv``, and adds what the system lacks for a window.

Called by scripts/run, scripts/test and their .cmd twins with whatever Python they found, so it uses the
standard library alone. Nothing is done where all is there: a copy of the lock inside ``.venv`` tells what
was installed, and a changed lock is installed anew.
"""

from __future__ import annotations

import argparse
import ctypes
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
WHEELS = ROOT / "wheels"
VENV_PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")

# What Qt's platform plugins load, and the Debian package that brings it.
SYSTEM_LIBRARIES = {
    "libGL.so.1": "libgl1",
    "libEGL.so.1": "libegl1",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-render.so.0": "libxcb-render0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-shm.so.0": "libxcb-shm0",
    "libxcb-sync.so.1": "libxcb-sync1",
    "libxcb-xfixes.so.0": "libxcb-xfixes0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
}


def main() -> int:
    """Prepare the environment; returns the exit status."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--dev", action="store_true", help="with the tools and libraries of the tests")
    parser.add_argument("--offline", action="store_true", help="install from wheels/ beside the program")
    options = parser.parse_args()
    if sys.platform.startswith("linux"):
        add_system_libraries()
    lock = ROOT / ("requirements-dev.lock" if options.dev else "requirements.lock")
    usable = usable_environment()
    if usable and is_installed(lock):
        return 0
    if options.offline and not WHEELS.is_dir():
        return refuse(
            "--offline installs from the folder wheels, and there is none here.",
            "Make a bundle on a computer with a network (scripts/bundle) and start it there.",
        )
    if not usable and not make_environment():
        return refuse(
            "Python could not make an environment in .venv.",
            "On Debian and Ubuntu its module is a package of its own: apt-get install python3-venv",
        )
    return install(lock, offline=options.offline)


def usable_environment() -> bool:
    """Whether ``.venv`` holds a Python that starts, of a version that the program supports."""
    test = "import sys, pip; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))"
    if not VENV_PYTHON.exists():
        return False
    return subprocess.run([VENV_PYTHON, "-c", test], capture_output=True, check=False).returncode == 0


def make_environment() -> bool:
    """Make ``.venv`` anew; on Debian as root the missing venv module is installed first."""
    print("Making the program's own Python environment in .venv", flush=True)
    command = [sys.executable, "-m", "venv", "--clear", str(VENV)]
    if quiet(*command):
        return True
    return apt_install(["python3-venv"]) and quiet(*command)


def is_installed(lock: Path) -> bool:
    """Whether this lock, or the development lock that holds it whole, is what ``.venv`` was made from."""
    return any(
        copy.exists() and copy.read_bytes() == (ROOT / copy.name).read_bytes()
        for copy in {VENV / lock.name, VENV / "requirements-dev.lock"}
        if (ROOT / copy.name).exists()
    )


def install(lock: Path, *, offline: bool) -> int:
    """Install exactly what ``lock`` names, every file checked against its hash."""
    print(
        f"Installing the libraries named in {lock.name}; the first time this takes some minutes", flush=True
    )
    for copy in VENV.glob("requirements*.lock"):
        copy.unlink()
    command = [
        str(VENV_PYTHON),
        "-m",
        "pip",
        "install",
        "--quiet",
        "--disable-pip-version-check",
        "--no-input",
    ]
    command += ["--require-hashes", "-r", str(lock)]
    if offline:
        command += ["--no-index", "--find-links", str(WHEELS)]
    if subprocess.run(command, stdin=subprocess.DEVNULL, check=False).returncode != 0:
        remedy = "Without a network use a bundle (scripts/bundle) and scripts/run --offline"
        return refuse(f"The libraries of {lock.name} could not be installed; pip tells above why.", remedy)
    shutil.copyfile(lock, VENV / lock.name)
    if lock.name == "requirements.lock":
        compile_balancer()
    return 0


def compile_balancer() -> None:
    """Compile the balancer in the background, with low priority, so that its first use does not wait."""
    nothing = subprocess.DEVNULL
    command = [str(VENV_PYTHON), "-m", "workbench.balancing.warming", "--patiently"]
    subprocess.Popen(command, cwd=ROOT, stdin=nothing, stdout=nothing, stderr=nothing)


def add_system_libraries() -> None:
    """Add the system libraries that Qt loads, where they are missing and this user may install them."""
    missing = [package for library, package in SYSTEM_LIBRARIES.items() if not loads(library)]
    if missing and not apt_install(missing):
        print(
            "These system libraries are missing, and could not be installed from here; without them no window"
            f" or picture can be drawn:\n  apt-get install {' '.join(missing)}",
            file=sys.stderr,
            flush=True,
        )


def loads(library: str) -> bool:
    """Whether the dynamic linker finds ``library``."""
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def apt_install(packages: list[str]) -> bool:
    """Install Debian packages as root or through sudo without a password; False where neither is possible."""
    if shutil.which("apt-get") is None:
        return False
    prefix: list[str] = []
    if os.geteuid() != 0:
        if shutil.which("sudo") is None or not quiet("sudo", "-n", "true"):
            return False
        prefix = ["sudo", "-n"]
    print(f"Installing system packages: {' '.join(packages)}", flush=True)
    environment = [*prefix, "env", "DEBIAN_FRONTEND=noninteractive"]
    quiet(*environment, "apt-get", "update", "-qq")
    return quiet(*environment, "apt-get", "install", "-y", "-qq", "--no-install-recommends", *packages)


def quiet(*command: str) -> bool:
    """Run a command; True where it went well. What it says is shown only where it did not."""
    done = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False)
    if done.returncode != 0 and done.stderr.strip():
        print(done.stderr.strip(), file=sys.stderr, flush=True)
    return done.returncode == 0


def refuse(what: str, remedy: str) -> int:
    """Say what cannot be done and what to do next; returns the exit status."""
    print(f"{what}\n{remedy}", file=sys.stderr, flush=True)
    return 1


if __name__ == "__main__":
    sys.exit(main())
