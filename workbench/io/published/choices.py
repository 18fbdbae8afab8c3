"""NHS Choices directories of hospitals and pharmacies, fields parted by the mark ¬."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from workbench.io.published.account import RowAccount
from workbench.io.published.practice_files import plain_columns
from workbench.io.published.recognised import Recognised
from workbench.io.published.text_rows import whole_table
from workbench.io.readers.crs import in_great_britain, parse_crs
from workbench.io.readers.tables import Table
from workbench.progress import Progress


@dataclass(frozen=True, eq=False)
class ChoicesSites:
    """Sites of one file; texts by plain heading, coordinates in metres of EPSG:27700, NaN where not known."""

    table: Table
    easting: np.ndarray
    northing: np.ndarray
    account: RowAccount

    def column(self, name: str) -> np.ndarray:
        """A column of texts."""
        return self.table.texts(plain_columns(self.table).get(name))


def read_choices(file: Recognised, *, progress: Progress | None = None) -> ChoicesSites:
    """Every visible site once.

    Raises:
        InputError: the file is damaged, or a coordinate is no number.
    """
    table = whole_table(file.source, progress=progress)
    heads = plain_columns(table)
    codes = table.texts(heads["organisationcode"])
    account = RowAccount(file.file, file.kind, file.edition, table.sha256, read=len(table))
    hidden = np.char.upper(table.texts(heads["organisationstatus"]).astype(str)) != "VISIBLE"
    blank = (codes == "") & ~hidden
    again = np.zeros(len(table), dtype=bool)
    left = ~hidden & ~blank
    again[left] = pd.Series(codes[left]).duplicated().to_numpy()
    account.reject_where("Not shown to the public", hidden, codes, rows_of=table.rows)
    names = table.texts(heads["organisationname"])
    account.reject_where("No code", blank, names, rows_of=table.rows)
    account.reject_where("Stands twice: the code stands in an earlier row", again, codes, rows_of=table.rows)
    kept = table.keep(left & ~again)
    account.used = len(kept)
    xy = np.full((len(kept), 2), np.nan)
    degrees = np.column_stack([kept.numbers(heads["longitude"]), kept.numbers(heads["latitude"])])
    known = np.isfinite(degrees).all(axis=1) & (degrees != 0).any(axis=1)
    if known.any():
        xy[known] = parse_crs("EPSG:4326", file=file.file)(degrees[known])
    xy[~(np.isfinite(xy).all(axis=1) & in_great_britain(xy))] = np.nan
    return ChoicesSites(kept, xy[:, 0].copy(), xy[:, 1].copy(), account)
