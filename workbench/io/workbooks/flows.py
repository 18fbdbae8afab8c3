"""The Flows sheet: where registered people live, by the locality in which they are registered (R65)."""

from __future__ import annotations

from workbench.io.workbooks.book import Book
from workbench.io.workbooks.facts import Facts
from workbench.io.workbooks.table import Column, write_table
from workbench.io.workbooks.values import NOT_APPLICABLE, NOT_AVAILABLE, Formula, Value, known
from workbench.metrics.flows import FlowTable, flow_table

TABLE = "tbl_flows"
_MONEY = ("Unit", "Value", "Net")
"""What a flow costs: not known until the project records unit prices (R65)."""


def write_flows(book: Book) -> None:
    """Write the sheet: one row for each pair of places that has people, in the order of the flow table."""
    facts = book.facts
    flow = flow_table(facts.project.area, facts.scenario.plan, facts.scenario.practices)
    sheet = book.add_sheet(
        "Flows",
        title="Where registered people live",
        holds=(
            "This worksheet contains one table: patients by where they live and where they are registered. "
            "They are not residents."
        ),
        notes=("flows", "residents"),
    )
    rows = _rows(flow)
    total = Formula(f"=SUM({TABLE}[People])", known(flow.total_in_file)) if rows else None
    columns = (
        Column("Residence locality", widest=44, narrowest=44, total="Total" if rows else None),
        Column("Registration locality", widest=44, narrowest=44),
        Column("People", "people", narrowest=12, total=total),
        Column("% of registered people living there", "share", narrowest=16),
        *(Column(f"{name} \N{POUND SIGN}", "money", narrowest=9, note="budget") for name in _MONEY),
    )
    write_table(
        book, sheet, name=TABLE, title="Where registered people live", columns=columns, rows=rows,
        freeze_columns=2,
    )  # fmt: skip


def residents_note(facts: Facts) -> str:
    """How many patients live in the area, beside its residents, for the notes (R65)."""
    patients = facts.project.area.patients
    living, resident = float(patients.by_unit.sum()), facts.figures.totals.area_resident
    of_them = f", {living / resident:.1%} of its {resident:,.0f} residents" if resident > 0 else ""
    return (
        f"Flows holds patients of the registrations file, not residents: {living:,.0f} of them live in the "
        f"area{of_them}. Lists nationally hold about 9% more people than live in an area."
    )


def _rows(flow: FlowTable) -> list[list[Value]]:
    rows: list[list[Value]] = []
    for end, cells in zip(flow.rows, flow.in_file, strict=False):  # the last row is not of the file
        living = float(cells.sum())
        for column, people in zip(flow.columns, cells.tolist(), strict=True):
            if people == 0 and end.key != column.key:
                continue
            share = people / living if living > 0 else NOT_APPLICABLE
            rows.append([end.title, column.title, known(people), share, *[NOT_AVAILABLE] * len(_MONEY)])
    return rows
