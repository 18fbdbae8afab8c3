"""A balancing problem as plain arrays: the areas that may move, their borders, people and patients."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from workbench.balancing.connected import connected_parts
from workbench.balancing.surroundings import NOTHING_KNOWN, Surroundings
from workbench.errors import EditError

UNASSIGNED = -1


@dataclass(frozen=True, eq=False)
class BorderGraph:
    """Who borders whom, every border twice: once from each side.

    The neighbours of unit ``u`` are ``neighbours[indptr[u]:indptr[u + 1]]``, sorted. ``source`` names the
    unit that an edge starts at, ``twin`` the same border seen from the other side. ``border_km`` is the
    shared length in kilometres, 0 for a declared link. Shapes: indptr (n + 1,), the rest (2 x borders,).
    """

    indptr: NDArray[np.int32]
    neighbours: NDArray[np.int32]
    source: NDArray[np.int32]
    twin: NDArray[np.int32]
    border_km: NDArray[np.float64]

    @property
    def n(self) -> int:
        """Number of units."""
        return len(self.indptr) - 1

    def components(self) -> tuple[int, NDArray[np.int32]]:
        """Number of connected parts and the part of each unit."""
        half = self.source < self.neighbours
        return connected_parts(self.n, self.source[half], self.neighbours[half])


def border_graph(n: int, pairs: NDArray[np.int32], border_km: NDArray[np.float64]) -> BorderGraph:
    """The graph of ``n`` units from distinct pairs (m, 2) and the length of their borders (m,)."""
    source = np.concatenate([pairs[:, 0], pairs[:, 1]]).astype(np.int64)
    other = np.concatenate([pairs[:, 1], pairs[:, 0]]).astype(np.int64)
    order = np.lexsort((other, source))
    key = source[order] * max(n, 1) + other[order]
    twin = np.searchsorted(key, other[order] * max(n, 1) + source[order])
    degree = np.bincount(source, minlength=n)
    return BorderGraph(
        indptr=np.concatenate([[0], np.cumsum(degree)]).astype(np.int32),
        neighbours=other[order].astype(np.int32),
        source=source[order].astype(np.int32),
        twin=twin.astype(np.int32),
        border_km=np.concatenate([border_km, border_km])[order].astype(np.float64),
    )


@dataclass(frozen=True, eq=False)
class PatientGraph:
    """Patients between the unit they live in and the unit of their practice's site.

    Symmetric and without loops: ``patients`` between units ``u`` and ``v`` stand at both. Those who live
    in the unit of their practice are in ``at_home``, all of them in ``total``.
    """

    indptr: NDArray[np.int32]
    neighbours: NDArray[np.int32]
    patients: NDArray[np.float64]
    at_home: float
    total: float

    @staticmethod
    def empty(n: int) -> PatientGraph:
        """No patients."""
        return PatientGraph(np.zeros(n + 1, np.int32), np.empty(0, np.int32), np.empty(0), 0.0, 0.0)


@dataclass(frozen=True, eq=False)
class Problem:
    """What is to be balanced. Units are rows 0 to n - 1 of this problem, localities labels 0 to k - 1.

    ``rows`` are the units' rows in the project; units of locked localities are not part of a problem.
    ``people`` are on the measure to balance and known for every unit. ``x_km``, ``y_km`` are representative
    points. ``start`` is the current plan (-1: none) with ``labels`` localities; ``pinned`` units stay
    where ``start`` has them. ``low``, ``high``, ``target`` are people. ``localities`` is the
    wanted number, None: free.
    ``parents`` holds one code a unit for each larger area to keep whole, -1 where not known. ``hubs`` are
    the points of chosen hub sites by label in km, NaN where there is none, shape (labels, 2).
    ``names`` and what lies ``around`` are for sentences.
    """

    rows: NDArray[np.int64]
    graph: BorderGraph
    people: NDArray[np.float64]
    x_km: NDArray[np.float64]
    y_km: NDArray[np.float64]
    low: float
    high: float
    target: float
    start: NDArray[np.int32]
    labels: int = 0
    localities: int | None = None
    pinned: NDArray[np.bool_] = field(default_factory=lambda: np.zeros(0, bool))
    patients: PatientGraph = field(default_factory=lambda: PatientGraph.empty(0))
    parents: tuple[NDArray[np.int32], ...] = ()
    hubs: NDArray[np.float64] = field(default_factory=lambda: np.zeros((0, 2)))
    names: NDArray[np.object_] = field(default_factory=lambda: np.empty(0, object))
    around: Surroundings = NOTHING_KNOWN

    def __post_init__(self) -> None:
        if not np.isfinite(self.people).all():
            unknown = np.flatnonzero(~np.isfinite(self.people))
            name = str(self.names[unknown[0]]) if len(self.names) else f"area {unknown[0]}"
            raise EditError(
                f"People are not known in {len(unknown):,} areas, {name} among them.",
                why="Localities cannot be balanced on numbers that are not known.",
                remedy="Import them, balance on another measure, or lock these areas out.",
            )

    @property
    def n(self) -> int:
        """Number of units."""
        return self.graph.n

    def people_of(self, plan: NDArray[np.int32], count: int) -> NDArray[np.float64]:
        """People of each label, shape (count,)."""
        held = plan >= 0
        return np.bincount(plan[held], self.people[held], minlength=count).astype(np.float64)
