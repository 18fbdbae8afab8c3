"""Going to what a command names: a practice, a site, a locality's name, an issue."""

from __future__ import annotations

import math
from collections.abc import Callable

from PySide6.QtCore import Qt

from workbench.ui.desk import Desk
from workbench.ui.issue_list import Issue
from workbench.ui.status import BandState
from workbench.ui.window_parts import Parts


class Going:
    """Brings the panel forward that shows what is wanted, with the keyboard in it."""

    def __init__(self, desk: Desk, parts: Callable[[], Parts]) -> None:
        self._desk = desk
        self._parts_made = parts

    @property
    def _parts(self) -> Parts:
        """The parts of the window, which are made after the commands that go to them."""
        return self._parts_made()

    def edit_name(self, code: str) -> None:
        """Edit the name of a locality in the table."""
        self._parts.dock.show()
        self._parts.dock.show_tab("Localities")
        self._parts.localities.table.setFocus()
        self._parts.localities.table.edit_cell(code, "name")

    def find_practice(self) -> None:
        """Put the keyboard into the search of the practices."""
        self._parts.dock.show()
        self._parts.dock.show_tab("Practices")
        self._parts.practices.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._parts.practices.search.selectAll()

    def show_notes(self) -> None:
        """Bring the lists of snapshots and parked notes forward, with the keyboard in them."""
        self._parts.dock.show()
        self._parts.dock.show_tab("Notes")
        self._parts.notes.front_table().setFocus(Qt.FocusReason.ShortcutFocusReason)

    def show_site(self, code: object) -> None:
        """Centre the map on a provider site, where it has a place."""
        bridge = self._desk.bridge
        if bridge is None:
            return
        sites = bridge.project.area.sites
        at = sites.index_of[str(code)]
        x, y = float(sites.easting[at]), float(sites.northing[at])
        if not math.isnan(x):
            self._parts.map.canvas.centre_on(x, y)

    def show_issue(self, issue: Issue) -> None:
        """Bring the panel forward that an issue speaks of."""
        if issue.kind is BandState.PRACTICE:
            self._parts.dock.show_tab("Practices")
            self._desk.focus.set_practice(issue.practice)
        else:
            self._parts.dock.show_tab("Localities")
