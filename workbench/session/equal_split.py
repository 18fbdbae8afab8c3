"""Part a locality in two halves of equal people, each in one piece where the locality is."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from itertools import combinations

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components
from scipy.spatial import cKDTree

from workbench.errors import EditError, LockedError
from workbench.metrics.contiguity import ContiguityGraph
from workbench.models.edits import Compound
from workbench.models.project import Project
from workbench.models.scenario import Scenario
from workbench.session.live_figures import contiguity_graph
from workbench.session.plan_edits import held_units
from workbench.session.shape_edits import check_gives, name_beside, new_locality_of

DIRECTIONS = 24
"""Straight lines that are tried, evenly turned; the best of them are then evened out."""
FEW_UNITS, STEPS = 100, 40
"""Up to so many units all lines are evened out, above only the best ones, in so many steps at most."""
NEARLY = 0.001
"""Share of the people that halves may differ by beyond the most equal ones, for a shorter border."""

Mask = NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class Halves:
    """Units of the area: ``stays`` keeps number and name, ``parted`` is new; people are residents."""

    stays: NDArray[np.int64]
    parted: NDArray[np.int64]
    people: tuple[float, float]


def equal_halves(project: Project, scenario: Scenario, slot: int) -> Halves:
    """The locality of a slot in two halves of equal residents, as far as its units allow.

    Straight lines in many directions part the units by their inner points; what a line leaves apart joins
    the other half, and then up to two units at the border change sides at once, for as long as
    that makes the halves more equal and leaves each in one piece. Pieces that do not touch are held
    together by the shortest way between them. Locked units stay. Unknown people count as none.

    Raises:
        EditError: the locality is locked, has one unit, or its locked units lie on both sides of every line.
    """
    locality = check_gives(scenario, slot)
    units = scenario.plan.units_of(slot)
    held = held_units(project, scenario, units)
    if len(units) < 2:
        raise EditError(f"{locality.name} has fewer than 2 areas.", remedy="Choose another locality.")
    area = project.area
    people = np.nan_to_num(area.units.resident[units])
    ground = _Ground.of(contiguity_graph(area, scenario.rules), units, area.units.points[units], people, held)
    found = sorted(ground.candidates(), key=ground.rank)
    tried = len(found) if len(units) <= FEW_UNITS else max(2, 6 * FEW_UNITS // len(units))
    evened = [ground.evened(one, steps=STEPS) for one in found[:tried]]
    if not evened:
        raise LockedError(
            f"The locked areas of {locality.name} lie on both sides.",
            remedy="Unlock them, or split along a line.",
        )
    least = min(ground.difference(one) for one in evened)
    close = [one for one in evened if ground.difference(one) <= least + NEARLY * people.sum()]
    parted = min(close, key=lambda one: (ground.border(one), ground.difference(one)))
    if not held.any() and people[parted].sum() > people[~parted].sum():
        parted = ~parted
    return Halves(units[~parted], units[parted], (float(people[~parted].sum()), float(people[parted].sum())))


def split_equally(project: Project, scenario: Scenario, slot: int) -> tuple[Compound, Halves]:
    """The step that parts a locality in two halves of equal residents, and the halves.

    Raises:
        EditError: see ``equal_halves``.
    """
    halves = equal_halves(project, scenario, slot)
    locality = check_gives(scenario, slot)
    name = name_beside(scenario, locality.name)
    edit = new_locality_of(
        project, scenario, halves.parted, name, label=f"Split {locality.name} in two of equal people"
    )
    assert edit is not None  # noqa: S101 - the parted half has units, and none of them is locked
    return edit, halves


@dataclass(frozen=True, eq=False)
class _Ground:
    """A locality as a graph, units counted from 0; a mask says which units are parted from it."""

    points: NDArray[np.float64]
    people: NDArray[np.float64]
    held: Mask
    beside: tuple[tuple[int, ...], ...]
    edges: NDArray[np.int64]
    """Both ends of every border, shape (2, borders), each border once."""

    @staticmethod
    def of(
        graph: ContiguityGraph,
        units: NDArray[np.int64],
        points: NDArray[np.float64],
        people: NDArray[np.float64],
        held: Mask,
    ) -> _Ground:
        """The units with who borders whom; pieces are joined by the shortest ways between inner points."""
        place = {int(unit): at for at, unit in enumerate(units)}
        beside: list[set[int]] = [set() for _ in units]
        owner, other = graph.neighbours_of(units)
        for one, two in zip(owner.tolist(), other.tolist(), strict=True):
            if two in place:
                beside[place[one]].add(place[two])
                beside[place[two]].add(place[one])
        pieces = [np.array([place[int(unit)] for unit in piece]) for piece in graph.groups(units)]
        while len(pieces) > 1:
            tree = cKDTree(points[pieces[0]])
            away, nearest = zip(
                *(map(np.asarray, tree.query(points[piece])) for piece in pieces[1:]), strict=True
            )
            at = min(range(len(away)), key=lambda k: float(away[k].min()))
            row = int(away[at].argmin())
            one, two = int(pieces[at + 1][row]), int(pieces[0][nearest[at][row]])
            beside[one].add(two)
            beside[two].add(one)
            pieces[0] = np.concatenate([pieces[0], pieces.pop(at + 1)])
        edges = [(one, two) for one, some in enumerate(beside) for two in sorted(some) if one < two]
        known = tuple(tuple(sorted(some)) for some in beside)
        return _Ground(points, people, held, known, np.array(edges, dtype=np.int64).reshape(-1, 2).T)

    def difference(self, parted: Mask) -> float:
        """By how many people the halves differ."""
        return abs(float(self.people.sum() - 2 * self.people[parted].sum()))

    def border(self, parted: Mask) -> int:
        """Number of borders between the halves."""
        return int((parted[self.edges[0]] != parted[self.edges[1]]).sum())

    def rank(self, parted: Mask) -> tuple[bool, int, float]:
        """Halves within a tenth of one another come first, those with a short border before others."""
        uneven = self.difference(parted) > 0.1 * self.people.sum()
        return uneven, self.border(parted), self.difference(parted)

    def candidates(self) -> list[Mask]:
        """Halves by straight lines, each in one piece, with all locked units on the side that stays."""
        found: list[Mask] = []
        for angle in np.arange(DIRECTIONS) * np.pi / DIRECTIONS:
            order = np.argsort(self.points @ (np.cos(angle), np.sin(angle)), kind="stable")
            sums = np.cumsum(self.people[order])
            middle = int(np.searchsorted(sums, sums[-1] / 2))
            for first in (middle, middle + 1):
                parted = np.zeros(len(order), dtype=bool)
                parted[order[: min(max(first, 1), len(order) - 1)]] = True
                parted = self._joined(parted)
                if self.held[parted].any():
                    parted = ~parted
                if parted.any() and not parted.all() and not self.held[parted].any():
                    found.append(parted)
        return found

    def _pieces(self, mask: Mask) -> list[list[int]]:
        """Connected pieces of the units of a mask, the one with most people first."""
        left = set(np.flatnonzero(mask).tolist())
        pieces = []
        while left:
            start = left.pop()
            piece, fringe = [start], deque([start])
            while fringe:
                for other in self.beside[fringe.popleft()]:
                    if other in left:
                        left.discard(other)
                        piece.append(other)
                        fringe.append(other)
            pieces.append(piece)
        return sorted(pieces, key=lambda piece: (-float(self.people[piece].sum()), min(piece)))

    def _joined(self, parted: Mask) -> Mask:
        """The halves with what lies apart from either given to the other; the whole is in one piece."""
        for side in (True, False):
            for piece in self._pieces(parted == side)[1:]:
                parted[piece] = not side
        return parted

    def _whole(self, parted: Mask) -> bool:
        """Whether both halves are there, each in one piece."""
        size = len(parted)
        if size <= FEW_UNITS:
            return all(len(self._pieces(parted == side)) == 1 for side in (True, False))
        kept = self.edges[:, parted[self.edges[0]] == parted[self.edges[1]]]
        graph = coo_array((np.ones(kept.shape[1], np.int8), (kept[0], kept[1])), shape=(size, size))
        count, _ = connected_components(graph, directed=False)
        return bool(count == 2 and parted.any() and not parted.all())

    def evened(self, parted: Mask, *, steps: int) -> Mask:
        """The halves after changes of a few units that make them more equal."""
        for _ in range(steps):
            better = next((one for one in self._changes(parted) if self._whole(one)), None)
            if better is None:
                break
            parted = better
        return parted

    def _changes(self, parted: Mask) -> list[Mask]:
        """Halves that are more equal by up to two units at the border, the most equal first; at most 80."""
        lead = float(self.people.sum() - 2 * self.people[parted].sum())
        edge = [
            at
            for at, some in enumerate(self.beside)
            if not self.held[at] and any(parted[other] != parted[at] for other in some)
        ]
        gain = {at: (-2 if parted[at] else 2) * float(self.people[at]) for at in edge}
        together: list[tuple[int, ...]] = [(at,) for at in edge]
        together += combinations(edge, 2)
        ways = [(abs(lead - sum(gain[at] for at in way)), way) for way in together]
        found = []
        for way in sorted(way for way in ways if way[0] < abs(lead) - 0.5)[:40]:
            changed = parted.copy()
            changed[list(way[1])] ^= True
            found.append(changed)
        return found
