"""Scenarios described and ordered, larger areas from look-ups, roll-up, early focus, as scripts use them."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Cli, write_csv


@pytest.fixture
def two_plans(cli: Cli, grid: Path, plan_csv: Path) -> Path:
    """Scenarios A and B of the same plan: West is U01 to U05; U11 and U12 are free."""
    for scenario in ("A", "B"):
        ran = cli("plan", "import", grid, plan_csv, "--scenario", scenario, "--create")
        assert ran.status == 0, ran.err
    return grid


def test_r1_r50_describe(cli: Cli, two_plans: Path) -> None:
    told = cli("scenario", "describe", two_plans, "A", "--json", "-").json["scenario"]
    assert (told["status"], told["organisational_form"], told["author"]) == ("Draft", None, None)
    before = two_plans.read_bytes()
    ran = cli("scenario", "describe", two_plans, "A", "--status", "Final")
    assert (ran.status, two_plans.read_bytes()) == (1, before)
    assert "“Final” is no status" in ran.line
    ran = cli(
        "scenario", "describe", two_plans, "a", "--status", "approved", "--form", "Alliance",
        "--author", "Place team", "--date", "2026-11-22", "--caveats", "Provisional",
        "--decision", "Agree the hubs", "--description", "Two hubs", "--note", "Hush",
    )  # fmt: skip
    assert ran.status == 0, ran.err
    assert "Organisational form: Alliance\n" in ran.out
    told = cli("scenario", "describe", two_plans, "A", "--json", "-").json["scenario"]
    assert told == {
        "name": "A", "status": "Approved", "organisational_form": "Alliance", "author": "Place team",
        "date": "2026-11-22", "description": "Two hubs", "caveats": "Provisional",
        "decision": "Agree the hubs", "note": "Hush", "copied_from": None,
    }  # fmt: skip
    assert cli("scenario", "describe", two_plans, "A", "--form", "not decided", "--note", "").status == 0
    told = cli("scenario", "describe", two_plans, "A", "--json", "-").json["scenario"]
    assert (told["organisational_form"], told["note"]) == (None, None)


def test_scenarios_are_moved(cli: Cli, two_plans: Path) -> None:
    assert cli("scenario", "move", two_plans, "A", 2).out == "The scenarios are: B, A.\n"
    told = cli("scenario", "list", two_plans, "--json", "-").json["scenarios"]
    assert [one["name"] for one in told] == ["B", "A"]


def test_r13_r38_larger_areas_and_roll_up(cli: Cli, two_plans: Path, tmp_path: Path) -> None:
    south = {"parent_code": "S", "parent_name": "South"}
    north = {"parent_code": "N", "parent_name": "North"}
    rows = [{"unit_code": f"U{k:02d}"} | (south if k < 3 else north) for k in range(1, 13)]
    lookup = write_csv(tmp_path / "lookup.csv", rows)
    before = two_plans.read_bytes()
    tried = cli("parents", "import", two_plans, lookup, "--kind", "place", "--dry-run", "--json", "-").json
    assert (tried["applied"], tried["rows_used"], two_plans.read_bytes()) == (False, 12, before)
    ran = cli("parents", "import", two_plans, lookup, "--kind", "place", "--title", "Place")
    assert ran.out == "Place: 2 larger areas for 12 areas\n0 areas lie in none of them\n"
    listed = cli("parents", "list", two_plans, "--json", "-").json["parents"]
    assert {"kind": "place", "title": "Place", "count": 2, "units": 12}.items() <= listed[-1].items()
    told = cli("figures", two_plans, "--scenario", "A", "--by", "Place", "--json", "-").json
    rolled = told["roll_up"]
    assert sum(area["resident"] + area["unassigned"]["resident"] for area in rolled["areas"]) == 78_000
    assert rolled["totals"]["resident"] == told["totals"]["resident"]
    assert len(rolled["straddling"]) == 1
    assert "of its people" in cli("figures", two_plans, "--scenario", "A", "--by", "place").out
    ran = cli("figures", two_plans, "--scenario", "A", "--by", "region")
    assert (ran.status, "“region”" in ran.line) == (1, True)
    assert cli("parents", "remove", two_plans, "place").status == 0
    assert cli("parents", "remove", two_plans, "place").status == 1


def test_r46_early_focus(cli: Cli, two_plans: Path) -> None:
    assert "early_focus" not in cli("figures", two_plans, "--scenario", "A", "--json", "-").json
    assert cli("scenario", "focus", two_plans, "A", "West").out == "Early focus of A: 1 locality.\n"
    told = cli("figures", two_plans, "--scenario", "A", "--json", "-").json
    first = next(row for row in told["localities"] if row["name"] == "West")
    focus = told["early_focus"]
    assert (focus["codes"], focus["resident"]) == ([first["code"]], first["resident"])
    assert focus["whole"]["resident"] == told["totals"]["resident"]
    ran = cli("scenario", "focus", two_plans, "A", "Nowhere")
    assert (ran.status, "“Nowhere”" in ran.line) == (1, True)


def test_r75_consultation_threshold(cli: Cli, two_plans: Path, tmp_path: Path) -> None:
    rows = [{"unit_code": f"U{k:02d}", "locality": "One" if k < 3 else "Two"} for k in range(1, 13)]
    other = write_csv(tmp_path / "other.csv", rows)
    assert cli("plan", "import", two_plans, other, "--scenario", "C", "--create").status == 0
    told = cli("compare", two_plans, "A", "B", "C", "--consult-above", "5%", "--json", "-").json
    same, moved = told["pairs"]
    assert (same["from_to"], same["consultation"]) == ([], {"threshold": "5%", "needed": False})
    assert moved["consultation"]["needed"]
    assert sum(row["people"] for row in moved["from_to"]) == moved["people_moved"]
    assert moved["people_moved"] + moved["people_stayed"] == moved["people_total"] == 78_000
    lines = cli("compare", two_plans, "A", "C", "--consult-above", "77,000").out
    assert "78,000 live in the study area" in lines
    assert lines.endswith("No consultation asked for: the threshold is 77,000 people\n")
    assert cli("compare", two_plans, "A", "C", "--consult-above", "many").status == 2
