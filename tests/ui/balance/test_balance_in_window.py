"""The balance preview in the real window over the twelve-unit grid; the search itself is a stand-in."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton

from tests.ui.window_driving import press_key, wait_for_jobs
from workbench.balancing import warming
from workbench.balancing.outcome import Candidate, Heard, Status, Watcher
from workbench.models.localities import Locality
from workbench.progress import Progress
from workbench.session.balance_problem import BalanceTask, build_problem
from workbench.session.balance_proposal import BalanceProposal, make_proposal
from workbench.session.balance_request import BalanceRequest, Use
from workbench.ui.balance import bounding, runner
from workbench.ui.balance.balance_view import BalanceView
from workbench.ui.balance.offer import Offer
from workbench.ui.balance.reading import _short
from workbench.ui.balance.shown import ShownBound
from workbench.ui.balance.start_dialog import StartDialog, Wish
from workbench.ui.balance.uses import Task
from workbench.ui.commands import balance_commands
from workbench.ui.components.message_bar import Tone

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from workbench.ui.main_window import MainWindow

CTRL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
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


@pytest.fixture
def balanced(grid_window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> Balanced:
    """The grid with one locality of four areas, and a balancer that is ready."""
    monkeypatch.setattr(warming, "wait_until_warm", lambda _progress: None)
    window = grid_window
    window.acts["new_locality"].trigger()
    window.desk.focus.set_selection(np.arange(4))
    window.draw_commands.assign_selection()
    window.desk.focus.clear_selection()
    return Balanced(window, monkeypatch)


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


def test_a_plan_is_shown_beside_the_drawing_and_accepted_in_one_step(
    qtbot: QtBot, balanced: Balanced
) -> None:
    window, before = balanced.window, balanced.labels
    balanced.run(qtbot, offers(HALVES))
    view = balanced.view
    assert shows(view)
    assert balanced.labels == before
    assert not window.acts["tool_brush"].isEnabled()
    assert not window.acts["undo"].isEnabled()
    after = view.maps.after.canvas.labels()
    assert len(set(after.tolist())) == 2
    assert view.maps.before.canvas.labels().tolist() == before
    assert view.panel.proposal.accept.text().startswith("Accept ")
    press_key(window, Qt.Key.Key_Return, CTRL)
    assert not shows(view)
    assert balanced.labels == after.tolist()
    assert window.acts["undo"].isEnabled()
    window.acts["undo"].trigger()
    assert balanced.labels == before


def test_refusing_a_move_recalculates_and_space_takes_it_again(qtbot: QtBot, balanced: Balanced) -> None:
    balanced.run(qtbot, offers(HALVES))
    page = balanced.view.panel.proposal
    moves = len(page.moves.moves.rows)
    last = page.moves.moves.rows[-1].unit
    page.moves.choose(last)
    page.moves.setFocus()
    press_key(balanced.window, Qt.Key.Key_Space)
    assert page.accept.text() == f"Accept {moves - 1} moves"
    assert balanced.view.maps.after.canvas.labels()[last] == balanced.labels[last]
    assert page.moves.refused() == {last}
    press_key(balanced.window, Qt.Key.Key_Space)
    assert page.accept.text() == f"Accept {moves} moves"
    tick = page.moves.visualRect(page.moves.proxy.index(0, 0)).center()
    QTest.mouseClick(page.moves.viewport(), Qt.MouseButton.LeftButton, pos=tick)
    assert len(page.moves.refused()) == 1


def test_several_plans_are_walked_through_by_key_and_ordered_by_moves(
    qtbot: QtBot, balanced: Balanced
) -> None:
    balanced.run(qtbot, offers(HALVES, ROWS), use=Use.ALTERNATIVES, alternatives=2)
    view = balanced.view
    assert balanced.offer.number == 1
    press_key(balanced.window, Qt.Key.Key_Right, ALT)
    assert balanced.offer.number == 2
    assert not balanced.window.parts.balance.bar.next.isEnabled()
    fewest = min(len(one.whole.moves) for one in balanced.offer._found)
    view.order("moves")
    assert [balanced.offer.number, len(balanced.offer.current.whole.moves)] == [1, fewest]


def test_a_proposal_is_kept_as_a_scenario_of_its_own(qtbot: QtBot, balanced: Balanced) -> None:
    before = balanced.labels
    balanced.run(qtbot, offers(HALVES))
    balanced.window.acts["balance_keep"].trigger()
    bridge = balanced.window.desk.bridge
    assert bridge is not None
    assert [scenario.name for scenario in bridge.project.scenarios] == ["Draft A", "Draft A, balanced"]
    assert bridge.scenario.name == "Draft A, balanced"
    assert [int(label) for label in bridge.project.scenarios[0].plan.labels] == before
    assert balanced.view.offer is None


def test_proposals_wait_behind_the_map_and_are_dropped_with_a_word(qtbot: QtBot, balanced: Balanced) -> None:
    window = balanced.window
    balanced.run(qtbot, offers(HALVES))
    press_key(window, Qt.Key.Key_Escape)
    assert not shows(balanced.view)
    window.acts["balance_show"].trigger()
    assert shows(balanced.view)
    window.show_view("map")
    window.acts["new_locality"].trigger()
    assert window.bar.message is not None
    assert window.bar.message.what.startswith("The proposals were dropped")
    assert not window.acts["balance_show"].isEnabled()


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


def test_without_a_plan_the_suggestion_is_a_button(qtbot: QtBot, balanced: Balanced) -> None:
    words = {
        "status": Status.INFEASIBLE, "reason": "Gridtown has 78,000 people.",
        "suggestion": "Lower the limit to 4,000, or add a link.",
    }  # fmt: skip
    balanced.run(qtbot, offers(**words))
    page = balanced.view.panel.trouble
    assert balanced.view.panel.page is page
    texts = [made.text() for made in page.findChildren(QPushButton) if made.isVisible()]
    assert texts[0] == "Use lower limit 4,000"
    balanced.monkeypatch.setattr(runner, "solve_task", offers(HALVES))
    press_key(balanced.window, Qt.Key.Key_Return)
    wait_for_jobs(qtbot, balanced.window)
    assert balanced.offer.current.whole.task.rules.band.low == 4_000


def test_cancel_keeps_the_best_plan_so_far_on_offer(qtbot: QtBot, balanced: Balanced) -> None:
    told = threading.Event()

    def search(task: BalanceTask, watch: Watcher) -> Found:
        best = candidate(HALVES)
        while watch(Heard(0.1, 3, best)):
            told.set()
        return Found(task, (make_proposal(task, best),), Status.CANCELLED)

    balanced.begin(search)
    view = balanced.view
    assert view.running
    assert not balanced.window.acts["save_as"].isEnabled()
    qtbot.waitUntil(told.is_set)
    qtbot.waitUntil(lambda: len(set(view.maps.after.canvas.labels().tolist())) == 2)
    press_key(balanced.window, Qt.Key.Key_Escape)
    wait_for_jobs(qtbot, balanced.window)
    assert view.in_front
    assert len(balanced.offer) == 1
    assert "You stopped the search" in view.panel.proposal.told.text()


def test_both_maps_show_the_same_part_and_point_at_the_same_place(qtbot: QtBot, balanced: Balanced) -> None:
    balanced.run(qtbot, offers(HALVES))
    maps = balanced.view.maps
    maps.after.canvas.zoom_in()
    one, other = maps.before.canvas.view(), maps.after.canvas.view()
    assert (one.scale, one.centre_x, one.centre_y) == (other.scale, other.centre_x, other.centre_y)
    assert balanced.window.desk.bridge is not None
    x, y = balanced.window.desk.bridge.project.area.units.points[0]
    maps.before.hovered.emit(0, float(x), float(y))
    assert maps.after._mark.at == (x, y)
    assert "Gridtown 001A" in balanced.view.strip._place.text()


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


def test_a_search_shows_no_status_of_the_plan_before(qtbot: QtBot, balanced: Balanced) -> None:
    balanced.run(qtbot, offers(HALVES))
    after = balanced.view.maps.after
    go_on = threading.Event()

    def search(task: BalanceTask, watch: Watcher) -> Found:
        watch(Heard(0.5, 1, candidate(HALVES)))
        go_on.wait(10)
        return offers(ROWS)(task, watch)

    balanced.monkeypatch.setattr(runner, "solve_task", search)
    balanced.window.acts["balance_again"].trigger()
    qtbot.waitUntil(lambda: after._note.text() == "best so far")
    assert not after._badge.isVisible()
    go_on.set()
    wait_for_jobs(qtbot, balanced.window)
    QApplication.processEvents()
    assert after._badge.isVisible()


@pytest.mark.parametrize(
    ("reason", "short"),
    [
        ("Keeps Stoke & Shelton in one piece", "Keeps Stoke whole"),
        ("Brings Stoke & Shelton into one piece", "Makes Stoke whole"),
        ("Stoke & Shelton is over", "Stoke is over"),
        ("Rounder border", "Rounder border"),
        ("Newcastle South Practices is under", "12 is under"),
        ("Stoke & Shelton is given up", "Stoke is given up"),
    ],
)
def test_reasons_fit_beside_a_move(reason: str, short: str) -> None:
    stoke, newcastle = Locality("L01", 1, "Stoke & Shelton"), Locality("L12", 12, "Newcastle South Practices")
    assert _short(reason, stoke, newcastle, None) == short


def test_a_search_that_broke_off_does_not_hold_the_preview(qtbot: QtBot, balanced: Balanced) -> None:
    balanced.run(qtbot, offers(HALVES))
    balanced.view.running = True  # as a search leaves it that ended by an unexpected exception
    balanced.view.panel.show_page(balanced.view.panel.progress)
    balanced.view.panel.progress.cancel.click()
    assert not balanced.view.running
    assert balanced.view.panel.page is balanced.view.panel.proposal
    press_key(balanced.window, Qt.Key.Key_Escape)
    assert not balanced.view.in_front
