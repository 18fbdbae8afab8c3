"""What differs on the maps side by side: classes worked out by hand."""

from __future__ import annotations

import numpy as np

from workbench.ui.compare.shading import difference_legend, difference_shades


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
