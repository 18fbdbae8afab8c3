"""What would help where there is no plan: ways on that the window offers as buttons, the likeliest first."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from workbench.balancing.outcome import Status
from workbench.errors import WorkbenchError
from workbench.models.adjacency import Link
from workbench.models.edits import Edit
from workbench.models.localities import Locality
from workbench.models.project import Project
from workbench.models.rules import Band, BandStatus
from workbench.models.scenario import Scenario
from workbench.session.balance_request import BalanceRequest, Use
from workbench.session.plan_edits import change_rules, lock_locality
from workbench.ui.balance.start_dialog import Wish
from workbench.ui.balance.start_form import ANEW
from workbench.ui.balance.uses import TASKS, Task

if TYPE_CHECKING:
    from workbench.session.balance import BalanceProposals

LONGER = 5
"""How many times as long to look where nothing was found."""
MILD = 1.25
"""A limit moved by more than this factor asks for something else: it is not the main way on."""
_LIMIT = re.compile(
    r"\b(?:(?P<side>lower|upper)|lower the) limit (?:of |to )?"
    r"(?P<people>(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.[0-9]+)?)(?P<may> or (?:less|more))?",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"\bask for ([0-9][0-9,]*)", re.IGNORECASE)
_UNLOCK = re.compile(r"\bunlock (.+?)(?:, or |, lower |, raise |\.$)", re.IGNORECASE)
_LINK = re.compile(r"\blink (.+?) with (.+?) \([0-9,]+ k?m ", re.IGNORECASE)


@dataclass(frozen=True)
class Way:
    """One way on: another request, after an edit of the scenario where one is needed."""

    text: str
    wish: Wish
    edit: Callable[[Project, Scenario], Edit | None] | None = None
    does: str = ""
    """What comes of it, where the text of the button does not say."""


def ways_on(found: BalanceProposals, wish: Wish) -> tuple[list[Way], list[Way]]:
    """Ways to offer first, and those that come after "Change what is asked"."""
    near, far = _limits(found, wish)
    if found.status is not Status.INFEASIBLE:
        return [_longer(wish), *near], far
    first = [*_number(found, wish), *_islands(found, wish), *_unlock(found, wish), *_link(found, wish)]
    return [*first, *_repair(found, wish), *near], far


def limits_in(suggestion: str) -> list[tuple[str, int]]:
    """Limits that a suggestion names, each of which helps alone.

    "Add a link, or lower the limit to 29,400." -> [("lower", 29400)]. "15,018 or less" says what is needed
    and may not do: it counts only where no limit is named that would work.
    """
    sure: list[tuple[str, int]] = []
    may: list[tuple[str, int]] = []
    for limit in _LIMIT.finditer(suggestion):
        side, people = (limit["side"] or "lower").lower(), float(limit["people"].replace(",", ""))
        named = sure if limit["may"] is None else may
        named.append((side, math.ceil(people) if side == "upper" else math.floor(people)))
    return [*sure, *(one for one in may if not any(side == one[0] for side, _ in sure))]


def number_in(suggestion: str) -> int | None:
    """The number of localities that a suggestion names: "Ask for 12, or ..." -> 12."""
    found = _NUMBER.search(suggestion)
    return None if found is None else int(found[1].replace(",", ""))


def _limits(found: BalanceProposals, wish: Wish) -> tuple[list[Way], list[Way]]:
    near: list[Way] = []
    far: list[Way] = []
    band = found.task.rules.band
    for side, people in limits_in(found.suggestion):
        low, high = (people, band.high) if side == "lower" else (band.low, people)
        if low <= high:
            request = replace(wish.request, low=low, high=high, target=None)
            way = Way(f"Use {side} limit {people:,}", Wish(wish.task, request))
            (near if _mild(band, low, high) else far).append(way)
    return near, far


def _mild(band: Band, low: int, high: int) -> bool:
    return low * MILD >= band.low and high <= band.high * MILD


def _longer(wish: Wish) -> Way:
    request = replace(wish.request, seconds=wish.request.seconds * LONGER)
    return Way(f"Look for {request.seconds:g} s", Wish(wish.task, request))


def _number(found: BalanceProposals, wish: Wish) -> Iterator[Way]:
    number = number_in(found.suggestion)
    if number is not None and wish.request.use is not Use.SPLIT:
        yield Way(f"Ask for {number:,}", Wish(wish.task, replace(wish.request, localities=number)))


def _islands(found: BalanceProposals, wish: Wish) -> Iterator[Way]:
    alone = not wish.request.islands_apart and wish.task in ANEW
    if alone and "no border with the rest" in found.reason:
        yield Way("Let islands stand alone", Wish(wish.task, replace(wish.request, islands_apart=True)))


def ways_past(problem: WorkbenchError, wish: Wish, scenario: Scenario) -> list[Way]:
    """What helps where a request was refused: the lock of a locality it needs is taken away."""
    if not problem.remedy.casefold().startswith("unlock"):
        return []
    named = [x for x in scenario.plan if x.locked and problem.what.startswith(f"{x.name} is locked")]
    return [_unlocking(locality, wish) for locality in named]


def _unlock(found: BalanceProposals, wish: Wish) -> Iterator[Way]:
    """A locked locality that the suggestion names."""
    named = _UNLOCK.search(found.suggestion)
    locality = None if named is None else found.task.scenario.plan.named(named[1])
    if locality is not None and locality.locked:
        yield _unlocking(locality, wish)


def _unlocking(locality: Locality, wish: Wish) -> Way:
    def unlock(_project: Project, scenario: Scenario) -> Edit:
        return lock_locality(scenario, locality.code, locked=False)

    return Way(f"Unlock {locality.name}", wish, unlock)


def _link(found: BalanceProposals, wish: Wish) -> Iterator[Way]:
    """A link that the suggestion names, where both areas are known by their names."""
    named = _LINK.search(found.suggestion)
    if named is None:
        return
    units = found.task.project.area.units
    rows = [_only([*(units.names == name).nonzero()[0].tolist()]) for name in named.groups()]
    if None in rows:
        return
    one, other = (str(units.codes[row]) for row in rows)
    words = f"Link {named[1]} with {named[2]}"

    def link(_project: Project, scenario: Scenario) -> Edit | None:
        links = (*scenario.rules.links, Link(one, other, words))
        return change_rules(scenario, replace(scenario.rules, links=links), words)

    yield Way(words, wish, link)


def _only(rows: list[int]) -> int | None:
    return rows[0] if len(rows) == 1 else None


def _repair(found: BalanceProposals, wish: Wish) -> Iterator[Way]:
    """Areas that fill or make no locality of their own may join those around them."""
    figures = found.task.figures_before
    split = figures.of(wish.request.split) if wish.request.use is Use.SPLIT else None
    over = split is not None and split.status is BandStatus.ABOVE
    if over or (wish.request.use is Use.FILL and figures.totals.localities):
        request = BalanceRequest(
            use=Use.REPAIR, low=wish.request.low, high=wish.request.high, target=wish.request.target,
            basis=wish.request.basis, inside_parent=wish.request.inside_parent,
            seconds=wish.request.seconds, seed=wish.request.seed,
        )  # fmt: skip
        does = "A repair gives such areas to the localities around them."
        yield Way(TASKS[Task.REPAIR].name, Wish(Task.REPAIR, request), does=does)
