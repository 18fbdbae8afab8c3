"""Signs that are kept apart: a distance between any two, the first in rank kept."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from workbench.ui.map.thinning import kept_apart

PLACES = arrays(
    np.float64, st.tuples(st.integers(0, 40), st.just(2)), elements=st.integers(-60, 60).map(float)
)


def test_the_first_is_kept_and_what_is_near_gives_way() -> None:
    x = np.array([0.0, 6, 12, np.nan, 100])
    assert kept_apart(x, np.zeros(5), 10).tolist() == [True, False, True, False, True]


def test_places_at_the_very_distance_are_both_kept() -> None:
    assert kept_apart(np.array([0.0, 10]), np.zeros(2), 10).all()


@given(PLACES, st.sampled_from([3.0, 10.0, 25.0]))
def test_all_keep_the_distance(places: np.ndarray, apart: float) -> None:
    kept = np.flatnonzero(kept_apart(places[:, 0], places[:, 1], apart))
    assert len(kept) or not len(places)
    for at in kept:
        away = np.hypot(*(places[kept] - places[at]).T)
        assert np.count_nonzero(away < apart * (1 - 1e-6)) == 1
    if len(places):
        assert 0 in kept
