"""Localities built from groups of practices: by hand-worked grids, and North Staffordshire by its PCNs."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from tests.grids import grid_area, grid_project, grid_units, study_area, texts
from workbench.errors import EditError, InputError
from workbench.metrics.practice_groups import GroupPatients, groups_of, joined_parts
from workbench.models.practices import AssignedHow, PracticeAssignment
from workbench.models.project import Project, StudyArea
from workbench.models.registrations import Registrations
from workbench.models.rules import Band, Rules
from workbench.session import plan_edits
from workbench.session.build_from_practices import (
    accept_from_practices,
    propose_by_file,
    propose_by_hand,
    propose_by_pcn,
)
from workbench.session.live_figures import contiguity_graph
from workbench.session.session import Session


def opened(project: Project, rules: Rules | None = None) -> Session:
    session = Session(project)
    session.apply(plan_edits.add_scenario(project, "Draft", rules=rules))
    return session


def with_patients(rows: list[tuple[str, str, int]]) -> Project:
    """The grid with other registrations."""
    practice, unit, people = zip(*rows, strict=True)
    registrations = Registrations(texts(practice), texts(unit), np.array(people, dtype=float))
    return Project("Gridshire", replace(grid_area(), registrations=registrations))


def test_units_go_to_the_group_with_most_of_their_patients() -> None:
    session = opened(grid_project())
    scenario = session.project.scenarios[0]
    proposal = propose_by_pcn(session.project, scenario)
    # N1 is P1 and P2, N2 is P3; P4 at the border belongs to no group, and U04 has nobody else's patients
    assert [(g.code, g.name, g.practices) for g in proposal.groups] == [
        ("N1", "North PCN", ("P1", "P2")), ("N2", "South PCN", ("P3",)),
    ]  # fmt: skip
    assert proposal.labels == (0, 0, -1, -1, 0, 0, 0, 1, -1, -1, 1, 1)
    assert proposal.unassigned == ("U03", "U04", "U09", "U10")
    assert proposal.outside == ("P4",)
    assert (proposal.in_group, proposal.registered) == (7500 + 2500, 10_750)
    assert len(scenario.plan) == 0  # only proposed
    assert accept_from_practices(session, proposal)
    assert [locality.name for locality in scenario.plan] == ["North PCN", "South PCN"]
    assert scenario.assignment("P2") == PracticeAssignment.whole("L01", AssignedHow.GROUP)
    assert scenario.assignment("P4").how is AssignedHow.OUTSIDE
    colours = [locality.colour for locality in scenario.plan]
    assert colours[0] != colours[1]
    again = propose_by_pcn(session.project, scenario)
    assert not accept_from_practices(session, again)
    session.undo()
    assert len(scenario.plan) == 0
    assert scenario.practices == {}


def test_of_equals_the_smaller_code_wins() -> None:
    project = with_patients([("P2", "U01", 10), ("P1", "U01", 10), ("P1", "U02", 5), ("P2", "U02", 6)])
    session = opened(project)
    proposal = propose_by_hand(project, project.scenarios[0], {"P1": "B", "P2": "A"}, {"A": "Ash"})
    assert proposal.labels[:3] == (0, 0, -1)  # A has as many in U01, and more in U02
    assert proposal.empty_groups == ("B",)
    assert proposal.outside == ("P3", "P4")  # without a site and patients in the area
    assert propose_by_hand(project, project.scenarios[0], {"P1": "B"}).ungrouped == ("P2",)
    assert accept_from_practices(session, proposal)
    assert project.scenarios[0].assignment("P1").how is AssignedHow.NOT_ASSIGNED


def groups_file(folder: Path, *lines: str) -> Path:
    file = folder / "groups.csv"
    file.write_text("\n".join(("practice_code,group", *lines)) + "\n", encoding="utf-8")
    return file


def test_groups_of_a_file(tmp_path: Path) -> None:
    session = opened(grid_project())
    project, scenario = session.project, session.project.scenarios[0]
    file = groups_file(tmp_path, "P1,West", " P2 ,East  side", "P4,EAST side", "P3,")
    proposal = propose_by_file(project, scenario, file)
    assert [(g.name, g.practices) for g in proposal.groups] == [
        ("East side", ("P2", "P4")),
        ("West", ("P1",)),
    ]
    # P2 holds 1,500 of U06, 1,000 of U07 and 500 of the 1,500 of U05; the border practice P4 holds U04
    assert proposal.labels[:7] == (1, 1, -1, 0, 1, 0, 0)
    assert (proposal.ungrouped, proposal.outside) == (("P3",), ())
    assert accept_from_practices(session, proposal)
    assert scenario.assignment("P4").how is AssignedHow.GROUP
    assert [locality.name for locality in scenario.plan] == ["West", "East side"]


@pytest.mark.parametrize(
    ("lines", "words"),
    [
        (
            ("P1,West", "P9,East", "P8,East"),
            "groups.csv, row 3: the project has no practice P9. 1 more row names",
        ),
        (("P1,West", "P2,East", "P1,East"), "groups.csv, row 4: practice P1 stands in row 2 already"),
        (("P1,West", ",East"), "groups.csv, row 3: there is no practice code"),
        (("P1,", "P2, "), "groups.csv puts no practice in a group"),
    ],
)
def test_rows_that_cannot_be_used_are_named(tmp_path: Path, lines: tuple[str, ...], words: str) -> None:
    project = opened(grid_project()).project
    with pytest.raises(InputError) as caught:
        propose_by_file(project, project.scenarios[0], groups_file(tmp_path, *lines))
    assert words in str(caught.value)
    assert caught.value.remedy


def test_a_file_of_groups_needs_both_columns(tmp_path: Path) -> None:
    project = opened(grid_project()).project
    file = tmp_path / "groups.csv"
    for header, words in (("practice_code,colour", "their groups"), ("name,group", "the practices' codes")):
        file.write_text(f"{header}\nP1,x\n", encoding="utf-8")
        with pytest.raises(InputError, match=f"no column for {words}"):
            propose_by_file(project, project.scenarios[0], file)


def test_out_of_band_and_in_parts_are_named() -> None:
    project = with_patients([("P1", "U01", 9), ("P2", "U02", 9), ("P1", "U03", 9)])
    rules = Rules(band=Band(3000, 5000, 4000))
    session = opened(project, rules)
    proposal = propose_by_hand(project, session.project.scenarios[0], {"P1": "A", "P2": "B"})
    # A is U01 and U03, 4,000 residents in two parts; B is U02, 2,000 residents
    assert [row.name for row in proposal.out_of_band] == ["B"]
    assert [(row.name, row.parts) for row in proposal.in_parts] == [("A", 2)]
    told = proposal.as_json()
    assert (told["out_of_band"], told["in_parts"], told["parts"]) == (["B"], ["A"], 3)
    assert told["unassigned_units"] == [f"U{k:02d}" for k in range(4, 13)]


def test_a_detached_part_joins_the_neighbour_with_most_of_its_patients() -> None:
    # U01 U02 U03 U04 in a row: A B A C. U01 (1,000) is the smaller part of A and has only B beside it;
    # U03 (3,000) stays. Without U01, the parts are U02 + U01, U03, U04.
    rows = [("P1", "U01", 9), ("P2", "U02", 9), ("P1", "U03", 9), ("P3", "U04", 9), ("P3", "U01", 5)]
    project = with_patients(rows)
    session = opened(project)
    proposal = propose_by_hand(project, project.scenarios[0], {"P1": "A", "P2": "B", "P3": "C"}, repair=True)
    assert proposal.labels[:4] == (1, 1, 0, 2)
    assert (proposal.parts_before, proposal.parts) == (4, 3)
    assert [(m.unit, m.before, m.after, m.people) for m in proposal.moved] == [("U01", "A", "B", 1000)]
    assert (proposal.in_group, proposal.registered) == (27, 41)
    assert accept_from_practices(session, proposal)
    session.undo()
    # U06 of A touches B (U02, U05) and C (U07): it goes to C, which has more of its patients than B
    rows = [
        ("P1", "U01", 9), ("P2", "U02", 9), ("P2", "U05", 9), ("P1", "U06", 9), ("P1", "U09", 9),
        ("P1", "U10", 9), ("P3", "U07", 9), ("P3", "U06", 4), ("P2", "U06", 3), ("P2", "U10", 1),
        ("P2", "U09", 1), ("P3", "U11", 9), ("P1", "U12", 9),
    ]  # fmt: skip
    project = with_patients(rows)
    opened(project)
    groups = {"P1": "A", "P2": "B", "P3": "C"}
    proposal = propose_by_hand(project, project.scenarios[0], groups, repair=True)
    # A's main part is U06, U09, U10 (25,000); U01 goes to B and U12 to C
    assert [(m.unit, m.after) for m in proposal.moved] == [("U01", "B"), ("U12", "C")]
    assert proposal.in_parts == ()


def test_a_part_without_an_assigned_neighbour_stays_apart() -> None:
    project = with_patients([("P1", "U01", 9), ("P1", "U12", 9)])
    opened(project)
    proposal = propose_by_hand(project, project.scenarios[0], {"P1": "A"}, repair=True)
    assert proposal.moved == ()
    assert [(row.name, row.parts) for row in proposal.in_parts] == [("A", 2)]


def test_choices_by_hand_and_locks_are_kept_while_their_locality_stays() -> None:
    session = opened(grid_project())
    scenario = session.project.scenarios[0]
    for name in ("North PCN", "Old hub"):
        session.apply(plan_edits.add_locality(scenario, name))
    for practice, locality in (("P3", "L01"), ("P2", "L02"), ("P4", "L01")):
        edit = plan_edits.assign_by_hand(scenario, [practice], locality, label="By hand")
        assert edit is not None
        session.apply(edit)
    before = dict(scenario.practices)
    proposal = propose_by_pcn(session.project, scenario)
    # P4 was brought in, so that its PCN is a group and holds U04
    assert [group.code for group in proposal.groups] == ["N1", "N2", "N3"]
    assert proposal.kept == ("P3", "P4")
    assert accept_from_practices(session, proposal)
    assert [locality.name for locality in scenario.plan] == ["North PCN", "Far PCN", "South PCN"]
    assert scenario.assignment("P3") == before["P3"]
    # the old hub is gone, and P2 goes with its group
    assert scenario.assignment("P2") == PracticeAssignment.whole("L01", AssignedHow.GROUP)
    session.undo()
    assert dict(scenario.practices) == before
    session.apply(plan_edits.lock_locality(scenario, "L01", locked=True))
    with pytest.raises(EditError, match="North PCN is locked"):
        propose_by_pcn(session.project, scenario)


def test_what_cannot_be_built() -> None:
    project = grid_project()
    opened(project)
    scenario = project.scenarios[0]
    with pytest.raises(EditError, match="no practice X1"):
        propose_by_hand(project, scenario, {"X1": "A"})
    with pytest.raises(EditError, match="No area has patients"):
        propose_by_hand(project, scenario, {})
    bare = Project("Bare", study_area(grid_units(), with_practices=False))
    opened(bare)
    with pytest.raises(EditError, match="No practice has a PCN"):
        propose_by_pcn(bare, bare.scenarios[0])


def test_groups_of_the_same_name_are_told_apart() -> None:
    groups = groups_of({"P1": "N1", "P2": "N2", "P3": "N3"}, {"N1": "Hub", "N2": "hub", "N3": " "})
    assert [group.name for group in groups] == ["Hub (N1)", "hub (N2)", "N3"]


AREA = grid_area()


@given(labels=st.lists(st.integers(-1, 3), min_size=12, max_size=12))
@settings(max_examples=150, deadline=None)
def test_joining_leaves_one_piece_of_all_that_can_be_joined(labels: list[int]) -> None:
    groups = groups_of({"P1": "A", "P2": "B", "P3": "C", "P4": "D"})
    graph = contiguity_graph(AREA, Rules())
    before = np.array(labels, dtype=np.int32)
    people = AREA.units.resident
    after = joined_parts(graph, before, GroupPatients(AREA, groups), people)
    assert ((after >= 0) == (before >= 0)).all()
    for group in np.unique(after[after >= 0]):
        parts = graph.parts(np.flatnonzero(after == group), people).parts
        for part in parts[1:]:  # whatever still lies apart has no assigned neighbour
            _, other = graph.neighbours_of(part)
            assert set(after[other].tolist()) <= {-1, group}


def recomputed(folder: Path) -> pd.DataFrame:
    """The core PCN that holds most patients of each unit, by pandas alone: index unit, PCN and patients."""
    practices = pd.read_csv(folder / "practices.csv")
    core = practices[practices.pack_role == "core"][["practice_code", "pcn_code"]]
    rows = pd.read_csv(folder / "registrations.csv").query("lsoa_in_area == 1").merge(core)
    held = rows.groupby(["lsoa_code", "pcn_code"]).patients.sum().reset_index()
    held = held.sort_values(["lsoa_code", "patients", "pcn_code"], ascending=[True, False, True])
    return held.drop_duplicates("lsoa_code").set_index("lsoa_code")


def test_north_staffordshire_by_its_pcns(north_staffordshire_area: StudyArea, data_dir: Path) -> None:
    folder, area = data_dir / "north_staffordshire", north_staffordshire_area
    session = opened(Project("North Staffordshire", area))
    scenario = session.project.scenarios[0]
    proposal = propose_by_pcn(session.project, scenario)
    given_to = [proposal.groups[group].code for group in proposal.labels]
    dominant = pd.read_csv(folder / "expected" / "ns_unit_dominant_pcn_DERIVED.csv").set_index("lsoa_code")
    again = recomputed(folder)
    assert given_to == dominant.pcn_code[list(area.units.codes)].tolist()
    assert given_to == again.pcn_code[list(area.units.codes)].tolist()
    assert proposal.in_group == again.patients.sum() == dominant.patients_of_pcn.sum() == 361_054
    assert (proposal.registered, len(proposal.groups), len(proposal.outside)) == (507_236, 14, 17)
    assert proposal.unassigned == proposal.empty_groups == proposal.ungrouped == ()

    assert accept_from_practices(session, proposal)
    figures = session.figures(scenario)
    assert figures.totals.cut_edges == 238
    assert figures.totals.own_residents_share == pytest.approx(361_054 / 507_236)
    assert round(figures.totals.own_residents_share, 2) == 0.71
    assert figures.totals.registered == 519_525
    assert sum(row.parts for row in figures.localities) == proposal.parts == 21
    lists = pd.read_csv(folder / "expected" / "ns_pcn_totals.csv").set_index("pcn_name").list_size
    assert {row.name: row.registered for row in figures.localities} == lists.to_dict()
    residents = dominant.groupby("pcn_name").residents_mid2020.sum()
    wrong = residents[(residents < 30_000) | (residents > 50_000)]
    assert {row.name: row.people for row in proposal.out_of_band} == wrong.to_dict()
    assert {row.name: row.parts for row in proposal.in_parts} == parts_by_pandas(folder, dominant)
    session.undo()
    assert len(scenario.plan) == 0


def parts_by_pandas(folder: Path, dominant: pd.DataFrame) -> dict[str, int]:
    """PCNs in more than one part, by the published neighbour pairs."""
    pairs = pd.read_csv(folder / "adjacency.csv")
    row = {code: number for number, code in enumerate(dominant.index)}
    same = pairs[dominant.pcn_code[pairs.lsoa_a].to_numpy() == dominant.pcn_code[pairs.lsoa_b].to_numpy()]
    a, b = same.lsoa_a.map(row), same.lsoa_b.map(row)
    graph = coo_array((np.ones(len(a)), (a, b)), shape=(len(row), len(row)))
    _, part = connected_components(graph, directed=False)
    counted = dominant.assign(part=part).groupby("pcn_name").part.nunique()
    return {str(name): int(count) for name, count in counted[counted > 1].items()}


def test_north_staffordshire_repaired(north_staffordshire_area: StudyArea) -> None:
    session = opened(Project("North Staffordshire", north_staffordshire_area))
    scenario = session.project.scenarios[0]
    first = propose_by_pcn(session.project, scenario)
    proposal = propose_by_pcn(session.project, scenario, repair=True)
    assert (proposal.parts_before, proposal.parts, proposal.in_parts) == (21, 14, ())
    codes = north_staffordshire_area.units.codes
    names = [[p.groups[g].name for g in p.labels] for p in (first, proposal)]
    changed = [(codes[i], a, b) for i, (a, b) in enumerate(zip(*names, strict=True)) if a != b]
    assert [(m.unit, m.before, m.after) for m in proposal.moved] == changed
    assert len(changed) == 15
    assert accept_from_practices(session, proposal)
    assert session.figures(scenario).totals.not_contiguous == 0
