"""QOF prevalence: people on each register of a practice, with the list that the register counts against."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from workbench.io.published.account import RowAccount
from workbench.io.published.practice_files import plain_columns
from workbench.io.published.recognised import Recognised
from workbench.io.published.text_rows import whole_table
from workbench.progress import Progress


@dataclass(frozen=True, eq=False)
class Prevalence:
    """One row a practice and register; NaN where suppressed. The list is of the register's own ages."""

    practices: NDArray[np.object_]
    groups: NDArray[np.object_]
    register: NDArray[np.float64]
    list_size: NDArray[np.float64]
    account: RowAccount
    rows: NDArray[np.int64]

    def of_practices(self, codes: frozenset[str]) -> RowAccount:
        """The account for some practices: rows of others are rejected."""
        inside = np.array([str(code) in codes for code in self.practices], dtype=bool)
        self.account.reject_where(
            "Practice that the project does not list", ~inside, self.practices, rows_of=self.rows
        )
        self.account.used = int(inside.sum())
        self.account.suppressed = int((~np.isfinite(self.register[inside])).sum())
        return self.account

    def columns(self, codes: NDArray[np.object_]) -> pd.DataFrame:
        """Columns ``qof_AST_register`` and ``qof_AST_list`` for each register, one row a practice."""
        frame = pd.DataFrame(
            {
                "practice": self.practices,
                "group": self.groups,
                "register": self.register,
                "list": self.list_size,
            }
        )
        frame = frame[frame["practice"].isin(set(codes))]
        wide = frame.pivot_table(index="practice", columns="group", values=["register", "list"], dropna=False)
        wide = wide.reindex(codes)
        return pd.DataFrame(
            {
                f"qof_{group}_{what}": wide[(what, group)].to_numpy(dtype=np.float64)
                for group in sorted({str(group) for group in frame["group"]})
                for what in ("register", "list")
                if (what, group) in wide.columns
            },
            index=range(len(codes)),
        )


def read_prevalence(file: Recognised, *, progress: Progress | None = None) -> Prevalence:
    """Read a raw prevalence file.

    Raises:
        InputError: the file is damaged, or a number cannot be read.
    """
    table = whole_table(file.source, progress=progress)
    heads = plain_columns(table)
    practices, groups = table.texts(heads["practice_code"]), table.texts(heads["group_code"])
    account = RowAccount(file.file, file.kind, file.edition, table.sha256, read=len(table))
    blank = (practices == "") | (groups == "")
    kind = table.texts(heads.get("patient_list_type"))
    again = (
        pd.DataFrame({"practice": practices, "group": groups, "kind": kind}).duplicated().to_numpy() & ~blank
    )
    account.reject_where("No practice or register", blank, table.rows.astype(object), rows_of=table.rows)
    twice = "Stands twice: practice and register stand in an earlier row"
    account.reject_where(twice, again, practices, rows_of=table.rows)
    kept = ~blank & ~again
    account.used = int(kept.sum())
    return Prevalence(
        practices[kept], groups[kept], table.numbers(heads["register"])[kept],
        table.numbers(heads["practice_list_size"])[kept], account, table.rows[kept],
    )  # fmt: skip
