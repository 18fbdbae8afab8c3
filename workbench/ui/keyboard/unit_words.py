"""An area in words for the keyboard's cursor and for screen readers."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from workbench.models.project import Project
from workbench.models.scenario import Scenario
from workbench.session.live_figures import LiveFigures
from workbench.session.plan_edits import held_units, movable
from workbench.ui import formats
from workbench.ui.status import spoken

Units = NDArray[np.int64]

WITH = ". With "
"""Begins what is said about the effect."""


def unit_name(project: Project, unit: int) -> str:
    """The name of an area, its code where it has none."""
    units = project.area.units
    return str(units.names[unit]) or str(units.codes[unit])


def unit_words(
    project: Project, scenario: Scenario, unit: int, *, selection: Units, effect: Sequence[str]
) -> str:
    """Name, code, people, the selection, locality, locks, and the effect that Enter would have.

    Enter gives the selection where there is one: ``effect`` are the words about that, or about the area.

    "Stoke-on-Trent 012A, E01014292, 1,623 people. In 2 Fenton. With it, 4 Leek has 51,200 people, over by
    1,200."
    """
    units, plan = project.area.units, scenario.plan
    name, code = unit_name(project, unit), str(units.codes[unit])
    known = [name] if code == name or len(selection) > 1 else [name, code]  # the totals need the room
    parts = [", ".join([*known, formats.people(float(units.resident[unit]))])]
    if len(selection):
        total = formats.people(float(units.resident[selection].sum()))
        count = formats.count(len(selection), "area")
        inside = "Selected" if len(selection) == 1 else f"Selected, {count} in all, {total}"
        parts.append(inside if unit in selection else f"{count} selected, {total}")
    locality = plan.locality(int(plan.labels[unit]))
    parts.append("Unassigned" if locality is None else f"In {locality.number} {locality.name}")
    if held_units(project, scenario, np.array([unit])).any():
        parts.append("Locked")
    elif locality is not None and locality.locked:
        parts.append("Its locality is locked")
    return ". ".join([*parts, *effect])


def effect_words(
    project: Project, scenario: Scenario, live: LiveFigures, units: Units, target: str | None
) -> list[str]:
    """What the target locality would have with these areas, and what that would cut off."""
    receiving = None if target is None else scenario.plan.get(target)
    if receiving is None:
        return []
    slot = scenario.plan.slot(receiving.code)
    going = movable(project, scenario, units, slot)
    if not len(going):
        return []
    preview = live.preview(going, slot)
    them = "it" if len(units) == 1 else "them"
    words = []
    for figures in preview.after:
        if figures.code == receiving.code:
            told = spoken("", figures.people, scenario.rules.band)
            words.append(f"With {them}, {receiving.number} {receiving.name} has {told}")
    words += [f"Cuts off {formats.count(len(cut), 'area')}" for cut in preview.cut_off.values()]
    return words
