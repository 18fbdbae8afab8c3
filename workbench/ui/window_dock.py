"""The width of the dock: as much as its table needs, as little as the map can spare."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMainWindow

from workbench.ui.dock import NARROW, WIDE, WIDE_WINDOW, SideDock
from workbench.ui.panels.localities_panel import LocalitiesPanel
from workbench.ui.theme import current_theme

NARROW_SHARE, WIDE_SHARE = 0.4, 0.47
"""The part of a narrow and of a wide window that the dock may take by itself."""


class DockWidth:
    """Fits the dock at the first show of a project and when the window becomes wide or narrow."""

    def __init__(self, workspace: QMainWindow, dock: SideDock, localities: LocalitiesPanel) -> None:
        self._workspace = workspace
        self._dock = dock
        self._localities = localities
        self._fitted = True

    def forget(self) -> None:
        """Another project: its names may need another width."""
        self._fitted = False

    def fit_once(self, width: int) -> None:
        """Fit the dock to the names of a project when it is first shown."""
        if not self._fitted:
            self._fitted = True
            self.fit(width)

    def fit(self, width: int, *, before: int = -1) -> None:
        """Give the dock its usual width in a window of ``width``, unless that stays wide or narrow."""
        theme = current_theme()
        limit = theme.px(WIDE_WINDOW)
        if before > 0 and (before >= limit) == (width >= limit):
            return
        in_wide = width >= limit
        usual = theme.px(WIDE if in_wide else NARROW)
        most = round(width * (WIDE_SHARE if in_wide else NARROW_SHARE))
        room = min(max(usual, self._localities.least_width(wide=in_wide)), most)
        self._dock.want_width(room)
        self._workspace.resizeDocks([self._dock], [room], Qt.Orientation.Horizontal)
