"""Colours of localities: neighbours never share a hue, and a locality keeps the one it has."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from workbench.models.adjacency import Adjacency
from workbench.models.localities import LOCALITY_HUES
from workbench.models.plan import Plan

HUES = tuple(colour for _, colour in LOCALITY_HUES)


def locality_neighbours(adjacency: Adjacency, plan: Plan) -> dict[int, set[int]]:
    """Slots that share a border, by slot."""
    a, b = plan.labels[adjacency.pairs[:, 0]], plan.labels[adjacency.pairs[:, 1]]
    apart = (a != b) & (a >= 0) & (b >= 0)
    around: dict[int, set[int]] = {}
    for one, other in np.unique(np.stack([a[apart], b[apart]], axis=1), axis=0).tolist():
        around.setdefault(one, set()).add(other)
        around.setdefault(other, set()).add(one)
    return around


def free_hue(plan: Plan) -> str:
    """The hue used least so far, for a locality that has no areas yet."""
    used = [locality.colour for locality in plan]
    return min(HUES, key=lambda hue: (used.count(hue), HUES.index(hue)))


def colour_plan(adjacency: Adjacency, plan: Plan, *, kept: Mapping[str, str] | None = None) -> dict[str, str]:
    """A hue for every locality so that no two neighbours share one, by locality code.

    Localities in ``kept`` have the colour given there, and the others avoid it.

    Greedy over the localities with most neighbours first, preferring hues used least; with eight
    hues a planar map of localities is always coloured in practice.
    """
    around = locality_neighbours(adjacency, plan)
    slots = [plan.slot(locality.code) for locality in plan]
    chosen = {plan.slot(code): colour for code, colour in (kept or {}).items()}
    for slot in sorted(set(slots) - set(chosen), key=lambda s: (-len(around.get(s, ())), s)):
        taken = {chosen[other] for other in around.get(slot, ()) if other in chosen}
        second = {
            chosen[far]
            for other in around.get(slot, ())
            for far in around.get(other, ())
            if far in chosen and far != slot
        }
        used = list(chosen.values())
        free = [hue for hue in HUES if hue not in taken] or list(HUES)
        chosen[slot] = min(free, key=lambda hue: (hue in second, used.count(hue), HUES.index(hue)))
    return {locality.code: chosen[slot] for slot in slots if (locality := plan.locality(slot)) is not None}
