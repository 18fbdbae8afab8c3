"""The columns of links: those of the scenario, and those proposed over gaps of clipped water."""

from __future__ import annotations

from collections.abc import Callable

from workbench.session.link_edits import LinkInfo
from workbench.ui import formats
from workbench.ui.tables.columns import CellKind, Column, IconValue

ICONS = {"bridge": "link", "ferry": "ferry"}
WORDS = {"bridge": "Bridge", "ferry": "Ferry"}


def link_columns(rename: Callable[[LinkInfo, str], bool]) -> tuple[Column[LinkInfo], ...]:
    """Links of the scenario; ``rename`` takes a row and its new name."""
    return (
        Column("kind", "", "Bridge or ferry", lambda r: kind_word(r.link.kind), lambda r: r.link.kind,
               CellKind.ICON, cell=_icon),
        Column("name", "Name", "F2 changes the name", lambda r: r.link.name, lambda r: r.link.name,
               edit=rename, strong=True),
        *_areas(),
    )  # fmt: skip


def proposal_columns() -> tuple[Column[LinkInfo], ...]:
    """Proposed links, which have no name of their own yet."""
    return (
        *_areas(),
        Column("why", "Joins", "Whether anything else joins the two sides", _joins, _joins,
               width_text="parts of the area"),
    )  # fmt: skip


def _areas() -> tuple[Column[LinkInfo], ...]:
    return (
        Column("one", "From", "Area on one side", lambda r: r.name_a, lambda r: r.name_a, keeps_end=True,
               tip=lambda r: f"{r.name_a}\n{r.link.unit_a}"),
        Column("other", "To", "Area on the other side", lambda r: r.name_b, lambda r: r.name_b,
               keeps_end=True, tip=lambda r: f"{r.name_b}\n{r.link.unit_b}"),
        Column("gap", "Gap", "Metres between the two areas", gap_words, lambda r: r.gap_m,
               CellKind.NUMBER, "88,888 m"),
        Column("where", "Where", "Easting and northing of the middle of the gap", _where, lambda r: r.x,
               CellKind.NUMBER, "E 888,888  N 888,888", quiet=True),
    )  # fmt: skip


def _icon(info: LinkInfo) -> IconValue:
    kind = info.link.kind
    return IconValue(ICONS.get(kind, "link"), kind_word(kind))


def kind_word(kind: str) -> str:
    """A kind as people read it."""
    return WORDS.get(kind, kind.capitalize())


def gap_words(info: LinkInfo) -> str:
    """The width of the gap: "6 m", or that an area is not there."""
    return f"{formats.number(info.gap_m)} m" if info.known else "Not in this area"


def _where(info: LinkInfo) -> str:
    return f"E {info.x:,.0f}  N {info.y:,.0f}" if info.known else ""


def _joins(info: LinkInfo) -> str:
    return "parts of the area" if info.apart else "across water"
