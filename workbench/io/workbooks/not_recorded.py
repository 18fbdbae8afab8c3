"""Sheets whose data the project does not record yet: they keep their place and say so."""

from __future__ import annotations

from dataclasses import dataclass

from workbench.io.workbooks.book import Book
from workbench.io.workbooks.table import Column, write_table
from workbench.io.workbooks.values import NOT_AVAILABLE, Value

_REGISTER = ("No.", "Subject", "Reason or text", "Owner body", "Date", "Status", "Scenario")
NOT_RECORDED = "Not recorded"


@dataclass(frozen=True)
class _Place:
    """A sheet that waits for its data."""

    sheet: str
    table: str
    title: str
    headers: tuple[str, ...]


_PLACES = (
    _Place(
        "Variation", "tbl_variation", "Unwarranted variation",
        ("Indicator", "Period", "Locality", "Numerator", "Denominator", "Rate", "Lower 95%", "Upper 95%",
         "System rate", "Ratio", "Flag", "Excess over benchmark"),
    ),
    _Place(
        "Budget", "tbl_budget", "Budget",
        ("Line", "Locality", "Basis", "People used", "\N{POUND SIGN} per head", "Amount \N{POUND SIGN}",
         "PHB \N{POUND SIGN}", "Total \N{POUND SIGN}"),
    ),
    _Place("Decisions", "tbl_decisions", "Decisions", _REGISTER),
    _Place("Risks", "tbl_risks", "Risks", _REGISTER),
    _Place("Engagement", "tbl_engagement", "Engagement", _REGISTER),
    _Place(
        "Principles", "tbl_principles", "Principles",
        ("Source", "No.", "Principle", "Assessment", "Evidence"),
    ),
)  # fmt: skip


def write_not_recorded(book: Book) -> None:
    """Write each sheet with its columns and one row that says that nothing is recorded."""
    for place in _PLACES:
        sheet = book.add_sheet(
            place.sheet,
            title=f"{place.title}: not recorded",
            holds="This worksheet contains one table: its one row says that the project records none yet.",
            notes=("x",),
        )
        row: list[Value] = [NOT_RECORDED, *[NOT_AVAILABLE] * (len(place.headers) - 1)]
        columns = [
            Column(place.headers[0], narrowest=16),
            *(Column(x, narrowest=10) for x in place.headers[1:]),
        ]
        write_table(
            book, sheet, name=place.table, title=f"{place.title}: not recorded", columns=columns, rows=[row]
        )
