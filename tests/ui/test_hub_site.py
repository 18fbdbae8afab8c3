"""Choosing the hub site of a locality in the window."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog

from workbench.ui.dialogs.hub_site_dialog import HubSiteDialog
from workbench.ui.main_window import MainWindow

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


def test_a_site_is_found_and_taken_by_keyboard(
    qtbot: QtBot, grid_window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    acts = grid_window.acts
    acts["new_locality"].trigger()

    def type_and_take(dialog: HubSiteDialog) -> int:
        assert [dialog.list.item(k).text() for k in range(2)] == [
            "None chosen", "Alder Surgery · GP practice · distance not known, outside the locality",
        ]  # fmt: skip
        qtbot.keyClicks(dialog.search, "birch")
        assert dialog.chosen() == "P2"
        qtbot.keyClicks(dialog.search, "zzz")
        assert not dialog.main.isEnabled()
        for _ in "zzz":
            qtbot.keyClick(dialog.search, Qt.Key.Key_Backspace)
        return int(QDialog.DialogCode.Accepted)

    monkeypatch.setattr(HubSiteDialog, "exec", type_and_take)
    acts["hub_site"].trigger()
    bridge = grid_window.desk.bridge
    assert bridge is not None
    assert [x.hub_site for x in bridge.scenario.plan] == ["P2"]
