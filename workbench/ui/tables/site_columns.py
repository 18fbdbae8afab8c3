"""The columns of provider sites, of organisations, and of what each locality links."""

from __future__ import annotations

from dataclasses import dataclass

from workbench.ui import formats
from workbench.ui.status import BandState
from workbench.ui.tables.columns import CellKind, ChipValue, Column, StatusValue

STALE_WORDS = "Old source, not counted"


@dataclass(frozen=True)
class SiteRow:
    """One site of a provider and the localities it serves; ``number`` and ``hue`` are of the first one."""

    code: str
    name: str
    kind: str
    sector: str
    organisation: str
    postcode: str
    number: str
    hue: str | None
    serves: str
    by_choice: bool
    stale: bool


@dataclass(frozen=True)
class OrganisationRow:
    """An organisation with its sites; stale ones are told apart and serve nobody's count."""

    code: str
    name: str
    sector: str
    sites: int
    stale_sites: int
    serves: str


@dataclass(frozen=True)
class LinkRow:
    """What one locality links: complete, or what is missing; ``sectors`` are those without a provider."""

    code: str
    name: str
    number: str
    hue: str
    complete: bool
    says: str
    missing: int
    providers: int
    sites: int
    stale_sites: int
    sectors: tuple[str, ...]


def site_columns() -> tuple[Column[SiteRow], ...]:
    """All columns of the sites."""
    return (
        Column(
            "hub", "Hub", "Locality that the site serves, the first of several",
            lambda r: r.number or "None", lambda r: int(r.number) if r.number else None, CellKind.CHIP, "88",
            cell=lambda r: ChipValue(r.number, r.hue),
        ),
        Column("name", "Site", "Name of the site", lambda r: r.name, lambda r: r.name, tip=_tip),
        Column(
            "sector", "Sector", "Part of the health and care system", lambda r: r.sector,
            lambda r: r.sector or None, width_text="Children's social", quiet=True,
        ),
        Column(
            "serves", "Serves", "Numbers of the localities that it serves; * by choice",
            lambda r: (r.serves or "–") + ("*" if r.by_choice else ""), lambda r: r.serves,
            width_text="88, 88*", quiet=True,
        ),
        Column(
            "stale", "Counted", "Sites of an old source are shown and not counted",
            lambda r: "Old source" if r.stale else "", lambda r: "Old source" if r.stale else "Yes",
            width_text="Old source", quiet=True, tip=lambda r: STALE_WORDS if r.stale else "Counted",
        ),
        Column(
            "kind", "Kind", "Kind of site", lambda r: r.kind, lambda r: r.kind or None,
            width_text="Pharmacy WW", quiet=True,
        ),
        Column(
            "organisation", "Organisation", "Who runs the site", lambda r: r.organisation,
            lambda r: r.organisation or None, width_text="Organisation of the site", quiet=True,
        ),
        Column(
            "postcode", "Postcode", "Postcode of the site", lambda r: r.postcode, lambda r: r.postcode,
            width_text="WW88 8WW", quiet=True,
        ),
    )  # fmt: skip


def organisation_columns() -> tuple[Column[OrganisationRow], ...]:
    """All columns of the organisations."""
    return (
        Column("name", "Organisation", "Who provides", lambda r: r.name, lambda r: r.name,
               tip=lambda r: f"{r.name}, {r.code}"),
        Column(
            "sector", "Sector", "The sector of most of its sites", lambda r: r.sector, lambda r: r.sector,
            width_text="Children's social", quiet=True,
        ),
        Column(
            "sites", "Sites", "Sites that are counted", lambda r: formats.number(r.sites), lambda r: r.sites,
            CellKind.NUMBER, "888",
        ),
        Column(
            "stale", "Old source", "Sites of an old source, not counted",
            lambda r: formats.number(r.stale_sites) if r.stale_sites else "–", lambda r: r.stale_sites,
            CellKind.NUMBER, "888",
        ),
        Column(
            "serves", "Serves", "Numbers of the localities that its sites serve", lambda r: r.serves or "–",
            lambda r: r.serves, width_text="88, 88, 88, 88", quiet=True, tip=lambda r: r.serves,
        ),
    )  # fmt: skip


def link_columns() -> tuple[Column[LinkRow], ...]:
    """All columns of what localities link."""
    return (
        Column(
            "hub", "No.", "Number of the locality", lambda r: r.number, lambda r: int(r.number),
            CellKind.CHIP, "88", cell=lambda r: ChipValue(r.number, r.hue),
        ),
        Column("name", "Locality", "Name of the locality", lambda r: r.name, lambda r: r.name, tip=_link_tip),
        Column(
            "complete", "Links", "Complete with a GP practice, community, mental health and social care",
            _link_word, lambda r: r.missing, CellKind.STATUS, "Complete WW",
            cell=lambda r: StatusValue(BandState.IN if r.complete else BandState.NEAR, _link_word(r)),
            tip=_link_tip,
        ),
        Column(
            "providers", "Providers", "Organisations, each once", lambda r: formats.number(r.providers),
            lambda r: r.providers, CellKind.NUMBER, "888",
        ),
        Column(
            "sectors", "No sector", "Sectors without a provider, of 13", lambda r: f"{len(r.sectors)} of 13",
            lambda r: len(r.sectors), CellKind.NUMBER, "13 of 13", tip=_link_tip,
        ),
    )  # fmt: skip


def _link_word(row: LinkRow) -> str:
    return "Complete" if row.complete else f"{row.missing} missing"


def _link_tip(row: LinkRow) -> str:
    lines = [f"{row.name}: {row.says}"]
    if row.sectors:
        lines.append(f"Sectors without a provider: {', '.join(row.sectors)}")
    return "\n".join(lines)


def _tip(row: SiteRow) -> str:
    lines = [
        f"{row.name}, {row.code}",
        row.organisation,
        row.kind,
        row.postcode,
        f"Serves {row.serves or 'no locality'}{' by choice' if row.by_choice else ''}",
        STALE_WORDS if row.stale else "",
    ]
    return "\n".join(line for line in lines if line)
