from __future__ import annotations

from pathlib import Path

import pytest

from tests.grids import grid_project
from workbench.errors import EditError, InputError
from workbench.io.catalogue import default_catalogue, read_catalogue
from workbench.models.edit_json import edit_from_json, edit_to_json
from workbench.models.edits import RegisterEdit, ScopeEdit
from workbench.models.providers import Sector
from workbench.models.registers import Lead, Partner, Registers, Team, from_plain, plain
from workbench.models.scope import (
    DEFAULT_CELL,
    CellKey,
    PaymentType,
    Role,
    Scope,
    ScopeCell,
    Setting,
    cell_keys,
    problem_of,
)
from workbench.models.services import AgeGroup, Service, Tier
from workbench.session import plan_edits
from workbench.session.session import Session


def test_r34_the_default_catalogue_covers_every_group() -> None:
    catalogue = default_catalogue()
    assert len(catalogue) == 78
    assert sum(len(service.age_groups) for service in catalogue) == 110
    assert sum(not service.out_of_hospital for service in catalogue) == 7
    assert {service.group for service in catalogue} == {
        "Primary care", "Community nursing", "Therapies", "Urgent and intermediate", "Mental health",
        "Adult social care", "Children and families", "Public health", "Voluntary sector",
        "Acute (local DGH)", "Specialised",
    }  # fmt: skip


def test_r24_ages_are_apart_and_a_service_has_cells_only_for_its_own() -> None:
    children = Service("S1", "Children and families", "Health visiting", ages="C", providers=("LA",))
    both = Service("S2", "Public health", "Smoking", providers=("PH",))
    assert not children.serves(AgeGroup.ADULTS)
    assert children.sectors == (Sector.CHILDREN_SOCIAL_CARE,)
    assert [str(key) for key in cell_keys((children, both), ("L01",))] == ["S1|C|L01", "S2|A|L01", "S2|C|L01"]


def test_keys_go_both_ways() -> None:
    key = CellKey("SV01", AgeGroup.CHILDREN, "L03")
    assert CellKey.parse(str(key)) == key
    assert CellKey.parse("SV01|X|L03") is None
    assert CellKey.parse("SV01") is None


def test_r23_out_needs_reason_decider_and_date() -> None:
    assert problem_of(ScopeCell(scope=Scope.OUT)) == "Out needs a reason, who decided, a date."
    full = ScopeCell(scope=Scope.OUT, reason="Done elsewhere", decided_by="Board", decided_on="2026-10-14")
    assert problem_of(full) == ""
    assert problem_of(DEFAULT_CELL) == ""


def test_r16_a_variation_needs_a_reason() -> None:
    assert problem_of(ScopeCell(local_variation=True)) == "A local variation needs a reason."
    assert problem_of(ScopeCell(local_variation=True, variation_reason="Rural")) == ""


def test_cells_and_records_come_back_from_plain_values() -> None:
    cell = ScopeCell(
        scope=Scope.PARTIAL, role=Role.BOTH, tier=Tier.HOME, delivered_by=("P1", "P2"), delegated=False,
        payment_type=PaymentType.PERSONAL_BUDGET, setting_now=Setting.HOSPITAL, integration_now=0, phase=2,
    )  # fmt: skip
    assert from_plain(ScopeCell, plain(cell)) == cell
    team = Team("T1", "Frailty", wte=7.5, employers=(("P1", 60.0), ("P2", 40.0)))
    assert from_plain(Team, plain(team) | {"of_a_newer_version": 1}) == team


def test_registers_hold_records_by_key_in_order() -> None:
    registers = Registers()
    registers.put("partner", "B", Partner("B", "Beta"))
    registers.put("partner", "A", Partner("A", "Alpha"))
    assert [partner.code for partner in registers.of("partner", Partner)] == ["A", "B"]
    twin = registers.copy()
    twin.put("partner", "A", None)
    assert (registers.get("partner", "A"), twin.get("partner", "A")) == (Partner("A", "Alpha"), None)
    twin.put("partner", "B", None)
    assert twin == Registers()


def test_cells_and_records_are_edited_undone_and_kept_apart_by_scenario() -> None:
    session = Session(grid_project())
    session.apply(plan_edits.add_scenario(session.project, "Draft"))
    scenario = session.project.scenarios[0]
    session.apply(plan_edits.add_locality(scenario, "West"))
    key = CellKey("SV01", AgeGroup.ADULTS, "L01")
    part = ScopeCell(scope=Scope.PARTIAL)
    edit = ScopeEdit(scenario.id, (key,), (DEFAULT_CELL,), (part,), "Partial")
    assert edit_from_json(edit_to_json(edit)) == edit
    assert session.apply(edit).cells == {key}
    lead = RegisterEdit(scenario.id, "lead", "L01|Clinical", None, Lead("L01", "Clinical"), "Add lead")
    assert edit_from_json(edit_to_json(lead)) == lead
    assert session.apply(lead).registers == {"lead"}
    session.apply(plan_edits.copy_scenario(session.project, scenario, "Copy"))
    twin = session.project.scenario("Copy")
    assert twin.cell(key) == part
    assert twin.registers == scenario.registers
    for _ in range(3):
        session.undo()
    assert scenario.cell(key) == DEFAULT_CELL
    assert scenario.registers.get("lead", "L01|Clinical") is None


def test_out_without_reason_is_refused_by_the_session() -> None:
    session = Session(grid_project())
    session.apply(plan_edits.add_scenario(session.project, "Draft"))
    scenario = session.project.scenarios[0]
    key = CellKey("SV01", AgeGroup.ADULTS, "L01")
    with pytest.raises(EditError, match="Out needs a reason"):
        session.apply(ScopeEdit(scenario.id, (key,), (DEFAULT_CELL,), (ScopeCell(scope=Scope.OUT),)))


@pytest.mark.parametrize(
    ("line", "words"),
    [("SV01,G,S,X,H,GP,Y,", "no age"),
     ("SV01,G,S,A,Q,GP,Y,", "no typical_tier"), ("SV01,G,S,A,H,GP,Y,z", "no tag")],
)  # fmt: skip
def test_a_catalogue_with_a_wrong_value_names_its_row(tmp_path: Path, line: str, words: str) -> None:
    header = "service_id,group,service,age,typical_tier,typical_provider,out_of_hospital,tags"
    path = tmp_path / "own.csv"
    path.write_text(f"{header}\nSV00,G,S,A,H,GP,Y,p;s\n{line}\n", encoding="utf-8")
    with pytest.raises(InputError, match=f"row 3: .*{words}"):
        read_catalogue(path)
    path.write_text(f"{header}\nSV00,G,S,A,H,GP,Y,\nSV00,G,S,A,H,GP,Y,\n", encoding="utf-8")
    with pytest.raises(InputError, match="row 3: SV00 comes twice"):
        read_catalogue(path)
    path.write_text("service_id,group\n", encoding="utf-8")
    with pytest.raises(InputError, match="no column service"):
        read_catalogue(path)
