"""Fill and bigger area on North Staffordshire: pockets, enclaves, larger areas of every kind."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from tests.ui.map.ns_plan import TARGET, hole

if TYPE_CHECKING:
    from tests.ui.map.tool_driving import ToolBench

pytestmark = pytest.mark.real_data


def test_fill_says_what_the_pocket_holds_and_leaves_open_ground_alone(ns: ToolBench) -> None:
    ns.use("fill")
    expected = hole(ns)
    unit = int(np.flatnonzero(expected)[0])
    ns.move(unit)
    assert (ns.canvas.labels() == TARGET).tolist() == expected.tolist()
    people = ns.bridge.project.area.units.resident[expected].sum()
    assert (
        ns.desk.host.finder.words(np.flatnonzero(expected)) == f"{expected.sum()} areas, {people:,.0f} people"
    )
    outside = int(np.flatnonzero(ns.labels == 0)[0])
    ns.move(outside)
    assert not (ns.canvas.labels() == TARGET).any()
    ns.click(outside)
    assert ns.bridge.session.history.position == 0
    assert "enclave" in ns.told[-1]


def test_fill_takes_an_enclave_but_not_a_locked_one(ns: ToolBench) -> None:
    labels = ns.labels
    enclosed = hole(ns)
    other = next(slot for slot in range(TARGET) if slot != np.bincount(labels[labels >= 0]).argmax())
    labels[enclosed] = other
    area = ns.bridge.project.area
    ns.open(area, labels, 4, target=TARGET)
    ns.use("fill")
    unit = int(np.flatnonzero(enclosed)[0])
    ns.lock(other)
    ns.click(unit)
    assert ns.labels.tolist() == labels.tolist()
    ns.bridge.undo()
    ns.click(unit)
    assert (ns.labels == TARGET).tolist() == enclosed.tolist()


def test_fill_all_enclosed_is_one_step(ns: ToolBench) -> None:
    labels = ns.labels
    area, around = ns.bridge.project.area, int(np.bincount(labels[labels >= 0]).argmax())
    other = next(slot for slot in range(TARGET) if slot != around)
    hub = hole(ns)
    alone = (
        int(u) for u in np.flatnonzero(labels == around)
        if (labels[area.adjacency.of(int(u))] == around).all() and area.topology.outer_m[u] < 1
    )  # fmt: skip
    stray = next(alone)
    labels[stray] = other  # a part of another locality, enclosed
    edge = int(np.flatnonzero((area.topology.outer_m > 100) & (labels == other))[0])
    labels[edge] = -1  # unassigned at the edge of the study area: nobody encloses it
    ns.open(area, labels, 4, target=TARGET)
    ns.draw.fill_enclosed()
    expected = np.where(hub, around, labels)
    expected[stray] = around
    assert ns.labels.tolist() == expected.tolist()
    assert ns.bridge.session.history.position == 1
    ns.bridge.undo()
    assert ns.labels.tolist() == labels.tolist()
    ns.lock(around)
    ns.draw.fill_enclosed()
    assert ns.labels.tolist() == labels.tolist()


@pytest.mark.parametrize("kind", ["lad", "pcn"])
def test_every_kind_of_larger_area_can_be_painted(ns: ToolBench, kind: str) -> None:
    finder = ns.desk.host.finder
    finder.set_kind(kind)
    column = finder.columns()[kind]
    unit = int(np.flatnonzero(hole(ns))[0])
    ns.use("bigger_area")
    ns.move(unit)
    ns.canvas.grab()
    ns.click(unit)
    assert (ns.labels == TARGET).tolist() == (column.codes == column.codes[unit]).tolist()


def test_the_pocket_is_looked_for_again_after_undo(ns: ToolBench) -> None:
    ns.use("fill")
    expected = hole(ns)
    unit = int(np.flatnonzero(expected)[0])
    ns.click(unit)
    ns.move(unit)
    assert not len(ns.tools["fill"].offered())
    ns.bridge.undo()
    ns.move(unit)
    assert ns.tools["fill"].offered().tolist() == np.flatnonzero(expected).tolist()
    ns.canvas.set_tool(None)
    assert ns.canvas.labels().tolist() == ns.labels.tolist()
