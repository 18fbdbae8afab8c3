"""The tab "Areas": every area as a row, so that all that is drawn on the map can be done from a table."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import cast

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QItemSelection, QItemSelectionModel, QItemSelectionRange, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget
from typing_extensions import override

from workbench.models.project import Project
from workbench.models.scenario import Scenario
from workbench.ui import formats
from workbench.ui.components.labels import Role, column, label, row, rule
from workbench.ui.focus import Focus
from workbench.ui.icons import icon
from workbench.ui.tables.area_columns import AreaSource, area_columns, area_keys
from workbench.ui.tables.area_model import AreaModel, AreaProxy, Units
from workbench.ui.tables.table_view import TableView

USUAL = ("hub", "name", "people", "state", "code")


class AreasPanel(QWidget):
    """Search, filter, table, totals. Selected rows are the selection of the map, and the reverse."""

    opened = Signal(object)
    """Row of a unit that was double-clicked, or on which Enter was pressed."""

    def __init__(
        self,
        focus: Focus,
        *,
        layout_text: str = "",
        remember: Callable[[str], None] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._focus = focus
        self._source = AreaSource()
        self._texts: list[str] = []
        self._following = False
        self._stale = True
        self._filters: tuple[tuple[str, Callable[[], NDArray[np.bool_]]], ...] = (
            ("All areas", self._everywhere), ("Unassigned", self._unassigned),
            ("Detached", self._detached), ("Selected", self._selected),
            ("Locality in hand", self._in_hand), ("Locked", self._locked),
        )  # fmt: skip
        self.search = QLineEdit()
        self.search.setPlaceholderText("Area or code")
        self.search.setAccessibleName("Show areas with these words in name or code")
        self.search.setClearButtonEnabled(True)
        self.search.addAction(icon("search", size=16), QLineEdit.ActionPosition.LeadingPosition)
        self.search.textChanged.connect(lambda _text: self.refresh())
        self.filter = QComboBox()
        self.filter.setAccessibleName("Areas shown")
        self.filter.setToolTip("Areas shown")
        self.filter.addItems([name for name, _ in self._filters])
        self.filter.currentIndexChanged.connect(lambda _at: self.refresh())
        finders = row(margins=(12, 8, 12, 8))
        finders.addWidget(self.search, 1)
        finders.addWidget(self.filter)
        self.model = AreaModel(area_columns(self._source), area_keys(self._source), parent=self)
        self.table = TableView(
            self.model, "Areas", layout_text=layout_text, remember=remember, proxy=AreaProxy(self.model)
        )
        self.table.set_columns_shown(USUAL)
        self.table.row_chosen.connect(self._row_chosen)
        self.table.row_opened.connect(self.opened)
        self.table.selectionModel().selectionChanged.connect(lambda *_what: self._take_selection())
        self._totals = label("", Role.SECONDARY)
        layout = column(finders, spacing=0)
        layout.addWidget(self.table, 1)
        layout.addWidget(rule())
        layout.addLayout(row(self._totals, None, margins=(14, 7, 12, 8)))
        self.setLayout(layout)
        focus.selection_changed.connect(lambda _units: self._follow_selection())
        focus.target_changed.connect(lambda _code: self._target_changed())

    # -- showing
    def show_areas(self, project: Project, scenario: Scenario, apart: Mapping[str, Units]) -> None:
        """Show the areas of a plan; ``apart`` are those outside the main part of each locality."""
        if project is not self._source.project or project.area.units is not self._units_of_texts:
            self._units_of_texts = project.area.units
            units = project.area.units
            self._texts = [f"{name} {code}".casefold()
                           for name, code in zip(units.names, units.codes, strict=True)]  # fmt: skip
        self._source.project, self._source.scenario = project, scenario
        self._source.apart = frozenset(int(unit) for some in apart.values() for unit in some)
        self.refresh()

    _units_of_texts: object = None

    def refresh(self) -> None:
        """Find the rows again, and select those of the map's selection."""
        if self._source.project is None:
            return
        shown = self._filters[max(0, self.filter.currentIndex())][1]().copy()
        for word in self.search.text().casefold().split():
            for at in np.flatnonzero(shown):
                shown[at] = word in self._texts[at]
        self._following = True
        current = self.table.current_id()
        self.model.show_units(np.flatnonzero(shown))
        if current is not None and self.table.current_id() is None:
            self.table.choose(current)
        self._following = False
        self._follow_selection()

    def _target_changed(self) -> None:
        if self._filters[self.filter.currentIndex()][0] == "Locality in hand" and self.isVisible():
            self.refresh()

    def _show_totals(self) -> None:
        if self._source.project is None:
            return
        people = self._source.project.area.units.resident
        shown, chosen = self.model.units, self._focus.selection
        words = f"{formats.count(len(shown), 'area')}, {formats.people(float(people[shown].sum()))}"
        if len(chosen):
            some = formats.people(float(people[chosen].sum()))
            words = f"Selected {formats.count(len(chosen), 'area')}, {some}, of {len(shown):,}"
        self._totals.setText(words)

    # -- filters
    def _everywhere(self) -> NDArray[np.bool_]:
        return np.ones(len(self._texts), dtype=bool)

    def _unassigned(self) -> NDArray[np.bool_]:
        assert self._source.scenario is not None  # noqa: S101 - asked with a project only
        return self._source.scenario.plan.labels < 0

    def _detached(self) -> NDArray[np.bool_]:
        return self._these(sorted(self._source.apart))

    def _selected(self) -> NDArray[np.bool_]:
        return self._these(self._focus.selection.tolist())

    def _in_hand(self) -> NDArray[np.bool_]:
        assert self._source.scenario is not None  # noqa: S101 - asked with a project only
        plan, code = self._source.scenario.plan, self._focus.target
        none = np.zeros(len(plan.labels), dtype=bool)
        return none if code is None or plan.get(code) is None else plan.labels == plan.slot(code)

    def _locked(self) -> NDArray[np.bool_]:
        assert self._source.project is not None  # noqa: S101 - asked with a project only
        assert self._source.scenario is not None  # noqa: S101 - the same
        row_of = self._source.project.area.units.index_of
        locked = self._source.scenario.rules.locked_units
        return self._these([row_of[code] for code in locked if code in row_of])

    def _these(self, units: Sequence[int]) -> NDArray[np.bool_]:
        mask = np.zeros(len(self._texts), dtype=bool)
        mask[list(units)] = True
        return mask

    # -- selection
    def _take_selection(self) -> None:
        """Rows were selected here: the map follows."""
        if self._following:
            return
        ranges = cast("Iterable[QItemSelectionRange]", self.table.selectionModel().selection())
        rows = [row for part in ranges for row in range(part.top(), part.bottom() + 1)]
        self._following = True
        self._focus.set_selection(self.model.units[np.unique(np.array(rows, dtype=np.int64))])
        self._following = False
        self._show_totals()

    def _follow_selection(self) -> None:
        """Areas were selected elsewhere: their rows follow, when they are seen."""
        if self._following:
            return
        if not self.isVisible():
            self._stale = True
            return
        self._following = True
        if self._filters[self.filter.currentIndex()][0] == "Selected":
            self.model.show_units(np.flatnonzero(self._selected()))
        places = np.flatnonzero(np.isin(self.model.units, self._focus.selection))
        wanted = QItemSelection()
        last = len(self.model.columns) - 1
        for run in np.split(places, np.flatnonzero(np.diff(places) > 1) + 1):
            if len(run):
                proxy = self.table.proxy
                wanted.select(proxy.index(int(run[0]), 0), proxy.index(int(run[-1]), last))
        self.table.selectionModel().select(wanted, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        if len(places) and not self.table.hasFocus():
            self.table.scrollTo(self.table.proxy.index(int(places[0]), 0))
        self._following = False
        self._show_totals()

    def _row_chosen(self, unit: object) -> None:
        """The current row moved: the cursor of the map shows where the area lies."""
        if not self._following and isinstance(unit, int) and self.table.hasFocus():
            self._focus.set_cursor(unit)

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._stale:
            self._stale = False
            self._follow_selection()
