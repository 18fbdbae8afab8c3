"""Files that are dragged onto the window: a project opens, data begins a new one."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override


class Drops(QObject):
    """``opened`` gets the files of this computer among what was dropped."""

    def __init__(self, window: QWidget, opened: Callable[[list[Path]], object]) -> None:
        super().__init__(window)
        self._opened = opened
        window.setAcceptDrops(True)
        window.installEventFilter(self)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QDragEnterEvent):
            if _files(event):
                event.acceptProposedAction()
            return True
        if isinstance(event, QDropEvent) and event.type() == QEvent.Type.Drop:
            files = _files(event)
            if files:
                event.acceptProposedAction()
                # Afterwards: a dialog from here would keep the other program waiting for the drop's end.
                QTimer.singleShot(0, self, lambda: self._opened(files))
            return True
        return super().eventFilter(watched, event)


def _files(event: QDragEnterEvent | QDropEvent) -> list[Path]:
    return [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
