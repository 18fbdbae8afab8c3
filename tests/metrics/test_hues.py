from __future__ import annotations

import numpy as np

from tests.grids import grid_units, study_area
from workbench.metrics.hues import HUES, colour_plan, free_hue, locality_neighbours
from workbench.models.localities import Locality
from workbench.models.plan import Plan


def chequered() -> tuple[object, Plan]:
    """Twelve units, each its own locality."""
    area = study_area(grid_units(), with_practices=False)
    plan = Plan(12)
    for number in range(12):
        plan.put(Locality(f"L{number + 1:02d}", number + 1, f"Hub {number + 1}"))
    plan.labels[:] = np.arange(12)
    return area.adjacency, plan


def test_neighbours_never_share_a_hue() -> None:
    adjacency, plan = chequered()
    hues = colour_plan(adjacency, plan)  # type: ignore[arg-type]  # an Adjacency
    around = locality_neighbours(adjacency, plan)  # type: ignore[arg-type]  # an Adjacency
    assert len(hues) == 12
    assert around[5] == {1, 4, 6, 9}
    for slot, others in around.items():
        mine = plan.locality(slot)
        assert mine is not None
        for other in others:
            theirs = plan.locality(other)
            assert theirs is not None
            assert hues[mine.code] != hues[theirs.code]


def test_a_new_locality_takes_the_hue_used_least() -> None:
    plan = Plan(3)
    for number, hue in enumerate(HUES[:3]):
        plan.put(Locality(f"L{number}", number, str(number), hue))
    assert free_hue(plan) == HUES[3]
