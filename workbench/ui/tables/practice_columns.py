"""The columns of the practice table."""

from __future__ import annotations

from dataclasses import dataclass

from workbench.models.practices import AssignedHow, ConsultationView
from workbench.ui import formats
from workbench.ui.tables.columns import BarValue, CellKind, ChipValue, Column, IconValue

HOW_WORDS = {
    AssignedHow.NOT_ASSIGNED: "Not given",
    AssignedHow.SITE: "Site",
    AssignedHow.MOST_PATIENTS: "Patients",
    AssignedHow.MINIMUM_SHARE: "Share",
    AssignedHow.GROUP: "Group",
    AssignedHow.HAND: "By hand",
    AssignedHow.OUTSIDE: "Outside",
    AssignedHow.NOT_PLACED: "Not placed",
}
"""How a practice came to its locality, as short as a narrow column needs."""
HOW_SENTENCES = {
    AssignedHow.NOT_ASSIGNED: "Given to no locality",
    AssignedHow.SITE: "By its site",
    AssignedHow.MOST_PATIENTS: "By most of its patients",
    AssignedHow.MINIMUM_SHARE: "By a least share of its patients",
    AssignedHow.GROUP: "With its PCN or group of practices",
    AssignedHow.HAND: "Chosen by hand; this stays",
    AssignedHow.OUTSIDE: "Outside: site and most patients",
    AssignedHow.NOT_PLACED: "Without a place on the map",
}
"""The same for tooltips and the practice in hand."""

_HALF = 0.5


@dataclass(frozen=True)
class PracticeRow:
    """One practice: its locality, its list, the share of the list that lives there, and where it fits badly.

    ``number`` and ``hue`` are those of its locality, empty for none; ``elsewhere`` names the locality
    where most of its patients live, where that is another one.
    """

    code: str
    name: str
    postcode: str
    number: str
    hue: str | None
    locality: str
    list_size: float
    own_share: float
    how: AssignedHow
    elsewhere: str = ""
    view: ConsultationView = ConsultationView.PROPOSED
    locked: bool = False
    placed: bool = True


def practice_columns() -> tuple[Column[PracticeRow], ...]:
    """All columns."""
    return (
        Column(
            "hub", "Hub", "Locality that the practice is given to", lambda r: r.locality or "None",
            lambda r: int(r.number) if r.number else None, CellKind.CHIP, "88",
            cell=lambda r: ChipValue(r.number, r.hue),
        ),
        Column(
            "name", "Practice", "Name of the practice", lambda r: r.name, lambda r: r.name, tip=_tip,
        ),
        Column(
            "list", "List", "Patients on the list", lambda r: formats.number(r.list_size),
            lambda r: r.list_size, CellKind.NUMBER, "88,888",
        ),
        Column(
            "own", "Own locality", "Share of the list that lives in the practice’s own locality",
            lambda r: formats.percent(r.own_share, 0, unknown="–"), lambda r: r.own_share, CellKind.BAR,
            "100%",
            cell=lambda r: BarValue(
                None if r.own_share != r.own_share else r.own_share,
                formats.percent(r.own_share, 0, unknown="–"),
                "accent" if r.own_share >= _HALF else "near",
            ),
        ),
        Column(
            "how", "How", "How assigned: by site, by most patients, or by hand; by hand stays",
            lambda r: HOW_WORDS[r.how], lambda r: HOW_WORDS[r.how], width_text="Not placed", quiet=True,
        ),
        Column(
            "hint", "", "More of its patients live in another locality",
            lambda r: f"Most patients live in {r.elsewhere}" if r.elsewhere else "",
            lambda r: r.elsewhere or None, CellKind.ICON,
            cell=lambda r: IconValue("warning" if r.elsewhere else "", r.elsewhere, "near"), tip=_tip,
        ),
        Column(
            "view", "View", "Where the practice stands in the consultation", lambda r: str(r.view),
            lambda r: str(r.view), width_text="Consulted", quiet=True,
        ),
        Column(
            "locked", "Locked", "A locked practice keeps its locality",
            lambda r: "Locked" if r.locked else "",
            lambda r: "Locked" if r.locked else None, CellKind.ICON,
            cell=lambda r: IconValue("lock" if r.locked else "", "Locked"),
        ),
        Column(
            "code", "Code", "Practice code", lambda r: r.code, lambda r: r.code, width_text="M88888",
            quiet=True,
        ),
        Column(
            "postcode", "Postcode", "Postcode of the practice", lambda r: r.postcode, lambda r: r.postcode,
            width_text="WW88 8WW", quiet=True,
        ),
    )  # fmt: skip


def _tip(row: PracticeRow) -> str:
    lines = [
        f"{row.name}, {row.code}",
        row.postcode,
        f"{row.locality or 'No locality'}: {HOW_SENTENCES[row.how].lower()}",
        f"{row.view}{', locked' if row.locked else ''}",
        f"Most patients live in {row.elsewhere}" if row.elsewhere else "",
    ]
    return "\n".join(line for line in lines if line)
