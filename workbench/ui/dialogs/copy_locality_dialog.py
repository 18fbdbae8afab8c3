"""Asking which scenario a locality is copied into; says before what it takes there."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtWidgets import QComboBox, QDialog, QWidget

from workbench.ui.components.labels import Role, label
from workbench.ui.dialogs.base import AskingDialog
from workbench.ui.form_rows import add_row, form_layout


@dataclass(frozen=True)
class CopyEffect:
    """What a copy would do in a scenario: one line each; it can be made where areas would move."""

    lines: tuple[str, ...]
    possible: bool


class CopyLocalityDialog(AskingDialog):
    """A choice of scenario, and what the copy would take there."""

    def __init__(
        self,
        name: str,
        scenarios: Sequence[tuple[str, str]],
        effect: Callable[[str], CopyEffect],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(f"Copy {name} into which scenario?", "Copy locality", width=480, parent=parent)
        self._effect = effect
        form = form_layout()
        self.scenario = add_row(form, "&Scenario", QComboBox())
        for key, words in scenarios:
            self.scenario.addItem(words, key)
        self.lines = label("", Role.SECONDARY, wrap=True)
        self.lines.setAccessibleName("What the copy takes there")
        self.scenario.currentIndexChanged.connect(lambda _at: self._follow())
        self.fill(form, self.lines)
        self._follow()

    def _follow(self) -> None:
        effect = self._effect(str(self.scenario.currentData()))
        self.lines.setText("\n".join(effect.lines))
        self.main.setEnabled(effect.possible)

    @classmethod
    def ask(
        cls,
        parent: QWidget | None,
        name: str,
        scenarios: Sequence[tuple[str, str]],
        effect: Callable[[str], CopyEffect],
    ) -> str | None:
        """The id of the scenario, None where nothing is copied."""
        dialog = cls(name, scenarios, effect, parent)
        accepted = dialog.exec() == QDialog.DialogCode.Accepted
        chosen = str(dialog.scenario.currentData())
        dialog.deleteLater()
        return chosen if accepted else None
