"""At the left of the compare view: what each scenario says of the area under the cursor, and the legends."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QSizePolicy, QVBoxLayout, QWidget
from typing_extensions import override

from workbench.ui.compare.choice import MOST
from workbench.ui.components.chip import Chip
from workbench.ui.components.elided_label import ElidedLabel
from workbench.ui.components.labels import Role, column, label, row, rule
from workbench.ui.map.legend import LegendRow, paint_ground
from workbench.ui.theme import current_theme

NOTHING = "Point at an area, or move the map with the arrow keys"


@dataclass(frozen=True)
class Said:
    """What one scenario says of an area; no number is no locality. ``moves`` tells from where to where."""

    letter: str
    number: str
    hue: str | None
    name: str
    moves: str = ""


class _SaidRow(QWidget):
    """Letter, chip and name."""

    def __init__(self) -> None:
        super().__init__()
        self._letter = label("", Role.CAPTION)
        self._chip = Chip()
        self._name = ElidedLabel()
        self._moves = label("", Role.MICRO, wrap=True)
        line = row(self._letter, self._chip, spacing=6)
        line.addWidget(self._name, 1)
        self.setLayout(column(line, self._moves, spacing=1))

    def show_said(self, said: Said) -> None:
        """Show what a scenario says."""
        self._letter.setText(said.letter)
        self._letter.setFixedWidth(self._letter.fontMetrics().horizontalAdvance("M") + 2)
        self._chip.set_value(said.number, said.hue)
        self._name.setText(said.name)
        self._moves.setText(said.moves)
        self._moves.setVisible(bool(said.moves))
        self.setAccessibleName(f"{said.letter}: {said.number} {said.name}. {said.moves}".strip())


class GroundSign(QWidget):
    """A small square of a ground as it is on the map, hatch included."""

    def __init__(self, shown: LegendRow) -> None:
        super().__init__()
        self._shown = shown
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    @override
    def sizeHint(self) -> QSize:
        theme = current_theme()
        return QSize(theme.px(16), theme.px(16))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint_ground(painter, QRectF(self.rect()).adjusted(1.5, 2.5, -1.5, -2.5), self._shown)
        painter.end()


class SidePanel(QFrame):
    """Under the cursor, then one legend for what the maps are coloured by and one for the difference."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("surface")
        self.setAccessibleName("Under the cursor")
        self._name = label(NOTHING, Role.SECONDARY, wrap=True)
        self._people = label("", Role.SECONDARY)
        self._rows = [_SaidRow() for _ in range(MOST)]
        self._legends = QVBoxLayout()
        self._legends.setSpacing(current_theme().px(4))
        inner = QWidget()
        inner.setObjectName("surface")
        inner.setLayout(
            column(
                label("Under the cursor", Role.SECTION), self._name, self._people, *self._rows, 2,
                rule(), self._legends, None, margins=(14, 10, 10, 10), spacing=5,
            )
        )  # fmt: skip
        self._area = QScrollArea()
        self._area.setWidget(inner)
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setAccessibleName("Under the cursor, and legend")
        self.setLayout(column(self._area, spacing=0))
        self.show_area("", "", ())

    @property
    def texts(self) -> list[str]:
        """What is said of the area under the cursor."""
        said = [one.accessibleName() for one in self._rows if not one.isHidden()]
        return [self._name.text(), self._people.text(), *said]

    def show_area(self, name: str, people: str, said: Sequence[Said]) -> None:
        """Show an area, or that there is none."""
        self._name.setText(name or NOTHING)
        role = Role.STRONG if name else Role.SECONDARY
        if self._name.property("role") != role.value:
            self._name.setProperty("role", role.value)
            self._name.style().unpolish(self._name)
            self._name.style().polish(self._name)
        self._people.setText(people)
        self._people.setVisible(bool(people))
        for place, shown in enumerate(self._rows):
            shown.setVisible(place < len(said))
            if place < len(said):
                shown.show_said(said[place])

    def show_legends(self, legends: Sequence[tuple[str, Sequence[LegendRow]]]) -> None:
        """Show these legends, each under its title."""
        while (item := self._legends.takeAt(0)) is not None:
            gone = item.widget()
            if gone is not None:
                gone.hide()
                gone.deleteLater()
        for title, rows in legends:
            head = label(title, Role.SECTION)
            head.setWordWrap(True)
            self._legends.addWidget(head)
            for shown in rows:
                self._legends.addWidget(_legend_row(shown))


def _legend_row(shown: LegendRow) -> QWidget:
    made = QWidget()
    words = label(shown.words, wrap=True)
    line = row(GroundSign(shown), spacing=8)
    line.addWidget(words, 1)
    layout = column(line, spacing=1)
    if shown.note:
        layout.addWidget(label(shown.note, Role.MICRO, wrap=True))
    made.setLayout(layout)
    made.setAccessibleName(f"{shown.words}. {shown.note}".strip())
    return made
