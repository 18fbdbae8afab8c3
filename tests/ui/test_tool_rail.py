"""The rail of tools: every tool is a button or stands in the menu of the last one, at any height."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QObject
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from workbench.ui.action_set import ActionSet
from workbench.ui.actions import specs
from workbench.ui.panels.tool_rail import GROUPS, VIEWS, ToolRail

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

TOOLS = [key for group in GROUPS for key in group]


def ids(actions: list[QAction]) -> list[str]:
    return [action.objectName() for action in actions]


@pytest.fixture
def rail(qtbot: QtBot, light_theme: None) -> Iterator[ToolRail]:
    owner = QObject()
    made = ToolRail(ActionSet({}, owner))
    qtbot.addWidget(made)
    with qtbot.waitExposed(made):
        made.show()
    yield made
    made.close()
    owner.deleteLater()


@pytest.mark.parametrize("height", [2000, 656, 560, 400])
def test_no_tool_is_lost_at_any_height(rail: ToolRail, height: int) -> None:
    rail.resize(rail.width(), height)
    folded = ids(rail.tools.folded)
    shown = [key for key in TOOLS if rail.buttons[key].isVisible()]
    assert shown + folded == TOOLS
    assert rail.tools.more.isVisible() == bool(folded)
    assert height > 400 or folded
    assert height < 2000 or not folded
    buttons = [rail.buttons[key] for key in (*VIEWS, *shown)] + [rail.tools.more] * bool(folded)
    for above, below in pairwise(buttons):
        top = below.mapTo(rail, below.rect().topLeft()).y()
        assert above.mapTo(rail, above.rect().bottomLeft()).y() < top
        assert top + below.height() <= rail.height()
        assert below.height() == buttons[0].height()


def test_the_last_button_shows_the_tool_in_hand(rail: ToolRail, monkeypatch: pytest.MonkeyPatch) -> None:
    rail.resize(rail.width(), 400)
    opened: list[list[str]] = []
    monkeypatch.setattr(QMenu, "popup", lambda menu, _at: opened.append(ids(menu.actions())))
    assert not rail.tools.more.isChecked()
    rail.tools.more.click()
    assert opened == [ids(rail.tools.folded)]
    assert "tool_pan" in opened[0]
    pan = next(action for action in rail.tools.folded if action.objectName() == "tool_pan")
    pan.setChecked(True)
    assert rail.tools.more.isChecked()


def test_each_button_says_name_key_and_help(rail: ToolRail) -> None:
    known = {spec.id: spec for spec in specs()}
    for key in (*VIEWS, *TOOLS):
        button, spec = rail.buttons[key], known[key]
        assert button.accessibleName()
        assert spec.help in button.toolTip()
        assert not spec.keys or f"({spec.keys[0]})" in button.toolTip()


def test_every_tool_of_the_map_stands_in_the_rail() -> None:
    tools = {spec.id for spec in specs() if spec.choice == "tool"}
    assert tools <= set(TOOLS)
