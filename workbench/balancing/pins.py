"""Locked units that cannot all stay where they are."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from workbench.balancing.connected import connected_parts
from workbench.balancing.obstacle import Kind, Obstacle
from workbench.balancing.parts import Band
from workbench.balancing.problem import Problem
from workbench.balancing.wording import name_of, people_text, places_text

MOST_LOCALITIES = 200
"""With more localities than this the paths between locked units are not looked at (one search each)."""


def pinned_groups(problem: Problem) -> dict[int, NDArray[np.int64]]:
    """Locked units by the locality that they stay in."""
    if not len(problem.pinned):
        return {}
    held = np.flatnonzero(problem.pinned & (problem.start >= 0))
    return {int(label): held[problem.start[held] == label] for label in np.unique(problem.start[held])}


def pinned_obstacle(problem: Problem, band: Band) -> Obstacle | None:
    """The first group of locked units that is too large or that nothing can connect."""
    groups = pinned_groups(problem)
    for units in groups.values():
        people = float(problem.people[units].sum())
        if people > band.high:
            return Obstacle(
                Kind.PINNED,
                units,
                people,
                f"{places_text(problem, units)} are locked in one locality and have {people_text(people)} "
                f"{problem.around.measure}, more than {people_text(problem.high)}.",
                f"Unlock one of them, or raise the upper limit to {people_text(np.ceil(people))}.",
            )
    if len(groups) > MOST_LOCALITIES:
        return None
    pinned_to = np.full(problem.n, -1)
    for label, units in groups.items():
        pinned_to[units] = label
    for label, units in groups.items():
        apart = _apart(problem, pinned_to, label, units)
        if apart is not None:
            return apart
    return None


def _apart(
    problem: Problem, pinned_to: NDArray[np.int64], label: int, units: NDArray[np.int64]
) -> Obstacle | None:
    """Two units locked in one locality with no way between them that avoids units locked elsewhere."""
    graph = problem.graph
    may = (pinned_to == -1) | (pinned_to == label)
    keep = may[graph.source] & may[graph.neighbours]
    _, piece = connected_parts(problem.n, graph.source[keep], graph.neighbours[keep])
    beyond = units[piece[units] != piece[units[0]]]
    if not len(beyond):
        return None
    pair = np.array([units[0], beyond[0]])
    return Obstacle(
        Kind.PINNED,
        pair,
        float(problem.people[pair].sum()),
        f"{name_of(problem, int(pair[0]))} and {name_of(problem, int(pair[1]))} are locked in one locality, "
        "and no areas that are free connect them.",
        "Unlock one of them, or add a link.",
    )
