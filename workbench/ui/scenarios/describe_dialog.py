"""Asking what is said of a scenario: where it stands, who answers for it, what the board is asked."""

from __future__ import annotations

from PySide6.QtWidgets import QComboBox, QDialog, QLineEdit, QWidget

from workbench.errors import InputError
from workbench.models.scenario import FORM_NOT_DECIDED, ORGANISATIONAL_FORMS, STATUSES, ScenarioHead
from workbench.ui.components.labels import Role, label
from workbench.ui.components.scrolled import scrolled
from workbench.ui.dialogs.base import AskingDialog
from workbench.ui.form_rows import add_row, form_layout
from workbench.ui.services import dates
from workbench.ui.services.cell_fields import LongTextField
from workbench.ui.theme import current_theme

WIDTH = 600


class DescribeScenarioDialog(AskingDialog):
    """``origin`` says which scenario this one was copied from, "" where none."""

    def __init__(
        self, head: ScenarioHead, origin: str, parent: QWidget | None = None, *, internal: bool = True
    ) -> None:
        super().__init__(f"Describe {head.name}", "Keep", width=WIDTH, parent=parent)
        form = form_layout()
        self.status = add_row(form, "&Status", QComboBox(), tip="Stands on every output")
        self.status.addItems(STATUSES)
        self.status.setCurrentText(head.status)
        self.form = add_row(
            form, "&Organisational form", QComboBox(), tip="What kind of organisation runs the localities"
        )
        self.form.addItem(FORM_NOT_DECIDED, "")
        for words in ORGANISATIONAL_FORMS:
            self.form.addItem(words, words)
        self.form.setCurrentIndex(max(0, self.form.findData(head.organisational_form)))
        self.author = add_row(form, "&Author", QLineEdit(head.author), tip="A team or a role will do")
        self.date = add_row(form, "&Date", QLineEdit(dates.shown(head.date)), tip="As 14/10/2026")
        self.date.setPlaceholderText("Day/month/year")
        self.date.setMaximumWidth(current_theme().px(140))
        self.description = _several_lines(head.description)
        add_row(form, "D&escription", self.description, tip="What this alternative is, for every reader")
        self.caveats = _several_lines(head.caveats)
        add_row(form, "Ca&veats", self.caveats, tip="What every reader should know; stands on every output")
        self.decision = _several_lines(head.decision)
        add_row(form, "Decision as&ked", self.decision, tip="What the board is asked to decide")
        self.note = _several_lines(head.note)
        if internal:  # not while somebody presents; what is written there stays
            add_row(form, "&Internal note", self.note, note="Left out of everything made for the public")
        self.problem = label("", Role.CAPTION, wrap=True)
        self.problem.hide()
        parts: list[QWidget] = [label(origin, Role.SECONDARY, wrap=True)] if origin else []
        page = QWidget()
        page.setLayout(form)
        self._form = scrolled(page)
        for ground in (page, self._form.viewport()):
            ground.setAutoFillBackground(False)
        room = self.screen().availableGeometry().height() - current_theme().px(180)
        self._form.setMinimumHeight(min(page.sizeHint().height() + 4, room))
        self.fill(*parts, self._form, self.problem)
        self.date.textChanged.connect(lambda _text: self._weigh())
        self.status.setFocus()

    def said(self) -> dict[str, str]:
        """The fields as filled in.

        Raises:
            InputError: the date is none.
        """
        return {
            "status": self.status.currentText(),
            "organisational_form": str(self.form.currentData()),
            "author": self.author.text(),
            "date": dates.iso_of(self.date.text()),
            "description": self.description.toPlainText(),
            "caveats": self.caveats.toPlainText(),
            "decision": self.decision.toPlainText(),
            "note": self.note.toPlainText(),
        }

    def _weigh(self) -> None:
        try:
            dates.iso_of(self.date.text())
            words = ""
        except InputError as problem:
            words = str(problem)
        self.problem.setText(words)
        self.problem.setVisible(bool(words))
        self.main.setEnabled(not words)

    @classmethod
    def ask(
        cls, parent: QWidget | None, head: ScenarioHead, origin: str, *, internal: bool = True
    ) -> dict[str, str] | None:
        """What is to be said, None where it shall stay; ``internal`` shows the note of the team."""
        dialog = cls(head, origin, parent, internal=internal)
        accepted = dialog.exec() == QDialog.DialogCode.Accepted
        answer = dialog.said() if accepted else None
        dialog.deleteLater()
        return answer


def _several_lines(text: str) -> LongTextField:
    field = LongTextField(2)
    field.show_value(text)
    return field
