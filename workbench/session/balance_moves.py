"""The moves of a proposal, each with its people and the reason for it in a few words."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from workbench.metrics.alignment import main_parents, numbered
from workbench.metrics.contiguity import ContiguityGraph
from workbench.metrics.figures import ScenarioFigures
from workbench.models.adjacency import link_pairs
from workbench.models.localities import Locality
from workbench.models.plan import UNASSIGNED
from workbench.models.project import StudyArea
from workbench.models.rules import BandStatus
from workbench.models.scenario import Scenario
from workbench.models.units import ParentColumn
from workbench.session.live_figures import contiguity_graph

MOST_JOINED = 2000
"""Moves beyond which nobody reads every reason: what joins parts is then not looked for, it takes time."""


@dataclass(frozen=True)
class BalanceMove:
    """An area that gets another locality; codes and names, empty where there was or is none.

    ``people`` are its residents, NaN where they are not known.
    """

    unit: str
    name: str
    before: str
    before_name: str
    after: str
    after_name: str
    people: float
    reason: str


def moves_between(
    area: StudyArea,
    before: Scenario,
    after: Scenario,
    figures: ScenarioFigures,
    *,
    measured: NDArray[np.float64],
    parent: ParentColumn | None,
) -> tuple[BalanceMove, ...]:
    """All moves from one plan to the other, by locality they leave, then in project order.

    ``figures`` are those of ``before``; ``measured`` are the people of each unit on the basis: a move
    relieves a locality that is over only where it takes people away.
    """
    units = np.flatnonzero(_codes(before) != _codes(after))
    reasons = _Reasons(area, before, after, figures, units, measured=measured, parent=parent)
    found = []
    for place, unit in enumerate(units):
        old, new = (x.plan.locality(int(x.plan.labels[unit])) for x in (before, after))
        found.append(
            BalanceMove(
                unit=str(area.units.codes[unit]),
                name=str(area.units.names[unit]) or str(area.units.codes[unit]),
                before="" if old is None else old.code,
                before_name="" if old is None else old.name,
                after="" if new is None else new.code,
                after_name="" if new is None else new.name,
                people=float(area.units.resident[unit]),
                reason=reasons.of(place),
            )
        )
    numbers = {locality.code: locality.number for locality in before.plan}
    return tuple(sorted(found, key=lambda move: (numbers.get(move.before, 0), numbers.get(move.after, 0))))


def _codes(scenario: Scenario) -> NDArray[np.str_]:
    table = [*scenario.plan.slot_codes, ""]
    return np.array(table, dtype=np.str_)[scenario.plan.labels]


class _Reasons:
    """Why each unit moves: the first of the words below that is true of it."""

    def __init__(
        self,
        area: StudyArea,
        before: Scenario,
        after: Scenario,
        figures: ScenarioFigures,
        units: NDArray[np.int64],
        *,
        measured: NDArray[np.float64],
        parent: ParentColumn | None,
    ) -> None:
        self._before, self._after, self._units, self._measured = before, after, units, measured
        self._status = {row.code: row.status for row in figures.localities}
        self._old = before.plan.labels[units]
        self._new = after.plan.labels[units]
        # slots of the plan before keep their numbers in the plan after, which may have more of them
        self._graph = contiguity_graph(area, after.rules)
        self._apart = _apart(self._graph, area, before)
        labels = after.plan.labels
        held = labels != UNASSIGNED
        self._people = np.bincount(labels[held], measured[held], minlength=after.plan.slots)
        self._left_alone, self._shorter = _borders(area, after, units, self._old, self._new)
        self._patients = _towards_practice(area, before, after, units, self._old, self._new)
        self._council = _towards_parent(area, parent, before, after, units, self._old, self._new)

    def of(self, place: int) -> str:
        """The reason of one move."""
        old = self._before.plan.locality(int(self._old[place]))
        new = self._after.plan.locality(int(self._new[place]))
        if old is None or new is None:
            return "Had no locality" if old is None else "Left out"
        return self._changed_locality(place, old, new) or self._unchanged_band(place, old, new)

    def _changed_locality(self, place: int, old: Locality, new: Locality) -> str:
        """A reason that lies in one of the two localities; empty where both are well."""
        if self._after.plan.get(old.code) is None:
            return f"{old.name} is given up"
        counts = bool(self._measured[self._units[place]] > 0)
        if counts and self._status.get(old.code) is BandStatus.ABOVE:
            return f"{old.name} is over"
        if counts and self._status.get(new.code) is BandStatus.BELOW:
            return f"{new.name} is under"
        return f"{new.name} is new" if self._before.plan.get(new.code) is None else ""

    def _unchanged_band(self, place: int, old: Locality, new: Locality) -> str:
        """A reason that lies in where the unit is."""
        if self._apart[self._units[place]]:
            return f"Brings {old.name} into one piece"
        if self._left_alone[place]:
            return f"Keeps {old.name} in one piece"
        if self._joins_parts(place, new):
            return f"Brings {new.name} into one piece"
        band, people = self._after.rules.band, float(self._measured[self._units[place]])
        # where one locality gives areas away, others may have to make up for them
        if people > 0 and self._people[self._new[place]] - people < band.low:
            return f"Keeps {new.name} in the band"
        if people > 0 and self._people[self._old[place]] + people > band.high:
            return f"Keeps {old.name} in the band"
        for true, words in (
            (self._patients, "Towards its practice"),
            (self._council, "Towards its council"),
            (self._shorter, "Rounder border"),
        ):
            if true[place]:
                return words
        return "Makes room for other moves"

    def _joins_parts(self, place: int, new: Locality) -> bool:
        """Whether the locality that is joined was in parts and would be again without the unit."""
        if len(self._units) > MOST_JOINED:
            return False
        slot = int(self._new[place])
        was = self._before.plan.labels == self._before.plan.slot(new.code)
        if not self._apart[was].any():
            return False
        left = np.flatnonzero(self._after.plan.labels == slot)
        return len(self._graph.groups(left[left != self._units[place]])) > 1


def _apart(graph: ContiguityGraph, area: StudyArea, scenario: Scenario) -> NDArray[np.bool_]:
    """Units that lie apart from the main part of their locality."""
    apart = np.zeros(len(area.units), dtype=bool)
    for parts in graph.all_parts(scenario.plan.labels, area.units.resident).values():
        apart[parts.cut_off] = True
    return apart


def _borders(
    area: StudyArea,
    after: Scenario,
    units: NDArray[np.int64],
    old: NDArray[np.int32],
    new: NDArray[np.int32],
) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Whether the unit would touch its old locality no longer, and whether its border is shorter so."""
    adjacency = area.adjacency
    place = np.full(len(area.units), UNASSIGNED)
    place[units] = np.arange(len(units))
    owner, position = adjacency.edges_of(units)
    label = after.plan.labels[adjacency.neighbours[position]]
    row, km = place[owner], adjacency.border_m[position]
    with_old = np.bincount(row, km * (label == old[row]), minlength=len(units))
    with_new = np.bincount(row, km * (label == new[row]), minlength=len(units))
    touches = with_old > 0
    links = link_pairs(after.rules.links, area.units.index_of)
    for a, b in [*links.tolist(), *links[:, ::-1].tolist()]:
        if place[a] >= 0 and after.plan.labels[b] == old[place[a]]:
            touches[place[a]] = True
    return ~touches, with_new > with_old


def _towards_practice(
    area: StudyArea,
    before: Scenario,
    after: Scenario,
    units: NDArray[np.int64],
    old: NDArray[np.int32],
    new: NDArray[np.int32],
) -> NDArray[np.bool_]:
    """Whether more of the unit's patients have their practice in the new locality than in the old."""
    matrix = area.patients
    sides = []
    for scenario, slot in ((before, old), (after, new)):
        main = [scenario.assignment(str(code)).main for code in area.practices.codes]
        slots = np.array(
            [UNASSIGNED - 1 if c is None else scenario.plan.slot(c) for c in main], dtype=np.int64
        )
        here = np.full(len(area.units), UNASSIGNED - 2, dtype=np.int64)
        here[units] = slot
        both = (matrix.unit >= 0) & (matrix.practice >= 0)
        hit = slots[matrix.practice[both]] == here[matrix.unit[both]]
        held = np.bincount(matrix.unit[both], matrix.patients[both] * hit, minlength=len(area.units))
        sides.append(held[units])
    return np.asarray(sides[1] > sides[0])


def _towards_parent(
    area: StudyArea,
    parent: ParentColumn | None,
    before: Scenario,
    after: Scenario,
    units: NDArray[np.int64],
    old: NDArray[np.int32],
    new: NDArray[np.int32],
) -> NDArray[np.bool_]:
    """Whether the unit lies in the main larger area of its new locality and not in that of its old."""
    if parent is None:
        return np.zeros(len(units), dtype=bool)
    codes, number = numbered(parent)
    hits = []
    for scenario, slots in ((before, old), (after, new)):
        plan = scenario.plan
        main = main_parents(plan.labels, plan.slots, number, len(codes), area.units.resident)
        hits.append((slots >= 0) & (number[units] >= 0) & (main[slots] == number[units]))
    return np.asarray(hits[1] & ~hits[0])
