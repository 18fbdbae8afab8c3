"""Any other CSV file or workbook by column mapping: suggested from its headings, remembered for the next."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np
import pandas as pd

from workbench.errors import InputError
from workbench.io.published.account import MAPPED, RowAccount
from workbench.io.published.heading_rows import headed_anywhere
from workbench.io.published.kinds import Kind
from workbench.io.published.practice_files import PatientTotals, PracticePlace, PracticePlaces
from workbench.io.published.recognised import Recognised
from workbench.io.published.sheets import read_sheet
from workbench.io.published.text_rows import whole_table
from workbench.io.published.text_source import one_line
from workbench.io.published.unit_values import UnitValues
from workbench.io.readers.columns import Role, plain_heading
from workbench.io.readers.practices import PRACTICE_ROLES
from workbench.io.readers.registrations import REGISTRATION_ROLES
from workbench.io.readers.tables import Table
from workbench.io.readers.units import UNIT_ROLES
from workbench.progress import Progress

MAPPABLE: Mapping[Kind, tuple[Role, ...]] = {
    Kind.REGISTRATIONS: (
        *REGISTRATION_ROLES,
        Role("practice_name", "practice name", ("practice_name|gp_name|org_name",)),
        Role("extract_date", "date of the count", ("extract_date|date|count_date",)),
    ),
    Kind.PRACTICES: PRACTICE_ROLES,
    Kind.POPULATION: UNIT_ROLES,
}
"""Kinds that a file can be mapped to; POPULATION stands for all values by area."""
_UNIT_NUMBERS = {
    "resident": "resident", "aged_65_plus": "pop_65_plus", "imd_score": "imd_score",
    "weighted_population": "weighted",
}  # fmt: skip


def header_signature(headings: Sequence[str]) -> str:
    """What tells files of one layout: a hash of their headings in order, without case and spaces."""
    plain = "|".join(plain_heading(heading) for heading in headings)
    return hashlib.sha256(plain.encode()).hexdigest()[:16]


def suggested(file: Recognised) -> tuple[Kind, dict[str, str]]:
    """The kind that a file looks like and its columns by role; OTHER where none of the kinds fits."""
    for kind in (Kind.REGISTRATIONS, Kind.PRACTICES, Kind.POPULATION):
        found = _detected(file.headings, MAPPABLE[kind])
        required = {role.name for role in MAPPABLE[kind] if role.required}
        if required <= set(found) and len(found) > len(required) - (kind is Kind.REGISTRATIONS):
            return kind, found
    return Kind.OTHER, {}


def _detected(headings: Sequence[str], roles: Sequence[Role]) -> dict[str, str]:
    plain = {heading: plain_heading(heading) for heading in headings if heading}
    found: dict[str, str] = {}
    for role in roles:
        for pattern in role.patterns:
            hits = [h for h, text in plain.items() if re.fullmatch(pattern, text) and h not in found.values()]
            if hits:
                found[role.name] = hits[0]
                break
    return found


def mapped(file: Recognised, kind: Kind, columns: Mapping[str, str]) -> Recognised:
    """A file of no published layout as one of ``kind``, with the columns that a planner says.

    Raises:
        InputError: the kind cannot be mapped, a column is not in the file, or a needed one is missing.
    """
    if kind not in MAPPABLE:
        raise InputError(
            f"{file.file} cannot be mapped to {kind}.",
            why=f"Columns can be mapped for {', '.join(str(one) for one in MAPPABLE)}.",
            remedy="Choose one of these.",
        )
    roles = {role.name for role in MAPPABLE[kind]}
    required = {role.name for role in MAPPABLE[kind] if role.required}
    wanted = {role: one_line(heading) for role, heading in columns.items() if role in roles}
    absent = [heading for heading in wanted.values() if heading not in file.headings]
    missing = sorted(required - set(wanted))
    if absent or missing:
        why = f"It has no column “{absent[0]}”." if absent else f"No column is named for {missing[0]}."
        raise InputError(
            f"{file.file} cannot be read as {kind}.",
            why=why,
            remedy=f"Name the right ones of {', '.join(f'“{h}”' for h in file.headings[:12] if h)}.",
        )
    return replace(
        file,
        kind=kind,
        edition=MAPPED,
        layout="mapped",
        note="",
        columns=tuple(sorted(wanted.items())),
    )


def remembered(file: Recognised, kept: Mapping[str, str]) -> Recognised | None:
    """A file as it was mapped before, in whatever row its headings are; ``kept`` is the preference."""
    if not kept:
        return None
    for headed in (file, *headed_anywhere(file)):
        text = kept.get(header_signature(headed.headings))
        if text:
            return _as_told(headed, text)
    return None


def _as_told(file: Recognised, text: str) -> Recognised | None:
    try:
        told = json.loads(text)
        return mapped(file, Kind(told["kind"]), told["columns"])
    except (ValueError, KeyError, TypeError, AttributeError, InputError):
        return None  # a preference of another version: the planner is asked again


def to_remember(file: Recognised) -> tuple[str, str]:
    """Key and text under which the preferences keep the mapping of a file."""
    told = {"kind": str(file.kind), "columns": dict(file.columns)}
    return header_signature(file.headings), json.dumps(told, sort_keys=True)


def read_mapped_values(file: Recognised, *, progress: Progress | None = None) -> UnitValues:
    """Values by area of a mapped file.

    Raises:
        InputError: the file is damaged, or a number cannot be read.
    """
    columns = dict(file.columns)
    table, account, left = _start(file, columns["unit_code"], "unit_code", progress)
    rows = table.keep(left)
    numbers = {name: rows.numbers(columns[role]) for role, name in _UNIT_NUMBERS.items() if role in columns}
    if "resident" in numbers:
        account.people_read = float(np.nansum(numbers["resident"]))
    texts = {
        role: rows.texts(heading)
        for role, heading in columns.items()
        if role.endswith(("_code", "_name")) and role not in {"unit_code", "unit_name"}
    }
    suppressed = {
        name: ~np.isfinite(numbers[name]) & (rows.texts(columns[role]) != "")
        for role, name in _UNIT_NUMBERS.items()
        if role in columns
    }
    return UnitValues(
        rows.texts(columns["unit_code"]), numbers, texts, account, "", suppressed, rows=rows.rows
    )


def read_mapped_practices(
    file: Recognised, *, progress: Progress | None = None
) -> tuple[PracticePlaces, PatientTotals | None]:
    """Names, postcodes, PCNs and list sizes of a mapped file; the account is that of the first.

    Raises:
        InputError: the file is damaged, or a number cannot be read.
    """
    columns = dict(file.columns)
    table, account, left = _start(file, columns["practice_code"], "practice_code", progress)
    rows = table.keep(left)
    account.used = len(rows)
    codes = rows.texts(columns["practice_code"])
    told = [rows.texts(columns.get(role)) for role in ("practice_name", "postcode", "pcn_code", "pcn_name")]
    places = {
        str(code): PracticePlace(*(str(cell) for cell in cells))
        for code, *cells in zip(codes, *told, strict=True)
    }
    totals = None
    if "list_size" in columns:
        sizes = rows.numbers(columns["list_size"])
        own = RowAccount(file.file, Kind.TOTALS, file.edition, table.sha256, len(rows), len(rows))
        totals = PatientTotals(
            dict(zip((str(c) for c in codes), sizes.tolist(), strict=True)), "", own, rows.rows
        )
    return PracticePlaces(places, account, rows.rows), totals


def _start(
    file: Recognised, heading: str, what: str, progress: Progress | None
) -> tuple[Table, RowAccount, np.ndarray]:
    needed = {head for _, head in file.columns}
    if file.sheet:
        table = read_sheet(
            file.path, file.sheet, lambda row: needed <= set(row),
            from_row=file.heading_row, progress=progress,
        )  # fmt: skip
    else:
        table = whole_table(file.source, progress=progress)
    codes = table.texts(heading)
    account = RowAccount(file.file, file.kind, file.edition, table.sha256, read=len(table))
    blank = codes == ""
    again = pd.Series(codes).duplicated().to_numpy() & ~blank
    words = what.replace("_", " ")
    shown = np.array([f"row {row}" for row in table.rows], dtype=object)
    account.reject_where(f"No {words}", blank, shown, rows_of=table.rows)
    twice = f"Stands twice: the {words} stands in an earlier row"
    account.reject_where(twice, again, codes, rows_of=table.rows)
    return table, account, ~blank & ~again
