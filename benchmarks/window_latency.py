"""How long the real window is busy with a step of a brush stroke, its release, undo, redo and a zoom.

Each figure is the 95th percentile of the time from an event to the end of everything it set off, painting
included, as a share of the 50 ms that a person does not notice: at most 1 is wanted. Beside it stands the
time that the window's own thread worked, which other programs on the machine change less.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from collections.abc import Callable
from functools import partial
from pathlib import Path
from time import thread_time

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import numpy as np
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication

from benchmarks._harness import Row, data_folder, percentile, report, seconds
from workbench.io.readers.area import read_study_area
from workbench.models.project import StudyArea
from workbench.session.creating import create_project
from workbench.session.opening import open_project
from workbench.session.plan_edits import add_locality, reassign
from workbench.ui.app import application
from workbench.ui.main_window import MainWindow
from workbench.ui.settings import Settings
from workbench.ui.theme import Appearance, install_theme

LIMIT_MS = 50.0
LOCALITIES = 12
STROKES, STEPS = 25, 10
SIZE = (1920, 1080)
NONE, LEFT = Qt.MouseButton.NoButton, Qt.MouseButton.LeftButton


class Driver:
    """Sends events to the map and times them until nothing is left to do."""

    def __init__(self, window: MainWindow) -> None:
        self.window = window
        self.times: dict[str, list[float]] = {}
        self.worked: dict[str, list[float]] = {}

    def timed(self, name: str, action: Callable[[], object]) -> None:
        """Do something, let it be painted, and keep the milliseconds."""

        def whole() -> None:
            action()
            QApplication.processEvents()

        before = thread_time()
        self.times.setdefault(name, []).append(seconds(whole) * 1000)
        self.worked.setdefault(name, []).append((thread_time() - before) * 1000)

    def mouse(self, kind: QEvent.Type, place: QPointF, button: Qt.MouseButton) -> None:
        """One event of the left button on the map."""
        canvas = self.window.map.canvas
        held = NONE if kind == QEvent.Type.MouseButtonRelease else LEFT
        at = QPointF(canvas.mapToGlobal(place.toPoint()))
        event = QMouseEvent(kind, place, at, button, held, Qt.KeyboardModifier.NoModifier)
        QApplication.sendEvent(canvas, event)

    def stroke(self, start: QPointF, end: QPointF) -> None:
        """A whole stroke in steps."""
        self.timed("press", lambda: self.mouse(QEvent.Type.MouseButtonPress, start, LEFT))
        for step in range(1, STEPS + 1):
            place = start + (end - start) * step / STEPS
            self.timed("stroke step", partial(self.mouse, QEvent.Type.MouseMove, place, NONE))
        self.timed("release", lambda: self.mouse(QEvent.Type.MouseButtonRelease, end, LEFT))


def study_area() -> StudyArea:
    """North Staffordshire where there is data, else the fictional sample."""
    folder = data_folder() / "north_staffordshire"
    if not folder.is_dir():
        folder = Path(__file__).resolve().parents[1] / "sample_data"
    units = folder / ("lsoa.gpkg" if (folder / "lsoa.gpkg").is_file() else "units.gpkg")
    return read_study_area(
        units=[units],
        practices=folder / "practices.csv",
        registrations=folder / "registrations.csv",
        providers=folder / "providers.csv",
    )


def fill_plan(window: MainWindow) -> None:
    """Twelve localities around the areas that lie farthest apart."""
    bridge = window.desk.bridge
    assert bridge is not None
    points = bridge.project.area.units.points
    seeds = [0]
    while len(seeds) < LOCALITIES:
        away = np.min([np.hypot(*(points - points[seed]).T) for seed in seeds], axis=0)
        seeds.append(int(away.argmax()))
    nearest = np.argmin([np.hypot(*(points - points[seed]).T) for seed in seeds], axis=0)
    for number in range(LOCALITIES):
        bridge.apply(add_locality(bridge.scenario))
        bridge.apply(reassign(bridge.project, bridge.scenario, np.flatnonzero(nearest == number), number))


def measure(window: MainWindow, rng: np.random.Generator) -> Driver:
    """Strokes between random areas, each undone, redone and looked at closer."""
    bridge = window.desk.bridge
    assert bridge is not None
    driver = Driver(window)
    canvas, points = window.map.canvas, bridge.project.area.units.points
    codes = [locality.code for locality in bridge.scenario.plan]
    for _ in range(STROKES):
        driver.timed("choose a row", lambda: window.desk.focus.set_target(str(rng.choice(codes))))
        start, end = (
            QPointF(*canvas.view().to_screen(*points[unit])) for unit in rng.integers(0, len(points), 2)
        )
        driver.stroke(start, start + (end - start) * 0.4)
        driver.timed("undo", window.acts["undo"].trigger)
        driver.timed("redo", window.acts["redo"].trigger)
        driver.timed("hover", partial(driver.mouse, QEvent.Type.MouseMove, end, NONE))
        driver.timed("zoom in", window.acts["zoom_in"].trigger)
        driver.timed("whole area", window.acts["fit"].trigger)
    return driver


def main() -> None:
    """Open the window on a project file, drive it, print and write the rows."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", type=Path, help="write the rows to this file")
    json_file = parser.parse_args().json
    app = application()
    install_theme(app, appearance=Appearance.LIGHT, text_scale=1.0)
    with tempfile.TemporaryDirectory() as folder:
        os.environ["LOCALITY_WORKBENCH_HOME"] = folder
        path = Path(folder) / "latency.gpkg"
        create_project(path, name="Latency", area=study_area())
        window = MainWindow(Settings(Path(folder) / "preferences.json"))
        window.resize(*SIZE)
        window.show()
        opened = open_project(path)
        window.open_session(opened)
        fill_plan(window)
        window.acts["assign_site"].trigger()
        QApplication.processEvents()
        driver = measure(window, np.random.default_rng(2))
        units = len(opened.session.project.area.units)
        window.file_commands.let_go()
        window.close()
    rows: list[Row] = []
    for name, times in driver.times.items():
        high = percentile(times, 0.95)
        rows.append(Row(f"{name}, share of 50 ms", units, high / LIMIT_MS, 1.0, "lower", len(times)))
        rows.append(Row(f"{name}, ms", units, high, None, "lower", len(times)))
        worked = percentile(driver.worked[name], 0.95)
        rows.append(Row(f"{name}, ms of the window's thread", units, worked, None, "lower", len(times)))
    report("Window latency, 95th percentile", rows, json_file)


if __name__ == "__main__":
    main()
