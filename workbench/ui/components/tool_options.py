"""The place in the option bar for what one tool has beyond target and radius."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from workbench.ui.components.labels import row


class ToolOptions(QWidget):
    """Holds small controls and shows those of the tool in hand; tools may share a control."""

    changed = Signal()
    """Other controls than before are shown."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._parts: list[tuple[frozenset[str], QWidget]] = []
        self._fits: list[Callable[[bool], object]] = []
        self._always: list[tuple[QWidget, Callable[[], bool]]] = []
        self._tool = ""
        self._row = row(spacing=8)
        self.setLayout(self._row)
        self.hide()

    def add(
        self, tools: tuple[str, ...], control: QWidget, *, fit: Callable[[bool], object] | None = None
    ) -> None:
        """Show a control while one of these tools is in hand.

        At 1366 px there is room for about 150; ``fit`` is told whether the window is so narrow (1024 px)
        that an icon has to do.
        """
        self._parts.append((frozenset(tools), control))
        self._fits += [] if fit is None else [fit]
        self._row.addWidget(control)
        self.show_tool(self._tool)

    def add_for_all(
        self, control: QWidget, *, wanted: Callable[[], bool], fit: Callable[[bool], object]
    ) -> None:
        """Show a control whatever tool is in hand, while it is ``wanted``."""
        self._always.append((control, wanted))
        self._fits.append(fit)
        self._row.addWidget(control)

    def fit(self, *, narrow: bool) -> None:
        """Take less room in a narrow window."""
        for fit in self._fits:
            fit(narrow)

    def show_tool(self, tool: str) -> None:
        """Show what belongs to a tool, nothing where it has no options."""
        self._tool = tool
        for tools, control in self._parts:
            control.setVisible(tool in tools)
        for control, wanted in self._always:
            control.setVisible(wanted())
        own = any(tool in tools for tools, _ in self._parts)
        self.setVisible(own or any(not control.isHidden() for control, _ in self._always))

    def show_again(self) -> None:
        """Look again at what is wanted whatever tool is in hand."""
        self.show_tool(self._tool)
        self.changed.emit()
