"""The Areas sheet: one row a unit, with its locality as a code to choose and a name that follows."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from workbench.io.workbooks.area_columns import AREA_CODE, AREAS_SHEET, AREAS_TABLE, LOCALITY, LOCALITY_CODE
from workbench.io.workbooks.book import Book
from workbench.io.workbooks.facts import Facts, find_council
from workbench.io.workbooks.formulas import locality_name, total_or_unknown
from workbench.io.workbooks.table import Column, write_table
from workbench.io.workbooks.values import NOT_AVAILABLE, UNASSIGNED, Formula, Value, known, text, yes_no
from workbench.metrics.figures_json import number

TABLE = AREAS_TABLE
_DECILES = ("imd_decile", "imd2019_decile", "imd2025_decile", "imd19_decile", "imd25_decile", "decile")


def write_areas(book: Book, *, choices: str) -> None:
    """Write the sheet; ``choices`` names the cells with the locality codes."""
    facts = book.facts
    sheet = book.add_sheet(
        AREAS_SHEET,
        title="Areas",
        holds="This worksheet contains one table: one row for each area.",
        notes=("unassigned",),
    )
    resident = facts.figures.totals.area_resident
    total = total_or_unknown(TABLE, "Resident people", known(resident))
    columns = (
        Column(AREA_CODE, total="Total"),
        Column("LSOA", widest=34),
        Column("MSOA", widest=34),
        Column("LAD code"),
        Column("LAD", widest=28),
        Column(LOCALITY_CODE, narrowest=11, choices=choices),
        Column(LOCALITY, "formula text", widest=34, formula=locality_name(TABLE)),
        Column("Resident people", "people", total=total),
        Column("IMD decile", "number", note="decile"),
        Column("How assigned", note="how"),
        Column("Locked"),
    )
    write_table(book, sheet, name=TABLE, title="Areas", columns=columns, rows=_rows(facts), freeze_columns=2)


def _rows(facts: Facts) -> list[list[Value]]:
    units, plan = facts.project.area.units, facts.scenario.plan
    msoa, district = (
        facts.parent("msoa", "msoa21", "msoa11"),
        find_council(facts.project),
    )
    deciles = _deciles(facts)
    nothing = [""] * len(units)
    msoa_names = nothing if msoa is None else msoa.names
    district_codes = nothing if district is None else district.codes
    district_names = nothing if district is None else district.names
    rows: list[list[Value]] = []
    for row, label in enumerate(plan.labels):
        locality = plan.locality(int(label))
        code = UNASSIGNED if locality is None else locality.code
        name = UNASSIGNED if locality is None else locality.name
        rows.append(
            [
                str(units.codes[row]),
                text(str(units.names[row])),
                text(str(msoa_names[row])),
                text(str(district_codes[row])),
                text(str(district_names[row])),
                code,
                Formula(locality_name(TABLE), name),
                known(float(units.resident[row])),
                deciles[row],
                NOT_AVAILABLE,
                yes_no(
                    (locality is not None and locality.locked)
                    or str(units.codes[row]) in facts.scenario.rules.locked_set
                ),
            ]
        )
    return rows


def _deciles(facts: Facts) -> Sequence[Value]:
    """Deprivation deciles where the boundaries brought such a column."""
    attributes = facts.project.area.units.attributes
    column = next((name for name in attributes.columns if str(name).casefold() in _DECILES), None)
    if column is None:
        return [NOT_AVAILABLE] * len(facts.project.area.units)
    return [_decile(value) for value in attributes[column].tolist()]


def _decile(value: object) -> Value:
    try:
        decile = number(float(str(value)))
    except ValueError:
        return NOT_AVAILABLE
    return NOT_AVAILABLE if decile is None or not np.isfinite(decile) else decile
