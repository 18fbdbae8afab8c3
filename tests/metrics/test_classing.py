"""Classes of figures, worked out by hand, and the indicators that areas have."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from tests.grids import grid_area
from workbench.metrics.classing import Method, class_limits, classes_of
from workbench.metrics.unit_indicators import (
    AGED,
    DENSITY,
    DEPRIVATION,
    REGISTERED,
    RESIDENT,
    WEIGHTED,
    column_words,
    indicator_values,
    indicators,
)


def test_equal_intervals_are_as_wide_as_one_another() -> None:
    limits = class_limits(np.array([0.0, 1, 2, 3, 100, np.nan]), Method.EQUAL, 4)
    assert limits.tolist() == [0, 25, 50, 75, 100]


def test_quantiles_hold_as_many_areas_each() -> None:
    values = np.arange(12.0)
    found = classes_of(values, class_limits(values, Method.QUANTILES, 4))
    assert np.bincount(found).tolist() == [3, 3, 3, 3]


def test_natural_breaks_fall_into_the_gaps() -> None:
    values = np.array([1.0, 2, 3, 10, 11, 12, 50, 51])
    limits = class_limits(values, Method.NATURAL, 3)
    assert limits.tolist() == [1, 10, 50, 51]
    assert classes_of(values, limits).tolist() == [0, 0, 0, 1, 1, 1, 2, 2]


def test_very_many_values_break_where_a_sample_of_them_does() -> None:
    values = np.concatenate([np.linspace(0, 1, 9_000), np.linspace(5, 6, 9_000), np.linspace(90, 91, 9_000)])
    limits = class_limits(values, Method.NATURAL, 3)
    assert np.bincount(classes_of(values, limits)).tolist() == [9_000] * 3


@pytest.mark.parametrize("method", list(Method))
def test_few_values_make_few_classes_and_unknown_ones_none(method: Method) -> None:
    assert class_limits(np.array([7.0, 7.0, np.nan]), method).tolist() == [7]
    assert class_limits(np.full(3, np.nan), method).tolist() == []
    two = class_limits(np.array([1.0, 2.0]), method, 7)
    assert len(two) <= 8
    assert two[0] == 1
    assert two[-1] == 2
    assert classes_of(np.array([np.nan, 7.0]), np.array([7.0])).tolist() == [-1, 0]


def test_a_limit_belongs_to_the_higher_class() -> None:
    assert classes_of(np.array([0.0, 9, 10, 20]), np.array([0.0, 10, 20])).tolist() == [0, 0, 1, 1]


def test_indicators_are_those_that_the_areas_have() -> None:
    area = grid_area()
    found = indicators(area)
    assert WEIGHTED not in found
    assert {RESIDENT, REGISTERED, AGED, DEPRIVATION, DENSITY} <= set(found)
    assert "column rural" not in found  # words are no figures
    assert indicator_values(area, AGED).tolist() == [20.0] * 12
    assert indicator_values(area, WEIGHTED).tolist() == pytest.approx([np.nan] * 12, nan_ok=True)
    assert indicator_values(area, REGISTERED).sum() == area.patients.by_unit.sum()
    square_kilometres = area.units.area_m2 / 1e6
    assert indicator_values(area, DENSITY) == pytest.approx(area.units.resident / square_kilometres)


def test_an_imported_column_of_figures_is_an_indicator() -> None:
    area = grid_area()
    frame = pd.DataFrame({"fuel_poverty": [*range(11), None], "none": [np.nan] * 12})
    area.units = replace(area.units, attributes=frame)
    found = indicators(area)
    assert found["column fuel_poverty"] == "Fuel poverty"
    assert "column none" not in found
    values = indicator_values(area, "column fuel_poverty")
    assert values[:11].tolist() == list(range(11))
    assert np.isnan(values[11])
    assert np.isnan(indicator_values(area, "column gone")).all()


def test_imported_columns_are_called_by_words() -> None:
    assert column_words("pop_0_4") == "People aged 0 to 4"
    assert column_words("pop_85_plus") == "People aged 85 and over"
    assert column_words("imd2019_rank") == "IMD 2019 rank"
    assert column_words("area_ha") == "Area (ha)"
    assert column_words("_") == ""
