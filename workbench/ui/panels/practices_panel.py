"""The tab "Practices": find, filter and sort them; the one in hand stands below the table."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from workbench.models.localities import Locality
from workbench.models.practices import AssignedHow, ConsultationView
from workbench.ui.components.empty_state import EmptyState
from workbench.ui.components.labels import column, row, rule
from workbench.ui.icons import icon
from workbench.ui.practices.practice_detail import DetailCalls, PracticeDetail
from workbench.ui.practices.practice_shown import PracticeShown
from workbench.ui.tables.column_table_model import ColumnTableModel
from workbench.ui.tables.practice_columns import PracticeRow, practice_columns
from workbench.ui.tables.table_view import TableView

FILTERS: tuple[tuple[str, Callable[[PracticeRow], bool]], ...] = (
    ("All", lambda _: True),
    ("Outside their patients’ locality", lambda r: bool(r.elsewhere)),
    ("Objected", lambda r: r.view is ConsultationView.OBJECTED),
    ("Locked", lambda r: r.locked),
    ("By hand", lambda r: r.how is AssignedHow.HAND),
    ("Outside", lambda r: r.how is AssignedHow.OUTSIDE),
    ("Not placed", lambda r: not r.placed),
    ("Without a locality", lambda r: not r.locality and r.how is not AssignedHow.OUTSIDE),
)
"""Name and test of each filter."""
SORTS: tuple[tuple[str, str, Qt.SortOrder], ...] = (
    ("Least own first", "own", Qt.SortOrder.AscendingOrder),
    ("Most own first", "own", Qt.SortOrder.DescendingOrder),
    ("Largest list first", "list", Qt.SortOrder.DescendingOrder),
    ("By name", "name", Qt.SortOrder.AscendingOrder),
    ("By hub", "hub", Qt.SortOrder.AscendingOrder),
)
"""Name, column and direction of each order."""


class PracticesPanel(QWidget):
    """Search, filter, order, table, and the practice in hand below."""

    chosen = Signal(object)

    def __init__(
        self,
        calls: DetailCalls,
        *,
        layout_text: str = "",
        remember: Callable[[str], None] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._following = False
        self._editable = False
        self.search = QLineEdit()
        self.search.setPlaceholderText("Practice or postcode")
        self.search.setAccessibleName("Find a practice by name, code or postcode")
        self.search.setClearButtonEnabled(True)
        self.search.addAction(icon("search", size=16), QLineEdit.ActionPosition.LeadingPosition)
        self.search.textChanged.connect(self._filter)
        self.filter = _short_combo("Practices shown", [name for name, _ in FILTERS], letters=8)
        self.filter.currentIndexChanged.connect(self._filter)
        self.order = _short_combo("Order of the practices", [name for name, _, _ in SORTS], letters=13)
        self.order.activated.connect(self._sort)
        finders = row(margins=(12, 8, 12, 8))
        finders.addWidget(self.search, 1)
        finders.addWidget(self.filter)
        finders.addWidget(self.order)
        self.model = ColumnTableModel[PracticeRow](practice_columns(), lambda r: r.code, parent=self)
        self.table = TableView(self.model, "Practices", layout_text=layout_text, remember=remember)
        self.table.set_columns_shown(("hub", "name", "list", "own", "hint"))
        if not layout_text:
            self._sort(0)
        self.table.horizontalHeader().sortIndicatorChanged.connect(self._follow_order)
        self._follow_order()
        self.table.row_chosen.connect(self._row_chosen)
        self.detail = PracticeDetail(calls, self._selected)
        self.assign_to = self.detail.assign_to
        self.table.selectionModel().selectionChanged.connect(lambda *_what: self.detail.show_selected())
        self._empty = EmptyState(
            "practice", "No practices", "Make the project anew with a practices file to see them here."
        )
        layout = column(finders, spacing=0)
        layout.addWidget(self._empty)
        layout.addWidget(self.table, 1)
        layout.addWidget(rule())
        layout.addWidget(self.detail)
        self.setLayout(layout)

    # -- showing
    def show_practices(
        self, rows: Sequence[PracticeRow], localities: Sequence[Locality], *, editable: bool
    ) -> None:
        """Show these practices and the localities that they can be given to."""
        self._editable = editable
        self.model.set_rows(rows)
        self._empty.setVisible(not rows)
        self.table.setVisible(bool(rows))
        self.detail.show_localities(localities)
        for at, (name, accepts) in enumerate(FILTERS):
            self.filter.setItemText(at, f"{name} {sum(map(accepts, rows))}")
        self._filter()

    def show_detail(self, shown: PracticeShown | None) -> None:
        """Show the practice in hand below the table."""
        self.detail.show_practice(shown, editable=self._editable)
        layout = self.layout()
        if layout is not None and self.table.currentIndex().isValid():
            layout.activate()  # the table has its new height before the row is brought into it
            self.table.scrollTo(self.table.currentIndex())

    def choose(self, code: str | None) -> None:
        """Make a practice current without telling anybody."""
        if self.table.current_id() != code:
            self._following = True
            self.table.choose(code)
            self._following = False

    # -- asking
    def _selected(self) -> list[str]:
        codes = [str(code) for code in self.table.selected_ids()]
        current = self.table.current_id()
        return codes or ([] if current is None else [str(current)])

    def _filter(self, *_details: object) -> None:
        accepts = FILTERS[max(0, self.filter.currentIndex())][1]
        self.table.set_filter(self.search.text(), accepts)

    def _sort(self, at: int) -> None:
        _, name, direction = SORTS[at]
        self.table.sortByColumn(self.model.column_place(name), direction)

    def _follow_order(self, *_details: object) -> None:
        """Name the order of the table, which the header changes too; none for one that has no name."""
        header = self.table.horizontalHeader()
        place, direction = header.sortIndicatorSection(), header.sortIndicatorOrder()
        wanted = self.model.columns[place].id if 0 <= place < len(self.model.columns) else ""
        at = next((i for i, (_, name, way) in enumerate(SORTS) if (name, way) == (wanted, direction)), -1)
        self.order.setPlaceholderText("Own order")
        self.order.setCurrentIndex(at)

    def _row_chosen(self, code: object) -> None:
        if not self._following:
            self.chosen.emit(code)


def _short_combo(name: str, texts: Sequence[str], *, letters: int) -> QComboBox:
    """A combo of a fixed width whose list is as wide as its longest text."""
    combo = QComboBox()
    combo.setAccessibleName(name)
    combo.setToolTip(name)
    combo.addItems(list(texts))
    combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    combo.setMinimumContentsLength(letters)
    longest = max(combo.fontMetrics().horizontalAdvance(f"{text} 888") for text in texts)
    combo.view().setMinimumWidth(longest + 40)
    return combo
