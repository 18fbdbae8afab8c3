"""Organisations that cells name: partners, providers, their sites, and practices."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from weakref import WeakKeyDictionary

from workbench.metrics.site_sectors import sectors_by_kind, site_organisation, site_sector
from workbench.models.practices import PracticeTable
from workbench.models.project import StudyArea
from workbench.models.providers import Sector, SiteTable
from workbench.models.registers import Partner, Registers
from workbench.models.scenario import Scenario


@dataclass(frozen=True, eq=False)
class _SiteIndex:
    """Sites and organisations of a table of sites, read once for each table."""

    rows_of: dict[str, tuple[int, ...]]
    """Rows of an organisation's current sites."""
    parent_of: dict[str, str]


_INDEXES: WeakKeyDictionary[SiteTable, _SiteIndex] = WeakKeyDictionary()


def _index(sites: SiteTable) -> _SiteIndex:
    if sites not in _INDEXES:
        rows: dict[str, list[int]] = {}
        parents: dict[str, str] = {}
        for row, code in enumerate(sites.codes):
            organisation = site_organisation(sites, row)
            parents[str(code)] = organisation
            held = rows.setdefault(organisation, [])
            if not sites.stale[row]:
                held.append(row)
        _INDEXES[sites] = _SiteIndex({code: tuple(held) for code, held in rows.items()}, parents)
    return _INDEXES[sites]


class Organisations:
    """What is known of the codes in ``delivered_by`` and ``accountable``.

    A code is one of the partner register, of a provider organisation, of one of its sites, or of a
    practice. A site stands for its organisation, so that a hospital on several sites is one provider
    (R58).
    """

    def __init__(self, area: StudyArea, scenario: Scenario, registers: Registers) -> None:
        """``registers`` are the project's, with the table of sectors."""
        self._sites = area.sites
        self._practices: PracticeTable = area.practices
        self._index = _index(self._sites)
        self.partners = {partner.code: partner for partner in scenario.registers.of("partner", Partner)}
        self._rules = sectors_by_kind(registers)
        self._sector_cache: dict[str, Sector] = {}

    def known(self, code: str) -> bool:
        """Whether anything is known of a code."""
        return (
            code in self.partners
            or code in self._index.rows_of
            or code in self._sites.index_of
            or code in self._practices.index_of
        )

    def organisation(self, code: str) -> str:
        """The organisation that a code stands for: that of a site, else the code itself."""
        return code if code in self.partners else self._index.parent_of.get(code, code)

    def name(self, code: str) -> str:
        """The name of an organisation, site or practice; the code where none is known."""
        if code in self.partners:
            return self.partners[code].name
        row = self._sites.index_of.get(code)
        if row is not None:
            return str(self._sites.names[row])
        practice = self._practices.index_of.get(code)
        if practice is not None:
            return str(self._practices.names[practice])
        rows = self._index.rows_of.get(code, ())
        return str(self._sites.parent_names[rows[0]]) or code if rows else code

    def sector(self, code: str) -> Sector:
        """The sector of a code: the partner register's, else that of its site or sites, else Unknown.

        An organisation whose sites are of several sectors has the one that most of them have.
        """
        if code not in self._sector_cache:
            self._sector_cache[code] = self._sector(code)
        return self._sector_cache[code]

    def _sector(self, code: str) -> Sector:
        partner = self.partners.get(code)
        if partner is not None and partner.sector is not Sector.UNKNOWN:
            return partner.sector
        if code in self._practices.index_of:
            return Sector.PRIMARY_CARE
        row = self._sites.index_of.get(code)
        if row is not None:
            return self.site_sectors[row]
        found = [self.site_sectors[row] for row in self._index.rows_of.get(code, ())]
        found = [sector for sector in found if sector is not Sector.UNKNOWN]
        return max(found, key=lambda sector: (found.count(sector), sector.value), default=Sector.UNKNOWN)

    @cached_property
    def site_sectors(self) -> tuple[Sector, ...]:
        """The sector of each site: the source's, else that of the rule for its kind, else Unknown."""
        return tuple(site_sector(self._sites, row, self._rules)[0] for row in range(len(self._sites)))

    def sites(self, codes: Iterable[str]) -> tuple[str, ...]:
        """Codes of the current sites of some organisations and sites, each once."""
        found: dict[str, None] = {}
        for code in codes:
            row = self._sites.index_of.get(code)
            if row is not None and self.organisation(code) != code:
                found[code] = None
                continue
            found.update((str(self._sites.codes[row]), None) for row in self._index.rows_of.get(code, ()))
        return tuple(found)
