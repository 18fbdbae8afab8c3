"""The Comparison sheet: the scorecard's lines in their fixed order, a column a scenario (R74)."""

from __future__ import annotations

import math

from workbench.io.workbooks.beside import Beside
from workbench.io.workbooks.book import Book, write
from workbench.io.workbooks.not_recorded import NOT_RECORDED
from workbench.io.workbooks.table import Column, write_table
from workbench.io.workbooks.values import NOT_APPLICABLE, Value, known
from workbench.metrics.scorecard import Line, Measure

_KINDS = {
    Measure.COUNT: "number",
    Measure.PEOPLE: "people",
    Measure.SHARE: "share",
    Measure.KM: "decimal",
    Measure.RATIO: "decimal",
}
_BETTER = {1: "more", -1: "less", 0: "no agreed direction"}
_FIRST_SCENARIO = 3


def write_scorecard(book: Book, beside: Beside) -> None:
    """Write the sheet."""
    title = "Scenarios side by side"
    sheet = book.add_sheet(
        "Comparison",
        title=title,
        holds="This worksheet contains one table: one row for each measure, one column for each scenario.",
        notes=("scorecard",),
    )
    names = beside.names
    columns = (
        Column("Heading", widest=20, narrowest=15),
        Column("Measure", widest=40, narrowest=34),
        Column("Better is", narrowest=20),
        *(Column(name, "people", widest=26, narrowest=14) for name in names),
        Column("Best", widest=30, narrowest=20),
    )
    rows: list[list[Value]] = [
        [str(line.heading), line.text, _BETTER[line.better], *_values(line), _best(line, names)]
        for line in beside.lines
    ]
    place = write_table(
        book, sheet, name="tbl_comparison", title=title, columns=columns, rows=rows, freeze_columns=2
    )
    sheet.fit_to_pages(1, 1)
    for row, line in enumerate(beside.lines, start=place.first):
        for column, value in enumerate(_values(line), start=_FIRST_SCENARIO):
            write(sheet, row, column, value, book.cell_format(_KINDS[line.measure]))


def _values(line: Line) -> list[Value]:
    return [known(value) if line.recorded else NOT_RECORDED for value in line.values]


def _best(line: Line, names: list[str]) -> str:
    """The scenarios that do best, or a word where none does."""
    known_values = sum(not math.isnan(value) for value in line.values)
    if not line.recorded or not known_values:
        return "Not known" if line.recorded else NOT_RECORDED
    best = [name for name, is_best in zip(names, line.best(), strict=True) if is_best]
    if best or not line.better:
        return "; ".join(best) or NOT_APPLICABLE
    if known_values == len(line.values):
        return "All the same"
    return "Those known are the same" if known_values > 1 else "Not known"
