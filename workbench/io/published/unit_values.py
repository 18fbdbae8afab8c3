"""Values by census area: population, deprivation, larger areas."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from workbench.io.published.account import RowAccount
from workbench.io.published.headings import (
    KIND_WORDS,
    area_headings,
    deprivation_columns,
    deprivation_edition,
    lookup_edition,
    population_layout,
)
from workbench.io.published.kinds import Kind
from workbench.io.published.recognised import Recognised
from workbench.io.published.sheets import read_sheet
from workbench.io.published.text_rows import whole_table
from workbench.io.readers.columns import plain_heading
from workbench.io.readers.tables import Table
from workbench.progress import Asked, Progress

_AGE = re.compile(r"(?P<sex>[fm])?_?(?P<low>\d{1,2})(?:_to_(?P<high>\d{1,2})|(?P<open>_?plus|_and_over))?")
BANDS: tuple[tuple[str, int, int], ...] = (
    ("pop_0_17", 0, 17), ("pop_0_15", 0, 15), ("pop_65_plus", 65, 200), ("pop_75_plus", 75, 200),
    ("pop_85_plus", 85, 200),
)  # fmt: skip
"""Bands of age that are kept of a population, where its ages allow them."""
OTHER_AREA = "Area outside the study area"
_NO_CODE = "No code of a census area"
_TWICE = "Stands twice: the area stands in an earlier row"
_AREA_CODE = re.compile(r"[EWSN]\d{8}")


@dataclass(frozen=True, eq=False)
class UnitValues:
    """Numbers and texts by census area. NaN is not known; ``suppressed`` marks numbers that are held back.

    ``rows`` is the row of the file of each area.
    """

    codes: NDArray[np.object_]
    numbers: Mapping[str, NDArray[np.float64]]
    texts: Mapping[str, NDArray[np.object_]]
    account: RowAccount
    vintage: str = ""
    suppressed: Mapping[str, NDArray[np.bool_]] = field(default_factory=dict)
    titles: Mapping[str, str] = field(default_factory=dict)
    rows: NDArray[np.int64] | None = None

    def of_area(self, codes: Mapping[str, int]) -> RowAccount:
        """The account for a study area: rows of other areas are rejected."""
        inside = np.array([str(code) in codes for code in self.codes], dtype=bool)
        account = self.account
        account.reject_where(OTHER_AREA, ~inside, self.codes, self.numbers.get("resident"), rows_of=self.rows)
        account.used = int(inside.sum())
        if "resident" in self.numbers:
            account.people_used = float(np.nansum(self.numbers["resident"][inside]))
        account.suppressed = int(sum(mask[inside].sum() for mask in self.suppressed.values()))
        return account

    def numbers_for(self, name: str, codes: NDArray[np.object_]) -> NDArray[np.float64]:
        """A column of numbers in the order of some codes, NaN where the file has none."""
        series = pd.Series(self.numbers[name], index=pd.Index(self.codes))
        return np.asarray(series.reindex(codes), dtype=np.float64)

    def texts_for(self, name: str, codes: NDArray[np.object_]) -> NDArray[np.object_]:
        """A column of texts in the order of some codes, "" where the file has none."""
        series = pd.Series(self.texts[name], index=pd.Index(self.codes), dtype=object)
        return series.reindex(codes, fill_value="").to_numpy(dtype=object)


def _table(file: Recognised, is_heading: object, progress: Progress | None) -> Table:
    if file.sheet and callable(is_heading):
        return read_sheet(file.path, file.sheet, is_heading, progress=progress)
    return whole_table(file.source, progress=progress)


def _start(
    file: Recognised, table: Table, codes: NDArray[np.object_], edition: str
) -> tuple[RowAccount, NDArray[np.bool_]]:
    """An account with rows without a code and repeated ones rejected, and the rows that are left."""
    account = RowAccount(file.file, file.kind, edition, table.sha256, read=len(table))
    no_code = ~pd.Series(codes).astype(str).str.fullmatch(_AREA_CODE.pattern).to_numpy(dtype=bool)
    again = pd.Series(codes).duplicated().to_numpy() & ~no_code
    shown = np.array([f"row {row}" for row in table.rows], dtype=object)
    account.reject_where(_NO_CODE, no_code, shown, rows_of=table.rows)
    account.reject_where(_TWICE, again, codes, rows_of=table.rows)
    return account, ~no_code & ~again


def numbers_of(table: Table, heading: str) -> tuple[NDArray[np.float64], NDArray[np.bool_]]:
    """A column of numbers, and where a number is suppressed: a marker stands in its place.

    Raises:
        InputError: a cell holds neither a number nor a known marker.
    """
    values = table.numbers(heading)
    return values, ~np.isfinite(values) & (table.texts(heading) != "")


def read_population(file: Recognised, *, progress: Progress | None = None) -> UnitValues:
    """Residents of census areas, and bands of age where the layout has ages.

    Raises:
        InputError: the file is damaged, or a number cannot be read.
    """
    whole = _population(file, progress)
    for sheet in file.more_sheets:
        whole = _added(whole, _population(replace(file, sheet=sheet, more_sheets=()), progress))
    return whole


def _population(file: Recognised, progress: Progress | None) -> UnitValues:
    """One sheet or text of a population."""
    asked = Asked(progress)
    table = _table(file, lambda row: population_layout(row) is not None, asked)
    layout = population_layout(table.headings)
    if layout is None:
        raise AssertionError(file)
    codes = table.texts(layout.code)
    account, left = _start(file, table, codes, file.edition)
    rows = table.keep(left)
    resident, held_back = numbers_of(rows, layout.total)
    account.people_read = float(np.nansum(resident))
    numbers = {"resident": resident} | _bands(rows, layout.total, resident, asked)
    texts = {
        name: rows.texts(heading)
        for name, heading in (
            ("lad_code", layout.lad_code),
            ("lad_name", layout.lad_name),
            ("name", layout.code_name),
        )
        if heading
    }
    return UnitValues(
        rows.texts(layout.code),
        numbers,
        texts,
        account,
        layout.vintage,
        {"resident": held_back},
        rows=rows.rows,
    )


def _added(one: UnitValues, two: UnitValues) -> UnitValues:
    """People of two sheets, one for each sex; an area that only one of them has is not known.

    The account is that of the first sheet, with the people of both.
    """
    account = one.account
    shared = np.isin(one.codes.astype(str), two.codes.astype(str))
    alone = np.setdiff1d(two.codes.astype(str), one.codes.astype(str))
    kept = one.codes[shared]
    account.people_read = (account.people_read or 0.0) + (two.account.people_read or 0.0)
    lonely = np.array([*one.codes[~shared], *alone], dtype=object)
    if len(lonely):
        people = pd.concat([
            pd.Series(found.numbers["resident"], index=found.codes.astype(str)) for found in (one, two)
        ])  # fmt: skip
        account.read += len(alone)
        account.reject_where(
            "Stands in the sheet of one sex only", np.ones(len(lonely), dtype=bool), lonely,
            np.asarray(people[lonely.astype(str)], dtype=np.float64),
        )  # fmt: skip
    numbers = {
        name: one.numbers_for(name, kept) + two.numbers_for(name, kept)
        for name in one.numbers if name in two.numbers
    }  # fmt: skip
    held = one.suppressed["resident"][shared] | ~np.isfinite(two.numbers_for("resident", kept))
    texts = {name: one.texts_for(name, kept) for name in one.texts}
    account.notes = (*account.notes, "No sheet counts persons: men and women are added up")
    rows = None if one.rows is None else one.rows[shared]
    return replace(one, codes=kept, numbers=numbers, texts=texts, suppressed={"resident": held}, rows=rows)


def _bands(
    table: Table, total: str, resident: NDArray[np.float64], asked: Asked
) -> dict[str, NDArray[np.float64]]:
    """People of the bands of age, where columns of ages lie wholly inside or outside of each."""
    ages: list[tuple[int, int, NDArray[np.float64]]] = []
    for heading in table.headings:
        match = _AGE.fullmatch(plain_heading(heading))
        if match and heading != total:
            asked.ask()
            low = int(match["low"])
            high = int(match["high"] or (200 if match["open"] or low == 90 else low))
            ages.append((low, high, table.numbers(heading)))
    found: dict[str, NDArray[np.float64]] = {}
    for name, low, high in BANDS if ages else ():
        inside = [values for start, end, values in ages if low <= start and end <= high]
        crossing = [
            1 for start, end, _ in ages if start <= high and end >= low and not (low <= start and end <= high)
        ]
        if inside and not crossing:
            found[name] = np.sum(inside, axis=0)
    whole = np.sum([values for _, _, values in ages], axis=0) if ages else resident
    # a column of ages that does not add up to everybody tells nothing about a band
    return found if np.allclose(whole, resident, equal_nan=True) else {}


def read_deprivation(file: Recognised, *, progress: Progress | None = None) -> UnitValues:
    """Score, rank and decile of the Index of Multiple Deprivation.

    Raises:
        InputError: the file is damaged, or a number cannot be read.
    """
    table = _table(file, lambda row: bool(deprivation_edition(row)), progress)
    heads = deprivation_columns(table.headings)
    codes = table.texts(heads["code"])
    edition = deprivation_edition(table.headings)
    account, left = _start(file, table, codes, edition)
    rows = table.keep(left)
    numbers: dict[str, NDArray[np.float64]] = {}
    suppressed: dict[str, NDArray[np.bool_]] = {}
    year = edition[4:8]
    for what, name in (("score", "imd_score"), ("rank", f"imd{year}_rank"), ("decile", "imd_decile")):
        if what in heads:
            numbers[name], suppressed[name] = numbers_of(rows, heads[what])
    districts: tuple[str, ...] = ("lad_code", "lad_name")
    texts = {name: rows.texts(heads[name]) for name in districts if name in heads}
    vintage = "LSOA " + edition.rsplit(" ", maxsplit=1)[1]
    return UnitValues(rows.texts(heads["code"]), numbers, texts, account, vintage, suppressed, rows=rows.rows)


def read_area_lookup(file: Recognised, *, progress: Progress | None = None) -> UnitValues:
    """Larger areas of each LSOA: texts ``msoa_code``, ``msoa_name`` and so on by kind.

    Raises:
        InputError: the file is damaged.
    """
    table = _table(file, lambda row: bool(lookup_edition(row)), progress)
    areas = area_headings(table.headings)
    base = next(area for area in areas if area.kind in {"LSOA", "OA"} and area.part == "CD")
    account, left = _start(file, table, table.texts(base.heading), lookup_edition(table.headings))
    rows = table.keep(left)
    texts: dict[str, NDArray[np.object_]] = {}
    titles: dict[str, str] = {}
    for area in areas:
        part = {"CD": "code", "NM": "name"}.get(area.part)
        kind = KIND_WORDS[area.kind].casefold().replace(" ", "_").replace("-", "_")
        kind = {"local_authority": "lad"}.get(kind, kind)
        if part and area.kind != base.kind:
            texts.setdefault(f"{kind}_{part}", rows.texts(area.heading))
            titles.setdefault(
                kind, f"{KIND_WORDS[area.kind][:1].upper()}{KIND_WORDS[area.kind][1:]} {area.year}"
            )
    return UnitValues(
        rows.texts(base.heading),
        {},
        texts,
        account,
        f"{base.kind} {base.year}",
        titles=titles,
        rows=rows.rows,
    )


READERS = {
    Kind.POPULATION: read_population, Kind.DEPRIVATION: read_deprivation, Kind.LOOKUP: read_area_lookup,
}  # fmt: skip
