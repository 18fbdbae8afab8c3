"""``compare`` on a project file, as a script would use it."""

from __future__ import annotations

import json
from pathlib import Path

import openpyxl
import pytest
from pypdf import PdfReader

from tests.cli.conftest import Cli, write_csv


@pytest.fixture
def two_plans(cli: Cli, grid: Path, plan_csv: Path, tmp_path: Path) -> Path:
    """Scenario A, and B where the other names stand and U05 and U06 have swapped places."""
    names = ["Two"] * 4 + ["One", "Two"] + ["One"] * 4 + ["", ""]
    rows = [{"unit_code": f"U{k + 1:02d}", "locality": name} for k, name in enumerate(names)]
    other = write_csv(tmp_path / "other.csv", rows)
    for file, scenario in ((plan_csv, "A"), (other, "B")):
        ran = cli("plan", "import", grid, file, "--scenario", scenario, "--create")
        assert ran.status == 0, ran.err
    return grid


def test_swapped_areas_are_the_moves(cli: Cli, two_plans: Path) -> None:
    before = two_plans.read_bytes()
    told = cli("compare", two_plans, "A", "B", "--json", "-").json
    assert told["scenarios"] == ["A", "B"]
    assert told["figures"]["A"]["localities"] == 2
    first = told["about"]["scenarios"][0]
    assert (first["name"], first["status"], first["basis"]) == ("A", "Draft", "resident")
    assert first["population_source"]
    assert told["about"]["made_at"]
    (pair,) = told["pairs"]
    assert (pair["from"], pair["to"], pair["units_moved"], pair["people_moved"]) == ("A", "B", 2, 11_000)
    assert [move["code"] for move in pair["moves"]] == ["U05", "U06"]
    assert pair["people_moved"] + pair["people_stayed"] == 78_000
    assert two_plans.read_bytes() == before


def test_the_comparison_as_a_workbook(cli: Cli, two_plans: Path, tmp_path: Path) -> None:
    target = tmp_path / "told.xlsx"
    ran = cli("compare", two_plans, "A", "B", "--xlsx", target, "--consult-above", "5%")
    assert ran.status == 0, ran.err
    page = openpyxl.load_workbook(target, data_only=True)["Moves summary"]
    told = {str(header.value): cell.value for header, cell in zip(page[5], page[6], strict=True)}
    assert (told["Areas that move"], told["People that move"], told["Difference"]) == (2, 11_000, 0)
    assert (told["Consult above"], told["Consultation"]) == ("5%", "needed")
    assert "does not end in .xlsx" in cli("compare", two_plans, "A", "B", "--xlsx", tmp_path / "a.pdf").line
    assert "is not one of" in cli("compare", two_plans, "A", "B", "--profile", "board").line


def test_a_copy_has_no_moves(cli: Cli, two_plans: Path, tmp_path: Path) -> None:
    assert cli("scenario", "copy", two_plans, "A", "C").status == 0
    target = tmp_path / "told.json"
    ran = cli("compare", two_plans, "A", "B", "C", "--json", target)
    assert "A to C: 0 areas move, 0 people; 0 practices move, 0 patients" in ran.out
    assert [pair["units_moved"] for pair in json.loads(target.read_text())["pairs"]] == [2, 0]


def test_one_scenario_or_the_same_twice_is_refused(cli: Cli, two_plans: Path) -> None:
    assert cli("compare", two_plans, "A").status == 2
    ran = cli("compare", two_plans, "A", "a")
    assert ran.status == 1
    assert ran.line == "A scenario is named twice. Name different scenarios."


def test_a_board_pack_stands_beside_the_other_scenarios(cli: Cli, two_plans: Path, tmp_path: Path) -> None:
    pack = tmp_path / "pack.pdf"
    ran = cli("export", two_plans, "--scenario", "A", "--board-pack", pack)
    assert (ran.status, ran.out) == (0, f"Wrote {pack}.\n")
    titles = [item.title for item in PdfReader(pack).outline if not isinstance(item, list)]
    assert titles[2:4] == ["Map: A", "Map: B"]
    assert cli("export", two_plans, "--scenario", "A", "--board-pack", tmp_path / "pack.doc").status == 2
