"""Which areas: all of the boundaries, local authorities, a box drawn on the map, or a list of codes."""

from __future__ import annotations

import math
import re
from collections import Counter
from dataclasses import replace

import numpy as np
from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPlainTextEdit,
    QRadioButton,
    QWidget,
)
from typing_extensions import override

from workbench.io.published.recognised import Recognised
from workbench.models.project import StudyArea
from workbench.session.published.choice import AreaChoice, Box
from workbench.ui import formats
from workbench.ui.components.labels import Role, column, label, row
from workbench.ui.import_wizard.box_chooser import BoxChooser
from workbench.ui.import_wizard.draft import ImportDraft
from workbench.ui.import_wizard.page import Page
from workbench.ui.map.canvas import MapCanvas
from workbench.ui.map.tools.base import StrokeHost, Units
from workbench.ui.map_dress import dress_canvas
from workbench.ui.theme import current_theme

ALL, AUTHORITIES, BOX, CODES = range(4)
CHOSEN, OTHER = 0, -1
MOST_LOST, MOST_LISTED = 4, 9
ROW = 28
_HUE = np.array([0xFF77AADD], dtype=np.uint32)


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
        self.ways = QButtonGroup(self)
        titles = (
            "&All areas of the boundaries", "&Local authorities", "A &box drawn on the map",
            "A list of &codes",
        )  # fmt: skip
        for way, title in enumerate(titles):
            choice = QRadioButton(title)
            choice.setMinimumHeight(current_theme().px(30))
            self.ways.addButton(choice, way)
        self.ways.button(ALL).setChecked(True)
        self.authorities = QListWidget()
        self.authorities.setAccessibleName("Local authorities")
        self.codes = QPlainTextEdit()
        self.codes.setAccessibleName("Codes of areas or local authorities")
        self.codes.setPlaceholderText("E06000021, E07000195 or codes of areas, one a line")
        self.codes.setTabChangesFocus(True)
        self.box = QLineEdit()
        self.box.setAccessibleName("Box: west, south, east, north, in metres of the National Grid")
        self.box.setPlaceholderText("West, south, east, north")
        self.box_help = label(
            "Drag over the map, or type metres of the National Grid", Role.CAPTION, wrap=True
        )
        self.told = label("", Role.STRONG, wrap=True)
        buttons = [self.ways.button(way) for way in range(4)]
        side = column(
            buttons[ALL], buttons[AUTHORITIES], self.authorities, buttons[BOX], self.box,
            self.box_help, buttons[CODES], self.codes, self.told, None, spacing=8,
        )  # fmt: skip
        left = QWidget()
        left.setLayout(side)
        left.setFixedWidth(current_theme().px(320))
        self.map = MapCanvas()
        self.map.setAccessibleName("Map of the areas chosen")
        self._chooser = BoxChooser(host, self._box_drawn)
        self.map.set_tool(self._chooser)
        body = row(left, spacing=16)
        body.addWidget(self.map, 1)
        self.body.addLayout(body, 1)
        self.ways.idToggled.connect(self._follow)
        self.authorities.itemChanged.connect(self._follow)
        self.codes.textChanged.connect(self._follow)
        self.box.textChanged.connect(self._follow)

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
        dress_canvas(self.map, shaded=False)
        self.map.set_units(area.topology, area.units.bounds, area.units.points, area.units.geometry)
        self.authorities.blockSignals(True)
        self.authorities.clear()
        found = area.units.parents.get("lad")
        names = found.name_of if found is not None else {}
        sizes = Counter(found.codes.tolist() if found is not None else ())
        for code, name in sorted(names.items(), key=lambda item: (not item[0], item[1])):
            told = name or code or "Local authority not known"
            item = QListWidgetItem(f"{told}, {formats.count(sizes[code], 'area')}")
            item.setData(Qt.ItemDataRole.UserRole, code)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Unchecked)
            item.setSizeHint(QSize(0, current_theme().px(ROW)))
            self.authorities.addItem(item)
        self.authorities.blockSignals(False)
        listed = self.authorities.count() > 0
        button = self.ways.button(AUTHORITIES)
        button.setEnabled(listed)
        button.setToolTip("" if listed else "No file tells the local authority of each area; add a look-up")
        self._fit_list()
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
                ticked = [
                    str(item.data(Qt.ItemDataRole.UserRole))
                    for item in items
                    if item.checkState() == Qt.CheckState.Checked
                ]
                return [code for code in ticked if code] + (self._of_no_authority() if "" in ticked else [])
            case 2:
                box = self.box_typed()
                units = np.empty(0, dtype=np.int64) if box is None else self.map.picker.units_in_box(*box)
                return [] if self._area is None else [str(code) for code in self._area.units.codes[units]]
            case 3:
                return [code for code in re.split(r"[\s,;]+", self.codes.toPlainText().upper()) if code]
            case _:
                return []

    def _of_no_authority(self) -> list[str]:
        """The areas whose local authority no file tells."""
        if self._area is None or (lads := self._area.units.parents.get("lad")) is None:
            return []
        return [str(code) for code in self._area.units.codes[lads.codes == ""]]

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

    def box_typed(self) -> Box | None:
        """The box in the field; None where it holds none."""
        try:
            west, south, east, north = (float(part) for part in re.split(r"[\s,;]+", self.box.text().strip()))
        except ValueError:
            return None
        return (west, south, east, north) if west < east and south < north else None

    def _box_drawn(self, box: Box) -> None:
        if self._area is not None:
            self.ways.button(BOX).setChecked(True)
            self.box.setText(", ".join(f"{side:.0f}" for side in box))

    def _fit_list(self) -> None:
        """As many rows of local authorities as there are, up to a limit behind which they scroll."""
        rows = min(max(self.authorities.count(), 1), MOST_LISTED)
        self.authorities.setFixedHeight(current_theme().px(rows * ROW + 6))

    def _follow(self, *_details: object) -> None:
        area = self._area
        if area is None:
            return
        way = self.ways.checkedId()
        self.authorities.setVisible(way == AUTHORITIES)
        self.codes.setVisible(way == CODES)
        for part in (self.box, self.box_help):
            part.setVisible(way == BOX)
        self._chooser.show_box(self.box_typed() if way == BOX else None)
        units = self.chosen_units()
        labels = np.full(len(area.units), OTHER, dtype=np.int32)
        labels[units] = CHOSEN
        self.map.set_plan(labels, _HUE)
        people = area.units.resident[units]
        known = math.isfinite(float(people.sum()))
        words = formats.count(len(units), "area")
        words = f"{words}, {formats.people(float(people.sum()))}" if known and len(units) else words
        self.told.setText("\n".join([words, *self._not_found()]))
        self.map.setAccessibleDescription(self.told.text())
        codes = AreaChoice.of(self._codes()).codes
        self._draft.choose(replace(self._draft.choice, codes=codes))
        self.changed.emit()
