"""Copy a locality into another scenario, and say before what that takes there."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from workbench.models.edits import Compound, Edit, LocalityEdit
from workbench.models.localities import Locality
from workbench.models.plan import UNASSIGNED
from workbench.models.project import Project
from workbench.models.scenario import Scenario
from workbench.session.plan_edits import change_locality, movable
from workbench.session.shape_edits import new_locality_of, reassign_many

Units = NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class LocalityCopy:
    """What copying a locality into another scenario would do there; no ``edit`` where nothing would change.

    ``onto`` is the locality of the same name there, which is made the same; None where a new one is made.
    ``taken`` pairs localities there with the units that they would give, None stands for unassigned ones;
    ``left`` are units of ``onto`` that the original does not have and that become unassigned; ``held`` are
    units that a lock keeps where they are.
    """

    edit: Compound | None
    onto: Locality | None
    taken: tuple[tuple[Locality | None, Units], ...]
    left: Units
    held: Units


def copy_locality(project: Project, source: Scenario, code: str, into: Scenario) -> LocalityCopy:
    """Copy a locality with its areas, name and colour; its number too, where that is free there."""
    original = source.plan.locality(source.plan.slot(code))
    assert original is not None  # noqa: S101 - slot() has just found it
    units = source.plan.units_of(source.plan.slot(code))
    onto = into.plan.named(original.name)
    slot = into.plan.slots if onto is None else into.plan.slot(onto.code)
    own = units[:0] if onto is None else into.plan.units_of(slot)
    free = movable(project, into, units, slot)
    left = movable(project, into, np.setdiff1d(own, units), UNASSIGNED)
    there = into.plan.labels[free]
    taken = tuple((into.plan.locality(giving), free[there == giving]) for giving in np.unique(there).tolist())
    label = f"Copy {original.name} from {source.name}"
    if onto is None:
        edit = _as_new(project, original, into, free, label)
    else:
        edit = _made_same(project, original, onto, into, (free, left), label)
    extra = np.setdiff1d(np.setdiff1d(own, units), left)
    held = np.union1d(np.setdiff1d(np.setdiff1d(units, own), free), extra)
    return LocalityCopy(edit, onto, taken, left, held)


def _as_new(
    project: Project, original: Locality, into: Scenario, units: Units, label: str
) -> Compound | None:
    """Make a new locality of ``units`` that looks like the original."""
    edit = new_locality_of(project, into, units, original.name, label=label)
    if edit is None:
        return None
    added, moved = edit.parts
    assert isinstance(added, LocalityEdit)  # noqa: S101 - new_locality_of puts it first
    assert added.after is not None  # noqa: S101 - and adds one
    in_use = any(locality.number == original.number for locality in into.plan)
    number = added.after.number if in_use else original.number
    made = replace(added.after, number=number, colour=original.colour)
    return replace(edit, parts=(replace(added, after=made), moved))


def _made_same(
    project: Project,
    original: Locality,
    onto: Locality,
    into: Scenario,
    moves: tuple[Units, Units],
    label: str,
) -> Compound | None:
    """Give a locality the units of its namesake and no others, and its colour; None where it is locked."""
    if onto.locked:
        return None
    free, left = moves
    parts: list[Edit] = []
    if onto.colour != original.colour:
        parts.append(change_locality(into, onto.code, "", colour=original.colour))
    slots = np.concatenate(
        [np.full(len(free), into.plan.slot(onto.code)), np.full(len(left), UNASSIGNED)]
    ).astype(np.int32)
    moved = reassign_many(project, into, np.concatenate([free, left]), slots, label="")
    if moved is not None:
        parts.append(moved)
    return Compound(into.id, tuple(parts), label) if parts else None
