"""``export --scope-matrix`` and ``scope import``."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tests.cli.conftest import Cli
from tests.scope_books import edited, setting


@pytest.fixture
def planned(cli: Cli, grid: Path, plan_csv: Path) -> Path:
    assert cli("plan", "import", grid, plan_csv, "--scenario", "A", "--create").status == 0
    return grid


@pytest.fixture
def matrix(cli: Cli, planned: Path, tmp_path: Path) -> Path:
    """The exported matrix of scenario A: 110 cells for each of its localities."""
    path = tmp_path / "matrix.xlsx"
    ran = cli("export", planned, "--scenario", "A", "--scope-matrix", path)
    assert (ran.status, ran.out) == (0, f"Wrote {path}.\n"), ran.err
    return path


def import_(cli: Cli, project: Path, file: Path, *options: object) -> dict[str, Any]:
    ran = cli("scope", "import", project, file, "--scenario", "A", "--json", "-", *options)
    assert ran.status == 0, ran.err
    return ran.json


def test_untouched_is_no_change_and_no_byte(cli: Cli, planned: Path, matrix: Path) -> None:
    before = planned.read_bytes()
    told = import_(cli, planned, matrix)
    assert told["rows_read"] == told["unchanged"]
    assert int(str(told["rows_read"])) % 110 == 0
    for name, value in {"changed": 0, "conflicts": 0, "missing": 0, "refused": [], "applied": False}.items():
        assert told[name] == value
    assert planned.read_bytes() == before


def test_one_cell_dry_and_applied(cli: Cli, planned: Path, matrix: Path) -> None:
    file = edited(matrix, setting("SV05|A|L01", Role="Commission"))
    before = planned.read_bytes()
    dry = import_(cli, planned, file, "--dry-run")
    assert (dry["changed"], dry["applied"]) == (1, False)
    assert planned.read_bytes() == before
    told = import_(cli, planned, file)
    assert (told["changed"], told["applied"]) == (1, True)
    assert told["changes"] == [
        {
            "row": told["changes"][0]["row"],
            "key": "SV05|A|L01",
            "column": "Role",
            "before": "",
            "after": "Commission",
            "sheet": "Detail",
        }
    ]
    assert import_(cli, planned, file)["changed"] == 0


def test_refused_rows_are_told(cli: Cli, planned: Path, matrix: Path, tmp_path: Path) -> None:
    file = edited(matrix, setting("SV05|A|L01", Scope="Out"))
    file = edited(file, setting("SV06|A|L01", Note="=1+1"), "both.xlsx")
    told = import_(cli, planned, file)
    refused = {row["key"]: row for row in told["refused"]}
    assert refused["SV05|A|L01"]["reason"] == "Out needs a reason, who decided, a date."
    assert "formula" in refused["SV06|A|L01"]["reason"]
    sheet = openpyxl.load_workbook(file)["Detail"]
    for key, row in refused.items():
        assert sheet.cell(row["row"], 1).value == key
    assert (told["changed"], told["applied"]) == (0, False)
    ran = cli(
        "scope", "import", planned, file, "--scenario", "A", "--json", tmp_path / "report.json", "--dry-run"
    )
    assert ran.out.startswith("Would import both.xlsx into A: ")
    assert "Refused row" in ran.out
    assert json.loads((tmp_path / "report.json").read_text(encoding="utf-8"))["refused"] == told["refused"]


def test_conflict_and_take_workbook(cli: Cli, planned: Path, matrix: Path) -> None:
    ours = edited(matrix, setting("SV05|A|L01", Note="first"), "ours.xlsx")
    theirs = edited(matrix, setting("SV05|A|L01", Note="second"), "theirs.xlsx")
    assert import_(cli, planned, ours)["changed"] == 1
    told = import_(cli, planned, theirs)
    assert (told["conflicts"], told["changed"], told["applied"]) == (1, 0, False)
    assert "Conflict in row" in cli("scope", "import", planned, theirs, "--scenario", "A").out
    assert import_(cli, planned, theirs, "--take-workbook")["applied"]
    assert import_(cli, planned, theirs)["changed"] == 0


def test_what_cannot_be_imported(cli: Cli, planned: Path, matrix: Path, tmp_path: Path) -> None:
    assert cli("scenario", "add", planned, "B").status == 0
    line = cli("scope", "import", planned, matrix, "--scenario", "B").line
    assert line.startswith("matrix.xlsx comes from the scenario “A”, not from “B”.")
    (tmp_path / "no.xlsx").write_text("no", encoding="utf-8")
    assert "was not read" in cli("scope", "import", planned, tmp_path / "no.xlsx", "--scenario", "A").line
    assert cli("scope", "import", planned, matrix, "--scenario", "C").status == 1
    assert cli("scope", "import", planned, matrix).status == 2


def test_export_profiles(cli: Cli, planned: Path, tmp_path: Path) -> None:
    file = tmp_path / "p.xlsx"
    asked = ("export", planned, "--scenario", "A", "--scope-matrix", file)
    before = planned.read_bytes()
    assert cli(*asked, "--profile", "publication", "--public").status == 0
    assert "How to edit" not in openpyxl.load_workbook(file).sheetnames
    assert planned.read_bytes() == before
    assert cli(*asked, "--profile", "other").status == 2
    assert cli("export", planned, "--scenario", "A", "--scope-matrix", tmp_path / "p.csv").status == 2
