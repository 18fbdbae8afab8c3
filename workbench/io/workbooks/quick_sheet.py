"""A worksheet that prepares each different formula once, not once a row."""

from __future__ import annotations

from functools import lru_cache

from typing_extensions import override
from xlsxwriter.worksheet import Worksheet

_MOST_FORMULAS = 256
"""The columns of a workbook repeat a few dozen formulas in tens of thousands of rows."""


class QuickSheet(Worksheet):  # type: ignore[misc]  # the library has no types
    """XlsxWriter looks for 29 names in every formula that it is given, which is half the time of writing."""

    @override
    def _prepare_formula(self, formula: str, expand_future_functions: bool = False) -> str:
        return _prepared(formula, expand_future_functions)


@lru_cache(maxsize=_MOST_FORMULAS)
def _prepared(formula: str, expand_future_functions: bool) -> str:
    return str(Worksheet._prepare_formula(Worksheet(), formula, expand_future_functions))  # noqa: SLF001 - asked once
