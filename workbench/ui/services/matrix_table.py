"""The matrix: frozen names at the left, cells in the middle, frozen parity at the right, one scroll bar."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QItemSelection, QItemSelectionModel, QModelIndex, QObject, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QScrollBar, QWidget
from typing_extensions import override

from workbench.models.scope import CellKey
from workbench.models.services import Service
from workbench.ui.services.cell_painting import cell_width
from workbench.ui.services.matrix_delegates import INDENT, PADDING, MatrixDelegate, name_lines
from workbench.ui.services.matrix_grid_view import MatrixGridView, bare_table
from workbench.ui.services.matrix_header import MatrixHeader
from workbench.ui.services.matrix_model import AGES, FIRST, SERVICE, MatrixModel
from workbench.ui.services.shown_fields import SCOPE
from workbench.ui.theme import current_theme

LEAST_NAME, MOST_NAME = 176, 330
MOST_CELL = 104
GOOD_NAME, WORD_CELL = 228, 68
"""Names of localities get the room of their longest word where names of services keep enough."""
ROW = 25


class MatrixTable(QFrame):
    """Three views over one model; the middle one has the keyboard and the selection."""

    selection_changed = Signal()
    """Current cell or selection is another."""

    def __init__(self, model: MatrixModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("surface")
        self.model = model
        self.names = bare_table(model, "Services")
        self.parity = bare_table(model, "Parity")
        self.grid = MatrixGridView(model)
        self._across = QScrollBar(Qt.Orientation.Horizontal)
        self._down = QScrollBar(Qt.Orientation.Vertical)
        self._keep: tuple[list[CellKey], CellKey | None, tuple[str, int]] = ([], None, ("", FIRST))
        self._lay_out()
        self._link_bars()
        self.grid.selectionModel().selectionChanged.connect(self._selection_changed)
        self.grid.selectionModel().currentChanged.connect(self._current_changed)
        self.names.clicked.connect(self._name_clicked)
        self.grid.clicked.connect(self._cell_clicked)
        self.grid.horizontalHeader().sectionClicked.connect(self._select_column)
        self.grid.group_toggled.connect(self.toggle_group)
        self.grid.fold_wanted.connect(self.fold_group)
        model.modelAboutToBeReset.connect(self._remember)
        model.modelReset.connect(self._reset)
        self.names.installEventFilter(self)
        current_theme().theme_changed.connect(self.fit)
        self.setFocusProxy(self.grid)
        self._reset()

    def _lay_out(self) -> None:
        layout = QGridLayout()
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        for column, view in enumerate((self.names, self.grid, self.parity)):
            layout.addWidget(view, 0, column)
        layout.addWidget(self._down, 0, 3)
        layout.addWidget(self._across, 1, 1)
        layout.setColumnStretch(1, 1)
        self.setLayout(layout)

    def _link_bars(self) -> None:
        down = self.grid.verticalScrollBar()
        down.rangeChanged.connect(self._range_down)
        down.valueChanged.connect(self._down.setValue)
        self._down.valueChanged.connect(down.setValue)
        for view in (self.names, self.parity):
            bar = view.verticalScrollBar()
            bar.valueChanged.connect(down.setValue)
            down.valueChanged.connect(bar.setValue)
        across = self.grid.horizontalScrollBar()
        across.rangeChanged.connect(self._range_across)
        across.valueChanged.connect(self._across.setValue)
        self._across.valueChanged.connect(across.setValue)

    def _range_down(self, low: int, high: int) -> None:
        bar = self.grid.verticalScrollBar()
        self._down.setPageStep(bar.pageStep())
        self._down.setSingleStep(bar.singleStep())
        self._down.setRange(low, high)

    def _range_across(self, low: int, high: int) -> None:
        bar = self.grid.horizontalScrollBar()
        self._across.setPageStep(bar.pageStep())
        self._across.setSingleStep(bar.singleStep())
        self._across.setRange(low, high)
        self._across.setVisible(high > low)

    # -- sizes
    def fit(self) -> None:
        """Take widths and heights from font metrics and the room there is."""
        theme = current_theme()
        base, small = QFontMetricsF(theme.font("base", "semibold")), QFontMetricsF(theme.font("small"))
        pad = theme.px(2 * PADDING)
        head = QFontMetricsF(theme.font("small", "semibold"))
        ages = round(max(small.horizontalAdvance("Adult"), head.horizontalAdvance("Ages")) + pad)
        parity = round(max(base.horizontalAdvance("100%"), head.horizontalAdvance("Parity")) + pad + 2)
        places = max(1, self.model.columnCount() - FIRST - 1)
        least = self._least_cell()
        wanted = max(
            (base.horizontalAdvance(row.service.name) for row in self.model.rows if row.service is not None),
            default=0.0,
        )
        room = self.width() - ages - parity - self._down.sizeHint().width()
        most_name = min(theme.px(MOST_NAME), round(wanted) + theme.px(INDENT + PADDING) + 2)
        word = min(theme.px(WORD_CELL), self._header().widest_word())
        least = max(least, min(word, (room - theme.px(GOOD_NAME)) // places))
        name = min(max(room - places * least, theme.px(LEAST_NAME)), max(most_name, theme.px(LEAST_NAME)))
        cell = max(least, min(theme.px(MOST_CELL), (room - name) // places))
        name = max(name, min(room - places * cell, theme.px(MOST_NAME)))
        self._show_columns(name, ages, cell, parity)
        self._fit_rows(name - theme.px(INDENT + PADDING))

    def _header(self) -> MatrixHeader:
        return self.grid.header

    def _least_cell(self) -> int:
        grid = self.model.grid
        if grid is None or grid.field is SCOPE:
            return cell_width()
        return max(cell_width(word) for word in ("Part", *(word for word, _ in grid.field.choices)))

    def _show_columns(self, name: int, ages: int, cell: int, parity: int) -> None:
        last = self.model.parity_column
        shown = {self.names: {SERVICE, AGES}, self.parity: {last}}
        for view in (self.names, self.grid, self.parity):
            wanted = shown.get(view) or set(range(FIRST, last))
            for column in range(self.model.columnCount()):
                view.setColumnHidden(column, column not in wanted)
        self.names.setColumnWidth(SERVICE, name)
        self.names.setColumnWidth(AGES, ages)
        self.parity.setColumnWidth(last, parity)
        for column in range(FIRST, last):
            self.grid.setColumnWidth(column, cell)
        self.names.setFixedWidth(name + ages)
        self.parity.setFixedWidth(parity)
        high = self._header().fit(cell)
        for view in (self.names, self.grid, self.parity):
            view.horizontalHeader().setFixedHeight(high)

    def _fit_rows(self, width: int) -> None:
        theme = current_theme()
        metrics = QFontMetricsF(theme.font("base"))
        line, spare = metrics.height(), theme.px(7)
        one = max(theme.px(ROW), round(line + spare))
        heights = [
            one
            if row.service is None
            else max(one, round(len(name_lines(metrics, row.service.name, width)) * line + spare))
            for row in self.model.rows
        ]
        for view in (self.names, self.grid, self.parity):
            header = view.verticalHeader()
            if header.defaultSectionSize() != one:
                header.setDefaultSectionSize(one)
            for place, high in enumerate(heights):
                if view.rowHeight(place) != high:
                    view.setRowHeight(place, high)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.fit()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.names and event.type() == QEvent.Type.FocusIn:
            self.grid.setFocus()
        return super().eventFilter(watched, event)

    # -- the selection
    def selected_places(self) -> list[tuple[int, int]]:
        """Rows and columns of the selected cells, by row."""
        return sorted((index.row(), index.column()) for index in self.grid.selectedIndexes())

    def selected_keys(self) -> list[CellKey]:
        """Keys of the selected cells that exist, by row."""
        keys = (self.model.key(row, column) for row, column in self.selected_places())
        return [key for key in keys if key is not None]

    def current_service(self) -> Service | None:
        """The service of the current row."""
        return self.model.service_at(self.grid.currentIndex().row())

    def choose_cell(self, service: str, locality: str) -> bool:
        """Show a cell, opening its group; tells whether it can be shown."""
        grid = self.model.grid
        if grid is None:
            return False
        group = next((one.group for one in grid.services if one.id == service), "")
        if group in grid.collapsed:
            self.fold_group(group, False)
        index = self.model.place_of(service, locality)
        if index.isValid():
            self.grid.choose(index)
        return index.isValid()

    def choose_locality(self, locality: str) -> bool:
        """Select the cells of a locality; tells whether it has a column."""
        grid = self.model.grid
        places = [] if grid is None else [one.code for one in grid.localities]
        first = next((at for at, one in enumerate(self.model.rows) if one.service is not None), None)
        if locality not in places or first is None:
            return False
        column = FIRST + places.index(locality)
        here = self.grid.currentIndex().row()
        row = here if self.model.service_at(here) is not None else first
        selection = self.grid.selectionModel()
        selection.setCurrentIndex(self.model.index(row, column), QItemSelectionModel.SelectionFlag.NoUpdate)
        last = self.model.index(len(self.model.rows) - 1, column)
        selection.select(
            QItemSelection(self.model.index(0, column), last),
            QItemSelectionModel.SelectionFlag.ClearAndSelect,
        )
        self.grid.scrollTo(self.model.index(row, column))
        return True

    def _select_column(self, column: int) -> None:
        rows = len(self.model.rows)
        if rows:
            selection = QItemSelection(self.model.index(0, column), self.model.index(rows - 1, column))
            self.grid.selectionModel().select(selection, QItemSelectionModel.SelectionFlag.ClearAndSelect)
            self.grid.setFocus()

    def _name_clicked(self, index: QModelIndex) -> None:
        row = self.model.row_at(index.row())
        if row is None:
            return
        self.grid.setFocus()
        if row.service is None:
            self.toggle_group(row.group)
            return
        first = self.model.index(index.row(), FIRST)
        last = self.model.index(index.row(), self.model.parity_column - 1)
        selection = self.grid.selectionModel()
        selection.setCurrentIndex(first, QItemSelectionModel.SelectionFlag.NoUpdate)
        selection.select(QItemSelection(first, last), QItemSelectionModel.SelectionFlag.ClearAndSelect)

    def _cell_clicked(self, index: QModelIndex) -> None:
        row = self.model.row_at(index.row())
        if row is not None and row.service is None:
            self.toggle_group(row.group)

    def _selection_changed(self, *_what: object) -> None:
        self.selection_changed.emit()

    def _current_changed(self, current: QModelIndex, _before: QModelIndex) -> None:
        delegate = self.names.itemDelegate()
        if isinstance(delegate, MatrixDelegate):
            delegate.current_row = current.row()
        self.names.viewport().update()
        self.selection_changed.emit()

    # -- groups
    def toggle_group(self, group: str) -> None:
        """Fold a group or open it."""
        grid = self.model.grid
        if grid is not None:
            self.fold_group(group, group not in grid.collapsed)

    def fold_group(self, group: str, fold: bool) -> None:
        """Fold or open a group; the keyboard stays at its head."""
        grid = self.model.grid
        if grid is None or not group or (group in grid.collapsed) == fold:
            return
        self.model.rearrange(lambda g: g.fold(g.collapsed | {group} if fold else g.collapsed - {group}))
        self._choose_group(group)

    def fold_all(self, *, fold: bool) -> None:
        """Fold or open every group."""
        group = self._group_here()
        self.model.rearrange(lambda g: g.fold(set(g.groups()) if fold else set()))
        self._choose_group(group)

    def _group_here(self) -> str:
        row = self.model.row_at(self.grid.currentIndex().row())
        return row.group if row is not None else ""

    def _choose_group(self, group: str) -> None:
        at = next(
            (at for at, r in enumerate(self.model.rows) if r.service is None and r.group == group), None
        )
        current = self.model.row_at(self.grid.currentIndex().row())
        if at is not None and (current is None or current.service is None):
            column = max(FIRST, self.grid.currentIndex().column())
            self.grid.choose(self.model.index(at, column))

    # -- resets
    def _remember(self) -> None:
        index = self.grid.currentIndex()
        here = self.model.key(index.row(), index.column())
        self._keep = (self.selected_keys(), here, (self._group_here(), index.column()))

    def _reset(self) -> None:
        self.fit()
        keys, current, _ = self._keep
        selection = self.grid.selectionModel()
        if current is not None:
            index = self.model.place_of(current.service, current.locality)
            if index.isValid():
                selection.setCurrentIndex(index, QItemSelectionModel.SelectionFlag.NoUpdate)
        chosen = QItemSelection()
        for key in keys:
            index = self.model.place_of(key.service, key.locality)
            if index.isValid():
                chosen.select(index, index)
        if not chosen.isEmpty():
            selection.select(chosen, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        self._current_changed(self.grid.currentIndex(), QModelIndex())
