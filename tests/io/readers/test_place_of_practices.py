from __future__ import annotations

from dataclasses import replace

import numpy as np

from tests.grids import grid_practices, grid_units
from workbench.io.readers.area import place_notices
from workbench.models.practices import PracticeTable


def test_practices_near_the_areas_need_no_word() -> None:
    units = grid_units()
    assert place_notices(units, grid_practices(units)) == []
    assert place_notices(units, PracticeTable.empty()) == []


def test_boundaries_with_swapped_easting_and_northing_are_told() -> None:
    units = grid_units()
    practices = grid_practices(units)
    swapped = replace(practices, easting=practices.northing, northing=practices.easting)
    (notice,) = place_notices(units, swapped)
    assert (notice.code, notice.severity, notice.count) == ("practices_far_away", "warning", 3)
    nowhere = replace(practices, easting=np.full(4, np.nan))
    assert place_notices(units, nowhere) == []
