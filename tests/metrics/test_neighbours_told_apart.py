"""On real plans neighbours differ in hue to every kind of sight, or one of them is hatched otherwise."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from workbench.io.readers.area import read_study_area
from workbench.metrics.colour_sight import CLEAR, worst_difference
from workbench.metrics.hatches import hatches_for_all, needed_hatches
from workbench.metrics.hues import colour_plan, locality_neighbours
from workbench.models.localities import Locality
from workbench.models.plan import Plan
from workbench.models.project import StudyArea
from workbench.paths import sample_data


def plan_by(area: StudyArea, kind: str) -> Plan:
    """Every larger area of a kind is a locality."""
    _, slots = np.unique(area.units.parents[kind].codes.astype(str), return_inverse=True)
    plan = Plan(len(area.units))
    for slot in range(int(slots.max()) + 1):
        plan.put(Locality(f"L{slot + 1:02d}", slot + 1, f"Hub {slot + 1}"))
    plan.labels[:] = slots
    return plan


def assert_told_apart(area: StudyArea, plan: Plan) -> None:
    """Hues differ clearly or hatches do; without any hue the hatches of the grey view do."""
    hues = colour_plan(area.adjacency, plan)
    colours = {plan.slot(code): hue for code, hue in hues.items()}
    around = locality_neighbours(area.adjacency, plan)
    hatches = needed_hatches(around, colours)
    grey = hatches_for_all(around, sorted(colours))
    pairs = [(one, other) for one, others in around.items() for other in others]
    assert pairs
    for one, other in pairs:
        assert colours[one] != colours[other]
        assert worst_difference(colours[one], colours[other]) >= CLEAR or hatches[one] != hatches[other]
        assert grey[one] != grey[other]


@pytest.mark.parametrize("kind", ["lad", "msoa"])
def test_the_sample(kind: str) -> None:
    area = read_study_area(units=[sample_data() / "units.gpkg"])
    assert_told_apart(area, plan_by(area, kind))


@pytest.mark.parametrize("kind", ["lad", "msoa"])
def test_north_staffordshire(data_dir: Path, kind: str) -> None:
    area = read_study_area(units=[data_dir / "north_staffordshire" / "lsoa.gpkg"])
    assert_told_apart(area, plan_by(area, kind))
