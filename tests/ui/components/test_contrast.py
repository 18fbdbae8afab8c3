"""Contrast of everything that has to be read or found, worked out from the tokens, in both themes."""

from __future__ import annotations

import numpy as np
import pytest

from workbench.metrics.colour_sight import contrast, grey_of, worst_differences
from workbench.models.localities import LOCALITY_HUES
from workbench.ui.map.colouring import UNASSIGNED_FILL, UNASSIGNED_HATCH, blend
from workbench.ui.map.patterns import INK, INK_SHARE
from workbench.ui.theme import load_tokens

MODES = ("light", "dark")
STATES = ("in", "near", "over", "under", "unknown")
TEXTS = ("text", "text2", "text3", "accent", *STATES)
GROUNDS = ("window", "surface", "selected", "hover")


def named(colour: int) -> str:
    return f"#{colour & 0xFFFFFF:06X}"


def inked(hue: str) -> str:
    """What the strokes of a hatch on a hue look like."""
    packed = np.array([0xFF000000 | int(hue[1:], 16)], dtype=np.uint32)
    return named(int(blend(packed, INK, INK_SHARE)[0]))


@pytest.mark.parametrize("mode", MODES)
def test_text_reaches_4_5_to_1_on_the_grounds_it_stands_on(mode: str) -> None:
    palette = load_tokens().palettes[mode]
    low = {
        (text, ground): round(contrast(palette[text], palette[ground]), 2)
        for text in TEXTS
        for ground in GROUNDS
        if contrast(palette[text], palette[ground]) < 4.5
    }
    assert low == {}
    assert contrast(palette["on_accent"], palette["accent"]) >= 4.5
    for state in STATES:
        assert contrast(palette[state], palette[f"{state}_soft"]) >= 4.5


@pytest.mark.parametrize("mode", MODES)
def test_borders_of_controls_and_the_focus_ring_reach_3_to_1(mode: str) -> None:
    palette = load_tokens().palettes[mode]
    for ground in ("window", "surface"):
        assert contrast(palette["control"], palette[ground]) >= 3
    for ground in (*GROUNDS, "sunken"):
        assert contrast(palette["accent"], palette[ground]) >= 3


@pytest.mark.parametrize("mode", MODES)
def test_the_map_stays_light_in_both_themes(mode: str) -> None:
    """Labels, outlines, hatches and status shapes have the same contrast whatever the theme."""
    palette, light = load_tokens().palettes[mode], load_tokens().palettes["light"]
    for hue in load_tokens().locality_hues:
        assert contrast(palette["map_ink"], hue) >= 8
        assert contrast(palette["map_line"], hue) >= 3
        assert contrast(inked(hue), hue) >= 2
    for state in STATES:  # drawn in the light theme's colours on white
        assert contrast(light[state], "#FFFFFF") >= 4.5


def test_the_hues_are_those_of_the_tokens() -> None:
    assert load_tokens().locality_hues == tuple(hue for _, hue in LOCALITY_HUES)


def test_grey_print_keeps_labels_lines_and_hatches_readable() -> None:
    for hue in load_tokens().locality_hues:
        grey = grey_of(hue)
        assert len({grey[1:3], grey[3:5], grey[5:7]}) == 1
        assert contrast("#000000", grey) >= 8
        assert contrast("#20242B", grey) >= 4.5
        assert contrast(inked(grey), grey) >= 2
    assert contrast(named(UNASSIGNED_HATCH), named(UNASSIGNED_FILL)) >= 3


def test_no_two_hues_look_the_same_to_any_sight_but_all_greys_nearly_do() -> None:
    """Why a grey print needs hatches."""
    hues = load_tokens().locality_hues
    above = np.triu_indices(len(hues), 1)
    assert worst_differences(hues)[above].min() > 10
    assert worst_differences([grey_of(hue) for hue in hues])[above].min() < 2
