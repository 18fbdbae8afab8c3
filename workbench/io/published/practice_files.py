"""Totals and mapping of the patients-registered publication, and the PCN members of ePCN."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from workbench.errors import InputError
from workbench.io.published.account import RowAccount
from workbench.io.published.dates import date_words, iso_date, newest
from workbench.io.published.headings import is_pcn_members
from workbench.io.published.kinds import Kind
from workbench.io.published.ods import MEMBERSHIP_COLUMNS, ods_edition
from workbench.io.published.recognised import Recognised
from workbench.io.published.sheets import read_sheet
from workbench.io.published.text_rows import whole_table
from workbench.io.readers.columns import plain_heading
from workbench.io.readers.tables import Table
from workbench.progress import Progress

PCN_REPORT_COLUMNS = (
    "partner_organisation_code", "partner_name", "practice_parent_code", "practice_parent_name", "pcn_code",
    "pcn_name", "pcn_parent_code", "pcn_parent_name", "start_date", "end_date", "match",
)  # fmt: skip
UNALLOCATED = frozenset({"U", "", "UNALLOCATED"})
"""PCN codes of practices that belong to no PCN."""
_TWICE = "Stands twice: the practice stands in an earlier row"
_SUPERSEDED = "Practice has a membership that began later"


@dataclass(frozen=True, eq=False)
class PatientTotals:
    """List size by practice code; NaN where suppressed. ``rows`` is the row of the file of each."""

    lists: Mapping[str, float]
    date: str
    account: RowAccount
    rows: NDArray[np.int64] | None = None


@dataclass(frozen=True)
class PracticePlace:
    """What mapping and ePCN tell of a practice; "" where they do not."""

    name: str = ""
    postcode: str = ""
    pcn_code: str = ""
    pcn_name: str = ""
    sub_icb: str = ""
    icb: str = ""


@dataclass(frozen=True, eq=False)
class PracticePlaces:
    """Practices by code. ``rows`` is the row of the file of each."""

    places: Mapping[str, PracticePlace]
    account: RowAccount
    rows: NDArray[np.int64] | None = None


class Columns(dict[str, str]):
    """Heading by its plain form; one that is not there is told."""

    def __init__(self, table: Table) -> None:
        super().__init__({plain_heading(heading): heading for heading in table.headings})
        self._file = table.file

    def __missing__(self, name: str) -> str:
        raise InputError(
            f"{self._file} has no column for the {name.replace('_', ' ')}.",
            why="It has most headings of a published layout, but not all.",
            remedy="Get the file again from its source.",
        )


def plain_columns(table: Table) -> Columns:
    """Heading by its plain form; asking for one that is not there raises ``InputError``."""
    return Columns(table)


def read_totals(file: Recognised, *, progress: Progress | None = None) -> PatientTotals:
    """Patients of each GP practice, all ages and sexes; of several dates the newest.

    Raises:
        InputError: the file is damaged, or a number cannot be read.
    """
    table = whole_table(file.source, progress=progress)
    heads = plain_columns(table)
    codes = table.texts(heads.get("code") or heads["org_code"])
    kinds = table.texts(heads.get("type") or heads.get("org_type"))
    sex, age = (np.char.upper(table.texts(heads[name]).astype(str)) for name in ("sex", "age"))
    people = table.numbers(heads["number_of_patients"])
    dates = np.array([iso_date(text) for text in table.texts(heads["extract_date"])], dtype=object)
    latest = max(dates, default="")
    account = RowAccount(
        file.file, Kind.TOTALS, f"{date_words(latest)} ({file.layout})", table.sha256, read=len(table),
        people_read=float(np.nansum(people)),
    )  # fmt: skip
    left = np.ones(len(table), dtype=bool)
    gp = np.isin(np.char.upper(kinds.astype(str)), ["GP", "GP PRACTICE", ""])
    sexes_whole = (sex == "ALL").any()
    for reason, where in (
        ("Counts an organisation of another type", ~gp),
        ("Of an older date than the newest in the file", dates != latest),
        ("Counts one sex of people counted whole elsewhere", (sex != "ALL") & sexes_whole),
        ("Counts one age of people counted whole elsewhere", age != "ALL"),
    ):
        account.reject_where(reason, where & left, codes, people, rows_of=table.rows)
        left &= ~where
    again = np.zeros(len(table), dtype=bool)
    again[left] = pd.DataFrame({"code": codes[left], "sex": sex[left]}).duplicated().to_numpy()
    account.reject_where(_TWICE, again, codes, people, rows_of=table.rows)
    left &= ~again
    account.used, account.people_used = int(left.sum()), float(np.nansum(people[left]))
    account.suppressed = int((~np.isfinite(people[left])).sum())
    lists: dict[str, float] = {}
    for code, value in zip(codes[left], people[left], strict=True):
        lists[str(code)] = lists.get(str(code), 0.0) + float(value)
    _, first = np.unique(codes[left].astype(str), return_index=True)
    return PatientTotals(lists, latest, account, table.rows[left][np.sort(first)])


def read_mapping(file: Recognised, *, progress: Progress | None = None) -> PracticePlaces:
    """Name, postcode and PCN of each practice, by heading: order and names of the columns have changed.

    Raises:
        InputError: the file is damaged.
    """
    table = whole_table(file.source, progress=progress)
    heads = plain_columns(table)
    qof = file.kind is Kind.QOF_MAPPING

    def column(*names: str) -> np.ndarray:
        return table.texts(next((heads[name] for name in names if name in heads), None))

    codes = column("practice_code")
    edition = file.edition
    if not qof:
        date = date_words(newest(column("extract_date")))
        edition = f"{date} ({file.layout})" if date else file.edition
    account = RowAccount(file.file, file.kind, edition, table.sha256, read=len(table))
    blank = codes == ""
    again = pd.Series(codes).duplicated().to_numpy() & ~blank
    account.reject_where("No practice code", blank, codes, rows_of=table.rows)
    account.reject_where(_TWICE, again, codes, rows_of=table.rows)
    pcn = column("pcn_ods_code", "pcn_code")
    columns = (
        codes, column("practice_name"), column("practice_postcode"),
        np.where(np.isin(pcn.astype(str), sorted(UNALLOCATED)), "", pcn), column("pcn_name"),
        column("sub_icb_location_code", "ccg_code", "sub_icb_loc_ods_code", "ccg_ods_code"),
        column("icb_code", "stp_code", "icb_ods_code", "stp_ods_code"),
    )  # fmt: skip
    places = {
        str(code): PracticePlace(*(str(cell) for cell in cells))
        for code, *cells in zip(*(values[~blank & ~again] for values in columns), strict=True)
    }
    account.used = len(places)
    unallocated = sum(not place.pcn_code for place in places.values())
    if unallocated:
        account.notes = (f"Practices without a PCN: {unallocated:,}",)
    return PracticePlaces(places, account, table.rows[~blank & ~again])


def read_commissioners(file: Recognised, *, progress: Progress | None = None) -> PracticePlaces:
    """The present commissioner of each practice (epcmem); ended memberships are told.

    Raises:
        InputError: the file is damaged.
    """
    table = whole_table(file.source, names=MEMBERSHIP_COLUMNS, progress=progress)
    codes, parents, start, end = (table.texts(name) for name in ("practice", "parent", "from", "to"))
    account = RowAccount(file.file, file.kind, ods_edition(file, table), table.sha256, read=len(table))
    blank = (codes == "") | (parents == "")
    ended = (end != "") & ~blank
    account.reject_where("No code", blank, table.rows.astype(object), rows_of=table.rows)
    account.reject_where("Membership has ended", ended, codes, rows_of=table.rows)
    current = np.flatnonzero(~blank & ~ended)
    order = current[np.argsort(start[current].astype(str), kind="stable")]
    member = {str(codes[row]): int(row) for row in order}
    superseded = np.zeros(len(table), dtype=bool)
    superseded[current] = True
    superseded[list(member.values())] = False
    account.reject_where(_SUPERSEDED, superseded, codes, rows_of=table.rows)
    account.used = len(member)
    return PracticePlaces(
        {code: PracticePlace(sub_icb=str(parents[row])) for code, row in member.items()},
        account,
        table.rows[list(member.values())],
    )


def read_pcn_members(file: Recognised, *, progress: Progress | None = None) -> PracticePlaces:
    """The present PCN of each practice, from the workbook or the report; ended memberships are told.

    Raises:
        InputError: the file is damaged.
    """
    if file.layout == "workbook":
        table = read_sheet(file.path, file.sheet, is_pcn_members, progress=progress)
    else:
        headed = file.layout.endswith("headed")
        table = whole_table(file.source, names=None if headed else PCN_REPORT_COLUMNS, progress=progress)
    heads = plain_columns(table)
    codes, pcn = table.texts(heads["partner_organisation_code"]), table.texts(heads["pcn_code"])
    names = table.texts(heads.get("pcn_name"))
    start = table.texts(next((heads[h] for h in heads if h.endswith("start_date")), None))
    end = table.texts(next((heads[h] for h in heads if h.endswith("end_date")), None))
    latest = date_words(newest([*start, *end]))
    era = file.edition.split(",", maxsplit=1)[0]
    edition = f"{era}, newest date {latest}" if latest else era
    account = RowAccount(file.file, Kind.PCN_MEMBERS, edition, table.sha256, read=len(table))
    blank = (codes == "") | (pcn == "")
    ended = (end != "") & ~blank
    told = np.array(
        [f"{code}: {one} until {day}" for code, one, day in zip(codes, pcn, end, strict=True)], object
    )
    account.reject_where("No practice or PCN code", blank, table.rows.astype(object), rows_of=table.rows)
    account.reject_where("Membership has ended", ended, told, rows_of=table.rows)
    current = np.flatnonzero(~blank & ~ended)
    order = current[np.argsort(np.array([iso_date(text) for text in start[current]]), kind="stable")]
    member: dict[str, int] = {str(codes[row]): int(row) for row in order}
    superseded = np.zeros(len(table), dtype=bool)
    superseded[current] = True
    superseded[list(member.values())] = False
    account.reject_where(_SUPERSEDED, superseded, told, rows_of=table.rows)
    account.used = len(member)
    sub_icb = table.texts(next((heads[h] for h in heads if h.startswith("practice_parent")), None))
    places = {
        code: PracticePlace(pcn_code=str(pcn[row]), pcn_name=str(names[row]), sub_icb=str(sub_icb[row]))
        for code, row in sorted(member.items())
    }
    return PracticePlaces(places, account, table.rows[[member[code] for code in places]])
