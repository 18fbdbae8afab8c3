"""Read GP practices with list size, PCN and place from a CSV file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from workbench.errors import InputError
from workbench.io.readers.columns import ColumnChoice, Role, find_columns
from workbench.io.readers.points import POINT_ROLES, read_points, units_around
from workbench.io.readers.tables import Table, read_table, refuse_duplicates
from workbench.models.practices import PracticeTable
from workbench.models.sources import Notice, Source
from workbench.models.units import UnitTable
from workbench.progress import Progress

PRACTICE_ROLES: tuple[Role, ...] = (
    Role(
        "practice_code",
        "practice code",
        ("practice_code|prac_code|gp_code|organisation_code|org_code", "code"),
        required=True,
        settles=True,
    ),
    Role("practice_name", "practice name", ("practice_name|prac_name|gp_name|organisation_name", "name")),
    Role("postcode", "postcode", ("postcode|practice_postcode|post_code", "pcds|pcd")),
    Role(
        "list_size",
        "list size",
        ("list_size|practice_list_size|registered_patients", "registered|patients|number_of_patients"),
        settles=True,
    ),
    Role(
        "weighted_list",
        "weighted list",
        ("weighted_list|weighted_list_size|weighted_patients|list_size_weighted",),
    ),
    Role("pcn_code", "PCN code", ("pcn_code",)),
    Role("pcn_name", "PCN name", ("pcn_name|pcn",)),
    *POINT_ROLES,
)
_EXAMPLES = 5


@dataclass(frozen=True, eq=False)
class PracticesRead:
    """What the practice file gave."""

    practices: PracticeTable
    source: Source
    notices: tuple[Notice, ...]


def read_practices(
    path: Path, units: UnitTable, *, choice: ColumnChoice | None = None, progress: Progress | None = None
) -> PracticesRead:
    """Practices in file order; those without coordinates are kept and told.

    Raises:
        InputError: a column is missing, a code stands twice, a number cannot be read or is negative.
    """
    table = read_table(path, progress=progress)
    columns = find_columns(
        table.headings, PRACTICE_ROLES, dataset="practices", file=table.file, choice=choice or ColumnChoice()
    )
    codes = table.texts(columns["practice_code"])
    refuse_duplicates(table, codes, what="practice code")
    names = table.texts(columns.get("practice_name"))
    points = read_points(table, columns)
    used = [
        columns[role.name]
        for role in PRACTICE_ROLES
        if role.name in columns and role.name != "site_unit_code"
    ]
    weighted = people(table, columns["weighted_list"]) if "weighted_list" in columns else None
    practices = PracticeTable(
        codes=codes,
        names=np.where(names == "", codes, names),
        postcodes=table.texts(columns.get("postcode")),
        easting=points.easting,
        northing=points.northing,
        list_size=people(table, columns.get("list_size")),
        weighted_list=weighted,
        pcn_codes=table.texts(columns.get("pcn_code")),
        pcn_names=table.texts(columns.get("pcn_name")),
        site_unit=units_around(
            units, points.easting, points.northing, table.texts(columns.get("site_unit_code"))
        ),
        attributes=table.frame.drop(columns=used),
    )
    source = Source(dataset="Practices", file=table.file, rows_read=len(table), sha256=table.sha256)
    return PracticesRead(practices, source, tuple(_notices(practices, points.outside)))


def people(table: Table, heading: str | None) -> NDArray[np.float64]:
    """A column of people, NaN where not known.

    Raises:
        InputError: a number is negative or cannot be read; the row is named.
    """
    values = table.numbers(heading)
    negative = np.flatnonzero(values < 0)
    if len(negative):
        raise InputError(
            f"{table.file}, row {table.rows[negative[0]]}: {values[negative[0]]:,.6g} people in the column "
            f"“{heading}” cannot be.",
            remedy="Correct the cell, or leave it empty where the number is not known.",
        )
    return values


def _notices(practices: PracticeTable, outside: NDArray[np.int64]) -> Sequence[Notice]:
    notices: list[Notice] = []
    lost = np.flatnonzero(~practices.placed)
    if len(lost):
        notices.append(
            Notice(
                "practices_not_placed",
                "warning",
                f"Practices without coordinates: {len(lost):,}; assign them by patients or by hand",
                count=len(lost),
                examples=tuple(practices.codes[lost[:_EXAMPLES]]),
            )
        )
    if len(outside):
        notices.append(
            Notice(
                "practices_outside_britain",
                "warning",
                f"Practices with coordinates outside Great Britain, which were not used: {len(outside):,}",
                count=len(outside),
                examples=tuple(practices.codes[outside[:_EXAMPLES]]),
            )
        )
    unknown = np.flatnonzero(~np.isfinite(practices.list_size))
    if len(unknown):
        notices.append(
            Notice(
                "list_size_unknown",
                "warning",
                f"Practices whose list size is not known: {len(unknown):,}",
                count=len(unknown),
                examples=tuple(practices.codes[unknown[:_EXAMPLES]]),
            )
        )
    return notices
