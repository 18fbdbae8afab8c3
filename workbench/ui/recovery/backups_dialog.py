"""Earlier states of the project: when, why, how large; one is opened as a file of its own."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QDialog, QWidget

from workbench.io.project_file.backups import Backup
from workbench.ui import formats
from workbench.ui.components.labels import Role, label
from workbench.ui.dialogs.base import AskingDialog
from workbench.ui.dialogs.plain_table import fill_table, plain_table
from workbench.ui.theme import current_theme


class BackupsDialog(AskingDialog):
    """Choose an earlier state; it is saved as a new file, so that the present one stays."""

    def __init__(self, backups: list[Backup], folder: Path, parent: QWidget | None = None) -> None:
        super().__init__("Which earlier state?", "Open as a new file…", width=560, parent=parent)
        self.backups = backups
        self.table = plain_table("Earlier states", ("Made", "Why", "Size"), stretch=(1,))
        self.table.setMinimumHeight(current_theme().px(240))
        rows = []
        for backup in backups:
            at = backup.made.astimezone()
            why = backup.why[:1].upper() + backup.why[1:]
            size = formats.number(backup.size / 1e6, 1)
            rows.append((f"{formats.date_field(at.date())} {at:%H:%M}", why, f"{size} MB"))
        fill_table(self.table, rows)
        self.table.itemDoubleClicked.connect(self.accept)
        if rows:
            self.table.selectRow(0)
        self.main.setEnabled(bool(rows))
        words = (
            "One is made every half hour while there is new work, and before each import, migration and "
            "merge. All of two days are kept, then one a day, a week, a month."
        )
        where = f"They lie in {folder}" if rows else "There is none of this project yet"
        self.fill(
            label(words, Role.SECONDARY, wrap=True),
            self.table,
            label(where, Role.CAPTION, wrap=True),
        )

    @classmethod
    def ask(cls, parent: QWidget | None, backups: list[Backup], folder: Path) -> Backup | None:
        """The state that was chosen."""
        dialog = cls(backups, folder, parent)
        accepted = dialog.exec() == QDialog.DialogCode.Accepted
        at = dialog.table.currentRow()
        dialog.deleteLater()
        return backups[at] if accepted and 0 <= at < len(backups) else None
