"""The pages of the board pack, each under its bookmark."""

from __future__ import annotations

import math
from collections.abc import Callable

from workbench.io.board_pack.matter import Pack
from workbench.io.board_pack.sheet import Cell, Heading, Sheet
from workbench.io.board_pack.words import (
    NOT_KNOWN,
    NOT_RECORDED,
    count,
    difference_words,
    locality_name,
    people,
    score,
    share,
    value_words,
)
from workbench.io.charts.comparison import spread_charts
from workbench.io.charts.look import Chart, Place
from workbench.io.charts.people_bars import printed_people_charts
from workbench.io.maps.fonts import one_line
from workbench.io.maps.furniture import band_words
from workbench.io.workbooks.cover import licences, status_words
from workbench.io.workbooks.facts import Facts
from workbench.metrics.figures import LocalityFigures, Totals
from workbench.models.rules import BandStatus

_COVER = 13.0
_NAMED = 8
"""Localities that a line of the summary names."""
_MOST_BARS = 32
"""Localities whose bars stand below each other on a page."""
_STATUS = {
    BandStatus.IN: "In band",
    BandStatus.BELOW: "Below",
    BandStatus.ABOVE: "Above",
    BandStatus.UNKNOWN: "Not known",
}

_LOCALITY = (
    Heading("No.", 0.5, "right"), Heading("Locality", 3.4), Heading("Residents", 1, "right"),
    Heading("Registered", 1.1, "right"), Heading("Weighted", 1, "right"), Heading("Status", 0.9),
    Heading("From band", 1.35, "right"), Heading("Practices", 1, "right"), Heading("Areas", 0.8, "right"),
    Heading("Parts", 0.7, "right"), Heading("Own locality", 1.3, "right"),
    Heading("65 and over", 1.25, "right"), Heading("IMD score", 1.1, "right"),
)  # fmt: skip


def cover(pack: Pack) -> Sheet:
    """Title, the decision asked, what the planner says of the scenario, and what is in the pack."""
    head = pack.first.scenario.head
    sheet = Sheet(f"Hub localities: {one_line(head.name)} ({head.status})", pack.project.name, pack.foot)
    sheet.heading("Decision asked")
    sheet.paragraph(pack.decision_asked or NOT_RECORDED, size=_COVER)
    sheet.heading("About the scenario")
    facts = [
        ("Status", f"{head.status}. {status_words(head.status)}"),
        ("Organisational form", head.form_words),
        ("Prepared by", head.author.strip() or NOT_RECORDED),
        ("Date of the scenario", head.date.strip() or NOT_RECORDED),
        ("Caveats", head.caveats.strip() or NOT_RECORDED),
    ]
    if head.description.strip():
        facts.append(("Description", head.description))
    if head.note.strip() and not pack.public:
        facts.append(("Internal note", head.note))
    sheet.table(
        (Heading("Subject", 1.3), Heading("What is recorded", 6)),
        [(Cell(name, "semibold"), Cell(words)) for name, words in facts],
        size=10.0,
        most=12,
    )
    sheet.heading("Scenarios in this pack")
    headings = (
        Heading("Scenario", 3), Heading("Status", 1.2), Heading("Organisational form", 1.5),
        Heading("People counted", 2.6), Heading("Band", 2.8),
    )  # fmt: skip
    rows = [
        (
            Cell(c.scenario.name, "semibold" if c is pack.first else "regular"), Cell(c.scenario.head.status),
            Cell(c.scenario.head.form_words), Cell(pack.basis_words(c)),
            Cell(band_words(c.figures.rules.band)),
        )
        for c in pack.columns
    ]  # fmt: skip
    sheet.table(headings, rows, size=9.5)
    sheet.heading("How to read it")
    sheet.paragraph(
        "Registered patients are not residents: lists run above residents nationally, and patients of one "
        "practice live in many areas. Every number names the people that it counts. What is not known is "
        f"said to be; it is never taken as 0. Made on {pack.day}.",
    )
    return sheet


def summary(pack: Pack) -> Sheet:
    """One page for the board: size, balance, exceptions, risk, money, decision asked (R69)."""
    column = pack.first
    totals, rows = column.figures.totals, column.figures.localities
    out = [row for row in rows if row.status in {BandStatus.BELOW, BandStatus.ABOVE}]
    apart = [row for row in rows if not row.contiguous]
    counts = column.services.counts
    unknown = f"{totals.unknown:,} not known; " if totals.unknown else ""
    sheet = _about_first("Summary", pack)
    facts = [
        ("Size", f"{totals.localities:,} {'locality' if totals.localities == 1 else 'localities'}, "
                 f"{people(totals.resident)} residents, "
                 f"{people(totals.registered)} registered patients, {totals.area_units:,} areas"),
        ("Balance", f"{totals.in_band:,} in the band, {totals.below:,} below, {totals.above:,} above; "
                    f"{unknown}smallest {people(totals.smallest)}, largest {people(totals.largest)}"),
        ("Outside the band", _names(out, lambda row: f"{one_line(row.name, 40)} ({_from_band(row)})")),
        ("Cohesion", _cohesion(totals)),
        ("In parts", _names(apart, lambda row: f"{one_line(row.name, 40)} ({row.parts} parts)")),
        ("Unassigned", f"{count(totals.unassigned_units, 'area')}, "
                       f"{people(totals.unassigned_resident)} residents"),
        ("Exceptions", f"{len(column.services.exceptions):,} cells of {counts.cells:,} are out of scope"),
        ("Risk", NOT_RECORDED),
        ("Money", NOT_RECORDED),
        ("Decision asked", pack.decision_asked or NOT_RECORDED),
    ]  # fmt: skip
    sheet.table(
        (Heading("Subject", 1.3), Heading("What the plan gives", 8)),
        [(Cell(name, "semibold"), Cell(words)) for name, words in facts],
        size=9.5,
        most=4,
    )
    if rows:
        for chart, high in printed_people_charts([column], max(math.ceil(len(rows) / 2), 5)):
            if high <= sheet.left:
                _draw(chart, sheet, high)
    return sheet


def _cohesion(totals: Totals) -> str:
    """Patients who stay at home and the border drawn; without localities there is neither."""
    if totals.area_units == totals.unassigned_units:
        return NOT_KNOWN
    own = totals.own_residents_share
    stay = (
        "patients in the own locality not known"
        if math.isnan(own)
        else (f"{share(own)} of registrations are with the own locality")
    )
    return f"{stay}; {totals.cut_km:,.0f} km of border between localities"


def localities(pack: Pack) -> Sheet:
    """Every locality of the first scenario with its people and status."""
    column = pack.first
    sheet = _about_first("Localities", pack)
    rows = [_locality(row) for row in column.figures.localities]
    # a column that nothing is known of takes room from those that tell something
    shown = [
        at
        for at in range(len(_LOCALITY))
        if not rows or any(row[at].words not in {NOT_KNOWN, ""} for row in rows)
    ]
    sheet.table([_LOCALITY[at] for at in shown], [[row[at] for at in shown] for row in rows])
    hidden = [heading.words for at, heading in enumerate(_LOCALITY) if at not in shown and rows[0][at].words]
    if hidden:
        sheet.paragraph(f"Not known for any locality: {', '.join(hidden)}.", size=8.5)
    if not column.figures.localities:
        sheet.paragraph("This scenario has no localities yet.")
    return sheet


def comparison(pack: Pack) -> Sheet:
    """The scorecard: the same lines in the same order for each scenario, better and worse by word."""
    names = [column.scenario.name for column in pack.columns]
    under = f"Differences are from {one_line(names[0])}."
    sheet = Sheet("Scenarios side by side", under, pack.foot)
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
    for chart, high in printed_people_charts(pack.columns, _MOST_BARS):
        _draw(chart, sheet, high)
    for chart in spread_charts(pack.columns):
        _draw(chart, sheet, 64.0 + 18 * len(pack.columns))
    return sheet


def exceptions(pack: Pack) -> Sheet:
    """Localities outside the band with their reasons, and services that are out of scope."""
    column = pack.first
    plan = column.scenario.plan
    sheet = _about_first("Exceptions", pack)
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
                    Cell(x.service), Cell(locality_name(plan.get(x.key.locality))), Cell(x.key.age.words),
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
    for words in licences(facts, where="above"):
        sheet.paragraph(words)
    return sheet


def _draw(chart: Chart, sheet: Sheet, high: float) -> None:
    box = sheet.room(high)  # turns to a new page where this one has no room left
    chart.draw(Place(sheet.page, *box))


def _about_first(subject: str, pack: Pack) -> Sheet:
    """A sheet about the scenario that the pack is about."""
    name = one_line(pack.first.scenario.name)
    return Sheet(f"{subject}: {name} ({pack.status})", pack.basis_line(pack.first), pack.foot)


def _names(rows: list[LocalityFigures], words: Callable[[LocalityFigures], str]) -> str:
    """Some localities in words, with how many there are beside the first ones."""
    more = len(rows) - _NAMED
    told = ", ".join(words(row) for row in rows[: _NAMED if more > 1 else None])
    return f"{told} and {more:,} more" if more > 1 else told or "None"


def _from_band(row: LocalityFigures) -> str:
    """People missing or too many, in words; empty in the band."""
    if row.status in {BandStatus.IN, BandStatus.UNKNOWN}:
        return ""
    return f"{abs(row.people_from_band):,.0f} {row.status}"


def _locality(row: LocalityFigures) -> tuple[Cell, ...]:
    return (
        Cell(str(row.number)), Cell(row.name), Cell(people(row.resident)), Cell(people(row.registered)),
        Cell(people(row.weighted)),
        Cell(_STATUS[row.status], "regular" if row.status is BandStatus.IN else "semibold"),
        Cell(_from_band(row)),
        Cell(f"{row.practices:,}"), Cell(f"{row.units:,}"), Cell(f"{row.parts:,}"),
        Cell(share(row.own_residents_share)), Cell(share(row.aged_65_plus_share)),
        Cell(score(row.imd_score)),
    )  # fmt: skip
