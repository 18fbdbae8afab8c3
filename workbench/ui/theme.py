"""The look of the program: tokens, fonts and style sheet for the light and the dark theme."""

from __future__ import annotations

import json
import re
import sys
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QPointF, Qt, QTemporaryDir, Signal
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontDatabase,
    QGuiApplication,
    QPainter,
    QPalette,
    QPen,
    QPixmap,
    QPolygonF,
)

from workbench.paths import resource

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication, QWidget

FALLBACK_FAMILIES = ("Segoe UI", "DejaVu Sans")
WORKSHOP_SCALE = 1.5
_USUAL_POINT_SIZE = {"win32": 9.0, "darwin": 13.0}
_SCALED_PROPERTIES = re.compile(
    r"(?P<head>(?:font-size|(?:min-|max-)?(?:width|height)|padding|spacing|margin)\s*:)(?P<values>[^;}]*)"
)
_LENGTH = re.compile(r"(-?\d+(?:\.\d+)?)px")
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_TOKEN = re.compile(r"@([a-z][a-z0-9_]*)")


class Appearance(StrEnum):
    """What the user asked for; SYSTEM follows the desktop."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


@dataclass(frozen=True)
class Tokens:
    """The values of ``resources/tokens.json``."""

    palettes: dict[str, dict[str, str]]
    family: str
    features: tuple[str, ...]
    text_px: dict[str, int]
    weights: dict[str, int]
    space: dict[str, int]
    radius: dict[str, int]
    size: dict[str, int]
    locality_hues: tuple[str, ...]
    choropleth: tuple[str, ...]
    unassigned: str


@cache
def load_tokens() -> Tokens:
    """Read the tokens once."""
    raw: dict[str, Any] = json.loads((resource("tokens.json")).read_text(encoding="utf-8"))
    font = raw["font"]
    return Tokens(
        palettes={mode: dict(raw[mode]) for mode in ("light", "dark")},
        family=font["family"],
        features=tuple(font["features"]),
        text_px=dict(font["px"]),
        weights=dict(font["weight"]),
        space=dict(raw["space"]),
        radius=dict(raw["radius"]),
        size=dict(raw["size"]),
        locality_hues=tuple(hue["hex"] for hue in raw["locality_hues"]),
        choropleth=tuple(raw["choropleth"]),
        unassigned=raw["unassigned"]["hex"],
    )


def token_color(value: str) -> QColor:
    """A token as a colour; eight digits are red, green, blue, alpha (Qt's own order has alpha first)."""
    if len(value) == 9:
        colour = QColor(value[:7])
        colour.setAlpha(int(value[7:], 16))
        return colour
    return QColor(value)


def scaled_style_sheet(text: str, factor: float) -> str:
    """``text`` with its lengths multiplied by ``factor``; borders, radii and rules of 3 px or less stay."""

    def scale_length(match: re.Match[str]) -> str:
        length = float(match[1])
        return match[0] if abs(length) <= 3 else f"{round(length * factor)}px"

    def scale_property(match: re.Match[str]) -> str:
        return match["head"] + _LENGTH.sub(scale_length, match["values"])

    return text if factor == 1.0 else _SCALED_PROPERTIES.sub(scale_property, text)


def filled_style_sheet(text: str, values: dict[str, str]) -> str:
    """``text`` without comments and with every ``@name`` replaced.

    Raises:
        KeyError: the style sheet names a token that does not exist.
    """
    return _TOKEN.sub(lambda match: values[match[1]], _COMMENT.sub("", text))


@cache
def _load_fonts() -> tuple[str, ...]:
    """Load the shipped font files; returns the families to ask for, best first."""
    loaded = [
        QFontDatabase.addApplicationFont(str(path)) for path in sorted((resource("fonts")).glob("*.otf"))
    ]
    shipped = (load_tokens().family,) if loaded and min(loaded) >= 0 else ()
    return shipped + FALLBACK_FAMILIES


def system_text_scale() -> float:
    """How much larger than usual the desktop's text is, between 0.8 and 3.

    Windows ("Make text bigger") and macOS report it in the point size of the general font. Elsewhere
    the size of that font is a matter of taste of the desktop and the screen's scaling says it all.
    """
    usual = _USUAL_POINT_SIZE.get(sys.platform)
    points = QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont).pointSizeF()
    if usual is None or points <= 0 or QGuiApplication.platformName() == "offscreen":
        return 1.0
    return min(3.0, max(0.8, round(points / usual, 2)))


class Theme(QObject):
    """Current colours, fonts and sizes; every painter and widget asks this one object.

    ``theme_changed`` is emitted after the palette and the style sheets of the windows were replaced,
    so that custom painters only need to call ``update()``.
    """

    sheet_changed = Signal(str)
    """The style sheet of all windows is another one."""
    theme_changed = Signal()

    def __init__(
        self,
        application: QApplication,
        *,
        appearance: Appearance = Appearance.SYSTEM,
        scale: float = 1.0,
        text_scale: float | None = None,
    ) -> None:
        super().__init__(application)
        self._application = application
        self._appearance = appearance
        self._scale = scale
        self._text_scale = system_text_scale() if text_scale is None else text_scale
        self._families = _load_fonts()
        self._marks = QTemporaryDir()
        self._sheet = ""
        self._fonts: dict[tuple[str, str], QFont] = {}
        self._colors: dict[str, QColor] = {}
        application.setStyle("Fusion")
        QGuiApplication.styleHints().colorSchemeChanged.connect(self._follow_system)
        self._apply()

    # -- what is asked for
    @property
    def appearance(self) -> Appearance:
        """What the user chose."""
        return self._appearance

    @property
    def dark(self) -> bool:
        """Whether the dark palette is shown."""
        if self._appearance is Appearance.SYSTEM:
            return QGuiApplication.styleHints().colorScheme() == Qt.ColorScheme.Dark
        return self._appearance is Appearance.DARK

    @property
    def factor(self) -> float:
        """Logical pixels per pixel of the design: system text size times workshop scale."""
        return self._scale * self._text_scale

    @property
    def scale(self) -> float:
        """The workshop scale, 1 or 1.5."""
        return self._scale

    def set_appearance(self, appearance: Appearance) -> None:
        """Show the light or the dark theme, or follow the desktop."""
        if appearance is not self._appearance:
            self._appearance = appearance
            self._apply()

    def set_scale(self, scale: float, *, text_scale: float | None = None) -> None:
        """Set the workshop scale, and the text scale where it is given."""
        text_scale = self._text_scale if text_scale is None else text_scale
        if (scale, text_scale) != (self._scale, self._text_scale):
            self._scale, self._text_scale = scale, text_scale
            self._apply()

    # -- values
    def hex(self, name: str) -> str:
        """A colour token of the current palette as it is written in the tokens."""
        return load_tokens().palettes["dark" if self.dark else "light"][name]

    def color(self, name: str) -> QColor:
        """A colour token of the current palette."""
        if name not in self._colors:
            self._colors[name] = token_color(self.hex(name))
        return QColor(self._colors[name])

    def px(self, length: float) -> int:
        """A length of the design in logical pixels on this screen."""
        return round(length * self.factor)

    def size(self, name: str) -> int:
        """A size token (row, control, icon, ...) in logical pixels."""
        return self.px(load_tokens().size[name])

    def space(self, step: int) -> int:
        """A step of the spacing scale, 1 to 7, in logical pixels."""
        return self.px(load_tokens().space[str(step)])

    def font(self, size: str = "base", weight: str = "regular") -> QFont:
        """A font of the type scale (micro to display) with tabular figures."""
        if (size, weight) not in self._fonts:
            self._fonts[size, weight] = self.font_px(load_tokens().text_px[size], weight)
        return QFont(self._fonts[size, weight])

    def font_px(self, pixels: float, weight: str = "regular") -> QFont:
        """A font of ``pixels`` of the design, scaled."""
        tokens = load_tokens()
        font = QFont(list(self._families))
        font.setPixelSize(max(1, self.px(pixels)))
        font.setWeight(QFont.Weight(tokens.weights[weight]))
        for feature in tokens.features:
            font.setFeature(QFont.Tag(feature), 1)
        return font

    # -- applying
    def dress(self, window: QWidget) -> None:
        """Give a window, and everything in it, the style sheet, now and whenever it changes.

        Windows are dressed when they are complete. A sheet of the application would style every part again
        each time it is put into another, which made up three quarters of the time that a window takes.
        """
        window.setStyleSheet(self._sheet)
        self.sheet_changed.connect(window.setStyleSheet)

    def _follow_system(self) -> None:
        if self._appearance is Appearance.SYSTEM:
            self._apply()

    def _apply(self) -> None:
        self._fonts.clear()
        self._colors.clear()
        self._tell_desktop()
        self._application.setFont(self.font())
        self._application.setPalette(self._palette())
        self._sheet = self._style_sheet()
        self.sheet_changed.emit(self._sheet)
        self.theme_changed.emit()

    def _tell_desktop(self) -> None:
        """Have the desktop draw title bars and its own dialogs in the same appearance."""
        hints = QGuiApplication.styleHints()
        if self._appearance is Appearance.SYSTEM:
            hints.unsetColorScheme()
        else:
            hints.setColorScheme(Qt.ColorScheme.Dark if self.dark else Qt.ColorScheme.Light)

    def _palette(self) -> QPalette:
        roles = {
            QPalette.ColorRole.Window: "window", QPalette.ColorRole.Base: "surface",
            QPalette.ColorRole.AlternateBase: "surface", QPalette.ColorRole.Button: "surface",
            QPalette.ColorRole.WindowText: "text", QPalette.ColorRole.Text: "text",
            QPalette.ColorRole.ButtonText: "text", QPalette.ColorRole.Highlight: "accent",
            QPalette.ColorRole.HighlightedText: "on_accent", QPalette.ColorRole.PlaceholderText: "text3",
            QPalette.ColorRole.ToolTipBase: "text", QPalette.ColorRole.ToolTipText: "surface",
            QPalette.ColorRole.Link: "accent", QPalette.ColorRole.Mid: "line",
            QPalette.ColorRole.Dark: "line", QPalette.ColorRole.Light: "surface",
        }  # fmt: skip
        palette = QPalette()
        for role, token in roles.items():
            palette.setColor(role, self.color(token))
        for role in (QPalette.ColorRole.WindowText, QPalette.ColorRole.Text, QPalette.ColorRole.ButtonText):
            palette.setColor(QPalette.ColorGroup.Disabled, role, self.color("text3"))
        return palette

    def _style_sheet(self) -> str:
        text = (resource("theme.qss")).read_text(encoding="utf-8")
        values = {name: self.hex(name) for name in load_tokens().palettes["light"]}
        values["family"] = ", ".join(f'"{family}"' for family in self._families)
        values["chevron"] = self._mark_file("chevron", "text2")
        values["tick"] = self._mark_file("tick", "on_accent")
        values["dot"] = self._mark_file("dot", "on_accent")
        return filled_style_sheet(scaled_style_sheet(text, self.factor), values)

    def _mark_file(self, mark: str, token: str) -> str:
        """Paint a mark that the style sheet takes from a file; returns the file with its twin at 2x."""
        folder = Path(self._marks.path())
        stem = f"{mark}_{self.hex(token).lstrip('#')}_{self.px(14)}"
        for ratio, suffix in ((1, ""), (2, "@2x")):
            target = folder / f"{stem}{suffix}.png"
            if not target.exists():
                _paint_mark(mark, self.color(token), self.px(14), ratio).save(str(target))
        return (folder / f"{stem}.png").as_posix()


_MARK_LINES = {
    "chevron": ((0.22, 0.38), (0.5, 0.66), (0.78, 0.38)),
    "tick": ((0.16, 0.52), (0.40, 0.76), (0.84, 0.28)),
}


def _paint_mark(mark: str, color: QColor, size: int, ratio: int) -> QPixmap:
    pixmap = QPixmap(size * ratio, size * ratio)
    pixmap.setDevicePixelRatio(ratio)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    if mark in _MARK_LINES:
        pen = QPen(color, size * 0.12)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        painter.setPen(pen)
        painter.drawPolyline(QPolygonF([QPointF(x * size, y * size) for x, y in _MARK_LINES[mark]]))
    else:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(color)
        painter.drawEllipse(QPointF(size / 2, size / 2), size * 0.27, size * 0.27)
    painter.end()
    return pixmap


_current: list[Theme] = []


def install_theme(
    application: QApplication,
    *,
    appearance: Appearance = Appearance.SYSTEM,
    scale: float = 1.0,
    text_scale: float | None = None,
) -> Theme:
    """Make the theme of the application; called once at the start. A second call changes the first."""
    if not _current:
        _current.append(Theme(application, appearance=appearance, scale=scale, text_scale=text_scale))
    else:
        _current[0].set_appearance(appearance)
        _current[0].set_scale(scale, text_scale=text_scale)
    return _current[0]


def current_theme() -> Theme:
    """The installed theme.

    Raises:
        RuntimeError: there is no application, or ``install_theme`` was not called.
    """
    if not _current:
        raise RuntimeError("install_theme comes before the first widget")
    return _current[0]
