"""``balance``: plans of the twelve squares, how it ends without one, and what it writes."""

from __future__ import annotations

import json
import signal
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.conftest import Cli
from workbench.balancing.outcome import Heard
from workbench.cli import balance_command, balance_options
from workbench.cli.arguments import spread_values

BAND = ("--low", "20000", "--high", "30000", "--target", "26000")
QUICK = ("--seconds", "0.02")
"""78,000 people in twelve squares of 1,000 to 12,000: three localities of 26,000 are possible."""


def test_it_builds_a_scenario_that_was_not_there(cli: Cli, grid: Path, tmp_path: Path) -> None:
    told = tmp_path / "told.json"
    ran = cli("balance", grid, "--scenario", "New", "--localities", 3, *BAND, *QUICK, "--json", told)
    assert ran.status == 0, ran.err
    assert "All 3 localities are in the band and none is in two parts." in ran.out
    found = json.loads(told.read_text(encoding="utf-8"))
    assert (found["status"], found["scenario"], found["seed"], found["reason"]) == ("found", "New", 1, "")
    assert (len(found["moves"]), found["alternatives"], found["bound"]) == (12, [], None)
    assert found["figures"]["band"] == {"low": 20_000, "high": 30_000, "target": 26_000}
    figures = cli("figures", grid, "--scenario", "New", "--json", "-").json
    assert figures == found["figures"]
    assert (figures["totals"]["in_band"], figures["totals"]["not_contiguous"]) == (3, 0)
    assert sum(row["resident"] for row in figures["localities"]) == 78_000
    assert figures["unassigned"]["units"] == 0


def test_the_same_seed_gives_the_same_plan(cli: Cli, grid: Path, tmp_path: Path) -> None:
    exported = []
    for name in ("One", "Two"):
        request = ("--localities", 3, *BAND, *QUICK, "--seed", 7, "--prefer", "compact", "practices")
        assert cli("balance", grid, "--scenario", name, *request).status == 0
        file = tmp_path / f"{name}.csv"
        assert cli("plan", "export", grid, file, "--scenario", name).status == 0
        exported.append(file.read_bytes())
    assert exported[0] == exported[1]


def test_a_repair_lists_its_moves(cli: Cli, grid: Path, plan_csv: Path) -> None:
    assert cli("plan", "import", grid, plan_csv, "--scenario", "Plan", "--create").status == 0
    ran = cli("balance", grid, "--scenario", "Plan", "--rebalance", "--low", 20_000, "--high", 60_000, *QUICK)
    assert ran.status == 0, ran.err
    # West has 15,000 people, East 40,000, and 23,000 are in no locality
    assert "Had no locality" in ran.out
    told = cli("figures", grid, "--scenario", "Plan", "--json", "-").json
    assert (told["totals"]["in_band"], told["totals"]["below"], told["unassigned"]["units"]) == (2, 0, 0)
    assert {row["name"] for row in told["localities"]} == {"West", "East, upper"}
    again = cli("balance", grid, "--scenario", "Plan", "--rebalance", *QUICK, "--bound", "--json", "-").json
    assert (again["status"], again["moves"], again["stopped"]) == ("found", [], "nothing to do")
    assert again["bound"]["value"] == 0


def test_alternatives_become_scenarios(cli: Cli, grid: Path) -> None:
    request = ("--alternatives", 3, "--localities", 4, "--low", 5_000, "--high", 60_000, *QUICK)
    told = cli("balance", grid, "--scenario", "Plan", *request, "--json", "-").json
    assert told["status"] == "found"
    names = ["Plan", *told["alternatives"]]
    assert names[1:] == [f"Plan alternative {place}" for place in range(2, len(names) + 1)]
    assert len(names) > 1
    assert [x["name"] for x in cli("scenario", "list", grid, "--json", "-").json["scenarios"]] == names
    pairs = cli("compare", grid, *names, "--json", "-").json["pairs"]
    assert all(pair["people_moved"] >= 0.2 * 78_000 for pair in pairs)


def test_without_a_plan_the_status_is_1_and_nothing_changes(cli: Cli, grid: Path, tmp_path: Path) -> None:
    before, told = grid.read_bytes(), tmp_path / "told.json"
    ran = cli("balance", grid, "--scenario", "New", "--localities", 9, *BAND, *QUICK, "--json", told)
    assert ran.status == 1
    found = json.loads(told.read_text(encoding="utf-8"))
    assert (found["status"], found["moves"]) == ("infeasible", [])
    assert found["reason"] in ran.line
    assert "78,000 people" in ran.line
    assert grid.read_bytes() == before


def test_a_search_stopped_before_there_is_a_plan_changes_nothing(
    cli: Cli, grid: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def deaf(*_: object) -> Callable[[Heard], bool]:
        return lambda _heard: False

    monkeypatch.setattr(balance_command, "_watcher", deaf)
    before = grid.read_bytes()
    ran = cli("balance", grid, "--scenario", "New", *BAND, "--seconds", 60, "--json", "-")
    assert ran.status == 1
    assert ran.json["status"] == "cancelled"
    assert "Nothing has changed." in ran.err
    assert grid.read_bytes() == before


def test_a_stopped_search_keeps_the_best_plan_until_then(
    cli: Cli, grid: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def until_there_is_one(*_: object) -> Callable[[Heard], bool]:
        return lambda heard: heard.best is None

    monkeypatch.setattr(balance_command, "_watcher", until_there_is_one)
    ran = cli("balance", grid, "--scenario", "New", *BAND, "--seconds", 600, "--json", "-")
    assert ran.status == 1
    assert (ran.json["status"], len(ran.json["moves"])) == ("cancelled", 12)
    assert "The best plan until then is in scenario New" in ran.err
    assert cli("figures", grid, "--scenario", "New", "--json", "-").json == ran.json["figures"]


def test_ctrl_c_stops_the_search_and_a_second_one_the_program() -> None:
    before = signal.getsignal(signal.SIGINT)  # a shell starts what runs in the background without
    with balance_command._interrupt() as stopped:
        signal.raise_signal(signal.SIGINT)
        assert stopped.is_set()
        with pytest.raises(KeyboardInterrupt):
            signal.raise_signal(signal.SIGINT)
    assert signal.getsignal(signal.SIGINT) is before


def test_fill_and_split(cli: Cli, grid: Path, plan_csv: Path) -> None:
    assert cli("plan", "import", grid, plan_csv, "--scenario", "Plan", "--create").status == 0
    wide = ("--low", 5_000, "--high", 60_000, *QUICK)
    assert cli("balance", grid, "--scenario", "Plan", "--fill", "--localities", 3, *wide).status == 0
    told = cli("figures", grid, "--scenario", "Plan", "--json", "-").json
    assert [row["name"] for row in told["localities"]] == ["West", "East, upper", "Gridshire 1"]
    assert told["localities"][2]["resident"] == 23_000
    split = cli("balance", grid, "--scenario", "Plan", "--split", "East, upper", *wide)
    assert split.status == 0, split.err
    told = cli("figures", grid, "--scenario", "Plan", "--json", "-").json
    assert sorted(row["name"] for row in told["localities"]) == [
        "East, upper",
        "Gridshire 1",
        "Gridshire 2",
        "West",
    ]
    assert cli("balance", grid, "--scenario", "Plan", "--fill", *QUICK).line.startswith(
        "Every area has a locality"
    )


@pytest.mark.parametrize(
    ("arguments", "words", "status"),
    [
        (("--prefer", "nonsense"), "“nonsense” is none of compact, practices, parents", 2),
        (("--rebalance", "--fill"), "It does not go with --fill", 2),
        (("--rebalance",), "no scenario “New”", 1),
        (("--localities", "0"), "--localities", 2),
        (("--low", "50000", "--high", "20000"), "cannot be", 1),
        (("--basis", "weighted"), "Weighted people are not known", 1),
        (("--inside", "ward"), "no larger areas “ward”", 1),
        (("--only-from", "Nowhere"), "no locality Nowhere", 1),
    ],
)
def test_what_cannot_be_asked(
    cli: Cli, grid: Path, arguments: tuple[str, ...], words: str, status: int
) -> None:
    ran = cli("balance", grid, "--scenario", "New", *arguments, "--json", "-")
    assert ran.status == status
    assert words in ran.err
    if status == 1:
        assert (ran.json["status"], ran.json["figures"], ran.json["moves"]) == ("infeasible", None, [])
        assert " ".join((ran.json["reason"], ran.json["suggestion"])) == ran.err.strip()


def test_a_project_that_is_not_there_is_told_as_json_too(cli: Cli, tmp_path: Path) -> None:
    ran = cli("balance", tmp_path / "none.gpkg", "--scenario", "New", "--json", "-")
    assert (ran.status, ran.json["status"]) == (1, "not_found")


def test_preferences_may_stand_behind_one_option() -> None:
    told = spread_values(["balance", "P", "--prefer", "compact", "parents", "--rebalance", "--seed", "3"])
    assert told == [
        "balance",
        "P",
        "--prefer",
        "compact",
        "--prefer",
        "parents",
        "--rebalance",
        "--seed",
        "3",
    ]
    assert balance_options.told_preferences(["compact, equal", "Compact"]) == ("compact", "equal")
