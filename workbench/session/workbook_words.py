"""What a cell with a locality code means, and how codes are told."""

from __future__ import annotations

from collections.abc import Collection

from workbench.io.workbooks.edited import EditedRow
from workbench.io.workbooks.read_cells import RawValue, clean, folded
from workbench.io.workbooks.values import NOT_APPLICABLE, NOT_AVAILABLE, UNASSIGNED
from workbench.models.plan import Plan

_NONE = {"", NOT_AVAILABLE, NOT_APPLICABLE, UNASSIGNED.casefold()}
_SHOWN = 60


class BadCodeError(ValueError):
    """A code that cannot be taken; the text says why, with the codes allowed."""


def read_code(value: RawValue, plan: Plan, *, known: Collection[str | None]) -> str | None:
    """The locality code of a cell, None for unassigned; case and outer spaces do not count.

    A name is taken for the code of the one locality that has it. ``known`` are codes that are taken as they
    are, since they were exported, even where their locality is gone.

    Raises:
        BadCodeError: the cell holds something else.
    """
    words = folded(clean(value))
    if words in _NONE:
        return None
    codes = {code.casefold(): code for code in known if code}
    codes |= {locality.code.casefold(): locality.code for locality in plan}
    if words in codes:
        return codes[words]
    named = [locality.code for locality in plan if folded(locality.name) == words]
    if len(named) == 1:
        return named[0]
    told = clean(value)
    told = told if len(told) <= _SHOWN else told[: _SHOWN - 1] + "…"
    allowed = ", ".join([*(locality.code for locality in plan), UNASSIGNED])
    raise BadCodeError(f"“{told}” is no locality of this scenario; allowed are {allowed}.")


def code_words(code: str | None) -> str:
    """A code as the workbook says it."""
    return UNASSIGNED if code is None else code


def fault_of(row: EditedRow) -> str:
    """Why a row with a formula or a fault is refused; empty where it has none."""
    if row.formulas:
        return f"A formula stands where text is expected: {', '.join(row.formulas)}."
    if row.faults:
        return f"A cell holds a fault such as #REF!: {', '.join(row.faults)}."
    return ""
