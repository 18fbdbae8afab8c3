"""The table widget: quiet rows, sorting, filter text, copying, remembered columns, keyboard."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import (
    QEvent,
    QItemSelectionModel,
    QModelIndex,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QContextMenuEvent, QFocusEvent, QKeyEvent, QKeySequence, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QTableView, QWidget
from typing_extensions import override

from workbench.ui.tables.column_layout import ColumnLayout, read_layout
from workbench.ui.tables.column_menu import open_columns
from workbench.ui.tables.columns import CellKind
from workbench.ui.tables.copying import put_rows
from workbench.ui.tables.delegates import CellDelegate, column_width, header_height, row_height
from workbench.ui.tables.header import TableHeader
from workbench.ui.tables.quick_filter import QuickFilter
from workbench.ui.tables.sort_filter import SortFilterModel
from workbench.ui.tables.table_memory import table_memory
from workbench.ui.theme import current_theme

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable

    from workbench.ui.tables.area_model import AreaProxy
    from workbench.ui.tables.column_table_model import ColumnTableModel

_REMEMBER_AFTER_MS = 400
LEAST_OF_NAME = "Norton & Milton"
"""As much of a name as stays readable where a person has other columns shown."""
_KEYBOARD = (
    Qt.FocusReason.TabFocusReason,
    Qt.FocusReason.BacktabFocusReason,
    Qt.FocusReason.ShortcutFocusReason,
)


class TableView(QTableView):
    """A table over a columns table.

    ``remember`` gets the column layout as text whenever the user changes it, and ``layout_text`` is
    what it got last time. Rows are known by their ids everywhere.
    """

    row_chosen = Signal(object)
    """Id of the row that became current; None when there is none."""
    row_opened = Signal(object)
    """Id of a row that was double-clicked, or on which Enter was pressed."""
    columns_chosen = Signal()
    """A person has shown or hidden a column."""

    def __init__(
        self,
        model: ColumnTableModel[Any],
        name: str,
        *,
        layout_text: str = "",
        remember: Callable[[str], None] | None = None,
        compact: bool = False,
        proxy: SortFilterModel | AreaProxy | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.table_model = model
        self.proxy = SortFilterModel(model) if proxy is None else proxy
        memory = table_memory()
        if remember is None and not layout_text and memory is not None:
            key = name.casefold()
            layout_text, remember = memory.read(key), lambda text: memory.keep(key, text)
        self._remember = remember
        self._user_widths: dict[str, int] = {}
        self._usual = {column.id for column in model.columns}
        self._chosen: dict[str, bool] = {}
        self._settling = True
        self._row_size = "row_compact" if compact else "row"
        self._delegate = CellDelegate(self)
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.timeout.connect(self._tell_layout)
        self.setAccessibleName(name)
        self.setHorizontalHeader(TableHeader(self))
        self.setModel(self.proxy)
        self.setItemDelegate(self._delegate)
        self._set_up()
        self._fit()
        self._restore(layout_text)
        self._settling = False
        current_theme().theme_changed.connect(self._fit)
        header = self.horizontalHeader()
        header.sectionResized.connect(self._section_resized)
        header.sectionMoved.connect(self._layout_changed)
        header.sortIndicatorChanged.connect(self._layout_changed)
        header.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        header.customContextMenuRequested.connect(lambda place: open_columns(self, place))
        self.selectionModel().currentRowChanged.connect(self._current_changed)
        self.doubleClicked.connect(self._opened)
        self.quick_filter: QuickFilter | None = None
        self.own_keys: frozenset[Qt.Key] = frozenset()
        """Keys that mean the row in hand here, whatever command of the window has them."""

    def _set_up(self) -> None:
        self.setShowGrid(False)
        self.setAlternatingRowColors(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.EditKeyPressed)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.horizontalHeader().setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        self.setSortingEnabled(True)  # after the sign, else all rows are sorted by the first column now
        self.setCornerButtonEnabled(False)
        self.verticalHeader().hide()
        self.verticalHeader().setMinimumSectionSize(8)
        self.horizontalHeader().setMinimumSectionSize(24)
        self.horizontalHeader().setSortIndicatorClearable(True)

    def _fit(self) -> None:
        """Take heights and widths from the metrics of the current font."""
        settling, self._settling = self._settling, True
        self.verticalHeader().setDefaultSectionSize(row_height(self._row_size))
        header = self.horizontalHeader()
        header.setFixedHeight(header_height())
        crowded = self._crowded()
        for place, column in enumerate(self.table_model.columns):
            if column.fixed or crowded:
                header.setSectionResizeMode(place, QHeaderView.ResizeMode.Interactive)
                room_for = column.width_text if column.fixed else LEAST_OF_NAME
                width = column_width(column.kind, column.title, room_for)
                self.setColumnWidth(place, self._user_widths.get(column.id, width))
            else:
                header.setSectionResizeMode(place, QHeaderView.ResizeMode.Stretch)
        self._settling = settling
        self.viewport().update()

    def _crowded(self) -> bool:
        """Whether columns that a person wants leave names no room, so that the table has to be scrolled."""
        wide = self.natural_width_of(self.as_chosen(self._usual), LEAST_OF_NAME)
        return any(self._chosen.values()) and self.viewport().width() < wide

    def natural_width(self) -> int:
        """Width at which every column shown has the room it needs, names at 24 letters."""
        columns = self.table_model.columns
        return self.natural_width_of(
            {c.id for place, c in enumerate(columns) if not self.isColumnHidden(place)}
        )

    def natural_width_of(self, column_ids: Iterable[str], name: str = "") -> int:
        """Width at which these columns have the room they need; ``name`` is the longest, or 24 letters."""
        wanted = set(column_ids)
        stretch = column_width(CellKind.TEXT, "", name or "Chesterton & Wolstanton")
        widths = [
            column_width(c.kind, c.title, c.width_text) if c.fixed else stretch
            for c in self.table_model.columns
            if c.id in wanted
        ]
        return sum(widths) + current_theme().px(12)

    def height_for_rows(self, rows: int) -> int:
        """Height of the header and ``rows`` rows."""
        head = 0 if self.horizontalHeader().isHidden() else header_height()
        return head + rows * row_height(self._row_size)

    # -- rows by id
    def set_filter(self, text: str, accepts: Callable[[Any], bool] | None = None) -> None:
        """Show only rows with these words, and that ``accepts`` takes."""
        self.proxy.set_filter(text, accepts)

    def current_id(self) -> Hashable | None:
        """Id of the current row."""
        index = self.currentIndex()
        return self._id_of(index) if index.isValid() else None

    def selected_ids(self) -> list[Hashable]:
        """Ids of the selected rows in the order shown."""
        places = sorted(index.row() for index in self.selectionModel().selectedRows())
        return [self._id_of(self.proxy.index(place, 0)) for place in places]

    def choose(self, row_id: Hashable | None) -> None:
        """Make a row current and scroll to it; None clears the selection. Tells nobody."""
        blocked = self.blockSignals(True)
        place = None if row_id is None else self.table_model.place_of(row_id)
        if place is None:
            self.clearSelection()
            self.setCurrentIndex(QModelIndex())
        else:
            column = self.currentIndex().column() if self.currentIndex().isValid() else 0
            index = self.proxy.mapFromSource(self.table_model.index(place, column))
            self._take(index)
            self.scrollTo(index)
        self.blockSignals(blocked)

    def edit_cell(self, row_id: Hashable, column_id: str) -> None:
        """Open the editor of a cell, as F2 does."""
        place = self.table_model.place_of(row_id)
        if place is not None:
            source = self.table_model.index(place, self.table_model.column_place(column_id))
            index = self.proxy.mapFromSource(source)
            self._take(index)
            self.edit(index)

    def _take(self, index: QModelIndex) -> None:
        """Make a row current and select it alone; ``setCurrentIndex`` asks for Ctrl and Shift."""
        flags = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
        self.selectionModel().setCurrentIndex(index, flags)

    def _id_of(self, index: QModelIndex) -> Hashable:
        return self.table_model.id_at(self.proxy.mapToSource(index).row())

    def _current_changed(self, current: QModelIndex, _previous: QModelIndex) -> None:
        self.row_chosen.emit(self._id_of(current) if current.isValid() else None)

    def _opened(self, index: QModelIndex) -> None:
        self.row_opened.emit(self._id_of(index))

    # -- copying
    def selection_lines(self) -> list[list[str]]:
        """The cells of the selected rows, or of all when there are none, below the header."""
        header = self.horizontalHeader()
        order = [header.logicalIndex(place) for place in range(header.count())]
        columns = self.table_model.columns
        shown = [
            place
            for place in order
            if not self.isColumnHidden(place) and columns[place].kind is not CellKind.ICON
        ]
        rows = sorted(index.row() for index in self.selectionModel().selectedRows())
        rows = rows or list(range(self.proxy.rowCount()))
        head = [columns[place].title or columns[place].help for place in shown]
        return [head, *([str(self.proxy.index(row, place).data() or "") for place in shown] for row in rows)]

    def copy_selection(self) -> None:
        """Put the selected rows on the clipboard."""
        put_rows(self.selection_lines())

    # -- keyboard
    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        self._delegate.show_focus = True
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy_selection()
            event.accept()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            if self.state() == QAbstractItemView.State.EditingState:
                super().keyPressEvent(event)
            else:
                self._opened(self.currentIndex())
                event.accept()
        elif event.key() == Qt.Key.Key_F2 and self._place_to_edit() >= 0:
            self._edit_row()
            event.accept()
        elif event.text() == "/" and isinstance(self.proxy, SortFilterModel):
            self.quick_filter = self.quick_filter or QuickFilter(self, self.proxy.narrow)
            self.quick_filter.open()
            event.accept()
        else:
            super().keyPressEvent(event)

    def _place_to_edit(self) -> int:
        """The column of the current cell, or the first of its row that can be edited; -1 for none."""
        current = self.currentIndex()
        columns = self.table_model.columns
        places = [current.column(), *range(len(columns))] if current.isValid() else []
        return next((p for p in places if columns[p].edit is not None and not self.isColumnHidden(p)), -1)

    def _edit_row(self) -> None:
        index = self.proxy.index(self.currentIndex().row(), self._place_to_edit())
        self._take(index)
        self.edit(index)

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._delegate.show_focus = False
        super().mousePressEvent(event)

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        self._delegate.show_focus = event.reason() in _KEYBOARD
        super().focusInEvent(event)
        if self._delegate.show_focus and not self.currentIndex().isValid() and self.proxy.rowCount():
            self._take(self.proxy.index(0, 0))

    # -- column layout
    def set_columns_shown(self, column_ids: Iterable[str]) -> None:
        """Show these columns and hide the others, but for what a person has chosen."""
        self._usual = set(column_ids)
        self._show_columns()

    def as_chosen(self, column_ids: Iterable[str]) -> set[str]:
        """What is shown of these columns after a person has shown or hidden some."""
        usual = set(column_ids)
        hidden = {name for name, shown in self._chosen.items() if not shown}
        return ((usual | set(self._chosen)) - hidden) or usual

    def choose_column(self, column_id: str, shown: bool) -> None:
        """Show or hide a column because a person wants it."""
        self._chosen[column_id] = shown
        self._rearranged()

    def forget_columns(self) -> None:
        """Show the usual columns in their order and widths."""
        self._chosen.clear()
        self._user_widths.clear()
        self._order([column.id for column in self.table_model.columns])
        self._rearranged()

    @property
    def columns_arranged(self) -> bool:
        """Whether a person has shown, hidden, moved or widened columns."""
        header = self.horizontalHeader()
        moved = any(header.logicalIndex(at) != at for at in range(header.count()))
        return moved or bool(self._chosen or self._user_widths)

    def layout_text(self) -> str:
        """Order, widths, chosen columns and sorting as text, by column id."""
        header = self.horizontalHeader()
        columns = self.table_model.columns
        place = header.sortIndicatorSection()
        return ColumnLayout(
            order=[columns[header.logicalIndex(at)].id for at in range(header.count())],
            widths=self._user_widths,
            chosen=self._chosen,
            sort=columns[place].id if 0 <= place < len(columns) else "",
            descending=header.sortIndicatorOrder() == Qt.SortOrder.DescendingOrder,
        ).text()

    def _restore(self, text: str) -> None:
        layout = read_layout(text)
        places = {column.id: place for place, column in enumerate(self.table_model.columns)}
        self._order([name for name in layout.order if name in places])
        self._chosen = {name: shown for name, shown in layout.chosen.items() if name in places}
        self._user_widths = {name: wide for name, wide in layout.widths.items() if name in places}
        self._show_columns()
        if layout.sort in places:
            direction = Qt.SortOrder.DescendingOrder if layout.descending else Qt.SortOrder.AscendingOrder
            self.sortByColumn(places[layout.sort], direction)

    def _order(self, names: Iterable[str]) -> None:
        header = self.horizontalHeader()
        for at, name in enumerate(names):
            header.moveSection(header.visualIndex(self.table_model.column_place(name)), at)

    def _rearranged(self) -> None:
        self._show_columns()
        self._layout_changed()
        self.columns_chosen.emit()

    def _show_columns(self) -> None:
        shown = self.as_chosen(self._usual)
        for place, column in enumerate(self.table_model.columns):
            self.setColumnHidden(place, column.id not in shown)
        self._fit()

    @override
    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Offer the columns where the rows have no menu of their own."""
        open_columns(self)
        event.accept()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if any(self._chosen.values()):
            self._fit()

    def _section_resized(self, place: int, old: int, new: int) -> None:
        stretched = self.horizontalHeader().sectionResizeMode(place) == QHeaderView.ResizeMode.Stretch
        if old and new and not self._settling and not stretched:  # one that comes or goes was not dragged
            self._user_widths[self.table_model.columns[place].id] = new
            self._layout_changed()

    def _layout_changed(self, *_details: object) -> None:
        if not self._settling and self._remember is not None:
            self._later.start(_REMEMBER_AFTER_MS)

    def _tell_layout(self) -> None:
        if self._remember is not None:
            self._remember(self.layout_text())

    @override
    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            plain = event.modifiers() == Qt.KeyboardModifier.NoModifier
            if plain and event.key() in self.own_keys and self.currentIndex().isValid():
                event.accept()
                return True
        if event.type() == QEvent.Type.Hide and self._later.isActive():
            self._later.stop()
            self._tell_layout()
        return super().event(event)
