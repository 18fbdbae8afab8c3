"""The real window with a search that answers what a test says."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
import pytest
from PySide6.QtWidgets import QApplication

from tests.ui.window_driving import wait_for_jobs
from workbench.balancing.outcome import Candidate, Heard, Status, Watcher
from workbench.session.balance_problem import BalanceTask
from workbench.session.balance_proposal import BalanceProposal, make_proposal
from workbench.session.balance_request import BalanceRequest
from workbench.ui.balance import runner
from workbench.ui.balance.balance_view import BalanceView
from workbench.ui.balance.offer import Offer
from workbench.ui.balance.start_dialog import StartDialog, Wish
from workbench.ui.balance.uses import Task

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from workbench.ui.main_window import MainWindow

HALVES = (0, 0, 1, 1) * 3
"""West and east half of the grid: 1 + 2 + 5 + 6 + 9 + 10 = 33 and 45 thousand people."""
ROWS = (0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2)
"""South, middle and north: 10, 26 and 42 thousand people."""


@dataclass(frozen=True)
class Found:
    """What a search comes back with, as far as the window reads it."""

    task: BalanceTask
    proposals: tuple[BalanceProposal, ...]
    status: Status = Status.FOUND
    reason: str = ""
    suggestion: str = ""
    effort_words: str = "Seed 1, 1 start, 0.1 s"


def shows(view: BalanceView) -> bool:
    """Whether the preview covers the map."""
    return view.in_front


def candidate(labels: tuple[int, ...]) -> Candidate:
    """A plan by label."""
    return Candidate(np.array(labels, np.int32), max(labels) + 1, 1.0)


def offers(*plans: tuple[int, ...], **more: object) -> Callable[[BalanceTask, Watcher], Found]:
    """A search that finds these plans at once."""

    def search(task: BalanceTask, watch: Watcher) -> Found:
        watch(Heard(0.5, 1, candidate(plans[0]) if plans else None))
        found = Found(task, tuple(make_proposal(task, candidate(plan)) for plan in plans))
        return replace(found, **more)  # type: ignore[arg-type]  # fields of Found by name

    return search


@dataclass
class Balanced:
    """The window with a search that answers what a test says."""

    window: MainWindow
    monkeypatch: pytest.MonkeyPatch

    def run(self, qtbot: QtBot, search: Callable[[BalanceTask, Watcher], Found], **wanted: object) -> None:
        """Choose in the menu, answer the dialog, and wait for the end of the search."""
        self.begin(search, **wanted)
        wait_for_jobs(qtbot, self.window)
        QApplication.processEvents()

    def begin(self, search: Callable[[BalanceTask, Watcher], Found], **wanted: object) -> None:
        """Start only."""
        request = BalanceRequest(low=5_000, high=60_000, **wanted)  # type: ignore[arg-type]  # by name
        task = Task(request.use.value)
        self.monkeypatch.setattr(runner, "solve_task", search)
        self.monkeypatch.setattr(StartDialog, "ask", classmethod(lambda *_a, **_k: Wish(task, request)))
        self.window.acts[f"balance_{task.value}"].trigger()

    @property
    def labels(self) -> list[int]:
        """The plan of the project."""
        assert self.window.desk.bridge is not None
        return [int(label) for label in self.window.desk.bridge.scenario.plan.labels]

    @property
    def view(self) -> BalanceView:
        """The preview."""
        return self.window.parts.balance

    @property
    def offer(self) -> Offer:
        """The proposals on offer."""
        assert self.view.offer is not None
        return self.view.offer
