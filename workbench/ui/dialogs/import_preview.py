"""The preview of an edited workbook: row by row what changes, conflicts and is refused."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

from PySide6.QtWidgets import QCheckBox, QDialog, QTableWidget, QWidget

from workbench.models.edits import Edit
from workbench.models.scenario import Scenario
from workbench.session.merge_report import MergeReport
from workbench.ui import formats
from workbench.ui.components.labels import Role, label
from workbench.ui.dialogs.base import AskingDialog
from workbench.ui.dialogs.plain_table import fill_table, plain_table
from workbench.ui.theme import current_theme


class Merge(Protocol):
    """A merge that was worked out and not applied."""

    @property
    def report(self) -> MergeReport:
        """What the workbook holds and what its import would do."""

    def edit(self, scenario: Scenario) -> Edit | None:
        """The one step that carries it out; None where nothing changes."""


M = TypeVar("M", bound=Merge)


@dataclass(frozen=True)
class PreviewWords:
    """What the rows of a workbook are called; ``place`` and ``value`` make keys and values readable."""

    row: str
    place: Callable[[str], str] = str
    value: Callable[[str], str] = str


class ImportPreview(AskingDialog, Generic[M]):
    """Accepting is one step; ``theirs`` is the merge in which the workbook wins conflicts."""

    def __init__(
        self, scenario: Scenario, ours: M, theirs: M, words: PreviewWords, parent: QWidget | None = None
    ) -> None:
        title = f"Accept the changes of {ours.report.file}?"
        super().__init__(title, "Accept", safe="Leave it", width=980, parent=parent)
        self._scenario, self._ours, self._theirs, self._words = scenario, ours, theirs, words
        self.take_theirs = QCheckBox("In conflicts, take the workbook's value")
        self.take_theirs.setVisible(bool(ours.report.conflict_values))
        self.take_theirs.toggled.connect(self._show)
        self.summary = label("", Role.STRONG, wrap=True)
        titles = ("Row", words.row.capitalize(), "What", "Column", "Project", "Workbook")
        self.rows: QTableWidget = plain_table("Rows of the workbook", titles, stretch=(4, 5))
        self.rows.setMinimumHeight(current_theme().px(280))
        self.note = label("", Role.CAPTION, wrap=True)
        self.fill(self.summary, self.rows, self.take_theirs, self.note)
        self._show()

    @property
    def chosen(self) -> M:
        """The merge wanted."""
        return self._theirs if self.take_theirs.isChecked() else self._ours

    def _show(self, _on: bool = False) -> None:
        report = self.chosen.report
        self.summary.setText(
            f"{formats.count(report.rows_read, 'row')} read: {formats.number(report.changed)} changed, "
            f"{formats.number(report.conflicts)} in conflict, {formats.number(len(report.refused))} refused, "
            f"{formats.number(report.unchanged)} unchanged"
        )
        fill_table(self.rows, [[str(number), *rest] for _, number, *rest in self._lines(report)])
        self.note.setText(self._notes(report))
        self.main.setEnabled(self.chosen.edit(self._scenario) is not None)

    def _lines(self, report: MergeReport) -> list[tuple[str, int, str, str, str, str, str]]:
        """Sheet, row, and what the table shows of it: what needs a decision first, each in order of rows."""
        place, value = self._words.place, self._words.value
        refused = [(x.sheet, x.row, place(x.key), "Refused", "", "", x.reason) for x in report.refused]
        conflicts = [
            (x.sheet, x.row, place(x.key),
             f"Conflict, {x.kept} stays" if x.kept == "project" else "Conflict, taken",
             x.column, value(x.project), value(x.workbook))
            for x in report.conflict_values
        ]  # fmt: skip
        changes = [
            (x.sheet, x.row, place(x.key), "Changed", x.column, value(x.before), value(x.after))
            for x in report.changes
        ]
        return [*sorted(conflicts), *sorted(refused), *sorted(changes)]

    def _notes(self, report: MergeReport) -> str:
        notes = []
        if report.missing:
            notes.append(f"{formats.count(report.missing, self._words.row)} without a row stay as they are.")
        if report.ignored_columns:
            notes.append(f"Columns not read: {', '.join(report.ignored_columns)}.")
        if not report.export_known:
            notes.append("The export is not known here, so every difference counts as a change.")
        return " ".join(notes)

    @classmethod
    def ask(
        cls, parent: QWidget | None, scenario: Scenario, ours: M, theirs: M, words: PreviewWords
    ) -> M | None:
        """The merge to accept, None where the workbook shall be left."""
        dialog = cls(scenario, ours, theirs, words, parent)
        accepted = dialog.exec() == QDialog.DialogCode.Accepted
        chosen = dialog.chosen
        dialog.deleteLater()
        return chosen if accepted else None
