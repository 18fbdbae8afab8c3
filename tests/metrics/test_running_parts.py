"""Parts that follow what a locality gains and loses are those found anew."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from tests.grids import grid_units, study_area
from workbench.metrics.contiguity import ContiguityGraph, Parts
from workbench.metrics.running_parts import parts_after

SIDE = 10
UNITS = SIDE * SIDE
PEOPLE = np.where(np.arange(UNITS) % 11 == 0, np.nan, np.arange(UNITS) % 7)
Units = NDArray[np.int64]


def board() -> ContiguityGraph:
    """A board of squares, with a ferry from one corner to the one across."""
    area = study_area(grid_units(SIDE, SIDE), with_practices=False)
    return ContiguityGraph(area.adjacency, np.array([[0, UNITS - 1]], np.int32), area.topology.outer_m)


BOARD = board()


def found_anew(held: NDArray[np.bool_]) -> Parts:
    return BOARD.parts(np.flatnonzero(held), PEOPLE)


def same_parts(held: NDArray[np.bool_], moved: Units) -> None:
    """``moved`` units change between the locality and the rest."""
    now = held.copy()
    now[moved] = ~held[moved]
    running = parts_after(
        BOARD, found_anew(held), gained=moved[~held[moved]], lost=moved[held[moved]], people=PEOPLE
    )
    assert [part.tolist() for part in running.parts] == [part.tolist() for part in found_anew(now).parts]


@given(st.integers(0, 10_000), st.sampled_from((0.0, 0.5, 0.65, 0.8, 0.95)), st.integers(0, 20))
def test_any_change_gives_the_parts_found_anew(seed: int, share: float, moves: int) -> None:
    rng = np.random.default_rng(seed)
    same_parts(rng.random(UNITS) < share, np.sort(rng.choice(UNITS, moves, replace=False)))


@given(st.integers(0, SIDE - 1), st.integers(1, 3))
def test_a_line_across_the_board_cuts_it_but_for_the_ferry(column: int, wide: int) -> None:
    columns = np.arange(UNITS) % SIDE
    same_parts(np.ones(UNITS, bool), np.flatnonzero((columns >= column) & (columns < column + wide)))


def test_what_a_look_nearby_tells_needs_no_look_at_the_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two squares out of the open board, and a corner with the square behind it cut off."""
    looked: list[int] = []
    groups = ContiguityGraph.groups

    def counted(graph: ContiguityGraph, units: Units) -> list[Units]:
        looked.append(len(units))
        return groups(graph, units)

    whole = found_anew(np.ones(UNITS, bool))
    monkeypatch.setattr(ContiguityGraph, "groups", counted)
    middle = np.array([5 * SIDE + 5, 5 * SIDE + 6])
    assert parts_after(BOARD, whole, gained=middle[:0], lost=middle, people=PEOPLE).count == 1
    around_corner = np.array([SIDE - 2, 2 * SIDE - 2, 3 * SIDE - 2, 4 * SIDE - 1])
    cut = parts_after(BOARD, whole, gained=middle[:0], lost=around_corner, people=PEOPLE)
    assert cut.cut_off.tolist() == [SIDE - 1, 2 * SIDE - 1, 3 * SIDE - 1]
    assert max(looked) < UNITS / 2
