"""Charts of the scenarios, drawn beside the window as pictures of the screen's sharpness."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QPixmap, QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QScrollArea, QSizePolicy, QWidget
from typing_extensions import override

from workbench.progress import Progress
from workbench.ui.compare.reading import Figures
from workbench.ui.components.buttons import tool_button
from workbench.ui.components.elided_label import ElidedLabel
from workbench.ui.components.labels import Role, column, framed, label, row
from workbench.ui.theme import current_theme

if TYPE_CHECKING:
    from workbench.io.charts.look import Chart

WIDE = 460
"""Design pixels that a chart beside others needs."""
_ROW, _HEAD = 17, 84
_DOTS_ROW, _DOTS_HEAD = 30, 56
_TITLE = 30
"""What a saved chart needs for its title, which stands above the picture in the window."""
_FRAME = 34
SAVED_SCALE = 3.0
"""Pixels of a saved picture for one of the design: fit for print."""
_SETTLE_MS = 250


@dataclass(frozen=True, eq=False)
class DrawnChart:
    """A chart with its picture as a PNG file; sides are in pixels of the design."""

    chart: Chart
    png: bytes
    wide: int
    high: int
    whole: bool
    """Whether it takes a row of its own."""

    def bigger(self) -> bytes:
        """The picture for a file of its own."""
        return _png(self.chart, self.wide, self.high + _TITLE, SAVED_SCALE)


def draw_charts(figures: Figures, room: int, scale: float, progress: Progress) -> list[DrawnChart]:
    """Draw all charts for a panel ``room`` design pixels wide; ``scale`` is pixels of the screen for one."""
    from workbench.io.charts.comparison import comparison_charts  # matplotlib waits until it is wanted

    columns = figures.columns
    charts = comparison_charts(columns)
    beside = max(1, room // WIDE)
    rows = max((len(one.figures.localities) for one in columns), default=0)
    drawn = []
    for at, chart in enumerate(charts):
        progress.report(at / len(charts))
        people = chart.id == "people"
        wide = max(260, (room if people else room // beside) - _FRAME)
        high = _HEAD + _ROW * rows if people else _DOTS_HEAD + _DOTS_ROW * len(columns)
        png = _png(chart, wide, high, scale, titled=False)
        drawn.append(DrawnChart(chart, png, wide, high, people))
    return drawn


def _png(chart: Chart, wide: int, high: int, scale: float, *, titled: bool = True) -> bytes:
    from workbench.io.charts.comparison import chart_png

    return chart_png(
        chart, width_px=round(wide * scale), height_px=round(high * scale), scale=scale, titled=titled
    )


class ChartsPanel(QScrollArea):
    """Pictures on white ground, as in exports; each says in words what it shows."""

    wanted = Signal()
    """The room for the charts has changed: draw them again."""
    save_wanted = Signal(object)
    """``DrawnChart`` to be saved as a picture."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        # a bar that comes and goes would change the room, for which charts would be drawn again
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setAccessibleName("Charts")
        self.drawn: Sequence[DrawnChart] = ()
        self._drawn_for = 0
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(_SETTLE_MS)
        self._later.timeout.connect(self._ask)
        self.say("Charts are being drawn")

    @property
    def room(self) -> int:
        """Design pixels from side to side."""
        return int(self.viewport().width() / current_theme().factor) - 16

    @property
    def scale(self) -> float:
        """Pixels of the screen for one of the design."""
        return current_theme().factor * self.devicePixelRatioF()

    def say(self, words: str) -> None:
        """Say why there are no charts yet."""
        self.drawn, self._drawn_for = (), 0
        page = QWidget()
        page.setObjectName("surface")
        page.setLayout(column(label(words, Role.SECONDARY), None, margins=(16, 14, 16, 14)))
        self.setWidget(page)

    def show_charts(self, drawn: Sequence[DrawnChart]) -> None:
        """Show charts; those that take half the width stand side by side."""
        self.drawn, self._drawn_for = drawn, self.room
        page, grid = QWidget(), QGridLayout()
        page.setObjectName("surface")
        theme = current_theme()
        gap = theme.px(8)
        grid.setContentsMargins(gap, gap, gap, gap)
        grid.setSpacing(gap)
        beside = max(1, self.room // WIDE)
        place = 0
        for one in drawn:
            card = self._card(one)
            if one.whole:
                grid.addWidget(card, place // beside, 0, 1, beside)
                place += beside
            else:
                grid.addWidget(card, place // beside, place % beside)
                place += 1
        grid.setRowStretch(place // beside + 1, 1)
        page.setLayout(grid)
        at = self.verticalScrollBar().value()
        self.setWidget(page)
        self.verticalScrollBar().setValue(at)

    def _card(self, one: DrawnChart) -> QFrame:
        picture = QPixmap()
        picture.loadFromData(one.png, "PNG")
        picture.setDevicePixelRatio(self.devicePixelRatioF())
        shown = QLabel()
        shown.setPixmap(picture)
        shown.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        shown.setAccessibleName(one.chart.title)
        shown.setAccessibleDescription(one.chart.alt)
        shown.setToolTip(one.chart.alt)
        shown.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        shown.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        shown.setStyleSheet("background: #FFFFFF")  # pictures are those of the exports, on white ground
        save = tool_button(
            f"Save {one.chart.title} as a picture", "export", size=16,
            clicked=lambda: self.save_wanted.emit(one),
        )  # fmt: skip
        head = row(spacing=8)
        head.addWidget(ElidedLabel(one.chart.title, Role.SECTION), 1)
        head.addWidget(save)
        return framed(column(head, shown, margins=(10, 6, 6, 8), spacing=4))

    def _ask(self) -> None:
        if self.isVisible() and self._drawn_for and abs(self.room - self._drawn_for) > 8:
            self.wanted.emit()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._later.start()
