"""The theme for every test of the look: light at the usual size, and back to it afterwards."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from workbench.ui.theme import Appearance, Theme, install_theme


@pytest.fixture(autouse=True)
def theme(qtbot: QtBot, qapp: QApplication) -> Iterator[Theme]:
    made = install_theme(qapp, appearance=Appearance.LIGHT, scale=1.0, text_scale=1.0)
    yield made
    made.set_appearance(Appearance.LIGHT)
    made.set_scale(1.0, text_scale=1.0)
