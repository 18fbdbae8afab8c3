"""What all maps of the same units share: their edges, arcs and hairlines, and the last pictures made of them.

Maps side by side show the same part; what does not depend on the plan is worked out by the first of them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary, ref

import numpy as np
from PySide6.QtGui import QColor, QImage

from workbench.ui.map.arc_paths import ArcPaths
from workbench.ui.map.arcs import ArcStore
from workbench.ui.map.hairlines import Hairlines
from workbench.ui.map.raster import Rasteriser, Runs
from workbench.ui.map.view import MapView

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from workbench.models.topology import Topology

KEPT = 2
"""Views whose ids are kept: those of the map, and those of the maps side by side."""


class Ground:
    """One set of units, ready to be drawn by any number of maps."""

    def __init__(self, topology: Topology, bounds: NDArray[np.float64]) -> None:
        """Prepare the units' edges and arcs; ``bounds`` (n, 4) are west, south, east, north of each."""
        self.bounds = bounds
        self._raster = Rasteriser(topology)
        arcs = ArcStore(topology)
        self.paths = ArcPaths(arcs)
        nowhere: NDArray[np.bool_] = np.isnan(bounds.sum(axis=1))
        self.edges = np.where(nowhere[:, None], np.inf, bounds * (1, 1, -1, -1)).T.copy()
        """(4, n): west, south, and negated east and north of each unit, so that the least is the farthest."""
        sides = np.sqrt(np.prod(bounds[~nowhere, 2:] - bounds[~nowhere, :2], axis=1))
        self.hairlines = Hairlines(arcs, float(np.median(sides)) if len(sides) else 0.0)
        self._runs: dict[MapView, Runs] = {}
        self._hair: tuple[MapView, int, QImage] | None = None

    def runs(self, view: MapView) -> Runs:
        """Give the ids of a view."""
        found = self._runs.pop(view, None)
        if found is None:
            west, south, east, north = view.bounds
            limits = np.array(((east,), (north,), (-west,), (-south,)))
            visible = np.flatnonzero((self.edges <= limits).all(axis=0))
            found = self._raster.render(
                left=view.left,
                top=view.top,
                scale=view.scale,
                width=view.width,
                height=view.height,
                units=visible,
            )
        self._runs[view] = found
        while len(self._runs) > KEPT:
            self._runs.pop(next(iter(self._runs)))
        return found

    def hair(self, view: MapView, colour: QColor) -> QImage | None:
        """Give the finished hairlines of a view, None where nobody has drawn them; not to be painted on."""
        if self._hair is None or self._hair[:2] != (view, colour.rgba()):
            return None
        return self._hair[2]

    def keep_hair(self, view: MapView, colour: QColor, image: QImage) -> None:
        """Keep finished hairlines for the other maps; nobody paints on this image any more."""
        self._hair = (view, colour.rgba(), image)


_GROUNDS: WeakKeyDictionary[Topology, ref[Ground]] = WeakKeyDictionary()
"""A ground knows its topology: were it held here, neither would ever go when its project is closed."""


def ground_of(topology: Topology, bounds: NDArray[np.float64]) -> Ground:
    """Give the ground of some units, the same one for as long as a map shows them."""
    known = _GROUNDS.get(topology)
    found = None if known is None else known()
    if found is None or not np.array_equal(found.bounds, bounds, equal_nan=True):
        found = Ground(topology, bounds)
        _GROUNDS[topology] = ref(found)
    return found
