"""Only the newest of each kind of work is shown."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from workbench.errors import InputError
from workbench.progress import Progress
from workbench.ui.latest import Latest

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


def test_work_that_is_outdated_is_never_shown(qtbot: QtBot) -> None:
    latest = Latest()
    shown: list[object] = []
    begun, go = threading.Event(), threading.Event()

    def slow(_progress: Progress) -> str:
        begun.set()
        go.wait(10)
        return "old"

    latest.ask("figures", slow, shown.append)
    assert begun.wait(10)
    latest.ask("figures", lambda _progress: "newer", shown.append)
    latest.ask("figures", lambda _progress: "newest", shown.append)
    latest.ask("charts", lambda _progress: "charts", shown.append)
    go.set()
    qtbot.waitUntil(lambda: not latest.busy)
    assert shown == ["newest", "charts"]


def test_a_problem_is_told_and_work_goes_on(qtbot: QtBot) -> None:
    latest = Latest()
    shown: list[object] = []
    told: list[InputError] = []
    latest.problem.connect(told.append)

    def fails(_progress: Progress) -> None:
        raise InputError("That did not go well.")

    latest.ask("figures", fails, shown.append)
    latest.ask("charts", lambda _progress: 1, shown.append)
    qtbot.waitUntil(lambda: not latest.busy)
    assert shown == [1]
    assert [problem.what for problem in told] == ["That did not go well."]


def test_what_is_forgotten_is_not_shown(qtbot: QtBot) -> None:
    latest = Latest()
    shown: list[object] = []
    latest.ask("figures", lambda _progress: 1, shown.append)
    latest.forget()
    assert not latest.busy
    qtbot.wait(20)
    assert shown == []
