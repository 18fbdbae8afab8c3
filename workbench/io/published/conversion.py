"""The official look-up from LSOA 2011 to LSOA 2021: unchanged, split, merged and irregular areas."""

from __future__ import annotations

import numpy as np
import pandas as pd

from workbench.errors import InputError
from workbench.io.published.account import RowAccount
from workbench.io.published.headings import area_headings
from workbench.io.published.practice_files import plain_columns
from workbench.io.published.recognised import Recognised
from workbench.io.published.text_rows import whole_table
from workbench.models.conversion import Change, Conversion, ConversionRow
from workbench.progress import Progress


def read_conversion(file: Recognised, *, progress: Progress | None = None) -> tuple[Conversion, RowAccount]:
    """Read the exact-fit table by its headings, whose order varies.

    Raises:
        InputError: the file is damaged, a best-fit table, or its indicator does not fit its rows.
    """
    if file.layout != "exact fit":
        raise InputError(
            f"{file.file} is a best-fit table and was not used.",
            why="It has one row for each 2011 area and no change indicator: parts of split areas are lost.",
            remedy="Choose the exact-fit look-up, which has a column CHGIND.",
        )
    table = whole_table(file.source, progress=progress)
    areas = {
        area.year: area.heading
        for area in area_headings(table.headings)
        if area.kind == "LSOA" and area.part == "CD"
    }
    old, new = table.texts(areas[2011]), table.texts(areas[2021])
    marks = np.char.upper(table.texts(plain_columns(table)["chgind"]).astype(str))
    account = RowAccount(file.file, file.kind, file.edition, table.sha256, read=len(table))
    blank = (old == "") | (new == "")
    again = pd.DataFrame({"old": old, "new": new}).duplicated().to_numpy() & ~blank
    account.reject_where("No code", blank, table.rows.astype(object), rows_of=table.rows)
    account.reject_where("Stands twice: both areas stand in an earlier row", again, old, rows_of=table.rows)
    kept = ~blank & ~again
    account.used = int(kept.sum())
    unknown = kept & ~np.isin(marks, [str(change) for change in Change])
    if unknown.any():
        row = int(np.flatnonzero(unknown)[0])
        raise InputError(
            f"{file.file}, row {table.rows[row]}: “{marks[row]}” is no change indicator.",
            why="It is U (unchanged), S (split), M (merged) or X (irregular).",
            remedy="Get the file again from its source.",
        )
    rows = tuple(
        ConversionRow(str(one), str(two), Change(str(mark)))
        for one, two, mark in zip(old[kept], new[kept], marks[kept], strict=True)
    )
    counts = {change: sum(row.change is change for row in rows) for change in Change}
    account.notes = (", ".join(f"{change.words}: {counts[change]:,} rows" for change in Change),)
    return Conversion(rows, source=file.file), account
