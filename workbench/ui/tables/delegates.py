"""How cells are painted: chips, names, figures, gauges, badges, bars and icons."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QFontMetricsF, QPainter, QPen, QPixmap
from PySide6.QtWidgets import QLineEdit, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget
from typing_extensions import override

from workbench.ui import formats
from workbench.ui.components.badge import badge_width, paint_badge
from workbench.ui.components.band_gauge import GaugeValue, paint_gauge
from workbench.ui.components.chip import chip_size, paint_chip
from workbench.ui.icons import paint_icon
from workbench.ui.map_look import map_look
from workbench.ui.tables.column_table_model import KIND_ROLE, LOOK_ROLE, CellLook
from workbench.ui.tables.columns import BarValue, CellKind, ChipValue, IconValue, MoveValue, StatusValue
from workbench.ui.theme import current_theme, load_tokens

PADDING = 8
_GAUGE_WIDTH = 84
_BAR_WIDTH = 72
_BAR_TEXT = "100%"
_ICON = 16
_ARROW = 14
_MOST_PIXELS = 4_000_000
"""Device pixels of the pictures kept, 16 MB: several windows full of cells."""


def row_height(size: str = "row") -> int:
    """Height of a row: the design's, and never less than text and chip need."""
    theme = current_theme()
    needed = QFontMetrics(theme.font()).height() + theme.px(8)
    return max(theme.size(size), needed, chip_size("8").height() + theme.px(8))


def header_height() -> int:
    """Height of the header."""
    theme = current_theme()
    return max(theme.px(29), QFontMetrics(theme.font("small", "semibold")).height() + theme.px(12))


def column_width(kind: CellKind, title: str, width_text: str) -> int:
    """Width that header and widest text need, from the metrics of the font that is really used."""
    theme = current_theme()
    padding = 2 * theme.px(PADDING)
    head = QFontMetricsF(theme.font("small", "semibold")).horizontalAdvance(title) + padding
    widest = QFontMetricsF(theme.font("base", "semibold")).horizontalAdvance(width_text)
    body = {
        CellKind.CHIP: chip_size(width_text).width(),
        CellKind.MOVE: 2 * chip_size(width_text).width() + theme.px(_ARROW) + theme.px(PADDING),
        CellKind.STATUS: badge_width(width_text, strong=True),
        CellKind.GAUGE: theme.px(_GAUGE_WIDTH),
        CellKind.BAR: theme.px(_BAR_WIDTH) + theme.px(PADDING) + _bar_text_width(),
        CellKind.ICON: theme.px(_ICON),
    }.get(kind, widest)
    return round(max(head, body + padding) + 1)


def _bar_text_width() -> float:
    return QFontMetricsF(current_theme().font("small")).horizontalAdvance(_BAR_TEXT)


class CellDelegate(QStyledItemDelegate):
    """Paints a cell by its look and keeps the picture, since most cells are painted as they were before."""

    show_focus = False
    """Whether the current cell is framed: the view sets it while the keyboard is used."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pictures: dict[tuple[CellLook, int, int, int, bool, float], QPixmap] = {}
        self._pixels = 0
        current_theme().theme_changed.connect(self._forget)

    @override
    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        look = index.data(LOOK_ROLE)
        if not isinstance(look, CellLook):
            return
        box, state = option.rect, option.state
        selected = bool(state & QStyle.StateFlag.State_Selected)
        ratio = painter.device().devicePixelRatio()
        if ratio == int(ratio):
            painter.drawPixmap(box.topLeft(), self._picture(look, box.size(), selected, ratio))
        else:  # a picture would fall between the pixels of such a screen
            painter.save()
            self._paint_look(painter, QRectF(box), look, selected=selected)
            painter.restore()
        if self.show_focus and state & QStyle.StateFlag.State_HasFocus:
            painter.save()
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(current_theme().color("accent"), 2))
            painter.drawRect(QRectF(box).adjusted(1, 1, -1, -1))
            painter.restore()

    def _picture(self, look: CellLook, size: QSize, selected: bool, ratio: float) -> QPixmap:
        """The picture of a cell, made where there is none yet."""
        key = (look, map_look().version, size.width(), size.height(), selected, ratio)
        picture = self._pictures.get(key)
        if picture is None:
            picture = QPixmap(size * ratio)
            picture.setDevicePixelRatio(ratio)
            with QPainter(picture) as painter:
                box = QRectF(0, 0, size.width(), size.height())
                self._paint_look(painter, box, look, selected=selected)
            self._pixels += picture.width() * picture.height()
            if self._pixels > _MOST_PIXELS:
                self._forget()
                self._pixels = picture.width() * picture.height()
            self._pictures[key] = picture
        return picture

    def _forget(self) -> None:
        self._pictures.clear()
        self._pixels = 0

    def _paint_look(self, painter: QPainter, box: QRectF, look: CellLook, *, selected: bool) -> None:
        """Paint ground, lower edge, and what the column's kind wants."""
        theme = current_theme()
        ground = theme.color("selected" if selected else "surface")
        painter.fillRect(box, ground)
        painter.setPen(QPen(theme.color("line"), 1))
        edge = box.bottom() - 0.5
        painter.drawLine(QPointF(box.left(), edge), QPointF(box.right(), edge))
        padding = theme.px(PADDING)
        inner = box.adjusted(padding, 0, -padding, -1)
        value = look.value
        match look.kind:
            case CellKind.CHIP if isinstance(value, ChipValue):
                self._paint_chip(painter, inner, value)
            case CellKind.MOVE if isinstance(value, MoveValue):
                self._paint_move(painter, inner, value)
            case CellKind.GAUGE if isinstance(value, GaugeValue):
                paint_gauge(painter, inner, value, ground=ground)
            case CellKind.STATUS if isinstance(value, StatusValue):
                paint_badge(painter, inner, value.state, value.word, strong=look.strong, ground=ground)
            case CellKind.BAR if isinstance(value, BarValue):
                self._paint_bar(painter, inner, value)
            case CellKind.ICON if isinstance(value, IconValue):
                self._paint_icon(painter, inner, value)
            case CellKind.TEXT | CellKind.NUMBER:
                self._paint_text(painter, inner, look)
            case _:
                pass

    def _paint_text(self, painter: QPainter, box: QRectF, look: CellLook) -> None:
        font, ink = _text_style(look)
        painter.setFont(font)
        painter.setPen(ink)
        side = Qt.AlignmentFlag.AlignRight if look.kind.right_aligned else Qt.AlignmentFlag.AlignLeft
        mode = Qt.TextElideMode.ElideMiddle if look.keeps_end else Qt.TextElideMode.ElideRight
        shown = QFontMetricsF(font).elidedText(look.text, mode, box.width() + 1)
        painter.drawText(box.adjusted(-1, 0, 1, 0), side | Qt.AlignmentFlag.AlignVCenter, shown)

    def _paint_chip(self, painter: QPainter, box: QRectF, value: ChipValue) -> None:
        size = chip_size(value.text)
        top = round(box.center().y() - size.height() / 2)
        hue = value.hue or load_tokens().unassigned
        chip = QRectF(box.left() + 1, top, size.width(), size.height())
        paint_chip(painter, chip, formats.nothing(value.text), hue)

    def _paint_move(self, painter: QPainter, box: QRectF, value: MoveValue) -> None:
        """Two chips with an arrow between; those of one column stand under each other."""
        theme = current_theme()
        side, chip = theme.px(_ARROW), chip_size("88").width()
        self._paint_chip(painter, box, value.before)
        first = max(chip, chip_size(value.before.text).width())
        left = box.left() + first + theme.px(PADDING) / 2
        arrow = QRectF(left, box.center().y() - side / 2, side, side)
        paint_icon(painter, "next", arrow, theme.color("text2"))
        self._paint_chip(
            painter, box.adjusted(arrow.right() + theme.px(PADDING) / 2 - box.left(), 0, 0, 0), value.after
        )

    def _paint_bar(self, painter: QPainter, box: QRectF, value: BarValue) -> None:
        theme = current_theme()
        gap = theme.px(PADDING)
        track = QRectF(box)
        track.setWidth(max(0.0, box.width() - gap - _bar_text_width()))
        track.setTop(box.center().y() - theme.px(3))
        track.setHeight(theme.px(6))
        radius = theme.px(3)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color("line"))
        painter.drawRoundedRect(track, radius, radius)
        if value.share is not None and formats.known(value.share) and value.share > 0:
            filled = QRectF(track)
            filled.setWidth(max(2.0 * radius, track.width() * min(1.0, value.share)))
            painter.setBrush(theme.color(value.colour))
            painter.drawRoundedRect(filled, radius, radius)
        painter.setPen(theme.color("text"))
        painter.setFont(theme.font("small"))
        painter.drawText(
            box.adjusted(track.width(), 0, 1, 0),
            Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter,
            value.text,
        )

    def _paint_icon(self, painter: QPainter, box: QRectF, value: IconValue) -> None:
        if value.name:
            theme = current_theme()
            size = theme.px(_ICON)
            place = QRectF(box.left(), box.center().y() - size / 2, size, size)
            paint_icon(painter, value.name, place, theme.color(value.colour))

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        kind = CellKind(index.data(KIND_ROLE) or CellKind.TEXT)
        text = str(index.data(Qt.ItemDataRole.DisplayRole) or "")
        return QSize(column_width(kind, "", text), row_height())

    @override
    def createEditor(
        self, parent: QWidget, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QWidget:
        editor = super().createEditor(parent, option, index)
        if isinstance(editor, QLineEdit):
            editor.setProperty("cell", "true")
            title = index.model().headerData(index.column(), Qt.Orientation.Horizontal)
            editor.setAccessibleName(str(title))
        return editor

    @override
    def updateEditorGeometry(
        self, editor: QWidget, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        editor.setGeometry(option.rect)


def _text_style(look: CellLook) -> tuple[QFont, QColor]:
    theme = current_theme()
    if look.quiet:
        return theme.font("small"), theme.color("text2")
    return theme.font("base", "semibold" if look.strong else "regular"), theme.color("text")
