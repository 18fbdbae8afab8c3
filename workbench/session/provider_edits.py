"""Builders for providers: which localities a site serves, and the sector of a kind of provider."""

from __future__ import annotations

from collections.abc import Sequence

from workbench.errors import EditError
from workbench.metrics.providers_by_locality import SITE_SERVICES
from workbench.metrics.site_sectors import SECTOR_RULES, plain_kind
from workbench.models.edits import Compound, Edit, RegisterEdit
from workbench.models.project import Project
from workbench.models.providers import Sector
from workbench.models.registers import SectorRule, SiteService
from workbench.models.scenario import Scenario
from workbench.session.register_edits import record_edit


def serve_localities(
    project: Project, scenario: Scenario, sites: Sequence[str], localities: Sequence[str] | None
) -> Edit | None:
    """Say which localities (codes) sites serve: several, none, or None for where each site lies.

    One step; None where nothing would change.

    Raises:
        EditError: a site or locality is unknown.
    """
    unknown = [code for code in sites if code not in project.area.sites.index_of]
    if unknown:
        raise EditError(f"The project has no site {unknown[0]}.", remedy="Use codes of the provider table.")
    for code in localities or ():
        scenario.plan.slot(code)
    wanted = None if localities is None else tuple(dict.fromkeys(localities))
    parts = (
        record_edit(
            scenario.registers,
            scenario.id,
            SITE_SERVICES,
            site,
            None if wanted is None else SiteService(site, wanted),
        )
        for site in sites
    )
    real = tuple(part for part in parts if part is not None)
    count = f"{len(sites):,} site" if len(sites) == 1 else f"{len(sites):,} sites"
    return Compound(scenario.id, real, f"Choose the localities of {count}") if real else None


def set_sector(project: Project, kind: str, sector: Sector | None) -> RegisterEdit | None:
    """Give all providers of a kind, where the source does not say, a sector; None or Unknown: none.

    Raises:
        EditError: no kind is named.
    """
    kind = kind.strip()
    if not kind:
        raise EditError(
            "A sector rule needs a kind of provider.", remedy="Name a type of the provider table."
        )
    rules = project.registers.of(SECTOR_RULES, SectorRule)
    key = next((rule.kind for rule in rules if plain_kind(rule.kind) == plain_kind(kind)), kind)
    after = None if sector is None or sector is Sector.UNKNOWN else SectorRule(key, sector)
    words = f"Sector of {key}: {Sector.UNKNOWN if after is None else after.sector}"
    return record_edit(project.registers, "", SECTOR_RULES, key, after, words)
