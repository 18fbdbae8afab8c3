"""Size and place of the window and the width of its dock, kept for each screen size."""

from __future__ import annotations

from PySide6.QtCore import QByteArray
from PySide6.QtWidgets import QMainWindow

from workbench.ui.settings import Settings


class WindowMemory:
    """Restores what was kept for a screen of this size, and nothing from another one."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings

    def keep(self, window: QMainWindow, workspace: QMainWindow) -> None:
        """Remember how the window stands."""
        key = _screen(window)
        kept = dict(self._settings.now.window_geometry)
        kept[f"window {key}"] = _text(window.saveGeometry())
        kept[f"dock {key}"] = _text(workspace.saveState())
        self._settings.change(window_geometry=kept)

    def restore(self, window: QMainWindow, workspace: QMainWindow) -> bool:
        """Take what was kept; tells whether there was anything."""
        key = _screen(window)
        kept = self._settings.now.window_geometry
        place, dock = kept.get(f"window {key}", ""), kept.get(f"dock {key}", "")
        if not place:
            return False
        window.restoreGeometry(_bytes(place))
        if dock:
            workspace.restoreState(_bytes(dock))
        return True


def _screen(window: QMainWindow) -> str:
    size = window.screen().size()
    return f"{size.width()}x{size.height()}"


def _text(value: QByteArray) -> str:
    return bytes(value.toBase64().data()).decode("ascii")


def _bytes(text: str) -> QByteArray:
    return QByteArray.fromBase64(QByteArray(text.encode("ascii")))
