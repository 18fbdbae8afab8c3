"""What a search comes back with."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray


class Status(StrEnum):
    """How a search ended."""

    FOUND = "found"
    INFEASIBLE = "infeasible"
    """No plan can keep to the limits; the reason says where and why."""
    NOT_FOUND = "not_found"
    """None was found in the time given, which does not prove that there is none."""
    CANCELLED = "cancelled"


class Stopped(StrEnum):
    """Why the search stopped looking."""

    WORK_DONE = "all starts made"
    SETTLED = "the last starts found nothing better"
    TIME = "time"
    CANCELLED = "cancelled"
    NOTHING_TO_DO = "nothing to do"


@dataclass(frozen=True)
class Effort:
    """How long to look: the work is fixed by ``seconds`` and ``seed`` alone, so that runs repeat.

    ``seconds`` are turned into a number of proposals at a nominal speed; a machine that is slower works
    longer. Only a search that takes ``patience`` times ``seconds`` of real time is cut short, so far off
    that it repeats on any machine in ordinary use; then it says so (``Stopped.TIME``). ``threads`` never
    change the result.
    """

    seconds: float = 1.0
    seed: int = 1
    threads: int = 2
    patience: float = 30.0


@dataclass(frozen=True, eq=False)
class Candidate:
    """One complete plan of a problem, label by unit, with its cost and parts (weighted, by name)."""

    plan: NDArray[np.int32]
    labels: int
    cost: float
    parts: dict[str, float] = field(default_factory=dict)


@dataclass(frozen=True, eq=False)
class Outcome:
    """The plans found, best first, and how the search ended.

    ``reason`` is a sentence for the planner whenever ``status`` is not ``found``; ``suggestion`` says what
    would work.
    ``tried`` counts starts. A cancelled search may still hold the best plan so far.
    """

    status: Status
    plans: tuple[Candidate, ...]
    reason: str = ""
    suggestion: str = ""
    seed: int = 0
    tried: int = 0
    seconds: float = 0.0
    stopped: Stopped = Stopped.WORK_DONE

    @property
    def best(self) -> Candidate | None:
        """The best plan, None without any."""
        return self.plans[0] if self.plans else None


@dataclass(frozen=True, eq=False)
class Heard:
    """What a running search tells: share of the work done, starts made, the best so far (None yet)."""

    done: float
    tried: int
    best: Candidate | None


Watcher = Callable[[Heard], bool]
"""Told now and then (at least five times a second); answers False to stop the search."""


def keep_going(_heard: Heard) -> bool:
    """Watch nothing, never stop."""
    return True
