"""The sector and the organisation of each provider site: what the source says, else the table of sectors."""

from __future__ import annotations

from collections.abc import Mapping

from workbench.models.providers import Sector, SiteTable
from workbench.models.registers import Registers, SectorRule

SECTOR_RULES = "sector_rule"
"""The project's register with the sector of each kind of provider."""


def sectors_by_kind(registers: Registers) -> dict[str, Sector]:
    """The table of sectors: sector by kind of provider, see ``plain_kind``."""
    return {plain_kind(rule.kind): rule.sector for rule in registers.of(SECTOR_RULES, SectorRule)}


def plain_kind(kind: object) -> str:
    """A kind of provider for comparing: no case, no outer spaces."""
    return str(kind).strip().casefold()


def site_sector(sites: SiteTable, row: int, by_kind: Mapping[str, Sector]) -> tuple[Sector, bool]:
    """The sector of a site, and whether the table of sectors gave it; Unknown where neither says."""
    own = Sector(str(sites.sectors[row]) or Sector.UNKNOWN)
    if own is not Sector.UNKNOWN:
        return own, False
    ruled = by_kind.get(plain_kind(sites.kinds[row]), Sector.UNKNOWN)
    return ruled, ruled is not Sector.UNKNOWN


def site_organisation(sites: SiteTable, row: int) -> str:
    """The organisation of a site: its code, else its name, else the site itself."""
    return str(sites.parent_codes[row]) or str(sites.parent_names[row]) or str(sites.codes[row])
