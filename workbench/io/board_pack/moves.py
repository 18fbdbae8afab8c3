"""Who moves: people and patients by from and to, how far their hub is, and whether to consult (R75)."""

from __future__ import annotations

from workbench.io.board_pack.matter import Pack
from workbench.io.board_pack.sheet import Cell, Heading, Sheet
from workbench.io.board_pack.words import count, km, locality_name, people, share
from workbench.io.maps.fonts import one_line
from workbench.metrics.comparison import Comparison
from workbench.metrics.who_moves import WhoMoves

_HEADINGS = (
    Heading("From", 3), Heading("To", 3), Heading("Areas", 0.7, "right"), Heading("People", 1, "right"),
    Heading("Practices", 0.9, "right"), Heading("Patients", 1, "right"),
    Heading("To hub before", 1.2, "right"), Heading("To hub after", 1.2, "right"),
)  # fmt: skip
_BELOW = 90.0
"""Points under the heading of a scenario: its sentences and the first rows."""


def who_moves(pack: Pack) -> Sheet:
    """People and patients by from and to, for each of the other scenarios against the first."""
    first = one_line(pack.first.scenario.name)
    under = (
        f"From {first}; localities are matched by overlap. Distances to hub sites are mean straight lines."
    )
    sheet = Sheet("Who moves", under, pack.foot)
    before = pack.first.scenario.plan
    for compared, moved, column in zip(pack.comparisons, pack.moves, pack.columns[1:], strict=True):
        sheet.heading(f"{one_line(compared.before)} to {one_line(compared.after)}", below=_BELOW)
        sheet.paragraph(_sentence(compared, moved))
        if moved.needs_consultation(pack.threshold):
            reached = f"the people who move reach {pack.threshold.words}"
            words = f"Consultation: {reached}. Consult patients and the public."
            sheet.paragraph(words, weight="semibold")
        elif moved.units:
            sheet.paragraph(f"Consultation: the people who move are fewer than {pack.threshold.words}.")
        others = [f"{title}: {people(number)}" for title, number in moved.other_main if number]
        if others:
            told = "; ".join(others)
            sheet.paragraph(f"People whose locality has another main larger area afterwards: {told}.")
        after = column.scenario.plan
        rows = [
            (
                Cell(locality_name(before.get(row.before or ""))),
                Cell(locality_name(after.get(row.after or ""))),
                Cell(f"{row.units:,}"), Cell(people(row.people)), Cell(f"{row.practices:,}"),
                Cell(people(row.registered)), Cell(km(row.km_before)), Cell(km(row.km_after)),
            )
            for row in moved.rows
        ]  # fmt: skip
        if rows:
            sheet.table(_HEADINGS, rows)
    if not pack.comparisons:
        sheet.paragraph("Only one scenario is in this pack.")
    return sheet


def _sentence(compared: Comparison, moved: WhoMoves) -> str:
    if not moved.units and not moved.practices:
        return f"Nobody moves; {people(compared.people_stayed)} people stay."
    return (
        f"{count(moved.units, 'area')} with {people(moved.people)} people "
        f"{'moves' if moved.units == 1 else 'move'} ({share(moved.share)} of residents), and "
        f"{count(moved.practices, 'practice')} with {people(moved.registered)} patients. "
        f"{people(compared.people_stayed)} people stay."
    )
