"""The independent check of a plan: what is wrong with it, in plain words, whoever made it.

Shares no code with the kernel or with the running figures: sums by ``numpy.bincount`` and pieces by
a walk from area to area over the borders inside each locality.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from workbench.balancing.problem import Problem
from workbench.balancing.wording import name_of, people_text, places_text

NAMED_AT_MOST = 5
"""Faults of one kind that are spelt out; the rest is counted."""


def faults(problem: Problem, plan: NDArray[np.int32], labels: int) -> tuple[str, ...]:
    """Everything that keeps ``plan`` from being a plan of ``problem``; empty when there is nothing.

    Checked: every unit has a label from 0 to ``labels - 1``, every locality is in one piece and inside the
    band, pinned units are where the drawing has them, and the number of localities is the one wanted.
    Labels without a unit are localities that were given up; they do not count. ``plan`` has shape (n,).
    """
    if plan.shape != (problem.n,):
        return (f"The plan covers {plan.size:,} areas, the problem has {problem.n:,}.",)
    outside = np.flatnonzero((plan < 0) | (plan >= labels))
    if len(outside):
        return (f"In no locality: {places_text(problem, outside)}.",)
    return (
        *_number(problem, plan),
        *_pins(problem, plan),
        *_pieces(problem, plan),
        *_band(problem, plan, labels),
    )


def _number(problem: Problem, plan: NDArray[np.int32]) -> list[str]:
    """The number of localities is not the one wanted."""
    used = len(np.unique(plan))
    if problem.localities is None or used == problem.localities:
        return []
    noun = "locality" if used == 1 else "localities"
    return [f"The plan has {used:,} {noun}, {problem.localities:,} wanted."]


def _pins(problem: Problem, plan: NDArray[np.int32]) -> list[str]:
    """Pinned units that were moved."""
    if not len(problem.pinned):
        return []
    moved = np.flatnonzero(problem.pinned & (plan != problem.start))
    return _first(
        [
            f"{name_of(problem, int(unit))} is locked in locality {int(problem.start[unit]) + 1:,}, "
            f"the plan has it in locality {int(plan[unit]) + 1:,}."
            for unit in moved
        ]
    )


def _pieces(problem: Problem, plan: NDArray[np.int32]) -> list[str]:
    """Localities in more than one piece."""
    piece = np.array(_walked(problem, plan), np.int64)
    one_each, first = np.unique(piece, return_index=True)
    pieces_of = np.bincount(plan[first])
    units_in = np.bincount(piece, minlength=len(one_each))
    found = []
    for label in np.flatnonzero(pieces_of > 1):
        own = first[plan[first] == label]
        smallest = own[np.argmin(units_in[piece[own]])]
        apart = np.flatnonzero(piece == piece[smallest])
        found.append(
            f"Locality {label + 1:,} is in {pieces_of[label]:,} pieces; "
            f"apart from the rest of it: {places_text(problem, apart)}."
        )
    return _first(found)


def _walked(problem: Problem, plan: NDArray[np.int32]) -> list[int]:
    """The piece of its locality that each unit is in, by walking on to every neighbour of the same label."""
    graph, label = problem.graph, plan.tolist()
    start, beside = graph.indptr.tolist(), graph.neighbours.tolist()
    piece = [-1] * problem.n
    pieces = 0
    for first in range(problem.n):
        if piece[first] >= 0:
            continue
        piece[first] = pieces
        pending = [first]
        while pending:
            unit = pending.pop()
            for other in beside[start[unit] : start[unit + 1]]:
                if piece[other] < 0 and label[other] == label[unit]:
                    piece[other] = pieces
                    pending.append(other)
        pieces += 1
    return piece


def _band(problem: Problem, plan: NDArray[np.int32], labels: int) -> list[str]:
    """Localities with fewer people than the lower limit or more than the upper."""
    people = problem.people_of(plan, labels)
    held = np.bincount(plan, minlength=labels) > 0
    slack = rounding(problem)
    found = [
        f"Locality {label + 1:,} has {_people(people[label])}, "
        f"{'fewer' if people[label] < problem.low else 'more'} than "
        f"{people_text(problem.low if people[label] < problem.low else problem.high)}."
        for label in np.flatnonzero(held & ((people < problem.low - slack) | (people > problem.high + slack)))
    ]
    return _first(found)


def rounding(problem: Problem) -> float:
    """People by which a sum of people with fractions may miss a limit through rounding alone.

    A sum of n numbers in double precision is off by at most n * 1.1e-16 of their total; a thousand-fold
    of that for whole England (3e4 units, 6e7 people) is still far less than one person.
    """
    return 1e-9 * max(1.0, float(np.abs(problem.people).sum()))


def _people(people: float) -> str:
    """A number of people: "1 person", "30,000 people"."""
    return "1 person" if people == 1 else f"{people_text(people)} people"


def _first(sentences: list[str]) -> list[str]:
    """The first sentences and how many more there are."""
    if len(sentences) <= NAMED_AT_MOST:
        return sentences
    return [*sentences[:NAMED_AT_MOST], f"{len(sentences) - NAMED_AT_MOST:,} more like this."]
