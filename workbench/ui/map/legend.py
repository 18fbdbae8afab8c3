"""The legend in the lower right corner of the map: signs in rows, and above them the classes of a shading."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QBrush, QColor, QFontMetricsF, QPainter, QPen

from workbench.ui.map.sector_signs import INK
from workbench.ui.theme import current_theme

ROW = 26
_ICON = 16
_GAP, _SIDE = 14, 10
_CLASS_ROW, _SWATCH = 19, 22
_WIDEST_CLASSES = 260


@dataclass(frozen=True)
class LegendEntry:
    """A sign of the legend: what paints it into a square, and what it means."""

    paint: Callable[[QPainter, QRectF], None]
    text: str


@dataclass(frozen=True)
class LegendRow:
    """One ground of a map and what it means; ``note`` has figures of its own."""

    colour: str
    words: str
    note: str = ""
    hatched: bool = False


@dataclass(frozen=True)
class Legend:
    """Signs side by side; ``title`` and ``classes`` stand above them where the map is shaded."""

    entries: tuple[LegendEntry, ...] = ()
    title: str = ""
    classes: tuple[LegendRow, ...] = ()

    @property
    def empty(self) -> bool:
        """Whether there is nothing to explain."""
        return not self.entries and not self.classes

    def boxes(self, corner: QPointF, room: float) -> list[QRectF]:
        """What it covers: its lower right ``corner`` is given, and how wide the signs may be."""
        theme = current_theme()
        found = []
        if self.entries:
            lines = self._lines(room)
            wide = max(self._width(line) for line in lines)
            high = theme.px(ROW) * len(lines)
            found.append(QRectF(corner.x() - wide, corner.y() - high, wide, high))
        if self.classes:
            bottom = found[0].top() - theme.px(6) if found else corner.y()
            size = self._classes_size()
            found.append(QRectF(QPointF(corner.x() - size.width(), bottom - size.height()), size))
        return found

    def paint(self, painter: QPainter, corner: QPointF, room: float) -> None:
        """Draw each part on a card of its own."""
        theme = current_theme()
        boxes = self.boxes(corner, room)
        for box in boxes:
            painter.setPen(QPen(theme.color("line"), 1))
            painter.setBrush(theme.color("surface"))
            painter.drawRoundedRect(box, 8, 8)
        if self.entries:
            self._paint_signs(painter, boxes[0], room)
        if self.classes:
            self._paint_classes(painter, boxes[-1])

    # -- signs
    def _widths(self) -> list[float]:
        theme = current_theme()
        metrics = QFontMetricsF(theme.font("small"))
        return [theme.px(_ICON + 5) + metrics.horizontalAdvance(entry.text) for entry in self.entries]

    def _lines(self, room: float) -> list[list[int]]:
        """The signs of each line, filled from the left as far as there is room."""
        theme = current_theme()
        lines: list[list[int]] = [[]]
        left = room - 2 * theme.px(_SIDE)
        for at, wide in enumerate(self._widths()):
            if lines[-1] and wide > left:
                lines.append([])
                left = room - 2 * theme.px(_SIDE)
            lines[-1].append(at)
            left -= wide + theme.px(_GAP)
        return lines

    def _width(self, line: Sequence[int]) -> float:
        theme = current_theme()
        widths = self._widths()
        return sum(widths[at] for at in line) + theme.px(_GAP) * (len(line) - 1) + 2 * theme.px(_SIDE)

    def _paint_signs(self, painter: QPainter, box: QRectF, room: float) -> None:
        theme = current_theme()
        icon, widths = theme.px(_ICON), self._widths()
        painter.setFont(theme.font("small"))
        for number, line in enumerate(self._lines(room)):
            at = box.left() + theme.px(_SIDE)
            middle = box.top() + (number + 0.5) * theme.px(ROW)
            for place in line:
                painter.save()
                self.entries[place].paint(painter, QRectF(at, middle - icon / 2, icon, icon))
                painter.restore()
                painter.setPen(theme.color("text2"))
                text = QRectF(at + icon + theme.px(5), middle - icon, widths[place], 2 * icon)
                side = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
                painter.drawText(text, side, self.entries[place].text)
                at += widths[place] + theme.px(_GAP)

    # -- classes
    def _classes_size(self) -> QSizeF:
        theme = current_theme()
        small = QFontMetricsF(theme.font("small"))
        words = max(small.horizontalAdvance(row.words) for row in self.classes)
        title = QFontMetricsF(theme.font("small", "semibold")).horizontalAdvance(self.title)
        wide = max(theme.px(_SWATCH + 8) + words, min(title, theme.px(_WIDEST_CLASSES))) + 2 * theme.px(_SIDE)
        return QSizeF(wide, theme.px(_CLASS_ROW) * (len(self.classes) + 1) + theme.px(12))

    def _paint_classes(self, painter: QPainter, box: QRectF) -> None:
        theme = current_theme()
        left, high = box.left() + theme.px(_SIDE), theme.px(_CLASS_ROW)
        side = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        line = QRectF(left, box.top() + theme.px(5), box.width() - 2 * theme.px(_SIDE) + 1, high)
        font = theme.font("small", "semibold")
        painter.setFont(font)
        painter.setPen(theme.color("text"))
        title = QFontMetricsF(font).elidedText(self.title, Qt.TextElideMode.ElideRight, line.width())
        painter.drawText(line, side, title)
        painter.setFont(theme.font("small"))
        for row in self.classes:
            line.translate(0, high)
            paint_ground(painter, QRectF(left, line.top() + high * 0.2, theme.px(_SWATCH), high * 0.6), row)
            painter.setPen(theme.color("text2"))
            painter.drawText(line.adjusted(theme.px(_SWATCH + 8), 0, 0, 0), side, row.words)


def paint_ground(painter: QPainter, box: QRectF, row: LegendRow) -> None:
    """Paint a ground as it is on the map, hatch included."""
    painter.setPen(QPen(current_theme().color("control"), 1))
    painter.setBrush(QColor(row.colour))
    painter.drawRect(box)
    if row.hatched:
        painter.setBrush(QBrush(QColor(INK), Qt.BrushStyle.BDiagPattern))
        painter.drawRect(box)
