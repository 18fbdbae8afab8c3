"""The columns of the provider sites."""

from __future__ import annotations

from dataclasses import dataclass

from workbench.ui.tables.columns import CellKind, ChipValue, Column


@dataclass(frozen=True)
class SiteRow:
    """One site of a provider and the locality it stands in."""

    code: str
    name: str
    kind: str
    sector: str
    organisation: str
    postcode: str
    number: str
    hue: str | None
    stale: bool


def site_columns() -> tuple[Column[SiteRow], ...]:
    """All columns."""
    return (
        Column(
            "hub", "Hub", "Locality that the site stands in", lambda r: r.number or "None",
            lambda r: int(r.number) if r.number else None, CellKind.CHIP, "88",
            cell=lambda r: ChipValue(r.number, r.hue),
        ),
        Column("name", "Site", "Name of the site", lambda r: r.name, lambda r: r.name, tip=_tip),
        Column(
            "kind", "Kind", "Kind of site", lambda r: r.kind, lambda r: r.kind or None,
            width_text="Pharmacy WW", quiet=True,
        ),
        Column(
            "sector", "Sector", "Part of the health and care system", lambda r: r.sector,
            lambda r: r.sector or None, width_text="Adult social care", quiet=True,
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


def _tip(row: SiteRow) -> str:
    lines = [
        f"{row.name}, {row.code}",
        row.organisation,
        row.postcode,
        "From an old source" if row.stale else "",
    ]
    return "\n".join(line for line in lines if line)
