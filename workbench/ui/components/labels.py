"""Labels by role, rules and boxes: the plain parts between the other components."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLayout,
    QVBoxLayout,
    QWidget,
)

from workbench.ui.theme import current_theme

if TYPE_CHECKING:
    from collections.abc import Iterable


class Role(StrEnum):
    """What a label is for; the style sheet gives size, weight and colour."""

    BODY = ""
    SECONDARY = "secondary"
    CAPTION = "caption"
    MICRO = "micro"
    SMALL = "small"
    SECTION = "section"
    TITLE = "title"
    HEADING = "heading"
    FIGURE = "figure"
    DISPLAY = "display"
    STRONG = "strong"


def label(text: str = "", role: Role = Role.BODY, *, wrap: bool = False) -> QLabel:
    """A label of plain text; hostile names are never read as markup."""
    made = QLabel(text)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setProperty("role", role.value)
    made.setWordWrap(wrap)
    return made


def rule(*, vertical: bool = False, length: int = 0) -> QFrame:
    """A hairline."""
    made = QFrame()
    made.setObjectName("vrule" if vertical else "rule")
    if length and vertical:
        made.setFixedHeight(current_theme().px(length))
    return made


Part = QWidget | QLayout | int | None
"""A widget, a layout, a space in pixels of the design, or None for a stretch."""


def row(*parts: Part, margins: tuple[int, int, int, int] = (0, 0, 0, 0), spacing: int = 8) -> QHBoxLayout:
    """A horizontal layout; ``margins`` are left, top, right, bottom in pixels of the design."""
    layout = QHBoxLayout()
    _fill(layout, parts, margins, spacing)
    return layout


def column(*parts: Part, margins: tuple[int, int, int, int] = (0, 0, 0, 0), spacing: int = 8) -> QVBoxLayout:
    """A vertical layout."""
    layout = QVBoxLayout()
    _fill(layout, parts, margins, spacing)
    return layout


def _fill(
    layout: QBoxLayout, parts: Iterable[Part], margins: tuple[int, int, int, int], spacing: int
) -> None:
    theme = current_theme()
    left, top, right, bottom = (theme.px(margin) for margin in margins)
    layout.setContentsMargins(left, top, right, bottom)
    layout.setSpacing(theme.px(spacing))
    for part in parts:
        if part is None:
            layout.addStretch(1)
        elif isinstance(part, int):
            layout.addSpacing(theme.px(part))
        elif isinstance(part, QWidget):
            layout.addWidget(part)
        else:
            layout.addLayout(part)


def framed(layout: QLayout, name: str = "card") -> QFrame:
    """A frame around a layout: "card", "surface", "sunken", "optionbar", "rail", "strip" or "dock"."""
    frame = QFrame()
    frame.setObjectName(name)
    frame.setLayout(layout)
    return frame


def card(
    *parts: Part,
    title: str = "",
    margins: tuple[int, int, int, int] = (16, 12, 16, 14),
    spacing: int = 10,
) -> QFrame:
    """A card with an optional section title."""
    head: tuple[Part, ...] = (label(title, Role.SECTION),) if title else ()
    return framed(column(*head, *parts, margins=margins, spacing=spacing))
