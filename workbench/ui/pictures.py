"""Pictures of the window without a screen: for the command line, README and guide."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEvent, QPoint, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QApplication, QWidget

from workbench.errors import ExportError
from workbench.session.opening import open_project
from workbench.ui.app import application
from workbench.ui.main_window import MainWindow
from workbench.ui.settings import Settings
from workbench.ui.theme import Appearance, install_theme

SCALE_VARIABLE = "QT_SCALE_FACTOR"


def main_window_picture(
    project: Path, png: Path, scenario: str | None = None, size: tuple[int, int] = (1366, 768),
    scale: float = 1.0, *, appearance: Appearance = Appearance.LIGHT,
    prepare: Callable[[MainWindow], object] | None = None,
) -> None:  # fmt: skip
    """Draw the main window of a project into a PNG file.

    ``size`` is the window in its own pixels, ``scale`` the picture's pixels for each of them. ``prepare``
    brings the window to what the picture shows.

    Raises:
        WorkbenchError: the project cannot be opened, has no such scenario, or the file cannot be written.
    """
    drawn_larger = _begin_application(scale)
    install_theme(application(), appearance=appearance, text_scale=1.0)
    with tempfile.TemporaryDirectory() as folder, open_project(project, folder=Path(folder)) as opened:
        wanted = opened.session.project.scenario(scenario) if scenario is not None else None
        window = MainWindow(Settings(Path(folder) / "preferences.json"))
        try:
            window.resize(*size)
            window.open_session(opened)
            if wanted is not None and window.desk.bridge is not None:
                window.desk.bridge.show_scenario(wanted.id)
            if prepare is not None:
                prepare(window)
            image = picture_of(window, QSize(*size), 1.0 if drawn_larger else scale)
        finally:
            window.desk.use(None)
            window.close()
            window.deleteLater()
            QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    if not image.save(str(png), "PNG"):  # type: ignore[call-overload]  # the stubs want bytes, Qt takes text
        raise ExportError(
            f"{png.name} was not written.",
            why=f"{png.parent} cannot be written.",
            remedy="Name another file.",
        )


def _begin_application(scale: float) -> bool:
    """Make an application that draws at ``scale`` by itself, which is sharper; False where there is one."""
    if QApplication.instance() is not None:
        return False
    before = os.environ.get(SCALE_VARIABLE)
    os.environ[SCALE_VARIABLE] = str(scale)
    try:
        application()
    finally:
        if before is None:
            del os.environ[SCALE_VARIABLE]
        else:
            os.environ[SCALE_VARIABLE] = before
    return True


def picture_of(window: QWidget, size: QSize, scale: float = 1.0) -> QImage:
    """Lay a window out at a size and paint it, without showing it on a screen."""
    window.setAttribute(Qt.WidgetAttribute.WA_DontShowOnScreen)
    window.resize(size)
    window.show()
    for _ in range(3):  # layouts, then what they make visible, then the lines of the map
        QApplication.processEvents()
    window.resize(size)
    QApplication.processEvents()
    if isinstance(window, MainWindow):
        window.map.settle()
    ratio = scale * window.devicePixelRatioF()
    image = QImage(size * ratio, QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(ratio)
    image.fill(QColor("#FFFFFF"))
    painter = QPainter(image)
    window.render(painter, QPoint())
    painter.end()
    return image
