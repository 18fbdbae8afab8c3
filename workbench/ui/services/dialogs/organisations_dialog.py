"""Asking for organisations: a search field over a list with ticks."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QLineEdit, QListWidget, QListWidgetItem, QWidget
from typing_extensions import override

from workbench.ui.components.labels import Role, label
from workbench.ui.dialogs.base import AskingDialog
from workbench.ui.services.organisations import Organisation
from workbench.ui.theme import current_theme


class OrganisationsDialog(AskingDialog):
    """Ticks say who is chosen; where only one may be, another tick takes the first away."""

    def __init__(
        self, known: Sequence[Organisation], codes: Sequence[str], *, many: bool, what: str,
        parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        super().__init__(
            f"{what}: which organisation{'s' if many else ''}?",
            "Use these" if many else "Use this",
            width=520,
            parent=parent,
        )
        self._many = many
        self._filling = True
        self.search = QLineEdit()
        self.search.setPlaceholderText("Find by name or code")
        self.search.setAccessibleName("Find an organisation")
        self.search.setClearButtonEnabled(True)
        self.list = QListWidget()
        self.list.setAccessibleName("Organisations")
        self.list.setMinimumHeight(current_theme().px(280))
        listed = {one.code for one in known}
        extra = [Organisation(code, code, "Not listed") for code in codes if code not in listed]
        first = sorted([*extra, *known], key=lambda one: one.code not in codes)
        for one in first:
            item = QListWidgetItem(f"{one.text}, {one.listed.lower()}", self.list)
            item.setData(Qt.ItemDataRole.UserRole, one.code)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Checked if one.code in codes else Qt.CheckState.Unchecked)
        self._filling = False
        self.list.itemChanged.connect(self._ticked)
        self.list.itemActivated.connect(self._activated)
        self.search.textChanged.connect(self._seek)
        note = "" if known else "There is none yet. Services, Registers adds partners."
        self.fill(self.search, self.list, label(note, Role.CAPTION, wrap=True))
        self.search.setFocus()

    def chosen(self) -> tuple[str, ...]:
        """Codes that are ticked."""
        return tuple(
            str(item.data(Qt.ItemDataRole.UserRole))
            for item in self._items()
            if item.checkState() is Qt.CheckState.Checked
        )

    def _items(self) -> list[QListWidgetItem]:
        return [self.list.item(place) for place in range(self.list.count())]

    def _ticked(self, changed: QListWidgetItem) -> None:
        if self._filling or self._many or changed.checkState() is not Qt.CheckState.Checked:
            return
        self._filling = True
        for item in self._items():
            if item is not changed:
                item.setCheckState(Qt.CheckState.Unchecked)
        self._filling = False

    def _activated(self, item: QListWidgetItem) -> None:
        item.setCheckState(Qt.CheckState.Checked)
        self.accept()

    def _seek(self, text: str) -> None:
        words = text.casefold().split()
        for item in self._items():
            item.setHidden(not all(word in item.text().casefold() for word in words))

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Down and self.search.hasFocus():
            shown = next((item for item in self._items() if not item.isHidden()), None)
            if shown is not None:
                self.list.setCurrentItem(shown)
                self.list.setFocus()
            event.accept()
        else:
            super().keyPressEvent(event)

    @classmethod
    def ask(
        cls,
        parent: QWidget | None,
        known: Sequence[Organisation],
        codes: Sequence[str],
        *,
        many: bool,
        what: str,
    ) -> tuple[str, ...] | None:
        """The codes wanted, None where they shall stay."""
        dialog = cls(known, codes, many=many, what=what, parent=parent)
        accepted = dialog.exec() == QDialog.DialogCode.Accepted
        codes = dialog.chosen()
        dialog.deleteLater()
        return tuple(codes) if accepted else None
