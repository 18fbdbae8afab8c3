"""Shared borders: hand-worked grids, slivers, and the published neighbour tables."""

from __future__ import annotations

from pathlib import Path

import geopandas
import numpy as np
import pandas as pd
import pytest
import shapely
import shapely.affinity
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from workbench.models.topology import Topology, build_topology


def grid(columns: int, rows: int, size: float = 100.0) -> NDArray[np.object_]:
    """Give squares in row order, the first one at the origin."""
    boxes = [
        shapely.box(x * size, y * size, (x + 1) * size, (y + 1) * size)
        for y in range(rows)
        for x in range(columns)
    ]
    return np.array(boxes, dtype=object)


def shared(topology: Topology) -> dict[tuple[int, int], float]:
    """Give the border length of each pair."""
    return {(int(a), int(b)): float(m) for (a, b), m in zip(topology.pairs, topology.shared_m, strict=True)}


def test_two_squares_share_one_side() -> None:
    topology = build_topology(grid(2, 1, 1.0))
    assert shared(topology) == {(0, 1): 1.0}
    assert topology.outer_m.tolist() == [3.0, 3.0]
    assert topology.unmatched == 6
    assert topology.healed == 0
    inner = topology.arc_right >= 0
    assert topology.arc_left[inner].tolist() == [0]
    assert topology.arc_right[inner].tolist() == [1]


def test_corner_touch_is_no_neighbour() -> None:
    topology = build_topology(grid(2, 2))
    assert [tuple(pair) for pair in topology.pairs.tolist()] == [(0, 1), (0, 2), (1, 3), (2, 3)]
    assert set(topology.shared_m.tolist()) == {100.0}


def test_vertices_a_fraction_of_a_millimetre_apart_are_one() -> None:
    squares = grid(2, 1)
    squares[1] = shapely.affinity.translate(squares[1], 0.0003, -0.0002)
    topology = build_topology(squares, probe_m=0)
    assert shared(topology) == pytest.approx({(0, 1): 100.0}, abs=0.001)


def test_sliver_is_healed_by_the_probe() -> None:
    squares = grid(2, 1)
    squares[1] = shapely.affinity.translate(squares[1], 0.4, 0)
    assert len(build_topology(squares, probe_m=0).pairs) == 0
    topology = build_topology(squares)
    assert shared(topology) == {(0, 1): 100.0}
    assert topology.healed == 2
    assert topology.outer_m.tolist() == [300.0, 300.0]


def test_hole_and_its_filling_share_the_whole_ring() -> None:
    outer = shapely.Polygon([(0, 0), (9, 0), (9, 9), (0, 9)], holes=[[(3, 3), (6, 3), (6, 6), (3, 6)]])
    topology = build_topology(np.array([outer, shapely.box(3, 3, 6, 6)], dtype=object))
    assert shared(topology) == {(0, 1): 12.0}
    assert topology.outer_m.tolist() == [36.0, 0.0]


def test_missing_empty_and_clockwise_geometry() -> None:
    clockwise = shapely.Polygon([(0, 0), (0, 1), (1, 1), (1, 0)])
    topology = build_topology(
        np.array([None, shapely.Polygon(), clockwise, shapely.box(1, 0, 2, 1)], dtype=object)
    )
    assert topology.unit_count == 4
    assert shared(topology) == {(2, 3): 1.0}
    assert topology.outer_m.tolist() == [0.0, 0.0, 3.0, 3.0]
    nothing = build_topology(np.array([None], dtype=object))
    assert len(nothing.pairs) == len(nothing.arc_first) == 0


@given(st.integers(1, 6), st.integers(1, 6), st.integers(0, 2**32 - 1))
def test_random_unions_keep_every_perimeter(columns: int, rows: int, seed: int) -> None:
    labels = np.random.default_rng(seed).integers(0, 4, columns * rows)
    cells = grid(columns, rows)
    units = np.array([shapely.union_all(cells[labels == k]) for k in np.unique(labels)], dtype=object)
    dense = shapely.segmentize(units, 100.0)
    topology = build_topology(dense)
    total = topology.outer_m.copy()
    np.add.at(total, topology.pairs[:, 0], topology.shared_m)
    np.add.at(total, topology.pairs[:, 1], topology.shared_m)
    np.testing.assert_allclose(total, shapely.length(units))
    for (a, b), metres in shared(topology).items():
        assert shapely.length(shapely.intersection(units[a], units[b])) == pytest.approx(metres)
    lines = [
        shapely.length(shapely.linestrings(topology.xy[first : last + 1]))
        for first, last in zip(topology.arc_first, topology.arc_last, strict=True)
    ]
    assert sum(lines) == pytest.approx(topology.outer_m.sum() + topology.shared_m.sum())


def _read(path: Path) -> tuple[NDArray[np.object_], list[str]]:
    """Read geometry and codes."""
    frame = geopandas.read_file(path, columns=["lsoa_code"])
    return np.asarray(frame.geometry.values, dtype=object), frame["lsoa_code"].tolist()


def test_north_staffordshire_as_published(data_dir: Path) -> None:
    folder = data_dir / "north_staffordshire"
    geometry, codes = _read(folder / "lsoa.gpkg")
    topology = build_topology(geometry)
    table = pd.read_csv(folder / "adjacency.csv")
    expected = {
        frozenset((a, b)): metres
        for a, b, metres in zip(table.lsoa_a, table.lsoa_b, table.shared_m, strict=True)
    }
    found = {frozenset((codes[a], codes[b])): metres for (a, b), metres in shared(topology).items()}
    assert len(found) == 838
    assert found == pytest.approx(expected, abs=0.5)


@pytest.mark.slow
def test_england_has_every_pair(data_dir: Path) -> None:
    geometry, _ = _read(data_dir / "england" / "lsoa_bgc_full.gpkg")
    topology = build_topology(geometry)
    assert topology.unit_count == 32_844
    assert len(topology.pairs) == 94_620
