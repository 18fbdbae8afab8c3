"""A lower bound on the number of areas that have to move, by HiGHS.

A mixed-integer program over the areas and the localities of the drawing leaves out that localities are
in one piece, except for one thing that is easy to say: an area with too few people to be a locality alone
stands beside another area of its locality. Every plan obeys the program, so its optimum, and the dual bound
of a run that was stopped, are at most the moves of any plan.
"""

from __future__ import annotations

import math

import highspy
import numpy as np
from numpy.typing import NDArray

from workbench.balancing.decided import eased_band
from workbench.balancing.problem import Problem
from workbench.balancing.program import Program

MOST_CHOICES = 60_000
"""Areas times localities for which the program is set up; above that a sum by locality has to do."""


def moves_of(problem: Problem, plan: NDArray[np.int32]) -> int:
    """Areas that leave the locality they are drawn in; areas without a locality move for nothing."""
    return int(((problem.start >= 0) & (plan != problem.start)).sum())


def moves_bound(problem: Problem, *, seconds: float) -> int:
    """Moves that every plan in the band needs at least, from the drawing ``problem.start``.

    A plan may give up localities of the drawing and add new ones unless the number wanted forbids it.
    """
    simple = _by_locality(problem)
    drawn = np.unique(problem.start[problem.start >= 0])
    if problem.n * len(drawn) > MOST_CHOICES:
        return simple
    program = _program(problem, drawn.tolist())
    found = program.least(seconds=seconds)
    return simple if found is None else max(simple, math.ceil(found - 1e-6))


def _by_locality(problem: Problem) -> int:
    """Moves by people alone: out of the localities that are too large, into those that are too small.

    A locality that is too large gives up its largest areas first. One that is too small takes as many of
    the largest areas of all, or is given up with all its areas; only where their number stays may these
    be added up, as what leaves a locality that is given up may fill another one.
    """
    band = eased_band(problem)
    drawn = np.unique(problem.start[problem.start >= 0]).tolist()
    out, into = 0, [0]
    largest = np.cumsum(np.sort(problem.people)[::-1])
    for label in drawn:
        own = np.cumsum(np.sort(problem.people[problem.start == label])[::-1])
        over, under = own[-1] - band.high, band.low - own[-1]
        if over > 0:
            out += int(np.searchsorted(own, over)) + 1
        elif under > 0 and (problem.start >= 0).all():
            into.append(min(len(own), int(np.searchsorted(largest, under)) + 1))
    return max(out, sum(into) if problem.localities == len(drawn) else max(into))


def _program(problem: Problem, drawn: list[int]) -> Program:
    """Areas to localities: moves are counted, limits kept, neighbours asked for."""
    band = eased_band(problem)
    used = len(drawn)
    fixed = problem.localities
    program = Program()
    places = [*drawn, -1]  # the last stands for all new localities together
    held = program.columns(used, upper=1.0, whole=True)  # whether a locality of the drawing is kept
    most_new = problem.n if fixed is None else max(0, fixed)
    held.append(program.column(upper=float(most_new), whole=True))  # how many new ones
    pinned = problem.pinned if len(problem.pinned) else np.zeros(problem.n, bool)
    choice = np.empty((problem.n, len(places)), np.int64)
    for unit in range(problem.n):
        start = int(problem.start[unit])
        for place, label in enumerate(places):
            stays = start < 0 or label == start
            may = label == start or start < 0 or not pinned[unit]
            choice[unit, place] = program.column(
                cost=0.0 if stays else 1.0, upper=1.0 if may else 0.0, whole=True
            )
        program.row(1.0, 1.0, {int(column): 1.0 for column in choice[unit]})
    scale = max(band.high, 1.0)
    for place in range(len(places)):
        people = {int(choice[unit, place]): problem.people[unit] / scale for unit in range(problem.n)}
        program.row(0.0, highspy.kHighsInf, {**people, held[place]: -band.low / scale})
        program.row(-highspy.kHighsInf, 0.0, {**people, held[place]: -band.high / scale})
    if fixed is not None:
        program.row(float(fixed), float(fixed), dict.fromkeys(held, 1.0))
    indptr, neighbours = problem.graph.indptr, problem.graph.neighbours
    for unit in np.flatnonzero(problem.people < band.low).tolist():
        beside = neighbours[indptr[unit] : indptr[unit + 1]]
        for place in range(len(places)):
            around = {int(choice[other, place]): 1.0 for other in beside.tolist()}
            program.row(0.0, highspy.kHighsInf, {**around, int(choice[unit, place]): -1.0})
    return program
