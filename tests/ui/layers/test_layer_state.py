"""What is remembered of the layers: order, looks, shading; nothing is lost by what does not fit."""

from __future__ import annotations

import pytest

from workbench.metrics.classing import Method
from workbench.models.map_sources import MapSource, SourceKind
from workbench.ui.layers.layer_rows import layer_rows
from workbench.ui.layers.layer_state import GROUND, SIGNS, LayerState, Shading, from_text, to_text
from workbench.ui.map.sheets import FILLS, Look

ROADS = MapSource("source 1", SourceKind.REFERENCE, "/maps/roads.gpkg", "Roads", colour="blue", place=1)
TILES = MapSource("source 2", SourceKind.BACKGROUND, "/maps/tiles.mbtiles", "Tiles", place=2)


def test_a_state_comes_back_as_it_was() -> None:
    state = LayerState().with_sources((ROADS, TILES)).moved("source 1", 2).with_look(FILLS, Look(True, 0.4))
    state = LayerState(
        state.signs[::-1], state.ground, state.looks, Shading("imd", Method.NATURAL, 7), frozenset({"Dental"})
    )
    assert from_text(to_text(state)) == state


@pytest.mark.parametrize("text", ["", "[]", "{", "{}", '{"signs": 3}', '{"looks": {"fills": 1}}'])
def test_what_does_not_fit_is_as_it_usually_is(text: str) -> None:
    assert from_text(text) == LayerState()


def test_a_layer_that_the_state_does_not_know_yet_takes_its_usual_place() -> None:
    text = to_text(LayerState()).replace('"practices", ', "", 1)
    assert from_text(text).signs == SIGNS


def test_new_files_take_their_usual_places_and_gone_ones_leave() -> None:
    state = LayerState().with_sources((ROADS, TILES))
    assert state.ground == ("source 2", "fills", "source 1", "borders", "outlines")
    faint = state.with_look("source 1", Look(True, 0.5))
    assert faint.with_sources((ROADS,)).look("source 1").opacity == 0.5
    assert faint.with_sources(()).ground == GROUND
    assert "source 1" not in faint.with_sources(()).looks


def test_layers_move_inside_their_group_and_no_farther() -> None:
    state = LayerState()
    assert state.moved("labels", 1) == state
    assert state.moved("labels", -9).signs[0] == "labels"
    assert state.moved("fills", 1).ground == ("borders", "fills", "outlines")
    assert state.moved("fills", 9).ground[-1] == "fills"


def test_rows_come_uppermost_first_and_say_what_they_can() -> None:
    state = LayerState().with_sources((ROADS, TILES))
    rows = layer_rows(
        state, (ROADS, TILES), hatched=True, present=lambda key: key not in ("links", "notes"),
        note=lambda key: "File not found" if key == "source 2" else "",
    )  # fmt: skip
    assert [row.key for row in rows] == [
        "labels", "providers", "practices", "outlines", "borders", "source 1", "hatches", "fills", "source 2"
    ]  # fmt: skip
    by_key = {row.key: row for row in rows}
    assert not by_key["labels"].up
    assert by_key["labels"].down
    assert by_key["source 2"].note == "File not found"
    assert not by_key["source 2"].down
    assert by_key["hatches"].opacity is None
    assert by_key["source 1"].colour == "blue"
