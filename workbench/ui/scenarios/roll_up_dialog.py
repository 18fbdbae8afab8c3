"""Localities rolled up into larger areas, and the early focus beside all, to read, copy and export."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass

from PySide6.QtWidgets import QComboBox, QDialog, QWidget

from workbench.metrics.alignment import Alignment
from workbench.metrics.roll_up import RollUp, Subset
from workbench.ui.components.buttons import Kind, button
from workbench.ui.components.labels import Role, column, label, row
from workbench.ui.scenarios.roll_up_rows import (
    RollLine,
    alignment_words,
    roll_columns,
    roll_lines,
    subset_words,
)
from workbench.ui.tables.column_table_model import ColumnTableModel
from workbench.ui.tables.columns import ChipValue
from workbench.ui.tables.table_view import TableView
from workbench.ui.theme import current_theme

WIDTH, HEIGHT = 1040, 600


@dataclass(frozen=True)
class RollUpCalls:
    """What the dialog asks for; ``focus`` and ``add`` ask the planner first."""

    kinds: Callable[[], list[tuple[str, str]]]
    rolled: Callable[[str], RollUp]
    aligned: Callable[[str], Alignment]
    chips: Callable[[], dict[str, ChipValue]]
    early: Callable[[], tuple[Subset, Subset]]
    focus: Callable[[QWidget], object]
    add: Callable[[QWidget], object]
    export: Callable[[QWidget, RollUp], object]


class RollUpDialog(QDialog):
    """Kind of larger area above, the table, the early focus below."""

    def __init__(
        self, title: str, calls: RollUpCalls, *, editable: bool, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._calls = calls
        self._found: RollUp | None = None
        self.setWindowTitle(title)
        self.kind = QComboBox()
        self.kind.setAccessibleName("Kind of larger area")
        self.kind.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.kind.currentIndexChanged.connect(lambda _at: self._show())
        self.add = button("Larger areas from a look-up…", icon="import", clicked=self._add)
        self.model = ColumnTableModel[RollLine](roll_columns(), lambda line: line.key)
        self.table = TableView(self.model, title, compact=True)
        self.table.setSortingEnabled(False)  # localities stay below their larger area
        self.model.setParent(self)
        self.aligned = label("", Role.SECONDARY, wrap=True)
        self.early = label("", Role.SECONDARY, wrap=True)
        self.focus_button = button("Early focus…", clicked=self._focus)
        self.copy = button("Copy", icon="copy", tip="The rows chosen, or all", clicked=self._copy)
        self.export = button("Export as CSV…", icon="export", clicked=self._export)
        close = button("Close", kind=Kind.PRIMARY, clicked=self.accept)
        close.setDefault(True)
        self.add.setEnabled(editable)
        self.focus_button.setEnabled(editable)
        head = row(label("By", Role.CAPTION), self.kind, None, self.add, spacing=8)
        foot = row(self.focus_button, spacing=12)
        foot.addWidget(self.early, 1)
        layout = column(label(title, Role.HEADING), head, margins=(24, 20, 24, 18), spacing=12)
        layout.addWidget(self.aligned)
        layout.addWidget(self.table, 1)
        layout.addLayout(foot)
        layout.addLayout(row(self.copy, self.export, None, close, spacing=8))
        self.setLayout(layout)
        theme = current_theme()
        room = self.screen().availableSize()
        self.resize(min(theme.px(WIDTH), room.width()), min(theme.px(HEIGHT), room.height() - 40))
        self.show_kinds()

    def show_kinds(self, front: Collection[str] = ()) -> None:
        """Offer the kinds there are now, with one of ``front`` or else the same one in front."""
        kept = next(iter(front), self.kind.currentData())
        self.kind.blockSignals(True)
        self.kind.clear()
        for key, title in self._calls.kinds():
            self.kind.addItem(title, key)
        self.kind.setCurrentIndex(max(0, self.kind.findData(kept)))
        self.kind.blockSignals(False)
        self._show()

    def _show(self) -> None:
        kind = self.kind.currentData()
        self._found = None if kind is None else self._calls.rolled(str(kind))
        self.aligned.setText("" if kind is None else alignment_words(self._calls.aligned(str(kind))))
        lines = [] if self._found is None else roll_lines(self._found, self._calls.chips())
        self.model.set_rows(lines)
        self.model.set_strong(line.key for line in lines if line.chip is None)
        for part in (self.copy, self.export):
            part.setEnabled(self._found is not None)
        self.early.setText(subset_words(*self._calls.early()))

    def _add(self) -> None:
        before = {key for key, _ in self._calls.kinds()}
        self._calls.add(self)
        self.show_kinds([key for key, _ in self._calls.kinds() if key not in before])

    def _focus(self) -> None:
        self._calls.focus(self)
        self._show()

    def _copy(self) -> None:
        self.table.copy_selection()

    def _export(self) -> None:
        if self._found is not None:
            self._calls.export(self, self._found)
