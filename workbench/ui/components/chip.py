"""The chip: a locality's number on its hue, which ties list and map together."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QIcon, QPainter, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from workbench.ui import formats
from workbench.ui.components.hatching import paint_hatch
from workbench.ui.map_look import map_look
from workbench.ui.theme import current_theme, load_tokens

_MAP_INK = QColor("#000000")


def chip_size(text: str) -> QSize:
    """Size of a chip: 24 x 18 of the design, wider where the number needs it."""
    theme = current_theme()
    wide = QFontMetricsF(theme.font("micro", "semibold")).horizontalAdvance(text) + theme.px(8)
    high = QFontMetricsF(theme.font("micro", "semibold")).height() + theme.px(2)
    return QSize(max(theme.px(24), round(wide)), max(theme.px(18), round(high)))


def paint_chip(painter: QPainter, box: QRectF, text: str, hue: str) -> None:
    """Paint a chip into ``box``, hatched or grey as on the map; its ink is black in both themes, as there."""
    theme, look = current_theme(), map_look()
    colour, hatch = QColor(look.colour(hue)), look.hatch(text, hue)
    radius = theme.px(load_tokens().radius["chip"])
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(colour.darker(150), 1))
    painter.setBrush(colour)
    painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), radius, radius)
    painter.setFont(theme.font("micro", "semibold"))
    if hatch:
        _paint_hatched_ground(painter, box, text, hatch, colour)
    painter.setPen(_MAP_INK)
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)
    painter.restore()


def _paint_hatched_ground(painter: QPainter, box: QRectF, text: str, hatch: int, colour: QColor) -> None:
    """Hatch a chip but for the place of its number."""
    theme = current_theme()
    inside = box.adjusted(1, 1, -1, -1)
    painter.save()
    painter.setClipRect(inside)
    paint_hatch(painter, inside, hatch, gap=theme.px(4))
    wide = painter.fontMetrics().horizontalAdvance(text) + theme.px(4)
    high = painter.fontMetrics().capHeight() + theme.px(5)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    middle = box.center()
    place = QRectF(middle.x() - wide / 2, middle.y() - high / 2, wide, high)
    painter.drawRoundedRect(place, theme.px(3), theme.px(3))
    painter.restore()


def chip_pixmap(text: str, hue: str, ratio: float = 2.0) -> QPixmap:
    """A chip as a picture."""
    look, theme = map_look(), current_theme()
    return _chip_picture(text, hue, ratio, look.hatch(text, hue), look.grey, theme.factor)


@lru_cache(maxsize=4096)
def _chip_picture(text: str, hue: str, ratio: float, _hatch: int, _grey: bool, _factor: float) -> QPixmap:
    """A chip as a picture; all that it depends on is named, so that it is painted once."""
    size = chip_size(text)
    made = QPixmap(round(size.width() * ratio), round(size.height() * ratio))
    made.setDevicePixelRatio(ratio)
    made.fill(Qt.GlobalColor.transparent)
    painter = QPainter(made)
    paint_chip(painter, QRectF(0, 0, size.width(), size.height()), text, hue)
    painter.end()
    return made


def chip_icon(text: str, hue: str) -> QIcon:
    """A chip for combo boxes and menus."""
    return QIcon(chip_pixmap(text, hue))


class Chip(QWidget):
    """A chip as a widget of its own."""

    def __init__(self, text: str = "", hue: str | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._text = formats.nothing(text)
        self._hue = hue or load_tokens().unassigned
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        current_theme().theme_changed.connect(self.updateGeometry)
        self.setAccessibleName(self._text)

    def set_value(self, text: str, hue: str | None) -> None:
        """Show another locality; no hue means no locality."""
        shown = (formats.nothing(text), hue or load_tokens().unassigned)
        if shown == (self._text, self._hue):
            return
        self._text, self._hue = shown
        self.setAccessibleName(self._text)
        self.updateGeometry()
        self.update()

    @override
    def sizeHint(self) -> QSize:
        return chip_size(self._text)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint_chip(painter, QRectF(self.rect()), self._text, self._hue)
        painter.end()
