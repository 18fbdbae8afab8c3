"""Put figures of areas into classes for a shaded map: quantiles, equal intervals, natural breaks."""

from __future__ import annotations

from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

FEWEST, MOST, USUAL = 3, 7, 5
"""Classes that can be asked for."""
_SAMPLE = 3_000
"""Values that natural breaks are found among; the search grows with the square of their number."""


class Method(StrEnum):
    """How the limits between classes are found."""

    QUANTILES = "quantiles"
    EQUAL = "equal"
    NATURAL = "natural"


def class_limits(values: NDArray[np.float64], method: Method, classes: int = USUAL) -> NDArray[np.float64]:
    """Limits of up to ``classes`` classes from the lowest to the highest value, ascending, none twice.

    Quantiles hold about as many areas each; equal intervals are as wide as one another; natural breaks
    (Fisher and Jenks, by mapclassify) make the squared distances inside the classes smallest. Values that
    are not known are passed over. Fewer different values than classes make fewer classes; one value alone
    is its own class, with one limit; none make no limit.
    """
    known = np.sort(values[np.isfinite(values)])
    if not len(known):
        return known
    if method is Method.EQUAL:
        limits = np.linspace(known[0], known[-1], classes + 1)
    elif method is Method.QUANTILES:
        limits = np.quantile(known, np.linspace(0, 1, classes + 1))
    else:
        limits = _natural(known, classes)
    return np.unique(limits)


def _natural(known: NDArray[np.float64], classes: int) -> NDArray[np.float64]:
    """Natural breaks of sorted values; a sample at even steps stands for very many."""
    different = np.unique(known)
    if len(different) <= classes:
        return different if len(different) == 1 else np.concatenate([different[:1], different])
    from mapclassify import FisherJenks  # takes a second to load, wanted only here

    some = known
    if len(known) > _SAMPLE:
        some = known[np.linspace(0, len(known) - 1, _SAMPLE).round().astype(np.int64)]
    ends = np.asarray(FisherJenks(some, k=classes).bins, dtype=np.float64)[:-1]
    above = some[np.searchsorted(some, ends, side="right")]
    starts = [_after_widest_gap(different, *pair) for pair in zip(ends, above, strict=True)]
    return np.concatenate([known[:1], starts, known[-1:]])


def _after_widest_gap(different: NDArray[np.float64], low: float, high: float) -> float:
    """The value after the widest gap among those from ``low`` to ``high``: there a class begins."""
    between = different[(different >= low) & (different <= high)]
    return float(between[1 + int(np.argmax(np.diff(between)))])


def classes_of(values: NDArray[np.float64], limits: NDArray[np.float64]) -> NDArray[np.int64]:
    """Class of each value from 0, -1 where it is not known; a limit itself belongs to the higher class.

    Limits 0, 10, 20: 0 and 9 -> 0, 10 and 20 -> 1.
    """
    found = np.searchsorted(limits[1:-1], np.nan_to_num(values), side="right").astype(np.int64)
    return np.where(np.isfinite(values), found, -1)
