"""What shall be balanced: a question with few choices, weights and more folded away."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QDialog, QFrame, QScrollArea, QWidget
from typing_extensions import override

from workbench.models.project import Project
from workbench.models.scenario import Scenario
from workbench.session.balance_request import BalanceRequest
from workbench.ui.balance.start_form import StartForm
from workbench.ui.balance.uses import TASKS, Task
from workbench.ui.components.labels import Role, column, label
from workbench.ui.dialogs.base import AskingDialog
from workbench.ui.theme import current_theme


@dataclass(frozen=True)
class Wish:
    """A task and its request."""

    task: Task
    request: BalanceRequest


class StartDialog(AskingDialog):
    """Nothing changes by it: the answer is a preview."""

    def __init__(self, project: Project, scenario: Scenario, parent: QWidget | None = None) -> None:
        super().__init__("What shall the balancer do?", "Start", width=520, parent=parent)
        self.form = StartForm(project, scenario)
        self._scroll = QScrollArea()
        page = QWidget()
        layout = column(self.form)
        layout.addStretch(1)  # a short form stays together at the top
        page.setLayout(layout)
        page.setAutoFillBackground(False)
        self._scroll.setWidget(page)
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.viewport().setAutoFillBackground(False)
        self.form.setAutoFillBackground(False)
        self._lacking = label("", Role.CAPTION, wrap=True)
        self.fill(self._scroll, self._lacking)
        self.form.changed.connect(self._weigh)
        self.form.weights_fold.toggled.connect(lambda _open: self._fit())
        self.form.more.toggled.connect(lambda _open: self._fit())
        self._weigh()

    def wish(self) -> Wish:
        """What was chosen."""
        return Wish(self.form.chosen_task(), self.form.request())

    def _weigh(self) -> None:
        lacking = self.form.lacking()
        self.main.setEnabled(not lacking)
        self._lacking.setText(lacking)
        self.main.setText(TASKS[self.form.chosen_task()].name)
        self._fit()

    def _fit(self) -> None:
        """As high as the choices need, as far as the screen has room."""
        room = self.screen().availableGeometry().height()
        wanted = self.form.sizeHint().height() + 4
        self._scroll.setMinimumHeight(min(wanted, room - current_theme().px(210)))
        self.adjustSize()

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._fit()
        if self.form.chosen_task() is Task.MERGE:  # nothing can start before a tick
            self.form.several.setFocus(Qt.FocusReason.TabFocusReason)

    @classmethod
    def ask(
        cls,
        parent: QWidget | None,
        project: Project,
        scenario: Scenario,
        *,
        task: Task,
        target: str | None = None,
        earlier: Wish | None = None,
    ) -> Wish | None:
        """The task and the request to start with, None for none."""
        dialog = cls(project, scenario, parent)
        if earlier is not None:
            dialog.form.show_request(earlier.task, earlier.request)
        else:
            dialog.form.choose(task, target)
        accepted = dialog.exec() == QDialog.DialogCode.Accepted
        answer = dialog.wish() if accepted else None
        dialog.deleteLater()
        return answer
