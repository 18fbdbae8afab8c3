"""Read an edited scope matrix: its identity and the rows of its Detail sheet, streaming and with caps."""

from __future__ import annotations

import itertools
import warnings
import zipfile
import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import ParseError

import openpyxl
from defusedxml.common import DefusedXmlException
from openpyxl.utils.exceptions import InvalidFileException

from workbench.errors import InputError
from workbench.io.workbooks.identity import (
    EXPORT_LABEL,
    KIND_LABEL,
    PROJECT_LABEL,
    PUBLIC,
    PUBLIC_LABEL,
    SCENARIO_ID_LABEL,
    SCENARIO_LABEL,
    SCHEMA_LABEL,
)
from workbench.io.workbooks.scope.columns import EDITABLE, HEADERS, ROW_KEY
from workbench.io.workbooks.scope.matter import DOCUMENT, SCOPE_SCHEMA
from workbench.io.workbooks.scope.parsing import RawValue, clean, folded
from workbench.io.workbooks.scope.safety import see_that_workbook_is_safe

SHEET = "Detail"
_HEADER_WITHIN, _MOST_COLUMNS, _MOST_ROWS, _COVER_ROWS = 40, 256, 200_000, 80
_LABELS = (
    KIND_LABEL, SCHEMA_LABEL, PROJECT_LABEL, SCENARIO_LABEL, SCENARIO_ID_LABEL, EXPORT_LABEL, PUBLIC_LABEL,
)  # fmt: skip
_REMEDY = "Choose a workbook that export --scope-matrix has written, saved as .xlsx."


@dataclass(frozen=True)
class Identity:
    """Where a workbook comes from."""

    project: str
    scenario: str
    scenario_id: str
    export_id: str


@dataclass(frozen=True)
class DetailRow:
    """A row of the Detail sheet. ``row`` is as a spreadsheet shows it, ``values`` by header.

    ``formulas`` and ``faults`` name the white columns that hold a formula or a fault such as #REF!.
    """

    row: int
    key: str
    values: Mapping[str, RawValue]
    formulas: tuple[str, ...] = ()
    faults: tuple[str, ...] = ()


@dataclass(frozen=True)
class EditedMatrix:
    """What was read: identity, rows, and headers that are not ours."""

    identity: Identity
    rows: tuple[DetailRow, ...]
    ignored: tuple[str, ...]


def read_scope_matrix(path: Path) -> EditedMatrix:
    """Read a workbook that this program exported and somebody has edited.

    Raises:
        InputError: it is no such workbook, hostile, damaged, or a header of Detail is missing.
    """
    see_that_workbook_is_safe(path)
    book = None
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # what the library does not keep does not matter here
            book = openpyxl.load_workbook(path, read_only=True, data_only=False, keep_links=False)
            identity = _identity(path, book)
            rows, ignored = _detail(path, book)
    except (
        OSError, KeyError, ValueError, TypeError, AttributeError, IndexError, EOFError, AssertionError,
        ParseError, zipfile.BadZipFile, zipfile.LargeZipFile, InvalidFileException, NotImplementedError,
        RuntimeError, zlib.error,
    ) as damage:  # fmt: skip
        if _is_hostile(damage):
            raise _refused(path, "Its XML holds entities, which no honest workbook does.") from damage
        raise _refused(path, f"It is damaged ({type(damage).__name__}).") from damage
    finally:
        if book is not None:
            book.close()
    return EditedMatrix(identity, rows, ignored)


# -- identity
def _identity(path: Path, book: Any) -> Identity:  # noqa: ANN401 - the stubs lack the read-only workbook
    found = _cover(book)
    properties = {str(prop.name): str(prop.value) for prop in getattr(book.custom_doc_props, "props", [])}
    found |= {label: properties[label] for label in _LABELS if properties.get(label)}
    if found.get(KIND_LABEL) != DOCUMENT or EXPORT_LABEL not in found or SCENARIO_ID_LABEL not in found:
        raise InputError(
            f"{path.name} is not a scope matrix of this program.",
            why="Neither its properties nor its cover say which export it is.",
            remedy=_REMEDY,
        )
    if found.get(SCHEMA_LABEL) != str(SCOPE_SCHEMA):
        raise InputError(
            f"{path.name} has schema version {found.get(SCHEMA_LABEL, 'not known')}; "
            f"this program reads version {SCOPE_SCHEMA}.",
            why="It was written by another version of the program.",
            remedy="Export it again with this version.",
        )
    if found.get(PUBLIC_LABEL) == PUBLIC:
        raise InputError(
            f"{path.name} is a public version and cannot be imported.",
            why="Its internal notes were left out.",
            remedy="Edit a workbook that was exported without --public.",
        )
    return Identity(
        project=found.get(PROJECT_LABEL, ""),
        scenario=found.get(SCENARIO_LABEL, ""),
        scenario_id=found[SCENARIO_ID_LABEL],
        export_id=found[EXPORT_LABEL],
    )


def _cover(book: Any) -> dict[str, str]:  # noqa: ANN401 - as above
    """The labels and words of the cover."""
    if "Cover" not in book.sheetnames:
        return {}
    lines = book["Cover"].iter_rows(max_row=_COVER_ROWS, max_col=2, values_only=True)
    return {clean(line[0]): clean(line[1]) for line in lines if len(line) == 2 and clean(line[0]) in _LABELS}


# -- the rows
def _detail(path: Path, book: Any) -> tuple[tuple[DetailRow, ...], tuple[str, ...]]:  # noqa: ANN401 - as above
    sheet = next((book[name] for name in book.sheetnames if folded(name) == folded(SHEET)), None)
    if sheet is None:
        raise InputError(
            f"{path.name} has no sheet {SHEET}.",
            remedy=f"Give the sheet its name {SHEET} back, or export again.",
        )
    sheet.reset_dimensions()  # what a file says of its size is not to be relied on
    lines = enumerate(sheet.iter_rows(max_col=_MOST_COLUMNS), start=1)
    places: dict[str, int] = {}
    ignored: tuple[str, ...] = ()
    for _, cells in itertools.islice(lines, _HEADER_WITHIN):
        if any(folded(clean(cell.value)) == folded(ROW_KEY) for cell in cells):
            places, ignored = _headers(path, cells)
            break
    if not places:
        raise InputError(
            f"{path.name}: the sheet {SHEET} has no column “{ROW_KEY}”.",
            why=f"No header of that name stands in its first {_HEADER_WITHIN} rows.",
            remedy="Give the header its name back, or export again.",
        )
    return tuple(_rows(path, lines, places)), ignored


def _headers(path: Path, cells: Sequence[Any]) -> tuple[dict[str, int], tuple[str, ...]]:
    """The place of every header of ours, and the headers that are not."""
    ours = {folded(header): header for header in HEADERS}
    places: dict[str, int] = {}
    ignored: list[str] = []
    for place, cell in enumerate(cells):
        words = clean(cell.value)
        header = ours.get(folded(words))
        if header is None:
            if words:
                ignored.append(words)
        elif header in places:
            raise InputError(
                f"{path.name}: the sheet {SHEET} has two columns “{header}”.", remedy="Delete one of them."
            )
        else:
            places[header] = place
    missing = [column.header for column in EDITABLE if column.header not in places]
    if missing:
        others = f" Headers that it does not know: {', '.join(ignored[:8])}." if ignored else ""
        raise InputError(
            f"{path.name}: the sheet {SHEET} has no column “{missing[0]}”.",
            why=f"A header was renamed or a column deleted; missing: {', '.join(missing[:8])}.{others}",
            remedy="Give the header its name back, or export again.",
        )
    return places, tuple(ignored)


def _rows(path: Path, lines: Iterator[tuple[int, Any]], places: Mapping[str, int]) -> Iterator[DetailRow]:
    key_place = places[ROW_KEY]
    white = [(column.header, places[column.header]) for column in EDITABLE]
    count = 0
    for row, cells in lines:
        if row > _MOST_ROWS:
            raise _refused(path, f"Its sheet {SHEET} has more than {_MOST_ROWS:,} rows.")
        key = clean(cells[key_place].value) if key_place < len(cells) else ""
        values: dict[str, RawValue] = {}
        formulas: list[str] = []
        faults: list[str] = []
        for header, place in white:
            cell = cells[place] if place < len(cells) else None
            kind = "n" if cell is None else cell.data_type
            if kind == "f":
                formulas.append(header)
            elif kind == "e":
                faults.append(header)
            value = None if cell is None else cell.value
            values[header] = value
        if (not key or key == "[z]") and not formulas and not any(_holds(value) for value in values.values()):
            continue  # an empty row below the table, or the one row of a matrix without cells
        count += 1
        yield DetailRow(row, key, values, tuple(formulas), tuple(faults))


def _holds(value: RawValue) -> bool:
    return clean(value) not in {"", "[z]", "[x]"}


def _is_hostile(problem: BaseException | None) -> bool:
    """Whether hostile XML is at the root of a problem; the reading library tells it as one of its own."""
    while problem is not None:
        if isinstance(problem, DefusedXmlException):
            return True
        problem = problem.__cause__ or problem.__context__
    return False


def _refused(path: Path, why: str) -> InputError:
    return InputError(f"{path.name} was not read.", why=why, remedy=_REMEDY)
