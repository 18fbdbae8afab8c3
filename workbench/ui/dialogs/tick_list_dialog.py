"""Asking for some of a list: a search field over ticks."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QDialog, QLineEdit, QListWidget, QListWidgetItem, QPushButton, QWidget

from workbench.ui.components.chip import chip_size
from workbench.ui.components.labels import Role, label
from workbench.ui.dialogs.base import AskingDialog
from workbench.ui.theme import current_theme

WIDTH, MOST_WIDE = 440, 680


class TickListDialog(AskingDialog):
    """``items`` are key, text and icon; ``least`` is how many ticks the answer needs."""

    def __init__(
        self,
        title: str,
        verb: str,
        items: Sequence[tuple[str, str, QIcon | None]],
        ticked: Collection[str],
        *,
        least: int = 0,
        note: str = "",
        extra: tuple[QPushButton, ...] = (),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(title, verb, width=WIDTH, parent=parent)
        self._least = least
        self.search = QLineEdit()
        self.search.setPlaceholderText("Find by name or code")
        self.search.setAccessibleName("Find in the list")
        self.search.setClearButtonEnabled(True)
        self.list = QListWidget()
        self.list.setAccessibleName(title)
        self.list.setIconSize(chip_size("88"))
        self.list.setMinimumHeight(current_theme().px(260))
        self.list.setSpacing(current_theme().px(2))
        for key, text, icon in sorted(items, key=lambda item: item[0] not in ticked):
            item = QListWidgetItem(text, self.list)
            if icon is not None:
                item.setIcon(icon)
            item.setData(Qt.ItemDataRole.UserRole, key)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Checked if key in ticked else Qt.CheckState.Unchecked)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        theme = current_theme()
        wanted = self.list.sizeHintForColumn(0) + theme.px(28)
        self.list.setMinimumWidth(min(wanted, theme.px(MOST_WIDE)))
        if self.list.count():
            self.list.setCurrentRow(0)
        self.list.itemChanged.connect(lambda _item: self._weigh())
        self.search.textChanged.connect(self._seek)
        parts: list[QWidget] = [self.search, self.list]
        if note:
            parts.append(label(note, Role.SECONDARY, wrap=True))
        self.fill(*parts, extra=extra)
        self._weigh()
        self.search.setFocus()

    def chosen(self) -> tuple[str, ...]:
        """Keys that are ticked, in the order shown."""
        return tuple(
            str(item.data(Qt.ItemDataRole.UserRole))
            for item in self.items()
            if item.checkState() is Qt.CheckState.Checked
        )

    def items(self) -> list[QListWidgetItem]:
        """All lines, in the order shown."""
        return [self.list.item(place) for place in range(self.list.count())]

    def _weigh(self) -> None:
        self.main.setEnabled(len(self.chosen()) >= self._least)

    def _seek(self, text: str) -> None:
        words = text.casefold().split()
        for item in self.items():
            item.setHidden(not all(word in item.text().casefold() for word in words))

    @classmethod
    def ask(
        cls,
        parent: QWidget | None,
        title: str,
        verb: str,
        items: Sequence[tuple[str, str, QIcon | None]],
        ticked: Collection[str] = (),
        *,
        least: int = 0,
        note: str = "",
    ) -> tuple[str, ...] | None:
        """The keys wanted, None where they shall stay."""
        dialog = cls(title, verb, items, ticked, least=least, note=note, parent=parent)
        accepted = dialog.exec() == QDialog.DialogCode.Accepted
        answer = dialog.chosen()
        dialog.deleteLater()
        return answer if accepted else None
