"""Find the areas that belong together for tools and menus: pockets of the plan, and larger areas."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from PySide6.QtCore import QObject, Signal

from workbench.models.parents import derived_parents
from workbench.models.units import ParentColumn
from workbench.session.pockets import NO_UNITS, pockets_of
from workbench.ui import formats
from workbench.ui.map.group_outline import group_outline
from workbench.ui.map.tools.base import LargerArea, Units
from workbench.ui.session_bridge import SessionBridge

FINEST_FIRST = ("msoa", "ward", "pcn", "lad")
"""Kinds of larger area that are offered first where nobody has chosen one."""


class AreaFinder(QObject):
    """Holds what the tools for areas share: the switch "Touching" and the kind of larger area in use."""

    touching_changed = Signal(bool)
    """Whether shapes select all units they touch."""
    kinds_changed = Signal()
    """Other kinds of larger area may be there, or another one is in use."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._bridge: SessionBridge | None = None
        self._touching = False
        self._kind = ""
        self._columns: Mapping[str, ParentColumn] = {}
        self._columns_of: object = None
        self._larger: dict[tuple[str, str], LargerArea] = {}

    def use(self, bridge: SessionBridge | None) -> None:
        """Work on another project."""
        self._bridge = bridge
        self._columns, self._columns_of = {}, None
        self._larger.clear()
        if bridge is not None:
            bridge.changed.connect(self._look_again)
        self.kinds_changed.emit()

    # -- shapes
    @property
    def touching(self) -> bool:
        """Whether shapes select all units they touch, not only those whose inner point they hold."""
        return self._touching

    def set_touching(self, on: bool) -> None:
        """Let shapes select all units they touch, or only those whose inner point they hold."""
        if on != self._touching:
            self._touching = on
            self.touching_changed.emit(on)

    # -- pockets
    def pocket_at(self, unit: int) -> Units:
        """The unassigned or enclosed units around a unit, none where it lies in no pocket."""
        return self.pockets_of(np.array([unit], dtype=np.int64))

    def pockets_of(self, units: Units) -> Units:
        """The units of all pockets that these units lie in."""
        if self._bridge is None or not len(units):
            return NO_UNITS
        return pockets_of(self._bridge.live, self._bridge.scenario.plan, units)

    # -- larger areas
    def columns(self) -> Mapping[str, ParentColumn]:
        """The kinds of larger area of the project: imported, looked up, and worked out from the data."""
        if self._bridge is None:
            return {}
        area = self._bridge.project.area
        if self._columns_of is not area.units.parents:
            self._columns = derived_parents(area.units, area.practices, area.patients)
            self._columns_of = area.units.parents
            self._larger.clear()
        return self._columns

    @property
    def kind(self) -> str:
        """Kind of the larger areas in use; "" where there is none."""
        columns = self.columns()
        if self._kind in columns:
            return self._kind
        return next((kind for kind in (*FINEST_FIRST, *columns) if kind in columns), "")

    def set_kind(self, kind: str) -> None:
        """Use larger areas of another kind."""
        if kind != self._kind:
            self._kind = kind
            self.kinds_changed.emit()

    def larger_area_at(self, unit: int) -> LargerArea | None:
        """The larger area of a unit, None where it has none."""
        column = self.columns().get(self.kind)
        if self._bridge is None or column is None or not column.codes[unit]:
            return None
        code = str(column.codes[unit])
        found = self._larger.get((column.kind, code))
        if found is None:
            units = np.flatnonzero(column.codes == code)
            outline = group_outline(self._bridge.project.area.topology, units)
            found = LargerArea(column.name_of.get(code) or code, units, outline)
            self._larger[column.kind, code] = found
        return found

    def larger_areas_of(self, units: Units) -> Units:
        """The units of all larger areas that these units lie in."""
        column = self.columns().get(self.kind)
        if column is None:
            return NO_UNITS
        codes = np.unique(column.codes[units].astype(str))
        return np.flatnonzero(np.isin(column.codes.astype(str), codes[codes != ""]))

    # -- words
    def words(self, units: Units) -> str:
        """How many areas and people: "3 areas, 4,812 people"."""
        if self._bridge is None:
            return ""
        people = float(self._bridge.project.area.units.resident[units].sum())
        return f"{formats.count(len(units), 'area')}, {formats.people(people)}"

    def _look_again(self, _changes: object) -> None:
        """Tell of other kinds after an edit that brought or took a look-up."""
        if self._bridge is not None and self._columns_of is not self._bridge.project.area.units.parents:
            self.kinds_changed.emit()
