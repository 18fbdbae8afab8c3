"""How good a plan is at best: a lower bound that no plan in the limits can go under, in plain words."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from workbench.balancing.bound_inertia import MOST_UNITS, inertia_around_units, inertia_bound
from workbench.balancing.bound_moves import moves_bound, moves_of
from workbench.balancing.bounds import Bound, BoundKind
from workbench.balancing.problem import Problem


def lower_bound(
    problem: Problem, kind: BoundKind | str, plan: NDArray[np.int32], seconds: float = 10.0
) -> Bound:
    """The bound of one goal and how far ``plan`` is above it, in about ``seconds``.

    ``kind`` is ``moves`` (areas that leave their locality of ``problem.start``) or ``inertia`` (people times
    squared distance to the best area of their locality, km2); for every other goal the bound says that
    none is known. ``plan`` is a complete plan of the problem, a label by unit, shape (n,).
    """
    if kind == BoundKind.MOVES:
        return _moves(problem, plan, seconds)
    if kind == BoundKind.INERTIA:
        return _inertia(problem, plan, seconds)
    return Bound(BoundKind.NONE, None, None, "No bound is known for this goal.")


def _moves(problem: Problem, plan: NDArray[np.int32], seconds: float) -> Bound:
    """The bound on the number of moves."""
    if not (problem.start >= 0).any():
        sentence = "There is no drawing to start from, so there are no moves to count."
        return Bound(BoundKind.MOVES, None, None, sentence)
    least, moves = moves_bound(problem, seconds=seconds), moves_of(problem, plan)
    if least == 0:
        return Bound(BoundKind.MOVES, moves, 0.0, "No move can be shown to be needed.")
    needed = f"Every plan needs at least {_moves_text(least)}"
    if least == moves:
        sentence = f"{needed}, and this one has no more."
    else:
        sentence = f"{needed}; this one has {moves:,}."
    return Bound(BoundKind.MOVES, moves, least, sentence)


def _moves_text(count: int) -> str:
    return "1 move" if count == 1 else f"{count:,} moves"


def _inertia(problem: Problem, plan: NDArray[np.int32], seconds: float) -> Bound:
    """The bound on the moment of inertia around units."""
    if problem.n > MOST_UNITS:
        sentence = f"No bound is known for more than {MOST_UNITS:,} areas; this plan has {problem.n:,}."
        return Bound(BoundKind.INERTIA, None, None, sentence)
    value = inertia_around_units(problem, plan)
    localities = len(np.unique(plan))
    least = inertia_bound(problem, plan, seconds=seconds)
    bound = Bound(BoundKind.INERTIA, value, least, "")
    if bound.gap is None:
        return Bound(BoundKind.INERTIA, value, least, "No useful bound was found in the time given.")
    noun = "locality" if localities == 1 else "localities"
    sentence = (
        f"No plan of {localities:,} {noun} in these limits is more compact than this one by more than "
        f"{100 * bound.gap:.1f} % (people times squared distance to the best area of their locality)."
    )
    return Bound(BoundKind.INERTIA, value, least, sentence)
