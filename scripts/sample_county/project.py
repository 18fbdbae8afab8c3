"""Make the sample project: the county's files read in, and three scenarios that a board could compare."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from scripts.sample_county.drawn_plan import neighbours_of, stays_whole
from workbench.io.project_file.writing import write_project
from workbench.io.readers.area import read_study_area
from workbench.metrics.practice_rules import PracticeRule
from workbench.models.adjacency import Link
from workbench.models.scenario import Scenario
from workbench.session.build_from_practices import accept_from_practices, propose_by_pcn
from workbench.session.creating import fresh_project
from workbench.session.hub_sites import choose_hub_site, hub_choices
from workbench.session.plan_edits import change_rules, copy_scenario, reassign
from workbench.session.plan_import import import_plan
from workbench.session.practice_rules_use import assign_by_rule
from workbench.session.scenario_edits import described
from workbench.session.session import Session

DRAWN, EVEN, NETWORKS = "First draft", "Even sizes", "By network"
_IDS = {DRAWN: "s-first-draft", EVEN: "s-even-sizes", NETWORKS: "s-by-network"}
"""Fixed, so that the same seed gives the same project."""
_AUTHOR = "Fernshire planning team (fictional)"
_CAVEATS = "Fernshire does not exist: every place, practice and person is invented."
_SAID = {
    DRAWN: "Eleven localities around the towns, as first drawn.",
    EVEN: "The first draft with every area assigned and every locality within the band.",
    NETWORKS: "Every area goes to the network that most of its patients are registered with.",
}
_NO_HUB = "pharmacy"


def write_sample_project(folder: Path) -> Path:
    """Write ``fernshire.gpkg`` from the files beside it; without history, so that undo starts afresh."""
    area = read_study_area(
        units=[folder / "units.gpkg"],
        practices=folder / "practices.csv",
        registrations=folder / "registrations.csv",
        providers=folder / "providers.csv",
    )
    session = Session(fresh_project("Fernshire", area))
    import_plan(session, DRAWN, folder / "plan.csv", create=True)
    drawn = session.project.scenario(DRAWN)
    with (folder / "links.csv").open(encoding="utf-8", newline="") as stream:
        links = tuple(Link(**row) for row in csv.DictReader(stream))
    edit = change_rules(drawn, replace(drawn.rules, links=links), "Declare the ferry")
    if edit is not None:
        session.apply(edit)
    assign_by_rule(session, drawn, rule=PracticeRule.MOST_PATIENTS)
    _choose_hubs(session, drawn)
    even = _copied(session, drawn, EVEN)
    _even_out(session, even)
    assign_by_rule(session, even, rule=PracticeRule.MOST_PATIENTS)
    networks = _copied(session, drawn, NETWORKS)
    accept_from_practices(session, propose_by_pcn(session.project, networks, repair=True))
    _choose_hubs(session, networks)
    for scenario in (drawn, even, networks):
        _describe(session, scenario)
    path = folder / "fernshire.gpkg"
    write_project(path, session.project, project_id="p-fernshire")
    return path


def _copied(session: Session, source: Scenario, name: str) -> Scenario:
    session.apply(copy_scenario(session.project, source, name))
    return session.project.scenario(name)


def _even_out(session: Session, scenario: Scenario) -> None:
    """Give what is left over to the smallest locality, then move areas over borders until all are in band.

    Those left over came from the smallest locality.
    """
    area, plan, band = session.project.area, scenario.plan, scenario.rules.band
    labels, people = plan.labels.copy(), area.units.resident
    neighbours = neighbours_of(area.adjacency.pairs, len(labels))
    load = np.bincount(labels[labels >= 0], people[labels >= 0], minlength=plan.slots)
    labels[labels < 0] = np.argmin(load)
    low, high = band.low or 0.0, band.high or np.inf
    while True:
        load = np.bincount(labels, people, minlength=plan.slots)
        large = int(np.argmax(load)) if load.max() > high else -1
        small = int(np.argmin(load)) if load.min() < low else -1
        if large < 0 and small < 0:
            break
        ways = []
        for unit, slot, gain in _moves(labels, neighbours):
            own, moved = int(labels[unit]), float(people[unit])
            # one that leaves or joins must not put another locality out of the band: it would come back
            fits = load[slot] + moved <= high and (own == large or load[own] - moved >= low)
            if fits and (own == large or slot == small):
                ways.append((-gain, unit, slot))
        _, unit, slot = min(ways)
        labels[unit] = slot
    for slot in range(plan.slots):
        edit = reassign(
            session.project, scenario, np.flatnonzero((labels == slot) & (plan.labels != slot)), slot
        )
        if edit is not None:
            session.apply(edit)


def _moves(labels: NDArray[np.int32], neighbours: list[list[int]]) -> Iterator[tuple[int, int, int]]:
    """Areas that can join a neighbouring locality, and how many more neighbours of its own each has there."""
    for unit, near in enumerate(neighbours):
        around = [int(labels[n]) for n in near]
        own = int(labels[unit])
        others = set(around) - {own}
        if others and stays_whole(labels, neighbours, unit):
            for slot in sorted(others):
                yield unit, slot, around.count(slot) - around.count(own)


def _choose_hubs(session: Session, scenario: Scenario) -> None:
    """The site with the shortest mean way, pharmacies apart, becomes the hub of each locality."""
    area = session.project.area
    for locality in list(scenario.plan):
        choices = hub_choices(area, scenario, locality.code)
        site = next(choice.code for choice in choices if choice.kind != _NO_HUB)
        session.apply(choose_hub_site(area, scenario, locality.code, site))


def _describe(session: Session, scenario: Scenario) -> None:
    name = scenario.name
    edit = described(scenario, author=_AUTHOR, description=_SAID[name], caveats=_CAVEATS)
    if edit is not None:
        session.apply(edit)
    origin = _IDS[DRAWN] if scenario.head.copied_from else ""
    scenario.head = replace(scenario.head, id=_IDS[name], copied_from=origin)
