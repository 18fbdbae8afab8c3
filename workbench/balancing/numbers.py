"""How many localities each connected part of the area is to have."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from workbench.balancing.problem import Problem


@dataclass(frozen=True, eq=False)
class PartNumbers:
    """For each connected part: fewest and most localities by its people, and those meant for it. Shapes (c,).

    ``part`` is the part of each unit, shape (n,). ``fixed`` tells whether their sum was asked for.
    """

    part: NDArray[np.int32]
    fewest: NDArray[np.int64]
    most: NDArray[np.int64]
    meant: NDArray[np.int64]
    fixed: bool

    @property
    def varies(self) -> bool:
        """Whether other numbers are possible."""
        room = self.most - self.fewest
        return bool(((room > 0).sum() > 1) if self.fixed else (room > 0).any())

    def varied(self, random: np.random.Generator) -> NDArray[np.int64]:
        """Other numbers within the limits, near those meant; with the same sum where that is asked for."""
        numbers = self.meant.copy()
        for _ in range(int(random.integers(1, 4))):
            up = np.flatnonzero(numbers < self.most)
            down = np.flatnonzero(numbers > self.fewest)
            if self.fixed:
                if len(up) and len(down):
                    numbers[random.choice(up)] += 1
                    numbers[random.choice(down)] -= 1
            elif len(up) and (not len(down) or random.random() < 0.5):
                numbers[random.choice(up)] += 1
            elif len(down):
                numbers[random.choice(down)] -= 1
        return numbers if ((numbers >= self.fewest) & (numbers <= self.most)).all() else self.meant


def part_numbers(problem: Problem, tie: NDArray[np.int32]) -> PartNumbers:
    """Numbers by people and target, moved up and down until their sum is the one asked for."""
    count, part = problem.graph.components()
    people = np.bincount(part, problem.people, count).astype(np.float64)
    units = np.bincount(part, minlength=count)
    anchors = np.array([len(np.unique(tie[(part == c) & (tie >= 0)])) for c in range(count)], np.int64)
    slack = 1e-9 * max(1.0, float(people.sum()))
    fewest = np.maximum(np.ceil((people - slack) / problem.high), np.maximum(anchors, 1)).astype(np.int64)
    most = units.astype(np.int64)
    if problem.low > 0.0:
        most = np.minimum(most, np.floor((people + slack) / problem.low).astype(np.int64))
    most = np.maximum(most, 1)
    fewest = np.minimum(fewest, np.maximum(most, anchors))
    most = np.maximum(most, fewest)
    meant = np.clip(np.round(people / problem.target).astype(np.int64), fewest, most)
    if problem.localities is not None:
        meant = _adjusted(people, meant, fewest, most, problem.localities)
    return PartNumbers(part, fewest, most, meant, problem.localities is not None)


def _adjusted(
    people: NDArray[np.float64],
    meant: NDArray[np.int64],
    fewest: NDArray[np.int64],
    most: NDArray[np.int64],
    total: int,
) -> NDArray[np.int64]:
    """One more where localities would be largest, or one fewer where smallest, until the sum is right."""
    meant = meant.copy()
    while (missing := total - int(meant.sum())) != 0:
        step = int(math.copysign(1, missing))
        open_parts = np.flatnonzero(meant < most if step > 0 else meant > fewest)
        if not len(open_parts):
            break
        after = people[open_parts] / np.maximum(meant[open_parts] + step, 1)
        meant[open_parts[np.argmax(after) if step > 0 else np.argmin(after)]] += step
    return meant
