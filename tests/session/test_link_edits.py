"""Bridges and ferries: added, renamed, removed and proposed, a step each, and what they join."""

from __future__ import annotations

import json
import math
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import shapely

from tests.grids import grid_project, grid_units, study_area
from workbench.errors import EditError
from workbench.io.readers.area import read_study_area
from workbench.metrics.border_gaps import border_gaps
from workbench.models.adjacency import Link
from workbench.models.edit_json import edit_from_json, edit_to_json
from workbench.models.project import Project, StudyArea
from workbench.models.scenario import Scenario
from workbench.progress import Cancelled
from workbench.session import link_edits, plan_edits
from workbench.session.permitted_parts import permit_parts
from workbench.session.session import Session

FERRY = Link("U01", "U12", "Mersey ferry", "ferry")


def begun(project: Project) -> tuple[Session, Scenario]:
    session = Session(project)
    session.apply(plan_edits.add_scenario(project, "Draft"))
    scenario = project.scenarios[0]
    session.apply(plan_edits.add_locality(scenario, "West"))
    return session, scenario


@pytest.fixture
def session() -> Session:
    """West holds U01 and U12, which nothing joins."""
    made, scenario = begun(grid_project())
    edit = plan_edits.reassign(made.project, scenario, np.array([0, 11]), 0)
    assert edit is not None
    made.apply(edit)
    return made


def parts_of(session: Session) -> int:
    return session.figures(session.project.scenarios[0]).localities[0].parts


def test_a_link_joins_and_every_change_is_a_step(session: Session) -> None:
    project, scenario = session.project, session.project.scenarios[0]
    assert parts_of(session) == 2
    session.apply(link_edits.add_links(project, scenario, [replace(FERRY, name="  Mersey  ferry ")]))
    assert scenario.rules.links == (FERRY,)
    assert parts_of(session) == 1
    assert [step.label for step in session.history.steps[-1:]] == ["Add the ferry Mersey ferry"]
    rename = link_edits.change_link(scenario, ("U12", "U01"), name="The ferry")
    assert rename is not None
    assert rename.label == "Rename link to The ferry"
    session.apply(rename)
    kind = link_edits.change_link(scenario, ("U01", "U12"), kind="bridge")
    assert kind is not None
    session.apply(kind)
    assert scenario.rules.links == (Link("U01", "U12", "The ferry", "bridge"),)
    assert link_edits.change_link(scenario, ("U01", "U12"), kind="bridge") is None
    gone = link_edits.remove_links(scenario, [("U12", "U01")])
    assert gone is not None
    assert edit_from_json(json.loads(json.dumps(edit_to_json(gone)))) == gone
    session.apply(gone)
    assert parts_of(session) == 2
    for _ in range(4):
        session.undo()
    assert list(scenario.rules.links) == []
    assert parts_of(session) == 2
    session.redo()
    assert parts_of(session) == 1


@pytest.mark.parametrize(
    ("link", "told"),
    [
        (Link("U01", "U02", "Bridge"), "share a border"),
        (Link("U01", "U01", "Bridge"), "two different areas"),
        (Link("U01", "X99", "Bridge"), "no area X99"),
        (Link("U01", "U12", "  "), "needs a name"),
        (Link("U01", "U12", "Line", "tunnel"), "A link is no “tunnel”"),
        (Link("U12", "U01", "Again"), "are linked already"),
    ],
)
def test_what_cannot_be_a_link_is_refused(session: Session, link: Link, told: str) -> None:
    project, scenario = session.project, session.project.scenarios[0]
    session.apply(link_edits.add_links(project, scenario, [FERRY]))
    with pytest.raises(EditError, match=told):
        link_edits.add_links(project, scenario, [link])
    with pytest.raises(EditError, match="no link between"):
        link_edits.remove_links(scenario, [("U01", "U02")])


def test_a_link_is_told_with_metres_and_place(session: Session) -> None:
    info = link_edits.link_info(session.project.area, FERRY)
    # U01 ends at (401,000, 301,000) and U12 begins at (403,000, 302,000)
    assert info.gap_m == pytest.approx(math.hypot(2000, 1000))
    assert (info.x, info.y) == pytest.approx((402_000, 301_500))
    assert (info.name_a, info.name_b) == ("Gridtown 001A", "Gridtown 003D")
    gone = link_edits.link_info(session.project.area, Link("U01", "X99", "Old bridge"))
    assert (gone.known, gone.name_b, gone.as_json()["gap_m"]) == (False, "X99", None)


def river() -> StudyArea:
    """Twelve squares with a river of 8 m between the first and second row, which ends before the last column.

    U01 to U03 lie south of it, U05 to U07 north; U04 and U08 meet at the dam.
    """
    units = grid_units()
    shapes = list(units.geometry)
    for place in range(3):
        west, south, east, north = shapes[place].bounds
        shapes[place] = shapely.box(west, south, east, north - 8)
    east_part = shapely.box(403_000, 300_000, 404_000, 301_000)
    shapes[3] = east_part
    return study_area(replace(units, geometry=np.array(shapes, dtype=object)), with_practices=False)


def test_gaps_of_clipped_water_are_proposed() -> None:
    area = river()
    gaps = border_gaps(area)
    facing = {(gap.unit, gap.other): gap.metres for gap in gaps}
    # U03 and U07 have neighbours on both banks in common at the dam only by a point, so that they count too
    assert facing[0, 4] == pytest.approx(8)
    assert facing[1, 5] == pytest.approx(8)
    assert all(gap.metres <= 50 and not gap.apart for gap in gaps)
    assert border_gaps(area, widest_m=5) == []
    session, scenario = begun(Project("Riverside", area))
    proposed = link_edits.proposed_links(area, scenario)
    assert len(proposed) == len(gaps)
    assert proposed[0].link.name == f"{proposed[0].name_a} to {proposed[0].name_b}"
    session.apply(link_edits.add_links(session.project, scenario, [one.link for one in proposed]))
    assert session.history.steps[-1].label == f"Add {len(gaps)} links"
    assert link_edits.proposed_links(area, scenario) == []


def test_a_search_for_gaps_can_be_stopped() -> None:
    class Stop:
        def report(self, done: float, text: str = "") -> None:
            raise Cancelled

    with pytest.raises(Cancelled):
        border_gaps(river(), progress=Stop())


def test_north_staffordshire_has_no_such_gap(data_dir: Path) -> None:
    area = read_study_area(units=[data_dir / "north_staffordshire" / "lsoa.gpkg"])
    assert border_gaps(area) == []


def test_permitted_parts_are_not_cut_off(session: Session) -> None:
    scenario = session.project.scenarios[0]
    live = session.live(scenario)
    assert live.cut_off("L01").tolist() == [0]
    edit = permit_parts(scenario, "L01", 2, "  Joined by  the ferry ")
    assert edit is not None
    assert edit_from_json(json.loads(json.dumps(edit_to_json(edit)))) == edit
    session.apply(edit)
    west = scenario.plan.get("L01")
    assert west is not None
    assert (west.permitted_parts, west.parts_reason) == (2, "Joined by the ferry")
    assert live.cut_off("L01").tolist() == []
    assert parts_of(session) == 2  # a fact, permitted or not
    assert west.in_parts(2) == "In 2 parts (permitted: Joined by the ferry)"
    assert west.in_parts(3) == "In 3 parts, 2 permitted"
    assert west.in_parts(1) == ""
    assert permit_parts(scenario, "L01", 2, "Joined by the ferry") is None
    with pytest.raises(EditError, match="need a reason"):
        permit_parts(scenario, "L01", 3, " ")
    with pytest.raises(EditError, match="1 to 20 parts"):
        permit_parts(scenario, "L01", 21, "Islands")
    preview = live.preview(np.array([5]), 0)  # a third part, of 6,000 people, larger than U01
    assert preview.cut_off["L01"].tolist() == [0]
    session.undo()
    assert live.cut_off("L01").tolist() == [0]


def test_edits_of_before_parts_were_permitted_are_read() -> None:
    old = {
        "kind": "LocalityEdit", "scenario": "s1", "label": "New", "before": None,
        "after": {
            "code": "L01", "number": 1, "name": "West", "colour": "#77AADD", "locked": False, "hub_site": "",
            "lead": "", "exception_reason": "", "note": "", "of_the_future": 1,
        },
    }  # fmt: skip
    edit = edit_from_json(old)
    assert edit_to_json(edit)["after"]["permitted_parts"] == 1
