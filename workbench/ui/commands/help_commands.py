"""Help: the user guide, keys, and about the program."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from workbench.ui.dialogs.keys_dialog import KeysDialog
from workbench.ui.help.about_dialog import AboutDialog
from workbench.ui.help.guide import topic_for
from workbench.ui.help.help_window import HelpWindow, focus_part


class HelpCommands:
    """Windows to read in; the guide stays open beside the work."""

    def __init__(self, parent: QWidget) -> None:
        self._parent = parent
        self._window: HelpWindow | None = None

    def guide(self) -> None:
        """The user guide, at the section of the part that has the keyboard."""
        topic = topic_for(focus_part())
        if self._window is None:
            self._window = HelpWindow()
            self._window.place_beside(self._parent)
            self._parent.destroyed.connect(self._window.deleteLater)
        self._window.show()
        self._window.raise_()
        self._window.activateWindow()
        self._window.show_topic(topic)

    def keys(self) -> None:
        """All commands and their keys."""
        KeysDialog.ask(self._parent)

    def about(self) -> None:
        """Version, parts and licences."""
        AboutDialog.ask(self._parent)

    def close(self) -> None:
        """Close the guide with the main window."""
        if self._window is not None:
            self._window.close()
            self._window.deleteLater()
            self._window = None
