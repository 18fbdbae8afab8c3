"""The table of sectors: which sector a kind of provider has where the source does not say."""

from __future__ import annotations

from PySide6.QtWidgets import QDialog, QWidget

from workbench.models.project import Project
from workbench.ui.components.buttons import Kind, button
from workbench.ui.components.labels import Role, column, label, row
from workbench.ui.desk import Desk
from workbench.ui.services.dialogs.record_table import RecordTable
from workbench.ui.services.dialogs.sector_register import sector_source
from workbench.ui.theme import current_theme


class SectorRulesDialog(QDialog):
    """Each choice is a step of its own, which undo takes back."""

    def __init__(self, desk: Desk, project: Project, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Sectors of kinds of provider")
        self.setModal(True)
        self.table = RecordTable(desk, "Sectors by kind", sector_source(project))
        done = button("Done", kind=Kind.PRIMARY, clicked=self.accept)
        done.setDefault(True)
        self.setLayout(
            column(
                label("Which sector has each kind of provider?", Role.HEADING),
                label(
                    "Used where the source of a site does not say. F2 or a double-click changes a sector.",
                    Role.SECONDARY,
                    wrap=True,
                ),
                self.table,
                row(None, done),
                margins=(24, 20, 24, 18),
                spacing=10,
            )
        )
        self.resize(current_theme().px(620), current_theme().px(460))
