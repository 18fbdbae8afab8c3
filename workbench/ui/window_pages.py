"""The pages of the window: map, services and compare, each with bars of its own; one is in front."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtWidgets import QStackedWidget, QWidget

from workbench.ui.action_set import ActionSet
from workbench.ui.actions import Situation
from workbench.ui.desk import Desk
from workbench.ui.window_parts import Parts

MAP, SERVICES, COMPARE = "map", "services", "compare"
LEAST_STAGE = 320


class Pages:
    """Shows one page at a time; ``refresh`` is told when what can be done has changed by that."""

    def __init__(
        self,
        desk: Desk,
        acts: ActionSet,
        parts: Parts,
        *,
        practice_on: Callable[[], bool],
        refresh: Callable[[], object],
    ) -> None:
        self._desk, self._acts, self._parts = desk, acts, parts
        self._practice_on, self._refresh = practice_on, refresh
        self._dock_was_shown = True
        self.stage = QStackedWidget()
        self.stage.setMinimumWidth(LEAST_STAGE)  # else pages behind the map would hold the dock narrow
        self._pages: dict[str, QWidget] = {MAP: parts.map, SERVICES: parts.services, COMPARE: parts.compare}
        for page in self._pages.values():
            self.stage.addWidget(page)

    @property
    def front(self) -> str:
        """Which page is in front."""
        return next(name for name, page in self._pages.items() if page is self.stage.currentWidget())

    def show(self, name: str) -> None:
        """Bring a page to the front, with option bar, strip, tools and dock of its own."""
        parts = self._parts
        parts.balance.go()
        there = self._desk.bridge is not None
        name, before = name if there else MAP, self.front
        if before == MAP and name != MAP:
            parts.map.canvas.cancel()
            self._dock_was_shown = not parts.dock.isHidden()
            parts.dock.hide()
        elif before != MAP and name == MAP:
            parts.dock.setVisible(self._dock_was_shown)
        self.stage.setCurrentWidget(self._pages[name])
        self._acts[f"view_{name}"].setChecked(True)
        self.show_bars()
        self._refresh()
        first: dict[str, QWidget] = {MAP: parts.map.canvas, SERVICES: parts.services.table}
        (first.get(name) or parts.compare.panes()[0]).setFocus()

    @property
    def dock_wanted(self) -> bool:
        """Whether the dock is shown beside the map, now or once the map is in front again."""
        return not self._parts.dock.isHidden() if self.front == MAP else self._dock_was_shown

    def want_dock(self, *, shown: bool) -> None:
        """Show or hide the dock, now or once the map is in front again."""
        self._dock_was_shown = shown
        if self.front == MAP:
            self._parts.dock.setVisible(shown)

    def show_bars(self) -> None:
        """Show the bars of the page in front; a practice on the map has options of its own."""
        parts, front, practice = self._parts, self.front, self._practice_on()
        there = self._desk.bridge is not None
        large = parts.workshop.on
        for part, shown in (
            (parts.workshop.bar, large), (parts.workshop.panel, large and front == MAP),
            (parts.options, front == MAP and not practice and not large),
            (parts.practice_options, front == MAP and practice),
            (parts.strip, front == MAP), (parts.rail.tools, front == MAP),
            (parts.services.options, front == SERVICES), (parts.services.strip, front == SERVICES),
            (parts.compare.bar, front == COMPARE), (parts.compare.strip, front == COMPARE),
        ):  # fmt: skip
            part.setVisible(shown and there)

    def narrowed(self, now: Situation) -> Situation:
        """What can be done while another page than the map is in front."""
        front = self.front
        if front == MAP:
            return now
        now = replace(
            now, map=False, map_editable=False, target=False, target_editable=False, target_copyable=False,
            selection=False, selection_editable=False, locked_areas=False, practice=False,
            practice_chosen=False, merged=False, flow_map=False, site=False, issues=False,
        )  # fmt: skip
        if front == SERVICES:
            cells = self._parts.services.has_selection
            return replace(
                now, services=now.project, services_editable=now.editable, cells=cells,
                cells_editable=cells and now.editable,
            )  # fmt: skip
        ready = now.project and self._parts.compare.ready
        return replace(now, compare=now.project, compare_ready=ready)
