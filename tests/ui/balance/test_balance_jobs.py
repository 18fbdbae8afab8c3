"""The work behind the preview: tasks and bounds that can be stopped, proposals that wait or are dropped."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from tests.ui.balance.balanced_window import HALVES, ROWS, Balanced, offers, shows
from tests.ui.window_driving import press_key, wait_for_jobs
from workbench.balancing.outcome import Status
from workbench.progress import Progress
from workbench.session.balance_problem import BalanceTask, build_problem
from workbench.session.balance_request import Use
from workbench.ui.balance import bounding, runner
from workbench.ui.balance.shown import ShownBound
from workbench.ui.commands import balance_commands
from workbench.ui.components.message_bar import Tone

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


def test_waiting_proposals_have_a_place_in_the_strip(qtbot: QtBot, balanced: Balanced) -> None:
    strip = balanced.window.strip
    assert strip._waiting.isHidden()
    balanced.run(qtbot, offers(HALVES, ROWS), use=Use.ALTERNATIVES, alternatives=2)
    assert strip._waiting.isHidden()
    press_key(balanced.window, Qt.Key.Key_Escape)
    assert strip._waiting.text() == "2 proposals wait"
    strip._waiting.click()
    assert shows(balanced.view)
    assert len(balanced.offer) == 2
    balanced.window.acts["balance_discard"].trigger()
    assert strip._waiting.isHidden()


def test_what_was_dropped_is_told_once(qtbot: QtBot, balanced: Balanced) -> None:
    window = balanced.window
    balanced.run(qtbot, offers(HALVES))
    window.show_view("map")
    window.acts["new_locality"].trigger()
    window.desk.tell(Tone.NOTE, "Something else")
    window.bar.dismiss()
    assert window.bar.message is None


def test_what_cannot_be_asked_is_told_in_the_preview(qtbot: QtBot, balanced: Balanced) -> None:
    balanced.window.desk.focus.set_selection(np.arange(12))
    balanced.window.draw_commands.assign_selection()
    balanced.run(qtbot, offers(HALVES), use=Use.FILL)  # every area has a locality: no task can be built
    page = balanced.view.panel.trouble
    assert balanced.view.panel.page is page
    assert page.accessibleName().startswith("Every area has a locality.")
    assert not balanced.view.running


def test_building_the_task_can_be_cancelled(
    qtbot: QtBot, balanced: Balanced, monkeypatch: pytest.MonkeyPatch
) -> None:
    go_on = threading.Event()
    built = build_problem

    def slow(*given: object, progress: Progress, **more: object) -> BalanceTask:
        go_on.wait(10)
        progress.report(0.5)
        return built(*given, **more)  # type: ignore[arg-type]  # handed on

    monkeypatch.setattr(balance_commands, "build_problem", slow)
    balanced.begin(offers(HALVES))
    assert shows(balanced.view)  # before there is a task
    assert balanced.view.panel.page is balanced.view.panel.progress
    balanced.view.panel.progress.cancel.click()
    go_on.set()
    wait_for_jobs(qtbot, balanced.window)
    assert not shows(balanced.view)
    assert balanced.view.offer is None


def test_a_bound_can_be_stopped(qtbot: QtBot, balanced: Balanced, monkeypatch: pytest.MonkeyPatch) -> None:
    balanced.run(qtbot, offers(HALVES))
    go_on = threading.Event()
    monkeypatch.setattr(bounding, "bound_of", lambda _task, _plan: go_on.wait(10))
    block = balanced.view.panel.proposal.bound
    block._ask.click()
    assert block._stop.isVisible()
    block._stop.click()
    wait_for_jobs(qtbot, balanced.window)
    go_on.set()
    assert block._ask.isVisible()
    assert block._ask.isEnabled()
    assert not block._stop.isVisible()


def test_a_bound_does_not_measure_a_plan_outside_the_limits(qtbot: QtBot, balanced: Balanced) -> None:
    balanced.run(qtbot, offers(HALVES))
    task = balanced.offer.current.whole.task
    assert bounding.bound_of(task, np.array(HALVES, np.int32)).value is not None
    alone = np.array([0, *[1] * 11], np.int32)  # 1,000 people of at least 5,000
    assert bounding.bound_of(task, alone) == ShownBound(bounding.OUTSIDE)


def test_both_maps_are_labelled_alike_where_they_are_alike(qtbot: QtBot, balanced: Balanced) -> None:
    balanced.run(qtbot, offers(HALVES))
    balanced.monkeypatch.setattr(runner, "solve_task", offers(status=Status.INFEASIBLE, reason="No"))
    balanced.window.acts["balance_again"].trigger()
    wait_for_jobs(qtbot, balanced.window)
    before, after = balanced.view.maps.before, balanced.view.maps.after
    assert before.labels.boxes() == after.labels.boxes()


def test_a_bound_of_another_plan_is_left_out(qtbot: QtBot, balanced: Balanced) -> None:
    balanced.run(qtbot, offers(HALVES))
    view, page = balanced.view, balanced.view.panel.proposal
    one, asked = balanced.offer.current, balanced.offer.current.now
    view.tick([page.moves.moves.rows[-1].unit], refused=True)
    view.tick([page.moves.moves.rows[-1].unit], refused=False)
    view.show_bound(one, asked, ShownBound("Every plan needs at least 2 moves; this one has 8."))
    assert one.bound is None
    view.show_bound(one, one.now, ShownBound("Every plan needs at least 2 moves; this one has 7."))
    assert one.bound is not None


def test_a_bound_is_not_asked_for_while_something_is_worked_out(qtbot: QtBot, balanced: Balanced) -> None:
    balanced.run(qtbot, offers(HALVES, ROWS), use=Use.ALTERNATIVES, alternatives=2)
    go_on = threading.Event()
    ask = next(x for x in balanced.view.panel.proposal.bound.findChildren(QPushButton) if x.isVisible())
    assert ask.isEnabled()
    balanced.window.desk.jobs.start("Waiting", lambda _progress: go_on.wait(10), lambda _done: None)
    balanced.view.next()
    assert not ask.isEnabled()
    go_on.set()
    wait_for_jobs(qtbot, balanced.window)
    assert ask.isEnabled()
