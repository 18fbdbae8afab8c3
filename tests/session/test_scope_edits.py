"""Cells as one step to undo, presets, and advice."""

from __future__ import annotations

from datetime import date

import pytest

from tests.matrix_projects import OUT, A, C, figures_of, key, put, scenario_of, session_of
from workbench.errors import EditError
from workbench.metrics.services.gaps import GapKind
from workbench.models.edits import Compound
from workbench.models.scope import DEFAULT_CELL, CellKey, Scope, ScopeCell
from workbench.models.services import AgeGroup
from workbench.session import scope_edits
from workbench.session.catalogue_edits import change_service
from workbench.session.phase_advice import advice_on
from workbench.session.presets import (
    PACS_MINIMUM,
    Preset,
    apply_preset,
    preset_changes,
    preset_notes,
)
from workbench.session.session import Session

TODAY = date(2026, 11, 21)


@pytest.fixture
def session() -> Session:
    return session_of((10_000, 20_000))


def out_cells(session: Session) -> list[CellKey]:
    return [exception.key for exception in figures_of(session).exceptions]


def test_r23_out_without_reason_is_refused_and_with_one_is_a_single_step(session: Session) -> None:
    scenario, keys = scenario_of(session), [key("SV01"), key("SV01", 2), key("SV02", 1, C)]
    bare = scope_edits.set_cells(session.project, scenario, keys, scope=Scope.OUT)
    assert bare is not None
    with pytest.raises(EditError, match="Out needs a reason, who decided, a date"):
        session.apply(bare)
    assert out_cells(session) == []
    full = scope_edits.set_cells(session.project, scenario, keys, scope=Scope.OUT, **OUT)
    assert full is not None
    assert full.label == "Set 3 cells to Out"
    session.apply(full)
    assert len(out_cells(session)) == 3
    session.undo()
    assert scenario.scope == {}
    session.redo()
    assert len(out_cells(session)) == 3


def test_r24_a_service_has_no_cell_for_an_age_it_does_not_serve(session: Session) -> None:
    scenario = scenario_of(session)
    mixed = [key("SV15", 1, A), key("SV15", 1, C), key("SV52", 1, A)]
    edit = scope_edits.set_cells(session.project, scenario, mixed, phase=2)
    assert edit is not None
    assert edit.keys == (key("SV15", 1, A),)
    assert scope_edits.set_cells(session.project, scenario, [key("SV15", 1, C)], phase=2) is None
    whole = scope_edits.paste(session.project, scenario, {key("SV52", 1, A): ScopeCell(phase=1)})
    assert whole is None


def test_unknown_services_and_localities_are_told(session: Session) -> None:
    for wrong, words in ((key("SV99"), "no service SV99"), (key("SV01", 9), "no locality L09")):
        with pytest.raises(EditError, match=words):
            scope_edits.set_cells(session.project, scenario_of(session), [wrong], phase=1)


def test_back_in_scope_a_cell_loses_its_reason_and_partial_keeps_it(session: Session) -> None:
    put(session, key("SV01"), scope=Scope.OUT, note="Ask again", **OUT)
    put(session, key("SV01"), scope=Scope.PARTIAL)
    assert scenario_of(session).cell(key("SV01")).reason == "Done elsewhere"
    put(session, key("SV01"), scope=Scope.IN)
    assert scenario_of(session).cell(key("SV01")) == ScopeCell(note="Ask again")


def test_fill_paste_and_clear(session: Session) -> None:
    project, scenario = session.project, scenario_of(session)
    put(session, key("SV01"), phase=2, delivered_by=("P1",))
    filled = scope_edits.fill(project, scenario, key("SV01"), [key("SV01"), key("SV02"), key("SV02", 2)])
    assert filled is not None
    session.apply(filled)
    assert scenario.cell(key("SV02", 2)) == ScopeCell(phase=2, delivered_by=("P1",))
    pasted = scope_edits.paste(
        project, scenario, {key("SV02"): ScopeCell(phase=3), key("SV03"): DEFAULT_CELL}
    )
    assert pasted is not None
    assert pasted.keys == (key("SV02"),)
    session.apply(pasted)
    cleared = scope_edits.clear_cells(project, scenario, scope_edits.all_keys(project, scenario))
    assert cleared is not None
    assert cleared.keys == (key("SV01"), key("SV02"), key("SV02", 2))
    assert cleared.label == "Clear 3 cells"
    session.apply(cleared)
    assert scenario.scope == {}
    assert scope_edits.clear_cells(project, scenario, [key("SV01")]) is None
    assert len(scope_edits.keys_at(project, scenario, ["SV01"], AgeGroup)) == 4


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"integration_now": 5}, "Integration level 5"),
        ({"integration_planned": -1}, "Integration level -1"),
        ({"phase": 0}, "Phase 0"),
        ({"contract_end": "31/03/2027"}, "is no contract end"),
        ({"start_date": "2027-02-29"}, "is no start date"),
        ({"local_variation": True}, "A local variation needs a reason"),
    ],
)
def test_r16_what_cannot_be_is_refused(session: Session, changes: dict[str, object], words: str) -> None:
    edit = scope_edits.set_cells(session.project, scenario_of(session), [key("SV01")], "", **changes)
    assert edit is not None
    with pytest.raises(EditError, match=words):
        session.apply(edit)


def test_r03_out_of_hospital_takes_seven_services_out_with_reason_decider_and_date(session: Session) -> None:
    scenario = scenario_of(session)
    changes = preset_changes(session.project, scenario, Preset.OUT_OF_HOSPITAL, TODAY)
    assert {change.key.service for change in changes} == {
        "SV46", "SV51", "SV74", "SV75", "SV76", "SV77", "SV78",
    }  # fmt: skip
    assert len(changes) == 2 * 12  # two services for adults only, five for both, in two localities
    edit = apply_preset(session.project, scenario, Preset.OUT_OF_HOSPITAL, TODAY)
    assert edit is not None
    session.apply(edit)
    cell = scenario.cell(key("SV74"))
    assert (cell.scope, cell.reason, cell.decided_by, cell.decided_on) == (
        Scope.OUT, "Outside remit", "Preset: Out of hospital", "2026-11-21",
    )  # fmt: skip
    assert figures_of(session).counts.scope[Scope.OUT] == 24
    assert figures_of(session).gap_counts[GapKind.OUT_INCOMPLETE] == 0
    assert apply_preset(session.project, scenario, Preset.OUT_OF_HOSPITAL, date(2027, 1, 1)) is None
    session.undo()
    assert scenario.scope == {}


def test_r23_all_services_brings_everything_in_and_keeps_what_else_is_decided(session: Session) -> None:
    scenario = scenario_of(session)
    put(session, key("SV01"), scope=Scope.OUT, phase=2, **OUT)
    put(session, key("SV02"), scope=Scope.PARTIAL)
    edit = apply_preset(session.project, scenario, Preset.ALL_SERVICES, TODAY)
    assert edit is not None
    session.apply(edit)
    assert figures_of(session).counts.scope[Scope.IN] == 220
    assert scenario.cell(key("SV01")) == ScopeCell(phase=2)
    assert preset_changes(session.project, scenario, Preset.ALL_SERVICES, TODAY) == ()


def test_r72_mcp_and_pacs_list_the_rows_they_change(session: Session) -> None:
    scenario = scenario_of(session)
    mcp = {change.key.service: change.after.scope for change in
           preset_changes(session.project, scenario, Preset.MCP, TODAY)}  # fmt: skip
    assert mcp == {
        "SV46": Scope.OUT, "SV51": Scope.OUT, "SV74": Scope.OUT, "SV77": Scope.OUT, "SV78": Scope.OUT,
        "SV75": Scope.PARTIAL, "SV76": Scope.PARTIAL,
    }  # fmt: skip
    pacs = {change.key.service: change.after.scope for change in
            preset_changes(session.project, scenario, Preset.PACS, TODAY)}  # fmt: skip
    assert pacs == {"SV51": Scope.OUT, "SV78": Scope.OUT}
    for preset in (Preset.OUT_OF_HOSPITAL, Preset.MCP, Preset.PACS):
        edit = apply_preset(session.project, scenario, preset, TODAY)
        assert edit is not None
        session.apply(edit)
    assert {cell.service for cell in out_cells(session)} == {"SV51", "SV78"}
    assert scenario.cell(key("SV78")).decided_by == "Preset: PACS"
    assert scenario.cell(key("SV75")) == DEFAULT_CELL
    change = preset_changes(session.project, scenario, Preset.MCP, TODAY)[0]
    assert (change.service, change.before.scope) == ("Liaison psychiatry", Scope.IN)


def test_r72_pacs_says_its_250_000_people() -> None:
    assert PACS_MINIMUM == 250_000
    assert "Here there are 249,999" in preset_notes(Preset.PACS, 249_999)[0]
    assert preset_notes(Preset.PACS, 250_000) == ()
    assert "not known" in preset_notes(Preset.PACS, float("nan"))[0]
    assert preset_notes(Preset.MCP, 10) == ()


def test_r03_a_preset_leaves_what_a_person_decided(session: Session) -> None:
    scenario = scenario_of(session)
    put(session, [key("SV01"), key("SV74")], scope=Scope.OUT, **OUT)
    edit = apply_preset(session.project, scenario, Preset.PACS, TODAY)
    assert edit is not None
    session.apply(edit)
    assert scenario.cell(key("SV01")).decided_by == "Board"
    assert scenario.cell(key("SV74")).scope is Scope.OUT
    assert scenario.cell(key("SV74", 2)).scope is Scope.IN


def test_r71_presets_follow_an_edited_catalogue(session: Session) -> None:
    edit = change_service(session.project, "SV46", out_of_hospital=True)
    assert edit is not None
    session.apply(edit)
    changes = preset_changes(session.project, scenario_of(session), Preset.OUT_OF_HOSPITAL, TODAY)
    assert len({change.key.service for change in changes}) == 6


def test_r10_another_provider_in_phase_1_is_advised_against_and_in_phase_2_not(session: Session) -> None:
    project, scenario = session.project, scenario_of(session)
    keys = [key("SV01"), key("SV02")]
    first = scope_edits.set_cells(project, scenario, keys, delivered_by=("P1", "P2"))
    assert first is not None
    assert advice_on(first) == ()
    session.apply(first)
    put(session, key("SV01"), phase=1)
    put(session, key("SV02"), phase=2)
    same = scope_edits.set_cells(project, scenario, keys, delivered_by=("P2", "P1"))
    assert same is not None
    assert advice_on(same) == ()
    other = scope_edits.set_cells(project, scenario, keys, delivered_by=("P3",))
    assert other is not None
    assert [advice.key for advice in advice_on(Compound(scenario.id, (other,)))] == [key("SV01")]
    session.apply(other)
    assert scenario.cell(key("SV01")).delivered_by == ("P3",)
