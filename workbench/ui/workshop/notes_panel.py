"""The tab "Notes" of the dock: snapshots of the plan above, parked notes below."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QMenu, QPushButton, QSplitter, QStackedWidget, QWidget
from typing_extensions import override

from workbench.models.meeting import ParkedNote
from workbench.ui.components.buttons import button
from workbench.ui.components.empty_state import EmptyState
from workbench.ui.components.labels import Role, column, label, row
from workbench.ui.tables.column_table_model import ColumnTableModel
from workbench.ui.tables.table_menu import TableMenu
from workbench.ui.tables.table_view import TableView
from workbench.ui.workshop.meeting_columns import SnapshotRow, note_columns, snapshot_columns


@dataclass(frozen=True)
class MeetingCalls:
    """What the panel asks for; keys are those of the registers."""

    snapshot: Callable[[], object]
    restore: Callable[[str], object]
    rename: Callable[[str, str], bool]
    as_scenario: Callable[[str], object]
    forget: Callable[[str], object]
    park: Callable[[], object]
    jump: Callable[[str], object]
    change: Callable[[str], object]
    settle: Callable[[str], object]
    delete: Callable[[str], object]


class NotesPanel(QWidget):
    """Two tables; a hidden one of the presenter says only that it is hidden."""

    def __init__(self, calls: MeetingCalls, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._calls = calls
        self.snapshot_model = ColumnTableModel[SnapshotRow](
            snapshot_columns(calls.rename), lambda r: r.key, parent=self
        )
        self.snapshots = TableView(self.snapshot_model, "Snapshots", compact=True)
        self.note_model = ColumnTableModel[ParkedNote](note_columns(), lambda r: r.key, parent=self)
        self.notes = TableView(self.note_model, "Parked notes", compact=True)
        self.notes.row_opened.connect(lambda key: calls.jump(str(key)))
        self.snapshots.row_opened.connect(lambda key: calls.restore(str(key)))
        for table in (self.snapshots, self.notes):
            table.own_keys = frozenset((Qt.Key.Key_F2, Qt.Key.Key_Delete))
        TableMenu(self.snapshots, self._snapshot_menu)
        TableMenu(self.notes, self._note_menu)
        self._snapshot_buttons = self._buttons(
            self.snapshots,
            ("Restore", "history", "Go back to it in one step; locks are kept", calls.restore),
            ("As scenario", "compare", "A scenario of it, to compare with this one", calls.as_scenario),
            ("Delete", "delete", "Forget it; undo brings it back", calls.forget),
        )
        self._note_buttons = self._buttons(
            self.notes,
            ("Show", "site", "Go to its place on the map", calls.jump),
            ("Change", "rename", "Other words", calls.change),
            ("Done", "check", "Mark as done, or as open again", calls.settle),
            ("Delete", "delete", "Take it off the map; undo brings it back", calls.delete),
        )
        keep = button("Keep a snapshot", icon="snapshot", tip="F12", clicked=calls.snapshot)
        park = button("Park this", icon="note", tip="Shift+F12", clicked=calls.park)
        self._snapshot_pages = _pages(
            self.snapshots, EmptyState("snapshot", "No snapshots yet", "F12 keeps the plan as it is.")
        )
        self._hidden = EmptyState("presenting", "Notes are hidden while presenting", "Shift+F11 shows them.")
        self._note_pages = _pages(
            self.notes, EmptyState("note", "No parked notes", "Shift+F12 pins a question to a place."),
            self._hidden,
        )  # fmt: skip
        above = _part("Snapshots", keep, self._snapshot_pages, self._snapshot_buttons)
        below = _part("Parked notes", park, self._note_pages, self._note_buttons)
        halves = QSplitter(Qt.Orientation.Vertical)
        halves.setChildrenCollapsible(False)
        halves.addWidget(above)
        halves.addWidget(below)
        layout = column(spacing=0)
        layout.addWidget(halves, 1)
        self.setLayout(layout)
        self._editable = False
        self._follow()

    def show_snapshots(self, rows: Sequence[SnapshotRow], *, editable: bool) -> None:
        """Show the snapshots of a scenario, the latest first."""
        self._editable = editable
        self.snapshot_model.set_rows(rows)
        self._snapshot_pages.setCurrentIndex(0 if rows else 1)
        self._follow()

    def show_notes(self, notes: Sequence[ParkedNote], *, hidden: bool) -> None:
        """Show the parked notes, open ones first; none of them while they are hidden."""
        self.note_model.set_rows([] if hidden else sorted(notes, key=lambda one: (one.done, one.number)))
        self._note_pages.setCurrentIndex(2 if hidden else 0 if notes else 1)
        self._follow()

    def front_table(self) -> TableView:
        """The table that has the keyboard, or the snapshots."""
        return self.notes if self.notes.hasFocus() else self.snapshots

    def choose_note(self, key: str) -> None:
        """Make the row of a note current."""
        self.notes.choose(key)
        self._follow()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Delete and self._editable:
            for table, act in ((self.snapshots, self._calls.forget), (self.notes, self._calls.delete)):
                if table.hasFocus() and table.current_id() is not None:
                    act(str(table.current_id()))
            event.accept()
        elif event.key() == Qt.Key.Key_F2 and self._editable and self.notes.hasFocus():
            self._calls.change(str(self.notes.current_id()))
            event.accept()
        else:
            super().keyPressEvent(event)

    def _snapshot_menu(self, menu: QMenu) -> None:
        key = self.snapshots.current_id()
        if key is None or not self._editable:
            return
        menu.addAction("&Restore", partial(self._calls.restore, str(key)))
        menu.addAction("As &scenario, to compare…", partial(self._calls.as_scenario, str(key)))
        menu.addAction("Re&name", partial(self.snapshots.edit_cell, key, "name"))
        menu.addAction("&Delete", partial(self._calls.forget, str(key)))

    def _note_menu(self, menu: QMenu) -> None:
        key = self.notes.current_id()
        if key is None:
            return
        menu.addAction("&Show on the map", partial(self._calls.jump, str(key)))
        if self._editable:
            menu.addAction("&Change…", partial(self._calls.change, str(key)))
            menu.addAction("D&one, or open again", partial(self._calls.settle, str(key)))
            menu.addAction("&Delete", partial(self._calls.delete, str(key)))

    def _buttons(
        self, table: TableView, *wanted: tuple[str, str, str, Callable[[str], object]]
    ) -> list[QPushButton]:
        made = []
        for text, icon, tip, act in wanted:

            def press(act: Callable[[str], object] = act) -> None:
                key = table.current_id()
                if key is not None:
                    act(str(key))

            made.append(button(text, icon=icon, tip=tip, clicked=press))
        table.row_chosen.connect(lambda _key: self._follow())
        return made

    def _follow(self) -> None:
        for table, buttons in ((self.snapshots, self._snapshot_buttons), (self.notes, self._note_buttons)):
            there = table.current_id() is not None
            for made in buttons:
                made.setEnabled(there and (self._editable or made.text() == "Show"))


def _pages(*pages: QWidget) -> QStackedWidget:
    stack = QStackedWidget()
    for page in pages:
        if isinstance(page, EmptyState):
            holder = QWidget()
            holder.setLayout(column(page, None, margins=(16, 8, 16, 8)))
            page = holder  # noqa: PLW2901 - it stands in for the page
        stack.addWidget(page)
    return stack


def _part(title: str, act: QPushButton, pages: QWidget, buttons: Sequence[QPushButton]) -> QWidget:
    part = QWidget()
    layout = column(row(label(title, Role.SECTION), None, act, margins=(14, 8, 12, 6)), spacing=0)
    layout.addWidget(pages, 1)
    layout.addLayout(row(*buttons, None, margins=(12, 6, 12, 8), spacing=6))
    part.setLayout(layout)
    return part
