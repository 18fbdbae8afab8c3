"""``export`` for other programs, and an edited locality configuration back through ``plan import``."""

from __future__ import annotations

import json
from pathlib import Path

import pyogrio
import pytest

from tests.cli.conftest import Cli
from tests.plan_books import edited, setting


@pytest.fixture
def planned(cli: Cli, grid: Path, plan_csv: Path) -> Path:
    assert cli("plan", "import", grid, plan_csv, "--scenario", "A", "--create").status == 0
    return grid


def test_files_for_other_programs(cli: Cli, planned: Path, tmp_path: Path) -> None:
    assert cli("scenario", "copy", planned, "A", "B").status == 0
    layers, shapes, folder = tmp_path / "a.gpkg", tmp_path / "a.geojson", tmp_path / "tables"
    before = planned.read_bytes()
    for _ in range(2):  # the second replaces the first
        ran = cli(
            "export", planned, "--scenario", "A", "--geopackage", layers, "--geojson", shapes,
            "--csv", folder, "--compare-with", "B", "--public",
        )  # fmt: skip
        assert ran.status == 0, ran.err
        assert ran.out.splitlines() == [f"Wrote {path}." for path in (layers, shapes, folder)]
    assert planned.read_bytes() == before
    assert {"localities", "units"} <= {str(name) for name, _ in pyogrio.list_layers(layers)}
    assert json.loads(shapes.read_text(encoding="utf-8"))["about"]["scenario"] == "A"
    assert {"unit-to-locality.csv", "who-moves.csv", "README.txt"} <= {path.name for path in folder.iterdir()}


def test_files_that_cannot_be_written_are_told_before_the_work(
    cli: Cli, planned: Path, tmp_path: Path
) -> None:
    before = planned.read_bytes()
    assert "perhaps a project" in cli("export", planned, "--scenario", "A", "--geopackage", planned).line
    assert planned.read_bytes() == before
    occupied = tmp_path / "file.txt"
    occupied.write_text("x", encoding="utf-8")
    assert "is a file" in cli("export", planned, "--scenario", "A", "--csv", occupied).line
    missing = tmp_path / "none" / "tables"
    assert "There is no folder" in cli("export", planned, "--scenario", "A", "--csv", missing).line
    assert cli("export", planned, "--scenario", "A", "--geojson", tmp_path / "a.txt").status == 2
    assert cli("export", planned, "--scenario", "A").status == 2


def test_an_edited_workbook_comes_back(cli: Cli, planned: Path, tmp_path: Path) -> None:
    book = tmp_path / "plan.xlsx"
    ran = cli("export", planned, "--scenario", "A", "--configuration", book)
    assert (ran.status, ran.out) == (0, f"Wrote {book}.\n")
    before = planned.read_bytes()
    untouched = cli("plan", "import", planned, book, "--scenario", "A", "--json", "-").json
    assert (untouched["changed"], untouched["applied"], untouched["export_known"]) == (0, False, True)
    assert planned.read_bytes() == before
    file = edited(book, setting("Areas", {"U01": "Unassigned", "U02": "Unassigned", "U03": "L99"}))
    dry = cli("plan", "import", planned, file, "--scenario", "A", "--dry-run", "--json", "-").json
    assert (dry["changed"], dry["applied"], len(dry["refused"])) == (2, False, 1)
    assert planned.read_bytes() == before
    told = cli("plan", "import", planned, file, "--scenario", "A")
    assert told.status == 0
    assert "2 changed" in told.out
    assert "“L99” is no locality of this scenario; allowed are L01" in told.out
    figures = cli("figures", planned, "--scenario", "A", "--json", "-").json
    assert figures["unassigned"]["units"] >= 2
    assert cli("plan", "import", planned, file, "--scenario", "A", "--create").status == 2
