"""The registered patients of an import: one file of all people, or one of men and one of women."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from workbench.io.published.registrations import RegistrationRows
from workbench.models.registrations import PSEUDO_UNIT_CODES, Registrations
from workbench.session.published.choice import Declined
from workbench.session.published.report import ImportReport, Total

_LIVES_HERE = "live in the study area"
_OTHERS = "of other practices, live elsewhere"
_KEPT = "patients of listed practices who live elsewhere or have no area"
_DECLINED = "left out as chosen"


@dataclass(frozen=True, eq=False)
class Patients:
    """Registrations of one edition; people of several ``files`` add up."""

    files: tuple[RegistrationRows, ...]

    @property
    def file(self) -> str:
        """The files in words."""
        return " and ".join(one.file.file for one in self.files)

    @property
    def date(self) -> str:
        """The date of the edition."""
        return self.files[0].date

    @property
    def vintage(self) -> str:
        """The census areas of the codes; those of 2021 where one file has them."""
        return max(one.vintage for one in self.files)

    @property
    def names(self) -> Mapping[str, str]:
        """Names of practices by code."""
        return {code: name for one in reversed(self.files) for code, name in one.names.items()}

    @cached_property
    def practices(self) -> list[str]:
        """Codes of all practices, sorted."""
        return sorted({str(code) for one in self.files for code in one.practices} - {""})

    @cached_property
    def list_sizes(self) -> dict[str, float]:
        """Patients of each practice, wherever they live."""
        sizes: dict[str, float] = {}
        for one in self.files:
            for code, people in one.list_sizes.items():
                sizes[code] = sizes.get(code, 0.0) + people
        return sizes

    def in_area(self, codes: Mapping[str, int]) -> dict[str, float]:
        """Patients of each practice who live in one of some areas."""
        found = dict.fromkeys(self.practices, 0.0)
        for one in self.files:
            people = one.in_area(one.units_within(codes))
            for code, count in zip(one.practices.tolist(), people.tolist(), strict=True):
                if code:
                    found[code] += count
        return found

    def of_area(
        self,
        codes: Mapping[str, int],
        listed: frozenset[str],
        report: ImportReport,
        declined: Collection[Declined] = (),
    ) -> Registrations:
        """The registrations of a study area; the report gets an account of each file."""
        tables: list[Registrations] = []
        for one in self.files:
            table, account, (kept, people) = one.of_area(codes, listed)
            out = _declined_rows(table, codes, declined)
            skipped = float(table.patients[out].sum())
            kept, people = kept - int(out.sum()), people - skipped
            tables.append(
                Registrations(table.practice_codes[~out], table.unit_codes[~out], table.patients[~out])
            )
            if kept:
                account.notes += (
                    f"Of the rows not used, {kept:,} with {people:,.0f} patients of listed practices are "
                    "kept so that each list adds up: they count as Outside or Unplaced",
                )
            report.accounts.append(account)
            inside, rest = account.people_used or 0.0, account.people_rejected
            sex = "" if len(self.files) == 1 else f", {one.file.layout.casefold()}"
            report.totals.append(
                Total(
                    f"Registered patients, {one.edition}{sex}", account.people_read or 0.0,
                    (
                        (_LIVES_HERE, inside), (_KEPT, people), (_DECLINED, skipped),
                        (_OTHERS, rest - people - skipped),
                    ),
                    (_LIVES_HERE, _KEPT),
                )
            )  # fmt: skip
        dealt = any(one.stems is not None for one in self.files)
        return tables[0] if len(tables) == 1 and not dealt else _added_up(tables)


def _declined_rows(
    table: Registrations, codes: Mapping[str, int], declined: Collection[Declined]
) -> NDArray[np.bool_]:
    """Rows of people who live elsewhere, or have no area, where a planner wants these left out."""
    code, distinct = pd.factorize(table.unit_codes)
    out = np.zeros(len(distinct), dtype=bool)
    for place, unit in enumerate(str(one) for one in distinct):
        kind = Declined.UNPLACED if unit in PSEUDO_UNIT_CODES else Declined.OUTSIDE
        out[place] = unit not in codes and kind in declined
    return out[code]


def joined(files: Sequence[RegistrationRows]) -> Patients | None:
    """The registrations of an import; None where no file has any."""
    return Patients(tuple(files)) if files else None


def _added_up(tables: Sequence[Registrations]) -> Registrations:
    """One row for each practice and area, in the order in which they are met."""
    rows = pd.DataFrame({
        "practice": np.concatenate([one.practice_codes for one in tables]),
        "unit": np.concatenate([one.unit_codes for one in tables]),
        "patients": np.concatenate([one.patients for one in tables]),
    })  # fmt: skip
    sums = rows.groupby(["practice", "unit"], sort=False, as_index=False)["patients"].sum()
    texts: list[NDArray[np.object_]] = [sums[name].to_numpy(dtype=object) for name in ("practice", "unit")]
    return Registrations(texts[0], texts[1], sums["patients"].to_numpy(dtype=np.float64))
