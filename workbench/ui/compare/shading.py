"""What maps side by side are coloured by beside localities: the band, and what differs; with legends."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from workbench.io.maps.colours import ONE, SAME, SEVERAL
from workbench.metrics.figures import ScenarioFigures
from workbench.models.plan import Plan
from workbench.ui import formats
from workbench.ui.layers.classed import NOT_KNOWN, Shades, packed
from workbench.ui.map.legend import LegendRow
from workbench.ui.panels.option_bar import band_text
from workbench.ui.status import has_limits

FAR = 5_000.0
"""People beyond a limit from which a locality is shown as far outside."""
_BAND_COLOURS = ("#8E78CE", "#D5CAF0", "#F7F8FA", "#F4BDB7", "#D0645B")


# -- what differs
def difference_shades(times: NDArray[np.int64]) -> Shades:
    """Plain where all agree, light and hatched where one differs, dark where several do."""
    table = packed((SAME, ONE, SEVERAL))
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
    return Shades(packed((*_BAND_COLOURS, NOT_KNOWN))[of_units], np.flatnonzero(of_units < 2))


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
        LegendRow(NOT_KNOWN, "Unassigned or not known"),
    ]
