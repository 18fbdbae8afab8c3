"""The side panel: tabs of localities, practices, providers and layers, with the history below."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QDockWidget, QFrame, QStackedWidget, QTabBar, QVBoxLayout, QWidget
from typing_extensions import override

from workbench.ui.components.labels import column, rule
from workbench.ui.panels.areas_panel import AreasPanel
from workbench.ui.panels.flows_panel import FlowsPanel
from workbench.ui.panels.history_panel import HistoryPanel
from workbench.ui.panels.layers_panel import LayersPanel
from workbench.ui.panels.localities_panel import LocalitiesPanel
from workbench.ui.panels.practices_panel import PracticesPanel
from workbench.ui.panels.providers_panel import ProvidersPanel
from workbench.ui.tables.table_view import TableView
from workbench.ui.theme import current_theme
from workbench.ui.workshop.notes_panel import NotesPanel

TABS = ("Localities", "Areas", "Practices", "Providers", "Layers", "Notes")
NARROW, WIDE = 496, 780
TIGHT = 460
"""Below this width the tabs move together, so that all of them are seen."""
WIDE_WINDOW = 1600
LEAST = 340
TALL = 860
"""Height from which the flows of the locality in hand have room."""


class _Frame(QFrame):
    """What the dock holds; its hint is the width that the window wants for it."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("dock")
        self.wanted = NARROW

    @override
    def sizeHint(self) -> QSize:
        return QSize(self.wanted, super().sizeHint().height())


@dataclass(frozen=True)
class DockPanels:
    """What stands in the tabs; flows and history stand below the localities."""

    localities: LocalitiesPanel
    flows: FlowsPanel
    history: HistoryPanel
    areas: AreasPanel
    practices: PracticesPanel
    providers: ProvidersPanel
    layers: LayersPanel
    notes: NotesPanel


class SideDock(QDockWidget):
    """Floats to a second screen when its tab row is dragged away by the title; F9 hides it."""

    def __init__(self, panels: DockPanels, parent: QWidget | None = None) -> None:
        super().__init__("Tables", parent)
        self.setObjectName("side")
        self.setAllowedAreas(Qt.DockWidgetArea.RightDockWidgetArea | Qt.DockWidgetArea.LeftDockWidgetArea)
        self.localities, self.flows, self.history = panels.localities, panels.flows, panels.history
        self.practices, self.providers, self.layers = panels.practices, panels.providers, panels.layers
        self.notes, self.areas = panels.notes, panels.areas
        self.tabs = QTabBar()
        self.tabs.setExpanding(False)
        self.tabs.setDrawBase(False)
        self.tabs.setAccessibleName("Tables")
        for name in TABS:
            self.tabs.addTab(name)
        self.pages = QStackedWidget()
        self.pages.setMinimumWidth(LEAST)  # hidden pages do not notice that text became small again
        self.pages.addWidget(self._first_page())
        for page in (panels.areas, panels.practices, panels.providers, panels.layers, panels.notes):
            self.pages.addWidget(page)
        self.tabs.currentChanged.connect(self.pages.setCurrentIndex)
        self._flows_wanted = False
        frame = _Frame()
        self._frame = frame
        layout = column(self.tabs, rule(), margins=(1, 0, 0, 0), spacing=0)
        layout.addWidget(self.pages, 1)
        frame.setLayout(layout)
        self.setTitleBarWidget(QWidget())
        self.setWidget(frame)
        self.topLevelChanged.connect(self._floated)

    def _first_page(self) -> QWidget:
        page = QWidget()
        layout = QVBoxLayout()
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(
            self.localities, 1000
        )  # up to its most, before the history gets any more than its least
        layout.addWidget(self.flows)
        layout.addWidget(self.history, 1)
        page.setLayout(layout)
        self._page = page
        return page

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.share_height(self.localities.model.rowCount())
        tight = self.width() < current_theme().px(TIGHT)
        if tight != bool(self.tabs.property("tight")):
            self.tabs.setProperty("tight", tight)
            self.tabs.style().unpolish(self.tabs)
            self.tabs.style().polish(self.tabs)

    def want_width(self, pixels: int) -> None:
        """Ask for this width before the window is laid out."""
        self._frame.wanted = pixels
        self._frame.updateGeometry()

    def show_tab(self, name: str) -> None:
        """Bring a tab to the front."""
        self.tabs.setCurrentIndex(TABS.index(name))

    def show_all_rows(self) -> None:
        """Drop what was searched for and filtered by; in another project it would hide rows unnoticed."""
        for panel in (self.areas, self.practices, self.providers):
            panel.search.clear()
        for choice in (self.areas.filter, self.practices.filter, self.providers.sector):
            choice.setCurrentIndex(0)

    def bring_forward(self, name: str) -> None:
        """Bring a tab to the front, and the dock where it is hidden."""
        self.show()
        self.show_tab(name)

    def table(self) -> TableView | None:
        """The table in front."""
        page = self.pages.currentWidget()
        if page is self._page:
            return self.localities.table
        tables: dict[QWidget | None, TableView] = {
            self.practices: self.practices.table, self.providers: self.providers.front_table(),
            self.notes: self.notes.front_table(), self.areas: self.areas.table,
        }  # fmt: skip
        return tables.get(page)

    @property
    def flows_have_room(self) -> bool:
        """Whether the flows are shown at this size."""
        theme = current_theme()
        return self.height() >= theme.px(TALL) and self.width() >= theme.px(WIDE - 100)

    def share_height(self, localities: int) -> None:
        """Give the table the rows it needs and the history the rest; the flows show where both have room."""
        theme = current_theme()
        wanted = self.localities.height_for_rows(localities)
        few = 3 if self.height() < theme.px(720) else 4
        least = self.history.height_for_rows(min(few, self.history.steps))
        room = self.height() - self.tabs.sizeHint().height()
        fits = wanted + self.flows.sizeHint().height() + least <= room
        self.flows.allow(self.flows_have_room and fits)
        self.localities.setMaximumHeight(wanted)
        self.history.setMinimumHeight(least)

    def _floated(self, floating: bool) -> None:
        self.setTitleBarWidget(None if floating else QWidget())  # type: ignore[arg-type]  # None brings Qt's own title back
