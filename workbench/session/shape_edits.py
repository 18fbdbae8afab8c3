"""Builders of edits that make, part, join, copy and number whole localities, each as one step."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from workbench.errors import EditError, LockedError
from workbench.metrics.hues import HUES, unclear
from workbench.models.edits import Compound, Edit, LocalityEdit, PracticeEdit, Reassignment, RegisterEdit
from workbench.models.localities import Locality
from workbench.models.practices import PracticeAssignment
from workbench.models.project import Project, StudyArea
from workbench.models.scenario import Scenario
from workbench.session.locality_contents import contents_joined
from workbench.session.locks import locked_words
from workbench.session.plan_edits import areas, change_locality, fresh_locality, held_units, movable

Units = NDArray[np.int64]


# -- what stands in the way
def check_gives(scenario: Scenario, slot: int) -> Locality:
    """The locality of a slot, if areas may be taken from it.

    Raises:
        EditError: there is none, or it is locked.
    """
    locality = scenario.plan.locality(slot)
    if locality is None:
        raise EditError("There is no locality here.", remedy="Choose one of the plan's localities.")
    if locality.locked:
        raise LockedError(f"{locality.name} is locked.", remedy="Unlock it to take areas from it.")
    return locality


def check_merge(project: Project, scenario: Scenario, keep: int, gone: int) -> tuple[Locality, Locality]:
    """Both localities, if the second may go into the first.

    Raises:
        EditError: one of them is locked, or an area of the second is.
    """
    second = check_gives(scenario, gone)
    first = scenario.plan.locality(keep)
    if first is None or first is second:
        raise EditError("There is no second locality here.", remedy="Choose two of the plan's localities.")
    if first.locked:
        raise LockedError(f"{first.name} is locked.", remedy="Unlock it to give areas to it.")
    units = scenario.plan.units_of(gone)
    held = units[held_units(project, scenario, units)]
    if len(held):
        what, remedy = locked_words(project, [str(code) for code in project.area.units.codes[held]])
        raise LockedError(what, remedy=remedy)
    return first, second


# -- units to localities
def reassign_many(
    project: Project, scenario: Scenario, units: Units, slots: NDArray[np.int32], *, label: str
) -> Reassignment | None:
    """Give each of ``units`` to its own slot (-1: to nobody); locked ones stay. None where none may move."""
    free = [movable(project, scenario, units[slots == slot], int(slot)) for slot in np.unique(slots)]
    moved = np.sort(np.concatenate(free)) if free else units[:0]
    if not len(moved):
        return None
    plan = scenario.plan
    wanted = np.full(len(plan.labels), -1, dtype=np.int32)
    wanted[units] = slots
    codes = tuple(str(code) for code in project.area.units.codes[moved])
    before, after = plan.codes_of(plan.labels[moved]), plan.codes_of(wanted[moved])
    return Reassignment(scenario.id, codes, before, after, label)


def locality_for(area: StudyArea, scenario: Scenario, units: Units, name: str = "") -> Locality:
    """A locality that could be made of ``units``: free code, number, name, and a hue apart."""
    made = fresh_locality(scenario, name)
    plan = scenario.plan
    _, position = area.adjacency.edges_of(units)
    around = np.unique(plan.labels[area.adjacency.neighbours[position]])
    beside = [locality.colour for slot in around.tolist() if (locality := plan.locality(slot)) is not None]
    used = [locality.colour for locality in plan]

    def cost(hue: str) -> tuple[int, float, int, int]:
        return beside.count(hue), unclear(hue, beside), used.count(hue), HUES.index(hue)

    return replace(made, colour=min(HUES, key=cost))


def name_beside(scenario: Scenario, name: str) -> str:
    """A free name for a locality parted from the one of this name: "Leek 2"."""
    number = 2
    while scenario.plan.named(f"{name} {number}") is not None:
        number += 1
    return f"{name} {number}"


def new_locality_of(
    project: Project, scenario: Scenario, units: Units, name: str = "", *, label: str = ""
) -> Compound | None:
    """Make ``units`` a locality; locked ones stay where they are. None where none may move.

    ``label`` names the step; it is "New locality ..." where it is left out.
    """
    free = movable(project, scenario, np.sort(units), scenario.plan.slots)
    if not len(free):
        return None
    made = locality_for(project.area, scenario, free, name)
    plan = scenario.plan
    codes = tuple(str(code) for code in project.area.units.codes[free])
    moved = Reassignment(scenario.id, codes, plan.codes_of(plan.labels[free]), (made.code,) * len(codes))
    words = label or f"New locality {made.name}, {areas(len(codes))}"
    return Compound(scenario.id, (LocalityEdit(scenario.id, None, made), moved), words)


# -- joining
def practices_joined(scenario: Scenario, keep: str, gone: str) -> dict[str, PracticeAssignment]:
    """Practices with a share in the locality ``gone`` as they would be with it in ``keep``, locked ones too.

    A lock keeps a practice with its locality, and that is ``keep`` from then on.
    """
    joined: dict[str, PracticeAssignment] = {}
    for code, now in sorted(scenario.practices.items()):
        if any(locality == gone for locality, _ in now.shares):
            shares: dict[str, float] = {}
            for locality, share in now.shares:
                home = keep if locality == gone else locality
                shares[home] = shares.get(home, 0.0) + share
            joined[code] = replace(now, shares=tuple(shares.items()))
    return joined


def merge_localities(project: Project, scenario: Scenario, keep: str, gone: Iterable[str]) -> Compound:
    """Merge localities into the first, which keeps its number, name and colour; their practices go with them.

    Raises:
        EditError: a locality, or an area that would move, is locked.
    """
    plan, codes = scenario.plan, list(gone)
    parts: list[Edit] = []
    for code in codes:
        first, _ = check_merge(project, scenario, plan.slot(keep), plan.slot(code))
    after = scenario.copy(id=scenario.id, name=scenario.name)
    for code in codes:
        units = plan.units_of(plan.slot(code))
        if len(units):
            moved = tuple(str(unit) for unit in project.area.units.codes[units])
            parts.append(Reassignment(scenario.id, moved, (code,) * len(moved), (keep,) * len(moved)))
        joined = practices_joined(after, keep, code)
        if joined:
            before = tuple(after.practices[practice] for practice in joined)
            parts.append(PracticeEdit(scenario.id, tuple(joined), before, tuple(joined.values())))
            after.practices.update(joined)
        for edit in contents_joined(after, keep, code):
            parts.append(edit)
            if isinstance(edit, RegisterEdit):  # two that go may share a team
                after.registers.put(edit.register, edit.key, edit.after)
        parts.append(LocalityEdit(scenario.id, plan.get(code), None))
    names = " and ".join(scenario.locality_name(code) for code in codes)
    return Compound(scenario.id, tuple(parts), f"Merge {names} into {first.name}")


# -- numbers
def renumber(scenario: Scenario, code: str, number: int) -> Compound | None:
    """Give a locality another number; one that has it already gets the old one. None where it has it.

    Raises:
        EditError: the number is below 1.
    """
    locality = scenario.plan.locality(scenario.plan.slot(code))
    assert locality is not None  # noqa: S101 - slot() has just found it
    if number < 1:
        raise EditError("A locality's number is 1 or more.", remedy="Type another number.")
    if locality.number == number:
        return None
    parts: list[Edit] = [change_locality(scenario, code, "", number=number)]
    parts += [
        change_locality(scenario, other.code, "", number=locality.number)
        for other in scenario.plan
        if other.number == number
    ]
    return Compound(scenario.id, tuple(parts), f"Number {locality.name} {number}")


def numbers_north_west(area: StudyArea, scenario: Scenario) -> dict[str, int]:
    """Numbers from 1 by locality code, from the north-west to the south-east.

    Localities stand in the order of easting less northing of their middle (the mean place of their
    residents, or of their areas where none is known), those without areas last.
    """
    plan, units = scenario.plan, area.units
    places: list[tuple[float, str]] = []
    for locality in plan:
        own = plan.units_of(plan.slot(locality.code))
        weight = np.nan_to_num(units.resident[own])
        weight = weight if weight.sum() > 0 else np.ones(len(own))
        x, y = np.average(units.points[own], axis=0, weights=weight) if len(own) else (np.inf, 0.0)
        places.append((float(x - y), locality.code))
    return {code: place for place, (_, code) in enumerate(sorted(places), start=1)}


def renumber_all(area: StudyArea, scenario: Scenario) -> Compound | None:
    """Number all localities from the north-west to the south-east; None where they are so already."""
    wanted = numbers_north_west(area, scenario)
    parts: list[Edit] = [
        change_locality(scenario, locality.code, "", number=wanted[locality.code])
        for locality in scenario.plan
        if locality.number != wanted[locality.code]
    ]
    return Compound(scenario.id, tuple(parts), "Number from north-west to south-east") if parts else None
