"""How census areas of one year become those of another, with every person kept."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

import numpy as np
from numpy.typing import NDArray


class Change(StrEnum):
    """What happened to an area, by the letters of the ONS."""

    UNCHANGED = "U"
    SPLIT = "S"
    MERGED = "M"
    IRREGULAR = "X"

    @property
    def words(self) -> str:
        """The change in words."""
        return {"U": "Unchanged", "S": "Split", "M": "Merged", "X": "Irregular"}[self.value]

    @property
    def reversed(self) -> Change:
        """What happened when read from the new year to the old one."""
        return {Change.SPLIT: Change.MERGED, Change.MERGED: Change.SPLIT}.get(self, self)


@dataclass(frozen=True)
class ConversionRow:
    """An old area, a new area that has some of it, and what happened. ``share`` is of the old area's people.

    A share of None is not known. ``estimated`` marks pairs that were found by shared area.
    """

    old: str
    new: str
    change: Change
    share: float | None = None
    estimated: bool = False


@dataclass(frozen=True, eq=False)
class Conversion:
    """Old areas and the new ones that have their people."""

    rows: tuple[ConversionRow, ...]
    source: str = ""

    @cached_property
    def by_old(self) -> dict[str, tuple[ConversionRow, ...]]:
        """Rows by old code."""
        return _grouped(self.rows, "old")

    @cached_property
    def by_new(self) -> dict[str, tuple[ConversionRow, ...]]:
        """Rows by new code."""
        return _grouped(self.rows, "new")

    @cached_property
    def reversed(self) -> Conversion:
        """The same pairs read from the new year to the old one; the shares of that year are not known."""
        rows = (
            ConversionRow(row.new, row.old, row.change.reversed, estimated=row.estimated) for row in self.rows
        )
        return Conversion(tuple(rows), f"{self.source}, read backwards" if self.source else "")

    def within(self, old: Mapping[str, int], new: Mapping[str, int]) -> Conversion:
        """The rows whose old or new area is among some codes."""
        return Conversion(tuple(r for r in self.rows if r.old in old or r.new in new), self.source)

    def onto(self, codes: Iterable[str], units: Mapping[str, int]) -> Conversion:
        """How areas of the old year, the new one or both become ``units`` of one of the two.

        An area that is a unit stays; another goes to the areas that share its people, by the rows forward or
        back, if one of them is a unit. Areas that reach no unit have no row.
        """
        rows: list[ConversionRow] = []
        for code in dict.fromkeys(codes):
            if code in units:
                rows.append(ConversionRow(code, code, Change.UNCHANGED))
                continue
            forward = self.by_old.get(code, ())
            back = self.reversed.by_old.get(code, ())
            for found in (forward, back):
                if any(row.new in units for row in found):
                    rows += found
                    break
        return Conversion(tuple(rows), self.source)

    def shares(self, old: str, weights: Mapping[str, float]) -> tuple[tuple[str, float], ...]:
        """New areas of an old one with shares of its people that add up to 1.

        Shares that the rows give are taken; else people go by ``weights`` of the new areas (their residents),
        and in equal parts where no weight is known. An old area that has no row goes nowhere.
        """
        rows = self.by_old.get(old, ())
        given = [row.share for row in rows]
        parts = np.array([np.nan if share is None else share for share in given], dtype=np.float64)
        if len(rows) and not np.isfinite(parts).all():
            parts = np.array([weights.get(row.new, np.nan) for row in rows], dtype=np.float64)
        total = parts.sum() if len(parts) else 0.0
        if not np.isfinite(total) or total <= 0:
            parts = np.ones(len(rows))
        parts = parts / parts.sum() if len(rows) else parts
        return tuple((row.new, float(part)) for row, part in zip(rows, parts, strict=True))

    def convert(
        self, codes: Sequence[str], people: NDArray[np.float64], weights: Mapping[str, float]
    ) -> tuple[dict[str, float], float]:
        """People of old areas by new area, in whole people, and the people of areas that have no row.

        The sum of both is the sum of ``people``: whole people are dealt out by largest remainder, so that 7
        people in shares of one half give 4 and 3.
        """
        found: dict[str, float] = {}
        lost = 0.0
        for code, count in zip(codes, people.tolist(), strict=True):
            shares = self.shares(code, weights)
            if not shares:
                lost += count
                continue
            for (new, _), part in zip(shares, dealt([s for _, s in shares], count), strict=True):
                found[new] = found.get(new, 0.0) + part
        return found, lost


def dealt(shares: Sequence[float], count: float) -> list[float]:
    """A number of people dealt out by shares that add up to 1, in whole people by largest remainder.

    NaN people give NaN everywhere; a number that is not whole keeps its fraction at the first place.
    """
    if not np.isfinite(count):
        return [count] * len(shares)
    exact = np.array(shares) * np.floor(count)
    parts = np.floor(exact)
    left = round(float(np.floor(count) - parts.sum()))
    order = np.argsort(-(exact - parts), kind="stable")
    parts[order[:left]] += 1
    parts[0] += count - np.floor(count)
    return [float(part) for part in parts]


class Dealing:
    """Deals many counts of one area out by the same shares, so that what each place has in all fits too.

    What rounding keeps from a place at one count is owed to it at the next: ten times one person in shares of
    one half gives 5 and 5.
    """

    def __init__(self, shares: Sequence[float]) -> None:
        self._shares = np.array(shares, dtype=np.float64)
        self._owed = np.zeros(len(shares))

    def deal(self, count: float) -> list[float]:
        """Whole people for each place; their sum is ``count``."""
        exact = self._owed + self._shares * count
        parts = np.maximum(np.floor(exact), 0.0)
        while (left := round(count - parts.sum())) != 0:
            place = int(np.argmax(exact - parts)) if left > 0 else _richest(exact, parts)
            parts[place] += np.sign(left)
        self._owed = exact - parts
        return [float(part) for part in parts]


def _richest(exact: NDArray[np.float64], parts: NDArray[np.float64]) -> int:
    """The place that has most above what is due to it, among those that have anybody."""
    return int(np.argmax(np.where(parts > 0, parts - exact, -np.inf)))


def _grouped(rows: Sequence[ConversionRow], key: str) -> dict[str, tuple[ConversionRow, ...]]:
    groups: dict[str, list[ConversionRow]] = {}
    for row in rows:
        groups.setdefault(getattr(row, key), []).append(row)
    return {code: tuple(found) for code, found in groups.items()}
