"""Long work beside the window: results, cancel, expected problems, and joining."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from workbench.errors import InputError, WorkbenchError
from workbench.progress import Progress
from workbench.ui.jobs import Jobs

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


def test_the_result_comes_back_to_the_window(qtbot: QtBot) -> None:
    jobs, found = Jobs(), list[int]()

    def work(progress: Progress) -> int:
        progress.report(1.0, "done")
        return 42

    with qtbot.waitSignal(jobs.reported):
        assert jobs.start("Counting", work, found.append)
    qtbot.waitUntil(lambda: not jobs.busy)
    assert found == [42]


def test_only_one_piece_of_work_at_a_time_and_cancel_stops_it(qtbot: QtBot) -> None:
    jobs, stopped, go_on = Jobs(), list[bool](), threading.Event()

    def work(progress: Progress) -> None:
        go_on.wait(10)
        progress.report(0.5)

    assert jobs.start("Waiting", work, lambda _: None, stopped=lambda: stopped.append(True))
    assert not jobs.start("Another", work, lambda _: None)
    jobs.cancel()
    go_on.set()
    qtbot.waitUntil(lambda: not jobs.busy)
    assert stopped == [True]


def test_expected_problems_are_handed_over(qtbot: QtBot) -> None:
    jobs, told = Jobs(), list[WorkbenchError]()

    def work(_progress: Progress) -> None:
        raise InputError("The file is empty.")

    jobs.start("Reading", work, lambda _: None, failed=told.append)
    qtbot.waitUntil(lambda: not jobs.busy)
    assert [problem.what for problem in told] == ["The file is empty."]
    with qtbot.waitSignal(jobs.problem_told):
        jobs.start("Reading", work, lambda _: None)


def test_joining_hands_nothing_over_any_more(qtbot: QtBot) -> None:
    jobs, found, started = Jobs(), list[object](), threading.Event()

    def work(progress: Progress) -> None:
        while True:
            started.set()
            progress.report(0.1)

    jobs.start("Endless", work, found.append)
    qtbot.waitUntil(started.is_set)
    jobs.join()
    assert not jobs.busy
    assert found == []
