"""What the balance preview shows, as plain data: two sides of the map, lines of the score, moves."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

import numpy as np

from workbench.models.localities import Locality
from workbench.ui.panes.map_side import MapSide, Units
from workbench.ui.status import BandState

MANY_MOVE = 0.5
"""Above this share of all areas a hatch on those that move would only hide the map."""


class Verdict(StrEnum):
    """How a figure has changed."""

    BETTER = "Better"
    WORSE = "Worse"
    SAME = "Same"
    NEUTRAL = ""

    @property
    def state(self) -> BandState:
        """The shape and the colour that go with the word."""
        return {Verdict.BETTER: BandState.IN, Verdict.WORSE: BandState.OVER}.get(self, BandState.FREE)


@dataclass(frozen=True)
class ScoreLine:
    """A figure before and after, with a word for the difference."""

    key: str
    title: str
    help: str
    before: str
    after: str
    verdict: Verdict


@dataclass(frozen=True)
class MoveLine:
    """An area that changes hands."""

    unit: int
    code: str
    name: str
    people: float
    before: Locality | None
    after: Locality | None
    reason: str
    taken: bool = True
    told: str = ""
    """The reason in full, where ``reason`` is shortened."""


@dataclass(frozen=True, eq=False)
class ShownProposal:
    """A proposal as the panel and the maps show it."""

    before: MapSide
    after: MapSide
    sentence: str
    scores: tuple[ScoreLine, ...]
    moves: tuple[MoveLine, ...]
    """All of them, those that were refused included."""
    cost: float = 0.0
    told: tuple[str, ...] = field(default=())

    @property
    def units(self) -> Units:
        """Units that move, without those refused."""
        return np.array([move.unit for move in self.moves if move.taken], dtype=np.int64)

    @property
    def hatched(self) -> Units:
        """Units to hatch: those that move, unless that is most of the map."""
        units = self.units
        return units if len(units) <= MANY_MOVE * len(self.after.labels) else units[:0]

    @property
    def taken(self) -> int:
        """Number of moves that would be made."""
        return sum(move.taken for move in self.moves)

    @property
    def people(self) -> float:
        """People in the areas that move."""
        return sum(move.people for move in self.moves if move.taken)


@dataclass(frozen=True)
class ShownBound:
    """How close a plan is to the best possible; without numbers the sentence says why."""

    sentence: str
    value: float | None = None
    lower_bound: float | None = None
    least_words: str = ""
    own_words: str = ""
    """What stands under the mark and under the dot."""
