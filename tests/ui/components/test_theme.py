"""Tokens, style sheet and icons in both themes and at every size."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QFontInfo, QFontMetricsF
from PySide6.QtWidgets import QToolButton
from pytestqt.qtbot import QtBot

from workbench.ui import icons
from workbench.ui.theme import (
    Appearance,
    Theme,
    filled_style_sheet,
    load_tokens,
    scaled_style_sheet,
    token_color,
)

BOTH = [Appearance.LIGHT, Appearance.DARK]


def test_a_token_of_eight_digits_has_its_alpha_last() -> None:
    assert token_color("#10182840").getRgb() == (0x10, 0x18, 0x28, 0x40)


def test_lengths_grow_and_hairlines_stay() -> None:
    text = (
        "A { font-size: 13px; padding: 0 12px; border: 2px solid @x; border-radius: 6px; max-height: 1px; }"
    )
    assert scaled_style_sheet(text, 2) == (
        "A { font-size: 26px; padding: 0 24px; border: 2px solid @x; border-radius: 6px; max-height: 1px; }"
    )


def test_an_unknown_token_in_the_style_sheet_is_told() -> None:
    assert filled_style_sheet("/* @nothing */ A { color: @text; }", {"text": "#111"}) == " A { color: #111; }"
    with pytest.raises(KeyError):
        filled_style_sheet("A { color: @nothing; }", {})


def test_the_shipped_font_is_loaded_with_tabular_figures(theme: Theme) -> None:
    assert QFontInfo(theme.font()).family() == "Inter"
    metrics = QFontMetricsF(theme.font())
    assert metrics.horizontalAdvance("1,111") == pytest.approx(metrics.horizontalAdvance("8,888"))
    assert theme.font("heading", "semibold").pixelSize() == 18


def test_sizes_follow_text_and_workshop_scale(theme: Theme) -> None:
    theme.set_scale(1.5, text_scale=2.0)
    assert (theme.factor, theme.px(10), theme.size("icon")) == (3.0, 30, 54)
    assert theme.font().pixelSize() == 39


def test_a_change_is_told_once(theme: Theme, qtbot: QtBot) -> None:
    heard: list[bool] = []
    theme.theme_changed.connect(lambda: heard.append(theme.dark))
    theme.set_appearance(Appearance.DARK)
    theme.set_appearance(Appearance.DARK)
    assert heard == [True]
    assert theme.hex("surface") == load_tokens().palettes["dark"]["surface"]


@pytest.mark.parametrize("appearance", BOTH)
def test_every_icon_has_a_glyph(theme: Theme, appearance: Appearance) -> None:
    theme.set_appearance(appearance)
    empty = icons.pixmap("more").toImage()
    empty.fill(0)
    assert [name for name in icons.GLYPHS if icons.pixmap(name).toImage() == empty] == []


def test_icons_of_living_buttons_are_recoloured(theme: Theme, qtbot: QtBot) -> None:
    button = QToolButton()
    qtbot.addWidget(button)
    icons.set_icon(button, "brush")
    light = button.icon().pixmap(QSize(18, 18)).toImage()
    theme.set_appearance(Appearance.DARK)
    assert button.icon().pixmap(QSize(18, 18)).toImage() != light
    theme.set_appearance(Appearance.LIGHT)
    assert button.icon().pixmap(QSize(18, 18)).toImage() == light


def test_the_mark_has_four_colours(theme: Theme) -> None:
    picture = icons.app_mark(64).toImage()
    corners = [picture.pixelColor(x, y).name().upper() for y in (18, 46) for x in (18, 46)]
    assert corners == ["#77AADD", "#EEDD88", "#44BB99", "#FFAABB"]
