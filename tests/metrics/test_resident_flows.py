from __future__ import annotations

import numpy as np

from tests.grids import grid_project
from workbench.metrics.resident_flows import resident_flows
from workbench.models.practices import AssignedHow, PracticeAssignment
from workbench.session import plan_edits
from workbench.session.session import Session


def test_residents_of_a_locality_by_the_locality_of_their_practice() -> None:
    session = Session(grid_project())
    session.apply(plan_edits.add_scenario(session.project, "Draft"))
    scenario = session.project.scenarios[0]
    for number, units in enumerate(([0, 1, 4, 5, 8, 9], [2, 3, 6, 7])):
        session.apply(plan_edits.add_locality(scenario))
        edit = plan_edits.reassign(session.project, scenario, np.array(units), number)
        assert edit is not None
        session.apply(edit)
    assignments = {
        "P1": PracticeAssignment.whole("L01", AssignedHow.SITE),
        "P2": PracticeAssignment((("L01", 0.75), ("L02", 0.25)), AssignedHow.HAND),
    }
    # Residents of the west: P1 4,500, P2 2,000 (split 3 to 1), and 250 at a practice that is not listed.
    west = resident_flows(session.project.area, scenario.plan, assignments, "L01")
    assert (west.total, west.held, west.elsewhere) == (6750, (("L01", 6000.0), ("L02", 500.0)), 250)
    # Residents of the east: P2 1,000, P3 500 and P4 400, which have no locality.
    east = resident_flows(session.project.area, scenario.plan, assignments, "L02")
    assert (east.total, east.held, east.elsewhere) == (1900, (("L01", 750.0), ("L02", 250.0)), 900)
