"""Two tables of a workshop drew on copies of one project; both works stand in one project afterwards."""

from __future__ import annotations

import shutil
from pathlib import Path

import numpy as np
import pytest

from tests.io.project_file.example_project import bare_area, grid_area
from workbench.errors import InputError, ProjectError
from workbench.models.edits import RegisterEdit
from workbench.models.services import Service
from workbench.session import plan_edits as edits
from workbench.session.creating import create_project
from workbench.session.merge_copies import Brought, read_copy
from workbench.session.opening import open_project
from workbench.session.session import Session


@pytest.fixture
def first(tmp_path: Path) -> Path:
    """The project that both tables began with: one scenario of a locality of four areas."""
    path = tmp_path / "county.gpkg"
    create_project(path, name="Fictionshire", area=grid_area())
    with open_project(path) as project:
        add(project.session, "Draft A", 4)
        project.save()
    return path


@pytest.fixture
def second(first: Path) -> Path:
    return Path(shutil.copyfile(first, first.with_name("table2.gpkg")))


def add(session: Session, name: str, units: int) -> None:
    session.apply(edits.add_scenario(session.project, name))
    scenario = session.project.scenarios[-1]
    session.apply(edits.add_locality(scenario))
    give(session, len(session.project.scenarios) - 1, units)


def give(session: Session, place: int, units: int) -> None:
    project = session.project
    edit = edits.reassign(project, project.scenarios[place], np.arange(units), 0)
    assert edit is not None
    session.apply(edit)


def note(session: Session, key: str, name: str) -> None:
    service = Service(key, "Group", name)
    session.apply(RegisterEdit("", "service", key, session.project.registers.get("service", key), service))


def test_a_copy_that_is_the_same_brings_nothing(first: Path, second: Path) -> None:
    with open_project(first) as project:
        found = read_copy(project.session.project, second)
    assert found.edit is None
    assert {one.outcome for one in found.brought} == {"same"}
    same = len(found.brought)
    assert found.plain(applied=False) == {
        "file": "table2.gpkg", "added": [], "same": same, "conflicts": [], "applied": False,
    }  # fmt: skip


def test_both_works_stand_side_by_side_and_undo_takes_theirs_back(first: Path, second: Path) -> None:
    with open_project(second) as theirs:
        give(theirs.session, 0, 9)
        theirs.session.by = "Table 2"
        add(theirs.session, "Draft B", 2)
        note(theirs.session, "s9", "Theirs alone")
        note(theirs.session, "s1", "Named by them")
        theirs.save()
    with open_project(first) as project:
        session = project.session
        give(session, 0, 6)
        add(session, "Draft B", 1)
        note(session, "s1", "Named by us")
        before = session.history.position
        found = read_copy(session.project, second)
        copy, fresh, kept, alone = [one for one in found.brought if one.outcome != "same"]
        assert (copy.name, copy.outcome, copy.areas) == ("Draft A (table2)", "beside", 3)
        assert (fresh.name, fresh.outcome) == ("Draft B 2", "added")
        assert kept == Brought("service", "s1", "Named by them", "kept", by="Table 2")
        assert alone == Brought("service", "s9", "Theirs alone", "added", by="Table 2")
        assert (copy.by, fresh.by) == ("", "Table 2")
        assert len(found.conflicts) == 2
        assert found.edit is not None
        session.apply(found.edit)
        assert [s.name for s in session.project.scenarios] == [
            "Draft A",
            "Draft B",
            "Draft A (table2)",
            "Draft B 2",
        ]
        drawn = [int((s.plan.labels == 0).sum()) for s in session.project.scenarios]
        assert drawn == [6, 1, 9, 2]
        service = session.project.registers.get("service", "s1")
        assert isinstance(service, Service)
        assert service.name == "Named by us"
        project.save()
        session.undo()
        assert session.history.position == before
        assert [s.name for s in session.project.scenarios] == ["Draft A", "Draft B"]
    with open_project(first) as again:
        assert [int((s.plan.labels == 0).sum()) for s in again.session.project.scenarios] == drawn
        found = read_copy(again.session.project, second)
        assert found.edit is None  # merging the same copy again brings nothing twice
        assert [one.name for one in found.conflicts] == ["Named by them"]


def test_other_areas_are_refused(first: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.gpkg"
    create_project(other, name="Elsewhere", area=bare_area())
    with open_project(first) as project:
        if set(bare_area().units.codes) != set(project.session.project.area.units.codes):
            with pytest.raises(InputError, match="drawn on other areas"):
                read_copy(project.session.project, other)
        with pytest.raises(ProjectError, match="There is no file"):
            read_copy(project.session.project, tmp_path / "nothing.gpkg")
