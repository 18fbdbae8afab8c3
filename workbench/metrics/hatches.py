"""Hatches of localities: what tells neighbours apart where their hues cannot, and on grey paper."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from workbench.metrics.colour_sight import CLEAR, worst_difference
from workbench.metrics.hues import Around, smallest_last

NO_HATCH = 0
HATCHES = 6
"""Hatches are numbered 1 to 6: rising and falling strokes, level and upright lines, dots, a lattice."""


def needed_hatches(around: Around, colours: Mapping[int, str]) -> dict[int, int]:
    """A hatch for localities that a neighbour looks too much like, 0 for all others, by slot."""
    alike = {
        slot: {
            other
            for other in around.get(slot, ())
            if other in colours and worst_difference(colour, colours[other]) < CLEAR
        }
        for slot, colour in colours.items()
    }
    found = dict.fromkeys(colours, NO_HATCH)
    return found | _apart(alike, [slot for slot, others in alike.items() if others])


def hatches_for_all(around: Around, slots: Sequence[int]) -> dict[int, int]:
    """A hatch or none for every locality so that each differs from its neighbours without any colour.

    All seven looks are used about equally often.
    """
    return _apart(around, slots, even=True)


def _apart(around: Around, slots: Sequence[int], *, even: bool = False) -> dict[int, int]:
    """Looks from 0 to 6 that differ between neighbours: the first free one, or the one used least."""
    chosen: dict[int, int] = {}
    used = [0] * (HATCHES + 1)
    for slot in smallest_last(around, slots):
        near = [chosen[other] for other in around.get(slot, ()) if other in chosen]
        look = min(range(HATCHES + 1), key=lambda one: (near.count(one), used[one] if even else 0, one))
        chosen[slot] = look
        used[look] += 1
    return chosen
