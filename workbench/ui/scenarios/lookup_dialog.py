"""Asking how a look-up of larger areas is to be read, with what comes of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QComboBox, QDialog, QLineEdit, QWidget

from workbench.errors import WorkbenchError
from workbench.session.hierarchies import HierarchyReport
from workbench.ui import formats
from workbench.ui.components.labels import Role, label
from workbench.ui.dialogs.base import AskingDialog
from workbench.ui.form_rows import add_row, form_layout
from workbench.ui.services import dates

WIDTH = 560
FOUND = "As the headings tell"
Read = Callable[[dict[str, str]], HierarchyReport]
"""Reads the file with the answers: title, code, name and on."""


class LookupDialog(AskingDialog):
    """``read`` is asked again after each answer; the main button waits until it went well."""

    def __init__(self, file: str, headings: Sequence[str], read: Read, parent: QWidget | None = None) -> None:
        super().__init__(f"Which larger areas does {file} hold?", "Add", width=WIDTH, parent=parent)
        self._read = read
        self.report: HierarchyReport | None = None
        form = form_layout()
        self.title = add_row(form, "&Name", QLineEdit("Place"), tip="Such as Place, ICB or Footprint")
        self.code = add_row(form, "Column of c&odes", _columns(headings), tip="Codes of the larger areas")
        self.name = add_row(form, "Column of na&mes", _columns(headings), tip="Names of the larger areas")
        self.on = add_row(
            form,
            "As on the &day",
            QLineEdit(),
            note="Empty: every period of the file gives a set of its own",
        )
        self.on.setPlaceholderText("Day/month/year")
        self.told = label("", Role.SECONDARY, wrap=True)
        self.fill(form, self.told)
        for field in (self.title, self.on):
            field.editingFinished.connect(self._look)
        for box in (self.code, self.name):
            box.currentIndexChanged.connect(lambda _at: self._look())
        self.title.selectAll()
        self._look()

    def _look(self) -> None:
        try:
            self.report = self._read(
                {
                    "title": self.title.text().strip(),
                    "code": str(self.code.currentData()),
                    "name": str(self.name.currentData()),
                    "on": dates.iso_of(self.on.text()),
                }
            )
            words = report_words(self.report)
        except WorkbenchError as problem:
            self.report, words = None, str(problem)
        self.told.setText(words)
        self.main.setEnabled(self.report is not None)

    @classmethod
    def ask(
        cls, parent: QWidget | None, file: str, headings: Sequence[str], read: Read
    ) -> HierarchyReport | None:
        """What was read and is to be kept, None for nothing."""
        dialog = cls(file, headings, read, parent)
        accepted = dialog.exec() == QDialog.DialogCode.Accepted
        answer = dialog.report
        dialog.deleteLater()
        return answer if accepted else None


def report_words(report: HierarchyReport) -> str:
    """What comes of a look-up."""
    lines = [
        f"{one.full_title}: {formats.count(len(one.names), 'larger area')} "
        f"for {formats.count(len(one.units), 'area')}"
        for one in report.hierarchies
    ]
    if report.units_without:
        lines.append(f"{formats.count(report.units_without, 'area')} of the project in none of them")
    if report.through:
        lines.append(f"The file names its areas by {report.through}")
    if report.rows_of_other_areas:
        lines.append(f"{formats.count(report.rows_of_other_areas, 'row')} of areas outside the project")
    return "\n".join(lines)


def _columns(headings: Sequence[str]) -> QComboBox:
    box = QComboBox()
    box.addItem(FOUND, "")
    for heading in headings:
        box.addItem(heading, heading)
    return box
