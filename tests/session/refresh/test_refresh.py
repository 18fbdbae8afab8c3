"""Refreshing a project: plans go over to the new areas, every person is accounted for."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import shapely

from tests.grids import grid_area, texts
from workbench.io.published.conversion import read_conversion
from workbench.io.published.recognise import recognise
from workbench.io.readers.area import read_study_area
from workbench.models.adjacency import Adjacency, Link
from workbench.models.conversion import Change, Conversion, ConversionRow
from workbench.models.localities import Locality
from workbench.models.plan import Plan
from workbench.models.practices import PracticeAssignment
from workbench.models.project import Project, StudyArea
from workbench.models.registrations import Registrations
from workbench.models.rules import Rules
from workbench.models.scenario import Scenario, ScenarioHead
from workbench.models.topology import build_topology
from workbench.session.parked_notes import parked_notes
from workbench.session.refresh.deciding import carry_out, choices_of
from workbench.session.refresh.matching import conversion_between
from workbench.session.refresh.refreshing import refresh_project
from workbench.session.session import Session


def drawn(area: StudyArea) -> Project:
    """Two localities: the west half of every row is West, the east half East; U01 is locked."""
    plan = Plan(len(area.units))
    west, east = plan.put(Locality("L01", 1, "West")), plan.put(Locality("L02", 2, "East", hub_site="P3"))
    middle = (area.units.bounds[:, 0].min() + area.units.bounds[:, 2].max()) / 2
    plan.labels = np.where(area.units.points[:, 0] < middle, west, east).astype(np.int32)
    codes = area.units.codes
    rules = Rules(locked_units=(str(codes[0]),), links=(Link(str(codes[0]), str(codes[-1]), "Ferry"),))
    return Project("Grid", area, [Scenario(ScenarioHead("s1", "Draft"), plan, rules)])


def newer(area: StudyArea) -> StudyArea:
    """U01 split in two halves, U02 and U03 (of both localities) merged; two people more in each area."""
    shapes, codes, people = [], [], []
    for code, shape, count in zip(area.units.codes, area.units.geometry, area.units.resident, strict=True):
        x0, y0, x1, y1 = shape.bounds
        if code == "U01":
            middle = (x0 + x1) / 2
            shapes += [shapely.box(x0, y0, middle, y1), shapely.box(middle, y0, x1, y1)]
            codes += ["U01A", "U01B"]
            people += [count / 2, count / 2]
        elif code == "U02":
            shapes.append(shapely.box(x0, y0, x1 + 1000, y1))
            codes.append("U23")
            people.append(float(area.units.resident[1] + area.units.resident[2]))
        elif code != "U03":
            shapes.append(shape)
            codes.append(str(code))
            people.append(count)
    geometry = np.array(shapes, dtype=object)
    units = replace(
        area.units, codes=texts(codes), names=texts(codes), geometry=geometry, resident=np.array(people) + 2,
        aged_65_plus=None, imd_score=None, attributes=area.units.attributes.iloc[: len(codes)],
    )  # fmt: skip
    topology = build_topology(geometry)
    return StudyArea(
        units, Adjacency(len(units), topology.pairs, topology.shared_m), area.practices, area.registrations
    )


LOOKUP = Conversion(
    (
        ConversionRow("U01", "U01A", Change.SPLIT), ConversionRow("U01", "U01B", Change.SPLIT),
        ConversionRow("U02", "U23", Change.MERGED), ConversionRow("U03", "U23", Change.MERGED),
    ),
    source="table.csv",
)  # fmt: skip


@pytest.mark.parametrize("lookup", [LOOKUP, None], ids=["look-up", "shared area"])
def test_a_plan_goes_over_to_split_and_merged_areas(lookup: Conversion | None) -> None:
    area = grid_area()
    project = drawn(area)
    refreshed = refresh_project(project, newer(area), lookup=lookup)
    report, scenario = refreshed.report, refreshed.project.scenarios[0]
    units = refreshed.project.area.units
    of = {str(code): scenario.plan.code_of_unit(row) for row, code in enumerate(units.codes)}
    assert (of["U01A"], of["U01B"], of["U04"], of["U23"]) == ("L01", "L01", "L02", "L02")  # 3,000 of U03 win
    assert [(one.group, one.areas_before, one.areas_after) for one in report.people] == [
        ("Unchanged", 9, 9),
        ("Split", 1, 2),
        ("Merged", 2, 1),
    ]
    assert report.before == 78_000
    assert report.after == 78_000 + 2 * 12
    assert sum(one.difference for one in report.people) == 24
    rows = report.localities["Draft"]
    assert sum(one.before for one in rows) == report.before
    assert sum(one.after for one in rows) == report.after
    assert scenario.rules.locked_units == ("U01A", "U01B")
    assert scenario.rules.links[0].unit_a in {"U01A", "U01B"}
    kinds = {one.kind for one in report.decisions}
    assert kinds == {"area_of_several", "link_of_split_area"}
    assert report.estimated == (0 if lookup else 4)
    assert not report.history_kept
    assert project.scenarios[0].plan.labels.tolist() == drawn(area).scenarios[0].plan.labels.tolist()
    assert any("Merged" in line for line in report.as_text())


@pytest.mark.parametrize("lookup", [LOOKUP, None], ids=["look-up", "shared area"])
def test_a_plan_goes_back_to_older_areas_by_the_same_look_up(lookup: Conversion | None) -> None:
    area = grid_area()
    report = refresh_project(drawn(newer(area)), area, lookup=lookup).report
    assert [(one.group, one.areas_before, one.areas_after) for one in report.people] == [
        ("Unchanged", 9, 9),
        ("Split", 1, 2),
        ("Merged", 2, 1),
    ]
    assert (report.before, report.after) == (78_000 + 2 * 12, 78_000)
    assert report.lookup == ("table.csv, read backwards" if lookup else "")
    assert report.estimated == (0 if lookup else 4)
    words = "go by the look-up table.csv, read" if lookup else "area, for want of a look-up: 4 pairs"
    assert any(words in line for line in report.as_text())


def test_the_same_data_changes_nothing() -> None:
    area = grid_area()
    refreshed = refresh_project(drawn(area), area)
    assert refreshed.report.history_kept
    assert refreshed.report.decisions == []
    assert refreshed.report.practices == []
    assert [one.difference for one in refreshed.report.people] == [0]


def test_practices_that_are_new_gone_or_changed() -> None:
    area = grid_area()
    practices = area.practices
    other = replace(
        practices,
        codes=texts(["P1", "P2", "P9", "P4"]),
        list_size=np.array([5000.0, 4000.0, 10.0, 9000.0]),
        easting=practices.easting + np.array([0, 300.0, 0, 0]),
        pcn_codes=texts(["N1", "N2", "N2", "N3"]),
    )
    report = refresh_project(drawn(area), replace(area, practices=other)).report
    assert {(one.kind, one.code) for one in report.practices} == {
        ("new", "P9"), ("gone", "P3"), ("list changed by more than 5%", "P2"), ("another PCN", "P2"),
        ("moved", "P2"),
    }  # fmt: skip
    assert {one.kind for one in report.decisions} == {"practice_new", "practice_gone", "hub_gone"}


@pytest.mark.parametrize(("patients", "suggested"), [(8, "home"), (3, "keep")])
def test_a_new_practice_with_most_of_its_list_outside_stays_outside(patients: float, suggested: str) -> None:
    area = grid_area()
    other = replace(
        area.practices,
        codes=texts(["P1", "P2", "P9", "P4"]),
        list_size=np.array([5000.0, 4000.0, 10.0, 9000.0]),
    )
    own = area.registrations
    rows = Registrations(
        texts([*own.practice_codes, "P9"]),
        texts([*own.unit_codes, "U01"]),
        np.array([*own.patients, patients]),
    )
    project = drawn(area)
    project.scenarios[0].practices["P1"] = PracticeAssignment((("L01", 1.0),))
    refreshed = refresh_project(project, replace(area, practices=other, registrations=rows))
    (decision,) = [one for one in refreshed.report.decisions if one.kind == "practice_new"]
    assert choices_of(refreshed.project, decision)[0].key == suggested


def test_areas_gone_and_new_are_told() -> None:
    area = grid_area()
    far = replace(
        area.units, codes=texts([*area.units.codes[:-1], "V1"]),
        geometry=np.array([*area.units.geometry[:-1], shapely.box(5e5, 3e5, 501_000, 301_000)], dtype=object),
    )  # fmt: skip
    found = conversion_between(area.units, far)
    assert "U12" not in found.by_old
    report = refresh_project(drawn(area), StudyArea(far, area.adjacency)).report
    assert {(one.kind, one.code) for one in report.decisions} >= {("area_gone", "U12"), ("area_new", "V1")}
    assert report.people[-1].group == "Only before or only after"


@pytest.mark.parametrize("with_lookup", [True, False])
def test_north_staffordshire_from_2022_to_2025(data_dir: Path, with_lookup: bool) -> None:
    folder = data_dir / "north_staffordshire"
    before = read_study_area(
        units=[folder / "lsoa.gpkg"],
        practices=folder / "practices.csv",
        registrations=folder / "registrations.csv",
    )
    after = read_study_area(
        units=[folder / "lsoa2021/lsoa.gpkg"],
        practices=folder / "lsoa2021/practices_oct2025.csv",
        registrations=folder / "lsoa2021/registrations_oct2025.csv",
    )
    lookup = None
    if with_lookup:
        table = data_dir / "published_formats/lookups/lsoa11_lsoa21_lad22_north_staffordshire.csv"
        lookup, _ = read_conversion(recognise(table)[0])
    report = refresh_project(drawn(before), after, lookup=lookup).report
    assert (report.before, report.after) == (484_659, 477_497)
    unchanged, *changed = report.people
    assert (unchanged.areas_before, unchanged.areas_after) == (294, 294)
    assert (sum(one.areas_before for one in changed), sum(one.areas_after for one in changed)) == (4, 8)
    assert sum(one.difference for one in report.people) == 477_497 - 484_659
    rows = report.localities["Draft"]
    assert (sum(one.before for one in rows), sum(one.after for one in rows)) == (484_659, 477_497)
    assert rows[-1].group == "Unassigned"
    assert rows[-1].areas_after == 0
    assert ("Units" in {name for name, _, _ in report.sources}) is True
    assert bool(report.estimated) is not with_lookup
    gone = [one.code for one in report.practices if one.kind == "gone"]
    assert [one.code for one in report.decisions if one.kind == "practice_gone"] == gone


def test_what_is_chosen_is_done_in_steps_that_undo_takes_back() -> None:
    area = grid_area()
    practices = replace(area.practices, codes=texts(["P1", "P2", "P9", "P4"]))
    refreshed = refresh_project(drawn(area), replace(newer(area), practices=practices), lookup=LOOKUP)
    project, history = refreshed.project, refreshed.history
    scenario = project.scenarios[0]
    decisions = {one.kind: one for one in refreshed.report.decisions}
    merged, link, hub = (decisions[kind] for kind in ("area_of_several", "link_of_split_area", "hub_gone"))
    offered = [one.words for one in choices_of(project, merged)]
    assert sorted(offered[:2]) == ["Give it to East", "Give it to West"]
    assert offered[2:] == ["Leave it unassigned", "Decide later, park a note"]
    now = scenario.plan.code_of_unit(project.area.units.index_of[merged.code])
    assert choices_of(project, merged)[0].key == f"to:{now}"  # as it is is suggested
    other = choices_of(project, merged)[1].key
    done = carry_out(project, history, {merged: other, link: "remove", hub: choices_of(project, hub)[0].key})
    assert len(done) == 3
    assert scenario.plan.code_of_unit(project.area.units.index_of[merged.code]) == other.removeprefix("to:")
    assert not scenario.rules.links
    assert [one.hub_site for one in scenario.plan] == ["", ""]
    assert [step.label for step in history.steps] == done
    session = Session(project, history=history)
    for _ in done:
        session.undo()
    assert scenario.plan.code_of_unit(project.area.units.index_of[merged.code]) == now
    assert [one.name for one in scenario.rules.links] == ["Ferry"]
    assert [one.hub_site for one in scenario.plan] == ["", "P3"]


def test_a_decision_is_put_off_by_a_note_and_a_link_goes_to_the_other_half() -> None:
    area = grid_area()
    refreshed = refresh_project(drawn(area), newer(area), lookup=LOOKUP)
    project = refreshed.project
    link = next(one for one in refreshed.report.decisions if one.kind == "link_of_split_area")
    keys = [one.key for one in choices_of(project, link)]
    assert keys[0] == "keep"
    carry_out(project, refreshed.history, {link: keys[1]})
    (now,) = project.scenarios[0].rules.links
    assert f"link:{now.unit_a}|{now.unit_b}" == keys[1]
    several = next(one for one in refreshed.report.decisions if one.kind == "area_of_several")
    carry_out(project, refreshed.history, {several: "note"})
    (note,) = parked_notes(project)
    assert (note.unit, note.scenario) == (several.code, "Draft")


def test_what_a_lock_forbids_is_not_offered() -> None:
    """A choice that did nothing would be taken for done."""
    area = grid_area()
    project = drawn(area)
    plan = project.scenarios[0].plan
    west = plan.get("L01")
    assert west is not None
    plan.put(replace(west, locked=True))
    refreshed = refresh_project(project, newer(area), lookup=LOOKUP)
    several = next(one for one in refreshed.report.decisions if one.kind == "area_of_several")
    assert [one.key for one in choices_of(refreshed.project, several)] == ["to:L02", "nobody", "note"]
    now = refreshed.project.scenarios[0].plan
    east = now.get("L02")
    assert east is not None
    now.put(replace(east, locked=True))
    assert [one.key for one in choices_of(refreshed.project, several)] == ["to:L02", "note"]


def test_of_links_of_one_name_the_one_meant_is_moved_and_only_where_one_is_needed() -> None:
    area = grid_area()
    project = drawn(area)
    scenario = project.scenarios[0]
    first = Link("U10", "U12", "Ferry")
    across = Link("U01", "U06", "Ferry")  # U01A lies apart from U06, U01B has it across a corner
    beside = Link("U01", "U03", "Bridge")  # U03 is part of U23, which lies beside U01B
    scenario.rules = replace(scenario.rules, links=(first, across, beside))
    refreshed = refresh_project(project, newer(area), lookup=LOOKUP)
    made = refreshed.project.scenarios[0]
    links = {one.code: one for one in refreshed.report.decisions if one.kind == "link_of_split_area"}
    assert [one.key for one in choices_of(refreshed.project, links["Bridge"])] == ["keep", "remove", "note"]
    moved = choices_of(refreshed.project, links["Ferry"])[1].key
    carry_out(refreshed.project, refreshed.history, {links["Ferry"]: moved})
    assert {(one.unit_a, one.unit_b) for one in made.rules.links} == {
        ("U10", "U12"), ("U01A", "U23"), tuple(moved.removeprefix("link:").split("|")),
    }  # fmt: skip


def test_a_link_within_one_area_is_lost() -> None:
    area = grid_area()
    project = drawn(area)
    rules = project.scenarios[0].rules
    project.scenarios[0].rules = replace(rules, links=(Link("U02", "U03", "Bridge"),))
    refreshed = refresh_project(project, newer(area), lookup=LOOKUP)
    assert refreshed.project.scenarios[0].rules.links == ()
    assert [one.text for one in refreshed.report.decisions if one.kind == "link_lost"] == [
        "Both ends lie in one area now"
    ]
