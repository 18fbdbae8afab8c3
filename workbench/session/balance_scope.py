"""Which areas and localities take part in a balance, and which stay as they are."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from workbench.balancing.objective import Objective
from workbench.balancing.problem import BorderGraph
from workbench.errors import EditError
from workbench.models.localities import Locality
from workbench.models.plan import UNASSIGNED
from workbench.models.project import Project
from workbench.models.scenario import Scenario
from workbench.session.balance_request import BalanceRequest, Use
from workbench.session.plan_edits import held_units


@dataclass(frozen=True, eq=False)
class BalanceScope:
    """The units (rows) and localities of a problem.

    ``start`` has a label for each unit, -1 for none; label i is the locality ``codes[i]``. The first
    ``fixed`` labels keep their locality whatever the plan looks like. ``spare`` are open localities that
    new areas may take over or that go; ``closed`` ones stay as they are, with all they hold. ``apart`` are
    units that were left out of the problem to be localities of their own, outside the band.
    """

    rows: NDArray[np.int64]
    start: NDArray[np.int32]
    pinned: NDArray[np.bool_]
    codes: tuple[str, ...]
    fixed: int
    spare: tuple[str, ...]
    closed: frozenset[str]
    wanted: int | None
    apart: tuple[NDArray[np.int64], ...] = ()


def scope_of(
    project: Project, scenario: Scenario, request: BalanceRequest, objective: Objective
) -> BalanceScope:
    """What takes part. Locked localities never do; locked areas of open localities are pinned.

    Raises:
        EditError: nothing is left to balance, or the wanted number does not go with what stays.
    """
    plan, labels = scenario.plan, scenario.plan.labels
    for code in (*request.only_from, *([request.split] if request.use is Use.SPLIT else [])):
        plan.slot(code)
    closed = [locality for locality in plan if _is_closed(scenario, locality, request)]
    closed_codes = frozenset(locality.code for locality in closed)
    opened = [locality for locality in plan if locality.code not in closed_codes]
    locked = held_units(project, scenario, np.arange(len(labels)))
    takes_part = np.isin(labels, [plan.slot(locality.code) for locality in opened])
    if request.use is Use.FILL or (request.use is not Use.SPLIT and not request.only_from):
        takes_part |= (labels == UNASSIGNED) & ~locked
    rows = np.flatnonzero(takes_part)
    _see_that_areas_are_left(scenario, request, rows)
    pinned = locked[rows] & (labels[rows] != UNASSIGNED)
    held = {locality.code for locality in opened if _units(scenario, locality)}
    drawn = request.use in {Use.REPAIR, Use.SPLIT} or objective.changes > 0
    sure = [
        locality.code
        for locality in opened
        if (pinned & (labels[rows] == plan.slot(locality.code))).any()
        or (request.use is Use.REPAIR and locality.code in held)
        or (objective.hubs > 0 and locality.hub_site and request.use is not Use.SPLIT)
    ]
    others = [locality.code for locality in opened if locality.code in held and locality.code not in sure]
    codes = (*sure, *others) if drawn else tuple(sure)
    label_of_slot = np.full(plan.slots + 1, UNASSIGNED, dtype=np.int32)
    for label, code in enumerate(codes):
        label_of_slot[plan.slot(code)] = label
    start = label_of_slot[labels[rows]]
    if not drawn:
        start = np.where(pinned, start, UNASSIGNED).astype(np.int32)
    return BalanceScope(
        rows=rows,
        start=start,
        pinned=pinned,
        codes=tuple(codes),
        fixed=len(sure),
        spare=tuple(locality.code for locality in opened if locality.code not in sure),
        closed=closed_codes,
        wanted=_wanted(scenario, request, closed, len(sure)),
    )


def _is_closed(scenario: Scenario, locality: Locality, request: BalanceRequest) -> bool:
    if locality.locked or (request.only_from and locality.code not in request.only_from):
        return True
    if request.use is Use.SPLIT:
        return locality.code != request.split
    return request.use is Use.FILL and _units(scenario, locality) > 0


def _units(scenario: Scenario, locality: Locality) -> int:
    return int((scenario.plan.labels == scenario.plan.slot(locality.code)).sum())


def _wanted(scenario: Scenario, request: BalanceRequest, closed: list[Locality], sure: int) -> int | None:
    """The number of localities among the areas that take part; None where it is free."""
    if request.use is Use.SPLIT:
        return request.localities or 2
    if request.localities is None:
        return None
    stay = sum(1 for locality in closed if _units(scenario, locality))
    left = request.localities - stay
    if left < max(1, sure):
        least = stay + max(1, sure)
        words = "1 locality is" if request.localities == 1 else f"{request.localities:,} localities are"
        raise EditError(
            f"{words} too few.",
            why=f"{stay:,} of the plan stay as they are; with what is left it has {least:,} at least.",
            remedy=f"Ask for {least:,} or more, or unlock some.",
        )
    return left


def _see_that_areas_are_left(scenario: Scenario, request: BalanceRequest, rows: NDArray[np.int64]) -> None:
    if request.use is Use.REPAIR and not any(
        _units(scenario, locality) and not _is_closed(scenario, locality, request)
        for locality in scenario.plan
    ):
        raise EditError(
            f"{scenario.name} has no drawing to repair.",
            why="No unlocked locality holds areas.",
            remedy="Draw localities or build them first, or unlock some.",
        )
    if request.use is Use.SPLIT and 0 < len(rows) < (request.localities or 2):
        locality = scenario.plan.get(request.split)
        held = "1 area" if len(rows) == 1 else f"{len(rows):,} areas"
        raise EditError(
            f"{request.split if locality is None else locality.name} has {held}.",
            why=f"{request.localities or 2:,} localities take at least as many.",
            remedy="Choose a locality with more areas, or ask for fewer parts.",
        )
    if len(rows):
        return
    if request.use is Use.FILL:
        raise EditError(
            "Every area has a locality.",
            why="Nothing is left to fill.",
            remedy="Clear areas first, or build anew.",
        )
    if request.use is Use.SPLIT:
        locality = scenario.plan.get(request.split)
        name = locality.name if locality is not None else request.split
        if locality is not None and locality.locked:
            raise EditError(f"{name} is locked.", remedy="Unlock it to split it.")
        raise EditError(f"{name} has no areas.", remedy="Choose a locality with areas.")
    raise EditError(
        "Nothing is left to balance.", why="All areas are locked.", remedy="Unlock some localities."
    )


def islands_left_out(
    scope: BalanceScope, graph: BorderGraph, people: NDArray[np.float64], low: float
) -> BalanceScope:
    """The scope less the parts of the graph that have fewer than ``low`` people and hold no locked area.

    All stay where nothing else would be left. ``people`` are those of the units of the scope.
    """
    count, part = graph.components()
    held = np.bincount(part, people, minlength=count)
    pinned = np.bincount(part, scope.pinned, minlength=count) > 0
    out = (held < low) & ~pinned
    if not out.any() or out.all():
        return scope
    stays = ~out[part]
    return replace(
        scope,
        rows=scope.rows[stays],
        start=scope.start[stays],
        pinned=scope.pinned[stays],
        wanted=None if scope.wanted is None else max(1, scope.wanted - int(out.sum())),
        apart=tuple(scope.rows[part == island] for island in np.flatnonzero(out)),
    )
