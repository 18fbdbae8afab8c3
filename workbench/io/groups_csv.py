"""Groups of practices that a person made, from a CSV file: ``practice_code,group``."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from workbench.errors import InputError
from workbench.io.two_columns import Part, read_two_columns

_PRACTICE = Part(
    "practice_code",
    "the practices' codes",
    ("practice", "gp_practice_code", "ods_code", "organisation_code", "code"),
)
_GROUP = Part("group", "their groups", ("group_name", "pcn_name", "pcn", "neighbourhood", "locality", "hub"))


@dataclass(frozen=True)
class GroupRow:
    """One row of the file, as a spreadsheet counts; without a ``group`` the practice is in none."""

    row: int
    practice: str
    group: str


def read_practice_groups(path: Path) -> list[GroupRow]:
    """The rows of a file of groups, each practice once.

    Outer and double spaces of names do not count, and neither does case: the first spelling of a group is
    the one that stays.

    Raises:
        InputError: the file is missing or damaged, lacks a column, or a row has no practice or repeats one.
    """
    first_row: dict[str, int] = {}
    spelling: dict[str, str] = {}
    rows: list[GroupRow] = []
    for row, code, words in read_two_columns(path, _PRACTICE, _GROUP):
        if not code:
            raise InputError(
                f"{path.name}, row {row}: there is no practice code.",
                remedy="Write the code of the practice, or delete the row.",
            )
        if code in first_row:
            raise InputError(
                f"{path.name}, row {row}: practice {code} stands in row {first_row[code]} already.",
                why="A practice belongs to one group.",
                remedy="Delete one of the two rows.",
            )
        first_row[code] = row
        name = " ".join(words.split())
        rows.append(GroupRow(row, code, spelling.setdefault(name.casefold(), name)))
    return rows
