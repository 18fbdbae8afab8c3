"""The catalogue, cells and records in the working copy: undone, redone, saved and opened again."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from tests.io.project_file.example_project import grid_area
from workbench.models.edits import Edit
from workbench.models.registers import Team
from workbench.models.scope import CellKey, Scope, ScopeCell
from workbench.models.services import AgeGroup
from workbench.session import catalogue_edits, plan_edits, register_edits, scope_edits
from workbench.session.creating import create_project
from workbench.session.opening import open_project
from workbench.session.presets import Preset, apply_preset
from workbench.session.session import Session

KEY = CellKey("SV01", AgeGroup.ADULTS, "L01")


def do(session: Session, edit: Edit | None) -> None:
    assert edit is not None
    session.apply(edit)


def test_r71_what_is_decided_comes_back_with_the_project(tmp_path: Path) -> None:
    path = tmp_path / "project.gpkg"
    create_project(path, name="Fictionshire", area=grid_area())
    with open_project(path) as opened:
        session = opened.session
        project = session.project
        for name in ("One", "Two"):
            do(session, plan_edits.add_scenario(project, name))
        one, two = project.scenarios
        for scenario in (one, two):
            do(session, plan_edits.add_locality(scenario))
            do(session, scope_edits.set_cells(project, scenario, [KEY], phase=2))
        do(session, apply_preset(project, one, Preset.OUT_OF_HOSPITAL, date(2026, 11, 21)))
        team = Team("T01", "Frailty", wte=5, localities=(("L01", 100.0),))
        do(session, register_edits.put_team(project, one, team))
        do(session, catalogue_edits.remove_service(project, "SV01"))
        do(session, plan_edits.delete_locality(project, one, "L01"))
        opened.save()
    with open_project(path) as opened:
        session = opened.session
        one, two = session.project.scenarios
        assert len(session.project.services) == 77
        assert (one.scope, two.scope) == ({}, {})
        assert one.registers.of("team", Team)[0].localities == ()
        session.undo()
        session.undo()
        assert one.cell(KEY) == two.cell(KEY) == ScopeCell(phase=2)
        assert one.cell(CellKey("SV74", AgeGroup.CHILDREN, "L01")).scope is Scope.OUT
        assert one.registers.get("team", "T01") == team
        assert len(session.project.services) == 78
