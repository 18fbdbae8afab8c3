"""Places and people in the sentences of the balancer."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from workbench.balancing.problem import Problem


def people_text(people: float) -> str:
    """People as they stand on screen: "2,224", and "30,000.5" where weights make fractions."""
    whole = round(people)
    if abs(people - whole) < 0.05:
        return f"{whole:,}"
    return f"{people:,.1f}"


def name_of(problem: Problem, unit: int) -> str:
    """The name of a unit, or its row where the problem carries no names."""
    return str(problem.names[unit]) if len(problem.names) else f"Area {int(problem.rows[unit]) + 1}"


def places_text(problem: Problem, units: NDArray[np.int64] | NDArray[np.int32]) -> str:
    """Name the unit with most people and count the others: "Keele and 3 other areas"."""
    if not len(units):
        return "No area"
    first = name_of(problem, int(units[np.argmax(problem.people[units])]))
    others = len(units) - 1
    if others == 0:
        return first
    if others == 1:
        second = name_of(problem, int(units[np.argmin(problem.people[units])]))
        return f"{first} and {second}" if second != first else f"{first} and 1 other area"
    return f"{first} and {others:,} other areas"


def listed(names: Sequence[str], *, most: int = 3) -> str:
    """Names in a row: "Stoke, Leek and Stone", at most ``most`` and a count of the others."""
    shown = list(names[:most])
    if len(names) > most:
        others = "1 other" if len(names) == most + 1 else f"{len(names) - most:,} others"
        return f"{', '.join(shown)} and {others}"
    return shown[0] if len(shown) == 1 else f"{', '.join(shown[:-1])} and {shown[-1]}"


def ways_out(ways: list[str]) -> str:
    """Ways out, as one sentence: "Add a link, or lower the limit to 2,224."."""
    text = ", or ".join([", ".join(ways[:-1]), ways[-1]]) if len(ways) > 1 else ways[0]
    return f"{text[0].upper()}{text[1:]}."
