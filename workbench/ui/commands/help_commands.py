"""Help: keys, and about the program."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from workbench.ui.dialogs.keys_dialog import KeysDialog
from workbench.ui.dialogs.reading_dialogs import ReadingDialog, about_head, about_text


class HelpCommands:
    """Windows to read in."""

    def __init__(self, parent: QWidget) -> None:
        self._parent = parent

    def keys(self) -> None:
        """All commands and their keys."""
        KeysDialog.ask(self._parent)

    def about(self) -> None:
        """Version and licences."""
        ReadingDialog.ask(self._parent, "About the Locality Workbench", about_text(), about_head())
