from __future__ import annotations

import math

import pytest

from workbench.errors import EditError
from workbench.models.practices import AssignedHow, PracticeAssignment
from workbench.models.rules import AROUND_50_000_BAND, HUB_BAND, NO_BAND, Band, BandStatus, preset_name


def test_a_band_must_be_in_order() -> None:
    with pytest.raises(EditError, match="target"):
        Band(30_000, 50_000, 60_000)


@pytest.mark.parametrize(
    ("people", "status", "away"),
    [
        (29_999, BandStatus.BELOW, -1),
        (30_000, BandStatus.IN, 0),
        (50_000, BandStatus.IN, 0),
        (50_001, BandStatus.ABOVE, 1),
    ],
)
def test_both_limits_belong_to_the_band(people: int, status: BandStatus, away: int) -> None:
    assert HUB_BAND.status(people) is status
    assert HUB_BAND.people_from_band(people) == away


def test_deviation_from_the_target() -> None:
    assert HUB_BAND.deviation(42_000) == pytest.approx(0.05)
    assert math.isnan(Band(0, 10, 0).deviation(5))


def test_free_takes_everything_but_the_unknown() -> None:
    assert NO_BAND.status(5) is BandStatus.IN
    assert NO_BAND.status(math.nan) is BandStatus.UNKNOWN
    assert math.isnan(NO_BAND.people_from_band(math.nan))


def test_presets_are_named() -> None:
    assert preset_name(HUB_BAND) == "Hub, 30,000 to 50,000"
    assert preset_name(AROUND_50_000_BAND) == "About 50,000"
    assert preset_name(NO_BAND) == "Free"
    assert preset_name(Band(1, 3, 2)) == "Own band"


def test_shares_of_a_practice_add_up_to_one() -> None:
    with pytest.raises(ValueError, match="add up to 1"):
        PracticeAssignment((("L01", 0.5),), AssignedHow.HAND)
    assert PracticeAssignment((("L01", 0.4), ("L02", 0.6)), AssignedHow.HAND).main == "L02"
    assert PracticeAssignment().main is None
