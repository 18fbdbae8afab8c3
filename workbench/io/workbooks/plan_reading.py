"""Read an edited locality configuration: the locality codes of its Areas and Practices sheets."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from workbench.io.workbooks.area_columns import (
    AREA_CODE,
    AREAS_SHEET,
    DOCUMENT,
    LOCALITY,
    LOCALITY_CODE,
    PRACTICE_CODE,
    PRACTICES_SHEET,
    SHARE,
)
from workbench.io.workbooks.edited import (
    BookKind,
    EditedRow,
    Identity,
    SheetKind,
    opened_workbook,
    read_identity,
    read_rows,
)
from workbench.io.workbooks.facts import WORKBOOK_SCHEMA
from workbench.io.workbooks.read_cells import folded

_TOTAL = "total"
_BOOK = BookKind(
    DOCUMENT,
    WORKBOOK_SCHEMA,
    "a locality configuration",
    "Choose a workbook that export --configuration has written, saved as .xlsx.",
)
_AREAS = SheetKind(AREAS_SHEET, AREA_CODE, (AREA_CODE, LOCALITY_CODE, LOCALITY), (LOCALITY_CODE,))
_PRACTICES = SheetKind(
    PRACTICES_SHEET, PRACTICE_CODE, (PRACTICE_CODE, LOCALITY_CODE, LOCALITY, SHARE), (LOCALITY_CODE, SHARE)
)


@dataclass(frozen=True)
class EditedPlan:
    """What was read: identity, and the rows of both sheets without their totals."""

    identity: Identity
    areas: tuple[EditedRow, ...]
    practices: tuple[EditedRow, ...]


def read_plan_book(path: Path) -> EditedPlan:
    """Read a workbook that this program exported and somebody has edited.

    Raises:
        InputError: it is no such workbook, hostile, damaged, or a sheet or header is missing.
    """
    with opened_workbook(path, _BOOK) as book:
        identity = read_identity(path, book, _BOOK)
        areas, _ = read_rows(path, book, _AREAS, _BOOK.remedy)
        practices, _ = read_rows(path, book, _PRACTICES, _BOOK.remedy)
    return EditedPlan(identity, _without_total(areas), _without_total(practices))


def _without_total(rows: tuple[EditedRow, ...]) -> tuple[EditedRow, ...]:
    return tuple(row for row in rows if folded(row.key) != _TOTAL)
