"""Going to what was found: the map, the tables and the cursor follow."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from workbench.metrics.merging import merge_of
from workbench.ui.desk import Desk
from workbench.ui.keyboard.unit_cursor import UnitCursor
from workbench.ui.map.canvas import MapCanvas
from workbench.ui.map.group_outline import group_outline
from workbench.ui.map.paths import lines_path
from workbench.ui.search.flash import Flash
from workbench.ui.search.index import Hit, Kind

SMALL = 24
"""An area whose larger side has fewer pixels is zoomed to, so that it can be seen where it lies."""
AROUND = 3
"""Rings of neighbours shown around such an area."""

Units = NDArray[np.int64]


@dataclass(frozen=True)
class JumpCalls:
    """What a jump asks of the window: the map in front, a tab of the side panel, a row of its table."""

    show_map: Callable[[], object]
    show_tab: Callable[[str], object]
    choose_site: Callable[[str], object]


class Jump:
    """Brings what was found into the middle of the map and takes it in hand."""

    def __init__(self, desk: Desk, canvas: MapCanvas, cursor: UnitCursor, calls: JumpCalls) -> None:
        self._desk, self._canvas, self._cursor, self._calls = desk, canvas, cursor, calls
        self.flash = Flash(canvas)

    def to(self, hit: Hit) -> None:
        """Go to what was found."""
        if self._desk.bridge is None:
            return
        self._calls.show_map()
        match hit.kind:
            case Kind.AREA:
                self.to_unit(self._desk.bridge.project.area.units.index_of[hit.code])
            case Kind.PRACTICE:
                self._to_practice(hit.code)
            case Kind.SITE:
                self._to_site(hit.code)
            case Kind.LOCALITY:
                self._desk.focus.set_target(hit.code)
                self._calls.show_tab("Localities")
                self._fit(self.units_of(hit))
            case Kind.PLACE:
                self._fit(self.units_of(hit))
        self._canvas.setFocus()

    def select(self, hit: Hit) -> None:
        """Select the areas of what was found, and go there: the keyboard's way to take a larger area."""
        self.to(hit)
        units = self.units_of(hit)
        if len(units):
            self._desk.focus.set_selection(units)

    def units_of(self, hit: Hit) -> Units:
        """The areas of a place or a locality, the area itself, or the one that a practice or site lies in."""
        bridge = self._desk.bridge
        if bridge is None:
            return np.empty(0, dtype=np.int64)
        area, plan = bridge.project.area, bridge.scenario.plan
        match hit.kind:
            case Kind.LOCALITY:
                return plan.units_of(plan.slot(hit.code)) if plan.get(hit.code) else np.empty(0, np.int64)
            case Kind.PLACE:
                none = np.empty(0, dtype=np.int64)
                return none if hit.column is None else np.flatnonzero(hit.column.codes == hit.code)
            case Kind.AREA:
                return np.array([area.units.index_of[hit.code]], dtype=np.int64)
        table = area.practices if hit.kind is Kind.PRACTICE else area.sites
        unit = int(table.site_unit[table.index_of[hit.code]])
        return np.array([unit] if unit >= 0 else [], dtype=np.int64)

    def to_unit(self, unit: int) -> None:
        """Go to an area: centred, large enough to be seen, with the cursor on it."""
        assert self._desk.bridge is not None  # noqa: S101 - asked with a project only
        area = self._desk.bridge.project.area
        west, south, east, north = area.units.bounds[unit]
        if max(east - west, north - south) < SMALL * self._canvas.view().metres_per_pixel:
            some = np.array([unit], dtype=np.int64)
            for _ in range(AROUND):
                _, position = area.adjacency.edges_of(some)
                some = np.union1d(some, area.adjacency.neighbours[position])
            self._canvas.fit_to(some)
        self._cursor.go_to(unit, centre=True)
        self.flash.at((west, south, east, north))

    def _to_practice(self, code: str) -> None:
        bridge = self._desk.bridge
        assert bridge is not None  # noqa: S101 - asked with a project only
        merge = merge_of(bridge.scenario.registers, code)
        self._calls.show_tab("Practices")
        self._desk.focus.set_practice(code if merge is None else merge.practice)
        table = bridge.project.area.practices
        row = table.index_of[code]
        self._to_place(float(table.easting[row]), float(table.northing[row]), int(table.site_unit[row]))

    def _to_site(self, code: str) -> None:
        bridge = self._desk.bridge
        assert bridge is not None  # noqa: S101 - asked with a project only
        self._calls.show_tab("Providers")
        self._calls.choose_site(code)
        table = bridge.project.area.sites
        row = table.index_of[code]
        self._to_place(float(table.easting[row]), float(table.northing[row]), int(table.site_unit[row]))

    def _to_place(self, x: float, y: float, unit: int) -> None:
        """Centre on a symbol, with the cursor on the area that it stands in."""
        if math.isnan(x):
            return
        self._canvas.centre_on(x, y)
        self._desk.focus.set_cursor(unit)
        self.flash.at((x, y, x, y))

    def _fit(self, units: Units) -> None:
        """Show a whole place, with the cursor on the area in its middle."""
        if not len(units) or self._desk.bridge is None:
            return
        table = self._desk.bridge.project.area.units
        self._canvas.fit_to(units)
        points = table.points[units]
        self._desk.focus.set_cursor(int(units[np.hypot(*(points - points.mean(axis=0)).T).argmin()]))
        outline = group_outline(self._desk.bridge.project.area.topology, units)
        self.flash.around(lines_path(outline))
