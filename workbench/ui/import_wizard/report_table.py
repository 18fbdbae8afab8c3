"""The table of the report: result by word and shape, what was met, rows, people, examples, what is done."""

from __future__ import annotations

from workbench.ui import formats
from workbench.ui.import_wizard.report_rows import CHECK, DECIDE, NOTE, PASSED, ReportRow
from workbench.ui.status import BandState
from workbench.ui.tables.column_table_model import ColumnTableModel
from workbench.ui.tables.columns import CellKind, Column, StatusValue
from workbench.ui.tables.table_view import TableView

STATES = {DECIDE: BandState.OVER, CHECK: BandState.NEAR, NOTE: BandState.UNKNOWN, PASSED: BandState.IN}
"""The shape and the colour beside the word of a result."""
_WIDEST_CHOICE = "Give it to where most of its patients live ▾"
_ORDER = (DECIDE, CHECK, NOTE, PASSED)


def report_table(name: str, *, of_files: bool) -> TableView:
    """An empty table of a report; decisions (not ``of_files``) have no rows of files and no examples."""
    C = Column[ReportRow]  # noqa: N806 - stands for a class
    head = (
        C("result", "Result", "Whether something is to be decided", lambda r: r.result,
          lambda r: _ORDER.index(r.result), CellKind.STATUS, DECIDE,
          cell=lambda r: StatusValue(STATES[r.result], r.result)),
        C("what", "Check", "What was met", lambda r: r.what, lambda r: r.what, tip=lambda r: r.told),
    )  # fmt: skip
    numbers = (
        C("rows", "Rows", "Rows of the file", lambda r: formats.number(r.rows) if r.rows else "",
          lambda r: r.rows or None, CellKind.NUMBER, "88,888"),
        C("people", "People", "People of these rows",
          lambda r: "" if r.people is None else formats.number(r.people), lambda r: r.people,
          CellKind.NUMBER, "888,888"),
        C("examples", "For example", "The first of them", lambda r: "; ".join(r.examples),
          lambda r: "; ".join(r.examples), width_text="E01029702", quiet=True),
    )  # fmt: skip
    action = C(
        "action", "What happens", "What is done with it; a click shows what else can be done",
        lambda r: f"{r.happens} ▾" if r.happens else "", lambda r: r.happens,
        width_text="Group as “Other practices” ▾" if of_files else _WIDEST_CHOICE,
    )  # fmt: skip
    columns = (*head, *numbers, action) if of_files else (*head, action)
    return TableView(ColumnTableModel(columns, lambda row: row.place), name)
