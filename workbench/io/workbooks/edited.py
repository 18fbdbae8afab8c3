"""Read back what somebody has edited in a workbook of ours: identity and rows, streaming and with caps."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from workbench.errors import InputError
from workbench.io.readers.books import opened_book
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
from workbench.io.workbooks.read_cells import RawValue, clean, folded

_HEADER_WITHIN, _MOST_COLUMNS, _MOST_ROWS, _COVER_ROWS = 40, 256, 200_000, 80
_LABELS = (
    KIND_LABEL, SCHEMA_LABEL, PROJECT_LABEL, SCENARIO_LABEL, SCENARIO_ID_LABEL, EXPORT_LABEL, PUBLIC_LABEL,
)  # fmt: skip


@dataclass(frozen=True)
class BookKind:
    """A kind of workbook that can come back: its document, its schema, what it is called and what helps."""

    document: str
    schema: int
    words: str
    remedy: str


@dataclass(frozen=True)
class Identity:
    """Where a workbook comes from."""

    project: str
    scenario: str
    scenario_id: str
    export_id: str
    public: bool


@dataclass(frozen=True)
class SheetKind:
    """A table to read: ``headers`` are all of ours, ``edited`` those that a person may change."""

    sheet: str
    key: str
    headers: tuple[str, ...]
    edited: tuple[str, ...]


@dataclass(frozen=True)
class EditedRow:
    """A row of a table. ``row`` is as a spreadsheet shows it, ``values`` by header.

    ``formulas`` and ``faults`` name the edited columns that hold a formula or a fault such as #REF!.
    """

    row: int
    key: str
    values: Mapping[str, RawValue]
    formulas: tuple[str, ...] = ()
    faults: tuple[str, ...] = ()


@contextmanager
def opened_workbook(path: Path, kind: BookKind) -> Iterator[Any]:
    """A workbook for reading, looked at before anything in it is parsed.

    Raises:
        InputError: it is no workbook, hostile or damaged.
    """
    with opened_book(path, formulas=True, remedy=kind.remedy) as book:
        yield book


def read_identity(path: Path, book: Any, kind: BookKind) -> Identity:  # noqa: ANN401 - the stubs lack the read-only workbook
    """Which export a workbook is, from its properties, else its cover.

    Raises:
        InputError: it is no workbook of this kind, or one of another version.
    """
    found = _cover(book)
    properties = {str(prop.name): str(prop.value) for prop in getattr(book.custom_doc_props, "props", [])}
    found |= {label: properties[label] for label in _LABELS if properties.get(label)}
    if found.get(KIND_LABEL) != kind.document or EXPORT_LABEL not in found or SCENARIO_ID_LABEL not in found:
        raise InputError(
            f"{path.name} is not {kind.words} of this program.",
            why="Neither its properties nor its cover say which export it is.",
            remedy=kind.remedy,
        )
    if found.get(SCHEMA_LABEL) != str(kind.schema):
        raise InputError(
            f"{path.name} has schema version {found.get(SCHEMA_LABEL, 'not known')}; "
            f"this program reads version {kind.schema}.",
            why="It was written by another version of the program.",
            remedy="Export it again with this version.",
        )
    return Identity(
        project=found.get(PROJECT_LABEL, ""),
        scenario=found.get(SCENARIO_LABEL, ""),
        scenario_id=found[SCENARIO_ID_LABEL],
        export_id=found[EXPORT_LABEL],
        public=found.get(PUBLIC_LABEL) == PUBLIC,
    )


def _cover(book: Any) -> dict[str, str]:  # noqa: ANN401 - as above
    """The labels and words of the cover."""
    if "Cover" not in book.sheetnames:
        return {}
    lines = book["Cover"].iter_rows(max_row=_COVER_ROWS, max_col=2, values_only=True)
    return {clean(line[0]): clean(line[1]) for line in lines if len(line) == 2 and clean(line[0]) in _LABELS}


def read_rows(
    path: Path,
    book: Any,  # noqa: ANN401 - as above
    kind: SheetKind,
    remedy: str,
) -> tuple[tuple[EditedRow, ...], tuple[str, ...]]:
    """The rows of a table, and headers that are not ours; columns may stand in any order.

    Raises:
        InputError: the sheet or a header is missing, or a header stands twice.
    """
    sheet = next((book[name] for name in book.sheetnames if folded(name) == folded(kind.sheet)), None)
    if sheet is None:
        raise InputError(
            f"{path.name} has no sheet {kind.sheet}.",
            remedy=f"Give the sheet its name {kind.sheet} back, or export again.",
        )
    sheet.reset_dimensions()  # what a file says of its size is not to be relied on
    lines = enumerate(sheet.iter_rows(max_col=_MOST_COLUMNS), start=1)
    for _, cells in itertools.islice(lines, _HEADER_WITHIN):
        if any(folded(clean(cell.value)) == folded(kind.key) for cell in cells):
            places, ignored = _headers(path, cells, kind)
            return tuple(_rows(path, lines, places, kind, remedy)), ignored
    raise InputError(
        f"{path.name}: the sheet {kind.sheet} has no column “{kind.key}”.",
        why=f"No header of that name stands in its first {_HEADER_WITHIN} rows.",
        remedy="Give the header its name back, or export again.",
    )


def _headers(path: Path, cells: Sequence[Any], kind: SheetKind) -> tuple[dict[str, int], tuple[str, ...]]:
    """The place of every header of ours, and the headers that are not."""
    ours = {folded(header): header for header in kind.headers}
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
                f"{path.name}: the sheet {kind.sheet} has two columns “{header}”.",
                remedy="Delete one of them.",
            )
        else:
            places[header] = place
    missing = [header for header in kind.edited if header not in places]
    if missing:
        others = f" Headers that it does not know: {', '.join(ignored[:8])}." if ignored else ""
        raise InputError(
            f"{path.name}: the sheet {kind.sheet} has no column “{missing[0]}”.",
            why=f"A header was renamed or a column deleted; missing: {', '.join(missing[:8])}.{others}",
            remedy="Give the header its name back, or export again.",
        )
    return places, tuple(ignored)


def _rows(
    path: Path,
    lines: Iterator[tuple[int, Any]],
    places: Mapping[str, int],
    kind: SheetKind,
    remedy: str,
) -> Iterator[EditedRow]:
    key_place = places[kind.key]
    edited = [(header, places[header]) for header in kind.edited]
    for row, cells in lines:
        if row > _MOST_ROWS:
            raise _refused(path, f"Its sheet {kind.sheet} has more than {_MOST_ROWS:,} rows.", remedy)
        key = clean(cells[key_place].value) if key_place < len(cells) else ""
        values: dict[str, RawValue] = {}
        formulas: list[str] = []
        faults: list[str] = []
        for header, place in edited:
            cell = cells[place] if place < len(cells) else None
            state = "n" if cell is None else cell.data_type
            if state == "f":
                formulas.append(header)
            elif state == "e":
                faults.append(header)
            values[header] = None if cell is None else cell.value
        if (not key or key == "[z]") and not formulas and not any(_holds(value) for value in values.values()):
            continue  # an empty row below the table, or the one row of a table without content
        yield EditedRow(row, key, values, tuple(formulas), tuple(faults))


def _holds(value: RawValue) -> bool:
    return clean(value) not in {"", "[z]", "[x]"}


def _refused(path: Path, why: str, remedy: str) -> InputError:
    return InputError(f"{path.name} was not read.", why=why, remedy=remedy)
