"""Figures of each area that a map can be shaded by: people, age, deprivation, density, imported columns."""

from __future__ import annotations

import re

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from workbench.models.project import StudyArea

RESIDENT, REGISTERED, WEIGHTED = "resident", "registered", "weighted"
AGED, DEPRIVATION, DENSITY = "aged", "imd", "density"
COLUMN = "column "
"""What the key of an imported column begins with; its name follows."""
_AGED = re.compile(r"pop_(\d+)_(\d+|plus)")
_CAPITALS = {
    "imd": "IMD", "imd2019": "IMD 2019", "imd2025": "IMD 2025", "ha": "(ha)", "km2": "(km²)", "pct": "%",
}  # fmt: skip


def indicators(area: StudyArea) -> dict[str, str]:
    """Indicators that the areas have, by key, with their words; a column without any figure is left out."""
    units = area.units
    words = {
        RESIDENT: "Residents",
        REGISTERED: "Registered patients who live here",
        WEIGHTED: "Weighted population",
        AGED: "Aged 65 and over, %",
        DEPRIVATION: "Deprivation, IMD score",
        DENSITY: "Residents per square kilometre",
    }
    words |= {
        f"{COLUMN}{name}": column_words(str(name))
        for name in units.attributes.columns
        if pd.api.types.is_numeric_dtype(units.attributes[name])
    }
    return {key: text for key, text in words.items() if np.isfinite(indicator_values(area, key)).any()}


def column_words(name: str) -> str:
    """What an imported column is called on screen: pop_0_4 is "People aged 0 to 4"."""
    aged = _AGED.fullmatch(name)
    if aged is not None:
        youngest, oldest = aged.groups()
        return f"People aged {youngest} " + ("and over" if oldest == "plus" else f"to {oldest}")
    words = [_CAPITALS.get(word, word) for word in name.split("_") if word]
    text = " ".join(words)
    return text[:1].upper() + text[1:]


def indicator_values(area: StudyArea, key: str) -> NDArray[np.float64]:
    """The values of an indicator, one an area; NaN where it is not known, everywhere for an unknown key.

    Residents, registered and weighted are people, the share of people aged 65 and over is per cent of
    residents, density is residents per square kilometre.
    """
    units = area.units
    unknown = np.full(len(units), np.nan)
    if key == RESIDENT:
        return np.asarray(units.resident, dtype=np.float64)
    if key == REGISTERED:
        return area.patients.by_unit if len(area.registrations) else unknown
    if key == WEIGHTED and units.weighted is not None:
        return np.asarray(units.weighted, dtype=np.float64)
    if key == AGED and units.aged_65_plus is not None:
        return _ratio(100 * units.aged_65_plus, units.resident)
    if key == DEPRIVATION and units.imd_score is not None:
        return np.asarray(units.imd_score, dtype=np.float64)
    if key == DENSITY:
        return _ratio(units.resident, units.area_m2 / 1e6)
    name = key.removeprefix(COLUMN)
    if key.startswith(COLUMN) and name in units.attributes.columns:
        return np.asarray(pd.to_numeric(units.attributes[name], errors="coerce"), dtype=np.float64)
    return unknown


def _ratio(part: NDArray[np.float64], whole: NDArray[np.float64]) -> NDArray[np.float64]:
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(whole > 0, part / whole, np.nan)
