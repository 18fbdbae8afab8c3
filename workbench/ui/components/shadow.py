"""The shadow of a card over the map: painted once, then laid under the card from nine parts of a picture.

A graphics effect would blur the card anew whenever anything in it changes, which is with each step of a
brush stroke.
"""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QEvent, QObject, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QGraphicsBlurEffect, QGraphicsPixmapItem, QGraphicsScene, QWidget
from typing_extensions import override

from workbench.ui.theme import current_theme, load_tokens

BLUR = 8
FALL = 3
"""Radius of the shadow, and how far it lies below its card, in pixels of the design."""

_FOLLOWED = (
    QEvent.Type.Move, QEvent.Type.Resize, QEvent.Type.ShowToParent, QEvent.Type.HideToParent,
    QEvent.Type.ZOrderChange, QEvent.Type.ParentChange,
)  # fmt: skip


class CardShadow(QWidget):
    """Lies right below its card among the widgets of the same parent, and follows the theme."""

    def __init__(self, card: QWidget) -> None:
        super().__init__(card.parentWidget() or card)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._card = card
        card.installEventFilter(self)
        card.destroyed.connect(self.deleteLater)
        current_theme().theme_changed.connect(self._follow)
        self._follow()

    def _follow(self) -> None:
        """Lie where the card is, as far as it is shown."""
        card, around = self._card, self._card.parentWidget()
        if around is None:
            self.hide()  # until the card is laid into something
            return
        if self.parentWidget() is not around:
            self.setParent(around)
        reach = _reach()
        self.setGeometry(card.geometry().adjusted(-reach, -reach, reach, reach))
        self.setVisible(not card.isHidden())
        self.stackUnder(card)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._card and event.type() in _FOLLOWED:
            self._follow()
        return False

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        theme = current_theme()
        ratio = self.devicePixelRatioF()
        corner = 2 * _reach() + theme.px(load_tokens().radius["card"])
        picture = _picture(
            corner, _reach(), theme.px(load_tokens().radius["card"]), theme.px(BLUR), theme.px(FALL),
            theme.color("shadow").rgba(), ratio,
        )  # fmt: skip
        painter = QPainter(self)
        for target, source in _nine(self.rect(), corner, ratio):
            if target.intersects(event.rect()):
                painter.drawPixmap(target, picture, source)
        painter.end()


def add_shadow(card: QWidget) -> None:
    """Lift a card over what lies below it."""
    CardShadow(card)


def _reach() -> int:
    """How far a shadow is seen beyond its card, in logical pixels."""
    return 2 * current_theme().px(BLUR) + current_theme().px(FALL)


@lru_cache(maxsize=8)
def _picture(
    corner: int, reach: int, radius: int, blur: int, fall: int, colour: int, ratio: float
) -> QPixmap:
    """A shadow with four corners and one logical pixel between them, in device pixels."""
    side = 2 * corner + 1
    whole = round(side * ratio)
    card = QPixmap(whole, whole)
    card.fill(Qt.GlobalColor.transparent)
    painter = QPainter(card)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.scale(ratio, ratio)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(Qt.GlobalColor.black)
    painter.drawRoundedRect(QRect(reach, reach, side - 2 * reach, side - 2 * reach), radius, radius)
    painter.end()
    effect = QGraphicsBlurEffect()
    effect.setBlurHints(QGraphicsBlurEffect.BlurHint.QualityHint)
    effect.setBlurRadius(blur * ratio)
    item = QGraphicsPixmapItem(card)
    item.setGraphicsEffect(effect)
    scene = QGraphicsScene()
    scene.addItem(item)
    picture = QPixmap(whole, whole)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    scene.render(painter, QRectF(0, fall * ratio, whole, whole), QRectF(0, 0, whole, whole))
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceIn)
    painter.fillRect(picture.rect(), QColor.fromRgba(colour))
    painter.end()
    return picture


def _nine(box: QRect, corner: int, ratio: float) -> list[tuple[QRect, QRect]]:
    """Where each part of the picture goes: corners as they are, edges stretched; the middle is the card's."""
    across = _three(box.left(), box.width(), corner)
    down = _three(box.top(), box.height(), corner)
    source = _three(0, 2 * corner + 1, corner)
    parts = []
    for row, (top, high) in enumerate(down):
        for place, (left, wide) in enumerate(across):
            if (row, place) == (1, 1) or wide <= 0 or high <= 0:
                continue
            x, w = source[place]
            y, h = source[row]
            cut = QRect(round(x * ratio), round(y * ratio), round(w * ratio), round(h * ratio))
            parts.append((QRect(left, top, wide, high), cut))
    return parts


def _three(start: int, length: int, corner: int) -> list[tuple[int, int]]:
    """A length as corner, middle and corner: start and length of each."""
    corner = min(corner, length // 2)
    return [(start, corner), (start + corner, length - 2 * corner), (start + length - corner, corner)]
