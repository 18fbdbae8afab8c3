"""What stands below the maps: figures, charts or who moves, with a head that names the columns."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QSizePolicy, QStackedWidget, QWidget
from typing_extensions import override

from workbench.ui.compare.charts_panel import ChartsPanel
from workbench.ui.compare.figures_table import PADDING, FiguresTable
from workbench.ui.components.elided_label import ElidedLabel
from workbench.ui.components.labels import Role, column
from workbench.ui.components.segment import Segment
from workbench.ui.theme import current_theme

FIGURES, CHARTS, MOVES = "figures", "charts", "moves"
PAGES = ((FIGURES, "Figures"), (CHARTS, "Charts"), (MOVES, "Moves"))


class _Head(QFrame):
    """The switch, and above a table the names of its columns."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("optionbar")
        self.pages = Segment("Below the maps")
        self.pages.set_choices(PAGES, FIGURES)
        self.pages.setParent(self)
        self._titles: list[ElidedLabel] = []
        self._widths: list[int] = []
        self._fit()
        current_theme().theme_changed.connect(self._fit)

    @property
    def switch_width(self) -> int:
        """What the switch needs."""
        return self.pages.sizeHint().width() + 2 * current_theme().px(8)

    def show_titles(self, titles: Sequence[str]) -> None:
        """Name the columns after the first one."""
        while len(self._titles) < len(titles):
            made = ElidedLabel("", Role.SECTION)
            made.setParent(self)
            self._titles.append(made)
        for place, one in enumerate(self._titles):
            one.setVisible(place < len(titles))
            one.setText(titles[place] if place < len(titles) else "")
        self._place()

    def set_widths(self, widths: Sequence[int]) -> None:
        """Stand above columns of these widths."""
        self._widths = list(widths)
        self._place()

    def _place(self) -> None:
        theme = current_theme()
        hint = self.pages.sizeHint()
        self.pages.setGeometry(theme.px(8), (self.height() - hint.height()) // 2, hint.width(), hint.height())
        left = sum(self._widths[:1])
        for one, wide in zip(self._titles, self._widths[1:], strict=False):
            gap = theme.px(PADDING)
            one.setGeometry(left + gap, 0, max(1, wide - gap - 2), self.height() - 1)
            left += wide

    def _fit(self) -> None:
        self.setMinimumWidth(1)
        self.setFixedHeight(self.pages.sizeHint().height() + current_theme().px(6))

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()


class Below(QWidget):
    """One of three pages; hidden ones wait."""

    page_changed = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.head = _Head()
        self.table = FiguresTable()
        self.charts = ChartsPanel()
        self.moves = QStackedWidget()
        """The panel of who moves stands here."""
        self._stack = QStackedWidget()
        self._stack.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Ignored)
        for page in (self.table, self.charts, self.moves):
            self._stack.addWidget(page)
        layout = column(self.head, spacing=0)
        layout.addWidget(self._stack, 1)
        self.setLayout(layout)
        self._titles: list[str] = []
        self.head.pages.chosen.connect(self.show_page)

    @property
    def page(self) -> str:
        """Which page is shown."""
        return PAGES[self._stack.currentIndex()][0]

    def show_page(self, name: str) -> None:
        """Show figures, charts or who moves."""
        self._stack.setCurrentIndex([key for key, _ in PAGES].index(name))
        self.head.pages.set_current(name)
        self.head.show_titles(self._titles if name == FIGURES else ())
        self.page_changed.emit(name)

    def show_titles(self, titles: Sequence[str]) -> None:
        """Name the columns of the figures."""
        self._titles = list(titles)
        if self.page == FIGURES:
            self.head.show_titles(titles)

    def set_widths(self, widths: Sequence[int]) -> None:
        """Stand under what is so wide."""
        self.head.set_widths(widths)
        self.table.set_widths(widths)
