"""One map of the balance preview: a head with the band status, the canvas with labels, scale and zoom."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from workbench.models.project import StudyArea
from workbench.ui import formats
from workbench.ui.balance.shown import MapSide, Units
from workbench.ui.components.badge import Badge
from workbench.ui.components.buttons import tool_button
from workbench.ui.components.labels import Role, column, framed, label, row
from workbench.ui.map.canvas import MapCanvas
from workbench.ui.map.furniture import MapFurniture
from workbench.ui.map.label_text import LocalityLabel
from workbench.ui.map.labels import LocalityLabels
from workbench.ui.map.tools.base import PointerEvent, StrokeHost
from workbench.ui.map.tools.pan import PanTool
from workbench.ui.map.view import MapView
from workbench.ui.status import band_state
from workbench.ui.theme import current_theme

CLICK_REACH = 4
"""Logical pixels that the pointer may move in a click."""
_NOTE_FITS = 330
"""Below this width, in design pixels, the head has room only for its name and the status."""
NOBODY = np.empty(0, dtype=np.int64)


class LookTool(PanTool):
    """Drag to move the map, click to choose the area under the pointer."""

    name = "look"
    cursor = Qt.CursorShape.ArrowCursor

    def __init__(self, host: StrokeHost, clicked: Callable[[int], object]) -> None:
        super().__init__(host)
        self._clicked = clicked
        self._pressed = QPointF()

    @override
    def press(self, event: PointerEvent) -> None:
        super().press(event)
        self._pressed = event.screen

    @override
    def release(self, event: PointerEvent) -> None:
        super().release(event)
        if (event.screen - self._pressed).manhattanLength() <= CLICK_REACH:
            self._clicked(self.surface.picker.unit_at(event.x, event.y))


class TwinMark:
    """An overlay: where the pointer is on the other map."""

    def __init__(self) -> None:
        self.at: tuple[float, float] | None = None

    @staticmethod
    def reach() -> float:
        """Logical pixels from the middle to the edge."""
        return current_theme().px(11)

    def paint(self, painter: QPainter, view: MapView, canvas: MapCanvas) -> None:
        """Draw a black and white ring."""
        if self.at is None:
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        middle, radius = QPointF(*view.to_screen(*self.at)), current_theme().px(8)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for colour, width in ((QColor("#FFFFFF"), 4.0), (QColor("#15181D"), 2.0)):
            painter.setPen(QPen(colour, width))
            painter.drawEllipse(middle, radius, radius)


class MapPane(QWidget):
    """A map that shows one side and never changes it."""

    hovered = Signal(int, float, float)
    """Unit under the pointer or -1, with its place on the map, NaN off it."""
    clicked = Signal(int)
    """Unit that was clicked, -1 beside all."""

    def __init__(self, title: str, host: StrokeHost, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = label(title, Role.STRONG)
        self._note = label("", Role.SECONDARY)
        self._badge = Badge()
        self._side: MapSide | None = None
        self._area: StudyArea | None = None
        self.canvas = MapCanvas(self)
        self.canvas.setAccessibleName(f"Map {title.lower()}")
        self.canvas.set_tool(LookTool(host, self.clicked.emit))
        self.labels = LocalityLabels(self.canvas)
        self.furniture = MapFurniture(())
        self._mark = TwinMark()
        for overlay in (self.labels, self.furniture, self._mark):
            self.canvas.add_overlay(overlay)
        self.labels.avoid(self.furniture.boxes)
        self._zoom = framed(
            column(
                tool_button("Zoom in", "zoom_in", shortcut="+", clicked=self.canvas.zoom_in),
                tool_button("Zoom out", "zoom_out", shortcut="-", clicked=self.canvas.zoom_out),
                tool_button("Whole area", "fit", shortcut="0", clicked=self.canvas.fit),
                margins=(2, 2, 2, 2),
                spacing=0,
            )
        )
        self._zoom.setParent(self.canvas)
        self.labels.avoid(lambda _view: [QRectF(self._zoom.geometry())])
        head = framed(row(self._title, self._note, None, self._badge, margins=(12, 6, 12, 6)), "optionbar")
        head.setMinimumWidth(1)  # both panes are as wide as one another, whatever their heads say
        layout = column(head, spacing=0)
        layout.addWidget(self.canvas, 1)
        self.setLayout(layout)
        self.canvas.hovered.connect(self.hovered)
        self.canvas.key_pressed.connect(self._key)
        self._follow_theme()
        current_theme().theme_changed.connect(self._follow_theme)

    def use(self, area: StudyArea | None) -> None:
        """Show the units of another study area; they are prepared once."""
        if area is not None and area is not self._area:
            units = area.units
            self.canvas.set_units(area.topology, units.bounds, units.points, units.geometry)
        self._area = area
        self._side = None

    @property
    def side(self) -> MapSide | None:
        """What is shown."""
        return self._side

    def show_side(self, side: MapSide, *, hatched: Units = NOBODY, note: str = "", near: int = 1000) -> None:
        """Show a plan with its figures, and hatch the areas that move."""
        self._side = side
        self.canvas.set_plan(side.labels, side.colours)
        self.canvas.set_marked(hatched)
        self._note.setText(note)
        self._badge.set_state(*side.headline())
        self._badge.show()
        slots = {one.code: slot for slot, one in enumerate(side.localities) if one is not None}
        self.labels.set_labels(
            [
                LocalityLabel(
                    slot=slots[figures.code],
                    number=str(figures.number),
                    name=figures.name,
                    people=formats.number(figures.people),
                    state=band_state(figures.people, side.band, near),
                    locked=bool((locality := side.localities[slots[figures.code]]) and locality.locked),
                )
                for figures in side.figures
                if figures.units and figures.code in slots
            ]
        )

    def show_labels_only(self, labels: np.ndarray, colours: np.ndarray, note: str) -> None:
        """Show a plan that is only on its way: colours without figures."""
        self.canvas.set_plan(labels, colours)
        self.canvas.set_marked(NOBODY)
        self.labels.set_labels([])
        self._note.setText(note)
        self._badge.hide()  # it speaks of the plan that was shown before

    def point_at(self, place: tuple[float, float] | None) -> None:
        """Ring a place, None for none; only its surroundings are painted again."""
        before, self._mark.at = self._mark.at, place
        reach = TwinMark.reach()
        for one in (before, place):
            if one is not None:
                x, y = self.canvas.view().to_screen(*one)
                box = QRectF(x - reach, y - reach, 2 * reach, 2 * reach).toAlignedRect()
                self.canvas.update(box)

    def _key(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_0, Qt.Key.Key_Home):
            self.canvas.fit()
            event.accept()

    def _follow_theme(self) -> None:
        theme = current_theme()
        self.canvas.set_theme(
            theme.hex("map_ground"), hair=theme.hex("map_hair"), line=theme.hex("map_line"),
            accent="#005EB8", cut_off="#B3261E",
        )  # fmt: skip
        self.labels.forget_places()
        self._place_zoom()

    def _place_zoom(self) -> None:
        gap = current_theme().px(8)
        size = self._zoom.sizeHint()
        self._zoom.setGeometry(self.canvas.width() - size.width() - gap, gap, size.width(), size.height())

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        layout = self.layout()
        if layout is not None:
            layout.activate()
        self._note.setVisible(self.width() >= current_theme().px(_NOTE_FITS))
        self._place_zoom()
