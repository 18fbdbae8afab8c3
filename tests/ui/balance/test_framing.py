"""The part of the map that the preview shows at first."""

from __future__ import annotations

import numpy as np

from tests.grids import grid_units, study_area
from workbench.ui.balance.framing import part_to_show

NOBODY = np.empty(0, dtype=np.int64)


def test_the_part_holds_the_people_or_the_changes() -> None:
    # ten squares in a row from 400,000 to 410,000; the two in the east have next to nobody
    units = grid_units(10, 1, resident=[1000.0] * 8 + [1.0, 1.0])
    area = study_area(units, with_practices=False)
    west, south, east, north = part_to_show(area, NOBODY)
    assert (west, east) == (400_000 - 640, 408_000 + 640)
    assert (south, north) == (300_000 - 640, 301_000 + 640)
    # changes in one place are shown there, wherever that is
    assert part_to_show(area, np.array([9]))[:3:2] == (409_000 - 160, 410_000 + 160)
    # spread over the whole, but most of them among the people
    assert part_to_show(area, np.arange(10)) == (west, south, east, north)
    assert part_to_show(area, np.array([0, 8, 9]))[2] > 410_000


def test_people_who_are_not_known_hide_nothing() -> None:
    area = study_area(grid_units(3, 1, resident=[np.nan] * 3), with_practices=False)
    west, _, east, _ = part_to_show(area, NOBODY)
    assert west < 400_000
    assert east > 403_000
