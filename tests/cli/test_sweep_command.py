"""``sweep`` on the twelve squares: 78,000 people in one local authority."""

from __future__ import annotations

from pathlib import Path

from tests.cli.conftest import Cli

QUICK = ("--seconds", 0.05, "--workers", 1)


def test_a_sweep_writes_its_plan_and_tells_it(cli: Cli, grid: Path) -> None:
    ran = cli("sweep", grid, "--by", "lad", "--scenario", "Swept", *QUICK, "--seed", 7, "--json", "-")
    assert ran.status == 0, ran.err
    told = ran.json
    assert (told["status"], told["reason"], told["scenario"], told["seed"]) == ("found", "", "Swept", 7)
    (area,) = told["areas"]
    assert (area["name"], area["people"], area["localities"]) == ("Gridshire", 78_000, 2)
    assert told["figures"]["totals"]["in_band"] == 2
    (swept,) = cli("info", grid, "--json", "-").json["scenarios"]
    assert (swept["name"], swept["localities"], swept["unassigned_units"]) == ("Swept", 2, 0)


def test_the_same_seed_gives_the_same_plan(cli: Cli, grid: Path, tmp_path: Path) -> None:
    plans = []
    for name in ("A", "B"):
        assert cli("sweep", grid, "--by", "lad", "--scenario", name, *QUICK).status == 0
        assert cli("plan", "export", grid, tmp_path / f"{name}.csv", "--scenario", name).status == 0
        plans.append((tmp_path / f"{name}.csv").read_bytes())
    assert plans[0] == plans[1]


def test_lines_without_json(cli: Cli, grid: Path) -> None:
    ran = cli("sweep", grid, "--by", "lad", "--scenario", "Swept", *QUICK)
    assert "Swept: 1 of 1 area balanced, 2 localities, 2 in the band." in ran.out


def test_an_area_without_a_plan_ends_with_status_1_and_its_reason(cli: Cli, grid: Path) -> None:
    limits = ("--low", 60_000, "--high", 70_000)
    ran = cli("sweep", grid, "--by", "lad", "--scenario", "Swept", *QUICK, *limits, "--json", "-")
    assert ran.status == 1
    assert ran.err.startswith("Gridshire has no plan: ")
    assert ran.err.endswith("Nothing has changed.\n")
    assert ran.json["status"] == "infeasible"
    assert ran.json["areas"][0]["status"] == "infeasible"
    assert cli("info", grid, "--json", "-").json["scenarios"] == []


def test_a_kind_that_is_not_there_names_those_that_are(cli: Cli, grid: Path) -> None:
    ran = cli("sweep", grid, "--by", "icb", "--scenario", "Swept", *QUICK)
    assert ran.status == 1
    assert "“icb”" in ran.line
    assert "“lad”" in ran.line


def test_workers_do_not_go_with_a_cluster(cli: Cli, grid: Path) -> None:
    ran = cli("sweep", grid, "--by", "lad", "--scenario", "S", "--workers", 2, "--cluster", "tcp://x:1")
    assert ran.status == 2
    assert "--workers" in ran.line


def test_several_preferences_behind_one_name(cli: Cli, grid: Path) -> None:
    told = ("--prefer", "compact", "practices")
    assert cli("sweep", grid, "--by", "lad", "--scenario", "Swept", *QUICK, *told).status == 0
    wrong = cli("sweep", grid, "--by", "lad", "--scenario", "Swept", *QUICK, "--prefer", "round")
    assert wrong.status == 2
