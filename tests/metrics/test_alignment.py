"""Localities against larger areas; worked out by hand on twelve squares of 1,000 to 12,000 people."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.grids import grid_units, texts
from workbench.metrics.alignment import alignment
from workbench.models.localities import Locality
from workbench.models.plan import Plan
from workbench.models.units import ParentColumn


def column(letters: str) -> ParentColumn:
    """Councils E and W by unit; "." names none."""
    names = {"E": "Eastshire", "W": "Westshire", ".": ""}
    codes = ["" if x == "." else x for x in letters]
    return ParentColumn("lad", "Local authority", texts(codes), texts([names[x] for x in letters]))


def plan_of(letters: str) -> Plan:
    plan = Plan(len(letters))
    codes = {letter: f"L{number:02d}" for number, letter in enumerate(sorted(set(letters) - {"."}), start=1)}
    for number, (letter, code) in enumerate(codes.items(), start=1):
        plan.put(Locality(code, number, letter))
    plan.labels[:] = plan.slots_of([codes.get(letter) for letter in letters])
    return plan


def test_r51_a_hub_of_sixty_and_forty_lies_in_two_councils() -> None:
    units = replace(grid_units(), resident=np.array([60_000.0, 40_000.0] + [1000.0] * 10))
    found = alignment(units, plan_of("AABBBBBBBBBB"), column("EWEEEEEEEEEE"))
    hub, rest = found.localities
    assert (hub.main.name if hub.main else "", hub.main_share, len(hub.parents)) == ("Eastshire", 0.6, 2)
    assert [part.people for part in hub.parents] == [60_000, 40_000]
    assert (rest.main_share, rest.straddles) == (1.0, False)
    assert found.main_share == pytest.approx(70_000 / 110_000)


def test_r20_a_straddling_locality_and_a_split_council_are_named() -> None:
    # A = U01 to U04 (10,000), B = U05 to U08 (26,000); Eastshire ends after U05
    found = alignment(grid_units(), plan_of("AAAABBBB...."), column("EEEEEWWWWWWW"))
    assert [row.name for row in found.straddling] == ["B"]
    assert [(p.name, p.people) for p in found.straddling[0].parents] == [
        ("Westshire", 21_000),
        ("Eastshire", 5000),
    ]
    (east,) = found.splits
    assert (east.name, [(p.name, p.people) for p in east.localities]) == (
        "Eastshire",
        [("A", 10_000), ("B", 5000)],
    )
    west = found.parents[1]
    assert west.free is not None
    assert (west.people, west.free.people, west.split) == (63_000, 42_000, False)


def test_areas_without_a_council_and_without_people_are_said() -> None:
    resident = grid_units().resident.copy()
    resident[0] = math.nan
    found = alignment(
        replace(grid_units(), resident=resident), plan_of("AAAA" + "." * 8), column("EE.." + "W" * 8)
    )
    (row,) = found.localities
    assert row.nowhere is not None
    assert (row.nowhere.units, row.nowhere.people) == (2, 7000)
    assert math.isnan(row.people)
    assert math.isnan(row.main_share)


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet=".AB", min_size=12, max_size=12), st.text(alphabet=".EW", min_size=12, max_size=12))
def test_every_person_is_counted_once(letters: str, councils: str) -> None:
    found = alignment(grid_units(), plan_of(letters), column(councils))
    for row in found.localities:
        parts = [*row.parents, *([row.nowhere] if row.nowhere else [])]
        assert sum(part.people for part in parts) == row.people
    in_councils = sum(1000 * k for k, letter in enumerate(councils, start=1) if letter != ".")
    assert sum(parent.people for parent in found.parents) == in_councils
    for parent in found.parents:
        parts = [*parent.localities, *([parent.free] if parent.free else [])]
        assert sum(part.people for part in parts) == parent.people
