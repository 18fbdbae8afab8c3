"""Bring an edited scope matrix back by three-way merge, as one step that undo takes back.

For every row and column three values are compared: what was exported, what the workbook holds, and what the
project holds now.

- The workbook holds what was exported: the project's value stays.
- The workbook differs from the export and the project does not: the workbook's value is taken.
- Both have changed to the same value: nothing to do. To different values: a conflict; both are listed, and
  the project's value stays unless told otherwise.
- A row that the workbook does not have changes nothing: an import never deletes.
- A row is refused as a whole, with its reason, where its key is unknown or comes twice, a value is not one
  of those allowed, a white cell holds a formula, or the row would be Out without reason, decider and date.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from workbench.io.workbooks.edited import EditedRow
from workbench.io.workbooks.read_cells import clean, folded
from workbench.io.workbooks.scope.columns import EDITABLE, DetailColumn, shown
from workbench.io.workbooks.scope.matter import (
    REGISTER,
    exported_cell,
    exported_cells,
    organisations,
)
from workbench.io.workbooks.scope.parsing import BadValueError, parse
from workbench.io.workbooks.scope.reading import SHEET, EditedMatrix, read_scope_matrix
from workbench.models.edits import ScopeEdit
from workbench.models.impossible import impossible_in_cell
from workbench.models.project import Project
from workbench.models.registers import ScopeExport
from workbench.models.scenario import Scenario
from workbench.models.scope import CellKey, ScopeCell, problem_of
from workbench.session.merge_report import Conflict, Findings, MergeReport, RefusedRow, ValueChange
from workbench.session.merge_step import carry_out
from workbench.session.scope_edits import all_keys, edit_of
from workbench.session.session import Session
from workbench.session.workbook_origin import see_where_it_comes_from


@dataclass(frozen=True)
class ScopeProposal:
    """A merge that was worked out and not applied: the report, and every cell that it would set."""

    report: MergeReport
    cells: Mapping[CellKey, ScopeCell] = field(default_factory=dict)

    def edit(self, scenario: Scenario) -> ScopeEdit | None:
        """The one step that carries the merge out; None where nothing changes."""
        return edit_of(scenario, self.cells, f"Import scope matrix {self.report.file}")


def import_scope(
    session: Session, scenario: str, file: Path, *, take_workbook: bool = False, dry_run: bool = False
) -> MergeReport:
    """Merge an edited workbook into a scenario (its name or id) as one undo step.

    ``take_workbook`` lets the workbook's value count in a conflict.

    Raises:
        InputError: the file cannot be used, or comes from another project or scenario.
        EditError: there is no such scenario.
    """
    found = session.project.scenario(scenario)
    proposal = read_scope_import(session.project, found, file, take_workbook=take_workbook)
    return carry_out(session, found, proposal, dry_run=dry_run)


def read_scope_import(
    project: Project, scenario: Scenario, file: Path, *, take_workbook: bool = False
) -> ScopeProposal:
    """Work the merge out for a preview; nothing is changed.

    Raises:
        InputError: the file cannot be used, or comes from another project or scenario.
    """
    matrix = read_scope_matrix(file)
    see_where_it_comes_from(matrix.identity, project, scenario, file)
    return _Merge(project, scenario, matrix, take_workbook=take_workbook).carried_out(file.name)


class _Merge:
    """The three-way merge of one workbook."""

    def __init__(
        self, project: Project, scenario: Scenario, matrix: EditedMatrix, *, take_workbook: bool
    ) -> None:
        self._scenario = scenario
        self._matrix = matrix
        self._kept = "workbook" if take_workbook else "project"
        self._keys = {str(key): key for key in all_keys(project, scenario)}
        self._by_fold = {folded(text): text for text in self._keys}
        export = scenario.registers.get(REGISTER, matrix.identity.export_id)
        self._exported = exported_cells(export) if isinstance(export, ScopeExport) else None
        self._organisations = _codes_by_name(organisations(project, scenario))
        self._found = Findings()
        self._cells: dict[CellKey, ScopeCell] = {}

    def carried_out(self, file: str) -> ScopeProposal:
        """Go through all rows."""
        rows = self._matrix.rows
        texts = [self._key_text(row.key) for row in rows]
        times = Counter(texts)
        for row, text in zip(rows, texts, strict=True):
            self._row(row, text, times[text])
        missing = tuple(text for text in self._keys if text not in times)
        report = self._found.report(
            file,
            self._scenario.name,
            rows_read=len(rows),
            missing=missing,
            ignored=self._matrix.ignored,
            export_known=self._exported is not None,
        )
        return ScopeProposal(report, self._cells)

    def _key_text(self, words: str) -> str | None:
        """The row key that is meant, whatever its case; None where there is no such cell."""
        return words if words in self._keys else self._by_fold.get(folded(words))

    def _row(self, row: EditedRow, text: str | None, times: int) -> None:
        reason = self._why_not(row, text, times)
        if reason or text is None:
            self._found.refused.append(RefusedRow(row.row, row.key, reason, SHEET))
            return
        key = self._keys[text]
        now = self._scenario.cell(key)
        exported = exported_cell(self._exported, key) if self._exported is not None else now
        changes: list[ValueChange] = []
        conflicts: list[Conflict] = []
        merged = now
        try:
            for column, value in self._edited(row, exported):
                wanted: ScopeCell = _with(now, column, value)
                words, before = _words(column, wanted), _words(column, now)
                if words == before:  # the project holds the same already
                    continue
                if getattr(now, column.field) != getattr(exported, column.field):
                    conflict = Conflict(
                        row.row,
                        text,
                        column.header,
                        _words(column, exported),
                        words,
                        before,
                        self._kept,
                        SHEET,
                    )
                    conflicts.append(conflict)
                    if self._kept == "project":
                        continue
                merged = _with(merged, column, value)
                changes.append(ValueChange(row.row, text, column.header, before, words, SHEET))
        except BadValueError as bad:
            self._found.refused.append(RefusedRow(row.row, text, f"{str(bad).removesuffix('.')}.", SHEET))
            return
        if changes and (problem := impossible_in_cell(merged) or problem_of(merged)):
            self._found.refused.append(RefusedRow(row.row, text, problem, SHEET))
            return
        self._found.changes += changes
        self._found.conflicts += conflicts
        if changes:
            self._cells[key] = merged

    def _why_not(self, row: EditedRow, text: str | None, times: int) -> str:
        """Why a row is refused before its values are read; empty where it is not."""
        if not row.key:
            return "The row has no Row key."
        if text is None:
            return "The Row key is unknown: this scenario has no such cell."
        if times > 1:
            return f"The Row key is a duplicate: it stands in {times} rows."
        if row.formulas:
            return f"A formula stands where text is expected: {', '.join(row.formulas)}."
        if row.faults:
            return f"A cell holds a fault such as #REF!: {', '.join(row.faults)}."
        return ""

    def _edited(self, row: EditedRow, exported: ScopeCell) -> Iterator[tuple[DetailColumn, object]]:
        """The columns in which the workbook differs from what was exported, with the values read."""
        for column in EDITABLE:
            raw = row.values[column.header]
            if clean(raw) == clean(shown(column, exported)):
                continue
            value = parse(column, raw, organisations=self._organisations)
            if value != getattr(exported, column.field):
                yield column, value


def _with(cell: ScopeCell, column: DetailColumn, value: object) -> ScopeCell:
    return replace(cell, **{column.field: value})  # type: ignore[arg-type]  # the value was read for this field


def _words(column: DetailColumn, cell: ScopeCell) -> str:
    return clean(shown(column, cell))


def _codes_by_name(names: Mapping[str, str]) -> dict[str, str]:
    """The code of each organisation by its folded code or name; a name that two share stands for itself."""
    found = {folded(code): code for code in names}
    times = Counter(folded(name) for name in names.values())
    for code, name in names.items():
        if times[folded(name)] == 1:
            found.setdefault(folded(name), code)
    return found
