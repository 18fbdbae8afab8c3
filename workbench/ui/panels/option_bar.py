"""The option bar: undo, redo, what the tool in hand needs, basis and band, and Export at the right."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import Enum, auto

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QComboBox, QFrame, QPushButton, QSizePolicy, QSlider, QToolButton, QWidget

from workbench.models.localities import Locality
from workbench.models.populations import PopulationBasis
from workbench.models.rules import BAND_PRESETS, NO_BAND, Band, Rules, preset_name
from workbench.ui import formats
from workbench.ui.action_set import ActionSet
from workbench.ui.actions import tooltip
from workbench.ui.components.buttons import Kind, button, tool_button
from workbench.ui.components.chip import chip_icon, chip_size
from workbench.ui.components.elided_combo import ElidedCombo
from workbench.ui.components.labels import Role, label, row, rule
from workbench.ui.components.relayout import relayout
from workbench.ui.components.selection_totals import SelectionTotals
from workbench.ui.components.tool_options import ToolOptions
from workbench.ui.map.tools.base import Tool
from workbench.ui.map_look import map_look
from workbench.ui.theme import current_theme

LEAST_RADIUS, MOST_RADIUS, RADIUS_STEP = 20, 3000, 10
TARGET_LETTERS = 16
WIDE_TARGET, NARROW_TARGET, NARROWEST_TARGET, CROWDED_TARGET = 280, 200, 148, 124


class Part(Enum):
    """What the bar leaves out where the window is narrow, in this order, until the rest has room."""

    BALANCE_WORD = auto()
    CAPTIONS = auto()
    WIDE_TARGET = auto()
    EFFECT_CAPTION = auto()
    NEW_WORD = auto()
    INTO = auto()
    NARROW_TARGET = auto()
    OPTION_WORDS = auto()
    BALANCE = auto()
    EFFECT_FIGURES = auto()
    NARROWEST_TARGET = auto()
    REGISTERED = auto()
    ASSIGN_WORD = auto()


NEW_LOCALITY, ASSIGN = "New locality", "Assign"


@dataclass(frozen=True)
class OptionCalls:
    """What the bar asks for."""

    target: Callable[[str | None], object]
    radius: Callable[[float], object]
    basis: Callable[[PopulationBasis], object]
    band: Callable[[Band | None], object]
    """None asks for the dialog of the own band."""


class OptionBar(QFrame):
    """Follows the tool in hand: brush and eraser show target and radius, select and box the selection."""

    def __init__(self, actions: ActionSet, calls: OptionCalls, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("optionbar")
        self.setAccessibleName("Options")
        self._calls = calls
        self._localities: list[Locality] = []
        self._look = -1
        self._described: list[tuple[object, ...]] = []
        self._filling = False
        self.undo = action_button(actions, "undo")
        self.redo = action_button(actions, "redo")
        self.target = ElidedCombo()
        self.target.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.target.setMinimumContentsLength(TARGET_LETTERS)
        self.target.setAccessibleName("Paint into")
        self.target.setToolTip("The locality that is painted into; keys 1 to 9 choose it too")
        self.target.activated.connect(self._target_taken)
        self.radius = QSlider(Qt.Orientation.Horizontal)
        self.radius.setRange(0, 100)
        self.radius.setAccessibleName("Radius of the brush")
        self.radius.setToolTip("Radius of brush and eraser in metres; [ and ], or Ctrl and the wheel")
        self.radius.valueChanged.connect(self._radius_moved)
        self._metres = label("")
        self.selection = SelectionTotals()
        self._assign = button(ASSIGN, icon="assign", tip=actions["assign_selection"].toolTip())
        self._assign.clicked.connect(actions["assign_selection"].trigger)
        self._new = button(NEW_LOCALITY, icon="add", tip=actions["new_from_selection"].toolTip())
        self._new.clicked.connect(actions["new_from_selection"].trigger)
        self._follow_action(actions, "assign_selection", self._assign)
        self._follow_action(actions, "new_from_selection", self._new)
        self.basis = QComboBox()
        self.basis.setAccessibleName("People counted")
        self.basis.setToolTip(
            "Which people are measured against the band; the three are never added together"
        )
        self.basis.activated.connect(self._basis_taken)
        self.basis.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.band = QComboBox()
        self.band.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.band.setAccessibleName("Band")
        self.band.setToolTip("Least and most people of a locality; both limits count as inside")
        self.band.activated.connect(self._band_taken)
        for whole in (self.basis, self.band):
            whole.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.balance = button("Balance", icon="balance", tip=tooltip(actions.spec("balance_build")))
        self.balance.clicked.connect(actions["balance_build"].trigger)
        self._follow_action(actions, "balance_build", self.balance)
        self.export = button("Export", kind=Kind.PRIMARY, icon="export", tip=tooltip(actions.spec("export")))
        self.export.clicked.connect(actions["export"].trigger)
        self.own = ToolOptions()
        self._lay_out()
        self.selection.changed.connect(self._fit_parts)
        self._fit()
        current_theme().theme_changed.connect(self._fit)

    def _lay_out(self) -> None:
        self._into = label("Paint into", Role.CAPTION)
        self._radius_word = label("Radius", Role.CAPTION)
        self._count_word = label("Count", Role.CAPTION)
        self._band_word = label("Band", Role.CAPTION)
        layout = row(self.undo, self.redo, 2, rule(vertical=True, length=22), 2, margins=(10, 0, 12, 0))
        for part in (
            self._into, self.target, self._radius_word, self.radius, self._metres, self.own,
            self.selection, self._assign, self._new, self._count_word, self.basis, self._band_word, self.band,
        ):  # fmt: skip
            layout.addWidget(part)
        layout.addStretch(1)
        layout.addWidget(self.balance)
        layout.addWidget(self.export)
        self.setLayout(layout)
        self.own.changed.connect(self._fit_parts)

    def _fit(self) -> None:
        theme = current_theme()
        self.setFixedHeight(theme.size("option_bar"))
        self.radius.setFixedWidth(theme.px(90))
        self._metres.setMinimumWidth(theme.px(46))
        chip = chip_size("88")
        self.target.setIconSize(QSize(chip.width(), chip.height()))
        self._fill_target()
        self._fit_parts()

    @staticmethod
    def _follow_action(actions: ActionSet, key: str, made: QPushButton) -> None:
        action = actions[key]
        action.changed.connect(lambda: made.setEnabled(action.isEnabled()))
        made.setEnabled(action.isEnabled())

    # -- showing
    def show_tool(self, tool: Tool) -> None:
        """Show what a tool needs."""
        choosing = not tool.paints
        self._into.setText("Assign to" if choosing else tool.into_words)
        self.target.setVisible(tool.into)
        for part in (self._radius_word, self.radius, self._metres):
            part.setVisible(tool.sized)
        self.own.show_tool(tool.name)
        self._choosing = choosing
        for shown in (self.selection, self._assign, self._new):
            shown.setVisible(choosing)
        self._fit_parts()

    _choosing = False
    _width = 0

    def show_localities(self, localities: Sequence[Locality], target: str | None) -> None:
        """Offer these localities."""
        if (list(localities), map_look().version) != (self._localities, self._look):
            before, self._localities = self._localities, list(localities)
            self._look = map_look().version
            if [one.code for one in before] == [one.code for one in self._localities]:
                self._describe_targets()
            else:
                self._fill_target()
        at = next((i for i, x in enumerate(self._localities) if x.code == target), -1)
        self.target.setCurrentIndex(at)
        self.target.setEnabled(bool(self._localities))

    def _fill_target(self) -> None:
        now = self.target.currentData()
        self.target.clear()
        self._described = [_look_of(locality) for locality in self._localities]
        for locality in self._localities:
            self.target.addItem(
                chip_icon(str(locality.number), locality.colour), locality.name, locality.code
            )
        self.target.setPlaceholderText("No locality yet" if not self._localities else "Choose one")
        self.target.setCurrentIndex(self.target.findData(now) if now is not None else -1)

    def _describe_targets(self) -> None:
        """Say of the same localities what is new: their names, numbers, hues and hatches."""
        for place, locality in enumerate(self._localities):
            look = _look_of(locality)
            if look != self._described[place]:
                self._described[place] = look
                self.target.setItemText(place, locality.name)
                self.target.setItemIcon(place, chip_icon(str(locality.number), locality.colour))

    def show_radius(self, metres: float) -> None:
        """Show the radius of the brush."""
        self._filling = True
        self.radius.setValue(_slider_of(metres))
        self._filling = False
        self._metres.setText(formats.kilometres(metres))

    def show_rules(self, rules: Rules, *, weighted: bool, editable: bool) -> None:
        """Show basis and band; weighted people are offered where they were imported."""
        self.basis.clear()
        for basis in PopulationBasis:
            if weighted or basis is not PopulationBasis.WEIGHTED:
                self.basis.addItem(basis.words.split()[0], basis)
        self.basis.setCurrentIndex(self.basis.findData(rules.basis))
        self.band.clear()
        for name, band in BAND_PRESETS.items():
            self.band.addItem(band_text(band), band)
            self.band.setItemData(self.band.count() - 1, name, Qt.ItemDataRole.ToolTipRole)
        self.band.addItem("Free", NO_BAND)
        if preset_name(rules.band) == "Own band":
            self.band.addItem(band_text(rules.band), rules.band)
        self.band.addItem("Own band…", None)
        at = next((i for i in range(self.band.count()) if self.band.itemData(i) == rules.band), -1)
        if preset_name(rules.band) == "Free":
            at = self.band.findText("Free")
        self.band.setCurrentIndex(at)
        self._band_at = at
        self.basis.setEnabled(editable)
        self.band.setEnabled(editable)

    _band_at = -1

    def fit_width(self, width: int) -> None:
        """Leave captions out where the bar is narrow."""
        self._width = width
        self._fit_parts()

    def _fit_parts(self) -> None:
        """Leave out one thing after the other until the bar has room; what is left is shown whole."""
        layout = self.layout()
        if layout is None or self._fitting:
            return
        self._fitting = True
        for left_out in range(len(Part) + 1):
            self._leave_out(set(list(Part)[:left_out]))
            relayout(self.own, self)
            if layout.sizeHint().width() <= self._width:
                break
        self._fitting = False

    _fitting = False

    def _leave_out(self, parts: set[Part]) -> None:
        self.balance.setText("" if Part.BALANCE_WORD in parts else "Balance")
        self.balance.setVisible(Part.BALANCE not in parts)
        for caption in (self._count_word, self._band_word):
            caption.setVisible(Part.CAPTIONS not in parts)
        self._new.setText("" if Part.NEW_WORD in parts else NEW_LOCALITY)
        self._assign.setText("" if Part.ASSIGN_WORD in parts else ASSIGN)
        self._into.setVisible(not self.target.isHidden() and Part.INTO not in parts)
        self.own.fit(narrow=Part.OPTION_WORDS in parts)
        self.selection.fit(
            caption=Part.EFFECT_CAPTION not in parts,
            figures=Part.EFFECT_FIGURES not in parts,
            registered=Part.REGISTERED not in parts,
        )
        widths = {
            Part.NARROWEST_TARGET: CROWDED_TARGET,
            Part.NARROW_TARGET: NARROWEST_TARGET,
            Part.WIDE_TARGET: NARROW_TARGET,
        }
        wide = next((px for part, px in widths.items() if part in parts), WIDE_TARGET)
        self.target.setMaximumWidth(current_theme().px(wide))

    # -- asking
    def _target_taken(self, _place: int) -> None:
        self._calls.target(self.target.currentData())

    def _radius_moved(self, value: int) -> None:
        if not self._filling:
            self._calls.radius(_metres_of(value))

    def _basis_taken(self, _place: int) -> None:
        self._calls.basis(PopulationBasis(self.basis.currentData()))

    def _band_taken(self, _place: int) -> None:
        wanted = self.band.currentData()
        if wanted is None:
            self.band.setCurrentIndex(self._band_at)
        self._calls.band(wanted)


def _look_of(locality: Locality) -> tuple[object, ...]:
    """What a locality looks like in a list."""
    number, look = str(locality.number), map_look()
    return locality.name, number, look.colour(locality.colour), look.hatch(number, locality.colour)


def band_text(band: Band) -> str:
    """A band as it is offered: "30,000 to 50,000"."""
    return f"{formats.number(band.low)} to {formats.number(band.high)}"


def _metres_of(value: int) -> float:
    """Slider places grow the radius by a constant factor, so that small radii can be set too."""
    metres = LEAST_RADIUS * (MOST_RADIUS / LEAST_RADIUS) ** (value / 100)
    return float(round(metres / RADIUS_STEP) * RADIUS_STEP)


def _slider_of(metres: float) -> int:
    metres = min(max(metres, LEAST_RADIUS), MOST_RADIUS)
    return round(100 * math.log(metres / LEAST_RADIUS) / math.log(MOST_RADIUS / LEAST_RADIUS))


def action_button(actions: ActionSet, key: str) -> QToolButton:
    """An icon button that triggers a command and follows whether it can be done."""
    action = actions[key]
    made = tool_button(action.text().replace("&", ""), actions.spec(key).icon)
    made.clicked.connect(action.trigger)

    def follow() -> None:
        made.setEnabled(action.isEnabled())
        made.setToolTip(action.toolTip())

    action.changed.connect(follow)
    follow()
    return made
