"""What the maps are coloured by: classes worked out by hand."""

from __future__ import annotations

import numpy as np

from tests.grids import grid_units
from workbench.ui.compare.shading import (
    AGED,
    DEPRIVATION,
    difference_legend,
    difference_shades,
    indicator_shades,
    indicator_values,
    indicators,
)


def test_what_differs_in_one_is_hatched_and_in_several_is_dark() -> None:
    shades = difference_shades(np.array([0, 1, 2, 3, 1]))
    assert shades.hatched.tolist() == [1, 4]
    assert len({int(shades.fills[at]) for at in (0, 1, 2)}) == 3
    assert shades.fills[2] == shades.fills[3]


def test_the_legend_counts_areas_and_people() -> None:
    resident = np.array([1000.0, 2000.0, 3000.0, np.nan])
    rows = difference_legend(np.array([0, 1, 2, 1]), resident, ["A", "C"])
    assert [(row.words, row.note, row.hatched) for row in rows] == [
        ("Same in all", "", False),
        ("Differs in A or C", "2 areas, people not known", True),
        ("Differs in A and C", "1 area, 3,000 people", False),
    ]
    rows = difference_legend(np.zeros(4, dtype=np.int64), resident, ["A", "C", "D"])
    assert [row.words for row in rows[1:]] == ["Differs in one", "Differs in several"]
    assert rows[1].note == "None"


def test_indicators_are_those_that_the_areas_have() -> None:
    units = grid_units()
    assert list(indicators(units)) == [AGED, DEPRIVATION]  # "rural" is no number
    assert indicator_values(units, AGED).tolist() == [20.0] * 12


def test_classes_hold_about_as_many_areas_each_and_unknown_is_grey() -> None:
    values = np.array([*range(10), np.nan], dtype=float)
    shades, rows = indicator_shades(values)
    assert len({int(shades.fills[at]) for at in range(10)}) == 5
    assert [np.count_nonzero(shades.fills == fill) for fill in shades.fills[[0, 2, 4, 6, 8]]] == [2] * 5
    assert shades.fills[10] not in shades.fills[:10]
    assert rows[0].words == "0.0 to 1.8"
    assert rows[-1].words == "Not known"
    same, legend = indicator_shades(np.full(3, 7.0))
    assert len(set(same.fills.tolist())) == 1
    assert [row.words for row in legend] == ["7.0"]
