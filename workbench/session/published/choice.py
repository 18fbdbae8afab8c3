"""Which areas a planner wants, and what shall become of rows about which there is a choice."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from enum import StrEnum

LEAST_PATIENTS = 50
"""A practice with fewer patients in the study area is not listed; they count as Other practices."""

Box = tuple[float, float, float, float]


class Declined(StrEnum):
    """Rows that are usually kept and can be left out."""

    OUTSIDE = "outside"
    UNPLACED = "no-address"
    CLOSED = "closed"
    DORMANT = "dormant"
    PROPOSED = "proposed"
    NOT_GP = "not-gp"


OF_PRACTICES = frozenset({Declined.CLOSED, Declined.DORMANT, Declined.PROPOSED, Declined.NOT_GP})
"""These leave practices out of the list: their patients count as Other practices."""


@dataclass(frozen=True)
class AreaChoice:
    """The study area. ``codes`` are local authorities or single areas, ``box`` is in metres of EPSG:27700.

    Without both, all areas of the boundaries are taken. ``declined`` says which rows are left out.
    """

    codes: tuple[str, ...] = ()
    box: Box | None = None
    least_patients: int = LEAST_PATIENTS
    declined: frozenset[Declined] = frozenset()

    @staticmethod
    def of(
        codes: Sequence[str] = (), box: Box | None = None, *, declined: Collection[Declined] = ()
    ) -> AreaChoice:
        """A choice of codes as they were typed."""
        kept = tuple(dict.fromkeys(code.strip() for code in codes if code.strip()))
        return AreaChoice(kept, box, declined=frozenset(declined))
