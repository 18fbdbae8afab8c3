"""Asking for organisations: a search field over a list with ticks."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QListWidgetItem, QWidget
from typing_extensions import override

from workbench.ui.dialogs.tick_list_dialog import TickListDialog
from workbench.ui.services.organisations import Organisation


class OrganisationsDialog(TickListDialog):
    """Ticks say who is chosen; where only one may be, another tick takes the first away."""

    def __init__(
        self, known: Sequence[Organisation], codes: Sequence[str], *, many: bool, what: str,
        parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        listed = {one.code for one in known}
        unlisted = [Organisation(code, code, "Not listed") for code in codes if code not in listed]
        super().__init__(
            f"{what}: which organisation{'s' if many else ''}?",
            "Use these" if many else "Use this",
            [(one.code, f"{one.text}, {one.listed.lower()}", None) for one in (*unlisted, *known)],
            codes,
            note="" if known else "There is none yet. Services, Registers adds partners.",
            parent=parent,
        )
        if not many:
            self.list.itemChanged.connect(self._only)
        self.list.itemActivated.connect(self._activated)

    def _only(self, changed: QListWidgetItem) -> None:
        if changed.checkState() is Qt.CheckState.Checked:
            for item in self.items():
                if item is not changed:
                    item.setCheckState(Qt.CheckState.Unchecked)

    def _activated(self, item: QListWidgetItem) -> None:
        item.setCheckState(Qt.CheckState.Checked)
        self.accept()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Down and self.search.hasFocus():
            shown = next((item for item in self.items() if not item.isHidden()), None)
            if shown is not None:
                self.list.setCurrentItem(shown)
                self.list.setFocus()
            event.accept()
        else:
            super().keyPressEvent(event)

    @classmethod
    def choose(
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
        chosen = dialog.chosen()
        dialog.deleteLater()
        return chosen if accepted else None
