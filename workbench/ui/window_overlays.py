"""Messages and progress over the window's body, laid so that nothing moves when they come and go."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPoint, Signal
from PySide6.QtWidgets import QFrame, QWidget
from typing_extensions import override

from workbench.errors import WorkbenchError
from workbench.ui.components.labels import column
from workbench.ui.components.message_bar import Message, MessageBar
from workbench.ui.components.progress_panel import ProgressPanel
from workbench.ui.components.shadow import add_shadow
from workbench.ui.desk import Desk
from workbench.ui.messages import tell_problem
from workbench.ui.theme import current_theme


class Overlays(QObject):
    """The message bar at the top of the map, and the progress card in the middle."""

    covered = Signal(int)
    """How much of the map's top the message bar covers, in pixels; 0 without a message."""

    def __init__(self, desk: Desk, body: QWidget, over: QWidget) -> None:
        super().__init__(body)
        self._desk, self._body, self._map = desk, body, over
        self.bar = MessageBar(body)
        self.bar.hide()
        self.progress = ProgressPanel()
        self._card = QFrame(body)
        self._card.setObjectName("card")
        self._card.setLayout(column(self.progress, margins=(16, 12, 16, 12)))
        add_shadow(self._card)
        self._card.hide()
        for watched in (self.bar, self.progress, body, over):
            watched.installEventFilter(self)
        desk.message.connect(self._say)
        desk.problem.connect(self._say_problem)
        desk.withdrawn.connect(self.bar.withdraw)
        desk.jobs.started.connect(self.progress.start)
        desk.jobs.reported.connect(self._report)
        desk.jobs.ended.connect(self.progress.finish)
        self.progress.cancelled.connect(desk.jobs.cancel)

    def _say(self, message: Message) -> None:
        self.bar.say(message.tone, message.what, why=message.why, actions=message.actions)
        self._place_bar()

    def _say_problem(self, problem: WorkbenchError) -> None:
        tell_problem(self.bar, problem)
        self._place_bar()

    def _place_bar(self) -> None:
        """Lay the bar over the top of the map, so that nothing moves when it comes and goes."""
        left, width = 0, self._body.width()
        if self._desk.bridge is not None:
            corner = self._map.mapTo(self._body, QPoint(0, 0))
            left, width = corner.x(), self._map.width() - current_theme().px(56)
        high = (
            self.bar.heightForWidth(width) if self.bar.hasHeightForWidth() else self.bar.sizeHint().height()
        )
        self.bar.setGeometry(left, 0, width, max(high, self.bar.minimumSizeHint().height()))
        self.bar.raise_()
        self.covered.emit(self.bar.height() if self.bar.isVisible() else 0)

    def _report(self, share: float | None, how_far: str) -> None:
        self.progress.report(share, how_far)
        if self._card.isVisible():
            self._place_progress()

    def _place_progress(self) -> None:
        theme = current_theme()
        width = min(theme.px(440), self._body.width() - theme.px(32))
        high = max(self._card.heightForWidth(width), self._card.minimumSizeHint().height())
        self._card.setGeometry(
            (self._body.width() - width) // 2, (self._body.height() - high) // 2, width, high
        )
        self._card.raise_()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if watched is self.progress and kind in (QEvent.Type.ShowToParent, QEvent.Type.HideToParent):
            self._card.setVisible(kind == QEvent.Type.ShowToParent)
            self._place_progress()
        elif watched in (self._body, self._map) and kind == QEvent.Type.Resize:
            self._place_bar()
            self._place_progress()
        elif watched is self.bar and kind == QEvent.Type.HideToParent:
            self.covered.emit(0)
        elif watched is self.bar and kind in (QEvent.Type.LayoutRequest, QEvent.Type.ShowToParent):
            self._place_bar()
        return super().eventFilter(watched, event)
