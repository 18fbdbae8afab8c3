"""Several plans that are really different, each valid and good."""

from __future__ import annotations

import time

import numpy as np
from numpy.typing import NDArray

from workbench.balancing.annealing import Result
from workbench.balancing.difference import people_apart
from workbench.balancing.ground import Prepared
from workbench.balancing.objective import Objective
from workbench.balancing.outcome import Effort, Outcome, Status, Watcher, keep_going
from workbench.balancing.problem import Problem
from workbench.balancing.scoring import score
from workbench.balancing.search import Setting, opened_search, outcome_of, planned, relabelled, starter
from workbench.balancing.starts import Pool
from workbench.balancing.verify import faults

FIRST = 0.25
"""Share of the work that goes into the first plan, the best one."""
NEAR = 0.05
"""Alternatives are to cost at most this much more than the best."""
USED = 0.35
"""What cutting a border costs more for each plan that cut it already, in mean weights of a border."""
USED_AT_MOST = 1.4
"""The most it can cost more: people have to stay in the band whatever the borders cost."""
ROUNDS = 2
"""Rounds of starts for each alternative wanted."""


def alternatives(
    problem: Problem,
    objective: Objective,
    effort: Effort,
    *,
    count: int,
    apart: float = 0.2,
    watch: Watcher = keep_going,
) -> Outcome:
    """Up to ``count`` plans, any two with at least ``apart`` of people in different localities, best first.

    The first is the best found; the others cost at most 5 % more where such were found. Where there are
    fewer than wanted the reason says how many. The same seed gives the same plans.
    """
    began = time.monotonic()
    opened = opened_search(problem, objective, effort, watch)
    if isinstance(opened, Outcome):
        return opened
    hunt = _Hunt(opened[0], opened[1], count, apart)
    hunt.run()
    kept = [relabelled(hunt.setting, result) for result in hunt.chosen()]
    outcome = outcome_of(problem, hunt.pool, kept, hunt.prepared, began)
    if outcome.status is not Status.FOUND or len(outcome.plans) >= count:
        return outcome
    found = len(outcome.plans)
    plans = "1 plan was" if found == 1 else f"{found:,} plans were"
    return Outcome(
        outcome.status,
        outcome.plans,
        f"{plans} found that differ by at least {apart:.0%} of people; {count:,} were asked for.",
        "More time, a wider band or fewer locked areas leave room for more.",
        outcome.seed,
        outcome.tried,
        outcome.seconds,
        outcome.stopped,
    )


class _Hunt:
    """The plans seen so far and the borders that those kept have used."""

    def __init__(self, setting: Setting, pool: Pool, count: int, apart: float) -> None:
        self.setting, self.pool = setting, pool
        self.prepared: Prepared = setting.prepared
        self.problem: Problem = setting.prepared.problem
        self.count, self.apart = max(count, 1), apart
        self.seen: list[Result] = []
        self.used = np.zeros(len(self.problem.graph.source))

    def run(self) -> None:
        """A search for the best, then rounds that shun the borders of the plans kept."""
        rounds = ROUNDS * (self.count - 1)
        starts, schedule = planned(self.prepared, self.pool.effort.seconds, at_least=2 * (rounds + 1))
        each = max(2, round(starts * (1.0 - FIRST) / max(rounds, 1)))
        first = max(2, round(starts * FIRST))
        total = first + each * rounds
        done = 0
        for number in range(rounds + 1):
            size = first if number == 0 else each
            make = starter(self.setting, schedule, self.pool.effort.seed, weight=self._weight())
            self.pool.share = (done / total, (done + size) / total)
            self._take(self.pool.run(make, range(done, done + size)), weighted=number > 0)
            done += size
            kept = self.chosen()
            if self.pool.ended or (number > 0 and len(kept) == self.count and self._all_near(kept)):
                return
            self._count_used(kept)

    def _weight(self) -> NDArray[np.float64]:
        """Border weights with what plans kept have used made dearer."""
        weight = self.prepared.weight
        mean = float(weight.mean()) or 1.0
        return weight + mean * np.minimum(USED * self.used, USED_AT_MOST)

    def _take(self, results: list[Result | None], *, weighted: bool) -> None:
        """Keep the plans found, at what they cost without the borders made dearer."""
        for result in results:
            if result is None or result.plan is None:
                continue
            plain = result
            if weighted:
                cost = score(
                    self.problem,
                    self.prepared.objective,
                    result.plan,
                    result.labels,
                    scales=self.prepared.scales,
                ).cost
                plain = Result(result.plan, cost, result.labels)
            if not faults(self.problem, result.plan, result.labels):
                self.seen.append(plain)

    def _count_used(self, kept: list[Result]) -> None:
        graph = self.problem.graph
        self.used[:] = 0.0
        for result in kept:
            plan = result.whole
            self.used += plan[graph.source] != plan[graph.neighbours]

    def chosen(self) -> list[Result]:
        """The best plan seen, then the next best that is far enough from all those chosen before it."""
        order = sorted(range(len(self.seen)), key=lambda i: (self.seen[i].cost, i))
        kept: list[Result] = []
        for result in (self.seen[i] for i in order):
            if len(kept) == self.count:
                break
            if all(self._apart(result, other) for other in kept):
                kept.append(result)
        return kept

    def _apart(self, one: Result, other: Result) -> bool:
        return people_apart(self.problem.people, one.whole, other.whole) >= self.apart

    def _all_near(self, kept: list[Result]) -> bool:
        return kept[-1].cost <= kept[0].cost * (1.0 + NEAR)
