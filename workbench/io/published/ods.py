"""Files of the Organisation Data Service: 27 columns without headings, in their old and new codes."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from workbench.io.published.account import RowAccount
from workbench.io.published.dates import date_words, newest
from workbench.io.published.kinds import Kind
from workbench.io.published.recognised import Recognised
from workbench.io.published.text_rows import whole_table
from workbench.io.readers.tables import Table
from workbench.progress import Progress

COLUMNS = (
    "code", "name", "national_grouping", "high_level_geography", "address_1", "address_2", "address_3",
    "address_4", "address_5", "postcode", "open_date", "close_date", "status", "subtype", "parent",
    "join_date", "left_date", "phone", "null_19", "null_20", "null_21", "amended", "null_23",
    "provider_purchaser", "null_25", "setting", "null_27",
)  # fmt: skip
MEMBERSHIP_COLUMNS = ("practice", "parent", "relationship", "from", "to", "amended")
_STATUSES = {
    "A": "active", "ACTIVE": "active", "C": "closed", "CLOSED": "closed", "INACTIVE": "closed",
    "D": "dormant", "DORMANT": "dormant", "P": "proposed", "PROPOSED": "proposed",
}  # fmt: skip
GP_SETTINGS = frozenset({"4", "RO76"})
SETTINGS = {
    "0": "Other", "1": "WIC Practice", "2": "OOH Practice", "3": "WIC + OOH Practice", "4": "GP Practice",
    "8": "Public Health Service", "9": "Community Health Service", "10": "Hospital Service",
    "11": "Optometry Service", "12": "Urgent & Emergency Care", "13": "Hospice",
    "14": "Care Home / Nursing Home", "15": "Border Force", "16": "Young Offender Institution",
    "17": "Secure Training Centre", "18": "Secure Childrens Home", "19": "Immigration Removal Centre",
    "20": "Court", "21": "Police Custody", "22": "Sexual Assault Referral Centre (SARC)",
    "24": "Other - Justice Estate", "25": "Prison", "RO76": "GP Practice", "RO80": "OOH Practice",
    "RO87": "WIC Practice", "RO72": "Other", "RO246": "Hospice", "RO249": "Care Home / Nursing Home",
    "RO255": "Public Health Service", "RO247": "Community Health Service", "RO250": "Prison",
    "RO252": "Hospital Service", "RO259": "Urgent & Emergency Care", "RO260": "Optometry Service",
}  # fmt: skip
"""Prescribing settings, by their old numbers and by role; codes that are not here are shown as they are."""


@dataclass(frozen=True, eq=False)
class Organisations:
    """Organisations of one file: one row each, texts as published, ``account`` of the rows."""

    table: Table
    edition: str
    account: RowAccount

    def column(self, name: str) -> NDArray[np.object_]:
        """A column of texts."""
        return self.table.texts(name)

    @cached_property
    def status(self) -> NDArray[np.object_]:
        """Active, closed, dormant or proposed; where a file has no status, closed by its closing date."""
        told = [_STATUSES.get(text.upper(), "") for text in self.column("status")]
        closed = self.column("close_date") != ""
        return np.array(
            [word or ("closed" if shut else "active") for word, shut in zip(told, closed, strict=True)],
            dtype=object,
        )

    @cached_property
    def is_gp(self) -> NDArray[np.bool_]:
        """Whether the prescribing setting is a GP practice."""
        return np.isin(self.column("setting").astype(str), sorted(GP_SETTINGS))

    @cached_property
    def rows_of(self) -> dict[str, int]:
        """Row by code."""
        return {str(code): row for row, code in enumerate(self.column("code"))}


def read_organisations(file: Recognised, *, progress: Progress | None = None) -> Organisations:
    """Read epraccur, etr, ets or ebranchs; every organisation once, whatever its status.

    Raises:
        InputError: the file is damaged.
    """
    table = whole_table(file.source, names=COLUMNS, progress=progress)
    edition = ods_edition(file, table)
    account = RowAccount(file.file, file.kind, edition, table.sha256, read=len(table))
    codes = table.texts("code")
    blank = codes == ""
    account.reject_where("No code", blank, _shown(table), rows_of=table.rows)
    again = pd.Series(codes).duplicated().to_numpy() & ~blank
    account.reject_where("Stands twice: the code stands in an earlier row", again, codes, rows_of=table.rows)
    kept = table.keep(~blank & ~again)
    account.used = len(kept)
    return Organisations(kept, edition, account)


def _shown(table: Table) -> NDArray[np.object_]:
    return np.array([f"row {row}" for row in table.rows], dtype=object)


def ods_edition(file: Recognised, table: Table) -> str:
    """The newest date in an ODS file, its hierarchy and the style of its codes."""
    dated = (
        ("from", "to")
        if file.kind is Kind.COMMISSIONERS
        else ("open_date", "close_date", "join_date", "left_date")
    )
    latest = newest(text for name in dated for text in table.texts(name))
    parts = [f"newest date {date_words(latest)}" if latest else "no date in the file"]
    if file.kind is Kind.PRACTICES:
        parts.insert(0, "status ACTIVE, setting RO76" if file.layout == "roles" else "status A, setting 4")
        active = np.isin(table.texts("status").astype(str), ["A", "ACTIVE"])
        letters = pd.Series(table.texts("high_level_geography")[active]).str.fullmatch(r"Q\d\d")
        if len(letters):
            parts.insert(1, "CCG era" if letters.mean() > 0.5 else "ICB era")
    return ", ".join(parts)
