"""The pins of parked notes on the map: small numbered drops, hollow where the note is done."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen

from workbench.models.meeting import ParkedNote
from workbench.ui.map.canvas import MapCanvas
from workbench.ui.map.view import MapView
from workbench.ui.theme import current_theme

_GROUND, _INK, _DONE = "#FFF3B0", "#15181D", "#FFFFFF"
"""Paper yellow is no hue of a locality; pins look the same in both themes, as the map does."""
RADIUS, HEIGHT = 9.0, 21.0
"""Of the round head, and from its middle's top to the point, in pixels of the design."""


class NotePins:
    """An overlay; its tips stand on the places of the notes."""

    layer = "notes"

    def __init__(self) -> None:
        self._notes: tuple[ParkedNote, ...] = ()

    def set_notes(self, notes: Sequence[ParkedNote]) -> None:
        """Show these notes."""
        self._notes = tuple(notes)

    @property
    def shown(self) -> tuple[ParkedNote, ...]:
        """The notes whose pins are painted."""
        return self._notes

    def hit(self, view: MapView, at: QPointF) -> ParkedNote | None:
        """The note whose pin is at a point of the map in logical pixels, the uppermost first."""
        return next((note for note in reversed(self.shown) if self._head(view, note).contains(at)), None)

    def boxes(self, view: MapView) -> list[QRectF]:
        """What the pins cover."""
        return [self._head(view, note) for note in self.shown]

    def paint(self, painter: QPainter, view: MapView, canvas: MapCanvas) -> None:
        """Draw the pins from north to south, so that nearer ones lie above."""
        theme = current_theme()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(theme.font("micro", "semibold"))
        for note in sorted(self.shown, key=lambda one: -one.northing):
            head = self._head(view, note)
            tip = QPointF(*view.to_screen(note.easting, note.northing))
            painter.setPen(QPen(QColor(_DONE), 3))
            drop = _drop(head, tip)
            painter.drawPath(drop)
            painter.setPen(QPen(QColor(_INK), 1.4))
            painter.setBrush(QColor(_DONE if note.done else _GROUND))
            painter.drawPath(drop)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawText(head, Qt.AlignmentFlag.AlignCenter, str(note.number))

    @staticmethod
    def _head(view: MapView, note: ParkedNote) -> QRectF:
        """The round head above the place."""
        theme = current_theme()
        x, y = view.to_screen(note.easting, note.northing)
        radius, height = theme.px(RADIUS), theme.px(HEIGHT)
        return QRectF(x - radius, y - height, 2 * radius, 2 * radius)


def _drop(head: QRectF, tip: QPointF) -> QPainterPath:
    """A circle that runs out into a point."""
    round_part, point = QPainterPath(), QPainterPath()
    round_part.addEllipse(head)
    half, middle = head.width() * 0.36, head.center()
    point.moveTo(middle + QPointF(-half, head.height() * 0.3))
    point.lineTo(tip)
    point.lineTo(middle + QPointF(half, head.height() * 0.3))
    point.closeSubpath()
    return round_part.united(point)
