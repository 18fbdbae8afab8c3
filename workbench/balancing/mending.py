"""From a drawing to a plan to start from: all units given, localities in one piece, their number right."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from workbench.balancing.connected import connected_parts
from workbench.balancing.kernel.first_plan import Load, first_plan
from workbench.balancing.kernel.grow import give_the_rest
from workbench.balancing.kernel.trees import Borders
from workbench.balancing.numbers import PartNumbers
from workbench.balancing.problem import UNASSIGNED, BorderGraph, Problem

TREES = 20
"""Trees tried for a cut."""
CUT_OFF_COUNTS = 0.25
"""Share of mendings in which pieces cut off from their localities may become localities themselves."""


def pieces_of(graph: BorderGraph, plan: NDArray[np.int32]) -> NDArray[np.int32]:
    """Number of the connected piece of equal labels that each unit lies in. Shape (n,)."""
    same = (plan[graph.source] == plan[graph.neighbours]) & (graph.source < graph.neighbours)
    return connected_parts(graph.n, graph.source[same], graph.neighbours[same])[1]


def main_pieces(
    problem: Problem, tie: NDArray[np.int32], drawing: NDArray[np.int32] | None = None
) -> NDArray[np.int32]:
    """The drawing with one piece a locality: that of its locked areas, else that with most people.

    The other pieces are unassigned (-1). ``drawing`` is ``problem.start`` unless told.
    """
    plan = (problem.start if drawing is None else drawing).astype(np.int32)  # a copy
    plan[tie >= 0] = tie[tie >= 0]
    piece = pieces_of(problem.graph, plan)
    worth = np.bincount(piece, problem.people + 1e-6)
    np.add.at(worth, piece[tie >= 0], 1e12)
    label_of = np.full(len(worth), UNASSIGNED, np.int32)
    label_of[piece] = plan
    for label in range(problem.labels):
        own = np.flatnonzero(label_of == label)
        if len(own) > 1:
            plan[np.isin(piece, own[own != own[np.argmax(worth[own])]])] = UNASSIGNED
    return plan


class Mender:
    """Works on one plan until it can be annealed; random where there is a choice."""

    def __init__(
        self,
        problem: Problem,
        numbers: PartNumbers,
        tie: NDArray[np.int32],
        plan: NDArray[np.int32],
        random: np.random.Generator,
    ) -> None:
        self.problem = problem
        self.numbers = numbers
        self.tie = tie
        self.plan = plan.copy()
        self.random = random
        self.kernel_random = random.integers(1, 2**63, 1).astype(np.uint64)

    def mended(self) -> NDArray[np.int32] | None:
        """The plan; None where localities that had to be one hold different locked areas."""
        wanted = self._wanted()
        for part, count in enumerate(wanted.tolist()):
            self._claim_open_land(part, count)
        self._give_the_rest()
        for part, count in enumerate(wanted.tolist()):
            while len(self._labels_in(part)) < count and self._split_largest(part):
                pass
            while len(self._labels_in(part)) > count and self._merge_smallest(part):
                pass
        return self.plan if (self.plan >= 0).all() else None

    def _labels_in(self, part: int) -> NDArray[np.int32]:
        held = self.plan[(self.numbers.part == part) & (self.plan >= 0)]
        return np.unique(held)

    def _wanted(self) -> NDArray[np.int64]:
        """Localities of each part: as drawn where that can be, else the nearest number that can."""
        numbers = self.numbers
        drawn = np.array([len(self._labels_in(part)) for part in range(len(numbers.meant))], np.int64)
        if numbers.fixed:
            open_land = (self.plan < 0).any()
            fits = ((drawn >= numbers.fewest) & (drawn <= numbers.most)).all()
            return drawn if fits and drawn.sum() == numbers.meant.sum() and not open_land else numbers.meant
        # land that a locality lost sight of is a new locality's only now and then: it mostly goes back
        no_one = self.plan < 0 if self.random.random() < CUT_OFF_COUNTS else self.problem.start < 0
        land = np.bincount(numbers.part, self.problem.people * no_one, len(drawn))
        with_land = drawn + np.floor(land / self.problem.target).astype(np.int64)
        return np.clip(with_land, numbers.fewest, numbers.most)

    def _free_label(self) -> int:
        """A label without units: an empty locality of the drawing first, then a new one."""
        label = 0
        used = set(self.plan.tolist())
        while label in used:
            label += 1
        return label

    def _claim_open_land(self, part: int, wanted: int) -> None:
        """Make the localities that a part lacks out of land that no locality holds, largest first."""
        while (lacking := wanted - len(self._labels_in(part))) > 0:
            land = (self.plan < 0) & (self.numbers.part == part)
            if not land.any():
                return
            marked = np.where(land, 0, np.arange(1, self.problem.n + 1)).astype(np.int32)
            piece = pieces_of(self.problem.graph, marked)
            people = np.bincount(piece, self.problem.people * land)
            units = np.flatnonzero((piece == np.argmax(people)) & land)
            fits = int(people.max() / self.problem.low) if self.problem.low > 0 else lacking
            if fits < 1 and len(self._labels_in(part)):
                return
            self._cut_up(units, max(1, min(lacking, fits, len(units))))

    def _cut_up(self, units: NDArray[np.int64], count: int) -> bool:
        """Give units that hang together to ``count`` localities: one they have already, the rest new."""
        problem = self.problem
        keep = int(self.plan[units[0]])
        part = np.full(problem.n, 1, np.int32)
        part[units] = 0
        inside = (part[problem.graph.source] == 0) & (part[problem.graph.neighbours] == 0)
        degree = np.bincount(problem.graph.source[inside], minlength=problem.n)
        borders = Borders(
            np.concatenate([[0], np.cumsum(degree)]).astype(np.int32),
            problem.graph.neighbours[inside],
            self.tie,
        )
        anchor = np.zeros(problem.n, np.int64)
        tied = np.flatnonzero(self.tie >= 0)
        anchor[tied[np.unique(self.tie[tied], return_index=True)[1]]] = 1
        pieces, whole = first_plan(
            borders,
            Load(problem.people.astype(np.float64), anchor),
            part,
            np.array([count, 1], np.int64)[: int(part.max()) + 1],
            (float(problem.low), float(problem.high)),
            TREES,
            self.kernel_random,
        )
        if not whole:
            return False
        mine = pieces[units]
        kept = self._piece_that_keeps(units, mine, keep)
        for piece in np.unique(mine):
            if piece != kept:
                self.plan[units[mine == piece]] = self._free_label()
        return True

    def _piece_that_keeps(self, units: NDArray[np.int64], mine: NDArray[np.int32], label: int) -> int:
        """The piece that goes on under the label: that of the locked areas, else that with most people."""
        if label < 0:
            return -1
        locked = self.tie[units] == label
        if locked.any():
            return int(mine[locked][0])
        return int(np.argmax(np.bincount(mine, self.problem.people[units])))

    def _give_the_rest(self) -> None:
        """Give land that is left to the localities beside it."""
        graph, people = self.problem.graph, self.problem.people.astype(np.float64)
        give_the_rest(
            graph.indptr,
            graph.neighbours,
            people,
            float(self.problem.target),
            self.plan,
            self.kernel_random,
        )

    def _split_largest(self, part: int) -> bool:
        """Cut the locality with most people in two; False where none can be cut."""
        labels = self._labels_in(part)
        people = self.problem.people_of(self.plan, int(self.plan.max()) + 1)
        for label in labels[np.argsort(-people[labels], kind="stable")]:
            units = np.flatnonzero(self.plan == label)
            if len(units) > 1 and self._cut_up(units, 2):
                return True
        return False

    def _merge_smallest(self, part: int) -> bool:
        """Give a locality with few people to its neighbour with fewest; False where none may go."""
        graph = self.problem.graph
        labels = self._labels_in(part)
        people = self.problem.people_of(self.plan, int(self.plan.max()) + 1)
        locked = set(self.tie[self.tie >= 0].tolist())
        for label in labels[np.argsort(people[labels], kind="stable")].tolist():
            if label in locked:
                continue
            beside = np.unique(self.plan[graph.neighbours[self.plan[graph.source] == label]])
            beside = beside[beside != label]
            if len(beside):
                self.plan[self.plan == label] = beside[np.argmin(people[beside])]
                return True
        return False
