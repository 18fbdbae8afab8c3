"""What maps are coloured by beside localities: the band, an indicator, and what differs; with legends."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from PySide6.QtGui import QColor

from workbench.io.maps.colours import ONE, SAME, SEVERAL
from workbench.metrics.figures import ScenarioFigures
from workbench.models.plan import Plan
from workbench.models.units import UnitTable
from workbench.ui import formats
from workbench.ui.panels.option_bar import band_text
from workbench.ui.status import has_limits
from workbench.ui.theme import load_tokens

Units = NDArray[np.int64]
NOBODY = np.empty(0, dtype=np.int64)
FAR = 5_000.0
"""People beyond a limit from which a locality is shown as far outside."""
_BAND_COLOURS = ("#8E78CE", "#D5CAF0", "#F7F8FA", "#F4BDB7", "#D0645B")
_NOT_KNOWN = "#DDDDDD"
AGED, DEPRIVATION = "aged", "imd"


@dataclass(frozen=True)
class LegendRow:
    """One ground of a map and what it means; ``note`` has figures of its own."""

    colour: str
    words: str
    note: str = ""
    hatched: bool = False


@dataclass(frozen=True, eq=False)
class Shades:
    """A colour for each area as 0xffRRGGBB, and the areas that are hatched besides."""

    fills: NDArray[np.uint32]
    hatched: Units


# -- what differs
def difference_shades(times: NDArray[np.int64]) -> Shades:
    """Plain where all agree, light and hatched where one differs, dark where several do."""
    table = _colours((SAME, ONE, SEVERAL))
    return Shades(table[np.minimum(times, 2)], np.flatnonzero(times == 1))


def difference_legend(
    times: NDArray[np.int64], resident: NDArray[np.float64], letters: Sequence[str]
) -> list[LegendRow]:
    """The rows of the legend; ``letters`` are those of the scenarios beside the baseline."""
    several = "Differs in several" if len(letters) > 2 else f"Differs in {' and '.join(letters)}"
    one = f"Differs in {' or '.join(letters)}" if len(letters) < 3 else "Differs in one"
    rows = [LegendRow(SAME, "Same in all" if len(letters) > 1 else "Same in both")]
    rows.append(LegendRow(ONE, one, _count(times == 1, resident), hatched=True))
    if len(letters) > 1:
        rows.append(LegendRow(SEVERAL, several, _count(times > 1, resident)))
    return rows


def _count(units: NDArray[np.bool_], resident: NDArray[np.float64]) -> str:
    if not units.any():
        return "None"
    return f"{formats.count(int(units.sum()), 'area')}, {formats.people(float(resident[units].sum()))}"


# -- the band
def band_shades(plan: Plan, figures: ScenarioFigures) -> Shades:
    """Every area by how far its locality is from the band; those below the band are hatched."""
    classes = np.full(plan.slots + 1, 5, dtype=np.int64)
    for row in figures.localities:
        classes[plan.slot(row.code)] = _band_class(row.people, figures)
    of_units = classes[plan.labels]
    return Shades(_colours((*_BAND_COLOURS, _NOT_KNOWN))[of_units], np.flatnonzero(of_units < 2))


def _band_class(people: float, figures: ScenarioFigures) -> int:
    """0 far below, 1 below, 2 in the band, 3 above, 4 far above, 5 not known."""
    band = figures.rules.band
    if math.isnan(people):
        return 5
    gap = band.people_from_band(people) if has_limits(band) else 0
    return 2 + (gap > 0) + (gap > FAR) - (gap < 0) - (gap < -FAR)


def band_legend(figures: ScenarioFigures) -> list[LegendRow]:
    """What the colours of the band mean."""
    far = formats.number(FAR)
    words = (
        f"Under by more than {far}", f"Under by up to {far}", "In band",
        f"Over by up to {far}", f"Over by more than {far}",
    )  # fmt: skip
    band = figures.rules.band
    notes = ("", "", band_text(band) if has_limits(band) else "No band is set", "", "")
    return [
        *(
            LegendRow(colour, text, note, hatched=place < 2)
            for place, (colour, text, note) in enumerate(zip(_BAND_COLOURS, words, notes, strict=True))
        ),
        LegendRow(_NOT_KNOWN, "Unassigned or not known"),
    ]


# -- indicators
def indicators(units: UnitTable) -> Mapping[str, str]:
    """Indicators of the areas by key, with their words."""
    found = {}
    if units.aged_65_plus is not None and np.isfinite(units.aged_65_plus).any():
        found[AGED] = "Aged 65 and over, %"
    if units.imd_score is not None and np.isfinite(units.imd_score).any():
        found[DEPRIVATION] = "Deprivation, IMD score"
    for name in units.attributes.columns:
        if pd.api.types.is_numeric_dtype(units.attributes[name]):
            found[f"column {name}"] = str(name).replace("_", " ")
    return found


def indicator_values(units: UnitTable, key: str) -> NDArray[np.float64]:
    """The values of an indicator; NaN where it is not known."""
    if key == AGED and units.aged_65_plus is not None:
        with np.errstate(divide="ignore", invalid="ignore"):
            return np.where(units.resident > 0, 100 * units.aged_65_plus / units.resident, np.nan)
    if key == DEPRIVATION and units.imd_score is not None:
        return np.asarray(units.imd_score, dtype=np.float64)
    column = units.attributes[key.removeprefix("column ")]
    return np.asarray(pd.to_numeric(column, errors="coerce"), dtype=np.float64)


def indicator_shades(values: NDArray[np.float64]) -> tuple[Shades, list[LegendRow]]:
    """Five classes with about as many areas each, light to dark, and their legend."""
    palette = load_tokens().choropleth[1:]
    known = values[np.isfinite(values)]
    limits = np.unique(np.quantile(known, np.linspace(0, 1, len(palette) + 1))) if len(known) else known
    inner = limits[1:-1]
    classes = np.where(np.isnan(values), len(palette), np.searchsorted(inner, np.nan_to_num(values), "right"))
    fills = _colours((*palette, _NOT_KNOWN))[classes]
    decimals = 0 if len(known) and np.abs(known).max() >= 100 else 1
    rows = [
        LegendRow(palette[place], f"{formats.number(low, decimals)} to {formats.number(high, decimals)}")
        for place, (low, high) in enumerate(pairwise(limits))
    ] or ([LegendRow(palette[0], formats.number(limits[0], decimals))] if len(limits) else [])
    if np.isnan(values).any():
        rows.append(LegendRow(_NOT_KNOWN, formats.NOT_KNOWN))
    return Shades(fills, NOBODY), rows


def _colours(names: Sequence[str]) -> NDArray[np.uint32]:
    return np.array([QColor(name).rgb() for name in names], dtype=np.uint32)
