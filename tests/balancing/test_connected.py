"""Connected parts by numpy are those that scipy finds, numbered by their first node."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from workbench.balancing.connected import connected_parts


@given(st.integers(1, 40), st.lists(st.tuples(st.integers(0, 39), st.integers(0, 39)), max_size=60))
def test_parts_are_those_that_scipy_finds(n: int, edges: list[tuple[int, int]]) -> None:
    pairs = np.array(edges, np.int32).reshape(-1, 2) % n
    count, part = connected_parts(n, pairs[:, 0], pairs[:, 1])
    graph = coo_array((np.ones(len(pairs), np.int8), (pairs[:, 0], pairs[:, 1])), shape=(n, n))
    expected_count, expected = connected_components(graph, directed=False)
    assert count == expected_count
    # both number the parts by the first node they meet
    assert part.tolist() == expected.tolist()


def test_a_long_way_round() -> None:
    order = np.random.default_rng(1).permutation(5000)
    count, part = connected_parts(5001, order[:-1], order[1:])
    assert count == 2
    assert part.tolist() == [0] * 5000 + [1]


def test_nothing_at_all() -> None:
    nothing = np.empty(0, np.int32)
    assert connected_parts(0, nothing, nothing)[0] == 0
