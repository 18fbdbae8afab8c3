from __future__ import annotations

import math

import pytest

from workbench.metrics.compactness import polsby_popper


def test_a_square_of_two_kilometres() -> None:
    assert polsby_popper(area_m2=4e6, perimeter_m=8000) == pytest.approx(math.pi / 4)


def test_a_disc_is_one() -> None:
    assert polsby_popper(area_m2=math.pi * 9, perimeter_m=2 * math.pi * 3) == pytest.approx(1)


def test_nothing_has_no_compactness() -> None:
    assert math.isnan(polsby_popper(area_m2=0, perimeter_m=0))
