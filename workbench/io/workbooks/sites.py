"""The Sites sheet: every provider site, its organisation and sector, and the localities that it serves."""

from __future__ import annotations

from workbench.io.workbooks.book import Book
from workbench.io.workbooks.facts import Facts
from workbench.io.workbooks.table import Column, write_table
from workbench.io.workbooks.values import NOT_APPLICABLE, NOT_AVAILABLE, Value, text, yes_no
from workbench.metrics.providers_by_locality import SiteInUse, sites_in_use
from workbench.models.scope import Scope

TABLE = "tbl_sites"


def write_sites(book: Book) -> None:
    """Write the sheet: one row for each site, however many localities it serves (R43)."""
    sheet = book.add_sheet(
        "Sites",
        title="Provider sites",
        holds="This worksheet contains one table: one row for each site, which may serve several localities.",
        notes=("sites",),
    )
    columns = (
        Column("Organisation code", narrowest=13),
        Column("Organisation", widest=34),
        Column("Sector", widest=20, narrowest=14),
        Column("Site code", narrowest=10),
        Column("Site", widest=34),
        Column("Postcode", narrowest=10),
        Column("Serves localities", widest=40, narrowest=26),
        Column("Service groups", widest=34, narrowest=20),
        Column("Counted", narrowest=9),
    )
    write_table(book, sheet, name=TABLE, title="Provider sites", columns=columns, rows=_rows(book.facts))


def _rows(facts: Facts) -> list[list[Value]]:
    project, plan = facts.project, facts.scenario.plan
    sites = project.area.sites
    names = {locality.code: locality.name for locality in plan}
    groups = _groups_by_code(facts)
    return [
        [
            text(str(sites.parent_codes[site.row])),
            text(str(sites.parent_names[site.row])),
            str(site.sector),
            site.code,
            text(site.name),
            text(str(sites.postcodes[site.row])),
            "; ".join(f"{code} {names[code]}" for code in site.localities) or NOT_APPLICABLE,
            "; ".join(_groups(groups, site)) or NOT_AVAILABLE,
            yes_no(not site.stale),
        ]
        for site in sites_in_use(project.area, facts.scenario, project.registers)
    ]


def _groups_by_code(facts: Facts) -> dict[str, list[str]]:
    """Groups of services by the code of who delivers one in scope, in the order of the catalogue."""
    named: dict[str, set[str]] = {}
    for key, cell in facts.scenario.scope.items():
        if cell.scope in {Scope.IN, Scope.PARTIAL}:
            for code in cell.delivered_by:
                named.setdefault(code, set()).add(key.service)
    services = facts.project.services
    return {
        code: list(dict.fromkeys(service.group for service in services if service.id in ids))
        for code, ids in named.items()
    }


def _groups(by_code: dict[str, list[str]], site: SiteInUse) -> list[str]:
    """Groups that a site delivers, named by its own code or by that of its organisation."""
    return list(dict.fromkeys([*by_code.get(site.code, []), *by_code.get(site.organisation, [])]))
