"""The Summary sheet: what a board asks first, and the proof that everybody is counted once."""

from __future__ import annotations

import math
import statistics
from collections.abc import Sequence
from dataclasses import dataclass

from workbench.io.workbooks.book import Book, write
from workbench.io.workbooks.cover import NOT_RECORDED
from workbench.io.workbooks.facts import Facts
from workbench.io.workbooks.formulas import numbers_or_unknown, this_row, total_or_unknown
from workbench.io.workbooks.table import Column, write_table
from workbench.io.workbooks.values import NOT_APPLICABLE, NOT_AVAILABLE, UNASSIGNED, Formula, Value, known

TABLE = "tbl_summary"
_VALUE = this_row(TABLE, "Value")
_TARGET = this_row(TABLE, "Target")


@dataclass(frozen=True)
class Line:
    """A row of the table; ``kind`` is the number format of its value and target."""

    measure: str
    value: str | float | Formula
    target: str | float | Formula = NOT_APPLICABLE
    kind: str = "number"
    note: str | Formula = ""


def write_summary(book: Book) -> None:
    """Write the sheet."""
    title = "Board summary"
    sheet = book.add_sheet(
        "Summary",
        title=title,
        holds="This worksheet contains one table: one row for each measure of the whole plan.",
        notes=("people",),
    )
    lines = [
        *_plan_lines(book.facts),
        *_size_lines(book.facts),
        *_reconciliation(book.facts),
        *_later_lines(book.facts),
    ]
    rows: list[list[Value]] = [
        [line.measure, line.value, line.target, _status(line), line.note or NOT_APPLICABLE] for line in lines
    ]
    columns = (
        Column("Measure", widest=48, narrowest=40),
        Column("Value", "people", narrowest=13),
        Column("Target", "people", narrowest=13),
        Column("Status", "formula text", narrowest=12, statuses=("met", "not met", "unknown")),
        Column("Note", "formula text", widest=56, narrowest=46),
    )
    place = write_table(book, sheet, name=TABLE, title=title, columns=columns, rows=rows)
    sheet.fit_to_pages(1, 1)
    for row, line in enumerate(lines, start=place.first):
        if line.kind != "number":
            look = book.cell_format(line.kind)
            write(sheet, row, 1, line.value, look)
            write(sheet, row, 2, line.target, look)


def _status(line: Line) -> Formula | str:
    """Met, not met or unknown, where the measure has a target."""
    if line.target == NOT_APPLICABLE:
        return NOT_APPLICABLE
    value = line.value.value if isinstance(line.value, Formula) else line.value
    target = line.target.value if isinstance(line.target, Formula) else line.target
    if isinstance(value, str) or isinstance(target, str):
        word = "unknown"
    else:
        word = "met" if abs(value - target) < 0.5 else "not met"
    met = f'IF(ABS({_VALUE}-{_TARGET})<0.5,"met","not met")'
    return Formula(f'=IF(AND(ISNUMBER({_VALUE}),ISNUMBER({_TARGET})),{met},"unknown")', word)


def _plan_lines(facts: Facts) -> list[Line]:
    totals = facts.figures.totals
    band = facts.figures.rules.band
    count = Formula('=COUNTIFS(tbl_localities[Areas],">=0")', totals.localities)
    limits = (
        f"{band.low:,} to {band.high:,} people, both limits inside" if facts.has_band else "No band is set"
    )
    statuses = (
        ("in", totals.in_band),
        ("below", totals.below),
        ("above", totals.above),
        ("unknown", totals.unknown),
    )
    words = {
        "in": "In band",
        "below": "Below the band",
        "above": "Above the band",
        "unknown": "Status unknown",
    }
    lines = [Line("Hub localities", count)]
    for status, value in statuses:
        target: Formula | float = count if status == "in" else 0
        formula = Formula(f'=COUNTIFS(tbl_localities[Status],"{status}")', value)
        lines.append(
            Line(
                f"Localities: {words[status].lower()}", formula, target, note=limits if status == "in" else ""
            )
        )
    exceptions = sum(bool(x.exception_reason.strip()) for x in facts.scenario.plan)
    reasons = "tbl_localities[Exception reason]"
    lines += [
        Line(
            "Localities: not contiguous",
            Formula('=COUNTIFS(tbl_localities[Contiguous],"no")', totals.not_contiguous),
            0,
            note="Worked out when the workbook was made",
        ),
        Line(
            "Localities with an exception reason",
            Formula(
                f'=COUNTA({reasons})-COUNTIFS({reasons},"{NOT_AVAILABLE}")-COUNTIFS({reasons},"{NOT_APPLICABLE}")',
                exceptions,
            ),
        ),
    ]
    return lines


def _size_lines(facts: Facts) -> list[Line]:
    """Largest, smallest and spread on the basis of the band; [x] where no people are known."""
    totals, column = facts.figures.totals, f"tbl_localities[{facts.people_column}]"
    rows = [row for row in facts.figures.localities if not math.isnan(row.people)]
    words = facts.people_column.lower()
    largest = next((row.name for row in rows if row.people == totals.largest), NOT_AVAILABLE)
    smallest = next((row.name for row in rows if row.people == totals.smallest), NOT_AVAILABLE)
    people = [row.people for row in rows]
    mean = statistics.fmean(people) if people else math.nan
    variation = statistics.pstdev(people) / mean if people and mean > 0 else math.nan

    def some(expression: str, value: float | str) -> Formula:
        return Formula(f'=IF(COUNT({column})>0,{expression},"{NOT_AVAILABLE}")', value)

    def name_of(extreme: str, value: str) -> Formula:
        found = f"INDEX(tbl_localities[Locality],MATCH({extreme}({column}),{column},0))"
        return some(found, value)

    cv = f'=IF(SUM({column})>0,STDEVP({column})/AVERAGE({column}),"{NOT_AVAILABLE}")'
    return [
        Line(
            f"Largest locality, {words}",
            some(f"MAX({column})", known(totals.largest)),
            note=name_of("MAX", largest),
        ),
        Line(
            f"Smallest locality, {words}",
            some(f"MIN({column})", known(totals.smallest)),
            note=name_of("MIN", smallest),
        ),
        Line(
            f"Spread, {words}",
            some(f"MAX({column})-MIN({column})", known(totals.spread)),
            note="Largest less smallest",
        ),
        Line(
            "Coefficient of variation",
            Formula(cv, known(variation)),
            kind="share",
            note="Standard deviation over mean of the localities' people",
        ),
    ]


def _reconciliation(facts: Facts) -> list[Line]:
    """People and areas of the whole, of the localities and unassigned, and the difference, which is 0."""
    totals = facts.figures.totals
    assigned_units = totals.area_units - totals.unassigned_units
    filled = bool(facts.figures.localities)
    return [
        *_three(
            "Areas",
            whole=Formula("=ROWS(tbl_areas[LSOA code])", totals.area_units),
            inside=Formula("=SUM(tbl_localities[Areas])", assigned_units),
            outside=Formula(f'=COUNTIFS(tbl_areas[Locality code],"{UNASSIGNED}")', totals.unassigned_units),
            outside_target=0,
        ),
        *_three(
            "Resident people",
            whole=total_or_unknown("tbl_areas", "Resident people", known(totals.area_resident)),
            inside=total_or_unknown(
                "tbl_localities", "Resident people", known(totals.resident) if filled else 0
            ),
            outside=_unassigned("tbl_areas", "Resident people", known(totals.unassigned_resident)),
            outside_target=0,
        ),
        *(_practice_lines(facts) if facts.has_practices else []),
    ]


def _practice_lines(facts: Facts) -> Sequence[Line]:
    practices = facts.project.area.practices
    free = [not facts.scenario.assignment(str(code)).shares for code in practices.codes]
    whole = known(float(practices.list_size.sum()))
    outside = known(float(practices.list_size[free].sum()))
    inside = known(facts.figures.totals.registered) if facts.figures.localities else 0
    return _three(
        "Registered people",
        whole=total_or_unknown("tbl_practices", "Registered people", whole),
        inside=total_or_unknown("tbl_localities", "Registered people", inside),
        outside=_unassigned("tbl_practices", "Registered people", outside),
        outside_target=NOT_APPLICABLE,
        whole_words="lists of all practices",
        outside_note="Includes practices outside the study area",
    )


def _unassigned(table: str, column: str, value: str | float) -> Formula:
    where = f'{table}[Locality code],"{UNASSIGNED}"'
    unknown = f'COUNTIFS({where},{table}[{column}],"{NOT_AVAILABLE}")>0'
    return Formula(f'=IF({unknown},"{NOT_AVAILABLE}",SUMIFS({table}[{column}],{where}))', value)


def _three(
    what: str,
    *,
    whole: Formula,
    inside: Formula,
    outside: Formula,
    outside_target: str | float,
    whole_words: str = "study area",
    outside_note: str = "",
) -> list[Line]:
    """Whole, localities, unassigned and the difference of the three, as one live formula."""
    parts = tuple(f"({formula.text[1:]})" for formula in (whole, inside, outside))
    values = [formula.value for formula in (whole, inside, outside)]
    numbers = [value for value in values if not isinstance(value, str)]
    difference = NOT_AVAILABLE if len(numbers) < len(values) else _whole(numbers[0] - numbers[1] - numbers[2])
    return [
        Line(f"{what}: {whole_words}", whole),
        Line(f"{what}: in localities", inside),
        Line(f"{what}: unassigned", outside, outside_target, note=outside_note),
        Line(
            f"{what}: difference",
            Formula(numbers_or_unknown(parts, f"ROUND({parts[0]}-{parts[1]}-{parts[2]},2)"), difference),
            0,
            note="All less in localities less unassigned: everybody is counted once",
        ),
    ]


def _whole(value: float) -> float:
    return round(value, 2) + 0.0


def _later_lines(facts: Facts) -> list[Line]:
    services = facts.services
    return [
        Line(
            "Patients registered in the locality they live in",
            known(facts.figures.totals.own_residents_share),
            kind="share",
            note="Of registrations of the localities' residents; worked out when the workbook was made",
        ),
        Line(
            "Neighbouring areas in different localities",
            facts.figures.totals.cut_edges,
            note="Pairs of areas with a common border; worked out when the workbook was made",
        ),
        Line(
            "Services out of scope by exception",
            len(services.exceptions),
            note=f"Of {services.counts.cells:,} cells of the matrix; their reasons are on Exceptions",
        ),
        Line("Risks", NOT_AVAILABLE, note="No risks are recorded"),
        Line(
            "Budget: difference from control total", NOT_AVAILABLE, kind="money", note="No budget is recorded"
        ),
        Line("Decision asked", NOT_APPLICABLE, note=facts.scenario.head.decision.strip() or NOT_RECORDED),
    ]
