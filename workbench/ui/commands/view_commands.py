"""View: zoom, issues, the side panel, panes, full screen, theme."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from PySide6.QtWidgets import QMainWindow, QWidget

from workbench.ui.components.message_bar import Tone
from workbench.ui.desk import Desk
from workbench.ui.issue_list import Issue
from workbench.ui.keyboard.panes import walk_panes
from workbench.ui.map_area import MapArea
from workbench.ui.status import BandState
from workbench.ui.theme import Appearance, current_theme


class ViewCommands:
    """``panes`` gives the parts of the window that F6 walks through; ``show_issue`` follows in the dock."""

    def __init__(
        self,
        desk: Desk,
        window: QMainWindow,
        map_area: MapArea,
        *,
        dock: QWidget,
        panes: Callable[[], Sequence[QWidget]],
        show_issue: Callable[[Issue], object],
        show_view: Callable[[str], object],
    ) -> None:
        self._desk = desk
        self._window = window
        self._map = map_area
        self._dock = dock
        self._panes = panes
        self._show_issue = show_issue
        self._show_view = show_view

    def show_map(self) -> None:
        """Bring the map to the front."""
        self._show_view("map")

    def show_services(self) -> None:
        """Bring the matrix of services to the front."""
        self._show_view("services")

    def show_compare(self) -> None:
        """Bring the scenarios side by side to the front."""
        self._show_view("compare")

    def zoom_in(self) -> None:
        """Show less, larger."""
        self._map.canvas.zoom_in()

    def zoom_out(self) -> None:
        """Show more, smaller."""
        self._map.canvas.zoom_out()

    def fit(self) -> None:
        """Show the whole study area."""
        self._map.canvas.fit()

    def fit_locality(self) -> None:
        """Show the locality in hand as large as possible."""
        bridge, target = self._desk.bridge, self._desk.target
        if bridge is None or target is None:
            return
        units = bridge.scenario.plan.units_of(bridge.scenario.plan.slot(target.code))
        if len(units):
            self._map.canvas.fit_to(units)

    # -- issues
    def next_issue(self) -> None:
        """Go to the next thing that needs a look."""
        self.go(self._desk.next_issue())

    def previous_issue(self) -> None:
        """Go back to the issue before."""
        self.go(self._desk.next_issue(back=True))

    def next_of_kind(self, kind: BandState) -> None:
        """Go to the next issue of one kind."""
        self.go(self._desk.next_issue(kind=kind))

    def go(self, issue: Issue | None, place: str = "") -> None:
        """Centre an issue, select its areas and say what it is; ``place`` tells which of how many."""
        bridge = self._desk.bridge
        if issue is None or bridge is None:
            return
        if issue.locality is not None:
            self._desk.focus.set_target(issue.locality)
        if len(issue.units):
            points = bridge.project.area.units.points[issue.units]
            middle = points.mean(axis=0)
            self._map.canvas.centre_on(float(middle[0]), float(middle[1]))
            if self._desk.focus.cursor >= 0:  # else the next key would speak of an area out of sight
                self._desk.focus.set_cursor(int(issue.units[np.hypot(*(points - middle).T).argmin()]))
        whole = issue.kind in (BandState.UNASSIGNED, BandState.PARTS, BandState.PRACTICE)
        self._desk.focus.set_selection(issue.units if whole else np.empty(0, dtype=np.int64))
        self._show_issue(issue)
        self._desk.tell(Tone.NOTE, issue.text, why=place)

    # -- window
    def toggle_dock(self) -> None:
        """Show or hide the side panel."""
        self._dock.setVisible(not self._dock.isVisible())

    def next_pane(self) -> None:
        """Move the keyboard to the next part of the window."""
        walk_panes(self._panes())

    def full_screen(self) -> None:
        """Use the whole screen, or the window again."""
        if self._window.isFullScreen():
            self._window.showNormal()
        else:
            self._window.showFullScreen()

    def theme_system(self) -> None:
        """Follow the system."""
        self._use(Appearance.SYSTEM)

    def theme_light(self) -> None:
        """Use the light theme."""
        self._use(Appearance.LIGHT)

    def theme_dark(self) -> None:
        """Use the dark theme."""
        self._use(Appearance.DARK)

    def _use(self, appearance: Appearance) -> None:
        current_theme().set_appearance(appearance)
        self._desk.settings.change(theme=appearance.value)
