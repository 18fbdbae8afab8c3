"""Layers come in below the legend, whenever they are added and however they are ordered."""

from __future__ import annotations

from dataclasses import dataclass

from workbench.ui.map.furniture import MapFurniture
from workbench.ui.map.overlays import place_of_new


@dataclass
class Layer:
    layer: str


def test_a_layer_that_comes_late_stands_below_the_legend() -> None:
    overlays: list[object] = [Layer("labels"), MapFurniture(())]
    assert place_of_new(overlays, Layer("notes")) == 1
    assert place_of_new(overlays, object()) == 2, "a cursor stands above everything"
    assert place_of_new([], Layer("notes")) == 0
