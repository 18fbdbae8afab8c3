"""One practice as the window shows it: its homes by locality, what it was given, and where it would fit."""

from __future__ import annotations

import math
from dataclasses import dataclass

from workbench.metrics.merging import PracticeAsShown, merge_of, practices_as_shown
from workbench.metrics.practice_homes import PracticeHomes, practice_homes
from workbench.models.localities import Locality
from workbench.models.practices import PracticeAssignment
from workbench.models.project import Project
from workbench.models.scenario import Scenario


@dataclass(frozen=True, eq=False)
class PracticeShown:
    """A practice, or several merged ones; ``homes`` are all None-free figures of the core.

    ``held`` pairs localities with patients, most first; ``edition`` says when they were counted.
    """

    code: str
    name: str
    postcode: str
    rows: tuple[int, ...]
    assignment: PracticeAssignment
    homes: PracticeHomes
    held: tuple[tuple[Locality, float], ...]
    own: tuple[tuple[Locality, float], ...]
    merged: tuple[str, ...]
    edition: str
    split_possible: bool

    @property
    def elsewhere(self) -> float:
        """Patients of the file outside every locality: in unassigned areas, outside, without a place."""
        return self.homes.in_file - sum(people for _, people in self.held)

    @property
    def main(self) -> Locality | None:
        """Its locality, of a split one that with the largest share."""
        return max(self.own, key=lambda pair: pair[1])[0] if self.own else None

    @property
    def better(self) -> Locality | None:
        """The locality where more of its patients live than in its own; None where there is none."""
        if not self.held or not self.own or len(self.own) > 1:
            return None
        most, people = self.held[0]
        here = next((count for locality, count in self.held if locality is self.main), 0.0)
        return most if most is not self.main and people > here else None

    def people_in(self, locality: Locality) -> float:
        """Its patients who live in a locality."""
        return next((people for one, people in self.held if one.code == locality.code), 0.0)

    def share(self, people: float) -> float:
        """Share of its list."""
        return self.homes.share(people)


def practice_shown(project: Project, scenario: Scenario, code: str) -> PracticeShown | None:
    """The practice of a code, with those merged into it; None for a code that is not shown."""
    area, plan = project.area, scenario.plan
    if code not in area.practices.index_of:
        return None
    merge = merge_of(scenario.registers, code)
    found = _as_shown(project, scenario, code) if merge is not None else None
    row = area.practices.index_of[code]
    rows = (row,) if found is None else found.rows
    assignment = scenario.assignment(code)
    homes = practice_homes(area, plan, assignment, rows)
    localities = {locality.code: locality for locality in plan}
    names = area.practices.names
    return PracticeShown(
        code=code,
        name=str(names[row]) if found is None else found.name,
        postcode=str(area.practices.postcodes[row]),
        rows=rows,
        assignment=assignment,
        homes=homes,
        held=tuple((localities[key], people) for key, people in homes.by_locality),
        own=tuple((localities[key], share) for key, share in assignment.shares if key in localities),
        merged=tuple(str(names[other]) for other in rows) if len(rows) > 1 else (),
        edition=edition_of(project),
        split_possible=len(plan) > 1,
    )


def _as_shown(project: Project, scenario: Scenario, code: str) -> PracticeAsShown | None:
    shown = practices_as_shown(project.area.practices, scenario.registers)
    return next((one for one in shown if one.code == code), None)


def edition_of(project: Project) -> str:
    """When the registrations were counted, as their source says; empty where it does not."""
    source = next((one for one in project.area.sources if "regist" in one.dataset.casefold()), None)
    return "" if source is None else source.release


def better_words(shown: PracticeShown) -> str:
    """Why another locality would fit better, in a sentence or two; empty where none would."""
    better, main = shown.better, shown.main
    if better is None or main is None:
        return ""
    there, here = shown.share(shown.people_in(better)), shown.share(shown.people_in(main))
    return (
        f"More of its patients live in {better.name} ({_percent(there)}) than in"
        f" {main.name} ({_percent(here)}). Moving it leaves the map as it is."
    )


def _percent(share: float) -> str:
    return "share not known" if math.isnan(share) else f"{share:.0%}"
