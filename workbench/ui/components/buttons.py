"""Buttons: primary, plain, quiet, link, danger, and the icon buttons of rail and bars."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QPushButton, QToolButton, QWidget

from workbench.ui.icons import set_icon

if TYPE_CHECKING:
    from collections.abc import Callable

ICON_GAP = 4
"""Room between icon and text on top of what the style leaves."""


class Kind(StrEnum):
    """How strong a button speaks; one PRIMARY per screen, the last one on the right."""

    PLAIN = ""
    PRIMARY = "primary"
    QUIET = "quiet"
    LINK = "link"
    DANGER = "danger"


_INK = {
    Kind.PLAIN: "text2",
    Kind.PRIMARY: "on_accent",
    Kind.QUIET: "text2",
    Kind.LINK: "accent",
    Kind.DANGER: "over",
}


def button(
    text: str,
    *,
    kind: Kind = Kind.PLAIN,
    icon: str = "",
    tip: str = "",
    clicked: Callable[[], object] | None = None,
    parent: QWidget | None = None,
) -> QPushButton:
    """A button with a verb on it."""
    made = QPushButton(text, parent)
    made.setProperty("kind", kind.value)
    if icon:
        set_icon(made, icon, color=_INK[kind], on=_INK[kind], gap=ICON_GAP)
    if kind is Kind.LINK:
        made.setCursor(Qt.CursorShape.PointingHandCursor)
    if tip:
        made.setToolTip(tip)
    made.setAccessibleName(text.replace("&", ""))
    made.setAutoDefault(True)  # Enter presses the button that has the keyboard, in dialogs and outside them
    if clicked is not None:
        made.clicked.connect(lambda _checked=False: clicked())
    return made


def describe(widget: QWidget, name: str, *, shortcut: str = "", tip: str = "") -> None:
    """Accessible name, and a tooltip of name, shortcut and help."""
    keys = QKeySequence(shortcut).toString(QKeySequence.SequenceFormat.NativeText) if shortcut else ""
    head = f"{name} ({keys})" if keys else name
    widget.setToolTip(f"{head}\n{tip}" if tip else head)
    widget.setAccessibleName(name)
    if tip:
        widget.setAccessibleDescription(tip)


def tool_button(
    name: str,
    icon: str,
    *,
    shortcut: str = "",
    tip: str = "",
    checkable: bool = False,
    size: int = 18,
    clicked: Callable[[], object] | None = None,
    parent: QWidget | None = None,
) -> QToolButton:
    """An icon button with tooltip, shortcut and accessible name; the shortcut itself is the action's."""
    made = QToolButton(parent)
    set_icon(made, icon, size=size)
    made.setCheckable(checkable)
    made.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    describe(made, name, shortcut=shortcut, tip=tip)
    if clicked is not None:
        made.clicked.connect(lambda _checked=False: clicked())
    return made


def rail_button(
    name: str,
    icon: str,
    *,
    shortcut: str = "",
    tip: str = "",
    view: bool = False,
    parent: QWidget | None = None,
) -> QToolButton:
    """A button of the rail: a tool, or one of the views at its top."""
    made = tool_button(name, icon, shortcut=shortcut, tip=tip, checkable=True, parent=parent)
    made.setProperty("rail", "true")
    if view:
        made.setProperty("view", "true")
        set_icon(made, icon, on="accent")
    return made
