"""Every control of every view and dialog tells a screen reader its name."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QDialog,
    QFileDialog,
    QLabel,
    QLineEdit,
    QMenu,
    QMenuBar,
    QPlainTextEdit,
    QSlider,
    QTabBar,
    QTextEdit,
    QWidget,
)

from tests.ui.window_driving import answer_files
from workbench.ui.actions import specs
from workbench.ui.main_window import MainWindow
from workbench.ui.map.canvas import MapCanvas

CONTROLS = (
    QAbstractButton, QAbstractItemView, QAbstractSpinBox, QComboBox, QLineEdit, QMenuBar, QPlainTextEdit,
    QSlider, QTabBar, QTextEdit, MapCanvas,
)  # fmt: skip
PARTS_OF_OTHERS = (QAbstractSpinBox, QComboBox, QLineEdit, QTabBar, QAbstractItemView, QMenuBar)
"""Qt makes controls inside of these, which are named with them."""


def unnamed(root: QWidget) -> list[str]:
    """The controls below a widget that have no name, with where they are."""
    found = []
    buddies = {one.buddy() for one in root.findChildren(QLabel) if one.buddy() is not None}
    for control in root.findChildren(QWidget):
        if not isinstance(control, CONTROLS) or control.objectName().startswith("qt_"):
            continue
        if not control.isVisibleTo(root):
            continue
        if any(isinstance(above, PARTS_OF_OTHERS) for above in parents(control)):
            continue
        if not name_of(control, buddies):
            found.append(" < ".join(type(one).__name__ for one in [control, *parents(control)][:5]))
    return found


def name_of(control: QWidget, buddies: set[QWidget]) -> str:
    """What Qt tells of a control: its name, the words on a button, the label beside a field."""
    words = control.text() if isinstance(control, QAbstractButton) else ""
    return control.accessibleName() or words or ("label" if control in buddies else "")


def parents(widget: QWidget) -> Iterator[QWidget]:
    """The widgets around a widget; the list of a combo box stands in a window of its own below the box."""
    above = widget.parentWidget()
    while above is not None:
        yield above
        above = above.parentWidget()


def test_controls_of_the_start_page(window: MainWindow) -> None:
    assert unnamed(window) == []


def test_controls_of_the_views_and_of_the_dialogs(two: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("services", "compare", "map"):
        two.show_view(name)
        QApplication.processEvents()

    seen: dict[str, list[str]] = {}

    def look(dialog: QDialog) -> int:
        seen[type(dialog).__name__] = unnamed(dialog)
        return int(QDialog.DialogCode.Rejected)

    monkeypatch.setattr(QDialog, "exec", look)
    monkeypatch.setattr(QMenu, "popup", lambda *_where: None)
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_what: "")
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_what: ("", ""))
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_what: ("", ""))
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_what: ([], ""))
    answer_files(monkeypatch)
    two.desk.focus.set_selection(np.array([0, 1]))
    two.draw_commands.give(np.array([0, 1]), 0)
    two.desk.focus.set_practice("P1")
    for spec in specs():
        if spec.text.endswith("…") and two.acts[spec.id].isEnabled():
            two.acts[spec.id].trigger()
            two.desk.jobs.join()
            QApplication.processEvents()
    assert {name: found for name, found in seen.items() if found} == {}
    assert len(seen) > 12
