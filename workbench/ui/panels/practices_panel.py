"""The tab "Practices": find and filter them, see where their patients live, give them to localities."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QLineEdit, QSizePolicy, QWidget

from workbench.models.localities import Locality
from workbench.models.practices import AssignedHow
from workbench.ui import formats
from workbench.ui.components.buttons import button
from workbench.ui.components.chip import chip_icon, chip_size
from workbench.ui.components.empty_state import EmptyState
from workbench.ui.components.labels import Role, column, label, row, rule
from workbench.ui.icons import icon
from workbench.ui.tables.column_table_model import ColumnTableModel
from workbench.ui.tables.practice_columns import HOW_SENTENCES, PracticeRow, practice_columns
from workbench.ui.tables.table_view import TableView


@dataclass(frozen=True)
class PracticeCalls:
    """What the panel asks for. ``assign`` gives practices to a locality code, or to nobody (None)."""

    by_site: Callable[[], object]
    by_patients: Callable[[], object]
    assign: Callable[[Sequence[str], str | None], object]


FILTERS: tuple[tuple[str, Callable[[PracticeRow], bool]], ...] = (
    ("All", lambda _: True),
    ("Without a locality", lambda r: not r.locality),
    ("Patients elsewhere", lambda r: bool(r.elsewhere)),
    ("By hand", lambda r: r.how is AssignedHow.HAND),
    ("Outside", lambda r: r.how is AssignedHow.OUTSIDE),
    ("Not placed", lambda r: r.how is AssignedHow.NOT_PLACED),
)
"""Name and test of each filter."""


class PracticesPanel(QWidget):
    """Search, filter, table, and the practice in hand below."""

    chosen = Signal(object)

    def __init__(
        self,
        calls: PracticeCalls,
        *,
        layout_text: str = "",
        remember: Callable[[str], None] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._calls = calls
        self._localities: list[Locality] = []
        self._following = False
        self.search = QLineEdit()
        self.search.setPlaceholderText("Practice or postcode")
        self.search.setAccessibleName("Find a practice by name, code or postcode")
        self.search.setClearButtonEnabled(True)
        self.search.addAction(icon("search", size=16), QLineEdit.ActionPosition.LeadingPosition)
        self.search.textChanged.connect(self._filter)
        self.filter = QComboBox()
        self.filter.setAccessibleName("Practices shown")
        for name, _ in FILTERS:
            self.filter.addItem(name)
        self.filter.currentIndexChanged.connect(self._filter)
        finders = row(margins=(12, 8, 12, 8))
        finders.addWidget(self.search, 1)
        finders.addWidget(self.filter)
        self.model = ColumnTableModel[PracticeRow](practice_columns(), lambda r: r.code, parent=self)
        self.table = TableView(self.model, "Practices", layout_text=layout_text, remember=remember)
        if not layout_text:
            self.table.set_columns_shown(("hub", "name", "list", "own", "how", "hint"))
            self.table.sortByColumn(self.model.column_place("own"), Qt.SortOrder.AscendingOrder)
        self.table.row_chosen.connect(self._row_chosen)
        self._by_site = button("By site", icon="site", tip="Each practice to the locality it stands in",
                               clicked=calls.by_site)  # fmt: skip
        self._by_patients = button(
            "By most patients", icon="people",
            tip="Each practice to the locality where most of its patients live", clicked=calls.by_patients,
        )  # fmt: skip
        rules = row(
            label("Assign all", Role.CAPTION), self._by_site, self._by_patients, None, margins=(14, 6, 14, 8)
        )
        self._detail = self._detail_box()
        self._empty = EmptyState(
            "practice", "No practices", "Make the project anew with a practices file to see them here."
        )
        layout = column(finders, spacing=0)
        layout.addWidget(self._empty)
        layout.addWidget(self.table, 1)
        layout.addWidget(rule())
        layout.addLayout(rules)
        layout.addWidget(rule())
        layout.addWidget(self._detail)
        self.setLayout(layout)

    def _detail_box(self) -> QWidget:
        self._name = label("", Role.TITLE)
        self._name.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._codes = label("", Role.CAPTION)
        self._where = label("", Role.SECONDARY, wrap=True)
        self.assign_to = QComboBox()
        self.assign_to.setAccessibleName("Locality of the practice in hand")
        self.assign_to.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.assign_to.setMinimumContentsLength(18)
        self.assign_to.setIconSize(chip_size("88"))
        self.assign_to.activated.connect(self._assign)
        self._how = label("", Role.CAPTION)
        box = QWidget()
        head = row()
        head.addWidget(self._name, 1)
        head.addWidget(self._codes)
        assign = row(label("Assigned to", Role.CAPTION))
        assign.addWidget(self.assign_to, 1)
        assign.addWidget(self._how)
        box.setLayout(column(head, assign, self._where, margins=(14, 8, 14, 10), spacing=6))
        return box

    # -- showing
    def show_practices(
        self, rows: Sequence[PracticeRow], localities: Sequence[Locality], *, editable: bool
    ) -> None:
        """Show these practices and the localities that they can be given to."""
        self.model.set_rows(rows)
        self._empty.setVisible(not rows)
        self.table.setVisible(bool(rows))
        self._by_site.setEnabled(editable and bool(rows) and bool(localities))
        self._by_patients.setEnabled(editable and bool(rows) and bool(localities))
        self.assign_to.setEnabled(editable)
        if list(localities) != self._localities:
            self._localities = list(localities)
            self.assign_to.clear()
            self.assign_to.addItem("No locality", None)
            for locality in localities:
                self.assign_to.addItem(
                    chip_icon(str(locality.number), locality.colour), locality.name, locality.code
                )
        for at, (name, accepts) in enumerate(FILTERS):
            self.filter.setItemText(at, f"{name} {sum(map(accepts, rows))}")
        self._show_detail()
        self._filter()

    def choose(self, code: str | None) -> None:
        """Make a practice current without telling anybody."""
        if self.table.current_id() != code:
            self._following = True
            self.table.choose(code)
            self._following = False
        self._show_detail()

    def _show_detail(self) -> None:
        code = self.table.current_id()
        place = None if code is None else self.model.place_of(code)
        self._detail.setVisible(place is not None)
        if place is None:
            return
        line = self.model.rows[place]
        self._name.setText(line.name)
        self._name.setToolTip(line.name)
        self._codes.setText(f"{line.code}   {line.postcode}")
        self._how.setText(HOW_SENTENCES[line.how])
        names = {locality.name: locality.code for locality in self._localities}
        self.assign_to.setCurrentIndex(max(0, self.assign_to.findData(names.get(line.locality))))
        words = f"{formats.number(line.list_size)} on the list"
        if line.own_share == line.own_share and line.locality:
            words += f", {formats.percent(line.own_share, 0)} of them live in {line.locality}"
        if line.elsewhere:
            words += f". More of them live in {line.elsewhere}"
        self._where.setText(words)

    # -- asking
    def _assign(self, _place: int) -> None:
        codes = [str(code) for code in self.table.selected_ids()] or [str(self.table.current_id())]
        self._calls.assign(codes, self.assign_to.currentData(Qt.ItemDataRole.UserRole))

    def _filter(self, *_details: object) -> None:
        accepts = FILTERS[max(0, self.filter.currentIndex())][1]
        self.table.set_filter(self.search.text(), accepts)

    def _row_chosen(self, code: object) -> None:
        if not self._following:
            self.chosen.emit(code)
            self._show_detail()
