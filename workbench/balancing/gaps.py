"""Where a link would help: the two areas nearest to each other across a gap."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from workbench.balancing.problem import Problem
from workbench.balancing.wording import name_of


@dataclass(frozen=True)
class Gap:
    """Two units of different parts and the metres between them.

    ``outlines`` says what was measured: their outlines, or the middles of the two areas.
    """

    unit: int
    other: int
    metres: float
    outlines: bool

    def text(self, problem: Problem) -> str:
        """The link in words: "Link St Mary's with Penzance 012A (430 m apart)"."""
        apart = f"{self.metres:,.0f} m" if self.metres < 10_000 else f"{self.metres / 1000:,.0f} km"
        between = "apart" if self.outlines else "between their middles"
        return f"Link {name_of(problem, self.unit)} with {name_of(problem, self.other)} ({apart} {between})"


def nearest_gap(problem: Problem, units: NDArray[np.int64], others: NDArray[np.int64]) -> Gap | None:
    """The nearest pair between two sets of units; None where one of them is empty.

    Between outlines where the problem's surroundings have them, else between representative points.
    """
    if not len(units) or not len(others):
        return None
    few, many = (units, others) if len(units) <= len(others) else (others, units)
    shapes = problem.around.shapes
    # these libraries are slow to import, and only sentences about islands need them
    if shapes is not None:
        import shapely

        (asked, met), distance = shapely.STRtree(shapes[many]).query_nearest(
            shapes[few], return_distance=True, all_matches=False
        )
        best = int(np.argmin(distance))
        pair, metres = (int(few[asked[best]]), int(many[met[best]])), float(distance[best])
    else:
        from scipy.spatial import KDTree

        points = np.column_stack([problem.x_km, problem.y_km])
        km, met = (np.asarray(column) for column in KDTree(points[many]).query(points[few]))
        best = int(np.argmin(km))
        pair, metres = (int(few[best]), int(many[met[best]])), float(km[best]) * 1000
    if few is others:
        pair = pair[1], pair[0]
    return Gap(pair[0], pair[1], metres, shapes is not None)
