"""Read an edited scope matrix: its identity and the rows of its Detail sheet."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from workbench.errors import InputError
from workbench.io.workbooks.edited import (
    BookKind,
    EditedRow,
    Identity,
    SheetKind,
    opened_workbook,
    read_identity,
    read_rows,
)
from workbench.io.workbooks.scope.columns import EDITABLE, HEADERS, ROW_KEY
from workbench.io.workbooks.scope.matter import DOCUMENT, SCOPE_SCHEMA

SHEET = "Detail"
_BOOK = BookKind(
    DOCUMENT,
    SCOPE_SCHEMA,
    "a scope matrix",
    "Choose a workbook that export --scope-matrix has written, saved as .xlsx.",
)
_TABLE = SheetKind(SHEET, ROW_KEY, tuple(HEADERS), tuple(column.header for column in EDITABLE))


@dataclass(frozen=True)
class EditedMatrix:
    """What was read: identity, rows, and headers that are not ours."""

    identity: Identity
    rows: tuple[EditedRow, ...]
    ignored: tuple[str, ...]


def read_scope_matrix(path: Path) -> EditedMatrix:
    """Read a workbook that this program exported and somebody has edited.

    Raises:
        InputError: it is no such workbook, hostile, damaged, or a header of Detail is missing.
    """
    with opened_workbook(path, _BOOK) as book:
        identity = read_identity(path, book, _BOOK)
        if identity.public:
            raise InputError(
                f"{path.name} is a public version and cannot be imported.",
                why="Its internal notes were left out.",
                remedy="Edit a workbook that was exported without --public.",
            )
        rows, ignored = read_rows(path, book, _TABLE, _BOOK.remedy)
    return EditedMatrix(identity, rows, ignored)
