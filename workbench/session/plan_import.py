"""Bring a plan from a CSV file into a scenario, as one step that undo takes back.

How the file's names become localities:

- Outer spaces do not count, and neither does case, since no two localities of a scenario may differ in case
  alone: a file that spells one name in two ways names one locality, and the report lists the spellings.
- A locality of the scenario with that name is kept with its code, number and colour and takes the file's
  spelling, so that the plan exports to the same bytes.
- Other names become new localities in order of first appearance, coloured so that neighbours differ.
- Localities that the file does not name are removed, and their practices are unassigned.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np

from workbench.errors import InputError
from workbench.io.plan_csv import PlanRow, read_plan_rows
from workbench.metrics.hues import HUES, colour_plan
from workbench.models.edits import Compound, Edit, LocalityEdit, ScenarioEdit, snapshot
from workbench.models.localities import Locality, next_code
from workbench.models.plan import Plan
from workbench.models.project import Project
from workbench.models.scenario import Scenario
from workbench.session.applying import check_edit, restore
from workbench.session.plan_edits import add_scenario, replace_plan
from workbench.session.session import Session

_SHOWN = 8


@dataclass(frozen=True)
class RowProblem:
    """A row that names a unit which the project does not have, or had before."""

    row: int
    unit: str


@dataclass(frozen=True)
class PlanReport:
    """What a plan file holds and what the import does; ``as_json`` gives plain values.

    ``units_missing`` counts units that the file does not name, ``units_empty`` those it names without a
    locality; both are unassigned. Of a duplicated unit the first row counts. ``spellings`` lists names that
    the file writes in more than one way.
    """

    file: str
    scenario: str
    rows_read: int
    units_assigned: int
    units_unassigned: int
    units_missing: int
    units_empty: int
    missing: tuple[str, ...]
    unknown: tuple[RowProblem, ...]
    duplicates: tuple[RowProblem, ...]
    localities: tuple[str, ...]
    spellings: tuple[tuple[str, ...], ...] = ()
    new_localities: tuple[str, ...] = ()
    removed_localities: tuple[str, ...] = ()
    units_moved: int = 0
    applied: bool = False

    def as_json(self) -> dict[str, Any]:
        """The report as the command line prints it."""
        lists = {
            key: list(value) if isinstance(value, tuple) else value for key, value in asdict(self).items()
        }
        return lists | {"spellings": [list(names) for names in self.spellings]}


@dataclass(frozen=True)
class PlanProposal:
    """A plan read from a file, ready to become an edit. ``wanted`` has a name or None for each unit."""

    project: Project
    report: PlanReport
    wanted: tuple[str | None, ...]

    def edit(self, scenario: Scenario) -> Compound | None:
        """The step that gives an existing scenario this plan; None where it has it already."""
        plan, names = scenario.plan, self.report.localities
        kept = {name: locality for name in names if (locality := plan.named(name)) is not None}
        new = _fresh([name for name in names if name not in kept], plan)
        stay = {locality.code for locality in kept.values()}
        removed = [x.code for x in plan if x.code not in stay and not (x.locked and not _has_units(plan, x))]
        code_of = {name: locality.code for name, locality in {**kept, **new}.items()}
        wanted = [None if name is None else code_of[name] for name in self.wanted]
        new_localities = self._coloured(plan, list(new.values()), wanted, removed=removed)
        step = replace_plan(
            self.project,
            scenario,
            wanted,
            new_localities,
            removed=removed,
            label=f"Import plan {self.report.file}",
        )
        respelt = tuple(
            LocalityEdit(scenario.id, locality, replace(locality, name=name))
            for name, locality in kept.items()
            if locality.name != name
        )
        step = replace(step, parts=step.parts + respelt)
        return step if step.parts else None

    def new_scenario(self, name: str) -> ScenarioEdit:
        """The step that adds a scenario of this name with the plan."""
        codes = [str(code) for code in self.project.area.units.codes]
        empty = add_scenario(self.project, name)
        assert empty.after is not None  # noqa: S101 - add_scenario makes one
        scenario = restore(empty.after, self.project.area.units.index_of)
        new = _fresh(self.report.localities, scenario.plan)
        wanted = [None if unit is None else new[unit].code for unit in self.wanted]
        for locality in self._coloured(scenario.plan, list(new.values()), wanted):
            scenario.plan.put(locality)
        scenario.plan.labels = scenario.plan.slots_of(wanted)
        label = f"Import plan {self.report.file} as {scenario.name}"
        return replace(empty, after=snapshot(scenario, codes), label=label)

    def report_for(self, scenario: Scenario | None, *, name: str) -> PlanReport:
        """The report with what would change in an existing scenario, or in a new one (None)."""
        plan = scenario.plan if scenario is not None else Plan(len(self.wanted))
        step = self.edit(scenario) if scenario is not None else None
        gone = [] if step is None else [
            part.before.name
            for part in step.parts
            if isinstance(part, LocalityEdit) and part.before is not None and part.after is None
        ]  # fmt: skip
        now = [
            None if (x := plan.locality(int(label))) is None else x.name.casefold() for label in plan.labels
        ]
        moved = sum(a != (None if b is None else b.casefold()) for a, b in zip(now, self.wanted, strict=True))
        return replace(
            self.report,
            scenario=name,
            new_localities=tuple(n for n in self.report.localities if plan.named(n) is None),
            removed_localities=tuple(gone),
            units_moved=moved,
        )

    def _coloured(
        self, plan: Plan, new: list[Locality], wanted: list[str | None], *, removed: Iterable[str] = ()
    ) -> list[Locality]:
        """The new localities in hues that differ from their neighbours'; the others keep theirs."""
        trial = plan.copy()
        kept = {locality.code: locality.colour for locality in plan if locality.code not in set(removed)}
        for locality in new:
            trial.put(locality)
        trial.labels = trial.slots_of(wanted)
        for code in removed:
            trial.remove(code)
        hues = colour_plan(self.project.area.adjacency, trial, kept=kept)
        return [replace(locality, colour=hues[locality.code]) for locality in new]


def read_plan(project: Project, file: Path, *, skip_bad: bool = False) -> PlanProposal:
    """Read a plan file against the units of a project; nothing is changed.

    Raises:
        InputError: the file cannot be read, or holds unknown or duplicate units and ``skip_bad`` is off.
    """
    rows = read_plan_rows(file)
    index = project.area.units.index_of
    wanted: list[str | None] = [None] * len(index)
    named = np.zeros(len(index), dtype=bool)
    spelling = _Spelling()
    unknown: list[RowProblem] = []
    duplicates: list[RowProblem] = []
    for row in rows:
        unit = index.get(row.unit, -1)
        if unit < 0:
            unknown.append(RowProblem(row.row, row.unit))
        elif named[unit]:
            duplicates.append(RowProblem(row.row, row.unit))
        else:
            named[unit] = True
            wanted[unit] = spelling.of(row) if row.locality else None
    if (unknown or duplicates) and not skip_bad:
        raise _refused(file.name, unknown, duplicates)
    assigned = sum(name is not None for name in wanted)
    report = PlanReport(
        file=file.name,
        scenario="",
        rows_read=len(rows),
        units_assigned=assigned,
        units_unassigned=len(wanted) - assigned,
        units_missing=int((~named).sum()),
        units_empty=int(named.sum()) - assigned,
        missing=tuple(str(code) for code in project.area.units.codes[~named]),
        unknown=tuple(unknown),
        duplicates=tuple(duplicates),
        localities=spelling.names,
        spellings=spelling.several,
    )
    return PlanProposal(project, report, tuple(wanted))


def import_plan(
    session: Session,
    scenario: str,
    file: Path,
    *,
    create: bool = False,
    skip_bad: bool = False,
    dry_run: bool = False,
) -> PlanReport:
    """Give a scenario (its name or id) the plan of a file, as one undo step; ``create`` makes a missing one.

    Raises:
        InputError: the file cannot be used.
        EditError: no such scenario without ``create``, or a locked locality would lose or gain areas.
    """
    project = session.project
    found = _find(project, scenario) if create else project.scenario(scenario)
    proposal = read_plan(project, file, skip_bad=skip_bad)
    report = proposal.report_for(found, name=scenario.strip() if found is None else found.name)
    step: Edit | None = proposal.new_scenario(scenario) if found is None else proposal.edit(found)
    if step is not None:
        check_edit(project, step)
        if not dry_run:
            session.apply(step)
    return replace(report, applied=not dry_run)


class _Spelling:
    """Names of a file by their first spelling."""

    def __init__(self) -> None:
        self._ways: dict[str, list[str]] = {}

    def of(self, row: PlanRow) -> str:
        """The spelling that counts for the locality of a row."""
        ways = self._ways.setdefault(row.locality.casefold(), [])
        if row.locality not in ways:
            ways.append(row.locality)
        return ways[0]

    @property
    def names(self) -> tuple[str, ...]:
        """One name a locality, in order of first appearance."""
        return tuple(ways[0] for ways in self._ways.values())

    @property
    def several(self) -> tuple[tuple[str, ...], ...]:
        """The names that are spelt in more than one way."""
        return tuple(tuple(ways) for ways in self._ways.values() if len(ways) > 1)


def _find(project: Project, scenario: str) -> Scenario | None:
    wanted = scenario.strip().casefold()
    return next((s for s in project.scenarios if s.id == scenario or s.name.casefold() == wanted), None)


def _has_units(plan: Plan, locality: Locality) -> bool:
    return bool((plan.labels == plan.slot(locality.code)).any())


def _fresh(names: Iterable[str], plan: Plan) -> Mapping[str, Locality]:
    """New localities with the next codes and numbers, by name; their colours are given later."""
    codes = plan.codes
    number = max((locality.number for locality in plan), default=0)
    fresh: dict[str, Locality] = {}
    for name in names:
        number += 1
        code = next_code(codes)
        codes.add(code)
        fresh[name] = Locality(code, number, name, HUES[0])
    return fresh


def _refused(file: str, unknown: list[RowProblem], duplicates: list[RowProblem]) -> InputError:
    told = []
    for problems, words in ((unknown, "not areas of this project"), (duplicates, "named a second time")):
        if problems:
            shown = ", ".join(f"{p.unit or 'no code'} in row {p.row}" for p in problems[:_SHOWN])
            more = f" and {len(problems) - _SHOWN:,} more" if len(problems) > _SHOWN else ""
            told.append(f"{words[0].upper()}{words[1:]}: {shown}{more}.")
    count = len(unknown) + len(duplicates)
    return InputError(
        f"{file} holds {count:,} {'row' if count == 1 else 'rows'} that cannot be used.",
        why=" ".join(told),
        remedy="Correct the rows, or skip them (--skip-bad).",
    )
