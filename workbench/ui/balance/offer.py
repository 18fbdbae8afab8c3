"""The proposals on offer: which is shown, in which order, which moves were refused, and how good each is."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from workbench.session.balance_proposal import BalanceProposal
from workbench.ui.balance.reading import shown_of
from workbench.ui.balance.shown import ShownBound, ShownProposal

FEWEST, BEST = "moves", "cost"
"""Ways to order proposals: by the number of moves, or as the balancer found them, best first."""


@dataclass
class Offered:
    """One proposal as it was made and as it is with the moves that are left."""

    whole: BalanceProposal
    now: BalanceProposal
    shown: ShownProposal
    bound: ShownBound | None = None
    seen: bool = False
    """Whether the map has gone to where its changes are, which it does once."""


class Offer:
    """Proposals keep their numbers in the order that is chosen."""

    def __init__(self, proposals: Sequence[BalanceProposal], *, effort: str = "", note: str = "") -> None:
        self._found = [Offered(one, one, shown_of(one, one)) for one in proposals]
        self._order = list(self._found)
        self._at = 0
        self.effort, self.note = effort, note
        self.ordered_by = BEST

    def __len__(self) -> int:
        return len(self._found)

    @property
    def number(self) -> int:
        """Number of the proposal shown, from 1."""
        return self._at + 1

    @property
    def current(self) -> Offered:
        """The proposal shown."""
        return self._order[self._at]

    def step(self, by: int) -> bool:
        """Go on or back; tells whether there was one."""
        target = self._at + by
        if not 0 <= target < len(self._order):
            return False
        self._at = target
        return True

    def order(self, by: str) -> None:
        """Order the proposals and show the first."""
        self.ordered_by = by
        self._order = list(self._found)
        if by == FEWEST:
            self._order.sort(key=lambda one: len(one.whole.moves))
        self._at = 0

    def refuse(self, units: Iterable[int], *, refused: bool) -> None:
        """Refuse the moves of some units (rows) of the proposal shown, or take them again."""
        one = self.current
        codes = one.whole.task.project.area.units.codes
        named = {str(codes[unit]) for unit in units}
        wanted = one.now.refused | named if refused else one.now.refused - named
        one.now = one.whole.without(wanted) if wanted else one.whole
        one.shown = shown_of(one.whole, one.now)
        one.bound = None
