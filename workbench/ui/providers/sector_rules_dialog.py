"""The table of sectors: which sector a kind of provider has where the source does not say."""

from __future__ import annotations

from collections import Counter

from PySide6.QtWidgets import QDialog, QWidget

from workbench.metrics.site_sectors import SECTOR_RULES
from workbench.models.edits import Edit
from workbench.models.project import Project
from workbench.models.providers import Sector
from workbench.models.registers import SectorRule
from workbench.session.provider_edits import set_sector
from workbench.ui.components.buttons import Kind, button
from workbench.ui.components.labels import Role, column, label, row
from workbench.ui.desk import Desk
from workbench.ui.services.dialogs.record_table import RecordColumn, RecordSource, RecordTable
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


def sector_source(project: Project) -> RecordSource:
    """One record a kind that the sites have or a rule names."""
    sites = project.area.sites

    def rules() -> dict[str, SectorRule]:
        found = project.registers.of(SECTOR_RULES, SectorRule)
        return {rule.kind.strip().casefold(): rule for rule in found}

    def rows() -> list[tuple[str, list[str]]]:
        kinds = Counter(str(kind).strip() for kind in sites.kinds)
        unknown = Counter(
            str(kind).strip()
            for kind, sector in zip(sites.kinds, sites.sectors, strict=True)
            if str(sector) in ("", Sector.UNKNOWN)
        )
        named = rules()
        for rule in named.values():
            kinds.setdefault(rule.kind, 0)
        return [
            (
                kind,
                [
                    kind.replace("_", " ").capitalize(),
                    f"{kinds[kind]:,}",
                    f"{unknown[kind]:,}",
                    str(named[kind.casefold()].sector) if kind.casefold() in named else str(Sector.UNKNOWN),
                ],
            )
            for kind in sorted(kinds)
            if kind
        ]

    def change(key: str, _at: int, text: str) -> Edit | None:
        return set_sector(project, key, Sector(text))

    columns = (
        RecordColumn("Kind", fixed=True), RecordColumn("Sites", fixed=True),
        RecordColumn("Source does not say", fixed=True),
        RecordColumn("Sector then", tuple(str(sector) for sector in Sector)),
    )  # fmt: skip
    return RecordSource(columns, rows, change, stretch=(3,))
