"""Edit: undo, redo, copying a table, dropping what is begun."""

from __future__ import annotations

from collections.abc import Callable

from workbench.ui.desk import Desk
from workbench.ui.tables.table_view import TableView


class EditCommands:
    """``table`` gives the table in front, ``cancel`` drops a running stroke.

    ``leave`` ends what the map shows for a while, such as where the patients of a practice live.
    """

    def __init__(
        self,
        desk: Desk,
        *,
        table: Callable[[], TableView | None],
        cancel: Callable[[], bool],
        leave: Callable[[], bool],
    ) -> None:
        self._desk = desk
        self._table = table
        self._cancel = cancel
        self._leave = leave

    def undo(self) -> None:
        """Take the last step back."""
        bridge = self._desk.bridge
        if bridge is not None and not self._cancel():
            self._desk.attempt(bridge.undo)

    def redo(self) -> None:
        """Do the next step again."""
        bridge = self._desk.bridge
        if bridge is not None and not self._cancel():
            self._desk.attempt(bridge.redo)

    def go_to(self, position: int) -> None:
        """Jump to a step of the history."""
        bridge = self._desk.bridge
        if bridge is not None and not bridge.read_only:
            self._desk.attempt(lambda: bridge.go_to(position))

    def copy_table(self) -> None:
        """Put the table in front on the clipboard."""
        table = self._table()
        if table is not None:
            table.copy_selection()

    def drop(self) -> None:
        """Drop a running stroke, or else the selection."""
        if not self._cancel() and not self._leave():
            self._desk.focus.clear_selection()
