"""A scenario whose names and gaps try everything that a workbook must withstand."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from tests.grids import grid_project, grid_units, study_area
from workbench.models.practices import AssignedHow, PracticeAssignment
from workbench.models.project import Project
from workbench.models.rules import Band, Rules
from workbench.models.sources import Notice, Source
from workbench.session import plan_edits
from workbench.session.practice_edits import merge_practices
from workbench.session.scenario_edits import described
from workbench.session.session import Session

NAMES = (
    "=1+1",
    '=HYPERLINK("http://example.org","x")',
    "@SUM(1)",
    "Leek \N{GRINNING FACE} & <b>Moor</b>",
    "n" * 200,
    "\N{RIGHT-TO-LEFT MARK}+5 $a_b$ *?~",
)
"""Names of the six localities."""
SMALL_BAND = Rules(band=Band(5_000, 15_000, 10_000))


def hostile_session() -> Session:
    """Six localities on the twelve units; U12 has no people, U11 is unassigned, P1 is split."""
    people = [1000.0 * k for k in range(1, 12)] + [np.nan]
    area = study_area(grid_units(resident=people))
    source = Source("Units", "=cmd|' /C calc'!A0.gpkg", publisher="ONS", release="mid-2020", rows_read=12)
    area.sources = (replace(source, licence="OGL v3.0"),)
    area.notices = (Notice("population_unknown", "warning", "1 of 12 units has no population", 1),)
    project = Project("=Grid & <shire>", area)
    session = Session(project)
    session.apply(plan_edits.add_scenario(project, '=1+1 "hub"', rules=SMALL_BAND))
    scenario = project.scenarios[0]
    for name in NAMES:
        session.apply(plan_edits.add_locality(scenario, name))
    for slot, units in enumerate(([0, 1], [2, 3], [4], [5, 6], [7, 8, 9], [11])):
        edit = plan_edits.reassign(project, scenario, np.array(units), slot)
        assert edit is not None
        session.apply(edit)
    split = PracticeAssignment((("L01", 0.75), ("L02", 0.25)), AssignedHow.HAND, locked=True)
    whole = PracticeAssignment.whole("L03", AssignedHow.SITE)
    held = plan_edits.assign_practices(scenario, {"P1": split, "P2": whole}, label="practices")
    assert held is not None
    session.apply(held)
    session.apply(
        plan_edits.change_locality(
            scenario, "L05", "Describe", lead="=lead", exception_reason="-wide moor", hub_site="P2"
        )
    )
    return session


def plain_session(localities: int, *, practices: bool = True, rules: Rules = SMALL_BAND) -> Session:
    """Localities of the units in turn, as many as asked; a scenario that may be empty."""
    project = (
        grid_project() if practices else Project("Gridshire", study_area(grid_units(), with_practices=False))
    )
    session = Session(project)
    session.apply(plan_edits.add_scenario(project, "Plan", rules=rules))
    scenario = project.scenarios[0]
    for number in range(localities):
        session.apply(plan_edits.add_locality(scenario, f"Hub {number + 1}"))
    for unit in range(12 if localities else 0):
        edit = plan_edits.reassign(project, scenario, np.array([unit]), unit % localities)
        assert edit is not None
        session.apply(edit)
    return session


def weighted_session() -> Session:
    """Weighted lists are known and the band is measured on them."""
    session = plain_session(3, rules=replace(SMALL_BAND))
    area = session.project.area
    area.practices = replace(area.practices, weighted_list=np.array([5100.0, np.nan, 1900.0, 9100.0]))
    fresh = Session(session.project)
    scenario = session.project.scenarios[0]
    proposed = {
        "P1": PracticeAssignment((("L01", 0.5), ("L03", 0.5)), AssignedHow.HAND),
        "P2": PracticeAssignment.whole("L02", AssignedHow.HAND),
    }
    edit = plan_edits.assign_practices(scenario, proposed, label="x")
    assert edit is not None
    fresh.apply(edit)
    return fresh


def merged_session() -> Session:
    """Three practices of the first locality, two of them taken as one in a what-if."""
    session = plain_session(3)
    scenario = session.project.scenarios[0]
    whole = PracticeAssignment.whole("L01", AssignedHow.HAND)
    edit = plan_edits.assign_practices(scenario, dict.fromkeys(("P1", "P2", "P3"), whole), label="practices")
    assert edit is not None
    session.apply(edit)
    session.apply(merge_practices(session.project, scenario, "P1", ["P2"]))
    return session


def compared_session(*, empty: bool = False) -> Session:
    """Three scenarios: hostile names, two areas and a practice moved, and names alone changed.

    In the second U01 goes from the first to the second locality and U11 to the third, P2 to the first. In the
    third every locality is called otherwise. ``empty`` scenarios hold nothing at all.
    """
    session = plain_session(0) if empty else hostile_session()
    project = session.project
    first = project.scenarios[0]
    session.apply(plan_edits.copy_scenario(project, first, '=HYPERLINK("http://example.org","x")'))
    session.apply(plan_edits.copy_scenario(project, first, "\N{GRINNING FACE} & <b> " + "n" * 190))
    if empty:
        return session
    _, second, third = project.scenarios
    said = described(first, decision="=Approve & publish", caveats="@once", author="-", date="2027-04-01")
    assert said is not None
    session.apply(said)
    for unit, slot in ((0, 1), (10, 2)):
        edit = plan_edits.reassign(project, second, np.array([unit]), slot)
        assert edit is not None
        session.apply(edit)
    held = plan_edits.assign_practices(
        second, {"P2": PracticeAssignment.whole("L01", AssignedHow.HAND)}, label="practices"
    )
    assert held is not None
    session.apply(held)
    for locality in tuple(third.plan):
        session.apply(plan_edits.rename_locality(third, locality.code, f"@{locality.code}"))
    return session
