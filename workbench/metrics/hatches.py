"""Hatches of localities: what tells neighbours apart where their hues cannot, and on grey paper."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

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
    return dict.fromkeys(colours, NO_HATCH) | hatches_apart(alike)


def looking_alike(pairs: NDArray[np.int64], colours: NDArray[np.uint32]) -> NDArray[np.int64]:
    """Of pairs of slots as ``bordering`` gives them, those with hues that are hard to tell apart.

    ``colours`` has the hue of each slot as 0xffRRGGBB; slots without one look like nothing.
    """
    pairs = pairs[(pairs >> 32 < len(colours)) & ((pairs & 0xFFFFFFFF) < len(colours))]
    hues, hue_of = np.unique(colours, return_inverse=True)
    both = hue_of[pairs >> 32] * len(hues) + hue_of[pairs & 0xFFFFFFFF]
    met, which = np.unique(both, return_inverse=True)
    names = [f"#{int(hue) & 0xFFFFFF:06X}" for hue in hues]
    alike = [worst_difference(names[one // len(hues)], names[one % len(hues)]) < CLEAR for one in met]
    return pairs[np.array(alike, dtype=bool)[which]]


def hatches_apart(alike: Around) -> dict[int, int]:
    """A hatch or none for the slots that have to differ from some others, by slot."""
    return _apart(alike, [slot for slot, others in alike.items() if others])


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
