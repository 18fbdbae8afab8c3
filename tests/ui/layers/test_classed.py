"""Shading by classes: colours, legend, and what is not known."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtGui import QColor

from workbench.metrics.classing import Method
from workbench.models.localities import LOCALITY_HUES
from workbench.ui.layers.classed import NOT_KNOWN, class_shades, sequence


def test_classes_hold_about_as_many_areas_each_and_unknown_is_hatched() -> None:
    values = np.array([*range(10), np.nan], dtype=float)
    shades, rows = class_shades(values)
    assert len({int(shades.fills[at]) for at in range(10)}) == 5
    assert [np.count_nonzero(shades.fills == fill) for fill in shades.fills[[0, 2, 4, 6, 8]]] == [2] * 5
    assert shades.fills[10] == QColor(NOT_KNOWN).rgb()
    assert shades.hatched.tolist() == [10]
    assert rows[0].words == "0.0 to 1.8"
    assert rows[-1].words == "Not known"
    assert rows[-1].hatched


def test_one_value_is_one_class() -> None:
    same, legend = class_shades(np.full(3, 7.0))
    assert len(set(same.fills.tolist())) == 1
    assert [row.words for row in legend] == ["7"]
    assert class_shades(np.full(3, np.nan))[1][0].words == "Not known"


@pytest.mark.parametrize("classes", range(3, 8))
def test_palettes_go_from_light_to_dark_and_are_no_locality(classes: int) -> None:
    found = sequence(classes)
    light = [QColor(name).lightnessF() for name in found]
    assert len(set(found)) == classes
    assert light == sorted(light, reverse=True)
    assert not {hue.upper() for _, hue in LOCALITY_HUES} & set(found)


@pytest.mark.parametrize("method", list(Method))
@pytest.mark.parametrize("classes", [3, 7])
def test_the_legend_has_a_row_a_class(method: Method, classes: int) -> None:
    shades, rows = class_shades(np.arange(100.0), method, classes)
    assert len(rows) == classes
    assert len(set(shades.fills.tolist())) == classes
