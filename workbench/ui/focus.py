"""What the person at the window works on: the target locality, selected areas, a practice, the cursor."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QObject, Signal

Units = NDArray[np.int64]


class Focus(QObject):
    """Map, tables and bars share one target and one selection; whoever changes it, all follow."""

    target_changed = Signal(object)
    """Code of the locality that is painted into and whose row is current, or None."""
    selection_changed = Signal(object)
    """Rows of the selected units, ascending."""
    practice_changed = Signal(object)
    """Code of the practice in hand, or None."""
    sites_changed = Signal(object)
    """Codes of the provider sites in hand."""
    cursor_changed = Signal(int)
    """Row of the unit that the keyboard's cursor is on, or -1."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._target: str | None = None
        self._selection: Units = np.empty(0, dtype=np.int64)
        self._practice: str | None = None
        self._sites: tuple[str, ...] = ()
        self._cursor = -1

    @property
    def target(self) -> str | None:
        """Code of the target locality."""
        return self._target

    @property
    def selection(self) -> Units:
        """Rows of the selected units."""
        return self._selection

    @property
    def practice(self) -> str | None:
        """Code of the practice in hand."""
        return self._practice

    def set_target(self, code: str | None) -> None:
        """Choose the locality to paint into."""
        if code != self._target:
            self._target = code
            self.target_changed.emit(code)

    def set_selection(self, units: Units) -> None:
        """Select exactly these units."""
        units = np.unique(np.asarray(units, dtype=np.int64))
        if not np.array_equal(units, self._selection):
            self._selection = units
            self.selection_changed.emit(units)

    def clear_selection(self) -> None:
        """Select nothing."""
        self.set_selection(np.empty(0, dtype=np.int64))

    def set_practice(self, code: str | None) -> None:
        """Take a practice in hand."""
        if code != self._practice:
            self._practice = code
            self.practice_changed.emit(code)

    @property
    def sites(self) -> tuple[str, ...]:
        """Codes of the provider sites in hand."""
        return self._sites

    def set_sites(self, codes: tuple[str, ...]) -> None:
        """Take provider sites in hand."""
        if codes != self._sites:
            self._sites = codes
            self.sites_changed.emit(codes)

    @property
    def cursor(self) -> int:
        """Row of the unit that the keyboard's cursor is on, -1 where it is not shown."""
        return self._cursor

    def set_cursor(self, unit: int) -> None:
        """Put the keyboard's cursor on a unit; -1 hides it."""
        if unit != self._cursor:
            self._cursor = unit
            self.cursor_changed.emit(unit)

    def reset(self) -> None:
        """Forget everything, for another project."""
        self.set_cursor(-1)
        self.set_target(None)
        self.clear_selection()
        self.set_practice(None)
        self.set_sites(())
