"""Bring an edited locality configuration back by three-way merge, as one step that undo takes back.

On the sheets Areas and Practices the locality codes count, nothing else. For each area and practice three
values are compared: what was exported, what the workbook holds, and what the project holds now.

- The workbook holds what was exported: the project's value stays.
- The workbook differs from the export and the project does not: the workbook's value is taken.
- Both have changed to the same value: nothing to do. To different values: a conflict; both are listed, and
  the project's value stays unless told otherwise.
- A row that the workbook does not have changes nothing: an import never deletes.
- A row is refused, with its reason, where its key is unknown or comes twice, its code is no locality of the
  scenario, it holds a formula, or a lock is in the way.

An empty code means unassigned. The rows of a split practice count together, with the shares that they hold.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from workbench.io.workbooks.area_columns import AREAS_SHEET, LOCALITY_CODE
from workbench.io.workbooks.edited import EditedRow
from workbench.io.workbooks.plan_reading import EditedPlan, read_plan_book
from workbench.models.edits import Compound, Edit, Reassignment
from workbench.models.practices import PracticeAssignment
from workbench.models.project import Project
from workbench.models.registers import PlanExport
from workbench.models.scenario import Scenario
from workbench.session.export_notes import PLAN_REGISTER
from workbench.session.merge_report import Conflict, Findings, MergeReport, RefusedRow, ValueChange
from workbench.session.merge_step import carry_out
from workbench.session.plan_edits import assign_practices
from workbench.session.practice_rows import PracticeRows
from workbench.session.session import Session
from workbench.session.workbook_origin import see_where_it_comes_from
from workbench.session.workbook_words import BadCodeError, code_words, fault_of, read_code


@dataclass(frozen=True)
class PlanMerge:
    """A merge that was worked out and not applied: the report, and what it would set.

    ``units`` has the locality codes before and after of each area that moves; None is unassigned.
    """

    report: MergeReport
    units: Mapping[str, tuple[str | None, str | None]] = field(default_factory=dict)
    practices: Mapping[str, PracticeAssignment] = field(default_factory=dict)

    def edit(self, scenario: Scenario) -> Compound | None:
        """The one step that carries the merge out; None where nothing changes."""
        label = f"Import workbook {self.report.file}"
        parts: list[Edit] = []
        if self.units:
            before, after = zip(*self.units.values(), strict=True)
            parts.append(Reassignment(scenario.id, tuple(self.units), before, after))
        practices = assign_practices(scenario, self.practices, label=label)
        if practices is not None:
            parts.append(practices)
        return Compound(scenario.id, tuple(parts), label) if parts else None


def import_plan_workbook(
    session: Session, scenario: str, file: Path, *, take_workbook: bool = False, dry_run: bool = False
) -> MergeReport:
    """Merge an edited workbook into a scenario (its name or id) as one undo step.

    ``take_workbook`` lets the workbook's value count in a conflict.

    Raises:
        InputError: the file cannot be used, or comes from another project or scenario.
        EditError: there is no such scenario.
    """
    found = session.project.scenario(scenario)
    merge = read_plan_workbook(session.project, found, file, take_workbook=take_workbook)
    return carry_out(session, found, merge, dry_run=dry_run)


def read_plan_workbook(
    project: Project, scenario: Scenario, file: Path, *, take_workbook: bool = False
) -> PlanMerge:
    """Work the merge out for a preview; nothing is changed.

    Raises:
        InputError: the file cannot be used, or comes from another project or scenario.
    """
    book = read_plan_book(file)
    see_where_it_comes_from(book.identity, project, scenario, file)
    return _Merge(project, scenario, book, take_workbook=take_workbook).carried_out(file.name)


class _Merge:
    """The three-way merge of one workbook."""

    def __init__(
        self, project: Project, scenario: Scenario, book: EditedPlan, *, take_workbook: bool
    ) -> None:
        self._project = project
        self._scenario = scenario
        self._book = book
        self._kept = "workbook" if take_workbook else "project"
        note = scenario.registers.get(PLAN_REGISTER, book.identity.export_id)
        self._note = note if isinstance(note, PlanExport) else None
        self._found = Findings()
        self._units: dict[str, tuple[str | None, str | None]] = {}

    def carried_out(self, file: str) -> PlanMerge:
        """Go through all rows of both sheets."""
        missing = self._areas()
        practices = PracticeRows(self._project, self._scenario, self._note, self._found, kept=self._kept)
        practices.read(self._book.practices)
        report = self._found.report(
            file,
            self._scenario.name,
            rows_read=len(self._book.areas) + len(self._book.practices),
            missing=(*missing, *practices.missing),
            export_known=self._note is not None,
        )
        return PlanMerge(report, self._units, practices.wanted)

    def _areas(self) -> tuple[str, ...]:
        """Go through the rows of Areas; returns areas without a row."""
        index = self._project.area.units.index_of
        by_fold = {code.casefold(): code for code in index}
        exported = None if self._note is None else self._note.locality_of
        units = [row.key if row.key in index else by_fold.get(row.key.casefold()) for row in self._book.areas]
        times = Counter(units)
        for row, unit in zip(self._book.areas, units, strict=True):
            reason = _why_not(row, unit, times[unit])
            if reason or unit is None:
                self._found.refused.append(RefusedRow(row.row, row.key, reason, AREAS_SHEET))
                continue
            now = self._scenario.plan.code_of_unit(index[unit])
            self._area(row, unit, now, now if exported is None else exported.get(unit))
        return tuple(code for code in index if code not in times)

    def _area(self, row: EditedRow, unit: str, now: str | None, exported: str | None) -> None:
        try:
            wanted = read_code(row.values[LOCALITY_CODE], self._scenario.plan, known=(now, exported))
        except BadCodeError as bad:
            self._found.refused.append(RefusedRow(row.row, unit, str(bad), AREAS_SHEET))
            return
        if wanted in (exported, now):
            return
        after, before = code_words(wanted), code_words(now)
        if now != exported:
            then = code_words(exported)
            self._found.conflicts.append(
                Conflict(row.row, unit, LOCALITY_CODE, then, after, before, self._kept, AREAS_SHEET)
            )
            if self._kept == "project":
                return
        lock = self._lock(unit, now, wanted)
        if lock:
            self._found.refused.append(RefusedRow(row.row, unit, lock, AREAS_SHEET))
            return
        self._found.changes.append(ValueChange(row.row, unit, LOCALITY_CODE, before, after, AREAS_SHEET))
        self._units[unit] = (now, wanted)

    def _lock(self, unit: str, now: str | None, wanted: str | None) -> str:
        """Why an area may not move; empty where it may."""
        if unit in self._scenario.rules.locked_set:
            return "The area is locked. Unlock it to move it."
        for code in (now, wanted):
            locality = self._scenario.plan.get(code) if code else None
            if locality is not None and locality.locked:
                return f"{locality.name} is locked. Unlock it to take areas from it or give it areas."
        return ""


def _why_not(row: EditedRow, unit: str | None, times: int) -> str:
    """Why a row of Areas is refused before its code is read; empty where it is not."""
    if not row.key:
        return "The row has no area code."
    if unit is None:
        return "The area code is unknown: this project has no such area."
    if times > 1:
        return f"The area code is a duplicate: it stands in {times} rows."
    return fault_of(row)
