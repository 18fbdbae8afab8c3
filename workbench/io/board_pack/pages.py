"""The pages of the board pack, each under its bookmark."""

from __future__ import annotations

from collections.abc import Callable

from matplotlib.figure import Figure

from workbench.io.board_pack.matter import Pack
from workbench.io.board_pack.sheet import Cell, Heading, Sheet
from workbench.io.board_pack.words import NOT_RECORDED, difference_words, km, people, share, value_words
from workbench.io.charts.comparison import comparison_charts
from workbench.io.charts.look import Place
from workbench.io.maps.draw import map_figure
from workbench.io.workbooks.cover import licences, status_words
from workbench.io.workbooks.facts import Facts
from workbench.metrics.figures import LocalityFigures
from workbench.models.localities import Locality
from workbench.models.rules import BandStatus

_COVER = 12.0
_STATUS = {
    BandStatus.IN: "In band",
    BandStatus.BELOW: "Below",
    BandStatus.ABOVE: "Above",
    BandStatus.UNKNOWN: "Not known",
}


def cover(pack: Pack) -> Sheet:
    """Title, status, the decision asked, what is in the pack and on what basis."""
    head = pack.first.scenario.head
    sheet = Sheet(f"Hub localities: {head.name} ({head.status})", pack.project.name, pack.foot)
    sheet.heading("Status")
    sheet.paragraph(f"{head.status}. {status_words(head.status)}", size=_COVER)
    sheet.heading("Decision asked")
    sheet.paragraph(pack.decision or f"{NOT_RECORDED} in the project.", size=_COVER)
    sheet.heading("Scenarios in this pack")
    for column in pack.columns:
        sheet.paragraph(pack.basis_line(column), size=_COVER)
    if head.note.strip() and not pack.public:
        sheet.heading("Note")
        sheet.paragraph(head.note, size=_COVER)
    sheet.heading("How to read it")
    sheet.paragraph(
        "Registered patients are not residents: lists run above residents nationally, and patients of one "
        "practice live in many areas. Every number names the people that it counts. What is not known is "
        "said to be; it is never taken as 0. "
        f"Prepared on {pack.day}.",
        size=_COVER,
    )
    return sheet


def maps(pack: Pack) -> list[tuple[str, Figure]]:
    """A page for the map of each scenario."""
    return [
        (
            f"Map: {column.scenario.name}",
            map_figure(pack.project, column.scenario, column.figures, now=pack.now),
        )
        for column in pack.columns
    ]


def summary(pack: Pack) -> Sheet:
    """One page for the board: size, balance, exceptions, risk, money, decision asked (R69)."""
    column = pack.first
    totals, rows = column.figures.totals, column.figures.localities
    out = [row for row in rows if row.status in {BandStatus.BELOW, BandStatus.ABOVE}]
    apart = [row for row in rows if not row.contiguous]
    counts = column.services.counts
    sheet = Sheet(f"Summary: {column.scenario.name} ({pack.status})", pack.basis_line(column), pack.foot)
    facts = [
        ("Size", f"{totals.localities:,} localities, {people(totals.resident)} residents, "
                 f"{people(totals.registered)} registered patients, {totals.area_units:,} areas"),
        ("Balance", f"{totals.in_band:,} in the band, {totals.below:,} below, {totals.above:,} above; "
                    f"smallest {people(totals.smallest)}, largest {people(totals.largest)}"),
        ("Outside the band", _names(out, lambda row: f"{row.name} ({_from_band(row)})")),
        ("Cohesion", f"{share(totals.own_residents_share)} of registrations are with the own locality; "
                     f"{totals.cut_km:,.0f} km of border between localities"),
        ("In parts", _names(apart, lambda row: f"{row.name} ({row.parts} parts)")),
        ("Unassigned", f"{totals.unassigned_units:,} areas, {people(totals.unassigned_resident)} residents"),
        ("Exceptions", f"{len(column.services.exceptions):,} cells of {counts.cells:,} are out of scope"),
        ("Risk", NOT_RECORDED),
        ("Money", NOT_RECORDED),
        ("Decision asked", pack.decision or NOT_RECORDED),
    ]  # fmt: skip
    sheet.table(
        (Heading("Subject", 1.3), Heading("What the plan gives", 8)),
        [(Cell(name, "semibold"), Cell(words)) for name, words in facts],
        size=9.5,
    )
    return sheet


def localities(pack: Pack) -> Sheet:
    """Every locality of the first scenario with its people and status."""
    column = pack.first
    sheet = Sheet(f"Localities: {column.scenario.name} ({pack.status})", pack.basis_line(column), pack.foot)
    headings = (
        Heading("No.", 0.5, "right"), Heading("Locality", 3.2), Heading("Residents", 1.1, "right"),
        Heading("Registered", 1.1, "right"), Heading("Status", 1), Heading("From band", 1, "right"),
        Heading("Practices", 0.9, "right"), Heading("Areas", 0.7, "right"), Heading("Parts", 0.6, "right"),
        Heading("Own locality", 1.1, "right"), Heading("65 and over", 1, "right"),
    )  # fmt: skip
    sheet.table(headings, [_locality(row) for row in column.figures.localities])
    if not column.figures.localities:
        sheet.paragraph("This scenario has no localities yet.")
    return sheet


def comparison(pack: Pack) -> Sheet:
    """The scorecard: the same lines in the same order for each scenario, better and worse by word."""
    names = [column.scenario.name for column in pack.columns]
    sheet = Sheet("Scenarios side by side", f"Differences are from {names[0]}.", pack.foot)
    headings = [Heading("Measure", 2.6), *(Heading(name, 1.9) for name in names)]
    rows: list[list[Cell]] = []
    seen = None
    for line in pack.lines:
        if line.heading is not seen:
            rows.append([Cell(str(line.heading), "semibold"), *(Cell("") for _ in names)])
            seen = line.heading
        best = line.best()
        cells = [Cell(line.text)]
        for place in range(len(names)):
            words = value_words(line, place) + (" (best)" if best[place] else "")
            gap = difference_words(line, place, 0) if place else ""
            cells.append(Cell(f"{words}; {gap}" if gap else words, "semibold" if best[place] else "regular"))
        rows.append(cells)
    sheet.table(headings, rows, size=8.0)
    return sheet


def charts(pack: Pack) -> Sheet:
    """People against the band, then how localities spread on each measure."""
    sheet = Sheet("Charts", "; ".join(column.scenario.name for column in pack.columns), pack.foot)
    for chart in comparison_charts(pack.columns):
        rows = max((len(column.figures.localities) for column in pack.columns), default=0)
        high = min(440.0, 70.0 + 14 * rows) if chart.id == "people" else 62.0 + 22 * len(pack.columns)
        box = sheet.room(high)
        chart.draw(Place(sheet.page, *box))
    return sheet


def who_moves(pack: Pack) -> Sheet:
    """People and patients by from and to, for each of the other scenarios against the first."""
    sheet = Sheet(
        "Who moves", f"From {pack.first.scenario.name}; localities are matched by overlap.", pack.foot
    )
    headings = (
        Heading("From", 3), Heading("To", 3), Heading("Areas", 0.7, "right"), Heading("People", 1, "right"),
        Heading("Practices", 0.9, "right"), Heading("Patients", 1, "right"),
        Heading("To hub before", 1.2, "right"), Heading("To hub after", 1.2, "right"),
    )  # fmt: skip
    for compared, moved, column in zip(pack.comparisons, pack.moves, pack.columns[1:], strict=True):
        sheet.heading(f"{compared.before} to {compared.after}")
        sheet.paragraph(
            f"{_count(moved.units, 'area')} with {people(moved.people)} people "
            f"{'moves' if moved.units == 1 else 'move'} ({share(moved.share)} of residents), and "
            f"{_count(moved.practices, 'practice')} with {people(moved.registered)} patients. "
            f"{people(compared.people_stayed)} people stay."
        )
        before, after = pack.first.scenario.plan, column.scenario.plan
        rows = [
            (
                Cell(_name(before.get(row.before or ""))), Cell(_name(after.get(row.after or ""))),
                Cell(f"{row.units:,}"), Cell(people(row.people)), Cell(f"{row.practices:,}"),
                Cell(people(row.registered)), Cell(km(row.km_before)), Cell(km(row.km_after)),
            )
            for row in moved.rows
        ]  # fmt: skip
        if rows:
            sheet.table(headings, rows)
    if not pack.comparisons:
        sheet.paragraph("Only one scenario is in this pack.")
    return sheet


def exceptions(pack: Pack) -> Sheet:
    """Localities outside the band with their reasons, and services that are out of scope."""
    column = pack.first
    plan = column.scenario.plan
    sheet = Sheet(f"Exceptions: {column.scenario.name} ({pack.status})", pack.basis_line(column), pack.foot)
    sheet.heading("Localities outside the band")
    out = [row for row in column.figures.localities if row.status in {BandStatus.BELOW, BandStatus.ABOVE}]
    rows = []
    for row in out:
        locality = plan.get(row.code)
        reason = locality.exception_reason if locality else ""
        rows.append(
            (Cell(row.name), Cell(people(row.people)), Cell(_from_band(row)), Cell(reason or NOT_RECORDED))
        )
    if rows:
        sheet.table(
            (
                Heading("Locality", 3), Heading("People", 1, "right"), Heading("From band", 1.4),
                Heading("Reason", 5),
            ),
            rows,
        )  # fmt: skip
    else:
        sheet.paragraph("None.")
    sheet.heading("Services out of scope")
    found = column.services.exceptions
    if found:
        headings = (
            Heading("Service", 3), Heading("Locality", 2.4), Heading("Ages", 0.9), Heading("Reason", 3.4),
            Heading("Decided by", 1.8), Heading("On", 1),
        )  # fmt: skip
        sheet.table(
            headings,
            [
                (
                    Cell(x.service), Cell(_name(plan.get(x.key.locality))), Cell(x.key.age.words),
                    Cell(x.reason or NOT_RECORDED), Cell(x.decided_by or NOT_RECORDED),
                    Cell(x.decided_on or NOT_RECORDED),
                )
                for x in found
            ],
        )  # fmt: skip
    else:
        sheet.paragraph("None.")
    return sheet


def sources(pack: Pack) -> Sheet:
    """Where the numbers come from, what was noticed on the way in, licences and caveats."""
    sheet = Sheet("Sources and caveats", pack.project.name, pack.foot)
    headings = (
        Heading("Dataset", 2.2), Heading("Publisher", 2), Heading("File", 2.6), Heading("Edition", 1.4),
        Heading("Rows read", 0.9, "right"), Heading("Rejected", 0.8, "right"),
    )  # fmt: skip
    rows = [
        (
            Cell(s.dataset), Cell(s.publisher or NOT_RECORDED), Cell(s.file), Cell(s.release or NOT_RECORDED),
            Cell(f"{s.rows_read:,}"), Cell(f"{s.rows_rejected:,}"),
        )
        for s in pack.project.area.sources
    ]  # fmt: skip
    if rows:
        sheet.table(headings, rows)
    sheet.heading("Caveats")
    for notice in pack.project.area.notices:
        sheet.paragraph(notice.text)
    sheet.paragraph("Registered patients are not residents. Distances are straight lines.")
    sheet.heading("Licences")
    first = pack.first
    facts = Facts(pack.project, first.scenario, first.figures, "publication", pack.public, pack.now)
    for words in licences(facts):
        sheet.paragraph(words)
    return sheet


def _names(rows: list[LocalityFigures], words: Callable[[LocalityFigures], str]) -> str:
    return ", ".join(words(row) for row in rows) or "None"


def _count(number: int, word: str) -> str:
    return f"{number:,} {word}" + ("" if number == 1 else "s")


def _name(locality: Locality | None) -> str:
    return locality.name if locality else "Unassigned"


def _from_band(row: LocalityFigures) -> str:
    """People missing or too many, in words; empty in the band."""
    if row.status in {BandStatus.IN, BandStatus.UNKNOWN}:
        return ""
    return f"{abs(row.people_from_band):,.0f} {row.status}"


def _locality(row: LocalityFigures) -> tuple[Cell, ...]:
    return (
        Cell(str(row.number)), Cell(row.name), Cell(people(row.resident)), Cell(people(row.registered)),
        Cell(_STATUS[row.status], "regular" if row.status is BandStatus.IN else "semibold"),
        Cell(_from_band(row)),
        Cell(f"{row.practices:,}"), Cell(f"{row.units:,}"), Cell(f"{row.parts:,}"),
        Cell(share(row.own_residents_share)), Cell(share(row.aged_65_plus_share)),
    )  # fmt: skip
