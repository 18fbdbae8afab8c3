"""The strip says less where it has less room, and never lets one entry cover another."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QToolButton
from pytestqt.qtbot import QtBot

from workbench.ui.issue_list import IssueCount
from workbench.ui.panels.issue_strip import IssueStrip
from workbench.ui.status import BandState

COUNTS = [
    IssueCount(BandState.OVER, "2 over"),
    IssueCount(BandState.UNDER, "3 under"),
    IssueCount(BandState.NEAR, "4 near a limit"),
    IssueCount(BandState.UNASSIGNED, "12 areas unassigned, 18,736 people", "12 areas unassigned"),
    IssueCount(BandState.PARTS, "5 areas cut off"),
    IssueCount(BandState.PRACTICE, "17 practices outside their patients’ locality", "17 practices elsewhere"),
]

pytestmark = pytest.mark.usefixtures("light_theme")


@pytest.mark.parametrize("width", [1366, 1100, 980, 683])
def test_entries_stand_beside_each_other_at_every_width(qtbot: QtBot, width: int) -> None:
    strip = IssueStrip()
    qtbot.addWidget(strip)
    strip.resize(width, 32)
    strip.show_place("E 391,822 N 345,123")
    strip.show()
    strip.show_counts(COUNTS[:2], next_there=True)
    strip.show_counts(COUNTS, next_there=True)  # the practices come, as after a rule
    entries = [strip._entries[count.kind] for count in COUNTS]
    right = 0
    for entry in (*entries, strip._next):
        box = entry.geometry()
        assert box.left() >= right, entry
        assert box.width() >= entry.sizeHint().width(), entry
        right = box.right()
    assert right <= width
    assert [entry.accessibleName() for entry in entries] == [count.text for count in COUNTS]


def test_words_come_back_with_the_room(qtbot: QtBot) -> None:
    strip = IssueStrip()
    qtbot.addWidget(strip)
    strip.show()
    strip.show_counts(COUNTS, next_there=True)
    practices = strip._entries[BandState.PRACTICE]
    assert isinstance(practices, QToolButton)
    strip.resize(683, 32)
    assert practices.text() == "17"
    assert practices.toolTip() == COUNTS[-1].text
    strip.resize(1400, 32)
    assert practices.text() == COUNTS[-1].text


def test_the_first_entries_keep_their_words_longest(qtbot: QtBot) -> None:
    strip = IssueStrip()
    qtbot.addWidget(strip)
    strip.show()
    strip.show_counts(COUNTS, next_there=True)
    strip.resize(683, 32)
    texts = [strip._entries[count.kind].text() for count in COUNTS]
    assert texts[:2] == ["2 over", "3 under"]
    assert texts[-1] == "17"
