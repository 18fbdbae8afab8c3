"""The tab "Providers": the sites of all sectors and the locality that each stands in."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from workbench.ui.components.empty_state import EmptyState
from workbench.ui.components.labels import column, row
from workbench.ui.icons import icon
from workbench.ui.tables.column_table_model import ColumnTableModel
from workbench.ui.tables.site_columns import SiteRow, site_columns
from workbench.ui.tables.table_view import TableView

ALL = "All kinds"


class ProvidersPanel(QWidget):
    """Search, kind, table. ``opened`` tells that a site was double-clicked."""

    opened = Signal(object)

    def __init__(
        self,
        *,
        layout_text: str = "",
        remember: Callable[[str], None] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.search = QLineEdit()
        self.search.setPlaceholderText("Site, organisation or postcode")
        self.search.setAccessibleName("Find a provider site")
        self.search.setClearButtonEnabled(True)
        self.search.addAction(icon("search", size=16), QLineEdit.ActionPosition.LeadingPosition)
        self.search.textChanged.connect(self._filter)
        self.kind = QComboBox()
        self.kind.setAccessibleName("Kind of site shown")
        self.kind.addItem(ALL)
        self.kind.currentIndexChanged.connect(self._filter)
        finders = row(margins=(12, 8, 12, 8))
        finders.addWidget(self.search, 1)
        finders.addWidget(self.kind)
        self.model = ColumnTableModel[SiteRow](site_columns(), lambda r: r.code, parent=self)
        self.table = TableView(self.model, "Provider sites", layout_text=layout_text, remember=remember)
        if not layout_text:
            self.table.set_columns_shown(("hub", "name", "kind", "sector"))
        self.table.row_opened.connect(self.opened)
        self._empty = EmptyState(
            "provider", "No provider sites", "Make the project anew with a providers file to see them here."
        )
        layout = column(finders, spacing=0)
        layout.addWidget(self._empty)
        layout.addWidget(self.table, 1)
        self.setLayout(layout)

    def show_sites(self, rows: Sequence[SiteRow]) -> None:
        """Show these sites."""
        kinds = sorted({line.kind for line in rows if line.kind})
        if [self.kind.itemText(at) for at in range(1, self.kind.count())] != kinds:
            self.kind.clear()
            self.kind.addItems([ALL, *kinds])
        self.model.set_rows(rows)
        self._empty.setVisible(not rows)
        self.table.setVisible(bool(rows))
        self._filter()

    def _filter(self, *_details: object) -> None:
        kind = self.kind.currentText() if self.kind.currentIndex() > 0 else ""
        self.table.set_filter(self.search.text(), lambda line: not kind or line.kind == kind)
