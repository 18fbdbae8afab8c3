"""``links``: the bridges and ferries of a scenario from the command line."""

from __future__ import annotations

from pathlib import Path

from tests.cli.conftest import Cli


def test_links_are_added_listed_proposed_and_removed(cli: Cli, grid: Path) -> None:
    cli("scenario", "add", grid, "Draft")
    draft = ("--scenario", "Draft")
    assert cli("links", "list", grid, *draft).out == "No links\n"
    named = ("--name", "Mersey ferry", "--kind", "ferry")
    added = cli("links", "add", grid, "U01", "U12", *draft, *named)
    assert (added.status, added.out) == (0, "Added the ferry Mersey ferry.\n")
    assert cli("links", "list", grid, *draft, "--json", "-").json["links"] == [
        {
            "unit_a": "U01", "unit_b": "U12", "name": "Mersey ferry", "kind": "ferry",
            "unit_a_name": "Gridtown 001A", "unit_b_name": "Gridtown 003D",
            "gap_m": 2236.1, "easting": 402_000.0, "northing": 301_500.0, "known": True,
        }
    ]  # fmt: skip
    assert cli("links", "list", grid, *draft).out == (
        "Mersey ferry (ferry): U01 Gridtown 001A and U12 Gridtown 003D, 2,236 m\n"
    )
    assert cli("links", "add", grid, "U02", "U03", *draft).line.startswith(
        "Gridtown 001B and Gridtown 001C share"
    )
    assert "is no “tunnel”" in cli("links", "add", grid, "U01", "U11", *draft, "--kind", "tunnel").line
    nothing = cli("links", "propose", grid, *draft, "--accept", "--json", "-")
    assert nothing.json == {"scenario": "Draft", "within_m": 50.0, "added": True, "links": []}
    assert cli("links", "propose", grid, *draft).out == "0 links proposed.\n"
    assert cli("links", "remove", grid, "U12", "U01", *draft).out == "Remove the link Mersey ferry.\n"
    assert cli("links", "remove", grid, "U12", "U01", *draft).line.startswith(
        "There is no link between U12 and U01"
    )
