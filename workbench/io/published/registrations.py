"""Patients registered at a GP practice by LSOA: streamed, every row and every patient accounted for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd
import pyarrow as pa
from numpy.typing import NDArray
from pyarrow import compute

from workbench.errors import InputError
from workbench.io.published.account import EXAMPLES, KEPT_ROWS, RowAccount
from workbench.io.published.area_codes import reason_of_pseudo_code, vintage_of
from workbench.io.published.dates import date_words, newest
from workbench.io.published.kinds import Kind
from workbench.io.published.recognised import Recognised
from workbench.io.published.text_rows import chunks
from workbench.io.readers.columns import plain_heading
from workbench.io.readers.numbers import parse_number
from workbench.models.registrations import Registrations
from workbench.progress import NoProgress, Progress

_COLUMNS = ("extract_date", "practice_code", "practice_name", "lsoa_code", "sex", "number_of_patients")
_ROLES = {
    "practice_code": "practice_code", "practice_name": "practice_name", "unit_code": "lsoa_code",
    "sex": "sex",    "patients": "number_of_patients", "extract_date": "extract_date",
}  # fmt: skip
"""What a mapped column is called in the published layout."""
OUTSIDE = "Lives outside the study area"
ANOTHER_SEX = "Counts one sex of people counted whole elsewhere in the file"
OLDER = "Of an older date than the newest in the file"
DUPLICATE = "Stands twice: practice and LSOA stand in an earlier row"
SUPPRESSED = "Number suppressed or blank"
NO_PRACTICE = "No practice code"
NEGATIVE = "Number that cannot be"


class _Codes:
    """A column of texts as numbers, gathered in pieces; no text is looked at more than once a piece."""

    def __init__(self) -> None:
        self._codes: list[NDArray[np.int32]] = []
        self._distinct: list[pa.Array] = []

    def add(self, texts: pa.Array) -> tuple[NDArray[np.int32], list[str]]:
        """Take a piece; gives its codes, numbered in the order in which they are met, and distinct texts."""
        coded = texts.dictionary_encode()
        self._codes.append(coded.indices.to_numpy())
        self._distinct.append(compute.utf8_trim_whitespace(coded.dictionary))
        return self._codes[-1], self._distinct[-1].to_pylist()

    def joined(self) -> tuple[NDArray[np.object_], NDArray[np.int32]]:
        """The distinct texts of all pieces, and the place of every row's text among them."""
        coded = pa.concat_arrays(self._distinct).dictionary_encode()
        starts = np.cumsum([0, *(len(one) for one in self._distinct)])
        table = coded.indices.to_numpy()
        codes = [
            table[start : start + len(one)][code]
            for start, one, code in zip(starts, self._distinct, self._codes, strict=False)
        ]
        return np.array(coded.dictionary.to_pylist(), dtype=object), np.concatenate(codes)


@dataclass(frozen=True, eq=False)
class RegistrationRows:
    """Every row of a file as numbers: places in ``practices`` and ``units``, patients NaN where suppressed.

    ``reason`` is 0 for a row that counts, else a place in ``reasons``. ``names`` has the name of a practice.
    ``stems`` has the row of the file that each stems from, where rows were dealt out to other areas, and
    ``filled`` the places of the rows that are not blank, where some are.
    """

    file: Recognised
    sha256: str
    edition: str
    date: str
    practices: NDArray[np.object_]
    names: Mapping[str, str]
    units: NDArray[np.object_]
    practice: NDArray[np.int32]
    unit: NDArray[np.int32]
    patients: NDArray[np.float64]
    reason: NDArray[np.int8]
    reasons: tuple[str, ...]
    sexes: frozenset[str] = frozenset()
    stems: NDArray[np.int64] | None = None
    filled: NDArray[np.int64] | None = None
    notes: tuple[str, ...] = ()

    def __len__(self) -> int:
        return len(self.patients)

    @cached_property
    def counts(self) -> NDArray[np.bool_]:
        """Rows whose patients count."""
        return self.reason == 0

    @cached_property
    def vintage(self) -> str:
        """The census areas that the codes belong to, "" where they do not tell."""
        return vintage_of(self.units)

    @cached_property
    def list_sizes(self) -> dict[str, float]:
        """Patients of each practice in the whole file."""
        sums = np.bincount(
            self.practice[self.counts], self.patients[self.counts], minlength=len(self.practices)
        )
        there = np.bincount(self.practice[self.counts], minlength=len(self.practices)) > 0
        return {str(self.practices[i]): float(sums[i]) for i in np.flatnonzero(there)}

    def in_area(self, inside: NDArray[np.bool_]) -> NDArray[np.float64]:
        """Patients of each practice who live in units marked by ``inside``, shape (practices,)."""
        rows = self.counts & inside[self.unit]
        people = np.bincount(self.practice[rows], self.patients[rows], minlength=len(self.practices))
        return people.astype(np.float64)

    def units_within(self, codes: Mapping[str, int]) -> NDArray[np.bool_]:
        """Which of ``units`` are among some codes."""
        return np.array([str(code) in codes for code in self.units], dtype=bool)

    def of_area(
        self, codes: Mapping[str, int], listed: frozenset[str]
    ) -> tuple[Registrations, RowAccount, tuple[int, float]]:
        """The rows for a study area, the account, and rows and patients kept although they live elsewhere.

        Used are the rows of people who live in one of ``codes``. Rows of the ``listed`` practices' other
        patients are kept as well, so that their lists add up; the account rejects them with the reason.
        """
        inside = self.units_within(codes)
        used = self.counts & inside[self.unit]
        lists = np.array([str(code) in listed for code in self.practices], dtype=bool)
        elsewhere = self.counts & ~used & lists[self.practice]
        kept = used | elsewhere
        table = Registrations(
            self.practices[self.practice[kept]], self.units[self.unit[kept]], self.patients[kept]
        )
        account = self._account(used)
        return table, account, (self._rows_of_file(elsewhere), float(self.patients[elsewhere].sum()))

    def _rows_of_file(self, where: NDArray[np.bool_]) -> int:
        return int(where.sum() if self.stems is None else len(np.unique(self.stems[where])))

    def _account(self, used: NDArray[np.bool_]) -> RowAccount:
        known = np.where(np.isfinite(self.patients), self.patients, 0.0)
        account = RowAccount(
            self.file.file, Kind.REGISTRATIONS, self.edition, self.sha256,
            read=self._rows_of_file(np.ones(len(self), dtype=bool)), used=self._rows_of_file(used),
            people_read=float(known.sum()), people_used=float(known[used].sum()), notes=self.notes,
        )  # fmt: skip
        for place, reason in enumerate(self.reasons[1:], start=1):
            self._reject(account, reason, self.reason == place, known, used)
        why = np.array([reason_of_pseudo_code(str(code)) or OUTSIDE for code in self.units], dtype=object)
        left = self.counts & ~used
        code, distinct = pd.factorize(why)
        for place in np.argsort(np.asarray(distinct, dtype=str)):
            self._reject(account, str(distinct[place]), left & (code == place)[self.unit], known, used)
        return account

    def _reject(
        self,
        account: RowAccount,
        reason: str,
        where: NDArray[np.bool_],
        people: NDArray[np.float64],
        used: NDArray[np.bool_],
    ) -> None:
        """Reject rows; one of which some people are used counts as used, only its other people are told."""
        rows = np.flatnonzero(where)
        stems = rows if self.stems is None else self.stems[rows]
        first = stems[:KEPT_ROWS]
        places = (first if self.filled is None else self.filled[first]) + self.file.heading_row + 1
        shown = [
            f"row {place}: {self.practices[self.practice[row]]}, {self.units[self.unit[row]] or 'blank'}"
            for row, place in zip(rows[:EXAMPLES], places[:EXAMPLES], strict=True)
        ]
        count = len(rows)
        if self.stems is not None:
            count = len(np.setdiff1d(stems, self.stems[used]))
        account.reject(
            reason,
            count,
            people=float(people[rows].sum()),
            examples=shown,
            places=np.unique(places).tolist(),
        )


def read_registration_rows(file: Recognised, *, progress: Progress | None = None) -> RegistrationRows:
    """Read a registrations file in pieces; cancel is heard between two of them.

    Raises:
        InputError: the file is damaged, or a number cannot be read.
        Cancelled: the progress was told to stop.
    """
    progress = progress or NoProgress()
    place_of = _places(file)
    encoding, sha256 = file.source.facts(progress=progress)
    columns = {name: _Codes() for name in ("practice_code", "lsoa_code", "sex", "extract_date")}
    names: dict[str, str] = {}
    known: dict[str, float] = {}
    numbers: list[NDArray[np.float64]] = []
    for piece, first in chunks(
        file.source, encoding=encoding, columns=list(place_of.values()), progress=progress
    ):
        blank = pa.repeat("", len(piece))
        heads = {
            name: piece[file.headings[place_of[name]]] if name in place_of else blank for name in _COLUMNS
        }
        for name, column in columns.items():
            code, distinct = column.add(heads[name])
            if name == "practice_code":
                reached = np.maximum.accumulate(code)
                at = np.flatnonzero(np.diff(reached, prepend=-1))
                called = heads["practice_name"].take(pa.array(at)).to_pylist()
                for practice_code, told in zip(distinct, called, strict=True):
                    names.setdefault(practice_code, told.strip())
        numbers.append(_patients(heads["number_of_patients"], known, file.file, first))
    if not sum(map(len, numbers)):
        raise InputError(f"{file.file} holds headings but no rows.", remedy="Get the file again.")
    progress.report(0.99, f"Checking the rows of {file.file}")
    practices, practice = columns["practice_code"].joined()
    units, unit = columns["lsoa_code"].joined()
    sexes, sex = columns["sex"].joined()
    dates, date = columns["extract_date"].joined()
    patients = np.concatenate(numbers)
    empty = (practices == "")[practice] & (units == "")[unit] & (sexes == "")[sex] & (dates == "")[date]
    empty &= ~np.isfinite(patients)
    filled = np.flatnonzero(~empty) if empty.any() else None
    if filled is not None:
        practice, unit, sex, date, patients = (part[~empty] for part in (practice, unit, sex, date, patients))
    latest = newest(dates)
    sex_words = np.array([str(text).upper() for text in sexes], dtype=object)
    reason, reasons = _reasons(practices, practice, unit, patients, (sex_words, sex), (dates, date))
    progress.report(1.0, f"Read {file.file}")
    return RegistrationRows(
        file=file, sha256=sha256, edition=_edition(file, latest), date=latest,
        practices=practices, names=names, units=units, practice=practice, unit=unit,
        patients=patients, reason=reason, reasons=reasons, filled=filled,
        sexes=frozenset(sex_words[np.unique(sex)].tolist()),
    )  # fmt: skip


def _edition(file: Recognised, latest: str) -> str:
    """The date in the file; that a planner has named its columns stays told."""
    date = date_words(latest)
    return f"{date}, {file.edition}" if date and file.columns else date or file.edition


def _places(file: Recognised) -> dict[str, int]:
    """Where each part of a row stands."""
    if file.columns:
        return {
            _ROLES[role]: file.headings.index(heading) for role, heading in file.columns if role in _ROLES
        }
    plain = [plain_heading(heading) for heading in file.headings]
    return {name: plain.index(name) for name in _COLUMNS if name in plain}


def _patients(texts: pa.Array, known: dict[str, float], file: str, first: int) -> NDArray[np.float64]:
    """Numbers of a piece; each distinct text is read once a file and is ``known`` from then on."""
    coded = texts.dictionary_encode()
    distinct = coded.dictionary.to_pylist()
    for place, text in enumerate(distinct):
        if text in known:
            continue
        try:
            known[text] = _number(text)
        except ValueError as problem:
            row = int(np.flatnonzero(coded.indices.to_numpy() == place)[0]) + first
            raise InputError(
                f"{file}, row {row:,}: “{text}” is not a number of patients.",
                remedy="Get the file again from its source.",
            ) from problem
    values = np.array([known[text] for text in distinct], dtype=np.float64)
    return values[coded.indices.to_numpy()]


def _number(text: str) -> float:
    """The number that a text stands for, NaN where it is suppressed, infinite where it is far too large."""
    try:
        return parse_number(text)
    except ValueError:
        if np.isinf(float(text)):
            return np.inf
        raise


def _reasons(
    practices: NDArray[np.object_],
    practice: NDArray[np.int32],
    unit: NDArray[np.int32],
    patients: NDArray[np.float64],
    sexes: tuple[NDArray[np.object_], NDArray[np.int32]],
    dates: tuple[NDArray[np.object_], NDArray[np.int32]],
) -> tuple[NDArray[np.int8], tuple[str, ...]]:
    """For each row 0, or the place of the reason why it does not count."""
    reasons = ("", OLDER, ANOTHER_SEX, NO_PRACTICE, SUPPRESSED, NEGATIVE, DUPLICATE)
    result = np.zeros(len(patients), dtype=np.int8)
    result[np.asarray(practices == "")[practice]] = 3
    unknown = np.isnan(patients)
    result[unknown] = 4
    impossible = np.isinf(patients) | (patients < 0) | (patients != np.floor(patients))
    result[~unknown & impossible] = 5
    if "ALL" in sexes[0] and len(sexes[0]) > 1:
        result[(sexes[0] != "ALL")[sexes[1]]] = 2
    if len(dates[0]) > 1:
        latest = newest(dates[0])
        old = np.array([newest([str(text)]) != latest for text in dates[0]])
        result[old[dates[1]]] = 1
    rows = np.flatnonzero(result == 0)
    key = (practice[rows].astype(np.int64) * (unit.max(initial=0) + 1) + unit[rows]) * len(sexes[0]) + sexes[
        1
    ][rows]
    ordered = np.sort(key)  # in most files nothing is repeated, which sorting tells sooner than hashing
    if (ordered[1:] == ordered[:-1]).any():
        result[rows[pd.Series(key).duplicated().to_numpy()]] = 6
    return result, reasons
