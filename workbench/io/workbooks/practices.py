"""The Practices sheet: one row a practice and share, with its locality as a code to choose."""

from __future__ import annotations

import math

from workbench.io.workbooks.area_columns import (
    LOCALITY,
    LOCALITY_CODE,
    MERGED_INTO,
    PRACTICE_CODE,
    PRACTICES_SHEET,
    PRACTICES_TABLE,
    SHARE,
)
from workbench.io.workbooks.book import Book
from workbench.io.workbooks.facts import Facts
from workbench.io.workbooks.formulas import locality_name, total_or_unknown
from workbench.io.workbooks.table import Column, write_table
from workbench.io.workbooks.values import (
    NOT_APPLICABLE,
    NOT_AVAILABLE,
    UNASSIGNED,
    Formula,
    Value,
    known,
    text,
    yes_no,
)
from workbench.metrics.merging import merges
from workbench.metrics.practice_fit import PatientsByLocality

TABLE = PRACTICES_TABLE


def write_practices(book: Book, *, choices: str) -> None:
    """Write the sheet; ``choices`` names the cells with the locality codes."""
    facts = book.facts
    sheet = book.add_sheet(
        PRACTICES_SHEET,
        title="GP practices",
        holds="This worksheet contains one table: one row for each practice, or share of a split practice.",
        notes=("unassigned", "localities", "merged"),
    )
    sizes = facts.project.area.practices.list_size
    weighted = facts.project.area.practices.weighted_list
    registered_total = total_or_unknown(TABLE, "Registered people", known(float(sizes.sum())))
    weighted_total = total_or_unknown(
        TABLE, "Weighted people", NOT_AVAILABLE if weighted is None else known(float(weighted.sum()))
    )
    columns = (
        Column(PRACTICE_CODE, total="Total" if facts.has_practices else None),
        Column("Practice", widest=36),
        Column("Postcode"),
        Column("PCN code"),
        Column("PCN", widest=28),
        Column(LOCALITY_CODE, narrowest=11, choices=choices),
        Column(LOCALITY, "formula text", widest=30, formula=locality_name(TABLE)),
        Column(SHARE, "share"),
        Column("Registered people", "people", total=registered_total if facts.has_practices else None),
        Column("Weighted people", "people", total=None if weighted is None else weighted_total),
        Column("Own-hub residents %", "share", note="own"),
        Column("How assigned", widest=16),
        Column("Locked"),
        Column("View in consultation", note="view"),
        Column(MERGED_INTO, narrowest=9),
    )
    write_table(
        book, sheet, name=TABLE, title="GP practices", columns=columns, rows=_rows(facts), freeze_columns=2
    )


def _rows(facts: Facts) -> list[list[Value]]:
    practices, plan = facts.project.area.practices, facts.scenario.plan
    fit = PatientsByLocality(facts.project.area.patients, plan.labels)
    in_area = facts.project.area.patients.in_area_by_practice
    away = {member: merge.practice for merge in merges(facts.scenario.registers) for member in merge.members}
    rows: list[list[Value]] = []
    for row, code in enumerate(practices.codes):
        assignment = facts.scenario.assignment(str(code))
        size = float(practices.list_size[row])
        weighted = math.nan if practices.weighted_list is None else float(practices.weighted_list[row])
        slots, people = fit.of(row)
        at_home = dict(zip(slots.tolist(), people.tolist(), strict=True))
        whole = size if math.isfinite(size) else float(in_area[row])
        for locality_code, share in assignment.shares or ((UNASSIGNED, 1.0),):
            locality = plan.get(locality_code)
            own = at_home.get(plan.slot(locality_code), 0.0) if locality is not None else math.nan
            rows.append(
                [
                    str(code),
                    text(str(practices.names[row])),
                    text(str(practices.postcodes[row])),
                    text(str(practices.pcn_codes[row])),
                    text(str(practices.pcn_names[row])),
                    locality_code,
                    Formula(locality_name(TABLE), UNASSIGNED if locality is None else locality.name),
                    share if assignment.shares else NOT_APPLICABLE,
                    known(size * share),
                    known(weighted * share),
                    NOT_APPLICABLE if locality is None else known(own / whole if whole > 0 else math.nan),
                    str(assignment.how),
                    yes_no(assignment.locked),
                    str(assignment.view),
                    away.get(str(code), NOT_APPLICABLE),
                ]
            )
    return rows
