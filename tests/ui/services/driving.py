"""Driving the matrix editor as a person does."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from workbench.models.scope import CellKey, ScopeCell
from workbench.models.services import AgeGroup
from workbench.ui.services.cell_fields import LongTextField, TextField
from workbench.ui.services.services_view import ServicesView

NONE, CTRL, SHIFT = (
    Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier,
)  # fmt: skip
K = Qt.Key


def press(view: ServicesView, key: Qt.Key, modifiers: Qt.KeyboardModifier = NONE, times: int = 1) -> None:
    """Press a key in the table."""
    for _ in range(times):
        QTest.keyClick(view.table.grid, key, modifiers)
    QApplication.processEvents()


def here() -> QWidget:
    """The widget that has the keyboard."""
    focus = QApplication.focusWidget()
    assert focus is not None
    return focus


def key(service: str = "SV01", place: int = 1) -> CellKey:
    """A cell for adults."""
    return CellKey(service, AgeGroup.ADULTS, f"L{place:02d}")


def cell(view: ServicesView, which: CellKey) -> ScopeCell:
    """What the project holds."""
    bridge = view._desk.bridge
    assert bridge is not None
    return bridge.scenario.cell(which)


def give_reason(view: ServicesView, *, who: str = "Programme board") -> None:
    """Fill in the reason as a person does: type, Tab, type, Tab."""
    assert isinstance(here(), LongTextField)
    QTest.keyClicks(here(), "A shared service runs until March")
    QTest.keyClick(here(), K.Key_Tab)
    assert isinstance(here(), TextField)
    here().selectAll()  # type: ignore[attr-defined]  # a line edit
    QTest.keyClicks(here(), who)
    QTest.keyClick(here(), K.Key_Tab)
    QApplication.processEvents()
