"""The sectors of kinds of provider as a register: which one a kind has where the source does not say."""

from __future__ import annotations

from collections import Counter

from workbench.metrics.site_sectors import SECTOR_RULES
from workbench.models.edits import Edit
from workbench.models.project import Project
from workbench.models.providers import Sector
from workbench.models.registers import SectorRule
from workbench.session.provider_edits import set_sector
from workbench.ui.services.dialogs.record_table import RecordColumn, RecordSource


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
