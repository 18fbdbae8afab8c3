"""A step of a brush stroke in the real window with 9, 100 and 1,300 localities over the same areas.

The same strokes at the same places, each step handled to the end, painting included: what the step would make
of the figures, table, labels, strip and map. Figures are medians of the time that the window's own thread
worked, over the steps that take areas: how many do so depends on where the borders lie. The rows to read are
the ratios to 9 localities, as the cost of a stroke is to depend on the areas it touches and not on how many
localities there are.

    python benchmarks/locality_counts.py --counts 9,100,1300 --json locality_counts.json
"""

from __future__ import annotations

import argparse
import os
import statistics
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import numpy as np
import shapely
from PySide6.QtCore import QPointF
from PySide6.QtWidgets import QApplication

from benchmarks._harness import Row, report
from benchmarks.compare_view import area_of
from benchmarks.map_canvas import load
from benchmarks.window_latency import SIZE, Driver
from workbench.models.localities import LOCALITY_HUES, Locality
from workbench.models.project import Project, StudyArea
from workbench.session.hue_edits import colour_apart
from workbench.session.plan_edits import add_scenario, replace_plan
from workbench.session.session import Session
from workbench.ui.app import application
from workbench.ui.main_window import MainWindow
from workbench.ui.settings import Settings
from workbench.ui.theme import Appearance, install_theme

STROKES = 8
METRES_ACROSS = 40_000.0
"""Width of the map during the strokes."""
STROKE_PIXELS = 160.0
SLOWER_AT_MOST = 1.5


class InMemory:
    """An open project without a file, as the window wants it."""

    path: Path | None = None
    unsaved = False

    def __init__(self, session: Session) -> None:
        self.session = session

    def save(self) -> None:
        """Nothing is kept."""

    def save_as(self, path: Path) -> None:
        """Nothing is kept."""

    def close(self, *, discard: bool = False) -> None:
        """Nothing is held."""


def session_of(area: StudyArea, localities: int, rng: np.random.Generator) -> Session:
    """A plan of compact localities around areas drawn by lot."""
    project = Project("Counts", area)
    session = Session(project)
    session.apply(add_scenario(project, "Draft A"))
    points = area.units.points
    seeds = shapely.points(points[rng.choice(len(points), localities, replace=False)])
    nearest = shapely.STRtree(seeds).nearest(shapely.points(points))
    names = [f"L{number + 1:04d}" for number in range(localities)]
    new = [
        Locality(name, at + 1, f"Locality {at + 1}", LOCALITY_HUES[at % len(LOCALITY_HUES)][1])
        for at, name in enumerate(names)
    ]
    wanted = [names[slot] for slot in nearest]
    session.apply(replace_plan(project, project.scenarios[0], wanted, new, label="Plan"))
    apart = colour_apart(project, project.scenarios[0])
    if apart is not None:
        session.apply(apart)
    return session


class StepDriver(Driver):
    """Keeps steps that take areas, or show another effect, apart from those that find nothing new."""

    def timed(self, name: str, action: Callable[[], object]) -> None:
        """As every driver; a step without a new effect is named otherwise."""
        host = self.window.desk.host
        before = host.preview
        super().timed(name, action)
        if name == "stroke step" and host.preview is before:
            for kept in (self.times, self.worked):
                kept.setdefault("step without areas", []).append(kept[name].pop())


def strokes(window: MainWindow, places: list[tuple[float, float]]) -> Driver:
    """A stroke from each place into the locality nearest to it but for its own."""
    driver = StepDriver(window)
    bridge, canvas = window.desk.bridge, window.map.canvas
    assert bridge is not None
    window.acts["tool_brush"].trigger()
    for x, y in places:
        view = canvas.view()
        canvas.zoom_at((canvas.width() / 2, canvas.height() / 2), canvas.width() / METRES_ACROSS / view.scale)
        canvas.centre_on(x, y)
        canvas.finish_drawing()
        plan, points = bridge.scenario.plan, bridge.project.area.units.points
        away = np.hypot(*(points - (x, y)).T)
        away[plan.labels == plan.labels[int(away.argmin())]] = np.inf
        window.desk.focus.set_target(plan.code_of_unit(int(away.argmin())))
        QApplication.processEvents()
        start = QPointF(*canvas.view().to_screen(x, y))
        driver.stroke(start, start + QPointF(STROKE_PIXELS, STROKE_PIXELS / 2))
        driver.timed("undo", window.acts["undo"].trigger)
    return driver


def main() -> None:
    """Measure every count asked for and report."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--counts", default="9,100,1300")
    parser.add_argument("--areas", type=int, default=33_000)
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()
    app = application()
    install_theme(app, appearance=Appearance.LIGHT, text_scale=1.0)
    rng = np.random.default_rng(3)
    area = area_of(load(options.areas, rng), rng)
    places = [tuple(point) for point in area.units.points[rng.integers(0, len(area.units), STROKES)].tolist()]
    rows: list[Row] = []
    first: dict[str, float] = {}
    with tempfile.TemporaryDirectory() as folder:
        os.environ["LOCALITY_WORKBENCH_HOME"] = folder
        for count in (int(text) for text in options.counts.split(",")):
            window = MainWindow(Settings(Path(folder) / "preferences.json"))
            window.resize(*SIZE)
            window.show()
            session = session_of(area, count, rng)
            window.open_session(InMemory(session))
            QApplication.processEvents()
            worked = strokes(window, places).worked
            for name in ("stroke step", "release", "undo"):
                middle = statistics.median(worked[name])
                ratio = middle / first.setdefault(name, middle)
                rows.append(
                    Row(f"{name} vs {options.counts.split(',')[0]} localities", count, ratio,
                        SLOWER_AT_MOST, "lower", STROKES)
                )  # fmt: skip
                rows.append(Row(f"{name}, ms of the window's thread", count, middle, None, "lower", STROKES))
            window.file_commands.let_go()
            window.close()
            window.deleteLater()
            QApplication.processEvents()
    report("Localities", rows, options.json)


if __name__ == "__main__":
    main()
