"""What another copy of the project would bring, before it comes in."""

from __future__ import annotations

from PySide6.QtWidgets import QDialog, QWidget

from workbench.session.merge_copies import SCENARIO, Brought, CopyMerge
from workbench.ui import formats
from workbench.ui.components.labels import Role, label
from workbench.ui.dialogs.base import AskingDialog
from workbench.ui.dialogs.plain_table import fill_table, plain_table
from workbench.ui.theme import current_theme

_BY = 3
"""The column of who changed it, shown where that is known of anything."""


class MergeDialog(AskingDialog):
    """Scenarios and records with what happens to each; nothing that is here is overwritten."""

    def __init__(self, found: CopyMerge, parent: QWidget | None = None) -> None:
        super().__init__(f"Merge {found.file} into this project?", "Merge", width=720, parent=parent)
        self.table = plain_table(
            "What comes in", ("What", "Name", "What happens", "Last changed by"), stretch=(1,)
        )
        self.table.setMinimumHeight(current_theme().px(240))
        shown = [one for one in found.brought if one.outcome != "same"]
        fill_table(
            self.table, [(_kind(one), one.name, happens(one), one.by or formats.NOT_KNOWN) for one in shown]
        )
        self.table.setColumnHidden(_BY, not any(one.by for one in shown))
        self.main.setEnabled(found.edit is not None)
        same = len(found.of("same"))
        words = (
            f"{formats.number(len(found.of('added')))} new, "
            f"{formats.number(len(found.conflicts))} changed in both copies, "
            f"{formats.number(same)} the same in both. One step, which undo takes back."
        )
        self.fill(label(words, Role.SECONDARY, wrap=True), self.table)

    @classmethod
    def ask(cls, parent: QWidget | None, found: CopyMerge) -> bool:
        """Whether it shall come in."""
        dialog = cls(found, parent)
        answer = dialog.exec() == QDialog.DialogCode.Accepted
        dialog.deleteLater()
        return answer


def happens(one: Brought) -> str:
    """What becomes of one thing, in words."""
    if one.outcome == "beside":
        counts = ((one.areas, "area"), (one.practices, "practice"))
        differ = " and ".join(formats.count(count, what) for count, what in counts if count)
        return f"Beside yours, {differ or 'other details'} changed"
    if one.outcome == "kept":
        return "Yours stays"
    return "Comes in"


def _kind(one: Brought) -> str:
    return "Scenario" if one.what == SCENARIO else one.what.replace("_", " ").capitalize()
