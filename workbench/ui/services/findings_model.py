"""The Qt model of what the matrix says: groups with their lines, filtered by kind."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from typing_extensions import override

from workbench.models.localities import Locality
from workbench.ui import formats
from workbench.ui.components.tips import plain_tip
from workbench.ui.services.findings import Finding, FindingGroup

EVERYTHING, MISSING = "", "missing"
"""Filters beside the title of one group."""
_NO_INDEX = QModelIndex()
Index = QModelIndex | QPersistentModelIndex


class FindingsModel(QAbstractItemModel):
    """A group's index carries 0, a line's the place of its group plus 1."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.all_groups: tuple[FindingGroup, ...] = ()
        self.groups: tuple[FindingGroup, ...] = ()
        self.wanted = EVERYTHING
        self._places: dict[str, Locality] = {}

    # -- content
    def show(self, groups: Sequence[FindingGroup], places: Mapping[str, Locality]) -> None:
        """Show other findings."""
        self.beginResetModel()
        self.all_groups = tuple(groups)
        self._places = dict(places)
        self._take()
        self.endResetModel()

    def filter(self, wanted: str) -> None:
        """Show everything, what is missing, or the group of one title."""
        self.beginResetModel()
        self.wanted = wanted
        self._take()
        self.endResetModel()

    def _take(self) -> None:
        titles = {group.title for group in self.all_groups}
        if self.wanted not in (EVERYTHING, MISSING) and self.wanted not in titles:
            self.wanted = EVERYTHING
        self.groups = tuple(
            group
            for group in self.all_groups
            if self.wanted == EVERYTHING
            or (group.missing if self.wanted == MISSING else group.title == self.wanted)
        )

    # -- places
    def group_at(self, index: Index) -> FindingGroup | None:
        """The group whose head an index is; None for a line."""
        if not index.isValid() or index.internalId() != 0:
            return None
        return self.groups[index.row()]

    def finding_at(self, index: Index) -> Finding | None:
        """The line of an index; None for the head of a group."""
        if not index.isValid() or index.internalId() == 0:
            return None
        return self.groups[index.internalId() - 1].findings[index.row()]

    def locality_of(self, finding: Finding) -> Locality | None:
        """The locality that a line speaks of."""
        return self._places.get(finding.locality)

    def index_of(self, group: int, line: int) -> QModelIndex:
        """The index of a line by its places."""
        return self.index(line, 0, self.index(group, 0))

    # -- words
    def note(self, finding: Finding) -> str:
        """The small words of a line: its locality, then what is said of it."""
        place = self.locality_of(finding)
        return ", ".join(part for part in (place.name if place else "", finding.note) if part)

    # -- Qt
    @override
    def index(self, row: int, column: int, parent: Index = _NO_INDEX) -> QModelIndex:
        if column != 0 or row < 0 or row >= self.rowCount(parent):
            return QModelIndex()
        return self.createIndex(row, column, parent.row() + 1 if parent.isValid() else 0)

    @override
    def parent(self, index: Index = _NO_INDEX) -> QModelIndex:  # type: ignore[override]  # QObject has one too
        if not index.isValid() or index.internalId() == 0:
            return QModelIndex()
        return self.createIndex(index.internalId() - 1, 0, 0)

    @override
    def rowCount(self, parent: Index = _NO_INDEX) -> int:
        if not parent.isValid():
            return len(self.groups)
        group = self.group_at(parent)
        return 0 if group is None else len(group.findings)

    @override
    def columnCount(self, parent: Index = _NO_INDEX) -> int:
        return 1

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        group, finding = self.group_at(index), self.finding_at(index)
        if group is not None:
            if role == Qt.ItemDataRole.DisplayRole:
                return group.title
            if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
                return f"{group.title}, {formats.number(len(group.findings))}"
        elif finding is not None:
            if role == Qt.ItemDataRole.DisplayRole:
                return finding.text
            parts = [part for part in (finding.text, self.note(finding)) if part]
            if role == Qt.ItemDataRole.AccessibleTextRole:
                return ", ".join(parts)
            if role == Qt.ItemDataRole.ToolTipRole:
                return plain_tip("\n".join(parts))
        return None
