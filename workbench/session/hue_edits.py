"""Keep neighbours' colours apart: all at once when asked, and one by one as areas move."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from workbench.metrics.colour_sight import CLEAR, worst_difference
from workbench.metrics.hues import (
    choose_hues,
    colour_plan,
    colours_to_keep,
    locality_neighbours,
    neighbours_in_all,
    unclear,
)
from workbench.models.adjacency import Adjacency
from workbench.models.edits import Compound, Edit, LocalityEdit, Reassignment, single_edits
from workbench.models.localities import Locality
from workbench.models.plan import Plan
from workbench.models.project import Project
from workbench.models.scenario import Scenario

LABEL = "Colour neighbours apart"


def colour_apart(project: Project, scenario: Scenario) -> Compound | None:
    """Give neighbours in any scenario different hues, as one step; None where they differ already.

    As many localities as possible keep their colour; a locality of another scenario with the same code and
    name goes along.
    """
    plan = scenario.plan
    others = [one.plan for one in project.scenarios if one is not scenario]
    around = neighbours_in_all(project.area.adjacency, plan, others)
    colours = {plan.slot(locality.code): locality.colour for locality in plan}
    areas = project.area.units.area_m2
    held = plan.labels >= 0
    size = np.bincount(plan.labels[held], areas[held], minlength=plan.slots)
    kept = colours_to_keep(around, colours, {slot: float(size[slot]) for slot in colours})
    by_code = {one.code: one.colour for slot in kept if (one := plan.locality(slot)) is not None}
    hues = colour_plan(project.area.adjacency, plan, kept=by_code, others=others, area_m2=areas)
    if _clashes(around, plan, hues):
        hues = colour_plan(project.area.adjacency, plan, others=others, area_m2=areas)
    parts: list[Edit] = []
    for draft in project.scenarios:
        for locality in draft.plan:
            mine = plan.get(locality.code)
            if mine is None or mine.name != locality.name or hues[mine.code] == mine.colour:
                continue
            hue = hues[mine.code]
            if hue != locality.colour:
                parts.append(LocalityEdit(draft.id, locality, replace(locality, colour=hue), LABEL))
    return Compound(scenario.id, tuple(parts), LABEL) if parts else None


def _clashes(around: dict[int, set[int]], plan: Plan, hues: dict[str, str]) -> bool:
    colour = {plan.slot(code): hue for code, hue in hues.items()}
    return any(colour[slot] == colour[other] for slot, others in around.items() for other in others)


def kept_apart(project: Project, edit: Edit) -> Edit:
    """The edit, with new colours for localities that it makes the neighbours of one of the same colour.

    Only where areas move do colours change: of two that meet, the one with fewer areas takes a free hue. A
    locality that has had no areas yet also moves away from hues that are hard to tell from its own. Colours
    that met before are left alone: somebody may have chosen them.
    """
    scenarios = {one.id: one for one in project.scenarios}
    moves = [part for part in single_edits(edit) if isinstance(part, Reassignment)]
    scenario = scenarios.get(moves[0].scenario) if moves else None
    if scenario is None or any(part.scenario != scenario.id for part in moves):
        return edit
    trial = _trial(project, scenario, edit)
    recoloured = _recoloured(project.area.adjacency, scenario.plan, trial)
    if not recoloured:
        return edit
    changes: list[Edit] = []
    for slot, colour in recoloured.items():
        locality = trial.locality(slot)
        assert locality is not None  # noqa: S101 - only localities of the trial are recoloured
        changes.append(LocalityEdit(scenario.id, locality, replace(locality, colour=colour), edit.label))
    return Compound(
        scenario.id, (*(edit.parts if isinstance(edit, Compound) else (edit,)), *changes), edit.label
    )


def hues_after(
    adjacency: Adjacency,
    plan: Plan,
    units: NDArray[np.int64],
    slots: NDArray[np.int32],
    *,
    added: Locality | None = None,
) -> dict[str, str]:
    """By code, the colours that `kept_apart` would give as each unit goes to its slot; empty as a rule.

    ``added`` is a locality that the step would make, in the plan's next slot.
    """
    trial = plan.copy()
    if added is not None:
        trial.put(added)
    trial.labels[units] = slots
    recoloured = _recoloured(adjacency, plan, trial)
    return {one.code: hue for slot, hue in recoloured.items() if (one := trial.locality(slot)) is not None}


def _trial(project: Project, scenario: Scenario, edit: Edit) -> Plan:
    """The plan after the edit; localities that it takes out stay, without areas."""
    trial, index = scenario.plan.copy(), project.area.units.index_of
    for part in single_edits(edit):
        if isinstance(part, LocalityEdit) and part.scenario == scenario.id and part.after is not None:
            trial.put(part.after)
        elif isinstance(part, Reassignment):
            known = [
                (index[unit], code)
                for unit, code in zip(part.units, part.after, strict=True)
                if unit in index
            ]
            trial.labels[[unit for unit, _ in known]] = trial.slots_of([code for _, code in known])
    return trial


def _recoloured(adjacency: Adjacency, plan: Plan, trial: Plan) -> dict[int, str]:
    """New colours by slot."""
    moved = np.flatnonzero(plan.labels != trial.labels)
    if not len(moved):
        return {}
    owner, at = adjacency.edges_of(moved)
    one, other = trial.labels[owner], trial.labels[adjacency.neighbours[at]]
    apart = (one != other) & (one >= 0) & (other >= 0)
    met = {(min(a, b), max(a, b)) for a, b in zip(one[apart].tolist(), other[apart].tolist(), strict=True)}
    had = np.bincount(plan.labels[plan.labels >= 0], minlength=trial.slots)
    colour = {slot: x.colour for slot in range(trial.slots) if (x := trial.locality(slot)) is not None}

    def clashes(a: int, b: int) -> bool:
        new = not had[a] or not had[b]
        return colour[a] == colour[b] or (new and worst_difference(colour[a], colour[b]) < CLEAR)

    clashing = [
        pair for pair in sorted(met) if clashes(*pair) and not _neighbours(adjacency, plan.labels, *pair)
    ]
    if not clashing:
        return {}
    around = locality_neighbours(adjacency, trial)
    size = np.bincount(trial.labels[trial.labels >= 0], minlength=trial.slots)
    changed: dict[int, str] = {}
    for a, b in clashing:
        if not clashes(a, b):
            continue
        smaller = min((a, b), key=lambda slot: (bool(had[slot]), int(size[slot]), slot))
        fixed = {slot: hue for slot, hue in colour.items() if slot != smaller}
        hue = choose_hues(around, [smaller], fixed, {smaller: 0.0})[smaller]
        beside = [colour[near] for near in around.get(smaller, ())]
        if hue not in beside and unclear(hue, beside) < unclear(colour[smaller], beside):
            colour[smaller] = changed[smaller] = hue
    return changed


def _neighbours(adjacency: Adjacency, labels: NDArray[np.int32], one: int, other: int) -> bool:
    """Whether two slots share a border."""
    _, at = adjacency.edges_of(np.flatnonzero(labels == one))
    return bool((labels[adjacency.neighbours[at]] == other).any())
