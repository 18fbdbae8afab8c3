"""Asking which practices belong together: every practice with the name of its group, typed by hand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCompleter,
    QDialog,
    QLineEdit,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableWidget,
    QTableWidgetItem,
    QWidget,
)
from typing_extensions import override

from workbench.metrics.practice_groups import practices_that_count
from workbench.models.project import StudyArea
from workbench.models.scenario import Scenario
from workbench.ui import formats
from workbench.ui.components.labels import Role, label
from workbench.ui.components.tips import plain_tip
from workbench.ui.dialogs.base import AskingDialog
from workbench.ui.theme import current_theme

NAME, LIST, PCN, GROUP = range(4)
TITLES = ("Practice", "List", "PCN", "Group")
_CODE = Qt.ItemDataRole.UserRole


@dataclass(frozen=True)
class GroupablePractice:
    """A practice that may be in a group."""

    code: str
    name: str
    list_size: float
    pcn: str


def groupable_practices(area: StudyArea, scenario: Scenario) -> list[GroupablePractice]:
    """All but border practices that nobody has brought in, by name."""
    practices = area.practices
    counts = practices_that_count(area, scenario)
    found = [
        GroupablePractice(
            str(practices.codes[row]), str(practices.names[row]), float(practices.list_size[row]),
            str(practices.pcn_names[row]) or str(practices.pcn_codes[row]),
        )
        for row in range(len(practices))
        if counts[row]
    ]  # fmt: skip
    return sorted(found, key=lambda one: (one.name.casefold(), one.code))


class _Groups(QStyledItemDelegate):
    """Types a group's name; names that are there already are completed."""

    def __init__(self, parent: GroupsDialog) -> None:
        super().__init__(parent)
        self._dialog = parent

    @override
    def createEditor(
        self, parent: QWidget, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QWidget:
        editor = QLineEdit(parent)
        editor.setAccessibleName("Group")
        completer = QCompleter(self._dialog.group_names(), editor)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setCompletionMode(QCompleter.CompletionMode.InlineCompletion)
        editor.setCompleter(completer)
        return editor


class _Table(QTableWidget):
    """Enter, F2 or a letter types the group of the selected rows, Delete takes them out of theirs."""

    def __init__(self) -> None:
        super().__init__(0, len(TITLES))
        self.setHorizontalHeaderLabels(list(TITLES))
        self.setAccessibleName("Practices and their groups")
        self.verticalHeader().hide()
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(
            QAbstractItemView.EditTrigger.EditKeyPressed | QAbstractItemView.EditTrigger.AnyKeyPressed
        )
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        for at in range(len(TITLES)):
            fits = header.ResizeMode.ResizeToContents if at == LIST else header.ResizeMode.Stretch
            header.setSectionResizeMode(at, fits)
        self.currentCellChanged.connect(self._keep_column)
        self.cellDoubleClicked.connect(lambda row, _at: self.edit(self.model().index(row, GROUP)))

    def _keep_column(self, row: int, at: int, _row_before: int, _at_before: int) -> None:
        """The group is the only thing to type, wherever the row was clicked."""
        if row >= 0 and at != GROUP:
            self.selectionModel().setCurrentIndex(
                self.model().index(row, GROUP), QItemSelectionModel.SelectionFlag.NoUpdate
            )

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        editing = self.state() == QAbstractItemView.State.EditingState
        cell = self.item(self.currentRow(), GROUP) if self.currentRow() >= 0 else None
        if not editing and cell is not None and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.editItem(cell)
            event.accept()
        elif not editing and cell is not None and event.key() == Qt.Key.Key_Delete:
            cell.setText("")
            event.accept()
        else:
            super().keyPressEvent(event)


class GroupsDialog(AskingDialog):
    """``groups`` are the groups to begin with, practice code to the group's name."""

    def __init__(
        self,
        practices: Sequence[GroupablePractice],
        groups: Mapping[str, str],
        *,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__("Which practices belong together?", "Use these groups", width=820, parent=parent)
        self._filling = True
        self.search = QLineEdit()
        self.search.setPlaceholderText("Practice, PCN or group")
        self.search.setAccessibleName("Find in the list")
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(self._seek)
        self.table = _Table()
        self.table.setItemDelegateForColumn(GROUP, _Groups(self))
        self.table.setMinimumHeight(current_theme().px(320))
        self.table.setRowCount(len(practices))
        for row, one in enumerate(practices):
            texts = (one.name, formats.number(one.list_size), one.pcn, groups.get(one.code, ""))
            for at, text in enumerate(texts):
                item = QTableWidgetItem(text)
                item.setData(_CODE, one.code)
                item.setToolTip(plain_tip(text))
                if at != GROUP:
                    item.setFlags(item.flags() & ~Qt.ItemFlag.ItemIsEditable)
                if at == LIST:
                    item.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
                self.table.setItem(row, at, item)
        self.table.itemChanged.connect(self._changed)
        self.told = label("", Role.STRONG)
        how = label(
            "Select practices and type the name of their group. Delete takes them out of it.",
            Role.SECONDARY, wrap=True,
        )  # fmt: skip
        self.fill(how, self.search, self.table, self.told)
        self._filling = False
        self._tell()
        if practices:
            self.table.setCurrentCell(0, GROUP)
        self.table.setFocus()

    # -- what is chosen
    def _cell(self, row: int, at: int) -> QTableWidgetItem:
        found = self.table.item(row, at)
        assert found is not None  # noqa: S101 - every cell was filled when the dialog was made
        return found

    def groups(self) -> dict[str, str]:
        """Practice code to the name of its group, those in none left out; capitals make no other group."""
        names: dict[str, str] = {}
        found = {}
        for row in range(self.table.rowCount()):
            cell = self._cell(row, GROUP)
            name = " ".join(cell.text().split())
            if name:
                found[str(cell.data(_CODE))] = names.setdefault(name.casefold(), name)
        return found

    def group_names(self) -> list[str]:
        """Names of the groups, each once."""
        return sorted(set(self.groups().values()))

    def _changed(self, item: QTableWidgetItem) -> None:
        """What is typed in one row is the group of all selected rows that can be seen."""
        if self._filling:
            return
        self._filling = True
        rows = {index.row() for index in self.table.selectionModel().selectedRows(NAME)}
        if item.row() in rows:
            for row in rows:
                if not self.table.isRowHidden(row):
                    self._cell(row, GROUP).setText(item.text())
        self._filling = False
        self._tell()

    def _tell(self) -> None:
        groups = self.groups()
        left = self.table.rowCount() - len(groups)
        words = formats.count(len(set(groups.values())), "group")
        if left:
            words += f", {formats.count(left, 'practice')} in none"
        self.told.setText(words)
        self.main.setEnabled(bool(groups))

    def _seek(self, text: str) -> None:
        words = text.casefold().split()
        for row in range(self.table.rowCount()):
            shown = " ".join(self._cell(row, at).text() for at in (NAME, PCN, GROUP))
            code = str(self._cell(row, NAME).data(_CODE))
            whole = f"{shown} {code}".casefold()
            self.table.setRowHidden(row, not all(word in whole for word in words))

    @classmethod
    def ask(
        cls, parent: QWidget | None, practices: Sequence[GroupablePractice], groups: Mapping[str, str]
    ) -> dict[str, str] | None:
        """The groups wanted, None where they shall stay."""
        dialog = cls(practices, groups, parent=parent)
        accepted = dialog.exec() == QDialog.DialogCode.Accepted
        answer = dialog.groups()
        dialog.deleteLater()
        return answer if accepted else None
