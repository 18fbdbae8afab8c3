"""Sort mouse events of the map into panning, tool use, hovering and the menu."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtWidgets import QApplication

from workbench.ui.map.tools.base import PointerEvent, Tool

if TYPE_CHECKING:
    from PySide6.QtGui import QMouseEvent

    from workbench.ui.map.view import MapView


class PointerTarget(Protocol):
    """The canvas as the pointer sees it."""

    def view(self) -> MapView:
        """Give the part of the map in view."""

    def tool(self) -> Tool | None:
        """Give the tool in use."""

    def pan_by(self, right: float, down: float) -> None:
        """Move the picture by logical pixels."""

    def request_context(self, at: QPoint) -> None:
        """Ask for the menu at a point of the widget."""

    def update_cursor(self) -> None:
        """Show the pointer that fits the state."""


class Pointer:
    """Remembers which button is doing what between press and release."""

    def __init__(self, target: PointerTarget) -> None:
        """Work for a canvas."""
        self._target = target
        self._tool_button = Qt.MouseButton.NoButton
        self._pan_button = Qt.MouseButton.NoButton
        self._pan_last = QPointF()
        self._right_press: PointerEvent | None = None
        self.space_held = False
        self._space_used = False

    def hold_space(self) -> None:
        """Space went down: a drag moves the map until it is let go."""
        self.space_held, self._space_used = True, self.using_tool

    def let_space_go(self) -> bool:
        """Space came up; tells whether it was a tap, with nothing done while it was held."""
        tapped = self.space_held and not self._space_used
        self.space_held = False
        return tapped

    @property
    def panning(self) -> bool:
        """Tell whether a drag moves the map now."""
        return self._pan_button != Qt.MouseButton.NoButton

    @property
    def using_tool(self) -> bool:
        """Tell whether the tool has a button down."""
        return self._tool_button != Qt.MouseButton.NoButton

    def reset(self) -> None:
        """Forget all buttons, after a change of tool or a dropped stroke."""
        self._tool_button = self._pan_button = Qt.MouseButton.NoButton
        self._right_press = None

    def event_of(self, event: QMouseEvent, button: Qt.MouseButton) -> PointerEvent:
        """Add map coordinates to a mouse event."""
        at = event.position()
        x, y = self._target.view().to_map(at.x(), at.y())
        return PointerEvent(x, y, at, button, event.modifiers())

    def press(self, event: QMouseEvent, *, double: bool = False) -> None:
        """Take a press or the second press of a double click."""
        button, tool = event.button(), self._target.tool()
        if self.using_tool or self.panning:
            return
        left = button == Qt.MouseButton.LeftButton
        self._space_used = True
        if button == Qt.MouseButton.MiddleButton or (left and self.space_held):
            self._pan_button, self._pan_last = button, event.position()
            self._target.update_cursor()
        elif button == Qt.MouseButton.RightButton:
            self._right_press = self.event_of(event, button)
        elif left and tool is not None:
            self._tool_button = button
            pointer = self.event_of(event, button)
            if double:
                tool.double_click(pointer)
            else:
                tool.press(pointer)

    def move(self, event: QMouseEvent) -> None:
        """Take a move with or without buttons."""
        tool = self._target.tool()
        if self.panning:
            step = event.position() - self._pan_last
            self._pan_last = event.position()
            self._target.pan_by(step.x(), step.y())
            return
        if tool is None:
            return
        if self._right_press is not None and not self.using_tool and tool.right_drag:
            moved = (event.position() - self._right_press.screen).manhattanLength()
            if moved >= QApplication.startDragDistance():
                self._tool_button = Qt.MouseButton.RightButton
                tool.press(self._right_press)
        if self.using_tool:
            tool.move(self.event_of(event, self._tool_button))
        else:
            tool.hover(self.event_of(event, Qt.MouseButton.NoButton))

    def release(self, event: QMouseEvent) -> None:
        """Take the release of a button."""
        button, tool = event.button(), self._target.tool()
        if button == self._pan_button:
            self._pan_button = Qt.MouseButton.NoButton
            self._target.update_cursor()
        elif button == self._tool_button and tool is not None:
            self._tool_button = Qt.MouseButton.NoButton
            tool.release(self.event_of(event, button))
        elif button == Qt.MouseButton.RightButton and self._right_press is not None and not self.using_tool:
            self._target.request_context(event.position().toPoint())
        if button == Qt.MouseButton.RightButton:
            self._right_press = None
