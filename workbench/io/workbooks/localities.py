"""The Localities sheet: one row a hub locality, people summed live from Areas and Practices."""

from __future__ import annotations

import math
from collections.abc import Mapping

import numpy as np

from workbench.io.workbooks.area_columns import (
    LOCALITIES_SHEET,
    LOCALITIES_TABLE,
    MERGED_INTO,
    PRACTICES_TABLE,
)
from workbench.io.workbooks.book import Book
from workbench.io.workbooks.facts import Facts, clipped, find_council
from workbench.io.workbooks.formulas import (
    count_by_code,
    numbers_or_unknown,
    sum_by_code,
    this_row,
    total_or_unknown,
)
from workbench.io.workbooks.table import Column, TablePlace, write_table
from workbench.io.workbooks.values import (
    NOT_APPLICABLE,
    NOT_AVAILABLE,
    Formula,
    Value,
    known,
    text,
    yes_no,
)
from workbench.metrics.figures import LocalityFigures
from workbench.metrics.services.hub_distance import site_name
from workbench.models.localities import Locality
from workbench.models.rules import BandStatus

TABLE = LOCALITIES_TABLE
_CODE = this_row(TABLE, "Locality code")
_NOTES = {
    "Compactness": "compactness", "% in main LA": "weights", "IMD score": "weights",
    "Budget £": "budget", "£ per head": "budget",
}  # fmt: skip
"""Keys of the notes that columns refer to."""


def write_localities(book: Book) -> TablePlace:
    """Write the sheet and tell where the rows stand, for the chart."""
    title = "Hub localities"
    return _write(book, book.facts, sheet_name=LOCALITIES_SHEET, title=title, table=TABLE, live=True)


def write_localities_of(book: Book, facts: Facts, *, sheet_name: str, table: str) -> None:
    """Write the localities of one scenario of several, as values: its areas are not in the workbook."""
    title = f"Hub localities of {clipped(facts.scenario.name)}"
    _write(book, facts, sheet_name=sheet_name, title=title, table=table, live=False)


def _write(book: Book, facts: Facts, *, sheet_name: str, title: str, table: str, live: bool) -> TablePlace:
    sheet = book.add_sheet(
        sheet_name,
        title=title,
        holds="This worksheet contains one table: one row for each locality.",
        notes=("status", "localities", "contiguous"),
        facts=facts,
    )
    formulas = _formulas(facts) if live else {}
    rows = [_row(facts, row, locality, formulas) for row, locality in _pairs(facts)]
    return write_table(
        book,
        sheet,
        name=table,
        title=title,
        columns=_columns(facts, formulas, table=table, filled=bool(rows)),
        rows=rows,
        freeze_columns=2,
    )


def _pairs(facts: Facts) -> list[tuple[LocalityFigures, Locality]]:
    found = ((row, facts.scenario.plan.get(row.code)) for row in facts.figures.localities)
    return [(row, locality) for row, locality in found if locality is not None]


def _columns(facts: Facts, formulas: Mapping[str, str], *, table: str, filled: bool) -> list[Column]:
    """The columns in order; totals only of what adds up."""
    totals = facts.figures.totals
    total = {
        "Registered people": totals.registered,
        "Resident people": totals.resident,
        "Weighted people": totals.weighted,
        "Areas": float(totals.area_units - totals.unassigned_units),
    }
    kinds = [
        ("Locality code", "text", 10), ("Locality", "text", 30), ("Hub site code", "text", 10),
        ("Hub site", "text", 22), ("Registered people", "people", 12), ("Resident people", "people", 12),
        ("Weighted people", "people", 12), ("Lower limit", "people", 10), ("Upper limit", "people", 10),
        ("Status", "formula text", 10), ("Difference from target", "signed", 11),
        ("Difference %", "signed share", 11), ("Practices", "number", 9), ("Areas", "number", 9),
        ("Contiguous", "text", 9), ("Parts", "number", 9), ("Compactness", "decimal", 9),
        ("Main local authority", "text", 23), ("% in main LA", "share", 9), ("People 65+ %", "share", 9),
        ("IMD score", "score", 9), ("Budget £", "money", 9), ("£ per head", "money", 9),
        ("Clinical lead role", "text", 16), ("Exception reason", "text", 24),
    ]  # fmt: skip
    return [
        Column(
            header,
            kind,
            widest=widest,
            formula=formulas.get(header, ""),
            total=(
                "Total"
                if header == "Locality code" and filled
                else total_or_unknown(table, header, known(total[header]))
                if header in total and filled and not math.isnan(total[header])
                else None
            ),
            statuses=tuple(BandStatus) if header == "Status" else (),
            note=_NOTES.get(header, ""),
        )
        for header, kind, widest in kinds
    ]


def _formulas(facts: Facts) -> Mapping[str, str]:
    """The live columns; the same formula stands in every row."""
    people = this_row(TABLE, facts.people_column)
    formulas = {
        "Resident people": sum_by_code(table="tbl_areas", column="Resident people", code=_CODE),
        "Practices": count_by_code(
            table=PRACTICES_TABLE, code=_CODE, also=f'{PRACTICES_TABLE}[{MERGED_INTO}],"{NOT_APPLICABLE}"'
        ),
        "Areas": count_by_code(table="tbl_areas", code=_CODE),
        "Status": (
            f'=IF(ISNUMBER({people}),IF({people}<band_low,"below",IF({people}>band_high,"above","in")),"unknown")'
        ),
        "Difference from target": numbers_or_unknown((people,), f"{people}-band_target"),
    }
    if facts.has_practices:
        formulas["Registered people"] = sum_by_code(
            table="tbl_practices", column="Registered people", code=_CODE
        )
        if facts.project.area.practices.weighted_list is not None:
            formulas["Weighted people"] = sum_by_code(
                table="tbl_practices", column="Weighted people", code=_CODE
            )
    if facts.figures.rules.band.target:
        formulas["Difference %"] = numbers_or_unknown((people,), f"({people}-band_target)/band_target")
    if facts.has_band:
        formulas |= {"Lower limit": "=band_low", "Upper limit": "=band_high"}
    return formulas


def _row(facts: Facts, row: LocalityFigures, locality: Locality, formulas: Mapping[str, str]) -> list[Value]:
    band = facts.figures.rules.band
    main, main_share = _main_authority(facts, row.code)
    values: dict[str, str | float] = {
        "Locality code": row.code,
        "Locality": row.name,
        "Hub site code": text(locality.hub_site),
        "Hub site": text(site_name(facts.project.area, locality.hub_site)),
        "Registered people": known(row.registered),
        "Resident people": known(row.resident),
        "Weighted people": known(row.weighted),
        "Lower limit": band.low if facts.has_band else NOT_APPLICABLE,
        "Upper limit": band.high if facts.has_band else NOT_APPLICABLE,
        "Status": str(row.status),
        "Difference from target": known(row.people - band.target),
        "Difference %": known(row.deviation) if band.target else NOT_APPLICABLE,
        "Practices": row.practices,
        "Areas": row.units,
        "Contiguous": yes_no(row.contiguous) if row.units else NOT_APPLICABLE,
        "Parts": row.parts,
        "Compactness": known(row.polsby_popper),
        "Main local authority": main,
        "% in main LA": main_share,
        "People 65+ %": known(row.aged_65_plus_share),
        "IMD score": known(row.imd_score),
        "Budget £": NOT_AVAILABLE,
        "£ per head": NOT_AVAILABLE,
        "Clinical lead role": text(locality.lead),
        "Exception reason": _reason(row, locality),
    }
    return [Formula(formulas[name], value) if name in formulas else value for name, value in values.items()]


def _reason(row: LocalityFigures, locality: Locality) -> str:
    if locality.exception_reason.strip():
        return locality.exception_reason
    return NOT_APPLICABLE if row.status is BandStatus.IN else NOT_AVAILABLE


def _main_authority(facts: Facts, code: str) -> tuple[str, str | float]:
    """The local authority with most residents of a locality, and their share of those known (0 to 1)."""
    parent = find_council(facts.project)
    plan, resident = facts.scenario.plan, facts.project.area.units.resident
    units = plan.units_of(plan.slot(code))
    if parent is None or not len(units):
        return NOT_AVAILABLE, NOT_AVAILABLE
    names, place = np.unique(parent.names[units].astype(str), return_inverse=True)
    people = np.bincount(place, np.nan_to_num(resident[units]))
    if not people.sum() or not names[people.argmax()]:
        return NOT_AVAILABLE, NOT_AVAILABLE
    return str(names[people.argmax()]), float(people.max() / people.sum())
