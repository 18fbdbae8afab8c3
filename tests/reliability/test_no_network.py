"""No command and no window opens an IPv4 or IPv6 socket, and nothing may download grids for projections."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import write_grid

ROOT = Path(__file__).resolve().parents[2]
WATCHED = """
import os, socket, sys
from pathlib import Path

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
    ["export", project, "--scenario", "Draft", "--configuration", folder + "/book.xlsx"],
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
    code = WATCHED.format(root=str(ROOT), work=work)
    command = [sys.executable, "-c", code]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=120)
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-2000:]
    return done.stdout


def test_a_socket_would_be_noticed() -> None:
    code = WATCHED.format(root=str(ROOT), work="socket.socket(socket.AF_INET, socket.SOCK_STREAM)")
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 7
    assert "SOCKET" in done.stdout


@pytest.mark.slow
def test_commands_open_none(tmp_path: Path) -> None:
    grid = write_grid(tmp_path)
    project = str(tmp_path / "p.gpkg")
    work = COMMANDS.format(project=project, folder=str(tmp_path), options=list(map(str, grid.options)))
    assert run(work).endswith("QUIET\n")


@pytest.mark.slow
def test_the_window_opens_none() -> None:
    assert run(WINDOW).endswith("QUIET\n")
