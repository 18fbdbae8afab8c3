"""The tab "Layers": what the map shows, in drawing order, each layer with tick, opacity and menu."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QPoint, Signal
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from workbench.ui.components.buttons import button, tool_button
from workbench.ui.components.labels import Role, column, label, row
from workbench.ui.components.scrolled import scrolled
from workbench.ui.layers.colour_choice import ColourChoice
from workbench.ui.layers.layer_row import LayerLine
from workbench.ui.layers.layer_rows import GROUND_TITLE, SIGNS_TITLE, LayerRow
from workbench.ui.layers.layer_state import Shading
from workbench.ui.map.sheets import FILLS


class LayersPanel(QWidget):
    """Two groups: signs and names above the map, areas and lines in it. The uppermost layer comes first."""

    ticked = Signal(str, bool)
    faded = Signal(str, float)
    moved = Signal(str, int)
    """Key of the layer and how many places higher it is wanted."""
    menu_wanted = Signal(str, QPoint)
    add_wanted = Signal(QPoint)
    """A file is to be added; where the menu may open."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lines: dict[str, LayerLine] = {}
        self._order: list[str] = []
        self.current = ""
        self.add = button("Add f&ile…", icon="add", tip="Roads, rivers, wards, or a map as background")
        self.add.clicked.connect(self._ask_add)
        self.up = tool_button("Draw higher", "up", shortcut="Alt+Up", clicked=lambda: self._move(1))
        self.down = tool_button("Draw lower", "down", shortcut="Alt+Down", clicked=lambda: self._move(-1))
        head = row(label("Layers", Role.SECTION), None, self.up, self.down, self.add, spacing=4)
        self.colour = ColourChoice()
        self._groups = {title: QVBoxLayout() for title in (SIGNS_TITLE, GROUND_TITLE)}
        body = QWidget()
        body.setObjectName("surface")
        layout = column(margins=(4, 0, 4, 8), spacing=0)
        for title, group in self._groups.items():
            group.setSpacing(0)
            caption = label(title, Role.CAPTION)
            caption.setContentsMargins(8, 8, 0, 2)
            layout.addWidget(caption)
            layout.addLayout(group)
        layout.addStretch(1)
        body.setLayout(layout)
        whole = column(spacing=0)
        whole.addLayout(column(head, margins=(12, 8, 10, 4)))
        whole.addWidget(scrolled(body), 1)
        self.setLayout(whole)
        self._take("")

    @property
    def boxes(self) -> Mapping[str, QCheckBox]:
        """The tick of each layer by its key, the uppermost first."""
        return {key: self._lines[key].box for key in self._order}

    def line(self, key: str) -> LayerLine:
        """What shows one layer."""
        return self._lines[key]

    # -- what is shown
    def show_rows(self, rows: Sequence[LayerRow]) -> None:
        """Show these layers; lines that stay are filled anew, so that a drag goes on."""
        keys = [one.key for one in rows]
        for key in [key for key in self._lines if key not in keys]:
            gone = self._lines.pop(key)
            gone.hide()
            gone.deleteLater()
        for one in rows:
            if one.key in self._lines:
                self._lines[one.key].show_row(one)
            else:
                self._lines[one.key] = self._made(one)
        if keys != self._order:
            self._order = keys
            self._lay_out(rows)
        self._take(self.current if self.current in keys else "")

    def show_shading(self, shading: Shading, indicators: Mapping[str, str]) -> None:
        """Show what areas are coloured by."""
        self.colour.show_shading(shading, indicators)

    def _made(self, shown: LayerRow) -> LayerLine:
        line = LayerLine(shown)
        line.ticked.connect(self.ticked)
        line.faded.connect(self.faded)
        line.moved.connect(self.moved)
        line.menu_wanted.connect(self.menu_wanted)
        line.taken.connect(self._take)
        line.dragged.connect(self._dragged)
        return line

    def _lay_out(self, rows: Sequence[LayerRow]) -> None:
        """Put the lines in their order, the choice of colours below its line; the keyboard stays."""
        before: QWidget = self.add
        for title, group in self._groups.items():
            place = 0
            for one in rows:
                if one.group != title:
                    continue
                line = self._lines[one.key]
                group.insertWidget(place, line)
                for part in (line.box, line.slider, line.more):
                    QWidget.setTabOrder(before, part)
                    before = part
                place += 1
                if one.key == FILLS:
                    group.insertWidget(place, self.colour)
                    place += 1

    # -- the layer in hand
    def _take(self, key: str) -> None:
        if key != self.current:
            for one, line in self._lines.items():
                line.set_current(one == key)
        self.current = key
        shown = self._lines[key].shown if key in self._lines else None
        self.up.setEnabled(shown is not None and shown.up)
        self.down.setEnabled(shown is not None and shown.down)

    def _move(self, steps: int) -> None:
        if self.current:
            self.moved.emit(self.current, steps)

    def _dragged(self, key: str, at: QPoint) -> None:
        """Move a layer past each neighbour whose middle the pointer has passed."""
        self._take(key)
        line = self._lines[key]
        same = [one for one in self._order if self._lines[one].shown.group == line.shown.group]
        movable = [one for one in same if self._lines[one].shown.opacity is not None]
        place = movable.index(key)
        height = at.y()
        if place and height < _middle(self._lines[movable[place - 1]]):
            self.moved.emit(key, 1)
        elif place + 1 < len(movable) and height > _middle(self._lines[movable[place + 1]]):
            self.moved.emit(key, -1)

    def _ask_add(self) -> None:
        self.add_wanted.emit(self.add.mapToGlobal(QPoint(0, self.add.height())))


def _middle(line: QWidget) -> int:
    """The height of a line's middle on the screen."""
    return line.mapToGlobal(QPoint(0, line.height() // 2)).y()
