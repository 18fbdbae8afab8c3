"""``plan from-practices``, ``practices set`` and ``flows`` on twelve squares and on published data."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from tests.cli.conftest import Cli
from workbench.cli.arguments import spread_values


@pytest.fixture
def planned(cli: Cli, grid: Path, plan_csv: Path) -> Path:
    """West is U01 to U05, East, upper is U06 to U10; practices by site."""
    assert cli("plan", "import", grid, plan_csv, "--scenario", "A", "--create").status == 0
    assert cli("practices", "assign", grid, "--scenario", "A", "--by", "site").status == 0
    return grid


def test_r65_flows(cli: Cli, planned: Path, tmp_path: Path) -> None:
    before = planned.read_bytes()
    told = cli("flows", planned, "--scenario", "A", "--json", "-").json
    assert [row["key"] for row in told["rows"]] == [
        "L01", "L02", "unassigned_areas", "outside", "unplaced", "not_in_file",
    ]  # fmt: skip
    assert [column["name"] for column in told["columns"]] == [
        "West", "East, upper", "Practices outside", "Practices not assigned", "Other practices",
    ]  # fmt: skip
    # West: P1 4,500, P2 500 in U05, P4 400 in U04, Q9 250 in U01
    assert told["people"][0] == [4500, 500, 400, 0, 250]
    assert told["people"][-1] == [0, 0, 8600, -500, None]
    assert told["column_totals"] == [5000, 3000, 9000, 2000, None]
    assert told["totals"]["in_file"] == 11_250
    assert told["own_residents_share"][0] == pytest.approx(4500 / 5650, abs=1e-6)
    figures = cli("figures", planned, "--scenario", "A", "--json", "-").json
    assert told["own_residents_share"] == [row["own_residents_share"] for row in figures["localities"]]
    out = tmp_path / "flows.csv"
    ran = cli("flows", planned, "--scenario", "A", "--csv", out)
    assert ran.out.splitlines()[-1] == "Patients in the registrations file: 11,250"
    with out.open(encoding="utf-8", newline="") as file:
        cells = {(row["residence_code"], row["registration"]): row["people"] for row in csv.DictReader(file)}
    assert cells["L01", "East, upper"] == "500"
    assert cells["not_in_file", "Other practices"] == ""
    assert sum(int(people) for (home, _), people in cells.items() if home != "not_in_file") == 11_250
    assert planned.read_bytes() == before
    assert "no folder" in cli("flows", planned, "--scenario", "A", "--csv", tmp_path / "no" / "f.csv").line


def test_practices_set(cli: Cli, planned: Path) -> None:
    ran = cli(
        "practices", "set", planned, "P1", "P4", "--scenario", "A", "--locality", "east, upper",
        "--view", "agreed", "--lock",
    )  # fmt: skip
    assert ran.out == "2 practices changed.\n"
    rows = cli("figures", planned, "--scenario", "A", "--json", "-").json["localities"]
    assert [row["registered"] for row in rows] == [0, 5000 + 3000 + 9000]
    line = cli("practices", "set", planned, "P1", "--scenario", "A", "--locality", "West").line
    assert line == "Practice P1 is locked. Unlock it to give it elsewhere."
    ran = cli(
        "practices", "set", planned, "P1", "--unlock", "--scenario", "A", "--split", "West=0.6",
        "East, upper=0.4",
    )  # fmt: skip
    assert ran.status == 0, ran.err
    rows = cli("figures", planned, "--scenario", "A", "--json", "-").json["localities"]
    assert [row["registered"] for row in rows] == [3000, 2000 + 3000 + 9000]
    assert cli("practices", "set", planned, "P2", "--scenario", "A", "--locality", "outside").status == 0
    told = cli("flows", planned, "--scenario", "A", "--json", "-").json
    assert told["column_totals"][2] == 3000
    again = cli("practices", "set", planned, "P2", "--scenario", "A", "--locality", "outside")
    assert again.out == "0 practices changed.\n"


def test_practices_set_refuses_what_cannot_be(cli: Cli, planned: Path) -> None:
    before = planned.read_bytes()
    command = ["practices", "set", planned, "P1", "--scenario", "A"]
    assert "no practice X1" in cli("practices", "set", planned, "X1", "--scenario", "A", "--lock").line
    assert "no locality “North”" in cli(*command, "--locality", "North").line
    assert "add up to 0.9" in cli(*command, "--split", "West=0.5", "--split", "East, upper=0.4").line
    for wrong in (
        [],
        ["--locality", "West", "--split", "West=1"],
        ["--split", "West"],
        ["--split", "West=much"],
        ["--split", "West=0.5", "West=0.5"],
        ["--view", "Maybe"],
    ):
        assert cli(*command, *wrong).status == 2
    assert planned.read_bytes() == before


def test_several_shares_may_follow_one_option() -> None:
    told = ["practices", "set", "p", "P1", "--split", "A=0.6", "B=0.4", "--lock"]
    spread = ["practices", "set", "p", "P1", "--split", "A=0.6", "--split", "B=0.4", "--lock"]
    assert spread_values(told) == spread
    assert spread_values(spread) == spread
    assert spread_values(["practices", "assign", "p", "--by", "site"]) == [
        "practices", "assign", "p", "--by", "site",
    ]  # fmt: skip


def test_plan_from_practices(cli: Cli, grid: Path) -> None:
    assert "no scenario" in cli("plan", "from-practices", grid, "--scenario", "A").line
    cli("scenario", "add", grid, "A")
    told = cli("plan", "from-practices", grid, "--scenario", "A", "--by", "pcn", "--json", "-").json
    assert [(row["name"], row["units"], row["practices"]) for row in told["localities"]] == [
        ("North PCN", 5, 2), ("South PCN", 3, 1),
    ]  # fmt: skip
    assert told["unassigned_units"] == ["U03", "U04", "U09", "U10"]
    assert (told["registered_in_own_group"], told["registered_living_in_area"]) == (10_000, 10_750)
    assert (told["applied"], told["moved"]) == (True, [])
    ran = cli("plan", "from-practices", grid, "--scenario", "A", "--repair")
    assert ran.out.startswith("A: 2 localities from 2 groups of practices, 2 parts, 10,000 of 10,750 ")
    assert "0 areas moved to join detached parts." in ran.out
    assert "Areas without registrations, left unassigned: U03, U04, U09, U10." in ran.out


def test_plan_from_groups_of_a_file(cli: Cli, grid: Path, tmp_path: Path) -> None:
    cli("scenario", "add", grid, "A")
    file = tmp_path / "groups.csv"
    file.write_text("practice_code,group\nP1,West\nP2,East\nP3,East\n", encoding="utf-8")
    command = ("plan", "from-practices", grid, "--scenario", "A", "--groups", file)
    assert "does not go with --by" in cli(*command, "--by", "pcn").line
    told = cli(*command, "--json", "-").json
    assert [(row["name"], row["practices"]) for row in told["localities"]] == [("West", 1), ("East", 2)]
    assert (told["by"], told["applied"]) == ("groups", True)
    file.write_text("practice_code,group\nP1,West\nP7,East\n", encoding="utf-8")
    ran = cli(*command)
    assert ran.status == 1
    assert ran.line.startswith("groups.csv, row 3: the project has no practice P7.")
    assert ran.line.endswith("Use codes of the practice table, or delete the row.")


def test_north_staffordshire_from_its_pcns(cli: Cli, north_staffordshire: Path) -> None:
    cli("scenario", "add", north_staffordshire, "PCN")
    told = cli("plan", "from-practices", north_staffordshire, "--scenario", "PCN", "--json", "-").json
    assert len(told["localities"]) == 14
    assert (told["parts"], told["cut_edges"], len(told["in_parts"])) == (21, 238, 5)
    assert told["own_residents_share"] == pytest.approx(361_054 / 507_236, abs=1e-6)
    flows = cli("flows", north_staffordshire, "--scenario", "PCN", "--json", "-").json
    totals = flows["totals"]
    assert (totals["in_file"], totals["living_in_area"]) == (524_393, 507_236)
    assert (totals["outside"], totals["unplaced"]) == (16_903, 254)
    assert totals["own_residents_share"] == told["own_residents_share"]
    assert flows["column_totals_in_file"][14:] == [4_498, 0, 370]
    assert sum(flows["column_totals"][:14]) == 519_525
    told = cli(
        "plan", "from-practices", north_staffordshire, "--scenario", "PCN", "--repair", "--json", "-"
    ).json
    assert (told["parts_before_repair"], told["parts"], told["in_parts"]) == (21, 14, [])
    assert all(move["people"] > 0 for move in told["moved"])
