"""Help: the user guide, keys, and about the program."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from workbench.ui.dialogs.keys_dialog import KeysDialog
from workbench.ui.help.about_dialog import AboutDialog
from workbench.ui.help.guide import topic_for
from workbench.ui.help.help_in_dialogs import HelpInDialogs
from workbench.ui.help.help_window import HelpWindow, focus_part


class HelpCommands:
    """Windows to read in; the guide stays open beside the work."""

    def __init__(self, parent: QWidget) -> None:
        self._parent = parent
        self.window: HelpWindow | None = None
        HelpInDialogs(self._guide_in, parent)

    def guide(self) -> None:
        """The user guide, at the section of the part that has the keyboard."""
        topic = topic_for(focus_part())
        if self.window is None:
            self.window = HelpWindow()
            self.window.place_beside(self._parent)
            self._parent.destroyed.connect(self.window.deleteLater)
        self.window.open_at(topic)

    @staticmethod
    def _guide_in(dialog: QWidget) -> None:
        """The guide beside a dialog, which it goes with."""
        topic = topic_for(focus_part())
        window = dialog.findChild(HelpWindow)
        if window is None:
            window = HelpWindow(dialog)
            window.place_beside(dialog)
        window.open_at(topic)

    def keys(self) -> None:
        """All commands and their keys."""
        KeysDialog.ask(self._parent)

    def about(self) -> None:
        """Version, parts and licences."""
        AboutDialog.ask(self._parent)

    def close(self) -> None:
        """Close the guide with the main window."""
        if self.window is not None:
            self.window.close()
            self.window.deleteLater()
            self.window = None
