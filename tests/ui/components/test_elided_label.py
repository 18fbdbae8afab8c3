"""A label that is cut says so, and tells the whole of it."""

from __future__ import annotations

from pytestqt.qtbot import QtBot

from workbench.ui.components.elided_label import ElidedLabel


def test_long_words_end_in_an_ellipsis_and_are_told_in_full(qtbot: QtBot) -> None:
    made = ElidedLabel("Saltmouth and Gullhaven Primary Care Network")
    qtbot.addWidget(made)
    made.resize(80, 20)
    made.show()
    qtbot.waitExposed(made)
    made.repaint()
    assert made.shown_text.endswith("…")
    assert made.toolTip() == made.text()
    made.resize(900, 20)
    made.repaint()
    assert made.shown_text == made.text()
    assert made.toolTip() == ""
    assert made.minimumSizeHint().width() == 1


def test_a_number_at_the_end_stays(qtbot: QtBot) -> None:
    made = ElidedLabel("Moorlands and Rural Primary Care Network 2")
    qtbot.addWidget(made)
    made.resize(120, 20)
    made.show()
    qtbot.waitExposed(made)
    assert made.shown_text.startswith("Moor")
    assert made.shown_text.endswith("… 2")
    assert made.fontMetrics().horizontalAdvance(made.shown_text) <= 120
    made.resize(900, 20)
    assert made.shown_text == made.text()
