"""Wrong usage ends with status 2, one line, and nothing done."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import Cli, Window
from workbench import __version__, launch
from workbench.cli.progress_bar import BarProgress, watched
from workbench.progress import NoProgress

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize(
    "given",
    [
        "inf P",
        "info",
        "info P --jsn -",
        "info P Q",
        "new P",
        "new P --units A --column unit_code",
        "scenario",
        "scenario ad P",
        "scenario add P",
        "plan",
        "plan import P F",
        "plan export P F",
        "practices",
        "practices assign P --scenario S",
        "practices assign P --scenario S --by postcode",
        "practices assign P --scenario S --by site --minimum 0.5",
        "practices assign P --scenario S --by minimum-share --minimum 1.5",
        "figures P",
        "figures P --scenario S --basis everybody",
        "export P --scenario S",
        "export P --scenario S --configuration F.txt",
        "export P --scenario S --map F.gif",
        "screenshot P",
        "screenshot P F.jpg",
        "screenshot P F.png --size big",
        "screenshot P F.png --scale 0",
        "demo",
        "--nothing",
    ],
)
def test_wrong_usage(cli: Cli, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, given: str) -> None:
    monkeypatch.chdir(tmp_path)
    ran = cli(*given.split())
    assert ran.status == 2
    assert "--help" in ran.line
    assert "nvalid" not in ran.line
    assert "rror" not in ran.line
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("command", ["", "new", "plan import", "scenario", "figures", "export", "demo"])
def test_help(cli: Cli, command: str) -> None:
    ran = cli(*command.split(), "--help")
    assert ran.status == 0
    assert ran.err == ""
    assert "--help" in ran.out


def test_version(cli: Cli) -> None:
    assert cli("--version").out == f"locality-workbench {__version__}\n"


def test_without_a_command_the_window_opens(cli: Cli, window: Window, tmp_path: Path) -> None:
    project = tmp_path / "some.gpkg"
    project.touch()
    assert [cli().status, cli("--sample").status, cli(project).status] == [0, 0, 0]
    assert window.opened == [(None, False), (None, True), (project, False)]


def test_a_project_that_is_not_there_opens_no_window(cli: Cli, window: Window, tmp_path: Path) -> None:
    ran = cli(tmp_path / "none.gpkg")
    assert ran.status == 1
    assert "none.gpkg" in ran.line
    assert window.opened == []


def test_without_a_screen_the_window_is_refused_in_words(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    for name in ("QT_QPA_PLATFORM", "DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    assert launch.main([]) == 1


def test_ctrl_c_is_told_in_a_line(cli: Cli, window: Window, monkeypatch: pytest.MonkeyPatch) -> None:
    def stopped(*_: object, **__: object) -> int:
        raise KeyboardInterrupt

    monkeypatch.setattr(window, "open_window", stopped)
    ran = cli()
    assert (ran.status, ran.line) == (1, "Stopped; nothing has changed.")


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such pipe")
def test_a_reader_that_has_gone_is_no_traceback(grid: Path) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    command = [sys.executable, str(ROOT / "main.py"), "info", str(grid), "--json", "-"]
    done = subprocess.run(command, stdout=writing, stderr=subprocess.PIPE, text=True, check=False)
    os.close(writing)
    assert (done.returncode, done.stderr) == (1, "")


def test_progress_is_shown_on_a_terminal_only(monkeypatch: pytest.MonkeyPatch) -> None:
    with watched("Reading") as progress:
        assert isinstance(progress, NoProgress)
    monkeypatch.setattr("workbench.cli.progress_bar.WAIT_S", 0.0)
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    with watched("Reading") as progress:
        assert isinstance(progress, BarProgress)
        progress.report(0.5, "Half of it")
        assert progress.shown
    assert not progress.shown


def test_quick_work_shows_no_bar(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("workbench.cli.progress_bar.WAIT_S", 3600.0)
    bar = BarProgress("Reading")
    bar.report(0.5)
    assert not bar.shown


def test_what_nobody_expected_is_one_line_and_a_log(
    own_home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    try:
        dict[str, int]()["nothing"]
    except KeyError as unexpected:
        launch.tell_unexpected(type(unexpected), unexpected, unexpected.__traceback__)
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.count("\n") == 1
    assert "Traceback" not in said.err
    assert "KeyError" in (own_home / "log" / "workbench.log").read_text(encoding="utf-8")


def test_the_program_as_a_process(tmp_path: Path) -> None:
    """No command needs Qt to say what it cannot do, and nothing but the line is printed."""
    environment = os.environ | {"LOCALITY_WORKBENCH_HOME": str(tmp_path)}
    command = [sys.executable, str(ROOT / "main.py"), "info", "none.gpkg", "--json", "-"]
    done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.count("\n") == 1
    assert "none.gpkg" in done.stderr


def test_commands_start_without_qt() -> None:
    code = "import sys; import workbench.launch; sys.exit(any(m.startswith('PySide6') for m in sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr
