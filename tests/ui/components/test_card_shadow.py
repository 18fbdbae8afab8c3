"""The painted shadow follows its card, lies below it, and darkens what is around it."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from workbench.ui.components.labels import column, framed, label
from workbench.ui.components.shadow import CardShadow, add_shadow


def test_a_shadow_follows_its_card(qtbot: QtBot) -> None:
    ground = QWidget()
    qtbot.addWidget(ground)
    ground.resize(300, 200)
    ground.setStyleSheet("background: white")
    card = framed(column(label("Card")), "card")
    add_shadow(card)  # before the card lies anywhere
    card.setParent(ground)
    card.setGeometry(60, 50, 160, 90)
    ground.show()
    shadow = ground.findChild(CardShadow)
    assert shadow is not None
    assert shadow.isVisible()
    assert shadow.testAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
    assert ground.children().index(shadow) < ground.children().index(card)
    assert ground.childAt(QPoint(140, 90)) is not shadow

    before = ground.grab().toImage()
    assert before.pixelColor(140, 143).lightness() < before.pixelColor(140, 30).lightness()
    card.move(60, 100)
    assert shadow.geometry().center() == card.geometry().center()
    card.hide()
    assert not shadow.isVisible()
    card.show()
    assert shadow.isVisible()
