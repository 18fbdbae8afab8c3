"""Message bar, progress, problem dialog, segment, form rows."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from workbench.errors import InputError
from workbench.ui.components.buttons import rail_button, tool_button
from workbench.ui.components.message_bar import Message, MessageAction, MessageBar, Tone
from workbench.ui.components.progress_panel import ProgressPanel
from workbench.ui.components.segment import Segment
from workbench.ui.form_rows import add_row, form_layout
from workbench.ui.messages import ExceptionHook, UnexpectedProblemDialog, details_of, tell_problem


@pytest.fixture
def bar(qtbot: QtBot) -> Iterator[MessageBar]:
    holder = QWidget()
    qtbot.addWidget(holder)
    made = MessageBar(holder)
    with qtbot.waitExposed(holder):
        holder.show()
    yield made
    holder.close()


def texts(widget: QWidget) -> list[str]:
    return [part.text() for part in widget.findChildren(QLabel) if part.text()]


def test_good_news_leaves_and_problems_stay(bar: MessageBar) -> None:
    bar.say(Tone.PROBLEM, "This file is empty", why="Choose another file.")
    assert (bar.isVisible(), bar.leaving) == (True, False)
    bar.say(Tone.GOOD, "Saved")
    assert bar.leaving
    bar.dismiss()
    assert bar.message is not None
    assert bar.message.what == "This file is empty"
    assert (bar.isVisible(), bar.leaving) == (True, False)
    bar.dismiss()
    assert not bar.isVisible()


def test_good_news_makes_room_for_what_comes_next(bar: MessageBar) -> None:
    bar.say(Tone.GOOD, "Saved")
    bar.say(Tone.GOOD, "Exported")
    bar.dismiss()
    assert bar.message is None


def test_the_same_problem_is_shown_once_and_can_be_withdrawn(bar: MessageBar) -> None:
    for _ in range(2):
        bar.say(Tone.WARNING, "The shared drive did not answer")
    bar.dismiss()
    assert bar.message is None
    bar.say(Tone.WARNING, "The shared drive did not answer")
    bar.withdraw("The shared drive did not answer")
    assert bar.message is None


def test_the_timer_stops_when_the_window_goes(bar: MessageBar) -> None:
    bar.say(Tone.GOOD, "Saved")
    bar.window().hide()
    assert not bar.leaving


def test_a_button_closes_the_message_and_acts(bar: MessageBar, qtbot: QtBot) -> None:
    done: list[str] = []
    bar.say(Tone.PROBLEM, "No column", actions=[MessageAction("Map columns", lambda: done.append("mapped"))])
    qtbot.mouseClick(bar.findChild(QPushButton), Qt.MouseButton.LeftButton)
    assert (done, bar.message) == (["mapped"], None)


def test_at_most_two_buttons() -> None:
    with pytest.raises(ValueError, match="at most 2"):
        Message(Tone.NOTE, "Three", actions=(MessageAction("A", int),) * 3)


def test_expected_problems_go_to_the_bar_and_others_to_the_dialog(bar: MessageBar) -> None:
    shown: list[BaseException] = []
    hook = ExceptionHook(lambda: bar, show=shown.append)
    problem = InputError("No rows in a.csv", why="The file is empty.", remedy="Choose another file.")
    hook(InputError, problem, None)
    assert texts(bar) == ["No rows in a.csv", "The file is empty. Choose another file."]
    unexpected = KeyError("x")
    hook(KeyError, unexpected, None)
    assert shown == [unexpected]


def test_a_problem_inside_the_dialog_opens_no_second_one(bar: MessageBar) -> None:
    shown: list[BaseException] = []

    def show(problem: BaseException) -> None:
        shown.append(problem)
        hook(ValueError, ValueError("again"), None)

    hook = ExceptionHook(lambda: None, show=show)
    hook(KeyError, KeyError("x"), None)
    assert len(shown) == 1


def test_the_dialog_gives_details_to_copy(qtbot: QtBot, tmp_path: Path) -> None:
    dialog = UnexpectedProblemDialog(RuntimeError("broken"), log_folder=tmp_path)
    qtbot.addWidget(dialog)
    dialog.copy_details()
    assert "RuntimeError: broken" in QGuiApplication.clipboard().text()
    assert details_of(RuntimeError("broken")).startswith("Locality Workbench ")
    assert any(str(tmp_path) in text for text in texts(dialog))


def test_tell_problem_without_remedy(bar: MessageBar) -> None:
    tell_problem(bar, InputError("Too short"))
    assert texts(bar) == ["Too short"]


def test_progress_shows_only_what_takes_long(qtbot: QtBot) -> None:
    holder = QWidget()
    qtbot.addWidget(holder)
    panel = ProgressPanel(holder)
    with qtbot.waitExposed(holder):
        holder.show()
    panel.start("Reading areas")
    assert not panel.isVisible()
    qtbot.waitUntil(panel.isVisible)
    assert panel.value is None
    panel.report(0.25, "80 of 320 areas")
    assert panel.value == pytest.approx(0.25)
    with qtbot.waitSignal(panel.cancelled):
        qtbot.mouseClick(panel.findChild(QPushButton), Qt.MouseButton.LeftButton)
    panel.finish()
    assert not panel.isVisible()


def test_progress_of_short_work_is_never_shown(qtbot: QtBot) -> None:
    panel = ProgressPanel()
    qtbot.addWidget(panel)
    panel.start("Reading areas")
    panel.finish()
    assert not panel.isVisible()


def test_segment_by_keyboard(qtbot: QtBot) -> None:
    segment = Segment("Scenario")
    qtbot.addWidget(segment)
    segment.set_choices((("a", "A  PCN & more"), ("b", "B  Flow")), "a")
    with qtbot.waitSignal(segment.chosen) as heard:
        qtbot.keyClick(segment, Qt.Key.Key_Right)
    assert (heard.args, segment.current) == (["b"], "b")
    segment.set_choices((("c", "C"),), "c")
    assert segment.current == "c"
    segment.set_current("gone")
    assert segment.current == "c"


def test_tools_say_their_name_and_shortcut(qtbot: QtBot) -> None:
    brush = rail_button("Brush", "brush", shortcut="P", tip="Paint areas into the chosen locality")
    undo = tool_button("Undo", "undo", shortcut="Ctrl+Z")
    for made in (brush, undo):
        qtbot.addWidget(made)
    assert brush.toolTip() == "Brush (P)\nPaint areas into the chosen locality"
    assert (undo.toolTip(), undo.accessibleName()) == ("Undo (Ctrl+Z)", "Undo")


def test_a_form_row_ties_label_and_field(qtbot: QtBot) -> None:
    page = QWidget()
    qtbot.addWidget(page)
    form = form_layout()
    page.setLayout(form)
    field = add_row(form, "&Lower limit", QLineEdit(), tip="Least people of a locality", note="People")
    buddy = next(part for part in page.findChildren(QLabel) if part.buddy() is not None)
    assert (buddy.buddy(), field.accessibleName()) == (field, "Lower limit")
    assert field.toolTip() == "Least people of a locality"
