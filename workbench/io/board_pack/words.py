"""Numbers of the board pack as words: unknown is told, minus is a true minus."""

from __future__ import annotations

import math

from workbench.metrics.scorecard import Line, Measure
from workbench.models.localities import Locality

NOT_KNOWN = "Not known"
NOT_RECORDED = "Not recorded"


def people(value: float) -> str:
    """Whole people with thousands commas."""
    return NOT_KNOWN if math.isnan(value) else f"{value:,.0f}".replace("-", "−")


def share(value: float) -> str:
    """A share of 0 to 1 as per cent with one decimal."""
    return NOT_KNOWN if math.isnan(value) else f"{value * 100:.1f}%".replace("-", "−")


def score(value: float) -> str:
    """A score with one decimal."""
    return NOT_KNOWN if math.isnan(value) else f"{value:,.1f}".replace("-", "−")


def km(value: float) -> str:
    """Kilometres with one decimal."""
    return NOT_KNOWN if math.isnan(value) else f"{value:,.1f} km"


def count(number: int, word: str) -> str:
    """A number with its word: 1 area, 2 areas."""
    return f"{number:,} {word}" + ("" if number == 1 else "s")


def locality_name(locality: Locality | None) -> str:
    """The name of a locality; None is unassigned."""
    return locality.name if locality else "Unassigned"


def value_words(line: Line, place: int) -> str:
    """One value of the scorecard; a line without data reads as not recorded."""
    value = line.values[place]
    if not line.recorded:
        return NOT_RECORDED
    if math.isnan(value):
        return NOT_KNOWN
    match line.measure:
        case Measure.COUNT | Measure.PEOPLE:
            return people(value)
        case Measure.SHARE:
            return share(value)
        case Measure.KM:
            return f"{value:,.1f}"
        case Measure.RATIO:
            return f"{value:.2f}"


def difference_words(line: Line, place: int, baseline: int) -> str:
    """How a value stands to the baseline: the difference and its verdict in words."""
    value, base = line.values[place], line.values[baseline]
    if not line.recorded or math.isnan(value) or math.isnan(base):
        return ""
    gap = value - base
    if not gap:
        return "no change"
    sign = "+" if gap > 0 else "−"
    match line.measure:
        case Measure.COUNT | Measure.PEOPLE:
            size = f"{abs(gap):,.0f}"
        case Measure.SHARE:
            size = f"{abs(gap) * 100:.1f} points"
        case Measure.KM:
            size = f"{abs(gap):,.1f}"
        case Measure.RATIO:
            size = f"{abs(gap):.2f}"
    verdict = str(line.verdict(place, baseline))
    return f"{sign}{size}" + (f", {verdict}" if line.better else "")
