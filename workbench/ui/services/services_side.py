"""The right side of the services view: the cell in hand, and what the matrix says, as two tabs."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QStackedWidget, QTabBar, QWidget

from workbench.ui.components.labels import column, rule
from workbench.ui.services.detail_panel import WIDTH, DetailPanel
from workbench.ui.services.findings_panel import FindingsPanel
from workbench.ui.theme import current_theme

CELL, FINDINGS = 0, 1
TABS = ("Cell", "What the matrix says")


class ServicesSide(QFrame):
    """One of two pages is in front; the tabs take the keyboard like those of the map's tables."""

    findings_shown = Signal()
    """The list has come to the front."""

    def __init__(self, panel: DetailPanel, findings: FindingsPanel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("dock")
        self.tabs = QTabBar()
        self.tabs.setExpanding(False)
        self.tabs.setDrawBase(False)
        self.tabs.setAccessibleName("Cell or what the matrix says")
        for name in TABS:
            self.tabs.addTab(name)
        self.pages = QStackedWidget()
        self.pages.addWidget(panel)
        self.pages.addWidget(findings)
        layout = column(self.tabs, rule(), margins=(1, 0, 0, 0), spacing=0)
        layout.addWidget(self.pages, 1)
        self.setLayout(layout)
        self.tabs.currentChanged.connect(self._tab_changed)
        self._fit()
        current_theme().theme_changed.connect(self._fit)

    def _fit(self) -> None:
        self.setFixedWidth(current_theme().px(WIDTH))

    @property
    def showing_findings(self) -> bool:
        """Whether the list is in front and can be seen."""
        return self.isVisible() and self.tabs.currentIndex() == FINDINGS

    def show_cell(self) -> None:
        """Bring the cell in hand to the front."""
        self.tabs.setCurrentIndex(CELL)

    def show_findings(self) -> None:
        """Bring the list to the front."""
        self.tabs.setCurrentIndex(FINDINGS)

    def _tab_changed(self, at: int) -> None:
        self.pages.setCurrentIndex(at)
        if at == FINDINGS:
            self.findings_shown.emit()
