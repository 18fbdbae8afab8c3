"""Print: the page that is also exported for print, looked at, then sent to a printer."""

from __future__ import annotations

import tempfile
from pathlib import Path

from PySide6.QtCore import QMarginsF, QRect, Qt
from PySide6.QtGui import QImage, QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrinter, QPrintPreviewDialog
from PySide6.QtWidgets import QWidget

from workbench.errors import ExportError
from workbench.progress import Progress
from workbench.session.exporting import export_map
from workbench.session.frozen import frozen
from workbench.ui.desk import Desk
from workbench.ui.map_look import map_look
from workbench.ui.theme import current_theme

DPI = 300
PAPER = "A4"


class PrintingCommands:
    """The map of the scenario shown as a page."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        self._desk = desk
        self._parent = parent

    def print_map(self) -> None:
        """Draw the page, in greys where the map is, then show it with the printer to choose."""
        bridge = self._desk.bridge
        if bridge is None:
            return
        name = f"{bridge.project.name}, {bridge.scenario.name}"
        session = frozen(bridge.project, [bridge.scenario])
        grey = map_look().grey

        def work(progress: Progress) -> QImage:
            progress.report(0.1, "Drawing the page")
            with tempfile.TemporaryDirectory(prefix="locality-workbench-") as folder:
                path = Path(folder) / "page.png"
                export_map(session, session.project.scenarios[0], path, dpi=DPI, paper=PAPER, grey=grey)
                return read_page(path)

        self._desk.jobs.start("Drawing the page", work, lambda page: self.show_page(page, name))

    def show_page(self, page: QImage, name: str) -> None:
        """Show a page as it will be printed; the dialog asks for the printer."""
        printer = printer_for(name)
        dialog = QPrintPreviewDialog(printer, self._parent)
        dialog.setWindowTitle(f"Print {name}")
        dialog.paintRequested.connect(lambda wanted: paint_page(wanted, page))
        theme = current_theme()
        dialog.resize(theme.px(1000), theme.px(720))
        dialog.exec()
        dialog.deleteLater()


def printer_for(name: str) -> QPrinter:
    """The usual printer, set to one landscape page to its edges."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setDocName(name)
    printer.setPageLayout(
        QPageLayout(
            QPageSize(QPageSize.PageSizeId.A4), QPageLayout.Orientation.Landscape, QMarginsF(0, 0, 0, 0)
        )
    )
    return printer


def read_page(path: Path) -> QImage:
    """A page that was drawn into a picture.

    Raises:
        ExportError: it cannot be read.
    """
    page = QImage(str(path))
    if page.isNull():
        raise ExportError("The page was not drawn.", remedy="Export the map for print, then print the file.")
    return page


def paint_page(printer: QPrinter, page: QImage) -> None:
    """Fill the paper with the page, all of it, in its own shape."""
    painter = QPainter(printer)
    room = painter.viewport()
    size = page.size().scaled(room.size(), Qt.AspectRatioMode.KeepAspectRatio)
    left, top = (room.width() - size.width()) // 2, (room.height() - size.height()) // 2
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    painter.drawImage(QRect(left, top, size.width(), size.height()), page)
    painter.end()
