"""A map that only shows: a head with name, note and status, the canvas with labels, scale and zoom."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from workbench.models.localities import Locality
from workbench.models.project import StudyArea
from workbench.ui import formats
from workbench.ui.components.badge import Badge
from workbench.ui.components.buttons import tool_button
from workbench.ui.components.elided_label import ElidedLabel
from workbench.ui.components.labels import Role, column, framed, label, row
from workbench.ui.layers.classed import Shades
from workbench.ui.map.canvas import MapCanvas
from workbench.ui.map.furniture import MapFurniture
from workbench.ui.map.label_text import LocalityLabel
from workbench.ui.map.labels import LocalityLabels
from workbench.ui.map.legend import LegendRow
from workbench.ui.map.tools.base import PointerEvent, StrokeHost
from workbench.ui.map.tools.pan import PanTool
from workbench.ui.map.view import MapView
from workbench.ui.map_dress import dress_canvas
from workbench.ui.map_look import map_look
from workbench.ui.panes.map_side import MapSide, Units, slot_hues
from workbench.ui.status import BandState, band_state
from workbench.ui.theme import current_theme

CLICK_REACH = 4
"""Logical pixels that the pointer may move in a click."""
_NOTE_FITS = 330
"""Below this width, in design pixels, the head has room only for its name and the status."""
NOBODY = np.empty(0, dtype=np.int64)
NO_PATTERNS = np.empty(0, dtype=np.uint8)


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


class CrossHair:
    """An overlay: where the pointer is on another map."""

    def __init__(self) -> None:
        self.at: tuple[float, float] | None = None

    @staticmethod
    def reach() -> float:
        """Logical pixels from the middle to the edge."""
        return current_theme().px(15)

    def paint(self, painter: QPainter, view: MapView, canvas: MapCanvas) -> None:
        """Draw a ring with four short arms, black on white."""
        if self.at is None:
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        middle, radius = QPointF(*view.to_screen(*self.at)), current_theme().px(8)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for colour, width in ((QColor("#FFFFFF"), 4.0), (QColor("#15181D"), 2.0)):
            painter.setPen(QPen(colour, width))
            painter.drawEllipse(middle, radius, radius)
            for x, y in ((1, 0), (-1, 0), (0, 1), (0, -1)):
                way = QPointF(x, y)
                painter.drawLine(middle + way * radius * 0.6, middle + way * radius * 1.6)


class MapPane(QWidget):
    """A map that shows one side and never changes it."""

    hovered = Signal(int, float, float)
    """Unit under the pointer or -1, with its place on the map, NaN off it."""
    clicked = Signal(int)
    """Unit that was clicked, -1 beside all."""

    def __init__(
        self,
        title: str,
        host: StrokeHost,
        *,
        zoom: bool = True,
        scale_bar: bool = True,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._letter = label("", Role.STRONG)
        self._letter.hide()
        self._title = ElidedLabel("", Role.STRONG)
        self._title.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        self._note = label("", Role.SECONDARY)
        self._badge = Badge()
        self._side: MapSide | None = None
        self._area: StudyArea | None = None
        self._shaded = False
        self._classed = False
        """Areas are shaded by classes: a hatch means that a figure is not known."""
        self.canvas = MapCanvas(self)
        self.canvas.setMinimumSize(80, 60)  # several stand side by side in a narrow window
        self.canvas.set_tool(LookTool(host, self.clicked.emit))
        self.labels = LocalityLabels(self.canvas)
        self.furniture = MapFurniture(()) if scale_bar else None
        self._mark = CrossHair()
        self.canvas.add_overlay(self.labels)
        if self.furniture is not None:
            self.canvas.add_overlay(self.furniture)
            self.labels.avoid(self.furniture.boxes)
        self.canvas.add_overlay(self._mark)
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
        self._zoom.setVisible(zoom)
        self.labels.avoid(lambda _view: [] if self._zoom.isHidden() else [QRectF(self._zoom.geometry())])
        self.head = framed(
            row(self._letter, self._title, self._note, None, self._badge, margins=(12, 6, 12, 6)), "optionbar"
        )
        self.head.setMinimumWidth(1)  # all panes are as wide as one another, whatever their heads say
        layout = column(self.head, spacing=0)
        layout.addWidget(self.canvas, 1)
        self.setLayout(layout)
        self.set_title(title)
        self.canvas.hovered.connect(self.hovered)
        self.canvas.key_pressed.connect(self._key)
        self._follow_theme()
        current_theme().theme_changed.connect(self._follow_theme)
        self._drawn: tuple[NDArray[np.int32], NDArray[np.uint32]] | None = None
        map_look().changed.connect(self._follow_look)

    def set_title(self, title: str, *, letter: str = "", tip: str = "") -> None:
        """Name the map; a letter before the name ties it to a column of figures."""
        self._letter.setText(letter)
        self._letter.setVisible(bool(letter))
        self._title.setText(title)
        self.head.setToolTip(tip)
        self.canvas.setAccessibleName(f"Map {letter} {title}" if letter else f"Map {title.lower()}")

    def set_note(self, note: str) -> None:
        """Say something beside the name, where there is room for it."""
        self._note.setText(note)

    def set_badge(self, state: BandState | None, word: str = "") -> None:
        """Show a state at the right of the head, None for no state."""
        if state is not None:
            self._badge.set_state(state, word)
        self._badge.setVisible(state is not None)

    @property
    def badge_word(self) -> str:
        """What the badge says."""
        return self._badge.word

    def use(self, area: StudyArea | None) -> None:
        """Show the units of another study area; they are prepared once."""
        if area is not None and area is not self._area:
            units = area.units
            self.canvas.set_units(area.topology, units.bounds, units.points, units.geometry)
        self._area = area
        self._side = self._drawn = None

    @property
    def side(self) -> MapSide | None:
        """What is shown."""
        return self._side

    def show_side(self, side: MapSide, *, hatched: Units = NOBODY, note: str = "", near: int = 1000) -> None:
        """Show a plan with its figures, and hatch the areas that move."""
        self._side = side
        self._draw(side.labels, side.colours)
        self.canvas.set_marked(hatched)
        self._note.setText(note)
        self.show_people(side, near=near)

    def show_people(self, side: MapSide, *, near: int = 1000) -> None:
        """Write other figures on the labels and in the head; the plan stays as it is drawn."""
        self._side = side
        self.set_badge(*side.headline())
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

    def add_to_head(self, *parts: QWidget) -> None:
        """Stand controls at the right of the head."""
        layout = self.head.layout()
        if layout is not None:
            for part in parts:
                layout.addWidget(part)

    def _draw(self, labels: NDArray[np.int32], colours: NDArray[np.uint32]) -> None:
        """Draw a plan in the look in use, hatched where neighbours look alike."""
        self._drawn = (labels, colours)
        if self._area is not None:
            looks = map_look().of(self._area.adjacency, labels, colours)
            self.canvas.set_patterns(np.zeros_like(looks.hatches) if self._classed else looks.hatches)
            self.canvas.set_plan(labels, looks.colours)

    def _follow_look(self) -> None:
        if self._drawn is not None:
            self._draw(*self._drawn)

    def show_numbers(
        self,
        labels: NDArray[np.int32],
        localities: Sequence[Locality | None],
        *,
        fills: NDArray[np.uint32] | None = None,
        hatched: Units = NOBODY,
        names: bool = False,
    ) -> None:
        """Show a plan without figures: hues and numbers by slot, or a colour per area instead of the hues."""
        self._side = None
        self._draw(labels, slot_hues(localities))
        self.canvas.set_fills(fills)
        self._follow_shades(shaded=fills is not None)
        self.canvas.set_marked(hatched)
        drawn = set(np.unique(labels).tolist())
        self.labels.set_labels(
            [
                LocalityLabel(slot, str(one.number), one.name if names else "", "")
                for slot, one in enumerate(localities)
                if one is not None and slot in drawn
            ]
        )

    def show_shading(self, title: str, shades: Shades | None, rows: Sequence[LegendRow]) -> None:
        """Colour areas by classes of a figure, with their legend; without shades by their localities."""
        self.canvas.set_fills(*((None,) if shades is None else (shades.fills, shades.hatched)))
        if self.furniture is not None:
            self.furniture.set_classes(title, rows)
        if self._classed != (shades is not None):
            self._classed = shades is not None
            self._follow_look()
        self._follow_shades(shaded=self._classed)

    def _follow_shades(self, *, shaded: bool) -> None:
        if shaded != self._shaded:
            self._shaded = shaded
            self._follow_theme()

    def show_labels_only(self, labels: np.ndarray, colours: np.ndarray, note: str) -> None:
        """Show a plan that is only on its way: colours without figures."""
        self._drawn = None
        self.canvas.set_patterns(NO_PATTERNS)
        self.canvas.set_plan(labels, map_look().shades(colours))
        self.canvas.set_marked(NOBODY)
        self.labels.set_labels([])
        self._note.setText(note)
        self.set_badge(None)  # it speaks of the plan that was shown before

    def point_at(self, place: tuple[float, float] | None) -> None:
        """Ring a place, None for none; only its surroundings are painted again."""
        before, self._mark.at = self._mark.at, place
        reach = CrossHair.reach()
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
        dress_canvas(self.canvas, shaded=self._shaded)
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
