"""Asking for a scope preset: the cells it would change are listed before anything is applied."""

from __future__ import annotations

import datetime as dt

from PySide6.QtWidgets import QDialog, QRadioButton, QTableWidget, QWidget

from workbench.models.edits import ScopeEdit
from workbench.models.project import Project
from workbench.models.scenario import Scenario
from workbench.session.presets import Preset, PresetChange, apply_preset, preset_changes, preset_notes
from workbench.ui import formats
from workbench.ui.components.labels import Role, column, label
from workbench.ui.dialogs.base import AskingDialog
from workbench.ui.dialogs.plain_table import fill_table, plain_table
from workbench.ui.services.shown_fields import SCOPE_WORDS
from workbench.ui.theme import current_theme


class PresetsDialog(AskingDialog):
    """Four presets; the list below follows the choice."""

    def __init__(
        self, project: Project, scenario: Scenario, people: float, parent: QWidget | None = None
    ) -> None:
        super().__init__(
            "Which services are in scope to begin with?", "Apply preset", width=680, parent=parent
        )
        self._project, self._scenario, self._people = project, scenario, people
        self._on = dt.datetime.now().astimezone().date()
        self.choices: dict[Preset, QRadioButton] = {}
        for preset in Preset:
            choice = QRadioButton(f"{preset.value}: {preset.description}")
            choice.toggled.connect(self._follow)
            self.choices[preset] = choice
        self.summary = label("", Role.STRONG, wrap=True)
        self.note = label("", Role.SECONDARY, wrap=True)
        self.rows: QTableWidget = plain_table("Changes", ("Service", "Ages", "Localities", "From", "To"))
        self.rows.setMinimumHeight(current_theme().px(220))
        self.fill(column(*self.choices.values(), spacing=6), self.summary, self.rows, self.note)
        self.choices[Preset.OUT_OF_HOSPITAL].setChecked(True)

    @property
    def preset(self) -> Preset:
        """The preset chosen."""
        return next(preset for preset, choice in self.choices.items() if choice.isChecked())

    def edit(self) -> ScopeEdit | None:
        """The step of the preset chosen."""
        return apply_preset(self._project, self._scenario, self.preset, self._on)

    def _follow(self, on: bool = True) -> None:
        if not on:
            return
        changes = preset_changes(self._project, self._scenario, self.preset, self._on)
        services = len({change.key.service for change in changes})
        words = "Nothing changes: the matrix is so already"
        if changes:
            words = f"{formats.count(services, 'service')} and {formats.count(len(changes), 'cell')} change"
        self.summary.setText(words)
        self.note.setText(" ".join(preset_notes(self.preset, self._people)))
        self.main.setEnabled(bool(changes))
        fill_table(self.rows, [list(row) for row in _rows(changes)])

    @classmethod
    def ask(
        cls, parent: QWidget | None, project: Project, scenario: Scenario, people: float
    ) -> ScopeEdit | None:
        """The step wanted, None where nothing shall change."""
        dialog = cls(project, scenario, people, parent)
        accepted = dialog.exec() == QDialog.DialogCode.Accepted
        edit = dialog.edit() if accepted else None
        dialog.deleteLater()
        return edit


def _rows(changes: tuple[PresetChange, ...]) -> list[tuple[str, str, str, str, str]]:
    """One line a service, age group and kind of change, with the number of localities."""
    counted: dict[tuple[str, str, str, str], int] = {}
    for change in changes:
        before, after = SCOPE_WORDS[change.before.scope], SCOPE_WORDS[change.after.scope]
        kind = (change.service, change.key.age.words, before, after)
        counted[kind] = counted.get(kind, 0) + 1
    return [
        (service, ages, formats.number(count), before, after)
        for (service, ages, before, after), count in counted.items()
    ]
