"""The option bar of the compare view: how many maps, which scenarios, colours, baseline; and the strip."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QComboBox, QFrame, QMenu, QToolButton, QWidget

from workbench.ui.compare.choice import BY_BAND, BY_LOCALITY, MOST, Choice
from workbench.ui.components.buttons import Kind, button
from workbench.ui.components.elided_label import ElidedLabel
from workbench.ui.components.labels import Role, label, row, rule
from workbench.ui.theme import current_theme

NARROW, SMALL, WITH_CHOICE = 1240, 1000, 1160
"""Widths in design pixels below which captions, then the title are left out, or that beside "Scenarios"."""
TOGETHER = "Maps move together. Like localities share a colour and a number in every scenario."


class CompareBar(QFrame):
    """Tells what is wanted; ``left`` are widgets that stand before it, such as undo and redo."""

    wanted = Signal(object)
    """``Choice`` that the planner wants."""
    moves_wanted = Signal()
    pack_wanted = Signal()

    def __init__(self, left: Sequence[QToolButton] = (), parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("optionbar")
        self.setAccessibleName("Options of the compare view")
        self._choice = Choice()
        self._there: list[str] = []
        self._title = label("Compare scenarios", Role.TITLE)
        self.maps = _combo("Show", "How many scenarios stand side by side, and whether what differs is a map")
        self.maps.activated.connect(lambda _at: self._maps_taken())
        self.colour = _combo("Colour by", "What the areas are coloured by")
        self.colour.activated.connect(lambda _at: self._colour_taken())
        self.baseline = _combo("Baseline", "The scenario that the others are compared with")
        self.baseline.activated.connect(lambda _at: self._baseline_taken())
        self.which = button("Scenarios", icon="filter", tip="Which scenarios stand side by side, two to four")
        self._menu = QMenu(self.which)
        self.which.setMenu(self._menu)
        self.moves = button(
            "Who moves", icon="next", tip="People and patients by from and to", clicked=self.moves_wanted.emit
        )
        self.pack = button(
            "Export board pack", kind=Kind.PRIMARY, icon="export",
            tip="Cover, maps, summary, comparison and who moves as one PDF", clicked=self.pack_wanted.emit,
        )  # fmt: skip
        self._captions = [label(text, Role.CAPTION) for text in ("Show", "Colour by", "Baseline")]
        layout = row(*left, margins=(10, 0, 12, 0))
        if left:
            layout.addWidget(rule(vertical=True, length=22))
        layout.addWidget(self._title)
        for caption, part in zip(self._captions, (self.maps, self.colour, self.baseline), strict=True):
            layout.addWidget(caption)
            layout.addWidget(part)
        layout.addWidget(self.which)
        layout.addStretch(1)
        layout.addWidget(self.moves)
        layout.addWidget(self.pack)
        self.setLayout(layout)
        self._fit()
        current_theme().theme_changed.connect(self._fit)

    # -- showing
    def show_choice(
        self,
        choice: Choice,
        names: Mapping[str, str],
        indicators: Mapping[str, str],
    ) -> None:
        """Show what is compared; ``names`` holds letter and name of every scenario by its id."""
        self._choice, self._there = choice, list(names)
        self._complete = choice.complete
        _fill(self.maps, _map_choices(min(MOST, len(names))), (len(choice.scenarios), choice.difference))
        by = {BY_LOCALITY: "Locality", BY_BAND: "Distance from band", **indicators}
        _fill(self.colour, [(text, key) for key, text in by.items()], choice.colour)
        _fill(self.baseline, [(text, key) for key, text in names.items()], choice.baseline)
        self._menu.clear()
        for key, text in names.items():
            self._menu.addAction(self._tick(key, text))
        self._several = len(names) > 2
        self._fit()
        self.which.setVisible(self._several)
        self.fit_width(self._width)

    def show_nothing(self) -> None:
        """There is nothing to compare yet: the page below says what to do."""
        self._complete = self._several = False
        self.fit_width(self._width)

    _complete = True
    _several = False
    _width = 4000

    def _tick(self, key: str, text: str) -> QAction:
        """An entry of the menu; two scenarios stay at least, and four are the most."""
        some = self._choice.scenarios
        action = QAction(text.replace("&", "&&"), self._menu)
        action.setCheckable(True)
        action.setChecked(key in some)
        full = len(some) >= MOST and key not in some
        action.setEnabled(not full and not (key in some and len(some) <= 2))
        action.triggered.connect(partial(self._ticked, key))
        return action

    def fit_width(self, width: int) -> None:
        """Leave captions and the title out where the bar is narrow, and all that has nothing to act on."""
        self._width = width
        theme = current_theme()
        for caption in self._captions:
            caption.setVisible(self._complete and width >= theme.px(NARROW))
        for part in (self.maps, self.colour, self.baseline, self.pack):
            part.setVisible(self._complete)
        self._title.setVisible(width >= theme.px(WITH_CHOICE if self._several else SMALL))
        self.which.setVisible(self._several and width >= theme.px(SMALL))
        self.moves.setVisible(self._complete and width >= theme.px(SMALL))

    def _fit(self) -> None:
        theme = current_theme()
        self.setMinimumWidth(1)
        self.setFixedHeight(theme.size("option_bar"))
        for combo, most in ((self.maps, 210), (self.colour, 166), (self.baseline, 170)):
            combo.setMaximumWidth(theme.px(most))
            # how many maps there are is never cut off; long names give way
            combo.setMinimumWidth(min(combo.sizeHint().width(), theme.px(most if combo is self.maps else 90)))
            view = combo.view()
            view.setMinimumWidth(max(view.sizeHintForColumn(0) + theme.px(28), theme.px(120)))

    # -- asking
    def _maps_taken(self) -> None:
        count, difference = self.maps.currentData()
        choice = self._choice.with_maps(int(count), self._there)
        self.wanted.emit(Choice(choice.scenarios, choice.baseline, bool(difference), choice.colour))

    def _colour_taken(self) -> None:
        now = self._choice
        colour = str(self.colour.currentData())
        self.wanted.emit(Choice(now.scenarios, now.baseline, now.difference, colour))

    def _baseline_taken(self) -> None:
        self.wanted.emit(self._choice.with_baseline(str(self.baseline.currentData()), self._there))

    def _ticked(self, key: str, on: bool = False) -> None:
        some = set(self._choice.scenarios) - {key} | ({key} if on else set())
        self.wanted.emit(self._choice.with_scenarios(sorted(some), self._there))


class CompareStrip(QFrame):
    """What is true of the maps, and what is being worked out."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("strip")
        self._words = ElidedLabel(TOGETHER, Role.SMALL)
        self._working = label("", Role.CAPTION)
        self._people = label("", Role.CAPTION)
        layout = row(margins=(14, 0, 12, 0))
        layout.addWidget(self._words, 1)
        layout.addWidget(self._working)
        layout.addWidget(self._people)
        self.setLayout(layout)
        self._fit()
        current_theme().theme_changed.connect(self._fit)

    def show_together(self, shown: bool) -> None:
        """Say what is true of the maps, where there are any."""
        self._words.setText(TOGETHER if shown else "")
        if not shown:
            self._people.setText("")

    def show_working(self, words: str) -> None:
        """Say what is being worked out, "" for nothing."""
        self._working.setText(words)

    def show_people(self, words: str) -> None:
        """Say which people are counted, and of when."""
        self._people.setText(words)

    def _fit(self) -> None:
        self.setMinimumWidth(1)
        self.setFixedHeight(current_theme().size("issue_strip"))


def _map_choices(most: int) -> list[tuple[str, object]]:
    choices: list[tuple[str, object]] = []
    for count in range(2, most + 1):
        choices += [(f"{count} maps and difference", (count, True)), (f"{count} maps", (count, False))]
    return choices


def _combo(name: str, tip: str) -> QComboBox:
    combo = QComboBox()
    combo.setAccessibleName(name)
    combo.setToolTip(tip)
    combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
    return combo


def _fill(combo: QComboBox, choices: Sequence[tuple[str, object]], current: object) -> None:
    """Offer choices and take the current one; nothing is done where they are there already."""
    before = [(combo.itemText(at), combo.itemData(at)) for at in range(combo.count())]
    if before != list(choices):
        combo.clear()
        for text, data in choices:
            combo.addItem(text, data)
    combo.setCurrentIndex(next((at for at, (_, data) in enumerate(choices) if data == current), -1))
