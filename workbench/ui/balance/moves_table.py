"""The moves of a proposal: each can be refused by its tick, by mouse or with Space."""

from __future__ import annotations

from PySide6.QtCore import QItemSelectionModel, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from workbench.models.localities import Locality
from workbench.ui import formats
from workbench.ui.balance.shown import MoveLine
from workbench.ui.tables.column_table_model import ColumnTableModel
from workbench.ui.tables.columns import CellKind, ChipValue, Column, IconValue, MoveValue
from workbench.ui.tables.table_view import TableView

LEAST_ROWS = 4
"""Rows that are shown whatever else is there."""
MANY = 100_000
"""More localities than there are."""
TICK = 0
"""Place of the column with ticks."""


class MovesTable(TableView):
    """Rows are known by the number of their unit."""

    ticked = Signal(list, bool)
    """Units whose moves shall be made, or refused."""

    def __init__(self, parent: QWidget | None = None) -> None:
        self.moves = ColumnTableModel[MoveLine](_columns(), lambda move: move.unit)
        super().__init__(self.moves, "Moves", compact=True, parent=parent)
        self.moves.setParent(self)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    @override
    def sizeHint(self) -> QSize:
        """A few rows; the table takes what room is left, and the page need not scroll for more."""
        return QSize(super().sizeHint().width(), self.height_for_rows(LEAST_ROWS))

    def refused(self) -> set[int]:
        """Units whose moves are not ticked."""
        return {move.unit for move in self.moves.rows if not move.taken}

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        on_tick = index.isValid() and index.column() == TICK
        if on_tick and event.button() == Qt.MouseButton.LeftButton and not event.modifiers():
            self._delegate.show_focus = False
            flags = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
            self.selectionModel().setCurrentIndex(index, flags)
            self._toggle([int(str(self._id_of(index)))])
            event.accept()
            return
        super().mousePressEvent(event)

    @override
    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        if index.isValid() and index.column() == TICK:
            self.mousePressEvent(event)  # quick clicks must not lose every second one
            return
        super().mouseDoubleClickEvent(event)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space:
            chosen = [int(str(key)) for key in self.selected_ids()]
            if chosen:
                self._toggle(chosen)
            event.accept()
            return
        super().keyPressEvent(event)

    def _toggle(self, units: list[int]) -> None:
        """Refuse these moves, or take them where all of them are refused."""
        refused = self.refused()
        self.ticked.emit(units, all(unit in refused for unit in units))


def _chip(locality: Locality | None) -> ChipValue:
    return ChipValue("", None) if locality is None else ChipValue(str(locality.number), locality.colour)


def _who(locality: Locality | None) -> str:
    return "Unassigned" if locality is None else f"{locality.number} {locality.name}"


def _numbers(before: Locality | None, after: Locality | None) -> int:
    """Sorts by the locality that is left, then by the one that is joined."""
    one, other = (-1 if locality is None else locality.number for locality in (before, after))
    return one * MANY + other


def _columns() -> tuple[Column[MoveLine], ...]:
    return (
        Column(
            "tick", "", "Whether the move is made", lambda r: "Yes" if r.taken else "No",
            lambda r: int(not r.taken), CellKind.ICON,
            cell=lambda r: IconValue("ticked", "Is made", "accent") if r.taken
            else IconValue("unticked", "Refused", "control"),
            spoken=lambda r: "Is made" if r.taken else "Refused",
            tip=lambda _: "Click, or Space, to refuse the move or to take it again",
        ),
        Column(
            "name", "Area", "Area that moves", lambda r: r.name or r.code, lambda r: r.name or r.code,
            tip=lambda r: f"{r.name} ({r.code})", keeps_end=True,
        ),
        Column(
            "move", "Move", "Locality it leaves, and that it joins",
            lambda r: f"{_who(r.before)} \N{RIGHTWARDS ARROW} {_who(r.after)}",
            lambda r: _numbers(r.before, r.after), CellKind.MOVE, "88",
            cell=lambda r: MoveValue(_chip(r.before), _chip(r.after)),
            tip=lambda r: f"{_who(r.before)} \N{RIGHTWARDS ARROW} {_who(r.after)}",
        ),
        Column(
            "people", "People", "Its residents", lambda r: formats.number(r.people),
            lambda r: r.people, CellKind.NUMBER, "88,888",
        ),
        Column(
            "reason", "Reason", "Why it moves", lambda r: r.reason, lambda r: r.reason,
            width_text="Castle West is over", tip=lambda r: r.told or r.reason, quiet=True,
        ),
    )  # fmt: skip
