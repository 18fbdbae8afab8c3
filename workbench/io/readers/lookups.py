"""Read a look-up of areas into larger areas, CSV or workbook, whatever its columns are called."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd

from workbench.errors import InputError
from workbench.io.readers.books import opened_book
from workbench.io.readers.columns import plain_heading
from workbench.io.readers.hashing import sha256_of
from workbench.io.readers.privacy import refuse_patient_columns
from workbench.io.readers.tables import Table, read_headings, read_table

_CODE = re.compile(r"(?P<stem>.*?)(?P<year>\d{2,4})?_?(cd|codes?)")
_NAME = re.compile(r"(?P<stem>.*?)(?P<year>\d{2,4})?_?(nm|names?)")
_FROM = re.compile(r"(.*_)?(from|start|start_date)|(open|oper)_date")
_TO = re.compile(r"(.*_)?(to|until|end|end_date)|(termination|term|close)_date")
_MOST_ROWS, _MOST_COLUMNS = 400_000, 200
_REMEDY = "Get the workbook again, or save its table as CSV."


@dataclass(frozen=True)
class LookupRow:
    """An area in its larger area; days as 2016-03-15, empty where not told."""

    row: int
    area: str
    code: str
    name: str
    valid_from: str = ""
    valid_to: str = ""


@dataclass(frozen=True)
class Lookup:
    """A look-up as it was read; the headings are those that were used."""

    file: str
    sha256: str
    headings: tuple[str, ...]
    rows: tuple[LookupRow, ...]


def lookup_headings(path: Path) -> list[str]:
    """The headings of a look-up.

    Raises:
        InputError: the file cannot be used.
    """
    return _sheet(path).headings if _is_workbook(path) else read_headings(path)


def read_lookup(
    path: Path, known: Sequence[frozenset[str]], *, area: str = "", code: str = "", name: str = ""
) -> tuple[Lookup, int]:
    """Read a look-up; ``known`` are sets of codes that its areas may be, the best first.

    The column of areas is the one with most codes of one of these sets; the answer tells which set. Columns
    for code and name of the larger area are told, or found where only one can be meant.

    Raises:
        InputError: the file cannot be used, none of its columns holds known areas, or several columns can
            be meant for the larger area.
    """
    table = _sheet(path) if _is_workbook(path) else read_table(path)
    area_heading, which = _areas(table, known, _named(table, area))
    code_heading = _named(table, code) or _code(table, area_heading, _named(table, name))
    name_heading = _named(table, name) or _name(table, code_heading)
    start, end = (_date_heading(table, pattern) for pattern in (_FROM, _TO))
    columns = zip(
        table.rows.tolist(),
        table.texts(area_heading),
        table.texts(code_heading),
        table.texts(name_heading or code_heading),
        table.texts(start),
        table.texts(end),
        strict=True,
    )
    rows = tuple(
        LookupRow(row, one, larger, named or larger, _day(table, row, first), _day(table, row, last))
        for row, one, larger, named, first, last in columns
        if one and larger
    )
    used = tuple(filter(None, (area_heading, code_heading, name_heading, start, end)))
    return Lookup(table.file, table.sha256, used, rows), which


def _is_workbook(path: Path) -> bool:
    return path.suffix.casefold() in {".xlsx", ".xlsm"}


def _named(table: Table, wanted: str) -> str:
    """The heading that was asked for, "" where none was."""
    if not wanted:
        return ""
    for heading in table.headings:
        if heading.strip().casefold() == wanted.strip().casefold():
            return heading
    raise InputError(
        f"{table.file} has no column “{wanted}”.",
        why=f"Its columns are {_listed(table.headings)}.",
        remedy="Name one of these.",
    )


def _areas(table: Table, known: Sequence[frozenset[str]], wanted: str) -> tuple[str, int]:
    best = (0, "", 0)
    for which, codes in enumerate(known):
        for heading in [wanted] if wanted else table.headings:
            hits = len(codes.intersection(table.texts(heading)))
            if hits > best[0]:
                best = (hits, heading, which)
        if best[0]:
            return best[1], best[2]
    raise InputError(
        f"{table.file} holds no area of this project.",
        why=f"None of its columns {_listed(table.headings)} has codes of areas or of their larger areas.",
        remedy="Choose a look-up of the same areas, of the same year.",
    )


def _code(table: Table, area: str, name: str) -> str:
    """The one column of codes that is not the area's own."""
    stem = _stem(_CODE, area)
    others = [h for h in table.headings if h not in (area, name) and _stem(_CODE, h) not in (None, stem)]
    if not others:  # a look-up with names alone: the name is the code
        others = [h for h in table.headings if h != area and _stem(_NAME, h) not in (None, stem)]
    if not others and len(table.headings) == 2:
        others = [h for h in table.headings if h != area]
    if len(others) == 1:
        return others[0]
    raise InputError(
        f"{table.file}: it is not clear which larger areas are meant.",
        why=f"It could be {_listed(others)}." if others else f"Its columns are {_listed(table.headings)}.",
        remedy="Name the column with the code of the larger area.",
    )


def _name(table: Table, code: str) -> str | None:
    stem = _stem(_CODE, code)
    return next((h for h in table.headings if h != code and stem and _stem(_NAME, h) == stem), None)


def _stem(pattern: re.Pattern[str], heading: str) -> str | None:
    match = pattern.fullmatch(plain_heading(heading))
    return match["stem"].strip() + (match["year"] or "") if match else None


def _date_heading(table: Table, pattern: re.Pattern[str]) -> str | None:
    return next((h for h in table.headings if pattern.fullmatch(plain_heading(h))), None)


def _day(table: Table, row: int, text: str) -> str:
    """A day as 2016-03-15 of what a cell holds."""
    if not text:
        return ""
    parsed = pd.to_datetime(text[:10], format="mixed", dayfirst="/" in text or "." in text, errors="coerce")
    if pd.isna(parsed):
        raise InputError(
            f"{table.file}, row {row}: “{text}” is no date.",
            remedy="Write dates as 2016-03-15 or 15/03/2016.",
        )
    return str(parsed.date().isoformat())


def _sheet(path: Path) -> Table:
    """The first sheet of a workbook that holds a table of at least two columns."""
    with opened_book(path, remedy=_REMEDY) as book:
        for sheet in book.worksheets:
            cells = sheet.iter_rows(max_row=_MOST_ROWS, max_col=_MOST_COLUMNS, values_only=True)
            lines = [
                (place, texts)
                for place, line in enumerate(cells, start=1)
                if any(texts := [_text(value) for value in line])
            ]
            head = next((at for at, (_, line) in enumerate(lines) if sum(map(bool, line)) >= 2), None)
            if head is not None and len(lines) > head + 1:
                return _table(path, lines[head][1], lines[head + 1 :])
    raise InputError(f"{path.name} holds no table.", remedy="Choose a workbook with headings and rows.")


def _table(path: Path, headings: Sequence[str], lines: Iterable[tuple[int, Sequence[str]]]) -> Table:
    places = [place for place, heading in enumerate(headings) if heading]
    named = [headings[place] for place in places]
    twice = next((heading for heading in named if named.count(heading) > 1), None)
    if twice:
        raise InputError(f"{path.name} has two columns “{twice}”.", remedy="Rename one of them.")
    rows = [(at, [line[p] if p < len(line) else "" for p in places]) for at, line in lines if any(line)]
    frame = pd.DataFrame([cells for _, cells in rows], columns=named)
    refuse_patient_columns(frame, file=path.name)
    return Table(path.name, frame, np.array([at for at, _ in rows], dtype=np.int64), sha256_of(path))


def _text(value: object) -> str:
    if value is None:
        return ""
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value).strip()


def _listed(headings: Sequence[str]) -> str:
    return ", ".join(f"“{heading}”" for heading in headings[:12])
