"""Flows: where people live and where they are registered, as a table beside the map."""

from __future__ import annotations

import math

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QKeySequence, QPainter
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QFrame,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)
from typing_extensions import override

from workbench.metrics.flows import FlowTable
from workbench.ui.components.buttons import Kind, button
from workbench.ui.components.labels import Role, column, label, row
from workbench.ui.practices.flow_model import FlowTableModel
from workbench.ui.tables.copying import put_rows
from workbench.ui.tables.delegates import row_height
from workbench.ui.theme import current_theme

THRESHOLDS = (250, 500, 1_000, 2_000, 5_000)
USUAL_THRESHOLD = 2_000


class FlowDialog(QDialog):
    """Stays open beside the map and follows every change; the map's lines are switched here too."""

    lines_changed = Signal(bool, float)
    """Whether lines are drawn on the map, and from how many people."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Flows")
        theme = current_theme()
        self.model = FlowTableModel()
        self.table = _FlowView(self)
        self.table.setModel(self.model)
        self.reconciled = label("", Role.STRONG, wrap=True)
        self.registered = label("", Role.SECONDARY, wrap=True)
        self.on_map = QCheckBox("&Lines on the map")
        self.on_map.toggled.connect(lambda _on: self._tell())
        self.threshold = QComboBox()
        self.threshold.setAccessibleName("Fewest people of a line")
        for people in THRESHOLDS:
            self.threshold.addItem(f"{people:,} people or more", float(people))
        self.threshold.setCurrentIndex(THRESHOLDS.index(USUAL_THRESHOLD))
        self.threshold.currentIndexChanged.connect(lambda _at: self._tell())
        self.copy_button = button(
            "Copy table", icon="copy", tip="The table for a spreadsheet", clicked=self.copy
        )
        close = button("Close", kind=Kind.QUIET, clicked=self.close)
        self.setLayout(
            column(
                label("Where people live and where they are registered", Role.HEADING),
                label("Rows: locality of residence. Columns: locality of the practice.", Role.SECONDARY),
                self.table,
                self.reconciled,
                self.registered,
                row(self.on_map, self.threshold, None, close, self.copy_button),
                margins=(20, 16, 20, 16),
                spacing=8,
            )
        )
        room = theme.px(1300) if parent is None else parent.width() - theme.px(60)
        self.resize(min(theme.px(1500), room), theme.px(660))

    def show_flows(self, table: FlowTable | None, reconciled: str, registered: str) -> None:
        """Show another table and what is said about it."""
        self.model.show(table)
        self.reconciled.setText(reconciled)
        self.registered.setText(registered)
        self.registered.setVisible(bool(registered))
        self.table.fit()

    def show_lines(self, *, on: bool) -> None:
        """Follow the switch of the menu without telling anybody."""
        self.on_map.blockSignals(True)
        self.on_map.setChecked(on)
        self.on_map.blockSignals(False)

    @property
    def least(self) -> float:
        """Fewest people of a line."""
        return float(self.threshold.currentData())

    def copy(self) -> None:
        """Put the whole table on the clipboard."""
        put_rows(self.model.as_lines())

    def _tell(self) -> None:
        self.lines_changed.emit(self.on_map.isChecked(), self.least)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
            event.accept()
        else:
            super().keyPressEvent(event)


class _Grounds(QStyledItemDelegate):
    """Paints the ground that the model asks for, which the style sheet would leave out."""

    @override
    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        ground = index.data(Qt.ItemDataRole.BackgroundRole)
        if isinstance(ground, QColor):
            painter.fillRect(option.rect, ground)
        super().paint(painter, option, index)


class _FlowView(QTableView):
    """Row titles stay in view while the columns scroll; Ctrl+C is the dialog's."""

    def __init__(self, dialog: QDialog) -> None:
        super().__init__(dialog)
        self.setAccessibleName("Flow table")
        self.setItemDelegate(_Grounds(self))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setWordWrap(True)
        self.setHorizontalScrollMode(QTableView.ScrollMode.ScrollPerPixel)
        head = self.horizontalHeader()
        head.setDefaultAlignment(
            Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextWordWrap
        )
        head.setHighlightSections(False)
        side = self.verticalHeader()
        side.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        side.setHighlightSections(False)
        side.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)

    def fit(self) -> None:
        """Give rows and columns the room that their figures and titles need."""
        theme = current_theme()
        metrics = self.fontMetrics()
        self.verticalHeader().setDefaultSectionSize(row_height("row_compact"))
        model = self.model()
        lines = 1
        for at in range(model.columnCount()):
            title = str(model.headerData(at, Qt.Orientation.Horizontal))
            word = max((metrics.horizontalAdvance(part) for part in title.split()), default=0)
            wide = max(theme.px(76), word + theme.px(24))
            self.setColumnWidth(at, wide)
            room = QRect(0, 0, wide - theme.px(22), 10_000)
            needed = metrics.boundingRect(room, int(Qt.TextFlag.TextWordWrap), title).height()
            lines = max(lines, math.ceil(needed / metrics.lineSpacing()))
        self.horizontalHeader().setFixedHeight((lines + 1) * metrics.lineSpacing() + theme.px(10))

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            event.ignore()
        else:
            super().keyPressEvent(event)
