"""Colours on any map: neighbours never share a hue, and what sight cannot tell apart a hatch does."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.spatial import Delaunay

from workbench.metrics.colour_sight import (
    CLEAR,
    contrast,
    grey_of,
    lightness,
    worst_difference,
    worst_differences,
)
from workbench.metrics.hatches import HATCHES, hatches_for_all, needed_hatches
from workbench.metrics.hues import HUES, choose_hues, colours_to_keep, smallest_last


@st.composite
def planar(draw: st.DrawFn) -> dict[int, set[int]]:
    """The neighbours on a map of 4 to 60 localities: a triangulation with some borders left out."""
    count = draw(st.integers(4, 60))
    rng = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    around: dict[int, set[int]] = {slot: set() for slot in range(count)}
    drop = draw(st.floats(0, 0.6))
    for triangle in Delaunay(rng.random((count, 2))).simplices.tolist():
        for at in range(3):
            one, other = triangle[at], triangle[at - 1]
            if rng.random() >= drop:
                around[one].add(other)
                around[other].add(one)
    return around


def pairs(around: dict[int, set[int]]) -> list[tuple[int, int]]:
    return [(one, other) for one, others in around.items() for other in others if one < other]


@settings(max_examples=60, deadline=None)
@given(planar())
def test_neighbours_on_a_map_have_hues_that_every_sight_can_tell_apart(around: dict[int, set[int]]) -> None:
    hues = choose_hues(around, list(around), {}, dict.fromkeys(around, 1.0))
    assert set(hues.values()) <= set(HUES)
    assert all(hues[one] != hues[other] for one, other in pairs(around))
    alike = [pair for pair in pairs(around) if worst_difference(hues[pair[0]], hues[pair[1]]) < CLEAR]
    hatches = needed_hatches(around, hues)
    assert all(hatches[one] != hatches[other] for one, other in alike)
    assert len(alike) <= 0.05 * len(pairs(around))


@settings(max_examples=60, deadline=None)
@given(planar(), st.data())
def test_where_colours_are_given_a_hatch_tells_neighbours_apart(
    around: dict[int, set[int]], data: st.DataObject
) -> None:
    given_colours = {slot: data.draw(st.sampled_from(HUES[:3])) for slot in around}
    hatches = needed_hatches(around, given_colours)
    for one, other in pairs(around):
        if given_colours[one] == given_colours[other]:
            assert hatches[one] != hatches[other]
    assert all(0 <= hatch <= HATCHES for hatch in hatches.values())


@settings(max_examples=60, deadline=None)
@given(planar())
def test_hatches_for_all_tell_every_two_neighbours_apart(around: dict[int, set[int]]) -> None:
    hatches = hatches_for_all(around, list(around))
    assert all(hatches[one] != hatches[other] for one, other in pairs(around))


@settings(max_examples=60, deadline=None)
@given(planar(), st.integers(0, 59))
def test_one_new_neighbour_changes_no_other_colour(around: dict[int, set[int]], at: int) -> None:
    slot = at % len(around)
    hues = choose_hues(around, list(around), {}, dict.fromkeys(around, 1.0))
    fixed = {one: hue for one, hue in hues.items() if one != slot}
    again = choose_hues(around, [slot], fixed, {})
    assert {one: hue for one, hue in again.items() if one != slot} == fixed
    if len({hues[one] for one in around[slot]}) < len(HUES):
        assert all(again[slot] != again[one] for one in around[slot])


@settings(max_examples=60, deadline=None)
@given(planar())
def test_the_order_leaves_few_neighbours_before_each(around: dict[int, set[int]]) -> None:
    order = smallest_last(around, list(around))
    place = {slot: at for at, slot in enumerate(order)}
    assert sorted(order) == sorted(around)
    assert max(sum(place[other] < place[one] for other in around[one]) for one in around) <= 5


def test_the_largest_of_two_alike_keeps_its_colour() -> None:
    around = {0: {1}, 1: {0, 2}, 2: {1}}
    colours = dict.fromkeys(range(3), HUES[0])
    assert colours_to_keep(around, colours, {0: 1.0, 1: 5.0, 2: 1.0}) == {1: HUES[0]}
    assert colours_to_keep(around, colours, {}, sure=[0]).keys() == {0, 2}


def test_large_areas_take_light_hues() -> None:
    hues = choose_hues({0: {1}, 1: {0}}, [0, 1], {}, {0: 100.0, 1: 1.0})
    assert lightness(hues[0]) > 80


def test_the_differences_are_those_of_the_design() -> None:
    apart = worst_differences(HUES)[np.triu_indices(len(HUES), 1)]
    assert round(float(apart.min()), 1) == 10.6
    assert worst_difference("#BBCC33", "#AAAA00") == apart.min()
    assert worst_differences(["#102030"])[0, 0] == 0


def test_contrast_and_grey_of_known_colours() -> None:
    assert round(contrast("#000000", "#FFFFFF"), 2) == 21
    assert round(contrast("#767676", "#FFFFFF"), 2) == 4.54  # the usual example of WCAG 2
    assert grey_of("#FFFFFF") == "#FFFFFF"
    assert grey_of("#808080") == "#808080"
    assert abs(lightness(grey_of("#EE8866")) - lightness("#EE8866")) < 0.5
