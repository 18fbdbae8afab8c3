"""Registers and the catalogue: one step each, and what is refused because it cannot be."""

from __future__ import annotations

import math

import pytest

from tests.matrix_projects import OUT, C, key, partners, put, scenario_of, service, session_of
from workbench.errors import EditError
from workbench.io.catalogue import default_catalogue
from workbench.models.edits import Edit, RegisterEdit, ScopeEdit
from workbench.models.providers import Sector
from workbench.models.registers import ChecklistItem, Lead, Partner, SiteService, Team
from workbench.models.scope import DEFAULT_CELL, Scope, ScopeCell
from workbench.models.services import Tier
from workbench.session import catalogue_edits, plan_edits, register_edits
from workbench.session.provider_edits import serve_localities
from workbench.session.session import Session


@pytest.fixture
def session() -> Session:
    return session_of((10_000, 20_000), with_sites=True)


def done(session: Session, edit: Edit | None) -> None:
    assert edit is not None
    session.apply(edit)


def test_r11_partners_are_added_changed_removed_and_undone(session: Session) -> None:
    scenario = scenario_of(session)
    partners(session, Partner("ICB", "The board", Sector.UNKNOWN, "Commissioner", "Director of strategy"))
    done(session, register_edits.change_partner(session.project, scenario, "ICB", role="Host"))
    assert session.history.undo_step is not None
    assert session.history.undo_step.label == "Change partner The board"
    assert register_edits.change_partner(session.project, scenario, "ICB", role="Host") is None
    done(session, register_edits.remove_partner(session.project, scenario, "ICB"))
    assert scenario.registers.of("partner", Partner) == ()
    session.undo()
    session.undo()
    (partner,) = scenario.registers.of("partner", Partner)
    assert (partner.role, partner.contact_role) == ("Commissioner", "Director of strategy")
    with pytest.raises(EditError, match="no partner XX"):
        register_edits.change_partner(session.project, scenario, "XX", role="Host")
    with pytest.raises(EditError, match="no entry XX"):
        register_edits.remove_partner(session.project, scenario, "XX")


@pytest.mark.parametrize(
    ("partner", "words"),
    [
        (Partner("A", "Alpha", gain_share=100.5), "Gain share of 100.5 %"),
        (Partner("A", "Alpha", risk_share=-1), "Risk share of -1 %"),
        (Partner("A", "Alpha", risk_share=math.nan), "Risk share of nan %"),
        (Partner("", "Alpha"), "needs a code"),
    ],
)
def test_r42_a_share_over_100_is_refused(session: Session, partner: Partner, words: str) -> None:
    with pytest.raises(EditError, match=words):
        register_edits.put_partner(session.project, scenario_of(session), partner)


@pytest.mark.parametrize(
    ("team", "words"),
    [
        (Team("T1", "Frailty", wte=-0.1), "-0.1 whole-time equivalents"),
        (Team("T1", "Frailty", employers=(("A", 60), ("B", 41))), "employer split adds up to 101 %"),
        (Team("T1", "Frailty", localities=(("L01", 120),)), "A share of 120 %"),
        (Team("T1", "Frailty", localities=(("L01", 20), ("L01", 20))), "L01 comes twice"),
        (Team("T1", "Frailty", localities=(("L09", 20),)), "no locality L09"),
        (Team("T1", " "), "a name"),
    ],
)
def test_r14_an_impossible_team_is_refused(session: Session, team: Team, words: str) -> None:
    with pytest.raises(EditError, match=words):
        register_edits.put_team(session.project, scenario_of(session), team)


def test_r14_the_session_refuses_an_impossible_team_whoever_asks(session: Session) -> None:
    scenario = scenario_of(session)
    team = Team("T1", "Frailty", wte=-1)
    with pytest.raises(EditError, match="-1 whole-time equivalents"):
        session.apply(RegisterEdit(scenario.id, "team", "T1", None, team))
    assert scenario.registers.of("team", Team) == ()


def test_r14_r43_a_team_shared_by_two_hubs(session: Session) -> None:
    scenario = scenario_of(session)
    team = Team("T01", "Frailty", "Nursing", 8, (("A", 100.0),), (("L01", 50.0), ("L02", 50.0)))
    assert register_edits.free_team_id(scenario) == "T01"
    done(session, register_edits.put_team(session.project, scenario, team))
    assert register_edits.free_team_id(scenario) == "T02"
    done(session, register_edits.remove_team(session.project, scenario, "T01"))
    session.undo()
    assert scenario.registers.get("team", "T01") == team


def test_r35_leads_are_wanted_filled_and_taken_away(session: Session) -> None:
    project, scenario = session.project, scenario_of(session)
    done(session, register_edits.want_leads(project, scenario, ("Clinical lead",)))
    assert register_edits.want_leads(project, scenario, ("Clinical lead",)) is None
    done(session, register_edits.set_lead(project, scenario, "L01", "Clinical lead", "PCN1"))
    assert [lead.organisation for lead in scenario.registers.of("lead", Lead)] == ["PCN1", ""]
    done(session, register_edits.remove_lead(project, scenario, "L02", "Clinical lead"))
    assert len(scenario.registers.of("lead", Lead)) == 1
    with pytest.raises(EditError, match="needs a role"):
        register_edits.set_lead(project, scenario, "L01", " ")


def test_r07_answers_of_the_checklist_are_checked(session: Session) -> None:
    project, scenario = session.project, scenario_of(session)
    assert register_edits.set_checklist(project, scenario, "L01", 1, met="Not recorded") is None
    with pytest.raises(EditError, match="no answer"):
        register_edits.set_checklist(project, scenario, "L01", 1, met="Perhaps")
    with pytest.raises(EditError, match="Characteristic 5"):
        register_edits.set_checklist(project, scenario, "L01", 5, met="Met")


def test_a_deleted_locality_takes_its_cells_and_records_along_and_undo_brings_them_back(
    session: Session,
) -> None:
    project, scenario = session.project, scenario_of(session)
    put(session, [key("SV01", 1), key("SV01", 2)], scope=Scope.OUT, **OUT)
    done(session, register_edits.set_lead(project, scenario, "L01", "Clinical lead", "PCN1"))
    done(session, register_edits.set_lead(project, scenario, "L02", "Clinical lead", "PCN1"))
    done(session, register_edits.set_checklist(project, scenario, "L01", 2, met="Met"))
    team = Team("T1", "Frailty", wte=8, localities=(("L01", 60.0), ("L02", 40.0)))
    done(session, register_edits.put_team(project, scenario, team))
    done(session, serve_localities(project, scenario, ["H1A"], ["L01", "L02"]))
    done(session, serve_localities(project, scenario, ["MH1"], ["L01"]))
    partners(session, Partner("A", "Alpha"))
    cells, records = dict(scenario.scope), scenario.registers.copy()
    session.apply(plan_edits.delete_locality(project, scenario, "L01"))
    assert set(scenario.scope) == {key("SV01", 2)}
    assert [name for name, _, _ in scenario.registers.items()] == ["lead", "partner", "site_service", "team"]
    assert scenario.registers.of("team", Team)[0].localities == (("L02", 40.0),)
    assert scenario.registers.of("site_service", SiteService) == (SiteService("H1A", ("L02",)),)
    assert scenario.registers.of("checklist", ChecklistItem) == ()
    session.undo()
    assert (scenario.scope, scenario.registers) == (cells, records)
    session.redo()
    assert set(scenario.scope) == {key("SV01", 2)}


def test_a_locality_that_a_new_plan_removes_takes_its_cells_along(session: Session) -> None:
    scenario = scenario_of(session)
    put(session, [key("SV01", 1), key("SV01", 2)], phase=1)
    session.apply(
        plan_edits.replace_plan(
            session.project, scenario, [None, "L02"], [], removed=["L01"], label="Import plan"
        )
    )
    assert set(scenario.scope) == {key("SV01", 2)}
    session.undo()
    assert len(scenario.scope) == 2


def test_a_copied_and_a_deleted_scenario_keep_cells_and_registers(session: Session) -> None:
    scenario = scenario_of(session)
    put(session, key("SV01"), phase=1)
    done(session, register_edits.set_lead(session.project, scenario, "L01", "Clinical lead"))
    session.apply(plan_edits.copy_scenario(session.project, scenario, "Copy"))
    twin = session.project.scenario("Copy")
    assert (twin.scope, twin.registers) == (scenario.scope, scenario.registers)
    session.apply(plan_edits.delete_scenario(session.project, scenario))
    session.undo()
    again = scenario_of(session)
    assert (again.scope, again.registers) == (twin.scope, twin.registers)


def test_r71_services_are_added_changed_moved_and_removed(session: Session) -> None:
    project = session.project
    assert catalogue_edits.free_service_id(project) == "SV79"
    session.apply(catalogue_edits.add_service(project, service("SV79", group="New", tier=Tier.HUB)))
    assert project.services[-1].id == "SV79"
    done(session, catalogue_edits.change_service(project, "SV79", name="Wellbeing", tier=Tier.HOME))
    assert (project.services[-1].name, project.services[-1].tier) == ("Wellbeing", Tier.HOME)
    assert catalogue_edits.change_service(project, "SV79", name="Wellbeing") is None
    done(session, catalogue_edits.move_service(project, "SV79", 0))
    assert [s.id for s in project.services[:2]] == ["SV79", "SV01"]
    assert catalogue_edits.move_service(project, "SV79", 0) is None
    done(session, catalogue_edits.rename_group(project, "New", "Newer"))
    assert project.services[0].group == "Newer"
    session.apply(catalogue_edits.remove_service(project, "SV79"))
    for _ in range(5):
        session.undo()
    assert project.services == default_catalogue()


def test_r71_cells_go_with_a_service_or_an_age_group_in_every_scenario(session: Session) -> None:
    project, scenario = session.project, scenario_of(session)
    put(session, [key("SV01"), key("SV01", 1, C), key("SV02")], phase=1)
    session.apply(plan_edits.copy_scenario(project, scenario, "Copy"))
    twin = project.scenario("Copy")
    done(session, catalogue_edits.change_service(project, "SV01", ages="A"))
    assert set(scenario.scope) == set(twin.scope) == {key("SV01"), key("SV02")}
    session.apply(catalogue_edits.remove_service(project, "SV01"))
    assert set(scenario.scope) == set(twin.scope) == {key("SV02")}
    session.undo()
    session.undo()
    assert set(twin.scope) == {key("SV01"), key("SV01", 1, C), key("SV02")}


def test_r71_another_catalogue_is_one_step(session: Session) -> None:
    project, scenario = session.project, scenario_of(session)
    put(session, [key("SV01"), key("SV03")], phase=1)
    own = [service("SV01"), service("X1")]
    done(session, catalogue_edits.replace_catalogue(project, own))
    assert [s.id for s in project.services] == ["SV01", "X1"]
    assert set(scenario.scope) == {key("SV01")}
    assert catalogue_edits.replace_catalogue(project, own) is None
    session.undo()
    assert project.services == default_catalogue()
    assert len(scenario.scope) == 2


def test_r71_impossible_services_are_refused(session: Session) -> None:
    project = session.project
    for wrong, words in (
        (service("SV01"), "service SV01 already"), (service("A|B"), "without the sign"),
        (service("S1", ages="X"), "no age group"), (service("S1", tags=("z",)), "no tag"),
        (service("S1", group=" "), "a name and a group"),
    ):  # fmt: skip
        with pytest.raises(EditError, match=words):
            catalogue_edits.add_service(project, wrong)
    with pytest.raises(EditError, match="no service S9"):
        catalogue_edits.remove_service(project, "S9")
    with pytest.raises(EditError, match="group needs a name"):
        catalogue_edits.rename_group(project, "Therapies", " ")


def test_edits_that_a_file_may_hold_are_checked_by_the_session(session: Session) -> None:
    scenario = scenario_of(session)
    bad = ScopeEdit(scenario.id, (key("SV01"),), (DEFAULT_CELL,), (ScopeCell(decided_on="soon"),))
    with pytest.raises(EditError, match="no date of the decision"):
        session.apply(bad)
