"""The formulas that several sheets share; only functions that LibreOffice 7.4 and Excel 2016 both know.

Everything matches on the locality code, which we made ourselves and which starts with a letter: a hostile or
numeric-looking name can never act as a criterion.
"""

from __future__ import annotations

from workbench.io.workbooks.values import NOT_AVAILABLE, UNASSIGNED, Formula

_UNKNOWN = f'"{NOT_AVAILABLE}"'


def this_row(table: str, column: str) -> str:
    """The cell of a column in the formula's own row."""
    return f"{table}[[#This Row],[{column}]]"


def locality_name(table: str) -> str:
    """The name that belongs to the locality code of the row."""
    code = this_row(table, "Locality code")
    found = f"INDEX(tbl_localities[Locality],MATCH({code},tbl_localities[Locality code],0))"
    return f'=IF({code}="{UNASSIGNED}","{UNASSIGNED}",IFERROR({found},"Not a locality code"))'


def any_unknown(table: str, column: str) -> str:
    """Whether a column holds a figure that is not known."""
    return f"COUNTIFS({table}[{column}],{_UNKNOWN})>0"


def total_or_unknown(table: str, column: str, value: str | float) -> Formula:
    """The sum of a column, [x] where one of its figures is not known."""
    return Formula(f"=IF({any_unknown(table, column)},{_UNKNOWN},SUM({table}[{column}]))", value)


def sum_by_code(*, table: str, column: str, code: str) -> str:
    """The sum of a column over the rows of one locality code, [x] where one figure is not known."""
    where = f"{table}[Locality code],{code}"
    unknown = f"COUNTIFS({where},{table}[{column}],{_UNKNOWN})>0"
    return f"=IF({unknown},{_UNKNOWN},SUMIFS({table}[{column}],{where}))"


def count_by_code(*, table: str, code: str, also: str = "") -> str:
    """The number of rows of one locality code; ``also`` is a further column with its criterion."""
    return f"=COUNTIFS({table}[Locality code],{code}{',' + also if also else ''})"


def numbers_or_unknown(cells: tuple[str, ...], expression: str) -> str:
    """An expression of cells that must all be numbers, [x] where one is not."""
    tests = ",".join(f"ISNUMBER({cell})" for cell in cells)
    condition = tests if len(cells) == 1 else f"AND({tests})"
    return f"=IF({condition},{expression},{_UNKNOWN})"
