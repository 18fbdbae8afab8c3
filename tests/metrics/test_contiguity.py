from __future__ import annotations

import numpy as np
import pytest

from tests.grids import grid_units, study_area
from workbench.metrics import contiguity
from workbench.metrics.contiguity import ContiguityGraph
from workbench.models.adjacency import Link, link_pairs


def graph(columns: int = 4, rows: int = 3, links: tuple[Link, ...] = ()) -> ContiguityGraph:
    area = study_area(grid_units(columns, rows), with_practices=False)
    return ContiguityGraph(area.adjacency, link_pairs(links, area.units.index_of), area.topology.outer_m)


def people(count: int = 12) -> np.ndarray:
    return 1000.0 * np.arange(1, count + 1)


def test_corner_touch_makes_two_parts() -> None:
    parts = graph().parts(np.array([0, 5]), people())
    assert parts.count == 2
    # U06 has 6,000 people and stays, U01 is what is cut off
    assert parts.cut_off.tolist() == [0]


def test_a_ferry_joins() -> None:
    ferry = Link("U01", "U12", "Ferry", "ferry")
    assert graph(links=(ferry,)).parts(np.array([0, 11]), people()).count == 1


def test_links_to_unknown_units_are_left_out() -> None:
    assert graph(links=(Link("U01", "X99", "Bridge"),)).parts(np.array([0, 11]), people()).count == 2


def test_few_units_are_grouped_as_many_are(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = graph(9, 12, links=(Link("U01", "U30", "Bridge"),))
    rng = np.random.default_rng(3)
    for share in (0.1, 0.4, 0.6, 0.9):
        units = rng.permutation(np.flatnonzero(rng.random(108) < share))
        monkeypatch.setattr(contiguity, "FEW", 256)
        quick = whole.groups(units)
        monkeypatch.setattr(contiguity, "FEW", -1)
        assert [group.tolist() for group in quick] == [group.tolist() for group in whole.groups(units)]


def test_no_units_have_no_parts() -> None:
    parts = graph().parts(np.empty(0, dtype=np.int64), people())
    assert parts.count == 0
    assert len(parts.cut_off) == 0


def test_unknown_people_count_as_none_when_parts_are_ordered() -> None:
    unknown = people()
    unknown[11] = np.nan
    assert graph().parts(np.array([0, 11]), unknown).cut_off.tolist() == [11]


def test_a_ring_encloses_a_hole_and_an_enclave() -> None:
    # 5 x 5 units: a ring of locality 0 around 3 x 3, of which the middle column is unassigned
    labels = np.zeros((5, 5), dtype=np.int32)
    labels[1:4, 1:4] = 1
    around = graph(5, 5).enclosed_by(labels.ravel(), 0)
    assert [(e.kind, len(e.units), e.slots) for e in around] == [("enclave", 9, (1,))]
    labels[1:4, 1:4] = -1
    hole = graph(5, 5).enclosed_by(labels.ravel(), 0)
    assert [(e.kind, len(e.units), e.slots) for e in hole] == [("hole", 9, ())]


def test_what_reaches_the_edge_is_not_enclosed() -> None:
    labels = np.zeros((3, 4), dtype=np.int32)
    labels[0, 1] = -1
    assert graph().enclosed_by(labels.ravel(), 0) == []


def test_a_locality_of_everything_encloses_nothing() -> None:
    assert graph().enclosed_by(np.zeros(12, dtype=np.int32), 0) == []
