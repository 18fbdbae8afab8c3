"""Which areas: all of the boundaries, local authorities, a box drawn on the map, or a list of codes."""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from dataclasses import replace

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import (
    QButtonGroup,
    QListWidget,
    QListWidgetItem,
    QPlainTextEdit,
    QRadioButton,
    QWidget,
)
from typing_extensions import override

from workbench.io.published.recognised import Recognised
from workbench.models.project import StudyArea
from workbench.session.published.choice import AreaChoice
from workbench.ui import formats
from workbench.ui.components.labels import Role, column, label, row
from workbench.ui.import_wizard.draft import ImportDraft
from workbench.ui.import_wizard.page import Page
from workbench.ui.map.canvas import MapCanvas
from workbench.ui.map.tools.base import PointerEvent, StrokeHost, Tool, Units
from workbench.ui.map.view import MapView
from workbench.ui.theme import current_theme

ALL, AUTHORITIES, BOX, CODES = range(4)
CHOSEN, OTHER = 0, -1
MOST_LOST = 4
_HUE = np.array([0xFF77AADD], dtype=np.uint32)
_EDGE = 3.0


class BoxChooser(Tool):
    """Drag a box over the map; ``chosen`` gets the areas whose middle lies in it."""

    name = "choose"
    cursor = Qt.CursorShape.CrossCursor

    def __init__(self, host: StrokeHost, chosen: Callable[[Units], object]) -> None:
        super().__init__(host)
        self._chosen = chosen
        self._corners: tuple[tuple[float, float], tuple[float, float]] | None = None

    @override
    def press(self, event: PointerEvent) -> None:
        self._corners = ((event.x, event.y), (event.x, event.y))

    @override
    def move(self, event: PointerEvent) -> None:
        if self._corners is not None:
            self._corners = (self._corners[0], (event.x, event.y))
            self.surface.refresh_tool()

    @override
    def release(self, event: PointerEvent) -> None:
        if self._corners is None:
            return
        (x0, y0), (x1, y1) = self._corners[0], (event.x, event.y)
        self._corners = None
        self._chosen(self.surface.picker.units_in_box(min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)))
        self.surface.refresh_tool()

    @override
    def cancel(self) -> bool:
        there, self._corners = self._corners is not None, None
        if there:
            self.surface.refresh_tool()
        return there

    @override
    def area(self, view: MapView) -> QRectF | None:
        if self._corners is None:
            return None
        start, end = (QPointF(*view.to_screen(x, y)) for x, y in self._corners)
        return QRectF(start, end).normalized().adjusted(-_EDGE, -_EDGE, _EDGE, _EDGE)

    @override
    def paint(self, painter: QPainter, view: MapView) -> None:
        box = self.area(view)
        if box is not None:
            painter.setBrush(QColor(0, 94, 184, 28))
            painter.setPen(QPen(current_theme().color("accent"), 1.4))
            painter.drawRect(box.adjusted(_EDGE, _EDGE, -_EDGE, -_EDGE))


class AreaPage(Page):
    """The choice at the left, its map at the right."""

    title = "Study area"
    read_wanted = Signal()

    def __init__(self, draft: ImportDraft, host: StrokeHost) -> None:
        super().__init__(
            "Which areas belong to the project?",
            "Practices just outside stay, as border practices, where enough of their patients live inside.",
        )
        self._draft = draft
        self._area: StudyArea | None = None
        self._read_of: list[Recognised] = []
        self._boxed: list[str] = []
        self.ways = QButtonGroup(self)
        titles = (
            "&All areas of the boundaries", "&Local authorities", "A &box drawn on the map",
            "A list of &codes",
        )  # fmt: skip
        for way, title in enumerate(titles):
            choice = QRadioButton(title)
            choice.setMinimumHeight(current_theme().px(26))
            self.ways.addButton(choice, way)
        self.ways.button(ALL).setChecked(True)
        self.authorities = QListWidget()
        self.authorities.setAccessibleName("Local authorities")
        self.codes = QPlainTextEdit()
        self.codes.setAccessibleName("Codes of areas or local authorities")
        self.codes.setPlaceholderText("E06000021, E07000195 or codes of areas, one a line")
        self.codes.setTabChangesFocus(True)
        self.told = label("", Role.STRONG, wrap=True)
        buttons = [self.ways.button(way) for way in range(4)]
        side = column(
            buttons[ALL], buttons[AUTHORITIES], self.authorities, buttons[BOX], buttons[CODES], self.codes,
            self.told, spacing=8,
        )  # fmt: skip
        left = QWidget()
        left.setLayout(side)
        left.setFixedWidth(current_theme().px(320))
        self.map = MapCanvas()
        self.map.setAccessibleName("Map of the areas chosen")
        self.map.set_tool(BoxChooser(host, self._box_drawn))
        body = row(left, spacing=16)
        body.addWidget(self.map, 1)
        self.body.addLayout(body, 1)
        self.ways.idToggled.connect(self._follow)
        self.authorities.itemChanged.connect(self._follow)
        self.codes.textChanged.connect(self._follow)

    @property
    @override
    def ready(self) -> bool:
        """Whether at least one area is chosen."""
        return self._area is not None and len(self.chosen_units()) > 0

    @override
    def enter(self) -> None:
        """Ask for the areas where the files are other ones; else show them again."""
        if self._area is None or self._read_of != self._draft.of_map:
            self._area = None
            self.read_wanted.emit()
        else:
            self._follow()

    def show_area(self, area: StudyArea) -> None:
        """Draw all areas of the boundaries, and list the local authorities where a file tells them."""
        self._area, self._read_of = area, list(self._draft.of_map)
        self.map.set_units(area.topology, area.units.bounds, area.units.points, area.units.geometry)
        self.authorities.blockSignals(True)
        self.authorities.clear()
        found = area.units.parents.get("lad")
        for code, name in (
            sorted(found.name_of.items(), key=lambda item: item[1]) if found is not None else ()
        ):
            item = QListWidgetItem(f"{name or code}")
            item.setData(Qt.ItemDataRole.UserRole, code)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Unchecked)
            self.authorities.addItem(item)
        self.authorities.blockSignals(False)
        listed = self.authorities.count() > 0
        button = self.ways.button(AUTHORITIES)
        button.setEnabled(listed)
        button.setToolTip("" if listed else "No file tells the local authority of each area; add a look-up")
        self.authorities.setVisible(listed)
        self._follow()

    def chosen_units(self) -> Units:
        """The areas chosen, as rows of the boundaries."""
        area = self._area
        if area is None:
            return np.empty(0, dtype=np.int64)
        wanted = set(self._codes())
        if self.ways.checkedId() == ALL:
            return np.arange(len(area.units), dtype=np.int64)
        lads = area.units.parents.get("lad")
        inside = np.array([str(code) in wanted for code in area.units.codes], dtype=bool)
        if lads is not None:
            inside |= np.array([str(code) in wanted for code in lads.codes], dtype=bool)
        return np.flatnonzero(inside)

    def _codes(self) -> list[str]:
        match self.ways.checkedId():
            case 1:
                items = (self.authorities.item(at) for at in range(self.authorities.count()))
                return [
                    str(item.data(Qt.ItemDataRole.UserRole))
                    for item in items
                    if item.checkState() == Qt.CheckState.Checked
                ]
            case 2:
                return self._boxed
            case 3:
                return [code for code in re.split(r"[\s,;]+", self.codes.toPlainText().upper()) if code]
            case _:
                return []

    def _not_found(self) -> list[str]:
        """Say which of the codes that were typed no boundary has."""
        area = self._area
        if area is None or self.ways.checkedId() != CODES:
            return []
        lads = area.units.parents.get("lad")
        known = {str(code) for code in area.units.codes}
        known |= set() if lads is None else {str(code) for code in lads.codes}
        lost = [code for code in dict.fromkeys(self._codes()) if code not in known]
        shown = ", ".join(lost[:MOST_LOST]) + ("…" if len(lost) > MOST_LOST else "")
        return [f"Not in the boundaries: {shown}"] if lost else []

    def _box_drawn(self, units: Units) -> None:
        if self._area is not None:
            self._boxed = [str(code) for code in self._area.units.codes[units]]
            self.ways.button(BOX).setChecked(True)
            self._follow()

    def _follow(self, *_details: object) -> None:
        area = self._area
        if area is None:
            return
        self.authorities.setEnabled(self.ways.checkedId() == AUTHORITIES)
        self.codes.setEnabled(self.ways.checkedId() == CODES)
        units = self.chosen_units()
        labels = np.full(len(area.units), OTHER, dtype=np.int32)
        labels[units] = CHOSEN
        self.map.set_plan(labels, _HUE)
        people = area.units.resident[units]
        known = math.isfinite(float(people.sum()))
        words = formats.count(len(units), "area")
        words = f"{words}, {formats.people(float(people.sum()))}" if known and len(units) else words
        self.told.setText("\n".join([words, *self._not_found()]))
        codes = AreaChoice.of(self._codes()).codes
        self._draft.choose(replace(self._draft.choice, codes=codes))
        self.changed.emit()
