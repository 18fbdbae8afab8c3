"""What can be done about each decision of a refresh, and doing it: steps that undo takes back."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import partial

import numpy as np

from workbench.metrics.practice_homes import practice_homes
from workbench.models.edits import Edit
from workbench.models.history import History
from workbench.models.plan import UNASSIGNED
from workbench.models.practices import PracticeAssignment
from workbench.models.project import Project
from workbench.models.scenario import Scenario
from workbench.session.hub_sites import choose_hub_site, hub_choices
from workbench.session.link_edits import Pair, add_links, can_link, find_link, pair_of, remove_links
from workbench.session.parked_notes import park_note
from workbench.session.plan_edits import assign_by_hand, movable, reassign
from workbench.session.refresh.report import DECISIONS, Decision
from workbench.session.session import Session

KEEP, NOTE, HOME, NOBODY, REMOVE = "keep", "note", "home", "nobody", "remove"
_TO, _HUB, _LINK = "to:", "hub:", "link:"
_MOST_HUBS = 2


@dataclass(frozen=True)
class Choice:
    """One thing that can be done about a decision. ``key`` is its word, ``words`` is what a planner reads."""

    key: str
    words: str


_NOTE = Choice(NOTE, "Decide later, park a note")


def choices_of(project: Project, decision: Decision) -> tuple[Choice, ...]:
    """What can be done about a decision on the refreshed project; the first is suggested."""
    own = _CHOICES.get(decision.kind, _nothing_else)(project, decision)
    return (*own, _NOTE)


def carry_out(project: Project, history: History, answers: Mapping[Decision, str]) -> list[str]:
    """Do what was chosen, each as a step of the history; gives the words of the steps.

    Raises:
        EditError: an answer does not fit the project.
    """
    session = Session(project, history=history)
    done: list[str] = []
    for decision, key in answers.items():
        for build in _steps(session.project, decision, key):
            edit = build()
            if edit is not None:
                session.apply(edit)
                done.append(edit.label)
    return done


# -- what can be done
def _nothing_else(_project: Project, decision: Decision) -> tuple[Choice, ...]:
    words = {
        "area_gone": "Leave it out", "practice_gone": "Leave it out", "link_lost": "Leave the link out",
    }  # fmt: skip
    return (Choice(KEEP, words.get(decision.kind, "Leave it as it is")),)


def _of_area(project: Project, decision: Decision) -> tuple[Choice, ...]:
    """Whose an area of several localities, or a new one, shall be; what a lock forbids is not offered."""
    scenario = _scenario(project, decision)
    if scenario is None:
        return _nothing_else(project, decision)
    plan, row = scenario.plan, project.area.units.index_of[decision.code]
    there = plan.code_of_unit(row)

    def free(slot: int) -> bool:
        return len(movable(project, scenario, np.array([row]), slot)) > 0

    codes = decision.candidates or _around(project, scenario, decision.code)
    first = sorted(codes, key=lambda code: code != there)
    found = [
        Choice(f"{_TO}{code}", f"Give it to {scenario.locality_name(code)}")
        for code in first
        if code == there or free(plan.slot(code))
    ]
    nobody = Choice(NOBODY, "Leave it unassigned")
    if there is None:
        return (nobody, *found)
    return (*found, nobody) if free(UNASSIGNED) else tuple(found)


def _of_new_practice(project: Project, decision: Decision) -> tuple[Choice, ...]:
    """Home is suggested where practices have localities, but not for one with most of its list outside."""
    home = Choice(HOME, "Give it to where most of its patients live")
    keep = Choice(KEEP, "Leave it without a locality")
    assigned = any(one.main for scenario in project.scenarios for one in scenario.practices.values())
    area = project.area
    row = area.practices.index_of[decision.code]
    outside = area.patients.in_area_by_practice[row] * 2 < area.practices.list_size[row]
    return (home, keep) if assigned and not outside else (keep, home)


def _of_hub(project: Project, decision: Decision) -> tuple[Choice, ...]:
    scenario = _scenario(project, decision)
    if scenario is None:
        return _nothing_else(project, decision)
    sites = hub_choices(project.area, scenario, decision.code)[:_MOST_HUBS]
    found = [Choice(f"{_HUB}{one.code}", f"Take {one.name} as hub site") for one in sites]
    return (Choice(NOBODY, "Leave it without a hub site"), *found)


def _of_split_link(project: Project, decision: Decision) -> tuple[Choice, ...]:
    """Which parts of the areas that were split the link shall join: those that need one."""
    scenario = _scenario(project, decision)
    if scenario is None:
        return _nothing_else(project, decision)
    units = project.area.units

    def words(pair: Pair) -> str:
        return " and ".join(str(units.names[units.index_of[end]]) or end for end in pair)

    now, *others = (_ends(told) for told in decision.candidates)
    moved = [
        Choice(f"{_LINK}{'|'.join(pair)}", f"Put it between {words(pair)}")
        for pair in others
        if can_link(project.area, scenario, pair)
    ]
    return (Choice(KEEP, f"Keep it between {words(now)}"), *moved, Choice(REMOVE, "Take the link out"))


def _ends(told: str) -> Pair:
    """The two areas of a candidate for a link."""
    one, other = told.split("|")
    return one, other


_CHOICES: Mapping[str, Callable[[Project, Decision], tuple[Choice, ...]]] = {
    "area_of_several": _of_area, "area_new": _of_area, "practice_new": _of_new_practice,
    "hub_gone": _of_hub, "link_of_split_area": _of_split_link,
}  # fmt: skip


def _around(project: Project, scenario: Scenario, unit: str) -> tuple[str, ...]:
    """Localities of the areas beside one."""
    area = project.area
    beside = area.adjacency.of(area.units.index_of[unit])
    found = (scenario.plan.code_of_unit(int(one)) for one in beside)
    return tuple(sorted({code for code in found if code is not None}))


# -- doing it
_Step = Callable[[], Edit | None]


def _steps(project: Project, decision: Decision, key: str) -> Iterable[_Step]:
    """What builds the edits of an answer, each on the project as the one before has left it."""
    scenario = _scenario(project, decision)
    if key == NOTE:
        yield lambda: _note(project, decision)
    elif key == HOME:
        for one in project.scenarios:
            yield partial(_home, project, one, decision.code)
    elif scenario is None:
        return
    elif decision.kind == "hub_gone":
        site = key.removeprefix(_HUB) if key.startswith(_HUB) else ""
        yield lambda: choose_hub_site(project.area, scenario, decision.code, site)
    elif key.startswith(_LINK) or key == REMOVE:
        yield from _relinked(project, scenario, decision, key)
    elif key.startswith(_TO) or key == NOBODY:
        yield lambda: _given(project, scenario, decision.code, key)


def _given(project: Project, scenario: Scenario, unit: str, key: str) -> Edit | None:
    """An area for the locality of an answer, or for nobody."""
    rows = np.array([project.area.units.index_of[unit]])
    slot = scenario.plan.slot(key.removeprefix(_TO)) if key.startswith(_TO) else UNASSIGNED
    return reassign(project, scenario, rows, slot)


def _home(project: Project, scenario: Scenario, practice: str) -> Edit | None:
    """A practice for the locality where most of its patients live; None where that is none."""
    row = project.area.practices.index_of[practice]
    homes = practice_homes(project.area, scenario.plan, PracticeAssignment(), [row]).by_locality
    if not homes:
        return None
    name = scenario.locality_name(homes[0][0])
    label = f"Give {project.area.practices.names[row]} to {name}"
    return assign_by_hand(scenario, [practice], homes[0][0], label=label)


def _relinked(project: Project, scenario: Scenario, decision: Decision, key: str) -> Iterable[_Step]:
    """The link is told by its areas: two may have one name."""
    old = find_link(scenario, _ends(decision.candidates[0]))
    yield lambda: remove_links(scenario, [pair_of(old)])
    if key.startswith(_LINK):
        one, other = _ends(key.removeprefix(_LINK))
        yield lambda: add_links(project, scenario, [replace(old, unit_a=one, unit_b=other)])


def _note(project: Project, decision: Decision) -> Edit:
    """A parked note where the thing lies, in the middle of the area where it lies nowhere."""
    units, practices = project.area.units, project.area.practices
    unit = units.index_of.get(decision.code)
    row = practices.index_of.get(decision.code)
    corners = units.bounds[:, :2].min(axis=0), units.bounds[:, 2:].max(axis=0)
    middle = (corners[0] + corners[1]) / 2
    place = float(middle[0]), float(middle[1])
    if unit is not None:
        place = float(units.points[unit, 0]), float(units.points[unit, 1])
    elif row is not None and practices.placed[row]:
        place = float(practices.easting[row]), float(practices.northing[row])
    at = datetime.now(UTC).isoformat(timespec="seconds")
    text = f"{DECISIONS[decision.kind]}: {decision.code}, {decision.text}"
    code = decision.code if unit is not None else ""
    return park_note(project, text, place=place, unit=code, scenario=decision.scenario, at=at)


def _scenario(project: Project, decision: Decision) -> Scenario | None:
    return next((one for one in project.scenarios if one.name == decision.scenario), None)
