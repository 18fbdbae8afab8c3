"""Icons by meaning: outline glyphs of the icon font in the colours of the theme, and the app mark."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Protocol
from weakref import WeakKeyDictionary

import qtawesome
import shiboken6
from PySide6.QtCore import QObject, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QGuiApplication, QIcon, QPainter, QPen, QPixmap, QPolygonF
from PySide6.QtWidgets import QAbstractButton

from workbench.ui.theme import current_theme

GLYPHS = {
    # views
    "map": "ph.map-trifold", "services": "ph.table", "compare": "ph.columns",
    # tools
    "select": "ph.cursor", "box": "ph.selection", "lasso": "mdi6.lasso", "outline": "mdi6.pentagon-outline",
    "polygon": "ph.polygon", "click": "ph.hand-pointing", "touching": "mdi6.vector-intersection",
    "brush": "ph.paint-brush", "eraser": "ph.eraser", "fill": "ph.paint-bucket",
    "bigger_area": "ph.circles-three", "push_border": "ph.arrows-out-line-horizontal",
    "split": "ph.scissors", "merge": "mdi6.call-merge", "lock": "ph.lock", "unlock": "ph.lock-open",
    "identify": "ph.info", "pan": "ph.hand", "measure": "ph.ruler",
    # commands
    "undo": "ph.arrow-u-up-left", "redo": "ph.arrow-u-up-right", "add": "ph.plus", "remove": "ph.minus",
    "zoom_in": "ph.plus", "zoom_out": "ph.minus", "fit": "ph.corners-out", "balance": "ph.scales",
    "export": "ph.download-simple", "import": "ph.upload-simple", "save": "ph.floppy-disk",
    "new": "ph.file-plus", "open": "ph.folder-open", "folder": "ph.folder", "copy": "ph.copy",
    "delete": "ph.trash", "rename": "ph.pencil-simple", "recolour": "ph.palette",
    "search": "ph.magnifying-glass", "filter": "ph.funnel", "next": "ph.arrow-right",
    "back": "ph.arrow-left", "close": "ph.x",
    "check": "ph.check", "down": "ph.caret-down", "up": "ph.caret-up", "right": "ph.caret-right",
    "more": "ph.dots-three",
    "help": "ph.question", "tour": "ph.question", "settings": "ph.gear", "print": "ph.printer",
    "history": "ph.clock-counter-clockwise", "assign": "ph.tray", "document": "ph.file-text",
    # things and states
    "link": "mdi6.bridge", "ferry": "mdi6.ferry", "parts": "ph.puzzle-piece",
    "unassigned": "mdi6.texture-box",
    "info": "ph.info", "warning": "ph.warning", "problem": "ph.warning-circle", "recover": "ph.lifebuoy",
    "practice": "ph.first-aid", "provider": "ph.buildings", "people": "ph.users", "layers": "ph.stack",
    "locality": "mdi6.pentagon-outline", "note": "ph.note", "clock": "ph.clock", "offline": "ph.wifi-slash",
    "site": "ph.map-pin", "hand": "ph.hand-pointing",
    "ticked": "mdi6.checkbox-marked", "unticked": "mdi6.checkbox-blank-outline",
    "again": "ph.arrow-clockwise",
    # meetings
    "snapshot": "ph.camera", "workshop": "ph.presentation-chart", "projector": "ph.projector-screen",
    "presenting": "ph.eye-slash", "leave": "ph.x",
}  # fmt: skip
"""Our names for icons. ``ph.`` is Phosphor; ``mdi6.`` fills what it lacks."""

_OPTICAL = {"ph": 1.06, "mdi6": 1.02}
_MARK_TILES = (
    ("#77AADD", ((0.04, 0.08), (0.49, 0.04), (0.45, 0.46), (0.09, 0.51))),
    ("#EEDD88", ((0.49, 0.04), (0.96, 0.13), (0.91, 0.52), (0.45, 0.46))),
    ("#44BB99", ((0.09, 0.51), (0.45, 0.46), (0.54, 0.92), (0.12, 0.96))),
    ("#FFAABB", ((0.45, 0.46), (0.91, 0.52), (0.95, 0.93), (0.54, 0.92))),
)


class TakesIcon(Protocol):
    """A widget or action that can carry an icon."""

    def setIcon(self, icon: QIcon) -> None:
        """Show the icon."""


@dataclass(frozen=True)
class _Use:
    name: str
    color: str
    on: str
    size: int
    gap: int

    def icon(self) -> QIcon:
        """The icon in the current colours."""
        return icon(self.name, color=self.color, on=self.on, size=self.size, gap=self.gap)


_uses: WeakKeyDictionary[TakesIcon, _Use] = WeakKeyDictionary()
_listening: list[bool] = []


def paint_icon(painter: QPainter, name: str, box: QRectF, color: QColor) -> None:
    """Paint the icon ``name`` into the square ``box``."""
    glyph = GLYPHS[name]
    family = glyph.partition(".")[0]
    font = qtawesome.font(family, max(1, round(box.width() * _OPTICAL[family])))
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setRenderHint(QPainter.RenderHint.TextAntialiasing)
    painter.setFont(font)
    painter.setPen(color)
    painter.drawText(box.adjusted(-2, -2, 2, 2), Qt.AlignmentFlag.AlignCenter, qtawesome.charmap(glyph))
    painter.restore()


@lru_cache(maxsize=2048)
def _pixmap(name: str, color: str, size: int, ratio: float, gap: int = 0) -> QPixmap:
    pixmap = QPixmap(round((size + gap) * ratio), round(size * ratio))
    pixmap.setDevicePixelRatio(ratio)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    paint_icon(painter, name, QRectF(0, 0, size, size), QColor(color))
    painter.end()
    return pixmap


def pixmap(name: str, color: str = "text2", size: int = 18, ratio: float = 1.0) -> QPixmap:
    """The icon in a colour token; ``size`` is of the design and scaled with the text."""
    theme = current_theme()
    return _pixmap(name, theme.hex(color), theme.px(size), ratio)


def icon(name: str, *, color: str = "text2", on: str = "on_accent", size: int = 18, gap: int = 0) -> QIcon:
    """The icon with its normal, checked and disabled states in the current colours.

    ``gap`` leaves room on the right, between icon and text of a button.
    """
    made = QIcon()
    theme = current_theme()

    def painted(token: str, ratio: float) -> QPixmap:
        return _pixmap(name, theme.hex(token), theme.px(size), ratio, theme.px(gap))

    ratios = {1.0, 2.0} | {screen.devicePixelRatio() for screen in QGuiApplication.screens()}
    for ratio in sorted(ratios):
        made.addPixmap(painted(color, ratio), QIcon.Mode.Normal, QIcon.State.Off)
        made.addPixmap(painted(on, ratio), QIcon.Mode.Normal, QIcon.State.On)
        for state in (QIcon.State.Off, QIcon.State.On):
            made.addPixmap(painted("control", ratio), QIcon.Mode.Disabled, state)
    return made


def set_icon(
    target: TakesIcon,
    name: str,
    *,
    color: str = "text2",
    on: str = "on_accent",
    size: int = 18,
    gap: int = 0,
) -> None:
    """Give ``target`` an icon that follows the theme for as long as the target lives."""
    use = _Use(name, color, on, size, gap)
    _show(target, use)
    if isinstance(target, QObject):
        _uses[target] = use
        if not _listening:
            _listening.append(True)
            current_theme().theme_changed.connect(_recolour)


def _show(target: TakesIcon, use: _Use) -> None:
    target.setIcon(use.icon())
    if isinstance(target, QAbstractButton):
        theme = current_theme()
        target.setIconSize(QSize(theme.px(use.size) + theme.px(use.gap), theme.px(use.size)))


def _recolour() -> None:
    for target, use in list(_uses.items()):
        if shiboken6.isValid(target):  # a wrapper may outlive its widget
            _show(target, use)
        else:
            del _uses[target]


def paint_app_mark(painter: QPainter, box: QRectF) -> None:
    """Paint the mark of the program: four localities that share borders."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    pen = QPen(QColor("#15181D"), box.width() * 0.045)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.setPen(pen)
    for hue, corners in _MARK_TILES:
        painter.setBrush(QColor(hue))
        painter.drawPolygon(
            QPolygonF([QPointF(box.x() + x * box.width(), box.y() + y * box.height()) for x, y in corners])
        )
    painter.restore()


def app_mark(size: int = 44, ratio: float = 1.0) -> QPixmap:
    """The mark of the program as a picture of ``size`` logical pixels."""
    made = QPixmap(round(size * ratio), round(size * ratio))
    made.setDevicePixelRatio(ratio)
    made.fill(Qt.GlobalColor.transparent)
    painter = QPainter(made)
    paint_app_mark(painter, QRectF(0, 0, size, size))
    painter.end()
    return made


def app_icon() -> QIcon:
    """The icon of the window in the sizes that desktops ask for."""
    made = QIcon()
    for size in (16, 24, 32, 48, 64, 128, 256):
        made.addPixmap(app_mark(size))
    return made
