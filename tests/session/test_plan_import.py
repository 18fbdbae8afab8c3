"""Plans from files: what is reported, what is refused, and that a round trip changes no byte."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.grids import grid_project
from workbench.errors import EditError, InputError
from workbench.io.plan_csv import plan_text
from workbench.models.practices import AssignedHow, PracticeAssignment
from workbench.session import plan_edits
from workbench.session.exporting import export_plan
from workbench.session.plan_import import import_plan, read_plan
from workbench.session.session import Session


@pytest.fixture
def session() -> Session:
    project = grid_project()
    made = Session(project)
    made.apply(plan_edits.add_scenario(project, "Draft"))
    scenario = project.scenarios[0]
    for name in ("West", "East"):
        made.apply(plan_edits.add_locality(scenario, name))
    return made


def plan_file(folder: Path, text: str) -> Path:
    file = folder / "plan.csv"
    file.write_bytes(text.encode("utf-8"))
    return file


def test_a_plan_is_one_step_with_a_report(session: Session, tmp_path: Path) -> None:
    scenario = session.project.scenarios[0]
    session.apply(
        plan_edits.assign_practices(
            scenario, {"P1": PracticeAssignment.whole("L02", AssignedHow.HAND)}, label="by hand"
        )  # type: ignore[arg-type]  # the practice is not assigned yet, so there is an edit
    )
    file = plan_file(tmp_path, "unit_code,locality\nU02,north\nU01,WEST\nU03,\nU05,North\n")
    report = import_plan(session, "draft", file)
    assert report.rows_read == 4
    assert (report.units_assigned, report.units_unassigned) == (3, 9)
    assert (report.units_missing, report.units_empty) == (8, 1)
    assert report.missing[:2] == ("U04", "U06")
    assert report.localities == ("north", "WEST")
    assert report.spellings == (("north", "North"),)
    assert report.new_localities == ("north",)
    assert report.removed_localities == ("East",)
    assert report.units_moved == 3
    assert report.applied
    assert [(x.code, x.name, x.number) for x in scenario.plan] == [("L01", "WEST", 1), ("L03", "north", 3)]
    assert scenario.plan.codes_of(scenario.plan.labels)[:5] == ("L01", "L03", None, None, "L03")
    assert scenario.assignment("P1") == PracticeAssignment()
    session.undo()
    assert [x.name for x in scenario.plan] == ["West", "East"]
    assert scenario.assignment("P1").main == "L02"
    assert (scenario.plan.labels == -1).all()
    json.dumps(report.as_json())
    assert report.as_json()["spellings"] == [["north", "North"]]


def test_new_localities_differ_from_their_neighbours_and_others_keep_their_colour(
    session: Session, tmp_path: Path
) -> None:
    scenario = session.project.scenarios[0]
    kept = next(iter(scenario.plan)).colour
    rows = [f"U{k:02d},{'West' if k == 1 else f'Hub {k}'}" for k in range(1, 13)]
    import_plan(session, "Draft", plan_file(tmp_path, "unit,hub\n" + "\n".join(rows) + "\n"))
    plan = scenario.plan
    assert plan.get("L01") is not None
    colours = [x.colour for slot in plan.labels if (x := plan.locality(int(slot))) is not None]
    assert colours[0] == kept
    assert all(colours[a] != colours[b] for a, b in session.project.area.adjacency.pairs.tolist())


def test_bad_rows_refuse_the_file_and_nothing_changes(session: Session, tmp_path: Path) -> None:
    file = plan_file(tmp_path, "unit_code,locality\nU01,A\nX99,A\nU01,B\n,B\n")
    with pytest.raises(InputError) as refusal:
        import_plan(session, "Draft", file)
    assert "plan.csv holds 3 rows" in str(refusal.value)
    assert "X99 in row 3, no code in row 5" in str(refusal.value)
    assert "U01 in row 4" in str(refusal.value)
    assert [x.name for x in session.project.scenarios[0].plan] == ["West", "East"]
    report = import_plan(session, "Draft", file, skip_bad=True)
    assert [(p.row, p.unit) for p in report.unknown] == [(3, "X99"), (5, "")]
    assert [(p.row, p.unit) for p in report.duplicates] == [(4, "U01")]
    assert report.as_json()["unknown"] == [{"row": 3, "unit": "X99"}, {"row": 5, "unit": ""}]
    assert report.localities == ("A",)


def test_a_missing_scenario_is_made_only_when_asked(session: Session, tmp_path: Path) -> None:
    file = plan_file(tmp_path, "unit_code,locality\nU01,A\nU02,B\n")
    with pytest.raises(EditError, match="no scenario “New”"):
        import_plan(session, "New", file)
    steps = session.history.position
    report = import_plan(session, " New ", file, create=True, dry_run=True)
    assert not report.applied
    assert session.history.position == steps
    report = import_plan(session, " New ", file, create=True)
    assert (report.scenario, report.units_moved, report.new_localities) == ("New", 2, ("A", "B"))
    assert session.history.position == steps + 1
    scenario = session.project.scenario("New")
    assert plan_text(session.project, scenario).startswith("unit_code,locality\nU01,A\nU02,B\nU03,\n")
    assert session.figures(scenario).localities[1].resident == 2000
    session.undo()
    assert [s.name for s in session.project.scenarios] == ["Draft"]
    with pytest.raises(EditError, match="needs a name"):
        import_plan(session, " ", file, create=True)


def test_the_plan_that_is_there_already_is_no_step(session: Session, tmp_path: Path) -> None:
    file = plan_file(tmp_path, "unit_code,locality\nU01,West\n")
    import_plan(session, "Draft", file)
    steps = session.history.position
    report = import_plan(session, "Draft", file)
    assert report.applied
    assert report.units_moved == 0
    assert session.history.position == steps


def test_a_locked_locality_keeps_its_areas(session: Session, tmp_path: Path) -> None:
    project, scenario = session.project, session.project.scenarios[0]
    edit = plan_edits.reassign(project, scenario, np.array([0]), 0)
    assert edit is not None
    session.apply(edit)
    for code in ("L01", "L02"):
        session.apply(plan_edits.lock_locality(scenario, code, locked=True))
    for dry_run in (True, False):
        with pytest.raises(EditError, match="West is locked"):
            import_plan(session, "Draft", plan_file(tmp_path, "unit_code,locality\nU01,A\n"), dry_run=dry_run)
    import_plan(session, "Draft", plan_file(tmp_path, "unit_code,locality\nU01,West\nU02,A\n"))
    assert [x.name for x in scenario.plan] == ["West", "East", "A"]


NAMES = st.lists(
    st.text(
        st.one_of(
            st.sampled_from(list(",\"'\n\r;\t=+-@ |")),
            st.characters(codec="utf-8", exclude_categories=["Cs"], exclude_characters="\0"),
        ),
        min_size=1,
        max_size=12,
    )
    .map(str.strip)
    .filter(bool),
    min_size=1,
    max_size=6,
    unique_by=str.casefold,
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(names=NAMES, owners=st.lists(st.integers(-1, 5), min_size=12, max_size=12))
def test_what_was_exported_and_imported_exports_to_the_same_bytes(
    tmp_path: Path, names: list[str], owners: list[int]
) -> None:
    project = grid_project()
    session = Session(project)
    session.apply(plan_edits.add_scenario(project, "One"))
    session.apply(plan_edits.add_scenario(project, "Two"))
    one = project.scenarios[0]
    for name in names:
        session.apply(plan_edits.add_locality(one, name))
    session.apply(plan_edits.add_locality(project.scenarios[1], names[-1].swapcase()))
    for unit, owner in enumerate(owners):
        edit = plan_edits.reassign(project, one, np.array([unit]), owner if owner < len(names) else -1)
        if edit is not None:
            session.apply(edit)
    first, again = tmp_path / "first.csv", tmp_path / "again.csv"
    export_plan(session, one, first)
    for name in ("One", "Two", "Three"):
        import_plan(session, name, first, create=True)
        export_plan(session, project.scenario(name), again)
        assert again.read_bytes() == first.read_bytes()


@pytest.mark.real_data
def test_a_plan_of_north_staffordshire_comes_back(data_dir: Path, tmp_path: Path) -> None:
    from workbench.io.readers.area import read_study_area
    from workbench.models.project import Project

    area = read_study_area(units=[data_dir / "north_staffordshire" / "lsoa.gpkg"])
    session = Session(Project("North Staffordshire", area))
    names = area.units.parents["lad"].names
    rows = [f"{code},{name}" for code, name in zip(area.units.codes, names, strict=True)]
    file = plan_file(tmp_path, "unit_code,locality\n" + "\n".join(rows) + "\n")
    assert read_plan(session.project, file).report.units_assigned == 298
    import_plan(session, "Districts", file, create=True)
    figures = session.figures(session.project.scenario("Districts"))
    assert sum(row.resident for row in figures.localities) == 484_659
    export_plan(session, session.project.scenario("Districts"), tmp_path / "out.csv")
    assert (tmp_path / "out.csv").read_bytes() == file.read_bytes()
