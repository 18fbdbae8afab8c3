"""How census areas of one year become those of another, with every person kept."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
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

    def within(self, old: Mapping[str, int], new: Mapping[str, int]) -> Conversion:
        """The rows whose old or new area is among some codes."""
        return Conversion(tuple(r for r in self.rows if r.old in old or r.new in new), self.source)

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


def _grouped(rows: Sequence[ConversionRow], key: str) -> dict[str, tuple[ConversionRow, ...]]:
    groups: dict[str, list[ConversionRow]] = {}
    for row in rows:
        groups.setdefault(getattr(row, key), []).append(row)
    return {code: tuple(found) for code, found in groups.items()}
