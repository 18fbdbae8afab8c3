"""Builders for registers: partners, teams, leads and the checklist; one step to undo each.

The catalogue of services has its own in ``catalogue_edits``, sites and sectors in ``provider_edits``.
"""

from __future__ import annotations

from dataclasses import replace

from workbench.errors import EditError
from workbench.models.edits import Compound, Edit, RegisterEdit
from workbench.models.impossible import CHECKLIST_ANSWERS, impossible_in_record
from workbench.models.project import Project
from workbench.models.registers import (
    PROJECT_REGISTERS,
    ChecklistItem,
    Lead,
    Partner,
    Record,
    Registers,
    Team,
)
from workbench.models.scenario import Scenario

LEAD_ROLES: tuple[str, ...] = (
    "Clinical lead",
    "Management lead",
    "Social care lead",
    "Voluntary sector lead",
    "Public voice lead",
)
"""Roles offered for a locality (R35); a person may write others."""


def record_edit(
    registers: Registers, owner: str, register: str, key: str, after: Record | None, label: str = ""
) -> RegisterEdit | None:
    """The edit that leaves ``after`` under a key, or nothing for None; None where it is so already.

    ``owner`` is the scenario's id, empty for the registers of the project.

    Raises:
        EditError: the record says what cannot be, such as a share over 100 %.
    """
    problem = "" if after is None else impossible_in_record(after)
    if problem:
        raise EditError(problem, remedy="Change it first.")
    before = registers.get(register, key)
    return None if before == after else RegisterEdit(owner, register, key, before, after, label)


def put_record(
    project: Project, scenario: Scenario | None, register: str, key: str, record: Record, label: str
) -> RegisterEdit | None:
    """Add a record or replace the one of the same key; None where it is so already.

    ``scenario`` is None for the registers of the project: services and sector rules.

    Raises:
        EditError: the record says what cannot be.
    """
    return record_edit(*_registers(project, scenario, register), register, key, record, label)


def remove_record(
    project: Project, scenario: Scenario | None, register: str, key: str, label: str
) -> RegisterEdit:
    """Take a record out.

    Raises:
        EditError: there is no such record.
    """
    edit = record_edit(*_registers(project, scenario, register), register, key, None, label)
    if edit is None:
        raise EditError(f"There is no entry {key}.", remedy="Choose one of the list.")
    return edit


def _registers(project: Project, scenario: Scenario | None, register: str) -> tuple[Registers, str]:
    if scenario is None or register in PROJECT_REGISTERS:
        return project.registers, ""
    return scenario.registers, scenario.id


# -- partners
def put_partner(project: Project, scenario: Scenario, partner: Partner) -> RegisterEdit | None:
    """Add an organisation to the partner register, or change it; its code is the key."""
    known = scenario.registers.get("partner", partner.code) is not None
    label = f"{'Change' if known else 'Add'} partner {partner.name}"
    return put_record(project, scenario, "partner", partner.code, partner, label)


def change_partner(project: Project, scenario: Scenario, code: str, **changes: object) -> RegisterEdit | None:
    """Change fields of a partner."""
    before = scenario.registers.get("partner", code)
    if not isinstance(before, Partner):
        raise EditError(f"There is no partner {code}.", remedy="Add it to the partner register first.")
    return put_partner(project, scenario, replace(before, **changes))  # type: ignore[arg-type]  # replace checks the names


def remove_partner(project: Project, scenario: Scenario, code: str) -> RegisterEdit:
    """Take an organisation out; cells that name it stay and are listed as gaps."""
    partner = scenario.registers.get("partner", code)
    name = partner.name if isinstance(partner, Partner) else code
    return remove_record(project, scenario, "partner", code, f"Remove partner {name}")


# -- teams
def put_team(project: Project, scenario: Scenario, team: Team) -> RegisterEdit | None:
    """Add an integrated team or change it; its id is the key.

    Raises:
        EditError: a split adds up to more than 100 %, staff are negative, or a locality is unknown.
    """
    unknown = [code for code, _ in team.localities if scenario.plan.get(code) is None]
    if unknown:
        raise EditError(f"There is no locality {unknown[0]}.", remedy="Choose one of the plan's localities.")
    known = scenario.registers.get("team", team.id) is not None
    label = f"{'Change' if known else 'Add'} team {team.name}"
    return put_record(project, scenario, "team", team.id, team, label)


def remove_team(project: Project, scenario: Scenario, id: str) -> RegisterEdit:  # noqa: A002 - the field's own word
    """Take a team out."""
    team = scenario.registers.get("team", id)
    return remove_record(
        project, scenario, "team", id, f"Remove team {team.name if isinstance(team, Team) else id}"
    )


def free_team_id(scenario: Scenario) -> str:
    """The first free id of the form T01, T02."""
    used = {team.id for team in scenario.registers.of("team", Team)}
    number = 1
    while f"T{number:02d}" in used:
        number += 1
    return f"T{number:02d}"


# -- leads
def set_lead(
    project: Project, scenario: Scenario, locality: str, role: str, organisation: str = ""
) -> RegisterEdit | None:
    """Say which organisation holds a lead role of a locality; without one it is vacant and a gap."""
    _check_locality(scenario, locality)
    lead = Lead(locality, role.strip(), organisation.strip())
    label = f"{lead.role} of {_name(scenario, locality)}"
    return put_record(project, scenario, "lead", lead.key, lead, label)


def remove_lead(project: Project, scenario: Scenario, locality: str, role: str) -> RegisterEdit:
    """Take a lead role away, so that it is not wanted any more."""
    return remove_record(
        project, scenario, "lead", Lead(locality, role).key, f"Remove {role} of {_name(scenario, locality)}"
    )


def want_leads(project: Project, scenario: Scenario, roles: tuple[str, ...] = LEAD_ROLES) -> Edit | None:
    """Add these roles, vacant, to every locality that lacks them, in one step."""
    parts = [
        RegisterEdit(scenario.id, "lead", lead.key, None, lead)
        for locality in scenario.plan
        for lead in (Lead(locality.code, role) for role in roles)
        if scenario.registers.get("lead", lead.key) is None
    ]
    return Compound(scenario.id, tuple(parts), "Add lead roles") if parts else None


# -- the Primary Care Home checklist
def set_checklist(
    project: Project, scenario: Scenario, locality: str, number: int, *, met: str, evidence: str = ""
) -> RegisterEdit | None:
    """Record evidence for a characteristic, 1 to 4, of a locality; ``met`` is one of CHECKLIST_ANSWERS."""
    _check_locality(scenario, locality)
    item = ChecklistItem(locality, number, met, evidence)
    label = f"Checklist of {_name(scenario, locality)}"
    if met == CHECKLIST_ANSWERS[0] and not evidence.strip():
        known = scenario.registers.get("checklist", item.key) is not None
        return remove_record(project, scenario, "checklist", item.key, label) if known else None
    return put_record(project, scenario, "checklist", item.key, item, label)


def _check_locality(scenario: Scenario, code: str) -> None:
    if scenario.plan.get(code) is None:
        raise EditError(f"There is no locality {code}.", remedy="Choose one of the plan's localities.")


def _name(scenario: Scenario, code: str) -> str:
    locality = scenario.plan.get(code)
    return code if locality is None else locality.name
