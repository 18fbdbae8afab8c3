"""The flow table: every patient in one cell, worked out by hand and against a slow count."""

from __future__ import annotations

import math
from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.grids import grid_area
from workbench.io.flows_csv import write_flows_csv
from workbench.metrics import flows
from workbench.metrics.flows import FlowTable, flow_table
from workbench.metrics.flows_json import flows_json
from workbench.metrics.practice_homes import practice_homes, share_of_units
from workbench.metrics.practice_rules import PracticeRule, propose_assignments
from workbench.models.localities import Locality
from workbench.models.plan import Plan
from workbench.models.practices import AssignedHow, PracticeAssignment
from workbench.models.project import StudyArea
from workbench.models.scenario import Scenario, ScenarioHead

AREA = grid_area()
WEST, EAST = [0, 1, 4, 5, 8, 9], [2, 3, 6, 7]


def plan_of(*groups: list[int], units: int = 12) -> Plan:
    plan = Plan(units)
    for number, rows in enumerate(groups, start=1):
        plan.labels[rows] = plan.put(Locality(f"L{number:02d}", number, f"Hub {number}"))
    return plan


def whole(locality: str) -> PracticeAssignment:
    return PracticeAssignment.whole(locality, AssignedHow.HAND)


def split(*shares: tuple[str, float]) -> PracticeAssignment:
    return PracticeAssignment(shares, AssignedHow.HAND)


@pytest.fixture
def two_hubs() -> FlowTable:
    assignments = {
        "P1": whole("L01"),
        "P2": split(("L01", 0.75), ("L02", 0.25)),
        "P3": whole("L02"),
        "P4": PracticeAssignment(how=AssignedHow.OUTSIDE),
    }
    return flow_table(AREA, plan_of(WEST, EAST), assignments)


def test_r65_every_patient_is_in_one_cell(two_hubs: FlowTable) -> None:
    # columns: Hub 1, Hub 2, practices outside, practices not assigned, other practices
    assert two_hubs.in_file.tolist() == [
        [4500 + 1500, 500, 0, 0, 250],  # P1 in U01, U02, U05; three quarters of P2's 2,000; Q9 in U01
        [750, 250 + 500, 400, 0, 0],  # P2's 1,000 in U07; P3 in U08; P4 in U04
        [0, 2000, 0, 0, 100],  # P3 in U11, U12; Q9 in U12
        [300, 0, 0, 0, 0],
        [200, 0, 0, 0, 0],
    ]
    assert two_hubs.total_in_file == AREA.registrations.patients.sum() == 11_250
    assert two_hubs.living_in_area == 10_750
    assert [end.title for end in two_hubs.rows[2:]] == list(flows.RESIDENCE_TITLES.values())
    assert [end.title for end in two_hubs.columns[2:]] == list(flows.REGISTRATION_TITLES.values())


def test_r65_columns_add_up_to_list_sizes(two_hubs: FlowTable) -> None:
    # P3's list of 2,000 is smaller than its 2,500 patients in the file; P4 has 9,000, of them 400 in it
    assert two_hubs.people[-1, :4].tolist() == [0, -500, 8600, 0]
    assert math.isnan(two_hubs.people[-1, 4])  # lists of practices that are not listed are not known
    assert two_hubs.column_totals[:4].tolist() == [5000 + 2250, 750 + 2000, 9000, 0]
    assert two_hubs.row_totals.tolist() == [6750, 1900, 2100, 300, 200, 8100]
    assert two_hubs.of("L02", flows.PRACTICES_OUTSIDE) == 400


def test_own_residents_share(two_hubs: FlowTable) -> None:
    assert two_hubs.own_residents_share == pytest.approx([6000 / 6750, 750 / 1900])
    assert np.isnan(flow_table(AREA, plan_of([10], [2]), {}).own_residents_share[1])  # nobody in U03


def test_a_list_that_is_not_known_is_never_zero() -> None:
    area = replace(AREA, practices=replace(AREA.practices, list_size=np.array([np.nan, 3000, 2000, 9000])))
    assignments = {"P1": split(("L01", 0.5), ("L02", 0.5)), "P2": whole("L01")}
    table = flow_table(area, plan_of(WEST, EAST), assignments)
    assert np.isnan(table.people[-1, :2]).all()
    assert table.people[-1, 3] == -500 + 8600
    assert table.total_in_file == 11_250
    told = flows_json("Draft", table, 78_000)
    assert told["column_totals"][:2] == [None, None]
    assert told["column_totals_in_file"][0] == 2500 + 3000  # half of P1's 5,000, all of P2's


def test_without_localities_or_practices() -> None:
    table = flow_table(AREA, Plan(12), {})
    assert table.in_file.tolist() == [[0, 10_400, 350], [0, 300, 0], [0, 200, 0]]
    bare = StudyArea(AREA.units, AREA.adjacency)
    assert flow_table(bare, plan_of(WEST), {"P1": whole("L01")}).total_in_file == 0
    told = flows_json("Draft", flow_table(bare, plan_of(WEST), {}), math.nan)
    assert told["totals"]["registered_to_resident"] is None
    assert told["own_residents_share"] == [None]


def test_people_are_dealt_whole_by_largest_remainder() -> None:
    third = np.full(3, 1 / 3)
    dealt = flows._dealt(np.array([10.0, 10.0, 5.0]), third)
    assert dealt.tolist() == [[4, 3, 3], [3, 4, 3], [2, 1, 2]]
    assert np.isnan(flows._dealt(np.array([np.nan]), third)).all()
    assert flows._dealt(np.array([-500.0]), np.array([0.75, 0.25])).tolist() == [[-375, -125]]
    assert flows._dealt(np.array([0.5]), np.array([0.75, 0.25])).tolist() == [[0.375, 0.125]]


PLACES = ["L01", "L02", "L03"]
ASSIGNMENT = st.one_of(
    st.just(PracticeAssignment()),
    st.just(PracticeAssignment(how=AssignedHow.OUTSIDE)),
    st.sampled_from(PLACES).map(whole),
    st.tuples(st.permutations(PLACES), st.integers(1, 99)).map(
        lambda x: split((x[0][0], x[1] / 100), (x[0][1], 1 - x[1] / 100))
    ),
)


@given(
    labels=st.lists(st.integers(-1, 2), min_size=12, max_size=12),
    assigned=st.lists(ASSIGNMENT, min_size=4, max_size=4),
)
@settings(max_examples=150, deadline=None)
def test_the_table_equals_a_slow_count(labels: list[int], assigned: list[PracticeAssignment]) -> None:
    plan = plan_of([], [], [])
    plan.labels[:] = labels
    assignments = dict(zip(["P1", "P2", "P3", "P4"], assigned, strict=True))
    table = flow_table(AREA, plan, assignments)
    exact = np.zeros((6, 6))
    rows = AREA.registrations
    for practice, unit, people in zip(rows.practice_codes, rows.unit_codes, rows.patients, strict=True):
        label = labels[AREA.units.index_of[unit]] if unit in AREA.units.index_of else None
        place = 4 if label is None else (3 if label < 0 else label)
        place = 5 if unit in {"NO2011", "CLOSED"} else place
        for column, share in _columns(assignments.get(practice)):
            exact[place, column] += people * share
    splits = sum(len(a.shares) > 1 for a in assigned)
    assert (table.in_file == np.floor(table.in_file)).all()
    assert table.in_file.sum(axis=1) == pytest.approx(exact.sum(axis=1), abs=1e-6)
    assert np.abs(table.in_file - exact).max() <= splits * (1 + 1e-9)
    assert np.abs(table.column_totals_in_file - exact.sum(axis=0)).max() <= splits * (1 + 1e-9)
    if not splits:
        assert (table.in_file == exact).all()
        lists = dict(zip(AREA.practices.codes, AREA.practices.list_size, strict=True))
        for column, code in enumerate(PLACES):
            assert table.column_totals[column] == sum(
                lists[p] for p, a in assignments.items() if a.main == code
            )


def _columns(assignment: PracticeAssignment | None) -> list[tuple[int, float]]:
    if assignment is None:
        return [(5, 1.0)]
    if not assignment.shares:
        return [(3 if assignment.how is AssignedHow.OUTSIDE else 4, 1.0)]
    return [(PLACES.index(code), share) for code, share in assignment.shares]


def test_the_csv_file_has_one_line_a_cell(two_hubs: FlowTable, tmp_path: Path) -> None:
    plan = plan_of(WEST)
    plan.put(Locality("L01", 1, "=HYPERLINK(1)"))
    file = tmp_path / "flows.csv"
    write_flows_csv(flow_table(AREA, plan, {"P1": whole("L01")}), file)
    lines = file.read_text(encoding="utf-8").splitlines()
    assert lines[0] == "residence_code,residence,registration_code,registration,people"
    assert lines[1] == "L01,'=HYPERLINK(1),L01,'=HYPERLINK(1),4500"
    assert lines[-1] == "not_in_file,Not in the registrations file,other_practices,Other practices,"
    assert len(lines) == 1 + 5 * 4


def test_where_the_patients_of_a_practice_live() -> None:
    plan = plan_of(WEST, EAST)
    homes = practice_homes(AREA, plan, split(("L01", 0.75), ("L02", 0.25)), [1])
    assert (homes.list_size, homes.in_file, homes.in_area, homes.not_in_file) == (3000, 3000, 3000, 0)
    assert homes.by_locality == (("L01", 2000.0), ("L02", 1000.0))
    assert homes.own == 0.75 * 2000 + 0.25 * 1000
    assert homes.share(homes.own) == pytest.approx(1750 / 3000)
    assert (homes.residents, homes.registered_residents) == (33_000 + 22_000, 6750 + 1900)
    assert dict(zip(homes.units.tolist(), homes.unit_patients.tolist(), strict=True)) == {
        4: 500, 5: 1500, 6: 1000,
    }  # fmt: skip
    first = practice_homes(AREA, plan, PracticeAssignment(), [0])
    assert (first.outside, first.unplaced, first.own) == (300, 200, 0)
    assert math.isnan(first.residents)
    both = practice_homes(AREA, plan, whole("L01"), [0, 2])  # P1 and P3 taken as one
    assert (both.list_size, both.in_file, both.unassigned_areas) == (7000, 7500, 2000)
    assert both.by_locality == (("L01", 4500.0), ("L02", 500.0))


def test_share_of_each_unit_at_a_practice() -> None:
    share = share_of_units(AREA, [0])
    assert share[0] == pytest.approx(2000 / 2250)  # Q9 has the other 250
    assert share[4] == pytest.approx(1000 / 1500)
    assert share[5] == 0
    assert math.isnan(share[2])  # nobody in U03 is in the file


def test_r65_north_staffordshire_reconciles_to_the_last_patient(
    north_staffordshire_area: StudyArea, data_dir: Path
) -> None:
    folder, area = data_dir / "north_staffordshire" / "expected", north_staffordshire_area
    dominant = pd.read_csv(folder / "ns_unit_dominant_pcn_DERIVED.csv").set_index("lsoa_code")
    pcns = sorted(dominant.pcn_code.unique())
    plan = Plan(298)
    for number, pcn in enumerate(pcns, start=1):
        plan.put(Locality(f"L{number:02d}", number, pcn))
    plan.labels[:] = [pcns.index(dominant.pcn_code[code]) for code in area.units.codes]
    scenario = Scenario(ScenarioHead("s", "PCN"), plan)
    scenario.practices = propose_assignments(area, scenario, rule=PracticeRule.MOST_PATIENTS)
    table = flow_table(area, plan, scenario.practices)

    practices = pd.read_csv(folder / "ns_practice_flows.csv").set_index("practice_code")
    units = pd.read_csv(folder / "ns_unit_flows.csv").set_index("lsoa_code")
    core = table.people[:, :14]
    assert core[:-1].sum() == 519_525  # core practices: living in the area, outside and unplaced
    assert (core[:15].sum(), core[15].sum(), core[16].sum(), core[17].sum()) == (502_368, 16_903, 254, 0)
    assert table.people[:14].sum() == table.living_in_area == 507_236
    border, none, other = table.column_totals_in_file[14:]
    assert (border, none, other) == (4_498, 0, 370)
    assert table.total_in_file == 524_393
    assert (table.in_file == np.floor(table.in_file)).all()
    for number, code in enumerate(f"L{n:02d}" for n in range(1, 15)):
        own = [p for p, a in scenario.practices.items() if a.main == code]
        assert table.column_totals[number] == practices.loc[own, "list_size"].sum()
        assert table.in_file[:14, number].sum() == practices.loc[own, "living_in_area"].sum()
        assert table.in_file[15, number] == practices.loc[own, "living_outside"].sum()
        assert table.in_file[16, number] == practices.loc[own, "unplaced"].sum()
    at_home = units.assign(pcn_code=dominant.pcn_code).groupby("pcn_code")
    for column, name in ((slice(0, 14), "registered_core"), ([14], "registered_border"),
                         ([16], "registered_elsewhere")):  # fmt: skip
        assert table.in_file[:14, column].sum(axis=1).tolist() == at_home[name].sum()[pcns].tolist()
    # more are registered than live there: 507,236 against 484,659
    told = flows_json("PCN", table, area.units.resident_total)["totals"]
    assert (told["in_file"], told["outside"], told["unplaced"]) == (524_393, 16_903, 254)
    assert told["registered_to_resident"] == pytest.approx(507_236 / 484_659, abs=1e-6)
