"""Build localities from groups of practices: a proposal that becomes one undo step when it is accepted."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from workbench.errors import EditError, InputError
from workbench.io.groups_csv import read_practice_groups
from workbench.metrics.contiguity import ContiguityGraph
from workbench.metrics.figures import LocalityFigures, ScenarioFigures
from workbench.metrics.figures_json import number
from workbench.metrics.practice_groups import (
    GroupPatients,
    PracticeGroup,
    groups_by_pcn,
    groups_of,
    joined_parts,
    practices_that_count,
)
from workbench.metrics.practice_rules import is_kept
from workbench.models.edits import Compound
from workbench.models.practices import AssignedHow, PracticeAssignment
from workbench.models.project import Project
from workbench.models.rules import BandStatus
from workbench.models.scenario import Scenario
from workbench.session.live_figures import contiguity_graph
from workbench.session.plan_edits import assign_practices
from workbench.session.plan_import import PlanProposal, PlanReport
from workbench.session.session import Session


@dataclass(frozen=True)
class MovedUnit:
    """A unit of a detached part that has joined a neighbouring group; ``people`` are its residents."""

    unit: str
    name: str
    before: str
    after: str
    people: float


@dataclass(frozen=True)
class FromPractices:
    """Localities made of groups of practices: what they are like, and the step that makes them.

    ``edit`` is None where the scenario is like this already. ``unassigned`` are units without
    registrations at any group; ``empty_groups`` hold most patients nowhere and become no locality;
    ``ungrouped`` are practices in no group, ``kept`` those chosen by hand or locked, ``outside`` those
    at the border. ``in_group`` of ``registered`` patients of the area are registered in the group of
    their unit. ``parts_before`` counts the parts of all localities before any repair.
    """

    edit: Compound | None
    groups: tuple[PracticeGroup, ...]
    labels: tuple[int, ...]
    figures: ScenarioFigures
    parts_before: int
    moved: tuple[MovedUnit, ...]
    unassigned: tuple[str, ...]
    empty_groups: tuple[str, ...]
    ungrouped: tuple[str, ...]
    kept: tuple[str, ...]
    outside: tuple[str, ...]
    in_group: float
    registered: float

    @property
    def out_of_band(self) -> tuple[LocalityFigures, ...]:
        """Localities below or above the band."""
        return tuple(x for x in self.figures.localities if x.status in {BandStatus.BELOW, BandStatus.ABOVE})

    @property
    def in_parts(self) -> tuple[LocalityFigures, ...]:
        """Localities that are not in one piece."""
        return tuple(x for x in self.figures.localities if not x.contiguous)

    @property
    def parts(self) -> int:
        """Parts of all localities."""
        return sum(x.parts for x in self.figures.localities)

    @property
    def in_group_share(self) -> float:
        """``in_group`` as a share of ``registered``; NaN without registrations."""
        return self.in_group / self.registered if self.registered > 0 else math.nan

    def as_json(self) -> dict[str, Any]:
        """The proposal as the command line prints it."""
        totals = self.figures.totals
        return {
            "scenario": self.figures.scenario,
            "localities": [
                {
                    "code": x.code, "name": x.name, "units": x.units, "practices": x.practices,
                    "people": number(x.people), "status": str(x.status),
                    "people_from_band": number(x.people_from_band), "parts": x.parts,
                    "own_residents_share": number(x.own_residents_share, 6),
                }
                for x in self.figures.localities
            ],
            "out_of_band": [x.name for x in self.out_of_band],
            "in_parts": [x.name for x in self.in_parts],
            "parts": self.parts,
            "parts_before_repair": self.parts_before,
            "cut_edges": totals.cut_edges,
            "registered_living_in_area": number(self.registered),
            "registered_in_own_group": number(self.in_group),
            "own_residents_share": number(totals.own_residents_share, 6),
            "moved": [
                {"unit": m.unit, "name": m.name, "from": m.before, "to": m.after, "people": number(m.people)}
                for m in self.moved
            ],
            "unassigned_units": list(self.unassigned),
            "groups_without_units": list(self.empty_groups),
            "practices_without_group": list(self.ungrouped),
            "practices_kept": list(self.kept),
            "practices_outside": list(self.outside),
            "applied": False,
        }  # fmt: skip


def propose_by_pcn(project: Project, scenario: Scenario, *, repair: bool = False) -> FromPractices:
    """Localities from the PCNs of the practices; nothing is changed.

    Raises:
        EditError: no practice has a PCN, there are no registrations, or a locked locality is in the way.
    """
    groups = groups_by_pcn(project.area, scenario)
    if not groups:
        raise EditError("No practice has a PCN.", remedy="Import practices with PCN codes, or group by hand.")
    return propose_from_groups(project, scenario, groups, repair=repair)


def propose_by_hand(
    project: Project,
    scenario: Scenario,
    group_of_practice: Mapping[str, str],
    names: Mapping[str, str] | None = None,
    *,
    repair: bool = False,
) -> FromPractices:
    """Localities from groups that a person made: practice code to group code; nothing is changed.

    Raises:
        EditError: a practice is unknown, there are no registrations, or a locked locality is in the way.
    """
    unknown = [code for code in group_of_practice if code not in project.area.practices.index_of]
    if unknown:
        raise EditError(
            f"The project has no practice {unknown[0]}.", remedy="Use codes of the practice table."
        )
    return propose_from_groups(project, scenario, groups_of(group_of_practice, names), repair=repair)


def propose_by_file(
    project: Project, scenario: Scenario, file: Path, *, repair: bool = False
) -> FromPractices:
    """Localities from the groups of a CSV file, see ``read_practice_groups``; nothing is changed.

    Raises:
        InputError: the file cannot be used, or a row names a practice that the project does not have.
        EditError: there are no registrations, or a locked locality is in the way.
    """
    rows = read_practice_groups(file)
    known = project.area.practices.index_of
    strange = [row for row in rows if row.practice not in known]
    if strange:
        more = len(strange) - 1
        words = "row names" if more == 1 else "rows name"
        raise InputError(
            f"{file.name}, row {strange[0].row}: the project has no practice {strange[0].practice}.",
            why=f"{more:,} more {words} such a practice." if more else "",
            remedy="Use codes of the practice table, or delete the row.",
        )
    grouped = {row.practice: row.group for row in rows if row.group}
    if not grouped:
        raise InputError(
            f"{file.name} puts no practice in a group.", remedy="Write a name in the column of groups."
        )
    return propose_by_hand(project, scenario, grouped, repair=repair)


def propose_from_groups(
    project: Project, scenario: Scenario, groups: tuple[PracticeGroup, ...], *, repair: bool = False
) -> FromPractices:
    """Localities from groups: each unit goes to the group that holds most of its registered patients.

    Of groups with equally many, the one with the smaller code. With ``repair`` detached parts join their
    neighbours, see ``joined_parts``. Practices go to the locality of their group; those locked or chosen
    by hand keep theirs, as long as it stays in the plan.

    Raises:
        EditError: there are no registrations, or a locked locality is in the way.
    """
    area = project.area
    patients = GroupPatients(area, groups)
    first = patients.largest()
    if not (first >= 0).any():
        raise EditError(
            "No area has patients at these practices.",
            why="Localities are built from registrations.",
            remedy="Import registrations, or choose other practices.",
        )
    graph = contiguity_graph(area, scenario.rules)
    labels = joined_parts(graph, first, patients, area.units.resident) if repair else first
    step = _plan_step(project, scenario, [None if g < 0 else groups[g].name for g in labels.tolist()])
    trial, step = _with_practices(project, scenario, groups, step)
    after = trial.project.scenarios[0]
    mapped = {practice for group in groups for practice in group.practices}
    counts = practices_that_count(area, scenario)
    codes = [str(code) for code in area.practices.codes]
    loose = [code for code in codes if code not in mapped]
    used = set(labels[labels >= 0].tolist())
    moved = np.flatnonzero(first != labels)
    return FromPractices(
        edit=step if step.parts else None,
        groups=groups,
        labels=tuple(labels.tolist()),
        figures=trial.figures(after),
        parts_before=_parts(graph, first, area.units.resident),
        moved=tuple(
            MovedUnit(
                unit=str(area.units.codes[unit]),
                name=str(area.units.names[unit]),
                before=groups[first[unit]].name,
                after=groups[labels[unit]].name,
                people=float(area.units.resident[unit]),
            )
            for unit in moved
        ),
        unassigned=tuple(str(code) for code in area.units.codes[labels < 0]),
        empty_groups=tuple(group.name for g, group in enumerate(groups) if g not in used),
        ungrouped=tuple(code for code in loose if counts[area.practices.index_of[code]]),
        kept=tuple(code for code in codes if is_kept(after.assignment(code))),
        outside=tuple(code for code in loose if not counts[area.practices.index_of[code]]),
        in_group=patients.in_group(labels),
        registered=float(area.patients.by_unit.sum()),
    )


def accept_from_practices(session: Session, proposal: FromPractices) -> bool:
    """Carry the proposal out as one step; False where the scenario was like that already."""
    if proposal.edit is not None:
        session.apply(proposal.edit)
    return proposal.edit is not None


def _parts(graph: ContiguityGraph, labels: NDArray[np.int32], people: NDArray[np.float64]) -> int:
    return sum(graph.parts(np.flatnonzero(labels == g), people).count for g in np.unique(labels[labels >= 0]))


def _plan_step(project: Project, scenario: Scenario, wanted: Sequence[str | None]) -> Compound:
    """The step that gives units to localities of these names; same-named ones stay as they are."""
    names = tuple(dict.fromkeys(name for name in wanted if name is not None))
    assigned = sum(name is not None for name in wanted)
    report = PlanReport(
        file="", scenario=scenario.name, rows_read=len(wanted), units_assigned=assigned,
        units_unassigned=len(wanted) - assigned, units_missing=0, units_empty=len(wanted) - assigned,
        missing=(), unknown=(), duplicates=(), localities=names,
    )  # fmt: skip
    step = PlanProposal(project, report, tuple(wanted)).edit(scenario)
    step = step or Compound(scenario.id, ())
    return replace(step, label="Build localities from practices")


def _with_practices(
    project: Project, scenario: Scenario, groups: tuple[PracticeGroup, ...], step: Compound
) -> tuple[Session, Compound]:
    """A session on a copy in which the step is done, and the step with the practices in it."""
    copied = scenario.copy(id=scenario.id, name=scenario.name)
    trial = Session(Project(project.name, project.area, [copied], project.registers.copy()))
    trial.apply(step)
    locality_of = {
        code: locality.code
        for group in groups
        if (locality := copied.plan.named(group.name)) is not None
        for code in group.practices
    }
    counts = practices_that_count(project.area, scenario)
    proposed: dict[str, PracticeAssignment] = {}
    for row, code in enumerate(str(code) for code in project.area.practices.codes):
        now = copied.assignment(code)
        if is_kept(now):
            continue
        if code in locality_of:
            proposed[code] = replace(now, shares=((locality_of[code], 1.0),), how=AssignedHow.GROUP)
        else:
            how = AssignedHow.NOT_ASSIGNED if counts[row] else AssignedHow.OUTSIDE
            proposed[code] = replace(now, shares=(), how=how)
    edit = assign_practices(copied, proposed, label="")
    if edit is not None:
        trial.apply(edit)
        step = replace(step, parts=(*step.parts, edit))
    return trial, step
