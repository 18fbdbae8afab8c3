"""Builders for providers: which localities a site serves, and the sector of a kind of provider."""

from __future__ import annotations

from collections.abc import Sequence

from workbench.errors import EditError
from workbench.metrics.providers_by_locality import SECTOR_RULES, SITE_SERVICES
from workbench.models.edits import Compound, Edit, RegisterEdit
from workbench.models.project import Project
from workbench.models.providers import Sector
from workbench.models.registers import Record, Registers, SectorRule, SiteService
from workbench.models.scenario import Scenario


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
    parts = [
        _record(
            scenario.id,
            scenario.registers,
            SITE_SERVICES,
            site,
            None if wanted is None else SiteService(site, wanted),
        )
        for site in sites
    ]
    count = f"{len(sites):,} site" if len(sites) == 1 else f"{len(sites):,} sites"
    return _one_step(scenario.id, parts, f"Choose the localities of {count}")


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
    key = next((rule.kind for rule in rules if rule.kind.casefold() == kind.casefold()), kind)
    after = None if sector is None or sector is Sector.UNKNOWN else SectorRule(key, sector)
    edit = _record("", project.registers, SECTOR_RULES, key, after)
    words = f"Sector of {key}: {Sector.UNKNOWN if after is None else after.sector}"
    return None if edit is None else RegisterEdit("", SECTOR_RULES, key, edit.before, edit.after, words)


def _record(
    scenario: str, registers: Registers, register: str, key: str, after: Record | None
) -> RegisterEdit | None:
    before = registers.get(register, key)
    return None if before == after else RegisterEdit(scenario, register, key, before, after)


def _one_step(scenario: str, parts: Sequence[RegisterEdit | None], label: str) -> Edit | None:
    real = tuple(part for part in parts if part is not None)
    return Compound(scenario, real, label) if real else None
