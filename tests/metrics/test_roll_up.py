"""Localities rolled up into larger areas, on twelve squares of 1,000 to 12,000 people."""

from __future__ import annotations

import math
from dataclasses import fields

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.grids import grid_project, texts
from tests.metrics.test_comparison import scenario as drawn
from workbench.metrics.alignment import alignment
from workbench.metrics.figures import ScenarioFigures
from workbench.metrics.roll_up import RollUp, Sums, roll_up, subset, sums_of
from workbench.metrics.roll_up_json import roll_up_json, subset_json
from workbench.models.practices import AssignedHow, PracticeAssignment
from workbench.models.project import StudyArea
from workbench.models.scenario import Scenario
from workbench.models.units import ParentColumn
from workbench.session.session import Session

NAMES = {"P": "L01", "Q": "L02", "R": "L03"}
HALVES = "WWEE" * 3


def figured(letters: str) -> tuple[StudyArea, Scenario, ScenarioFigures]:
    session = Session(grid_project())
    scenario = drawn("A", letters, NAMES)
    for code, locality in (("P1", "L01"), ("P2", "L02")):
        if scenario.plan.get(locality):
            scenario.practices[code] = PracticeAssignment.whole(locality, AssignedHow.SITE)
    session.project.scenarios.append(scenario)
    return session.project.area, scenario, session.figures(scenario)


def column(letters: str) -> ParentColumn:
    codes = texts(["" if letter == "." else letter for letter in letters])
    return ParentColumn("place", "Place", codes, codes)


def rolled(letters: str, larger: str) -> tuple[RollUp, ScenarioFigures]:
    area, scenario, figures = figured(letters)
    return roll_up(area, scenario, figures, column(larger)), figures


def same(one: Sums, other: Sums) -> bool:
    values = [(getattr(one, f.name), getattr(other, f.name)) for f in fields(Sums)]
    return all(a == pytest.approx(b, nan_ok=True) for a, b in values)


def test_r13_a_place_is_the_sum_of_its_localities_for_every_measure() -> None:
    found, figures = rolled("PPQQPPQQPPRR", HALVES)
    west, east = sorted(found.rows, key=lambda row: row.code, reverse=True)
    of = {row.code: sums_of(row) for row in figures.localities}
    assert found.straddling == ()
    assert same(west.sums, of["L01"])
    assert same(east.sums, of["L02"].plus(of["L03"]))
    assert (west.sums.resident, west.sums.registered, west.sums.practices) == (33_000, 5000, 1)
    assert east.sums.imd_score == pytest.approx((2 * 3 + 3 * 4 + 6 * 7 + 7 * 8 + 10 * 11 + 11 * 12) / 45)
    assert east.sums.aged_65_plus_share == pytest.approx(0.2)
    assert same(found.whole, of["L01"].plus(of["L02"]).plus(of["L03"]))


def test_r20_a_locality_across_a_border_is_flagged_and_split_by_its_areas() -> None:
    found, _ = rolled("PPP.QQQQRRRR", HALVES)
    assert found.straddling == ("L01", "L02", "L03")
    west = next(row for row in found.rows if row.code == "W")
    first = next(one for one in west.localities if one.code == "L01")
    # U01 and U02 of U01, U02, U03: 3,000 of 6,000 people, and so half of the list of P1
    assert (first.share, first.whole, first.sums.resident, first.sums.registered) == (0.5, False, 3000, 2500)
    east = next(row for row in found.rows if row.code == "E")
    assert (east.free_units, east.free_people) == (1, 4000)
    assert west.sums.resident + east.sums.resident + east.free_people == 78_000


def test_areas_in_no_larger_area_have_a_row_of_their_own() -> None:
    found, _ = rolled("PPPPPPPPPPPP", "W" * 6 + "." * 6)
    assert [row.name for row in found.rows] == ["W", "No larger area"]
    assert found.straddling == ("L01",)
    area, scenario, _ = figured("PPPPPPPPPPPP")
    told = roll_up_json(found, alignment(area.units, scenario.plan, column("W" * 6 + "." * 6)))
    assert (told["main_share"], told["split"]) == (round(21 / 78, 6), [])
    assert [area["code"] for area in told["areas"]] == ["W", None]
    assert told["totals"]["resident"] == 78_000


def test_r46_early_focus_and_whole_side_by_side() -> None:
    _, figures = rolled("PPQQPPQQPPRR", HALVES)
    early, whole = subset(figures, ["L01", "L03", "gone"]), subset(figures)
    assert (early.localities, early.sums.resident) == (2, 56_000)
    assert (whole.localities, whole.sums.resident) == (3, 78_000)
    assert subset_json(early)["registered"] == 5000
    assert subset(figures, []).sums == Sums()


def test_r52_one_locality_and_those_without_areas() -> None:
    found, _ = rolled("P" * 12, "W" * 12)
    row, nowhere = found.rows
    assert [(one.code, one.whole) for one in row.localities] == [("L01", True)]
    # L02 has a practice and no areas, and so lies nowhere; L03 has neither and is left out
    assert [(one.code, one.sums.registered) for one in nowhere.localities] == [("L02", 3000)]
    assert math.isnan(Sums().imd_score)


@settings(max_examples=25, deadline=None)
@given(st.text(".PQR", min_size=12, max_size=12), st.text(".XYZ", min_size=12, max_size=12))
def test_larger_areas_add_up_to_the_localities(letters: str, larger: str) -> None:
    found, figures = rolled(letters, larger)
    everything = subset(figures).sums
    if not found.straddling:
        assert same(found.whole, everything)
    assert found.whole.resident == pytest.approx(everything.resident)
    assert found.whole.units == everything.units
    assert found.whole.registered == pytest.approx(everything.registered)
    free = sum(row.free_people for row in found.rows)
    assert found.whole.resident + free == pytest.approx(78_000)
