"""Fields of the detail panel: each shows one value, or that there are several, and tells a change."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QFontMetricsF,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QComboBox, QLineEdit, QPlainTextEdit, QPushButton
from typing_extensions import override

from workbench.errors import InputError
from workbench.ui.components.tips import plain_tip
from workbench.ui.icons import paint_icon
from workbench.ui.services import dates
from workbench.ui.services.organisations import Organisation, names_of
from workbench.ui.theme import current_theme

SEVERAL = "(several)"
NOT_RECORDED = "Not recorded"


def asks_for_a_step(event: QEvent) -> bool:
    """Whether an event asks who takes the keys of undo or redo: a field with nothing typed leaves them."""
    return (
        isinstance(event, QKeyEvent)
        and event.type() == QEvent.Type.ShortcutOverride
        and (event.matches(QKeySequence.StandardKey.Undo) or event.matches(QKeySequence.StandardKey.Redo))
    )


class Several:
    """Stands for the values of cells that differ."""


SEVERAL_VALUES = Several()


class ChoiceField(QComboBox):
    """One of a few values; the wheel scrolls the panel instead of changing what is decided."""

    changed = Signal(object)

    def __init__(self, choices: Sequence[tuple[str, object]], *, none: str = NOT_RECORDED) -> None:
        super().__init__()
        self._none = none
        self.setPlaceholderText(SEVERAL)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.set_choices(choices)
        self.activated.connect(self._taken)

    def set_choices(self, choices: Sequence[tuple[str, object]]) -> None:
        """Offer other values."""
        self._values: list[object] = [None, *(value for _, value in choices)]
        self.clear()
        self.addItems([self._none, *(word for word, _ in choices)])

    def show_value(self, value: object) -> None:
        """Show a value without telling anybody."""
        self.setCurrentIndex(self._values.index(value) if value in self._values else -1)

    def _taken(self, place: int) -> None:
        self.changed.emit(self._values[place])

    @override
    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()


class TextField(QLineEdit):
    """A line of text, told when it is left or Enter is pressed."""

    changed = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._shown = ""
        self._several = False
        self.editingFinished.connect(self._finished)

    def show_value(self, value: object) -> None:
        """Show a text without telling anybody."""
        self._several = isinstance(value, Several)
        self._shown = "" if self._several else self._text_of(value)
        self.setPlaceholderText(SEVERAL if self._several else "")
        if self.text() != self._shown:
            self.setText(self._shown)
            self.setCursorPosition(0)

    def _text_of(self, value: object) -> str:
        return str(value or "")

    def _value_of(self, text: str) -> object:
        return text.strip()

    def _finished(self) -> None:
        if self.text() != self._shown:
            self._shown = self.text()
            self.changed.emit(self._value_of(self.text()))

    @override
    def event(self, event: QEvent) -> bool:
        if asks_for_a_step(event) and self.text() == self._shown:
            event.ignore()  # the step of the history is meant
            return False
        return super().event(event)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.text() != self._shown:
            self.setText(self._shown)
            event.accept()
        else:
            super().keyPressEvent(event)


class DateField(TextField):
    """A date; a text that is none is refused and stays to be mended."""

    refused = Signal(object)
    """``InputError``."""

    def __init__(self) -> None:
        super().__init__()
        self.setToolTip("Day, month, year: 14/10/2026")
        self._fit()
        current_theme().theme_changed.connect(self._fit)

    def _fit(self) -> None:
        theme = current_theme()
        room = QFontMetricsF(theme.font()).horizontalAdvance("00/00/0000") + theme.px(24)
        self.setMinimumWidth(round(room))

    @override
    def _text_of(self, value: object) -> str:
        return dates.shown(str(value or ""))

    @override
    def _finished(self) -> None:
        if self.text() == self._shown:
            return
        try:
            value = dates.iso_of(self.text())
        except InputError as problem:
            self.refused.emit(problem)
            return
        self._shown = self.text()
        self.changed.emit(value)


class LongTextField(QPlainTextEdit):
    """A text of several lines, told when it is left or with Ctrl+Enter; Tab goes on."""

    changed = Signal(object)

    def __init__(self, lines: int = 3) -> None:
        super().__init__()
        self._lines = lines
        self._shown = ""
        self.setTabChangesFocus(True)
        self._fit()
        current_theme().theme_changed.connect(self._fit)

    def _fit(self) -> None:
        theme = current_theme()
        self.setFixedHeight(round(QFontMetricsF(theme.font()).lineSpacing() * self._lines + theme.px(18)))

    def show_value(self, value: object) -> None:
        """Show a text without telling anybody."""
        several = isinstance(value, Several)
        self._shown = "" if several else str(value or "")
        self.setPlaceholderText(SEVERAL if several else "")
        if self.toPlainText() != self._shown:
            self.setPlainText(self._shown)

    def finish(self) -> None:
        """Tell what was typed."""
        if self.toPlainText() != self._shown:
            self._shown = self.toPlainText()
            self.changed.emit(self._shown.strip())

    @override
    def event(self, event: QEvent) -> bool:
        if asks_for_a_step(event) and self.toPlainText() == self._shown:
            event.ignore()  # the step of the history is meant
            return False
        return super().event(event)

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.finish()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.finish()
            event.accept()
        elif event.key() == Qt.Key.Key_Escape and self.toPlainText() != self._shown:
            self.setPlainText(self._shown)
            event.accept()
        else:
            super().keyPressEvent(event)


class OrganisationField(QPushButton):
    """Names of one or several organisations; pressing it asks for others."""

    changed = Signal(object)

    def __init__(
        self, *, many: bool, ask: Callable[[tuple[str, ...], bool, str], tuple[str, ...] | None]
    ) -> None:
        super().__init__()
        self._many, self._ask = many, ask
        self._codes: tuple[str, ...] = ()
        self._full = ""
        self.known: dict[str, Organisation] = {}
        self.setProperty("kind", "field")
        self.setAutoDefault(False)
        self.clicked.connect(self._pressed)

    def show_value(self, value: object) -> None:
        """Show codes (a tuple), one code, or that there are several."""
        if isinstance(value, Several):
            self._codes, self._full = (), SEVERAL
        else:
            self._codes = tuple(value) if isinstance(value, tuple) else ((str(value),) if value else ())
            self._full = names_of(self._codes, self.known) or NOT_RECORDED
        self.setAccessibleDescription(self._full)
        self.setToolTip(plain_tip(self._full))
        self._elide()

    def _elide(self) -> None:
        room = self.width() - current_theme().px(40)
        shown = QFontMetricsF(self.font()).elidedText(self._full, Qt.TextElideMode.ElideRight, max(20, room))
        self.setText(shown.replace("&", "&&"))

    def _pressed(self) -> None:
        codes = self._ask(self._codes, self._many, self.accessibleName())
        if codes is not None and codes != self._codes:
            self.changed.emit(codes if self._many else (codes[0] if codes else ""))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        theme = current_theme()
        side = theme.px(13)
        box = QRectF(self.width() - side - theme.px(7), (self.height() - side) / 2, side, side)
        painter = QPainter(self)
        paint_icon(painter, "down", box, theme.color("text2" if self.isEnabled() else "text3"))
        painter.end()

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(current_theme().px(60), super().minimumSizeHint().height())

    @override
    def sizeHint(self) -> QSize:
        return QSize(current_theme().px(120), super().sizeHint().height())

    @override
    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self._elide()
        return super().event(event)


Field = ChoiceField | TextField | LongTextField | OrganisationField
