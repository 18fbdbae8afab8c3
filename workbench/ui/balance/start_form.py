"""The choices of a balancing: fields that follow one another, read as one request."""

from __future__ import annotations

import math

import numpy as np
from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QListWidget, QListWidgetItem, QSpinBox, QWidget

from workbench.balancing.objective import Objective, Preference, objective_for
from workbench.models.adjacency import link_pairs
from workbench.models.populations import PopulationBasis
from workbench.models.project import Project
from workbench.models.rules import BAND_PRESETS
from workbench.models.scenario import Scenario
from workbench.session.balance_measures import larger_areas
from workbench.session.balance_request import BalanceRequest, Use
from workbench.ui import formats
from workbench.ui.balance.uses import PREFERENCES, TASKS, Task
from workbench.ui.balance.weights import WeightSliders
from workbench.ui.components.chip import chip_icon, chip_size
from workbench.ui.components.fold import Fold
from workbench.ui.components.labels import Role, label, row
from workbench.ui.form_rows import add_row, add_wide_row, form_layout
from workbench.ui.theme import current_theme

AS_MANY = "As fits best"
OWN_LIMITS = "Own limits"
ANYWHERE = "Anywhere"
MOST_PEOPLE = 10_000_000
UNITS_A_SECOND = 2000
"""Areas for which one second is enough to begin with."""
ANEW = (Task.BUILD, Task.ALTERNATIVES, Task.FILL)
"""Tasks that make new localities, whose number is open and in which islands may stand alone."""
USES = {
    Task.BUILD: Use.BUILD, Task.REPAIR: Use.REPAIR, Task.ALTERNATIVES: Use.ALTERNATIVES,
    Task.FILL: Use.FILL, Task.SPLIT: Use.SPLIT, Task.MERGE: Use.BUILD,
}  # fmt: skip


class StartForm(QWidget):
    """Shows only what the task needs; ``changed`` tells that the request may be another."""

    changed = Signal()

    def __init__(self, project: Project, scenario: Scenario, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._project, self._scenario = project, scenario
        self._filling = self._own_weights = False
        self._form = form_layout()
        self.task = add_row(self._form, "&Do", QComboBox())
        for task, words in TASKS.items():
            self.task.addItem(words.name, task)
        self._told = add_wide_row(self._form, label("", Role.SECONDARY, wrap=True), name="What it does")
        self.locality = add_row(self._form, "&Locality", QComboBox())
        self.locality.setIconSize(chip_size("88"))
        self.several = add_row(self._form, "&Localities", QListWidget())
        self.several.setFixedHeight(current_theme().px(132))
        self.several.setIconSize(chip_size("88"))
        self.parts = _spin(add_row(self._form, "&Into", QSpinBox()), 2, 20, 2, " localities")
        self.count = add_row(self._form, "&Number", QComboBox(), tip="Localities in the whole plan")
        self.basis = add_row(self._form, "&Measure", QComboBox(), tip="Which people are balanced")
        self.band = add_row(self._form, "&Band", QComboBox(), tip="Least and most people of a locality")
        self.low, self.high = _people("Least people"), _people("Most people")
        self._limits = QWidget()
        self._limits.setLayout(row(self.low, label("to"), self.high, None))
        self._form.addRow("", self._limits)
        self.preference = add_row(self._form, "&What matters", QComboBox())
        self._preference_told = add_wide_row(
            self._form, label("", Role.SECONDARY, wrap=True), name="What the preference means"
        )
        self.alternatives = _spin(add_row(self._form, "&Plans", QSpinBox()), 2, 20, 8, "")
        self.islands = add_wide_row(
            self._form, QCheckBox("Islands too small for the band become localities of their &own"),
            name="Islands apart", tip="Areas without a border with the rest, which would stop every plan",
        )  # fmt: skip
        self._islands_told = add_wide_row(
            self._form, label("", Role.SECONDARY, wrap=True), name="Which areas lie apart"
        )
        self.weights = WeightSliders()
        self.weights_fold = Fold("Weights", self.weights, tip="How much each part of the score counts")
        self._form.addRow(self.weights_fold)
        self._make_more()
        self.setLayout(self._form)
        self._fill()
        self._connect()
        self._task_taken()

    def _make_more(self) -> None:
        body, form = QWidget(), form_layout()
        self.seconds = _spin(add_row(form, "&Time", QSpinBox()), 1, 600, 1, " s")
        self.seed = _spin(
            add_row(form, "&Seed", QSpinBox(), tip="The same seed gives the same plan"), 1, 999_999, 1, ""
        )
        self.inside = add_row(form, "St&ay inside", QComboBox(), tip="Borders that no locality may cross")
        body.setLayout(form)
        self.more = Fold("More", body, tip="Time, seed, and borders that are not crossed")
        self._form.addRow(self.more)

    # -- filling
    def _fill(self) -> None:
        rules, area = self._scenario.rules, self._project.area
        for locality in self._scenario.plan:
            picture = chip_icon(str(locality.number), locality.colour)
            self.locality.addItem(picture, locality.name, locality.code)
            item = QListWidgetItem(picture, locality.name, self.several)
            item.setData(Qt.ItemDataRole.UserRole, locality.code)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Unchecked)
        counted = {
            PopulationBasis.RESIDENT: True, PopulationBasis.REGISTERED: len(area.practices) > 0,
            PopulationBasis.WEIGHTED: area.has_weighted,
        }  # fmt: skip
        for basis, known in counted.items():
            if known:
                self.basis.addItem(basis.words, basis)
        self.basis.setCurrentIndex(max(0, self.basis.findData(rules.basis)))
        for name, band in BAND_PRESETS.items():
            self.band.addItem(name, (band.low, band.high))
        self.band.addItem(OWN_LIMITS, None)
        self._show_limits(rules.band.low, min(rules.band.high, MOST_PEOPLE))
        columns = larger_areas(area)
        for preference, words in PREFERENCES.items():
            needs = {Preference.PARENTS: len(columns), Preference.PRACTICES: len(area.registrations)}
            if needs.get(preference, 1):
                self.preference.addItem(words.name, preference)
        self.inside.addItem(ANYWHERE, "")
        for kind, column in columns.items():
            self.inside.addItem(column.title or kind, kind)
        self._islands_told.setText(self._lying_apart())
        self.seconds.setValue(max(1, math.ceil(len(area.units) / UNITS_A_SECOND)))
        self._show_weights()

    def _lying_apart(self) -> str:
        """Which parts of the area have no border with the rest, in words; "" for none."""
        area = self._project.area
        links = link_pairs(self._scenario.rules.links, area.units.index_of)
        count, part = area.adjacency.components(links)
        if count < 2:
            return ""
        held = np.bincount(part, np.nan_to_num(area.units.resident), minlength=count)
        apart = np.delete(held, np.bincount(part).argmax())
        if len(apart) == 1:
            return f"1 part has no border with the rest: {formats.people(apart[0])}"
        sizes = f"{formats.number(apart.min())} to {formats.people(apart.max())}"
        return f"{len(apart):,} parts have no border with the rest: {sizes} each"

    def _connect(self) -> None:
        self.task.currentIndexChanged.connect(self._task_taken)
        self.band.activated.connect(self._band_taken)
        for box in (self.low, self.high):
            box.valueChanged.connect(self._limits_typed)
        self.basis.currentIndexChanged.connect(lambda _at: self._fill_counts())
        self.preference.currentIndexChanged.connect(lambda _at: self._preference_taken())
        self.weights.changed.connect(self._weights_moved)
        self.several.itemChanged.connect(lambda _item: self.changed.emit())

    # -- choices
    def choose(self, task: Task, target: str | None) -> None:
        """Begin with a task and the locality in hand."""
        self.task.setCurrentIndex(self.task.findData(task))
        if target is not None:
            self.locality.setCurrentIndex(max(0, self.locality.findData(target)))
            for place in range(self.several.count()):
                item = self.several.item(place)
                own = item.data(Qt.ItemDataRole.UserRole) == target
                item.setCheckState(Qt.CheckState.Checked if own else Qt.CheckState.Unchecked)
                if own:
                    self.several.setCurrentItem(item)

    def show_request(self, task: Task, request: BalanceRequest) -> None:
        """Fill in an earlier request, to change it."""
        self.choose(task, request.split or None)
        for place in range(self.several.count()):
            item = self.several.item(place)
            ticked = task is Task.MERGE and item.data(Qt.ItemDataRole.UserRole) in request.only_from
            item.setCheckState(Qt.CheckState.Checked if ticked else Qt.CheckState.Unchecked)
        self.basis.setCurrentIndex(max(0, self.basis.findData(request.basis)))
        if request.low is not None and request.high is not None:
            self._show_limits(request.low, request.high)
        self._fill_counts()
        if task is Task.SPLIT:
            self.parts.setValue(request.localities or 2)
        else:
            self.count.setCurrentIndex(max(0, self.count.findData(request.localities)))
        if request.preferences:
            self.preference.setCurrentIndex(max(0, self.preference.findData(request.preferences[0])))
        if request.weights is not None:
            self._own_weights = True
            self.weights.show_weights(request.weights)
            self._tell_preference()
            self.weights_fold.set_open(open_=True)
        self.inside.setCurrentIndex(max(0, self.inside.findData(request.inside_parent)))
        self.seconds.setValue(round(request.seconds))
        self.seed.setValue(request.seed)
        self.alternatives.setValue(request.alternatives)
        self.islands.setChecked(request.islands_apart)

    def chosen_task(self) -> Task:
        """What shall be done."""
        return Task(self.task.currentData())

    def merged(self) -> tuple[str, ...]:
        """Localities that are ticked to become one."""
        items = [self.several.item(place) for place in range(self.several.count())]
        return tuple(
            str(item.data(Qt.ItemDataRole.UserRole))
            for item in items
            if item.checkState() is Qt.CheckState.Checked
        )

    def lacking(self) -> str:
        """What stands in the way of a start, in words; "" for nothing."""
        task = self.chosen_task()
        if self.low.value() > self.high.value():
            return "The lower limit lies above the upper"
        if task is Task.MERGE and len(self.merged()) < 2:
            return "Tick two localities or more"
        if task is Task.SPLIT and self.locality.currentData() is None:
            return "There is no locality to split yet"
        if task is Task.REPAIR and not (self._scenario.plan.labels >= 0).any():
            return "There is no drawing to repair yet"
        return ""

    def request(self) -> BalanceRequest:
        """The choices as one request."""
        task = self.chosen_task()
        merged = self.merged() if task is Task.MERGE else ()
        number = self.count.currentData()
        if task is Task.SPLIT:
            number = self.parts.value()
        elif task in (Task.MERGE, Task.REPAIR):
            number = None
        preference = Preference(self.preference.currentData())
        tie_only = task is Task.REPAIR and preference is Preference.FEW_CHANGES
        return BalanceRequest(
            use=USES[task],
            localities=number,
            low=self.low.value(),
            high=self.high.value(),
            basis=PopulationBasis(self.basis.currentData()),
            preferences=() if tie_only else (preference,),
            weights=self.weights.weights() if self._own_weights else None,
            only_from=merged,
            inside_parent=str(self.inside.currentData()),
            split=str(self.locality.currentData()) if task is Task.SPLIT else "",
            alternatives=self.alternatives.value(),
            seconds=float(self.seconds.value()),
            seed=self.seed.value(),
            islands_apart=task in ANEW and self.islands.isChecked(),
        )

    # -- following
    def _task_taken(self, *_place: int) -> None:
        task = self.chosen_task()
        self._told.setText(TASKS[task].help)
        apart = task in ANEW and bool(self._islands_told.text())
        shown: dict[QWidget, bool] = {
            self.locality: task is Task.SPLIT, self.parts: task is Task.SPLIT,
            self.several: task is Task.MERGE,
            self.count: task in ANEW, self.alternatives: task is Task.ALTERNATIVES,
            self.islands: apart, self._islands_told: apart,
        }  # fmt: skip
        for searched in (
            self.basis, self.band, self._limits, self.preference, self._preference_told,
            self.weights_fold, self.more,
        ):  # fmt: skip
            shown[searched] = task is not Task.MERGE
        for field, there in shown.items():
            self._form.setRowVisible(field, there)
        usual = Preference.FEW_CHANGES if task is Task.REPAIR else Preference.COMPACT
        if not self._own_weights:
            self.preference.setCurrentIndex(self.preference.findData(usual))
        self._fill_counts()
        self._tell_preference()

    def _band_taken(self, _place: int) -> None:
        limits = self.band.currentData()
        if limits is None:
            self.low.setFocus(Qt.FocusReason.ShortcutFocusReason)
            self.low.selectAll()
        else:
            self._show_limits(*limits)
            self._fill_counts()

    def _show_limits(self, low: int, high: int) -> None:
        self._filling = True
        self.low.setValue(low)
        self.high.setValue(high)
        self._filling = False
        self._limits_typed()

    def _limits_typed(self, *_value: int) -> None:
        if self._filling:
            return
        limits = (self.low.value(), self.high.value())
        at = next((i for i in range(self.band.count()) if self.band.itemData(i) == limits), -1)
        self.band.setCurrentIndex(at if at >= 0 else self.band.findText(OWN_LIMITS))
        self._fill_counts()

    def _fill_counts(self) -> None:
        """Offer the numbers of localities that the band leaves room for."""
        before = self.count.currentData()
        self.count.clear()
        self.count.addItem(AS_MANY, None)
        people = self._people()
        low, high = self.low.value(), self.high.value()
        if not math.isnan(people) and 0 < low <= high:
            for number in range(max(1, math.ceil(people / high)), math.floor(people / low) + 1):
                self.count.addItem(f"{number:,}", number)
        self.count.setCurrentIndex(max(0, self.count.findData(before)))
        self.changed.emit()

    def _people(self) -> float:
        """People of the whole area on the measure, NaN where they are not known."""
        area, basis = self._project.area, self.basis.currentData()
        if basis == PopulationBasis.RESIDENT:
            return float(area.units.resident.sum())
        if basis == PopulationBasis.REGISTERED:
            return float(area.practices.list_size[area.practices.site_unit >= 0].sum())
        some = area.practices.weighted_list
        values = area.units.weighted if some is None else some[area.practices.site_unit >= 0]
        return math.nan if values is None else float(values.sum())

    def _preference_taken(self) -> None:
        self._own_weights = False
        self._show_weights()
        self._tell_preference()

    def _show_weights(self) -> None:
        self.weights.show_weights(self._usual_weights())

    def _usual_weights(self) -> Objective:
        preference = self.preference.currentData()
        return objective_for(() if preference is None else (Preference(preference),))

    def _weights_moved(self) -> None:
        self._own_weights = True
        self._tell_preference()

    def _tell_preference(self) -> None:
        preference = self.preference.currentData()
        words = "" if preference is None else PREFERENCES[Preference(preference)].help
        self._preference_told.setText("Your own weights" if self._own_weights else words)
        self.changed.emit()


def _spin(box: QSpinBox, least: int, most: int, value: int, suffix: str) -> QSpinBox:
    box.setRange(least, most)
    box.setValue(value)
    box.setSuffix(suffix)
    box.lineEdit().setTextMargins(current_theme().px(6), 0, 0, 0)
    return box


def _people(name: str) -> QSpinBox:
    box = _spin(QSpinBox(), 0, MOST_PEOPLE, 0, "")
    box.setSingleStep(1000)
    box.setGroupSeparatorShown(True)
    box.setAccessibleName(name)
    return box
