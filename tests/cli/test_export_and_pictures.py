"""``export``, ``screenshot`` and ``demo``."""

from __future__ import annotations

import json
import struct
from pathlib import Path

import openpyxl
import pytest

from tests.cli.conftest import Cli, Window
from workbench import launch, paths


@pytest.fixture
def planned(cli: Cli, grid: Path, plan_csv: Path) -> Path:
    assert cli("plan", "import", grid, plan_csv, "--scenario", "A", "--create").status == 0
    return grid


def test_export_writes_workbook_and_map_and_no_more(cli: Cli, planned: Path, tmp_path: Path) -> None:
    out, before = tmp_path / "out", planned.read_bytes()
    out.mkdir()
    wanted = ("--configuration", out / "c.xlsx", "--map", out / "m.png")
    ran = cli("export", planned, "--scenario", "A", *wanted, "--public")  # others are noted in the project
    assert ran.status == 0, ran.err
    assert ran.out.splitlines() == [f"Wrote {out / 'c.xlsx'}.", f"Wrote {out / 'm.png'}."]
    assert sorted(path.name for path in out.iterdir()) == ["c.xlsx", "m.png"]
    book = openpyxl.load_workbook(out / "c.xlsx")
    assert {"Cover", "Summary", "Localities", "Areas"} <= set(book.sheetnames)
    book.close()
    assert planned.read_bytes() == before


@pytest.mark.parametrize(("ending", "start"), [("png", b"\x89PNG"), ("pdf", b"%PDF"), ("svg", b"<?xml")])
def test_the_ending_says_which_kind_of_map(
    cli: Cli, planned: Path, tmp_path: Path, ending: str, start: bytes
) -> None:
    file = tmp_path / f"map.{ending}"
    assert cli("export", planned, "--scenario", "A", "--map", file).status == 0
    assert file.read_bytes().startswith(start)


def test_screenshot_hands_over_what_was_asked(
    cli: Cli, planned: Path, window: Window, tmp_path: Path
) -> None:
    picture = tmp_path / "w.png"
    assert cli("screenshot", planned, picture).status == 0
    ran = cli("screenshot", planned, picture, "--scenario", "A", "--size", "1920x1080", "--scale", "2")
    assert ran.out == f"Wrote {picture}.\n"
    assert window.drawn == [
        (planned, picture, None, (1366, 768), 1.0),
        (planned, picture, "A", (1920, 1080), 2.0),
    ]


def test_a_real_screenshot(planned: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    picture = tmp_path / "w.png"
    status = launch.main(["screenshot", str(planned), str(picture), "--scenario", "A", "--size", "1280x720"])
    assert (status, capsys.readouterr().err) == (0, "")
    assert struct.unpack(">II", picture.read_bytes()[16:24]) == (1280, 720)


def test_demo(cli: Cli, window: Window, tmp_path: Path) -> None:
    folder = tmp_path / "a" / "demo"
    sample = (paths.sample_data() / "fernshire.gpkg").read_bytes()
    files = {
        "fernshire.gpkg", "configuration.xlsx", "scope_matrix.xlsx", "map.png", "map.pdf",
        "plan.csv", "largest_pcn.csv", "figures.json", "window.png", "board_pack.pdf",
    }  # fmt: skip
    folder.mkdir(parents=True)
    for name in files:  # an earlier demonstration is written over
        (folder / name).write_text("old", encoding="utf-8")
    ran = cli("demo", folder)
    assert ran.status == 0, ran.err
    assert {path.name for path in folder.iterdir()} == files
    for name in files:
        assert name in ran.out
    assert window.drawn[0][:3] == (folder / "fernshire.gpkg", folder / "window.png", "Demo as drawn")
    figures = json.loads((folder / "figures.json").read_text(encoding="utf-8"))
    told = cli("figures", folder / "fernshire.gpkg", "--scenario", "Demo as drawn", "--json", "-").json
    assert told == figures
    assert figures["totals"]["resident"] > 0
    balanced = cli("figures", folder / "fernshire.gpkg", "--scenario", "Demo balanced", "--json", "-").json[
        "totals"
    ]
    assert (balanced["in_band"], balanced["not_contiguous"]) == (balanced["localities"], 0)
    assert (paths.sample_data() / "fernshire.gpkg").read_bytes() == sample


def test_demo_where_no_folder_can_be(cli: Cli, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    ran = cli("demo", tmp_path / "file")
    assert ran.status == 1
    assert "file" in ran.line


def test_demo_without_the_sample(cli: Cli, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(paths, "sample_data", lambda: tmp_path)
    ran = cli("demo", tmp_path / "demo")
    assert ran.status == 1
    assert "fernshire.gpkg" in ran.line
    assert not (tmp_path / "demo").exists()
