"""Colours of localities: neighbours never share a hue where that can be, and a locality keeps its own."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from workbench.metrics.colour_sight import CLEAR, lightness, worst_difference
from workbench.models.adjacency import Adjacency
from workbench.models.localities import LOCALITY_HUES
from workbench.models.plan import Plan

HUES = tuple(colour for _, colour in LOCALITY_HUES)
_SWEEPS = 6
_DARKNESS = {hue: (max(map(lightness, HUES)) - lightness(hue)) / 25 for hue in HUES}
"""From 0 for the lightest hue to about 1 for the darkest."""

Around = Mapping[int, set[int]]
"""The neighbours of each slot; slots without any may be left out."""


def locality_neighbours(adjacency: Adjacency, plan: Plan) -> dict[int, set[int]]:
    """Slots that share a border, by slot."""
    return neighbours_of(adjacency, plan.labels)


def neighbours_of(adjacency: Adjacency, labels: NDArray[np.int32]) -> dict[int, set[int]]:
    """Slots that share a border where the units have these labels, by slot."""
    return neighbours_among(bordering(adjacency, labels))


def bordering(adjacency: Adjacency, labels: NDArray[np.int32]) -> NDArray[np.int64]:
    """Each pair of slots that share a border as one number, the smaller slot in its upper half; sorted."""
    a, b = labels[adjacency.pairs[:, 0]], labels[adjacency.pairs[:, 1]]
    apart = (a != b) & (a >= 0) & (b >= 0)
    return np.unique(np.minimum(a, b)[apart].astype(np.int64) << 32 | np.maximum(a, b)[apart])


def neighbours_among(pairs: NDArray[np.int64]) -> dict[int, set[int]]:
    """Slots that share a border, by slot, from the numbers of ``bordering``."""
    around: dict[int, set[int]] = {}
    for one, other in zip((pairs >> 32).tolist(), (pairs & 0xFFFFFFFF).tolist(), strict=True):
        around.setdefault(one, set()).add(other)
        around.setdefault(other, set()).add(one)
    return around


def neighbours_in_all(adjacency: Adjacency, plan: Plan, others: Iterable[Plan]) -> dict[int, set[int]]:
    """Slots of ``plan`` that share a border in it, or whose namesakes do in one of the other plans.

    Namesakes have the same code and name: a copied scenario shows them in the same hue.
    """
    around = locality_neighbours(adjacency, plan)
    for other in others:
        own: dict[int, int] = {}
        for locality in other:
            mine = plan.get(locality.code)
            if mine is not None and mine.name == locality.name:
                own[other.slot(locality.code)] = plan.slot(locality.code)
        for one, theirs in locality_neighbours(adjacency, other).items():
            if one in own:
                around.setdefault(own[one], set()).update(own[slot] for slot in theirs if slot in own)
    return around


def free_hue(plan: Plan) -> str:
    """The hue used least so far, for a locality that has no areas yet."""
    used = [locality.colour for locality in plan]
    return min(HUES, key=lambda hue: (used.count(hue), HUES.index(hue)))


def colour_plan(
    adjacency: Adjacency,
    plan: Plan,
    *,
    kept: Mapping[str, str] | None = None,
    others: Iterable[Plan] = (),
    area_m2: NDArray[np.float64] | None = None,
) -> dict[str, str]:
    """A hue for every locality so that no two neighbours share one, by locality code.

    Localities in ``kept`` have the colour given there, and the others avoid it. Neighbours in the plans of
    ``others`` count as well. Localities are large by ``area_m2`` of their units, else by number of units.
    """
    around = neighbours_in_all(adjacency, plan, others)
    held = plan.labels >= 0
    weights = None if area_m2 is None else area_m2[held]
    size = np.bincount(plan.labels[held], weights, minlength=plan.slots)
    slots = [plan.slot(locality.code) for locality in plan]
    fixed = {plan.slot(code): colour for code, colour in (kept or {}).items()}
    chosen = choose_hues(around, slots, fixed, {slot: float(size[slot]) for slot in slots})
    return {locality.code: chosen[slot] for slot in slots if (locality := plan.locality(slot)) is not None}


def choose_hues(
    around: Around, slots: Sequence[int], fixed: Mapping[int, str], size: Mapping[int, float]
) -> dict[int, str]:
    """A hue for every slot; ``fixed`` ones have theirs.

    Slots are taken in such an order that each has few neighbours among those before it (on a map never more
    than five), so that without fixed colours there always is a free hue, and one that is clear to all kinds
    of sight. Then each looks a few times whether another hue would be better, now that all have one.
    """
    hues = _Hues(around, fixed, size)
    order = smallest_last(around, [slot for slot in slots if slot not in fixed])
    for slot in order:
        hues.take(slot)
    for _ in range(_SWEEPS):
        if not sum([hues.take(slot) for slot in order]):
            break
    return hues.chosen


class _Hues:
    """Hues chosen so far, and what a hue would cost a slot."""

    def __init__(self, around: Around, fixed: Mapping[int, str], size: Mapping[int, float]) -> None:
        self.chosen = dict(fixed)
        self._around = around
        self._size = size
        self._largest = max(size.values(), default=0.0) or 1.0
        self._used = dict.fromkeys(HUES, 0)
        for colour in fixed.values():
            self._used[colour] = self._used.get(colour, 0) + 1

    def take(self, slot: int) -> bool:
        """Give a slot the hue that costs least; tells whether that is another one than before."""
        before = self.chosen.pop(slot, None)
        if before is not None:
            self._used[before] -= 1
        near = [self.chosen[one] for one in self._around.get(slot, ()) if one in self.chosen]
        far = {
            self.chosen[one]
            for between in self._around.get(slot, ())
            for one in self._around.get(between, ())
            if one != slot and one in self.chosen
        }
        share = self._size.get(slot, 0.0) / self._largest
        total = max(1, len(self.chosen))

        def cost(hue: str) -> tuple[int, float, float, int]:
            soft = (hue in far) + 2 * self._used[hue] / total + share * _DARKNESS[hue]
            return near.count(hue), unclear(hue, near), soft, HUES.index(hue)

        best = min(HUES, key=cost)
        if before is not None and cost(before)[:3] <= cost(best)[:3]:
            best = before
        self.chosen[slot] = best
        self._used[best] += 1
        return best != before


def unclear(hue: str, near: Iterable[str]) -> float:
    """By how much a hue falls short of being clear to all kinds of sight beside others, 0 where it is."""
    return round(sum(max(0.0, CLEAR - worst_difference(hue, other)) for other in near), 6)


def smallest_last(around: Around, slots: Sequence[int]) -> list[int]:
    """Slots in an order in which each has as few neighbours as possible among those before it."""
    wanted = set(slots)
    left = {slot: set(around.get(slot, ())) & wanted for slot in slots}
    by_degree: dict[int, set[int]] = {}
    for slot, others in left.items():
        by_degree.setdefault(len(others), set()).add(slot)
    order = []
    while left:
        degree = min(count for count, some in by_degree.items() if some)
        slot = min(by_degree[degree])
        by_degree[degree].remove(slot)
        for other in left.pop(slot):
            by_degree[len(left[other])].remove(other)
            left[other].remove(slot)
            by_degree.setdefault(len(left[other]), set()).add(other)
        order.append(slot)
    return order[::-1]


def colours_to_keep(
    around: Around, colours: Mapping[int, str], size: Mapping[int, float], *, sure: Iterable[int] = ()
) -> dict[int, str]:
    """The localities that can keep their colour, by slot.

    They are the ``sure`` ones and, the largest first, every other one that has no neighbour of the same
    colour among them.
    """
    surely = set(sure)
    kept: dict[int, str] = {}
    for slot in sorted(colours, key=lambda one: (one not in surely, -size.get(one, 0.0), one)):
        clash = any(kept.get(other) == colours[slot] for other in around.get(slot, ()))
        if slot in surely or not clash:
            kept[slot] = colours[slot]
    return kept
