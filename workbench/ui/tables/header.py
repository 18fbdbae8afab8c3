"""The header of tables; above a gauge it writes the limits over their ticks."""

from __future__ import annotations

from PySide6.QtCore import QItemSelection, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPolygonF
from PySide6.QtWidgets import QHeaderView, QWidget
from typing_extensions import override

from workbench.ui.components.band_gauge import GaugeScale, gauge_track
from workbench.ui.tables.column_table_model import CELL_ROLE, KIND_ROLE
from workbench.ui.tables.columns import CellKind
from workbench.ui.tables.delegates import PADDING, header_height
from workbench.ui.theme import current_theme


def limit_text(people: float) -> str:
    """A limit as a tick says it: 30,000 -> "30k", 32,500 -> "32.5k"."""
    return f"{people / 1000:g}k"


class TableHeader(QHeaderView):
    """Quiet header in 12 semibold with the sort mark at its end."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.setHighlightSections(False)
        self.setSectionsClickable(True)
        self.setSectionsMovable(True)
        self.setStretchLastSection(False)

    @override
    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), header_height())

    @override
    def selectionChanged(self, selected: QItemSelection, deselected: QItemSelection) -> None:
        """Paint nothing: a header looks the same whatever rows are selected."""

    @override
    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:
        theme = current_theme()
        padding = theme.px(PADDING)
        inner = QRectF(rect).adjusted(padding, 0, -padding, -1)
        painter.save()
        painter.fillRect(rect, theme.color("surface"))
        painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, theme.color("control"))
        painter.setFont(theme.font("small", "semibold"))
        painter.setPen(theme.color("text2"))
        scale = self.model().headerData(logicalIndex, Qt.Orientation.Horizontal, CELL_ROLE)
        if isinstance(scale, GaugeScale) and scale.ticks:
            _paint_limits(painter, inner, scale)
        else:
            self._paint_title(painter, inner, logicalIndex)
        if self.isSortIndicatorShown() and self.sortIndicatorSection() == logicalIndex:
            down = self.sortIndicatorOrder() == Qt.SortOrder.DescendingOrder
            _paint_sort_mark(painter, QPointF(rect.right() - padding / 2, inner.center().y()), down=down)
        painter.restore()

    def _paint_title(self, painter: QPainter, box: QRectF, section: int) -> None:
        model = self.model()
        title = str(model.headerData(section, Qt.Orientation.Horizontal) or "")
        kind = CellKind(model.headerData(section, Qt.Orientation.Horizontal, KIND_ROLE) or CellKind.TEXT)
        side = Qt.AlignmentFlag.AlignRight if kind.right_aligned else Qt.AlignmentFlag.AlignLeft
        metrics = QFontMetricsF(painter.font())
        shown = metrics.elidedText(title, Qt.TextElideMode.ElideRight, box.width() + 1)
        painter.drawText(box.adjusted(-1, 0, 1, 0), side | Qt.AlignmentFlag.AlignVCenter, shown)


def _paint_limits(painter: QPainter, box: QRectF, scale: GaugeScale) -> None:
    """Write each limit over its tick, side by side where the ticks are close."""
    track = gauge_track(box)
    metrics = QFontMetricsF(painter.font())
    gap = metrics.horizontalAdvance("i")
    end = box.left()
    for tick in scale.ticks:
        wide = metrics.horizontalAdvance(limit_text(tick))
        left = track.left() + scale.position(tick) * track.width() - wide / 2
        left = max(min(left, box.right() - wide), end)
        place = QRectF(left, box.top(), wide + 1, box.height())
        painter.drawText(place, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, limit_text(tick))
        end = left + wide + gap


def _paint_sort_mark(painter: QPainter, at: QPointF, *, down: bool) -> None:
    """A small triangle in the padding, so that no title is shortened by sorting."""
    half = current_theme().px(3)
    tip = half if down else -half
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(current_theme().color("text2"))
    base = [QPointF(at.x() - half, at.y() - tip / 2), QPointF(at.x() + half, at.y() - tip / 2)]
    painter.drawPolygon(QPolygonF([*base, QPointF(at.x(), at.y() + tip / 2)]))
