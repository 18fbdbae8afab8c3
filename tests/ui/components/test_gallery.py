"""Every component paints in both themes and keeps its words at twice the text size."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QAbstractButton, QApplication
from pytestqt.qtbot import QtBot

from tests.ui.components.gallery import Gallery, clipped
from workbench.ui.theme import Appearance, Theme


def shown(qtbot: QtBot, *, width: int = 1366, height: int = 900) -> Gallery:
    page = Gallery()
    qtbot.addWidget(page)
    page.resize(width, height)
    with qtbot.waitExposed(page):
        page.show()
    return page


@pytest.mark.parametrize("appearance", [Appearance.LIGHT, Appearance.DARK])
@pytest.mark.parametrize("text_scale", [1.0, 2.0])
def test_nothing_is_clipped(qtbot: QtBot, theme: Theme, appearance: Appearance, text_scale: float) -> None:
    theme.set_appearance(appearance)
    theme.set_scale(1.0, text_scale=text_scale)
    page = shown(qtbot, width=round(1366 * text_scale), height=round(900 * text_scale))
    assert clipped(page) == []
    picture = page.grab().toImage()
    ground = theme.color("window").name()
    assert picture.pixelColor(2, 2).name() == ground
    middle = picture.height() // 2
    assert len({picture.pixelColor(x, middle).name() for x in range(picture.width())}) > 5


def test_the_page_follows_a_change_of_theme(qtbot: QtBot, theme: Theme) -> None:
    page = shown(qtbot)
    theme.set_appearance(Appearance.DARK)
    QApplication.processEvents()
    assert page.grab().toImage().pixelColor(2, 2).name() == theme.color("window").name()


def test_every_button_has_an_accessible_name(qtbot: QtBot) -> None:
    page = shown(qtbot)
    assert [
        b
        for b in page.findChildren(QAbstractButton)
        if b.isVisible() and not (b.accessibleName() or b.text())
    ] == []
