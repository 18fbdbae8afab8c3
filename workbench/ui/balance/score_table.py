"""The score of a proposal: each figure before and after, and whether it is better or worse, in a word."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QSizePolicy, QWidget

from workbench.ui.balance.shown import ScoreLine, Verdict
from workbench.ui.tables.column_table_model import ColumnTableModel
from workbench.ui.tables.columns import CellKind, Column, StatusValue
from workbench.ui.tables.table_view import TableView

MOST_ROWS = 7
"""Rows shown at once; the rest is scrolled."""


class ScoreTable(TableView):
    """As high as its lines need."""

    def __init__(self, parent: QWidget | None = None) -> None:
        self.scores = ColumnTableModel[ScoreLine](_columns(), lambda line: line.key)
        super().__init__(self.scores, "Score, before and after", compact=True, parent=parent)
        self.scores.setParent(self)
        self.setSortingEnabled(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_lines(self, lines: Sequence[ScoreLine]) -> None:
        """Show these lines."""
        self.scores.set_rows(lines)
        self.setFixedHeight(self.height_for_rows(min(len(lines), MOST_ROWS)) + 2)


def _columns() -> tuple[Column[ScoreLine], ...]:
    return (
        Column(
            "title", "Score part", "What is measured", lambda r: r.title, lambda r: r.title,
            tip=lambda r: r.help,
        ),
        Column(
            "before", "Before", "In your drawing", lambda r: r.before, lambda r: r.before,
            CellKind.NUMBER, "8,888,888",
        ),
        Column(
            "after", "After", "In the proposal", lambda r: r.after, lambda r: r.after,
            CellKind.NUMBER, "8,888,888", strong=True,
        ),
        Column(
            "verdict", "", "Whether the proposal is better or worse in this", lambda r: r.verdict.value,
            lambda r: r.verdict.value, CellKind.STATUS, Verdict.BETTER.value,
            cell=lambda r: StatusValue(r.verdict.state, r.verdict.value) if r.verdict.value else None,
        ),
    )  # fmt: skip
