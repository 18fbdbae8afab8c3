"""Workshop mode: the same window for a whole room. Leaving it brings back exactly what was there."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject, QRect, Qt, QTimer, Signal
from PySide6.QtWidgets import QMainWindow, QToolTip

from workbench.ui.action_set import ActionSet
from workbench.ui.desk import Desk
from workbench.ui.map.outlines import LINE_WIDTH
from workbench.ui.room.meeting import Meeting
from workbench.ui.shown_figures import ShownFigures
from workbench.ui.theme import WORKSHOP_SCALE, current_theme
from workbench.ui.window_pages import Pages
from workbench.ui.window_parts import Parts
from workbench.ui.workshop.confirming import DESTRUCTIVE, ConfirmDialog
from workbench.ui.workshop.menu_on_alt import MenuOnAlt
from workbench.ui.workshop.warning_card import WarningCard

THICK = 3.0
"""Logical pixels of the outlines of localities."""


@dataclass(frozen=True)
class _Before:
    """The window as it was."""

    state: Qt.WindowState
    place: QRect
    scale: float
    dock_shown: bool
    dock_width: int
    tool: str


class WorkshopMode(QObject):
    """``use_tool`` takes a tool in hand by name; ``switched`` tells that the mode began or ended."""

    switched = Signal()

    def __init__(
        self,
        desk: Desk,
        window: QMainWindow,
        workspace: QMainWindow,
        parts: Parts,
        pages: Pages,
        meeting: Meeting,
        actions: ActionSet,
        *,
        use_tool: Callable[[str], object],
    ) -> None:
        super().__init__(window)
        self._desk, self._window, self._workspace = desk, window, workspace
        self._parts, self._pages, self._meeting, self._actions = parts, pages, meeting, actions
        self._use_tool = use_tool
        self._before: _Before | None = None
        self._menu = MenuOnAlt(window, parts.menu_row)
        parts.workshop.bar.offer_kinds(desk.host.finder)
        self._warning = WarningCard(parts.map.canvas)
        actions.guard = self._may
        window.addActions(actions.all())  # keys of commands that stand only in a hidden menu row are dead
        desk.project_changed.connect(self._project_changed)
        desk.shown_changed.connect(self._warn)
        desk.presenting_changed.connect(lambda on: parts.workshop.bar.show_presenting(on=on))

    @property
    def on(self) -> bool:
        """Whether the window is in workshop mode."""
        return self._parts.workshop.on

    def toggle(self) -> None:
        """Begin or leave workshop mode."""
        if self.on:
            self.leave()
        elif self._desk.bridge is not None:
            self.begin()
        self._actions["workshop"].setChecked(self.on)
        self.switched.emit()

    def begin(self) -> None:
        """Remember the window, then make it large and quiet."""
        window, parts = self._window, self._parts
        parts.map.canvas.cancel()
        QToolTip.hideText()  # one that is shown would be cut off by larger letters
        self._before = _Before(
            window.windowState(), window.geometry(), current_theme().scale, self._pages.dock_wanted,
            parts.dock.width(), parts.map.tool_name,
        )  # fmt: skip
        parts.workshop.on = True
        current_theme().set_scale(WORKSHOP_SCALE)
        parts.map.canvas.set_line_width(THICK / LINE_WIDTH)
        parts.map.effect.elsewhere = True
        self._pages.want_dock(shown=False)
        parts.menu_row.hide()
        parts.switcher.hide()  # the menus need all of the row at this size
        parts.rail.hide()
        self._menu.watch(on=True)
        self._pages.show_bars()
        self._meeting.show_now()
        parts.map.canvas.setFocus()
        window.setWindowState(window.windowState() | Qt.WindowState.WindowFullScreen)

    def leave(self) -> None:
        """Bring back what was there."""
        window, parts, before = self._window, self._parts, self._before
        if before is None:
            return
        self._before = None
        parts.map.canvas.cancel()
        parts.workshop.on = False
        self._menu.watch(on=False)
        self._warning.show_preview(None)
        parts.strip.show_total("")
        current_theme().set_scale(before.scale)
        parts.map.canvas.set_line_width(1.0)
        parts.map.effect.elsewhere = False
        parts.menu_row.show()
        parts.switcher.setVisible(self._desk.bridge is not None)
        parts.rail.show()
        self._pages.show_bars()
        self._pages.want_dock(shown=before.dock_shown)
        window.setWindowState(before.state)
        if not before.state & (Qt.WindowState.WindowFullScreen | Qt.WindowState.WindowMaximized):
            window.setGeometry(before.place)
        if before.tool in parts.map.tools:
            self._use_tool(before.tool)
        width = before.dock_width
        self._give_dock(width)
        QTimer.singleShot(0, self, lambda: self._give_dock(width))  # once the window has its size again

    def _give_dock(self, width: int) -> None:
        layout = self._workspace.layout()
        if not self.on and not self._parts.dock.isFloating() and layout is not None:
            layout.activate()
            self._workspace.resizeDocks([self._parts.dock], [width], Qt.Orientation.Horizontal)

    def _project_changed(self) -> None:
        if self.on and self._desk.bridge is None:
            self.toggle()

    def _warn(self, shown: ShownFigures) -> None:
        self._warning.show_preview(shown.preview if self.on else None)

    # -- questions
    def confirm(self, question: str, verb: str) -> bool:
        """Ask before something is thrown away, where the room watches."""
        return not self.on or ConfirmDialog.ask(self._window, question, verb)

    def _may(self, action_id: str) -> bool:
        """Whether a command may be carried out; destructive ones are asked about in workshop mode."""
        asked = DESTRUCTIVE.get(action_id)
        return asked is None or self.confirm(*asked)
