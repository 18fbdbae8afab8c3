"""The preview of an edited scope workbook: row by row what changes, conflicts and is refused."""

from __future__ import annotations

from PySide6.QtWidgets import QCheckBox, QDialog, QTableWidget, QWidget

from workbench.models.scenario import Scenario
from workbench.models.scope import CellKey
from workbench.session.scope_import import ScopeProposal, MergeReport
from workbench.ui import formats
from workbench.ui.components.labels import Role, label
from workbench.ui.dialogs.base import AskingDialog
from workbench.ui.services.dialogs.plain_table import fill_table, plain_table
from workbench.ui.theme import current_theme


class ImportDialog(AskingDialog):
    """Accepting is one step; ``theirs`` is the merge in which the workbook wins conflicts."""

    def __init__(
        self, scenario: Scenario, ours: ScopeProposal, theirs: ScopeProposal, parent: QWidget | None = None
    ) -> None:
        title = f"Accept the changes of {ours.report.file}?"
        super().__init__(title, "Accept", safe="Leave it", width=980, parent=parent)
        self._scenario, self._ours, self._theirs = scenario, ours, theirs
        self.take_theirs = QCheckBox("In conflicts, take the workbook's value")
        self.take_theirs.setVisible(bool(ours.report.conflict_values))
        self.take_theirs.toggled.connect(self._show)
        self.summary = label("", Role.STRONG, wrap=True)
        self.rows: QTableWidget = plain_table(
            "Rows of the workbook", ("Row", "Cell", "What", "Column", "Project", "Workbook"), stretch=(5,)
        )
        self.rows.setMinimumHeight(current_theme().px(280))
        self.note = label("", Role.CAPTION, wrap=True)
        self.fill(self.summary, self.rows, self.take_theirs, self.note)
        self._show()

    @property
    def chosen(self) -> ScopeProposal:
        """The merge wanted."""
        return self._theirs if self.take_theirs.isChecked() else self._ours

    def _show(self, _on: bool = False) -> None:
        report = self.chosen.report
        self.summary.setText(
            f"{formats.count(report.rows_read, 'row')} read: {formats.number(report.changed)} changed, "
            f"{formats.number(report.conflicts)} in conflict, {formats.number(len(report.refused))} refused, "
            f"{formats.number(report.unchanged)} unchanged"
        )
        rows = sorted(_lines(report), key=lambda line: line[0])
        fill_table(self.rows, [[str(number), self._place(key), *rest] for number, key, *rest in rows])
        self.note.setText(_notes(report))
        self.main.setEnabled(self.chosen.edit(self._scenario) is not None)

    def _place(self, text: str) -> str:
        key = CellKey.parse(text)
        locality = self._scenario.plan.get(key.locality) if key is not None else None
        if key is None or locality is None:
            return text
        return f"{key.service}, {key.age.words.lower()}, {locality.name}"

    @classmethod
    def ask(
        cls, parent: QWidget | None, scenario: Scenario, ours: ScopeProposal, theirs: ScopeProposal
    ) -> ScopeProposal | None:
        """The merge to accept, None where the workbook shall be left."""
        dialog = cls(scenario, ours, theirs, parent)
        accepted = dialog.exec() == QDialog.DialogCode.Accepted
        chosen = dialog.chosen
        dialog.deleteLater()
        return chosen if accepted else None


def _lines(report: MergeReport) -> list[tuple[int, str, str, str, str, str]]:
    lines = [(row.row, row.key, "Refused", "", "", row.reason) for row in report.refused]
    lines += [
        (one.row, one.key, f"Conflict, {one.kept} stays" if one.kept == "project" else "Conflict, taken",
         one.column, one.project, one.workbook)
        for one in report.conflict_values
    ]  # fmt: skip
    lines += [(one.row, one.key, "Changed", one.column, one.before, one.after) for one in report.changes]
    return lines


def _notes(report: MergeReport) -> str:
    notes = []
    if report.missing:
        notes.append(f"{formats.count(report.missing, 'cell')} without a row stay as they are.")
    if report.ignored_columns:
        notes.append(f"Columns not read: {', '.join(report.ignored_columns)}.")
    if not report.export_known:
        notes.append("The export is not known here, so every difference counts as a change.")
    return " ".join(notes)
