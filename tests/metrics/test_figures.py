"""Figures of the twelve-unit grid, worked out by hand."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest

from tests.grids import grid_project, grid_units, study_area
from workbench.metrics.figures_json import figures_json
from workbench.metrics.practice_rules import PracticeRule, propose_assignments
from workbench.models.populations import PopulationBasis
from workbench.models.practices import AssignedHow, PracticeAssignment
from workbench.models.project import Project
from workbench.models.rules import Band, BandStatus, Rules
from workbench.session import plan_edits
from workbench.session.session import Session


def session_of(project: Project, *groups: list[int], rules: Rules | None = None) -> Session:
    """A session with one scenario whose localities hold the given rows."""
    session = Session(project)
    session.apply(plan_edits.add_scenario(project, "Draft", rules=rules))
    scenario = project.scenarios[0]
    for number, rows in enumerate(groups):
        session.apply(plan_edits.add_locality(scenario, f"Hub {number + 1}"))
        edit = plan_edits.reassign(project, scenario, np.array(rows), number)
        assert edit is not None
        session.apply(edit)
    return session


@pytest.fixture
def two_hubs() -> Session:
    """Hub 1 is the west half (U01, U02, U05, U06, U09, U10), Hub 2 U03, U04, U07, U08; U11, U12 are free."""
    rules = Rules(band=Band(20_000, 33_000, 25_000))
    return session_of(grid_project(), [0, 1, 4, 5, 8, 9], [2, 3, 6, 7], rules=rules)


def test_people_area_and_borders(two_hubs: Session) -> None:
    figures = two_hubs.figures(two_hubs.project.scenarios[0])
    west, east = figures.localities
    assert (west.units, west.resident) == (6, 1000 + 2000 + 5000 + 6000 + 9000 + 10_000)
    assert (east.units, east.resident) == (4, 3000 + 4000 + 7000 + 8000)
    assert west.area_km2 == pytest.approx(6)
    assert west.perimeter_km == pytest.approx(10)
    assert west.polsby_popper == pytest.approx(4 * math.pi * 6 / 100)
    # Two of the three borders between the columns U02|U03, U06|U07 are cut; U10|U11 faces a free unit.
    assert (west.cut_edges, east.cut_edges, figures.totals.cut_edges) == (2, 2, 2)
    assert figures.totals.cut_km == pytest.approx(2)
    assert (west.parts, west.contiguous) == (1, True)
    assert west.aged_65_plus == pytest.approx(33_000 / 5)
    # scores are the row numbers 0, 1, 4, 5, 8, 9 weighted by residents
    assert west.imd_score == pytest.approx((0 * 1 + 1 * 2 + 4 * 5 + 5 * 6 + 8 * 9 + 9 * 10) / 33)


def test_band_and_totals(two_hubs: Session) -> None:
    figures = two_hubs.figures(two_hubs.project.scenarios[0])
    west, east = figures.localities
    assert (west.status, west.people_from_band) == (BandStatus.IN, 0)  # 33,000 is the edge and inside
    assert (east.status, east.people_from_band) == (BandStatus.IN, 0)
    assert west.deviation == pytest.approx(8000 / 25_000)
    totals = figures.totals
    assert (totals.in_band, totals.below, totals.above, totals.not_contiguous) == (2, 0, 0, 0)
    assert (totals.unassigned_units, totals.unassigned_resident) == (2, 23_000)
    assert totals.resident + totals.unassigned_resident == totals.area_resident == 78_000
    assert totals.spread == 11_000


def test_practices_by_site_and_own_residents(two_hubs: Session) -> None:
    project = two_hubs.project
    scenario = project.scenarios[0]
    proposed = propose_assignments(project.area, scenario, rule=PracticeRule.SITE)
    assert proposed["P1"] == proposed["P2"] == PracticeAssignment.whole("L01", AssignedHow.SITE)
    assert proposed["P3"].how is AssignedHow.NOT_PLACED
    assert proposed["P4"].how is AssignedHow.OUTSIDE
    edit = plan_edits.assign_practices(scenario, proposed, label="By site")
    assert edit is not None
    two_hubs.apply(edit)
    west, east = two_hubs.figures(scenario).localities
    assert (west.registered, west.practices) == (8000, 2)
    assert (east.registered, east.practices) == (0, 0)
    # Residents of the west: P1 4,500 + P2 2,000 + Q9 250 = 6,750, held by its own P1 and P2: 6,500.
    assert west.own_residents_share == pytest.approx(6500 / 6750)
    # Residents of the east: P2 1,000 (U07), P4 400 (U04), P3 500 (U08); none held by an own practice.
    assert east.own_residents_share == 0
    assert two_hubs.figures(scenario).totals.own_residents_share == pytest.approx(6500 / 8650)


def test_practices_by_most_patients_and_minimum_share(two_hubs: Session) -> None:
    area, scenario = two_hubs.project.area, two_hubs.project.scenarios[0]
    most = propose_assignments(area, scenario, rule=PracticeRule.MOST_PATIENTS)
    # P3: 500 of its patients live in the east, the other 2,000 in areas without a locality.
    assert most["P3"] == PracticeAssignment.whole("L02", AssignedHow.MOST_PATIENTS)
    assert most["P4"].how is AssignedHow.OUTSIDE
    share = propose_assignments(area, scenario, rule=PracticeRule.MINIMUM_SHARE, minimum=0.6)
    assert share["P1"].main == "L01"
    assert share["P2"].main == "L01"  # 2,000 of 3,000
    assert share["P3"].shares == ()


def test_a_choice_by_hand_and_a_lock_are_kept(two_hubs: Session) -> None:
    project = two_hubs.project
    scenario = project.scenarios[0]
    edit = plan_edits.assign_by_hand(scenario, ["P1", "P4"], "L02", label="By hand")
    assert edit is not None
    two_hubs.apply(edit)
    proposed = propose_assignments(project.area, scenario, rule=PracticeRule.SITE)
    assert set(proposed) == {"P2", "P3"}
    assert two_hubs.figures(scenario).localities[1].registered == 14_000


def test_a_split_practice_counts_with_its_shares(two_hubs: Session) -> None:
    scenario = two_hubs.project.scenarios[0]
    split = PracticeAssignment((("L01", 0.75), ("L02", 0.25)), AssignedHow.HAND)
    edit = plan_edits.assign_practices(scenario, {"P2": split}, label="Split")
    assert edit is not None
    two_hubs.apply(edit)
    west, east = two_hubs.figures(scenario).localities
    assert (west.registered, east.registered) == (2250, 750)
    assert (west.practices, east.practices) == (1, 1)
    # P2 has 2,000 patients in the west and 1,000 in the east.
    assert west.own_residents_share == pytest.approx(2000 * 0.75 / 6750)
    assert east.own_residents_share == pytest.approx(1000 * 0.25 / 1900)


def test_unknown_people_are_never_zero() -> None:
    resident = [1000.0] * 12
    resident[0] = math.nan
    area = study_area(grid_units(resident=resident))
    session = session_of(Project("Partial", area), [0, 1], [2, 3])
    first, second = session.figures(session.project.scenarios[0]).localities
    assert math.isnan(first.resident)
    assert (first.status, first.resident_known, first.units_without_people) == (BandStatus.UNKNOWN, 1000, 1)
    assert (second.resident, second.status) == (2000, BandStatus.BELOW)
    values = figures_json(session.figures(session.project.scenarios[0]))
    assert values["localities"][0]["resident"] is None
    assert values["localities"][0]["people_from_band"] is None
    assert values["totals"]["resident"] is None
    assert values["totals"]["unknown"] == 1
    assert values["unassigned"] == {"units": 8, "resident": 8000}


def test_weighted_is_unknown_until_it_is_imported(two_hubs: Session) -> None:
    scenario = two_hubs.project.scenarios[0]
    assert math.isnan(two_hubs.figures(scenario).localities[0].weighted)
    units = replace(two_hubs.project.area.units, weighted=np.full(12, 10.0))
    area = study_area(units, with_practices=False)
    rules = Rules(basis=PopulationBasis.WEIGHTED)
    session = session_of(Project("Weighted", area), [0, 1, 2], rules=rules)
    row = session.figures(session.project.scenarios[0]).localities[0]
    assert (row.weighted, row.people) == (30, 30)
    assert math.isnan(row.registered)
    assert math.isnan(row.own_residents_share)


def test_an_empty_locality_is_below_the_band_and_in_one_piece() -> None:
    session = session_of(grid_project())
    scenario = session.project.scenarios[0]
    session.apply(plan_edits.add_locality(scenario))
    row = session.figures(scenario).localities[0]
    assert (row.name, row.units, row.resident, row.status) == ("Locality 1", 0, 0, BandStatus.BELOW)
    assert (row.parts, row.contiguous) == (0, True)
    assert math.isnan(row.polsby_popper)


@pytest.mark.parametrize(
    ("people", "status", "off"),
    [(29_999, BandStatus.BELOW, -1), (30_000, BandStatus.IN, 0), (49_999, BandStatus.IN, 0),
     (50_000, BandStatus.IN, 0), (50_001, BandStatus.ABOVE, 1)],
)  # fmt: skip
def test_edges_belong_to_the_band(people: int, status: BandStatus, off: int) -> None:
    band = Band(30_000, 50_000, 40_000)
    assert (band.status(people), band.people_from_band(people)) == (status, off)
