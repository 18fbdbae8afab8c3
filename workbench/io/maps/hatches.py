"""Hatches of localities in print: those that a neighbour looks too much like, as on the screen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from matplotlib.axes import Axes
from matplotlib.collections import PathCollection
from matplotlib.path import Path as DrawnPath

from workbench.metrics.colour_sight import grey_of
from workbench.metrics.hatches import hatches_for_all, needed_hatches
from workbench.metrics.hues import locality_neighbours
from workbench.models.adjacency import Adjacency
from workbench.models.plan import Plan

SIGNS = ("", "///", "\\\\\\", "---", "|||", "...", "xx")
"""What the drawing library calls hatches 1 to 6: rising, falling, level, upright, dots, lattice."""
INK = "#20242B99"


def in_greys(plan: Plan) -> Plan:
    """A copy of a plan whose localities have the greys that their hues come to on grey paper."""
    grey = plan.copy()
    for locality in plan:
        grey.put(replace(locality, colour=grey_of(locality.colour)))
    return grey


def printed_hatches(adjacency: Adjacency, plan: Plan, *, all_of_them: bool = False) -> dict[str, str]:
    """The sign of each locality that is hatched, by code; most plans have none.

    With ``all_of_them`` neighbours differ without their colours.
    """
    hues = {plan.slot(locality.code): locality.colour for locality in plan}
    around = locality_neighbours(adjacency, plan)
    found = hatches_for_all(around, list(hues)) if all_of_them else needed_hatches(around, hues)
    return {locality.code: SIGNS[hatch] for locality in plan if (hatch := found[plan.slot(locality.code)])}


def draw_hatches(
    axes: Axes, paths: Sequence[DrawnPath], plan: Plan, signs: dict[str, str], *, rasterized: bool
) -> None:
    """Draw the signs over the areas of their localities, one drawing a sign."""
    for sign in sorted(set(signs.values())):
        slots = [plan.slot(code) for code, own in signs.items() if own == sign]
        units = np.flatnonzero(np.isin(plan.labels, slots)).tolist()
        drawn = [paths[unit] for unit in units if np.size(paths[unit].vertices)]
        if not drawn:
            continue
        strokes = PathCollection(
            [DrawnPath.make_compound_path(*drawn)], facecolors="none", edgecolors=INK, linewidths=0,
            hatch=sign, zorder=2, rasterized=rasterized,
        )  # fmt: skip
        axes.add_collection(strokes, autolim=False)
