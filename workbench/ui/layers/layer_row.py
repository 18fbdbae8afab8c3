"""One layer in the panel: grip, tick, name, note, opacity, and a button for its menu."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
)
from PySide6.QtWidgets import QCheckBox, QFrame, QSizePolicy, QSlider, QWidget
from typing_extensions import override

from workbench.ui.components.buttons import tool_button
from workbench.ui.components.labels import Role, label, row
from workbench.ui.layers.layer_rows import LayerRow
from workbench.ui.layers.reference_sheet import QUIET
from workbench.ui.theme import current_theme

GRIP, SLIDER = 14, 72
STEP = 5
"""Per cent of one press of an arrow key on the slider."""


class Grip(QWidget):
    """Six dots to drag a layer by; ``dragged`` tells the height of the pointer on the screen."""

    dragged = Signal(QPoint)

    def __init__(self) -> None:
        super().__init__()
        self.setFixedWidth(current_theme().px(GRIP))
        self.set_usable(usable=True)

    def set_usable(self, *, usable: bool) -> None:
        """Show the dots only where the layer can be moved."""
        self.setEnabled(usable)
        self.setCursor(Qt.CursorShape.OpenHandCursor if usable else Qt.CursorShape.ArrowCursor)
        self.setToolTip("Drag to draw the layer higher or lower (Alt+Up, Alt+Down)" if usable else "")
        self.update()

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.setCursor(Qt.CursorShape.ClosedHandCursor)
        event.accept()

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self.dragged.emit(event.globalPosition().toPoint())

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self.setCursor(Qt.CursorShape.OpenHandCursor)
        event.accept()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        if not self.isEnabled():
            return
        theme = current_theme()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color("control"))
        step, middle = theme.px(4), self.rect().center()
        for across in (0, 1):
            for down in (-1, 0, 1):
                painter.drawEllipse(middle + QPoint(round((across - 0.5) * step), down * step), 1, 1)
        painter.end()


class ColourLine(QWidget):
    """A short line in the colour of a reference layer."""

    def __init__(self) -> None:
        super().__init__()
        self._colour = ""
        theme = current_theme()
        self.setFixedSize(theme.px(18), theme.px(14))
        self.hide()

    def set_colour(self, name: str) -> None:
        """Show the colour of this name, nothing for none."""
        self._colour = name
        self.setVisible(bool(name))
        self.setToolTip(QUIET[name][0] if name in QUIET else "")
        self.update()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        middle = self.height() // 2
        colour = QColor(QUIET.get(self._colour, QUIET["grey"])[1])
        painter.fillRect(1, middle - 1, self.width() - 2, 3, colour)
        painter.end()


class LayerLine(QFrame):
    """Shows one ``LayerRow``; asks for changes by signals."""

    ticked = Signal(str, bool)
    faded = Signal(str, float)
    moved = Signal(str, int)
    dragged = Signal(str, QPoint)
    menu_wanted = Signal(str, QPoint)
    taken = Signal(str)
    """The keyboard or the mouse is on this layer."""

    def __init__(self, shown: LayerRow) -> None:
        super().__init__()
        self.shown = shown
        self._filling = False
        self.setProperty("layer", "true")
        theme = current_theme()
        self.setMinimumHeight(theme.px(32))
        self.grip = Grip()
        self.box = QCheckBox()
        self.box.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.colour = ColourLine()
        self.note = label("", Role.CAPTION)
        self.slider = QSlider(Qt.Orientation.Horizontal)
        self.slider.setRange(0, 100)
        self.slider.setSingleStep(STEP)
        self.slider.setPageStep(25)
        self.slider.setFixedWidth(theme.px(SLIDER))
        policy = self.slider.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        self.slider.setSizePolicy(policy)
        self.more = tool_button("Menu of the layer", "more", size=16, clicked=self._ask_menu)
        line = row(self.grip, self.box, self.colour, self.note, self.slider, self.more, margins=(4, 0, 4, 0))
        line.setStretch(1, 1)
        self.setLayout(line)
        self.box.toggled.connect(self._ticked)
        self.slider.valueChanged.connect(self._faded)
        self.grip.dragged.connect(lambda at: self.dragged.emit(self.shown.key, at))
        for part in (self.box, self.slider, self.more):
            part.installEventFilter(self)
        self.show_row(shown)

    def show_row(self, shown: LayerRow) -> None:
        """Show the layer as it is now."""
        self.shown = shown
        self._filling = True
        self.box.setText(shown.text.replace("&", "&&"))
        self.box.setChecked(shown.shown)
        self.box.setToolTip(f"{shown.text}\n{shown.help}")
        self.box.setAccessibleName(shown.text)
        self.box.setAccessibleDescription(f"{shown.help}. {shown.note}".strip())
        self.note.setText(shown.note)
        self.note.setVisible(bool(shown.note))
        self.colour.set_colour(shown.colour)
        self.slider.setVisible(shown.opacity is not None)
        if shown.opacity is not None:
            self.slider.setValue(round(100 * shown.opacity))
        percent = self.slider.value()
        self.slider.setToolTip(f"Opacity of {shown.text}: {percent}%")
        self.slider.setAccessibleName(f"Opacity of {shown.text}")
        self.slider.setAccessibleDescription(f"{percent}%")
        self.more.setAccessibleName(f"Menu of {shown.text}")
        self.grip.set_usable(usable=shown.up or shown.down)
        self._filling = False

    def set_current(self, current: bool) -> None:
        """Show whether buttons above the list act on this layer."""
        self.setProperty("current", "true" if current else "false")
        self.style().unpolish(self)
        self.style().polish(self)

    def _ticked(self, on: bool) -> None:
        if not self._filling:
            self.ticked.emit(self.shown.key, on)

    def _faded(self, percent: int) -> None:
        if not self._filling:
            self.faded.emit(self.shown.key, percent / 100)

    def _ask_menu(self) -> None:
        self.menu_wanted.emit(self.shown.key, self.more.mapToGlobal(QPoint(0, self.more.height())))

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QFocusEvent) and event.gotFocus():
            self.taken.emit(self.shown.key)
        pressed = isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress
        return pressed and isinstance(event, QKeyEvent) and self._moved_by(event)

    def _moved_by(self, event: QKeyEvent) -> bool:
        """Alt with an arrow moves the layer."""
        steps = {Qt.Key.Key_Up: 1, Qt.Key.Key_Down: -1}.get(Qt.Key(event.key()))
        if steps is None or event.modifiers() != Qt.KeyboardModifier.AltModifier:
            return False
        self.moved.emit(self.shown.key, steps)
        return True

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.taken.emit(self.shown.key)
        super().mousePressEvent(event)

    @override
    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self.taken.emit(self.shown.key)
        self.menu_wanted.emit(self.shown.key, event.globalPos())
        event.accept()
