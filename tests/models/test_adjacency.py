from __future__ import annotations

import numpy as np
import pytest

from tests.grids import grid_area


def test_twelve_squares_have_seventeen_borders_of_one_kilometre() -> None:
    adjacency = grid_area().adjacency
    assert len(adjacency.pairs) == 3 * 3 + 4 * 2
    assert adjacency.shared_m == pytest.approx(np.full(17, 1000.0))
    assert sorted(adjacency.of(5).tolist()) == [1, 4, 6, 9]


def test_components_with_and_without_links() -> None:
    adjacency = grid_area().adjacency
    assert adjacency.component_sizes() == [12]
    # cut the grid in two by taking only the pairs within the two outer columns
    keep = [k for k, (a, b) in enumerate(adjacency.pairs) if a % 4 == b % 4]
    columns = type(adjacency)(12, adjacency.pairs[keep], adjacency.shared_m[keep])
    assert columns.component_sizes() == [3, 3, 3, 3]
    assert columns.component_sizes(np.array([[0, 1]], dtype=np.int32)) == [6, 3, 3]


def test_edges_of_units_carry_their_border() -> None:
    adjacency = grid_area().adjacency
    owner, position = adjacency.edges_of(np.array([0, 3]))
    assert owner.tolist() == [0, 0, 3, 3]
    assert sorted(adjacency.neighbours[position].tolist()) == [1, 2, 4, 7]
    assert adjacency.border_m[position].tolist() == pytest.approx([1000.0] * 4)
