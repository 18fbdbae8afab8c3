"""The second window for a projector: the same map again, without any tool, on another screen."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QByteArray, QObject, Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent, QKeySequence, QScreen, QShortcut
from PySide6.QtWidgets import QCheckBox, QMainWindow, QWidget
from typing_extensions import override

from workbench.session.changes import Changes
from workbench.session.live_figures import Preview
from workbench.ui.action_set import ActionSet
from workbench.ui.components.buttons import tool_button
from workbench.ui.components.labels import column
from workbench.ui.desk import Desk
from workbench.ui.dialogs.base import room_on_screen
from workbench.ui.map.view import MapView
from workbench.ui.map_layers import LayersOnMap
from workbench.ui.map_marks import NO_HUES, slot_colours
from workbench.ui.panes.map_pane import MapPane
from workbench.ui.panes.map_side import side_of
from workbench.ui.shared_layers import SharedLayers
from workbench.ui.shown_figures import ShownFigures
from workbench.ui.theme import current_theme
from workbench.ui.window_parts import Parts

PLACE = "projector"
"""Under this name the place of the window is kept."""
LINES = 3.0 / 1.7
"""Outlines are as thick as in workshop mode: the room is far away."""
SIZE = (1024, 768)


class ProjectorWindow(QWidget):
    """A map pane with a switch; F11 fills the screen, Esc leaves that, the keys that opened it close it."""

    closed = Signal()

    def __init__(self, desk: Desk, desk_window: QWidget, key: QKeySequence) -> None:
        super().__init__(None, Qt.WindowType.Window)
        QShortcut(key, self).activated.connect(self.close)
        self._desk = desk
        self.setObjectName("surface")
        self.setWindowTitle("Map for the projector")
        self.pane = MapPane("Map", desk.host, zoom=False)
        self.pane.canvas.set_line_width(LINES)
        self.follow = QCheckBox("&Follow the map")
        self.follow.setChecked(True)
        self.follow.setToolTip("Show the same part of the map as the main window, or keep an own view")
        full = tool_button(
            "Full screen", "fit", shortcut="F11", tip="Double-click on the head does it too",
            clicked=self.toggle_full_screen,
        )  # fmt: skip
        self.pane.add_to_head(self.follow, full)
        layout = column(spacing=0)
        layout.addWidget(self.pane)
        self.setLayout(layout)
        current_theme().dress(self)
        self.resize(room_on_screen(desk_window, *SIZE))

    def toggle_full_screen(self) -> None:
        """Fill the screen, or be a window again; the head hides in full screen."""
        full = not self.isFullScreen()
        self.setWindowState(
            self.windowState() | Qt.WindowState.WindowFullScreen
            if full
            else self.windowState() & ~Qt.WindowState.WindowFullScreen
        )

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_F11 or (event.key() == Qt.Key.Key_Escape and self.isFullScreen()):
            self.toggle_full_screen()
        else:
            super().keyPressEvent(event)

    @override
    def closeEvent(self, event: QCloseEvent) -> None:
        self.closed.emit()
        super().closeEvent(event)


class Projector(QObject):
    """Opens and closes the window, and lets it follow the desk. The plan itself is not copied."""

    def __init__(
        self, desk: Desk, parts: Parts, actions: ActionSet, window: QMainWindow, layers: LayersOnMap
    ) -> None:
        super().__init__(window)
        self._layers = layers
        self._shared: SharedLayers | None = None
        self._desk, self._parts, self._actions, self._main = desk, parts, actions, window
        self.window: ProjectorWindow | None = None
        self._colours = np.empty(0, np.uint32)
        desk.project_changed.connect(self._project_changed)
        desk.scenario_changed.connect(self._show_plan)
        desk.changed.connect(self._changed)
        desk.shown_changed.connect(self._show_figures)
        desk.host.previewed.connect(self._previewed)
        desk.focus.selection_changed.connect(self._selection_changed)
        parts.map.canvas.view_changed.connect(self._view_changed)
        parts.dock.topLevelChanged.connect(actions["float_dock"].setChecked)

    def toggle(self) -> None:
        """Open the second window, or close it."""
        if self.window is not None:
            self.window.close()
        elif self._desk.bridge is not None:
            self._open()
        self._actions["projector"].setChecked(self.window is not None)

    def float_dock(self) -> None:
        """Let the panel with tables stand as a window of its own, or bring it back."""
        dock = self._parts.dock
        dock.setFloating(not dock.isFloating())
        self._actions["float_dock"].setChecked(dock.isFloating())

    def close(self) -> None:
        """Close the second window with the main one."""
        if self.window is not None:
            self.window.close()

    # -- the window
    def _open(self) -> None:
        window = ProjectorWindow(self._desk, self._main, self._actions["projector"].shortcut())
        self.window = window
        window.closed.connect(self._closed)
        window.follow.toggled.connect(lambda on: self._follow_now() if on else None)
        self._show_project()
        if not self._restore(window):
            self._take_other_screen(window)
        self._shared = SharedLayers(self._layers, window.pane)
        elsewhere = len(self._screens()) > 1
        window.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating, elsewhere)  # keys stay at the desk
        window.show()
        self._follow_now()

    def _restore(self, window: ProjectorWindow) -> bool:
        kept = self._desk.settings.now.window_geometry.get(self._place_key(), "")
        return bool(kept) and window.restoreGeometry(QByteArray.fromBase64(QByteArray(kept.encode("ascii"))))

    def _take_other_screen(self, window: ProjectorWindow) -> None:
        """Fill the first screen that the main window is not on, where there is one."""
        others = [screen for screen in self._screens() if screen is not self._main.screen()]
        if others:
            window.setGeometry(others[0].availableGeometry())
            window.setWindowState(Qt.WindowState.WindowFullScreen)

    def _place_key(self) -> str:
        """Places are kept for each set of screens, so that a desk and a meeting room have their own."""
        sizes = sorted(f"{one.size().width()}x{one.size().height()}" for one in self._screens())
        return f"{PLACE} {' '.join(sizes)}"

    def _screens(self) -> list[QScreen]:
        return list(self._main.screen().virtualSiblings())

    def _closed(self) -> None:
        window = self.window
        if window is None:
            return
        kept = dict(self._desk.settings.now.window_geometry)
        kept[self._place_key()] = bytes(window.saveGeometry().toBase64().data()).decode("ascii")
        self._desk.settings.change(window_geometry=kept)
        if self._shared is not None:
            self._shared.let_go()
        self.window = self._shared = None
        window.deleteLater()
        self._actions["projector"].setChecked(False)

    # -- following
    def _project_changed(self) -> None:
        if self.window is not None and self._desk.bridge is None:
            self.window.close()
        self._show_project()

    def _show_project(self) -> None:
        bridge = self._desk.bridge
        if self.window is None or bridge is None:
            return
        self.window.pane.use(bridge.project.area)
        self._show_plan()

    def _show_plan(self) -> None:
        bridge = self._desk.bridge
        if self.window is None or bridge is None:
            return
        self.window.pane.set_title(bridge.scenario.name)
        self._colours = slot_colours(bridge.scenario)
        side = side_of(bridge.scenario, bridge.live.figures())
        self.window.pane.show_side(side, near=self._desk.near)
        self._selection_changed(self._desk.focus.selection)

    def _changed(self, changes: Changes) -> None:
        bridge = self._desk.bridge
        if self.window is None or bridge is None:
            return
        canvas, plan = self.window.pane.canvas, bridge.scenario.plan
        if len(changes.units):
            canvas.update_units(changes.units, plan.labels[changes.units])
        self._show_colours(slot_colours(bridge.scenario))

    def _show_colours(self, colours: NDArray[np.uint32]) -> None:
        if self.window is not None and not np.array_equal(colours, self._colours):
            self._colours = colours
            self.window.pane.canvas.set_colours(colours)

    def _show_figures(self, shown: ShownFigures) -> None:
        """Write the people on the labels, during a stroke those after it."""
        bridge = self._desk.bridge
        if self.window is None or bridge is None:
            return
        side = side_of(bridge.scenario, bridge.live.figures())
        self.window.pane.show_people(replace(side, figures=shown.rows), near=self._desk.near)

    def _previewed(self, preview: Preview | None) -> None:
        if self.window is None:
            return
        canvas = self.window.pane.canvas
        if preview is None or not len(preview.units):
            canvas.clear_preview()
        else:
            canvas.set_preview(preview.units, preview.slots)
        if self._desk.bridge is not None:
            hues = NO_HUES if preview is None else preview.hues
            self._show_colours(slot_colours(self._desk.bridge.scenario, hues))

    def _selection_changed(self, units: object) -> None:
        if self.window is not None and isinstance(units, np.ndarray):
            self.window.pane.canvas.set_selection(units)

    def _view_changed(self, _view: MapView) -> None:
        self._follow_now()

    def _follow_now(self) -> None:
        """Show the same place at a scale that shows at least as much."""
        if self.window is None or not self.window.follow.isChecked():
            return
        main, canvas = self._parts.map.canvas, self.window.pane.canvas
        if main.fitted:
            canvas.fit()
            return
        view, own = main.view(), canvas.view()
        scale = view.scale * min(own.width / view.width, own.height / view.height)
        wanted = replace(own, scale=scale, centre_x=view.centre_x, centre_y=view.centre_y)
        if wanted != own:
            canvas.set_view(wanted)
