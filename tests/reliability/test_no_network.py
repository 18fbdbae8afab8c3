"""No command and no window opens an IPv4 or IPv6 socket, and nothing may download grids for projections."""

from __future__ import annotations

import platform
import signal
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import write_grid

ROOT = Path(__file__).resolve().parents[2]
NUMBERS = {"x86_64": (0xC000003E, 41), "aarch64": (0xC00000B7, 198)}
"""What Linux calls the architecture, and its call ``socket``."""
WATCHED = """
import ctypes, os, platform, socket, struct, sys
from pathlib import Path

def forbid(architecture, number):
    # from here on Linux ends the process at socket(AF_INET or AF_INET6), whichever library calls it
    steps = [(0x20, 0, 0, 4), (0x15, 0, 6, architecture), (0x20, 0, 0, 0), (0x15, 0, 4, number),
             (0x20, 0, 0, 16), (0x15, 1, 0, 2), (0x15, 0, 1, 10), (0x06, 0, 0, 0x80000000),
             (0x06, 0, 0, 0x7FFF0000)]
    code = ctypes.create_string_buffer(b"".join(struct.pack("HBBI", *step) for step in steps))
    program = ctypes.create_string_buffer(struct.pack("HxxxxxxP", len(steps), ctypes.addressof(code)))
    libc = ctypes.CDLL(None, use_errno=True)
    assert libc.prctl(38, 1, 0, 0, 0) == 0 and libc.prctl(22, 2, program, 0, 0) == 0

if sys.platform == "linux" and platform.machine() in {numbers!r}:
    forbid(*{numbers!r}[platform.machine()])

def watch(event, arguments):
    if event == "socket.__new__" and arguments[1] in (socket.AF_INET, socket.AF_INET6):
        print("SOCKET", event, arguments[1:], flush=True)
        os._exit(7)
    if event in ("socket.getaddrinfo", "socket.gethostbyname", "urllib.Request"):
        print("SOCKET", event, arguments, flush=True)
        os._exit(7)

sys.addaudithook(watch)
sys.path.insert(0, {root!r})
{work}
fds = Path("/proc/self/fd")
ours = {{os.readlink(fd) for fd in fds.iterdir() if fd.exists()}} if fds.is_dir() else set()
for name in ("tcp", "tcp6", "udp", "udp6"):
    table = Path("/proc/net") / name
    if table.is_file():
        for line in table.read_text().splitlines()[1:]:
            if f"socket:[{{line.split()[9]}}]" in ours:
                print("SOCKET", name, line, flush=True)
                os._exit(7)
import pyproj
assert os.environ["PROJ_NETWORK"] == "OFF" and not pyproj.network.is_network_enabled()
print("QUIET")
"""
COMMANDS = """
from workbench.launch import main
project, folder = {project!r}, {folder!r}
for arguments in (
    ["new", project, *{options!r}],
    ["scenario", "add", project, "Draft"],
    ["figures", project, "--scenario", "Draft", "--json", "-"],
    ["export", project, "--scenario", "Draft", "--configuration", folder + "/book.xlsx",
     "--map", folder + "/map.png", "--geopackage", folder + "/plan.gpkg",
     "--geojson", folder + "/plan.geojson", "--board-pack", folder + "/pack.pdf"],
    ["info", project],
):
    status = main(arguments)
    assert status == 0, arguments
"""
WINDOW = """
os.environ["QT_QPA_PLATFORM"] = "offscreen"
from PySide6.QtWidgets import QApplication
from workbench.ui.app import application
from workbench.ui.main_window import MainWindow
from workbench.ui.commands.file_commands import sample_file
from workbench.ui.settings import Settings
from workbench.ui.theme import install_theme
from workbench.session.opening import open_project
app = application()
install_theme(app)
window = MainWindow(Settings())
window.show()
window.file_commands.show_opened(open_project(sample_file(), shared=True))
for _ in range(20):
    QApplication.processEvents()
window.desk.jobs.join()
window.file_commands.let_go()
window.close()
"""


def run(work: str) -> str:
    code = WATCHED.format(root=str(ROOT), numbers=NUMBERS, work=work)
    command = [sys.executable, "-c", code]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=120)
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-2000:]
    return done.stdout


def test_a_socket_would_be_noticed() -> None:
    code = WATCHED.format(
        root=str(ROOT), numbers=NUMBERS, work="socket.socket(socket.AF_INET, socket.SOCK_STREAM)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 7
    assert "SOCKET" in done.stdout


@pytest.mark.skipif(
    sys.platform != "linux" or platform.machine() not in NUMBERS, reason="asks Linux to watch"
)
def test_a_socket_of_a_c_library_would_be_noticed() -> None:
    """GDAL, PROJ, Qt and fonts go past Python; the system itself ends the program."""
    for family in (socket.AF_INET, socket.AF_INET6):
        work = f"print(ctypes.CDLL(None).socket({int(family)}, 1, 0), flush=True)"
        code = WATCHED.format(root=str(ROOT), numbers=NUMBERS, work=work)
        done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
        assert (done.returncode, done.stdout) == (-signal.SIGSYS, "")


@pytest.mark.slow
def test_commands_open_none(tmp_path: Path) -> None:
    grid = write_grid(tmp_path)
    project = str(tmp_path / "p.gpkg")
    work = COMMANDS.format(project=project, folder=str(tmp_path), options=list(map(str, grid.options)))
    assert run(work).endswith("QUIET\n")


@pytest.mark.slow
def test_the_window_opens_none() -> None:
    assert run(WINDOW).endswith("QUIET\n")
