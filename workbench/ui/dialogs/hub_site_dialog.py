"""Asking for the hub site of a locality: a search field over the sites, those inside first."""

from __future__ import annotations

import math
from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QLineEdit, QListWidget, QListWidgetItem, QWidget

from workbench.session.hub_sites import HubChoice
from workbench.ui.components.labels import Role, label
from workbench.ui.components.tips import plain_tip
from workbench.ui.dialogs.base import AskingDialog
from workbench.ui.theme import current_theme

NONE_CHOSEN = "None chosen"


class HubSiteDialog(AskingDialog):
    """One line a site with its kind and how far residents live from it; Enter takes the marked one."""

    def __init__(
        self, locality: str, choices: Sequence[HubChoice], now: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(f"Which site is the hub of {locality}?", "Use this site", width=560, parent=parent)
        self.search = QLineEdit()
        self.search.setPlaceholderText("Find by name, kind or code")
        self.search.setAccessibleName("Find a site")
        self.search.setClearButtonEnabled(True)
        self.list = QListWidget()
        self.list.setAccessibleName("Sites, those in the locality first")
        self.list.setMinimumHeight(current_theme().px(280))
        self._add(NONE_CHOSEN, "", chosen=not now)
        for choice in choices:
            self._add(line_of(choice), choice.code, chosen=choice.code == now)
        self.list.itemActivated.connect(lambda _item: self.accept())
        self.list.currentRowChanged.connect(lambda _row: self._weigh())
        self.search.textChanged.connect(self._seek)
        note = "Distances are straight lines, as the mean over the residents of the locality."
        self.fill(self.search, self.list, label(note, Role.SECONDARY, wrap=True))
        self._weigh()
        self.search.setFocus()

    def chosen(self) -> str:
        """Code of the marked site, empty for none."""
        place = self.list.currentRow()
        return "" if place < 0 else str(self.list.item(place).data(Qt.ItemDataRole.UserRole))

    def _add(self, text: str, code: str, *, chosen: bool) -> None:
        item = QListWidgetItem(text, self.list)
        item.setData(Qt.ItemDataRole.UserRole, code)
        item.setToolTip(plain_tip(f"{text}\n{code}" if code else text))
        if chosen:
            self.list.setCurrentItem(item)

    def _weigh(self) -> None:
        self.main.setEnabled(self.list.currentRow() >= 0)

    def _seek(self, text: str) -> None:
        words = text.casefold().split()
        shown = []
        for place in range(self.list.count()):
            item = self.list.item(place)
            found = f"{item.text()} {item.data(Qt.ItemDataRole.UserRole)}".casefold()
            item.setHidden(not all(word in found for word in words))
            if not item.isHidden():
                shown.append(place)
        if self.list.currentRow() not in shown:
            self.list.setCurrentRow(shown[0] if shown else -1)
        self._weigh()

    @classmethod
    def ask(cls, parent: QWidget | None, locality: str, choices: Sequence[HubChoice], now: str) -> str | None:
        """The code of the site, empty for none; None where it shall stay as it is."""
        dialog = cls(locality, choices, now, parent)
        accepted = dialog.exec() == QDialog.DialogCode.Accepted
        answer = dialog.chosen()
        dialog.deleteLater()
        return answer if accepted else None


def line_of(choice: HubChoice) -> str:
    """A site as one line: name, kind, and where it lies."""
    far = "distance not known" if math.isnan(choice.mean_km) else f"{choice.mean_km:.1f} km"
    place = "" if choice.inside else ", outside the locality"
    return f"{choice.name} · {choice.kind} · {far}{place}"
