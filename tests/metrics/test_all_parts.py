"""Parts of all localities at once are those of one locality after the other."""

from __future__ import annotations

import numpy as np
import pytest

from tests.grids import grid_units, study_area
from workbench.metrics.contiguity import ContiguityGraph


@pytest.mark.parametrize("seed", range(8))
def test_all_at_once_and_one_by_one(seed: int) -> None:
    random = np.random.default_rng(seed)
    area = study_area(grid_units(6, 5, resident=random.integers(1, 4, 30).tolist()), with_practices=False)
    people = area.units.resident.astype(np.float64)
    people[random.integers(30)] = np.nan
    links = np.array([[0, 29]], dtype=np.int32)
    graph = ContiguityGraph(area.adjacency, links, np.ones(30))
    labels = random.integers(-1, 5, 30).astype(np.int32)
    found = graph.all_parts(labels, people)
    assert sorted(found) == sorted(set(labels.tolist()) - {-1})
    for slot, parts in found.items():
        expected = graph.parts(np.flatnonzero(labels == slot), people)
        assert [part.tolist() for part in parts.parts] == [part.tolist() for part in expected.parts]


def test_without_any_locality() -> None:
    area = study_area(grid_units(2, 2), with_practices=False)
    graph = ContiguityGraph(area.adjacency, np.empty((0, 2), np.int32), np.ones(4))
    assert graph.all_parts(np.full(4, -1, np.int32), area.units.resident) == {}
