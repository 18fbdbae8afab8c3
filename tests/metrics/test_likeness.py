"""Like localities share a number and a hue; hand-worked on the grid of twelve units."""

from __future__ import annotations

import numpy as np

from tests.grids import grid_area
from workbench.metrics.likeness import _mostly, like_localities
from workbench.models.localities import Locality
from workbench.models.plan import Plan
from workbench.models.scenario import Scenario, ScenarioHead

ROWS = [0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2]
"""A locality for each row of the grid."""


def scenario(key: str, labels: list[int], numbers: list[int], colours: list[str] | None = None) -> Scenario:
    plan = Plan(12)
    for place, number in enumerate(numbers):
        hue = "#77AADD" if colours is None else colours[place]
        plan.put(Locality(f"{key}{place}", number, f"{key} {number}", hue))
    plan.labels[:] = labels
    return Scenario(ScenarioHead(key, key), plan)


def test_the_same_plan_under_other_labels_has_the_same_numbers_and_nothing_differs() -> None:
    base = scenario("B", ROWS, [1, 2, 3], ["#77AADD", "#EE8866", "#EEDD88"])
    other = scenario("C", [2 - row for row in ROWS], [7, 8, 9])
    alike = like_localities(grid_area(), [base, other], base)
    assert not alike.differs["C"].any()
    numbers = {code: like.number for code, like in alike.likeness["C"].items()}
    assert numbers == {"C0": 3, "C1": 2, "C2": 1}
    assert alike.likeness["C"]["C0"].hue == "#EEDD88"
    assert alike.likeness["C"]["C0"].partner == "B2"


def test_a_locality_of_its_own_gets_a_free_number_and_says_where_it_is() -> None:
    base = scenario("B", ROWS, [1, 2, 3])
    # the last unit of each row becomes a locality of its own, which has the number of another one
    split = [label if unit % 4 != 3 else 3 for unit, label in enumerate(ROWS)]
    one = scenario("A", split, [1, 2, 3, 2])
    two = scenario("C", split, [1, 2, 3, 9])
    alike = like_localities(grid_area(), [one, base, two], base)
    mine = alike.likeness["A"]["A3"]
    assert (mine.number, mine.partner, mine.scenarios) == (4, None, ("A", "C"))
    assert alike.likeness["C"]["C3"].number == 4  # the same areas in both: one and the same locality
    assert np.flatnonzero(alike.differs["A"]).tolist() == [3, 7, 11]
    assert alike.times.tolist() == [0, 0, 0, 2] * 3


def test_neighbours_in_any_scenario_have_different_hues() -> None:
    base = scenario("B", ROWS, [1, 2, 3], ["#77AADD", "#EE8866", "#77AADD"])
    other = scenario("C", [0 if row == 0 else 2 if row == 1 else 1 for row in ROWS], [1, 2, 3])
    area = grid_area()
    alike = like_localities(area, [base, other], base)
    for one in (base, other):
        hue = {one.plan.slot(code): like.hue for code, like in alike.likeness[one.id].items()}
        for first, second in area.adjacency.pairs.tolist():
            a, b = int(one.plan.labels[first]), int(one.plan.labels[second])
            assert a == b or hue[a] != hue[b]


def test_unassigned_units_are_compared_too() -> None:
    base = scenario("B", ROWS, [1, 2, 3])
    free = scenario("C", [-1, *ROWS[1:]], [1, 2, 3])
    alike = like_localities(grid_area(), [base, free], base)
    assert np.flatnonzero(alike.differs["C"]).tolist() == [0]


def test_half_of_the_areas_in_common_is_not_alike_and_one_more_is() -> None:
    assert not _mostly(np.array([0, 1, 2, 3]), np.array([2, 3, 4, 5]))
    assert _mostly(np.array([0, 1, 2, 3]), np.array([1, 2, 3, 4]))
