"""What the matrix says, as a list beside the matrix: groups with counts, each line leading to its cell."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QComboBox, QFrame, QStackedWidget, QTreeView, QWidget
from typing_extensions import override

from workbench.models.localities import Locality
from workbench.models.scope import CellKey
from workbench.ui import formats
from workbench.ui.components.empty_state import EmptyState
from workbench.ui.components.labels import column, row
from workbench.ui.services.findings import Finding, FindingGroup, by_key, total
from workbench.ui.services.findings_delegate import FindingsDelegate
from workbench.ui.services.findings_model import EVERYTHING, MISSING, FindingsModel


class FindingsTree(QTreeView):
    """Up and Down go along the lines, Left and Right fold, Enter goes to the cell, Esc to the table."""

    opened = Signal(QModelIndex)
    left = Signal()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        index = self.currentIndex()
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and index.isValid():
            self.opened.emit(index)
        elif event.key() == Qt.Key.Key_Space and self.model().hasChildren(index):
            self.setExpanded(index, not self.isExpanded(index))
        else:
            super().keyPressEvent(event)
            return
        event.accept()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.scheduleDelayedItemsLayout()


class FindingsPanel(QFrame):
    """Knows which line was gone to last, so that the next one can be found; it shows no cell itself."""

    chosen = Signal(object)
    """``Finding`` whose cell is to be shown; the keyboard stays here."""
    opened = Signal(object)
    """``Finding`` to go to with the keyboard."""
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("dock")
        self.setAccessibleName("What the matrix says")
        self._last: tuple[str, Finding] | None = None
        self._telling = True
        self.kinds = QComboBox()
        self.kinds.setAccessibleName("Lines shown")
        self.kinds.setToolTip("Which lines are listed; F8 goes through these")
        self.kinds.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.kinds.setMinimumContentsLength(12)
        self.kinds.activated.connect(lambda at: self.filter(str(self.kinds.itemData(at))))
        self.model = FindingsModel(self)
        self.tree = FindingsTree()
        self.tree.setModel(self.model)
        self.tree.setItemDelegate(FindingsDelegate(self.model, self.tree))
        self.tree.setAccessibleName("What the matrix says")
        self.tree.setHeaderHidden(True)
        self.tree.setRootIsDecorated(False)
        self.tree.setIndentation(0)
        self.tree.setExpandsOnDoubleClick(False)
        self.tree.setFrameShape(QFrame.Shape.NoFrame)
        self.tree.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.tree.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.tree.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.tree.clicked.connect(self._clicked)
        self.tree.doubleClicked.connect(self._opened)
        self.tree.opened.connect(self._opened)
        self.tree.left.connect(self.left)
        self.tree.selectionModel().currentChanged.connect(self._current_changed)
        self._pages = QStackedWidget()
        self._pages.addWidget(self.tree)
        quiet = QWidget()
        nothing = EmptyState("check", "Nothing to tell", "Nothing is missing and nothing is out of scope.")
        quiet.setLayout(column(nothing, None, margins=(14, 16, 12, 12)))
        self._pages.addWidget(quiet)
        head = row(margins=(14, 10, 12, 8))
        head.addWidget(self.kinds, 1)
        layout = column(head, spacing=0)
        layout.addWidget(self._pages, 1)
        self.setLayout(layout)
        self.setFocusProxy(self.tree)

    # -- showing
    def show_findings(self, groups: Sequence[FindingGroup], places: Mapping[str, Locality]) -> None:
        """Show these; what was open stays open, and the line in hand stays in hand."""
        open_titles = self._open_titles()
        bar = self.tree.verticalScrollBar()
        scrolled = bar.value()
        self._telling = False
        self.model.show(groups, places)
        self._restore(open_titles)
        self._telling = True
        bar.setValue(scrolled)
        self._show_kinds()

    def filter(self, wanted: str) -> None:
        """List everything, what is missing, or one kind, which is opened."""
        open_titles = self._open_titles()
        self._telling = False
        self.model.filter(wanted)
        if wanted not in (EVERYTHING, MISSING):
            open_titles.add(wanted)
        self._restore(open_titles)
        self._telling = True
        self._show_kinds()

    def _open_titles(self) -> set[str]:
        model = self.model
        return {
            group.title for at, group in enumerate(model.groups) if self.tree.isExpanded(model.index(at, 0))
        }

    def _restore(self, open_titles: set[str]) -> None:
        for at, group in enumerate(self.model.groups):
            if group.title in open_titles:
                self.tree.setExpanded(self.model.index(at, 0), True)
        place = self._place_of_last()
        if place is not None:
            index = self.model.index_of(*place)
            if self.tree.isExpanded(index.parent()):
                self.tree.setCurrentIndex(index)

    def _show_kinds(self) -> None:
        model = self.model
        missing = total(group for group in model.all_groups if group.missing)
        items = [(EVERYTHING, "Everything", total(model.all_groups)), (MISSING, "What is missing", missing)]
        items += [(group.title, group.title, len(group.findings)) for group in model.all_groups]
        self.kinds.clear()
        for key, words, count in items:
            self.kinds.addItem(f"{words} {formats.number(count)}", key)
        self.kinds.setCurrentIndex(max(0, self.kinds.findData(model.wanted)))
        wide = max(
            self.kinds.fontMetrics().horizontalAdvance(self.kinds.itemText(at)) for at in range(len(items))
        )
        self.kinds.view().setMinimumWidth(wide + 40)
        self._pages.setCurrentIndex(0 if model.groups else 1)

    # -- going
    def step(self, here: CellKey | None, *, back: bool, order: Mapping[CellKey, int]) -> Finding | None:
        """The line after the one in hand, or before it; from the cell ``here`` where another is in hand.

        ``order`` gives the place of every cell. None where there is no line.
        """
        lines = [(group.title, finding) for group in self.model.groups for finding in group.findings]
        if not lines:
            return None
        at = self._next_place(lines, here, back=back, order=order)
        self._last = lines[at]
        self._show_last()
        return lines[at][1]

    def _next_place(
        self,
        lines: Sequence[tuple[str, Finding]],
        here: CellKey | None,
        *,
        back: bool,
        order: Mapping[CellKey, int],
    ) -> int:
        last = self._last
        if last is not None and last in lines and last[1].key in (None, here):
            return (lines.index(last) + (-1 if back else 1)) % len(lines)
        title = last[0] if last is not None and any(line[0] == last[0] for line in lines) else lines[0][0]
        span = [at for at, line in enumerate(lines) if line[0] == title]
        now = order.get(here, -1) if here is not None else -1
        places = [(at, by_key(lines[at][1], order)) for at in span]
        if back:
            return next((at for at, place in reversed(places) if place < now), span[0] - 1) % len(lines)
        return next((at for at, place in places if place > now), span[-1] + 1) % len(lines)

    def _place_of_last(self) -> tuple[int, int] | None:
        if self._last is None:
            return None
        title, finding = self._last
        for at, group in enumerate(self.model.groups):
            if group.title == title and finding in group.findings:
                return at, group.findings.index(finding)
        return None

    def _show_last(self) -> None:
        place = self._place_of_last()
        if place is None:
            return
        index = self.model.index_of(*place)
        self._telling = False
        self.tree.setExpanded(index.parent(), True)
        self.tree.setCurrentIndex(index)
        self._telling = True
        if self.isVisible():
            self.tree.scrollTo(index)

    # -- being used
    def _take(self, index: QModelIndex) -> Finding | None:
        finding = self.model.finding_at(index)
        if finding is not None:
            self._last = (self.model.groups[index.internalId() - 1].title, finding)
        return finding

    def _current_changed(self, current: QModelIndex, _before: QModelIndex) -> None:
        if self._telling and self.tree.hasFocus() and (finding := self._take(current)) is not None:
            self.chosen.emit(finding)

    def _clicked(self, index: QModelIndex) -> None:
        if self.model.group_at(index) is not None:
            self.tree.setExpanded(index, not self.tree.isExpanded(index))
        elif (finding := self._take(index)) is not None:
            self.chosen.emit(finding)

    def _opened(self, index: QModelIndex) -> None:
        if self.model.group_at(index) is not None:
            self.tree.setExpanded(index, not self.tree.isExpanded(index))
        elif (finding := self._take(index)) is not None:
            self.opened.emit(finding)
