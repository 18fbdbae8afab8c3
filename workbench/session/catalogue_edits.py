"""Builders for the catalogue of services, which each project may make its own (R71)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from workbench.errors import EditError
from workbench.models.edits import Compound, Edit, RegisterEdit, ScopeEdit
from workbench.models.impossible import impossible_in_record
from workbench.models.project import Project
from workbench.models.scope import DEFAULT_CELL, CellKey
from workbench.models.services import AgeGroup, Service


def free_service_id(project: Project) -> str:
    """The first free id of the form SV01, SV02, after the highest in use."""
    numbers = [int(s.id[2:]) for s in project.services if s.id.startswith("SV") and s.id[2:].isdigit()]
    return f"SV{max(numbers, default=0) + 1:02d}"


def add_service(project: Project, service: Service) -> RegisterEdit:
    """Add a service at the end of the catalogue; it starts in scope everywhere.

    Raises:
        EditError: its id is in use, or it says what cannot be.
    """
    _check(service)
    if project.registers.get("service", service.id) is not None:
        raise EditError(f"There is a service {service.id} already.", remedy="Choose another id.")
    last = max((s.order for s in project.services), default=0)
    return RegisterEdit(
        "", "service", service.id, None, replace(service, order=last + 1), f"Add service {service.name}"
    )


def change_service(project: Project, id: str, **changes: object) -> Edit | None:  # noqa: A002 - the field's own word
    """Change a service, whose id stays; cells of an age group that it no longer serves go in the same step.

    Raises:
        EditError: there is no such service, or the change says what cannot be.
    """
    before = _service(project, id)
    after = replace(before, **changes)  # type: ignore[arg-type]  # replace checks the names
    _check(after)
    if after == before:
        return None
    label = f"Change service {after.name}"
    edit = RegisterEdit("", "service", id, before, after, label)
    lost = [age for age in before.age_groups if not after.serves(age)]
    gone = _cells_gone(project, {id}, lost)
    return Compound("", (*gone, edit), label) if gone else edit


def remove_service(project: Project, id: str) -> Compound:  # noqa: A002 - the field's own word
    """Take a service out of the catalogue with its cells in every scenario; undo brings all back."""
    before = _service(project, id)
    label = f"Remove service {before.name}"
    edit = RegisterEdit("", "service", id, before, None, label)
    return Compound("", (*_cells_gone(project, {id}, list(AgeGroup)), edit), label)


def move_service(project: Project, id: str, place: int) -> Compound | None:  # noqa: A002 - the field's own word
    """Put a service at another place of the catalogue, 0 the first; None where it stands there."""
    moved = _service(project, id)
    rest = [service for service in project.services if service.id != id]
    rest.insert(max(0, min(place, len(rest))), moved)
    parts = [
        RegisterEdit("", "service", service.id, service, replace(service, order=order))
        for order, service in enumerate(rest, start=1)
        if service.order != order
    ]
    return Compound("", tuple(parts), f"Move service {moved.name}") if parts else None


def rename_group(project: Project, group: str, name: str) -> Compound | None:
    """Give a group of services another name."""
    name = name.strip()
    if not name:
        raise EditError("A group needs a name.", remedy="Type a name.")
    parts = [
        RegisterEdit("", "service", service.id, service, replace(service, group=name))
        for service in project.services
        if service.group == group and group != name
    ]
    return Compound("", tuple(parts), f"Rename group to {name}") if parts else None


def replace_catalogue(project: Project, services: Iterable[Service]) -> Compound | None:
    """Take another catalogue; cells of services or age groups that it lacks go in the same step."""
    wanted = {service.id: service for service in services}
    now = {service.id: service for service in project.services}
    for service in wanted.values():
        _check(service)
    edits: list[Edit] = []
    for id_, before in now.items():
        after = wanted.get(id_)
        lost = [age for age in before.age_groups if after is None or not after.serves(age)]
        edits += _cells_gone(project, {id_}, lost)
    edits += [
        RegisterEdit("", "service", id_, now.get(id_), wanted.get(id_))
        for id_ in sorted(now.keys() | wanted.keys())
        if now.get(id_) != wanted.get(id_)
    ]
    return Compound("", tuple(edits), "Replace the catalogue") if edits else None


def _service(project: Project, id_: str) -> Service:
    found = project.registers.get("service", id_)
    if not isinstance(found, Service):
        raise EditError(f"The catalogue has no service {id_}.", remedy="Choose one of its services.")
    return found


def _check(service: Service) -> None:
    problem = impossible_in_record(service)
    if problem:
        raise EditError(problem, remedy="Change it first.")


def _cells_gone(project: Project, services: set[str], ages: list[AgeGroup]) -> list[ScopeEdit]:
    """Edits that empty the cells of services and age groups, one a scenario that has any."""
    edits: list[ScopeEdit] = []
    for scenario in project.scenarios:
        keys: list[CellKey] = sorted(
            key for key in scenario.scope if key.service in services and key.age in ages
        )
        if keys:
            before = tuple(scenario.scope[key] for key in keys)
            edits.append(ScopeEdit(scenario.id, tuple(keys), before, (DEFAULT_CELL,) * len(keys)))
    return edits
