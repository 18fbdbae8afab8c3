"""Pockets of a plan: unassigned areas that hang together, and areas that another locality encloses."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from workbench.metrics.contiguity import ContiguityGraph
from workbench.models.plan import UNASSIGNED, Plan
from workbench.session.live_figures import LiveFigures

Units = NDArray[np.int64]
NO_UNITS: Units = np.empty(0, dtype=np.int64)


@dataclass(frozen=True, eq=False)
class Pocket:
    """Connected units, and the slot of the one locality that lies all around them."""

    units: Units
    around: int


def pockets_of(live: LiveFigures, plan: Plan, units: Units) -> Units:
    """All units of the pockets that ``units`` lie in, sorted; none where they lie in none.

    An unassigned unit lies in the pocket of all unassigned units that hang together with it. A unit of a
    locality lies in one where its part of the locality is enclosed by a single other locality.
    """
    labels, graph = plan.labels, live.graph
    asked = np.zeros(len(labels), dtype=bool)
    asked[units] = True
    groups = (
        (label, group)
        for label in np.unique(labels[units])
        for group in graph.groups(np.flatnonzero(labels == label))
        if asked[group].any()
    )
    found = [
        group for label, group in groups if label == UNASSIGNED or around(graph, labels, group) != UNASSIGNED
    ]
    return np.sort(np.concatenate([NO_UNITS, *found]))


def enclosed_pockets(live: LiveFigures, plan: Plan) -> list[Pocket]:
    """Every pocket that exactly one locality encloses, the largest first.

    Those are unassigned, or parts of a locality beyond the ones it is permitted; a locality that lies as a
    whole inside another is no pocket.
    """
    labels, graph = plan.labels, live.graph
    groups = graph.groups(plan.units_of(UNASSIGNED))
    live.figures()  # finds the parts of all localities at once
    for locality in plan:
        groups += live.parts(plan.slot(locality.code)).parts[max(1, locality.permitted_parts) :]
    found = [Pocket(np.sort(group), around(graph, labels, group)) for group in groups]
    enclosed = [pocket for pocket in found if pocket.around != UNASSIGNED]
    return sorted(enclosed, key=lambda pocket: (-len(pocket.units), int(pocket.units[0])))


def around(graph: ContiguityGraph, labels: NDArray[np.int32], group: Units) -> int:
    """Slot of the only locality around a group of alike units; -1 where there are several or the edge."""
    if graph.reaches_edge(group):
        return UNASSIGNED
    own = int(labels[group[0]])
    beside = np.unique(labels[graph.neighbours_of(group)[1]])
    beside = beside[beside != own]
    return int(beside[0]) if len(beside) == 1 else UNASSIGNED
