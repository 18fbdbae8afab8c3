"""Asking for a new scenario: its name, and whether it starts empty or as a copy."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtWidgets import QComboBox, QDialog, QLineEdit, QWidget

from workbench.ui.dialogs.base import AskingDialog
from workbench.ui.form_rows import add_row, form_layout


@dataclass(frozen=True)
class NewScenario:
    """The answer; ``copy_of`` is a scenario's id, None for an empty start."""

    name: str
    copy_of: str | None


class ScenarioDialog(AskingDialog):
    """Name and start."""

    def __init__(
        self, scenarios: Sequence[tuple[str, str]], current: str, parent: QWidget | None = None
    ) -> None:
        super().__init__("Start another scenario?", "Add scenario", parent=parent)
        form = form_layout()
        self.name = add_row(form, "&Name", QLineEdit(f"Draft {len(scenarios) + 1}"))
        self.start = add_row(form, "&Start", QComboBox())
        self.start.addItem("Empty", None)
        for key, name in scenarios:
            self.start.addItem(f"Copy of {name}", key)
        self.start.setCurrentIndex(max(0, self.start.findData(current)))
        self.name.textChanged.connect(lambda text: self.main.setEnabled(bool(text.strip())))
        self.name.selectAll()
        self.body(form)

    @classmethod
    def ask(
        cls, parent: QWidget | None, scenarios: Sequence[tuple[str, str]], current: str
    ) -> NewScenario | None:
        """The answer, None where nobody wants one."""
        dialog = cls(scenarios, current, parent)
        accepted = dialog.exec() == QDialog.DialogCode.Accepted
        answer = NewScenario(dialog.name.text().strip(), dialog.start.currentData())
        dialog.deleteLater()
        return answer if accepted else None
