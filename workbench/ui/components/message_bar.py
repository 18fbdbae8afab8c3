"""The message bar under the option bar: what, then why and what next; it never blocks."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QWidget
from typing_extensions import override

from workbench.ui.components.buttons import Kind, button, tool_button
from workbench.ui.components.icon_label import IconLabel, StatusShape
from workbench.ui.components.labels import Role, column, label, row
from workbench.ui.status import BandState

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtGui import QHideEvent, QKeyEvent, QShowEvent

GOOD_NEWS_SECONDS = 6
MOST_BUTTONS = 2


class Tone(StrEnum):
    """What kind of news it is; the value names the style and the status shape."""

    GOOD = "in"
    NOTE = "info"
    WARNING = "near"
    PROBLEM = "over"


@dataclass(frozen=True)
class MessageAction:
    """A button on a message: a verb and what it does."""

    text: str
    run: Callable[[], object]
    primary: bool = False


@dataclass(frozen=True)
class Message:
    """What happened, why and what next, and at most two buttons."""

    tone: Tone
    what: str
    why: str = ""
    actions: tuple[MessageAction, ...] = ()

    def __post_init__(self) -> None:
        if len(self.actions) > MOST_BUTTONS:
            raise ValueError(f"A message has at most {MOST_BUTTONS} buttons: {self.what}")

    @property
    def leaves(self) -> bool:
        """Good news goes by itself, everything else stays until it is closed."""
        return self.tone is Tone.GOOD


class MessageFrame(QFrame):
    """One message drawn: status edge, shape, words, buttons and a way to close it."""

    closed = Signal()

    def __init__(self, message: Message, *, closable: bool = True, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.message = message
        self.setObjectName(f"message_{message.tone.value}")
        shape: QWidget
        if message.tone is Tone.NOTE:
            shape = IconLabel("info", color="accent", size=18)
        else:
            shape = StatusShape(BandState(message.tone.value), size=16)
        words = column(label(message.what, Role.STRONG, wrap=True), spacing=1)
        if message.why:
            words.addWidget(label(message.why, Role.SECONDARY, wrap=True))
        layout = row(shape, margins=(12, 8, 10, 8), spacing=10)
        layout.addLayout(words, 1)
        for action in message.actions:
            kind = Kind.PRIMARY if action.primary else Kind.PLAIN
            layout.addWidget(button(action.text, kind=kind, clicked=partial(self._take, action.run)))
        if closable:
            close = tool_button("Close message", "close", size=14, clicked=self.closed.emit)
            layout.addWidget(close, 0, Qt.AlignmentFlag.AlignVCenter)
        self.setLayout(layout)
        self.setAccessibleName(" ".join(part for part in (message.what, message.why) if part))

    def _take(self, run: Callable[[], object]) -> None:
        self.closed.emit()
        run()


class MessageBar(QWidget):
    """Shows the latest message; problems below it come back when it is closed."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._messages: list[Message] = []
        self._frame: MessageFrame | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.dismiss)
        self.setLayout(column(margins=(12, 8, 12, 8), spacing=0))
        self.setVisible(False)

    def say(self, tone: Tone, what: str, *, why: str = "", actions: Sequence[MessageAction] = ()) -> None:
        """Show a message on top of those that stay; the same one is not shown twice."""
        message = Message(tone, what, why, tuple(actions))
        self._messages = [m for m in self._messages if not m.leaves and (m.what, m.why) != (what, why)]
        self._messages.append(message)
        self._show_latest()

    def dismiss(self) -> None:
        """Close the message that is shown."""
        if self._messages:
            self._messages.pop()
        self._show_latest()

    def clear(self) -> None:
        """Close all messages, for example with the project."""
        self._messages.clear()
        self._show_latest()

    def withdraw(self, what: str) -> None:
        """Close the messages of this headline: their cause is gone."""
        self._messages = [m for m in self._messages if m.what != what]
        self._show_latest()

    @property
    def message(self) -> Message | None:
        """The message that is shown."""
        return self._messages[-1] if self._messages else None

    @property
    def leaving(self) -> bool:
        """Whether the message shown goes by itself soon."""
        return self._timer.isActive()

    def _show_latest(self) -> None:
        self._timer.stop()
        layout = self.layout()
        if self._frame is not None and layout is not None:
            layout.removeWidget(self._frame)
            self._frame.hide()
            self._frame.deleteLater()
            self._frame = None
        message = self.message
        if message is not None and layout is not None:
            self._frame = MessageFrame(message)
            self._frame.closed.connect(self.dismiss)
            layout.addWidget(self._frame)
        self.setVisible(message is not None)
        self._count_down()

    def _count_down(self) -> None:
        if self.isVisible() and self.message is not None and self.message.leaves:
            self._timer.start(GOOD_NEWS_SECONDS * 1000)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.dismiss()
        else:
            super().keyPressEvent(event)

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._count_down()

    @override
    def hideEvent(self, event: QHideEvent) -> None:
        self._timer.stop()
        super().hideEvent(event)
