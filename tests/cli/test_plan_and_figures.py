"""``plan``, ``practices`` and ``figures`` on twelve squares; every number was worked out by hand."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Cli, GridFiles, write_csv
from workbench.session.opening import open_project
from workbench.session.permitted_parts import permit_parts


@pytest.fixture
def planned(cli: Cli, grid: Path, plan_csv: Path) -> Path:
    ran = cli("plan", "import", grid, plan_csv, "--scenario", "A", "--create")
    assert ran.status == 0, ran.err
    return grid


def test_import_reports(cli: Cli, grid: Path, plan_csv: Path) -> None:
    told = cli("plan", "import", grid, plan_csv, "--scenario", "A", "--create", "--json", "-").json
    assert told["applied"] is True
    assert (told["rows_read"], told["units_assigned"], told["units_unassigned"]) == (12, 10, 2)
    assert told["localities"] == ["West", "East, upper"]


def test_import_and_export_give_the_same_bytes(
    cli: Cli, planned: Path, plan_csv: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out.csv"
    assert cli("plan", "export", planned, out, "--scenario", "A").status == 0
    assert out.read_bytes() == plan_csv.read_bytes()
    assert cli("plan", "import", planned, out, "--scenario", "A").status == 0
    again = tmp_path / "again.csv"
    cli("plan", "export", planned, again, "--scenario", "A")
    assert again.read_bytes() == out.read_bytes()


def test_a_dry_run_only_tells(cli: Cli, grid: Path, plan_csv: Path) -> None:
    before = grid.read_bytes()
    ran = cli("plan", "import", grid, plan_csv, "--scenario", "A", "--create", "--dry-run")
    assert ran.status == 0
    assert ran.out.startswith("Would import plan.csv into A: 12 rows read, 10 areas in 2 localities")
    assert "2 areas are unassigned: 0 not in the file, 2 without a locality there." in ran.out
    assert grid.read_bytes() == before


def test_an_unknown_scenario_needs_create(cli: Cli, grid: Path, plan_csv: Path) -> None:
    before = grid.read_bytes()
    ran = cli("plan", "import", grid, plan_csv, "--scenario", "A")
    assert ran.status == 1
    assert "A" in ran.line
    assert grid.read_bytes() == before


def test_bad_rows_are_refused_or_passed_over(cli: Cli, grid: Path, tmp_path: Path) -> None:
    rows = [("U01", "West"), ("X99", "West"), ("U02", "West"), ("U01", "East")]
    file = write_csv(tmp_path / "bad.csv", [{"unit_code": u, "locality": n} for u, n in rows])
    before = grid.read_bytes()
    command = ["plan", "import", grid, file, "--scenario", "A", "--create"]
    line = cli(*command).line
    assert "bad.csv" in line
    assert "X99 in row 3" in line
    assert "U01 in row 5" in line
    assert "--skip-bad" in line
    assert grid.read_bytes() == before
    ran = cli(*command, "--skip-bad")
    assert ran.status == 0
    assert "Passed over 1 row not of this project: X99 in row 3." in ran.out
    assert "Passed over 1 row repeated: U01 in row 5." in ran.out


def test_practices_by_site(cli: Cli, planned: Path) -> None:
    ran = cli("practices", "assign", planned, "--scenario", "A", "--by", "site")
    assert ran.status == 0
    # P1 in U01 West, P2 in U06 East; P3 has no place, P4 stands outside
    assert ran.out.startswith("2 practices have a locality, 1 outside, 1 not placed, 0 not assigned; ")
    west, east = cli("figures", planned, "--scenario", "A", "--json", "-").json["localities"]
    assert (west["registered"], west["practices"]) == (5000, 1)
    assert (east["registered"], east["practices"]) == (3000, 1)
    # residents of West: P1 4,500 of U01, U02, U05, P2 500, P4 400, Q9 250
    assert west["own_residents_share"] == pytest.approx(4500 / 5650, abs=1e-6)


def test_practices_by_most_patients_and_by_minimum_share(cli: Cli, planned: Path) -> None:
    def share(*options: str) -> dict[str, float]:
        cli("practices", "assign", planned, "--scenario", "A", *options)
        found = cli("figures", planned, "--scenario", "A", "--json", "-").json["localities"]
        return {row["name"]: row["registered"] for row in found}

    # P3's patients live in U08 (East, 500) and in two areas of no locality
    assert share("--by", "most-patients") == {"West": 5000, "East, upper": 5000}
    assert share("--by", "minimum-share") == {"West": 5000, "East, upper": 3000}
    assert share("--by", "minimum-share", "--minimum", "0.25") == {"West": 5000, "East, upper": 5000}
    assert share("--by", "minimum-share", "--minimum", "0.95") == {"West": 0, "East, upper": 0}


def test_figures(cli: Cli, planned: Path) -> None:
    told = cli("figures", planned, "--scenario", "A", "--json", "-").json
    assert told["scenario"] == "A"
    assert told["basis"] == "resident"
    assert told["band"] == {"low": 30_000, "high": 50_000, "target": 40_000}
    west, east = told["localities"]
    assert west["units"] == 5
    assert west["resident"] == 15_000
    assert (west["status"], west["people_from_band"], west["deviation"]) == ("below", -15_000, -0.625)
    assert (east["resident"], east["status"], east["people_from_band"]) == (40_000, "in", 0)
    # U01 to U04 in a row and U05 above the first: 5 km2 and 12 km of boundary
    assert (west["area_km2"], west["perimeter_km"]) == (5.0, 12.0)
    assert (west["parts"], west["contiguous"]) == (1, True)
    assert west["weighted"] is None
    assert told["unassigned"] == {"units": 2, "resident": 23_000}
    totals = told["totals"]
    assert (totals["in_band"], totals["below"], totals["above"]) == (1, 1, 0)
    # U02|U06, U03|U07, U04|U08, U05|U06, U05|U09
    assert (totals["cut_edges"], totals["cut_km"]) == (5, 5.0)


def test_permitted_parts_stand_beside_the_parts(cli: Cli, planned: Path) -> None:
    """Parts are counted as they are; a reason makes two of them permitted."""
    working = open_project(planned)
    scenario = working.session.project.scenarios[0]
    west = next(iter(scenario.plan))
    permitted = permit_parts(scenario, west.code, 2, "Ferry at Alder")
    assert permitted is not None
    working.session.apply(permitted)
    working.save()
    working.close()
    ran = cli("figures", planned, "--scenario", "A", "--json", "-")
    row = ran.json["localities"][0]
    assert (row["parts"], row["permitted_parts"], row["parts_reason"]) == (1, 2, "Ferry at Alder")
    assert ran.json["localities"][1]["permitted_parts"] == 1
    assert ran.json["totals"]["beyond_permitted_parts"] == 0
    assert "1 (2 permitted)" in cli("figures", planned, "--scenario", "A").out


def test_figures_on_another_basis_leave_the_scenario_as_it_is(cli: Cli, planned: Path) -> None:
    cli("practices", "assign", planned, "--scenario", "A", "--by", "site")
    told = cli("figures", planned, "--scenario", "A", "--basis", "registered", "--json", "-").json
    assert told["basis"] == "registered"
    assert [row["people_from_band"] for row in told["localities"]] == [-25_000, -27_000]
    again = cli("figures", planned, "--scenario", "A", "--json", "-").json
    assert again["basis"] == "resident"
    assert again["localities"][0]["people_from_band"] == -15_000


def test_weighted_figures_where_they_were_imported(
    cli: Cli, grid_files: GridFiles, plan_csv: Path, tmp_path: Path
) -> None:
    practices = [
        {"practice_code": "P1", "practice_name": "A", "easting": 400_500, "northing": 300_500,
         "list_size": 5000, "weighted_list": 5600},
    ]  # fmt: skip
    file = write_csv(tmp_path / "weighted.csv", practices)
    project = tmp_path / "weighted.gpkg"
    assert cli("new", project, "--units", grid_files.units, "--practices", file).status == 0
    cli("plan", "import", project, plan_csv, "--scenario", "A", "--create")
    cli("practices", "assign", project, "--scenario", "A", "--by", "site")
    told = cli("figures", project, "--scenario", "A", "--basis", "weighted", "--json", "-").json
    assert [row["weighted"] for row in told["localities"]] == [5600, 0]


def test_figures_in_words(cli: Cli, planned: Path) -> None:
    lines = cli("figures", planned, "--scenario", "A").out.splitlines()
    assert lines[0] == "A: resident people, band 30,000 to 50,000, target 40,000"
    assert lines[1].split() == ["Locality", "People", "Status", "From", "band", "Practices", "Areas", "Parts"]
    assert lines[2].split() == ["West", "15,000", "Below", "−15,000", "0", "5", "1"]
    assert lines[-1] == "Unassigned: 2 areas, residents 23,000"
