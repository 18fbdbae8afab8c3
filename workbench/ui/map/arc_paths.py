"""Give painter paths of arcs in device pixels, quickly where the arcs of the view were written ahead."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from workbench.ui.map.arcs import ArcStore, spread
from workbench.ui.map.paths import elements_of, elements_path, lines_path

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray
    from PySide6.QtGui import QPainterPath

    from workbench.ui.map.view import MapView

MARGIN = 40
"""Device pixels around the view within which arcs are written ahead; wider than the widest line reaches."""
CHUNK_POINTS = 10_000
"""Vertices written ahead before the caller is asked whether to go on; about 2 ms."""


class ArcPaths:
    """The arcs in view, scaled, thinned and in the words of a path's stream.

    Without `write_ahead` every path is scaled when it is asked for; the result is the same to the last bit.
    """

    def __init__(self, arcs: ArcStore) -> None:
        """Start with nothing written."""
        self.arcs = arcs
        self._view: MapView | None = None
        self._elements = np.zeros((0, 5), dtype=np.uint32)
        self._start = np.zeros(0, dtype=np.int64)
        self._size = np.zeros(0, dtype=np.int64)
        self._asked = _Asked(arcs)

    def ready(self, view: MapView) -> bool:
        """Tell whether the arcs of a view are written."""
        return view == self._view

    def write_ahead(self, view: MapView) -> Iterator[None]:
        """Write the arcs of a view; yields after each slice of work, and takes effect with the last one."""
        arcs = self.arcs
        reach = MARGIN / view.scale
        west, south, east, north = view.bounds
        found = arcs.in_box((west - reach, south - reach, east + reach, north + reach))
        parts: list[NDArray[np.uint32]] = [np.zeros((0, 5), dtype=np.uint32)]
        size = np.zeros(len(arcs.size), dtype=np.int64)
        for some in arcs.slices(found, CHUNK_POINTS):
            lines = arcs.lines(some, view)
            size[some] = np.diff(lines.offsets)
            parts.append(elements_of(lines.xy, lines.offsets[:-1]))
            yield
        start = np.full(len(arcs.size), -1, dtype=np.int64)
        start[found] = np.cumsum(size[found]) - size[found]
        self._elements, self._start, self._size, self._view = np.concatenate(parts), start, size, view
        self._asked = _Asked(arcs)  # what was asked for until now is written, too: no need to keep it twice

    def path(self, some: NDArray[np.int64], view: MapView) -> QPainterPath:
        """Give one path of some arcs, at least one."""
        if view != self._view:
            return self._asked.path(some, view)
        start, size = self._start[some], self._size[some]
        if start.min() < 0:
            return lines_path(self.arcs.lines(some, view))
        elements = self._elements.take(spread(start, size), axis=0)
        return elements_path(elements, len(elements) - int(size[-1]))


class _Asked:
    """The arcs that were asked for in a view so far: maps side by side ask for nearly the same ones."""

    def __init__(self, arcs: ArcStore) -> None:
        self._arcs = arcs
        self._view: MapView | None = None
        self._elements = np.zeros((0, 5), dtype=np.uint32)
        self._used = 0
        self._start = np.zeros(0, dtype=np.int64)
        self._size = np.zeros(0, dtype=np.int64)

    def path(self, some: NDArray[np.int64], view: MapView) -> QPainterPath:
        """Give one path of some arcs; only those that are new in this view are scaled."""
        if view != self._view:
            self._view, self._used = view, 0
            self._start = np.full(len(self._arcs.size), -1, dtype=np.int64)
            self._size = np.zeros(len(self._arcs.size), dtype=np.int64)
        new = some[self._start[some] < 0]
        if len(new):
            written = self._write(new, view)
            if len(new) == len(some):
                return elements_path(written, len(written) - int(self._size[some[-1]]))
        start, size = self._start[some], self._size[some]
        elements = self._elements.take(spread(start, size), axis=0)
        return elements_path(elements, len(elements) - int(size[-1]))

    def _write(self, new: NDArray[np.int64], view: MapView) -> NDArray[np.uint32]:
        lines = self._arcs.lines(new, view)
        written = elements_of(lines.xy, lines.offsets[:-1])
        end = self._used + len(written)
        if end > len(self._elements):
            more = np.empty((max(2 * len(self._elements), end), 5), dtype=np.uint32)
            more[: self._used] = self._elements[: self._used]
            self._elements = more
        self._elements[self._used : end] = written
        self._start[new] = self._used + lines.offsets[:-1]
        self._size[new] = np.diff(lines.offsets)
        self._used = end
        return written
