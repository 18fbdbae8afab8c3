"""The balance preview in the real window over the twelve-unit grid; the search itself is a stand-in."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton

from tests.ui.balance.balanced_window import HALVES, ROWS, Balanced, Found, candidate, offers, shows
from tests.ui.window_driving import press_key, wait_for_jobs
from workbench.balancing.outcome import Heard, Status, Watcher
from workbench.models.localities import Locality
from workbench.session.balance_problem import BalanceTask
from workbench.session.balance_proposal import make_proposal
from workbench.session.balance_request import Use
from workbench.ui.balance import runner
from workbench.ui.balance.reading import _short

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


CTRL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier


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
    told = window.bar.message
    assert told is not None
    assert told.what.startswith("Accepted in one step")
    window.acts["undo"].trigger()
    assert balanced.labels == before
    assert window.bar.message is None  # its Undo would take another step back now


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
        ("Brings SHELTON & HANLEY PCN into one piece", "Makes 13 whole"),
        ("Stoke & Shelton is given up", "Stoke is given up"),
    ],
)
def test_reasons_fit_beside_a_move(reason: str, short: str) -> None:
    names = ("Stoke & Shelton", "Newcastle South Practices", "SHELTON & HANLEY PCN")
    localities = [Locality(f"L{at}", at, name) for at, name in enumerate(names, 11)]
    assert _short(reason, *localities, None) == short


def test_a_search_that_broke_off_does_not_hold_the_preview(qtbot: QtBot, balanced: Balanced) -> None:
    balanced.run(qtbot, offers(HALVES))
    balanced.view.running = True  # as a search leaves it that ended by an unexpected exception
    balanced.view.panel.show_page(balanced.view.panel.progress)
    balanced.view.panel.progress.cancel.click()
    assert not balanced.view.running
    assert balanced.view.panel.page is balanced.view.panel.proposal
    press_key(balanced.window, Qt.Key.Key_Escape)
    assert not balanced.view.in_front
