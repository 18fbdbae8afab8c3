"""Ctrl+P: the page is drawn, shown as it will be printed, and written where the printer is a PDF."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest
from pypdf import PdfReader
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QImage, QPageLayout
from PySide6.QtPrintSupport import QPrinter, QPrintPreviewDialog

from tests.ui.window_driving import press_key
from workbench.errors import ExportError
from workbench.session.plan_edits import add_locality, reassign
from workbench.ui.commands.printing_commands import PrintingCommands, paint_page, printer_for, read_page

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from workbench.ui.main_window import MainWindow

A4_POINTS = (841.9, 595.3)


def to_pdf(page: QImage, path: Path, *, orientation: QPageLayout.Orientation) -> PdfReader:
    printer = printer_for("Hubs, PCN")
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(path))
    printer.setPageOrientation(orientation)
    paint_page(printer, page)
    return PdfReader(path)


def test_ctrl_p_shows_the_page_of_the_plan(
    grid_window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = grid_window
    bridge = window.desk.bridge
    assert bridge is not None
    bridge.apply(add_locality(bridge.scenario, "North"))
    bridge.apply(reassign(bridge.project, bridge.scenario, np.arange(4), 0))
    shown: list[tuple[QImage, str]] = []
    monkeypatch.setattr(PrintingCommands, "show_page", lambda _self, page, name: shown.append((page, name)))
    press_key(window, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: bool(shown), timeout=20_000)
    page, name = shown[0]
    assert name == f"{bridge.project.name}, {bridge.scenario.name}"
    assert page.width() / page.height() == pytest.approx(297 / 210, rel=0.01)
    locality = bridge.scenario.plan.locality(0)
    assert locality is not None
    fill = QColor(locality.colour)
    small = page.scaledToWidth(400)
    assert any(small.pixelColor(x, y) == fill for x in range(small.width()) for y in range(small.height()))


def test_the_preview_opens_with_the_page(
    grid_window: MainWindow, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    painted: list[str] = []

    def look(dialog: QPrintPreviewDialog) -> int:
        painted.append(dialog.windowTitle())
        printer = printer_for("Hubs, PCN")
        printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        printer.setOutputFileName(str(tmp_path / "seen.pdf"))
        dialog.paintRequested.emit(printer)
        return 0

    monkeypatch.setattr(QPrintPreviewDialog, "exec", look)
    page = QImage(297, 210, QImage.Format.Format_RGB32)
    page.fill(Qt.GlobalColor.white)
    PrintingCommands(grid_window.desk, grid_window).show_page(page, "Hubs, PCN")
    assert painted == ["Print Hubs, PCN"]
    assert len(PdfReader(tmp_path / "seen.pdf").pages) == 1


@pytest.mark.usefixtures("light_theme")
def test_a_pdf_has_one_page_of_the_paper(tmp_path: Path) -> None:
    page = QImage(1188, 840, QImage.Format.Format_RGB32)
    page.fill(QColor("#CC6677"))
    lying = to_pdf(page, tmp_path / "lying.pdf", orientation=QPageLayout.Orientation.Landscape)
    assert len(lying.pages) == 1
    box = lying.pages[0].mediabox
    assert (float(box.width), float(box.height)) == pytest.approx(A4_POINTS, abs=1.5)
    upright = to_pdf(page, tmp_path / "upright.pdf", orientation=QPageLayout.Orientation.Portrait)
    assert len(upright.pages) == 1
    assert float(upright.pages[0].mediabox.width) == pytest.approx(A4_POINTS[1], abs=1.5)


@pytest.mark.usefixtures("light_theme")
def test_a_page_that_was_not_drawn_is_told(tmp_path: Path) -> None:
    with pytest.raises(ExportError, match="not drawn"):
        read_page(tmp_path / "none.png")
