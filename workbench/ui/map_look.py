"""How localities look: in hues, or in greys as they would be printed, and which of them are hatched.

Hue means a locality, and the number on it; where two neighbours look alike, or on grey paper, a hatch tells
them apart. What is worked out for the scenario shown is the same on map and chips.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QColor

from workbench.metrics.colour_sight import grey_of
from workbench.metrics.hatches import NO_HATCH, hatches_apart, hatches_for_all, looking_alike
from workbench.metrics.hues import bordering, neighbours_among
from workbench.models.adjacency import Adjacency
from workbench.models.plan import Plan


@dataclass(frozen=True, eq=False)
class SlotLooks:
    """Colour (0xffRRGGBB) and hatch (1 to 6, 0 for none) of each slot of a plan."""

    colours: NDArray[np.uint32]
    hatches: NDArray[np.uint8]


class MapLook(QObject):
    """The look in use; one for all windows."""

    changed = Signal()
    """Greys or hatches were switched: draw everything again."""

    def __init__(self) -> None:
        super().__init__()
        self._grey = False
        self._hatched = False
        self._hatch_of: dict[tuple[str, str], int] = {}
        self._basis: tuple[bytes | int, ...] = ()
        self._hatches: NDArray[np.uint8] = np.zeros(0, dtype=np.uint8)
        self.version = 0
        """Another number whenever chips look different: pictures of them are painted again."""

    @property
    def grey(self) -> bool:
        """Whether everything is shown in the greys of a print."""
        return self._grey

    @property
    def hatches_wanted(self) -> bool:
        """Whether all localities are to be hatched in hues, too."""
        return self._hatched

    @property
    def hatched(self) -> bool:
        """Whether all localities are hatched so that no two neighbours need their hues."""
        return self._hatched or self._grey

    def set_grey(self, grey: bool) -> None:
        """Show greys and hatches as on grey paper, or hues again."""
        if grey != self._grey:
            self._grey = grey
            self.version += 1
            self.changed.emit()

    def set_hatched(self, hatched: bool) -> None:
        """Hatch all localities, or only those that a neighbour looks like."""
        if hatched != self._hatched:
            self._hatched = hatched
            self.changed.emit()

    def colour(self, hue: str) -> str:
        """What a hue is shown as."""
        return _grey(hue) if self._grey else hue

    def shades(self, colours: NDArray[np.uint32]) -> NDArray[np.uint32]:
        """What colours by slot (0xffRRGGBB) are shown as."""
        if not self._grey:
            return colours
        greys = [QColor(_grey(QColor.fromRgb(int(colour)).name().upper())).rgb() for colour in colours]
        return np.array(greys, dtype=np.uint32)

    def of(self, adjacency: Adjacency, labels: NDArray[np.int32], colours: NDArray[np.uint32]) -> SlotLooks:
        """The looks of a plan's slots: labels of the units, and the hue of each slot as 0xffRRGGBB.

        Most steps leave the same localities beside each other, or those that look alike: hatches stay then
        without being worked out.
        """
        pairs = bordering(adjacency, labels)
        if self.hatched:
            drawn = np.unique(labels[(labels >= 0) & (labels < len(colours))])
        else:
            pairs, drawn = looking_alike(pairs, colours), np.empty(0, dtype=labels.dtype)
        basis = (pairs.tobytes(), drawn.tobytes(), len(colours), self.hatched)
        if basis != self._basis:
            around = neighbours_among(pairs)
            found = hatches_for_all(around, drawn.tolist()) if self.hatched else hatches_apart(around)
            self._hatches = np.zeros(len(colours), dtype=np.uint8)
            self._hatches[list(found)] = list(found.values())
            self._basis = basis
        return SlotLooks(self.shades(colours), self._hatches.copy())

    def show(self, adjacency: Adjacency, plan: Plan, colours: NDArray[np.uint32]) -> SlotLooks:
        """The looks of the plan that is worked on; chips with its numbers and hues follow."""
        looks = self.of(adjacency, plan.labels, colours)
        hatched = {slot: int(looks.hatches[slot]) for slot in np.flatnonzero(looks.hatches).tolist()}
        hatch_of = {
            (str(locality.number), locality.colour): hatch
            for slot, hatch in hatched.items()
            if (locality := plan.locality(slot)) is not None
        }
        if hatch_of != self._hatch_of:
            self._hatch_of = hatch_of
            self.version += 1
        return looks

    def hatch(self, number: str, hue: str) -> int:
        """The hatch of a chip, 0 for none."""
        return self._hatch_of.get((number, hue), NO_HATCH)


@cache
def map_look() -> MapLook:
    """The look in use."""
    return MapLook()


@cache
def _grey(hue: str) -> str:
    return grey_of(hue)
