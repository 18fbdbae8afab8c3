"""Compare four maps side by side with one map, and a comparison of two plans of England with reading one.

The maps are the shipped panes with outlines, hairlines and labels: one over the whole width, and four that
share the same width, each with a plan of its own. A step is a pan or a zoom of the first map, which the
others follow, until all of them are painted; rounds are interleaved. The target is a rate no worse than half
that of the one map. A comparison is `metrics.compare` and `metrics.who_moves`; reading is `read_plan` of a
CSV file of the same areas.

    python benchmarks/compare_view.py --json compare_view.json
"""

from __future__ import annotations

import argparse
import os
import statistics
import sys
import tempfile
from itertools import cycle
from pathlib import Path
from typing import TYPE_CHECKING

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import numpy as np
import pandas as pd
import shapely
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication

from benchmarks._harness import Row, interleaved, median_ratio, report
from benchmarks._map_peers import Case
from benchmarks.map_canvas import HUES, UNITS_PER_LOCALITY, load
from workbench.io.plan_csv import write_plan
from workbench.metrics.comparison import compare
from workbench.metrics.who_moves import who_moves
from workbench.models.adjacency import Adjacency
from workbench.models.localities import Locality
from workbench.models.plan import Plan
from workbench.models.project import Project, StudyArea
from workbench.models.scenario import Scenario, ScenarioHead
from workbench.models.units import UnitTable
from workbench.session.plan_import import read_plan
from workbench.ui.desk import Desk
from workbench.ui.panes.map_pane import MapPane
from workbench.ui.panes.side_by_side import SideBySide
from workbench.ui.settings import Settings
from workbench.ui.theme import install_theme

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

SIZE = (1318, 390)
"""Logical pixels that the maps of the compare view share in a window of 1366 x 768."""
MOVES: tuple[Callable[[MapPane], object], ...] = (
    lambda pane: pane.canvas.pan_by(31, 12),
    lambda pane: pane.canvas.zoom_at((150, 190), 1.25),
    lambda pane: pane.canvas.pan_by(-31, -12),
    lambda pane: pane.canvas.zoom_at((150, 190), 0.8),
)


def area_of(case: Case, rng: np.random.Generator) -> StudyArea:
    """A study area of the case's polygons, with people drawn by lot."""
    count = len(case.geometry)
    codes = np.array([f"E{at:08d}" for at in range(count)], dtype=object)
    units = UnitTable(
        codes=codes,
        names=codes,
        geometry=case.geometry,
        resident=rng.integers(1_000, 3_000, count).astype(np.float64),
        attributes=pd.DataFrame(index=range(count)),
    )
    return StudyArea(units, Adjacency(count, case.topology.pairs, case.topology.shared_m))


def scenario_of(case: Case, name: str, rng: np.random.Generator) -> Scenario:
    """Every area to the nearest of some places drawn by lot: another compact plan each time."""
    count = len(case.points)
    seeds = case.points[rng.choice(count, count // UNITS_PER_LOCALITY, replace=False)]
    plan = Plan(count)
    for place in range(len(seeds)):
        plan.put(Locality(f"L{place:04d}", place + 1, f"Locality {place + 1}", f"#{HUES[place % len(HUES)]}"))
    plan.labels[:] = shapely.STRtree(shapely.points(seeds)).nearest(shapely.points(case.points))
    return Scenario(ScenarioHead(name, name), plan)


class Maps:
    """Some maps over the same width."""

    def __init__(self, area: StudyArea, scenarios: Sequence[Scenario], desk: Desk) -> None:
        """Show them, with all lines and labels drawn."""
        panes = [MapPane("", desk.host, zoom=False, scale_bar=not place) for place in range(len(scenarios))]
        self._maps = SideBySide(panes)
        self._maps.resize(*SIZE)
        self._maps.show()
        self._maps.use(area)
        for pane, scenario in zip(panes, scenarios, strict=True):
            plan = scenario.plan
            pane.show_numbers(plan.labels, [plan.locality(slot) for slot in range(plan.slots)])
        self._moves = cycle(MOVES)
        self.settle()

    def step(self) -> None:
        """Move the first map and paint all of them, as one paint event of the window does."""
        next(self._moves)(self._maps.shown[0])
        QApplication.sendPostedEvents(self._maps, QEvent.Type.UpdateRequest.value)

    def settle(self) -> None:
        """Finish what would otherwise be drawn while other maps are timed."""
        for pane in self._maps.shown:
            pane.canvas.finish_drawing()
        QApplication.processEvents()


def measure_maps(rounds: int, rng: np.random.Generator, desk: Desk) -> list[Row]:
    """Four scenarios of North Staffordshire against one."""
    case = load(300, rng)
    area = area_of(case, rng)
    scenarios = [scenario_of(case, name, rng) for name in "ABCD"]
    one, four = Maps(area, scenarios[:1], desk), Maps(area, scenarios, desk)
    steps = len(MOVES)
    times: dict[str, list[float]] = {"one": [], "four": []}
    for _ in range(rounds):
        for name, found in interleaved({"one": one.step, "four": four.step}, steps).items():
            times[name] += found
        one.settle()
        four.settle()
    return [
        Row(
            "pan or zoom, four maps vs one",
            len(area.units),
            median_ratio(times["four"], times["one"]),
            2.0,
            "lower",
            rounds,
        ),
        *(
            Row(
                f"pan or zoom, {name}, median ms",
                len(area.units),
                statistics.median(times[name]) * 1000,
                None,
                "lower",
                rounds,
            )
            for name in times
        ),
    ]


def measure_england(rounds: int, rng: np.random.Generator) -> list[Row]:
    """A comparison of two plans of England against reading one of them."""
    case = load(33_000, rng)
    area = area_of(case, rng)
    before, after = (scenario_of(case, name, rng) for name in "AB")
    project = Project("England", area, [before, after])
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "plan.csv"
        write_plan(path, project=project, scenario=before)
        times = interleaved(
            {
                "read": lambda: read_plan(project, path),
                "compare": lambda: who_moves(area, before, after, compare(area, before, after)),
            },
            rounds + 1,
        )
    first, *compared = times["compare"]  # the first one loads scipy
    size = len(area.units)
    return [
        Row(
            "compare two plans and who moves vs read one",
            size,
            median_ratio(compared, times["read"]),
            3.0,
            "lower",
            rounds,
        ),
        Row("compare and who moves, median s", size, statistics.median(compared), None, "lower", rounds),
        Row("the first comparison, s", size, first, None, "lower", 1),
        Row("read one, median s", size, statistics.median(times["read"]), None, "lower", rounds),
    ]


def main() -> None:
    """Measure and report."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--json", type=Path)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--maps-only", action="store_true", help="leave England out")
    options = parser.parse_args()
    application = QApplication([])
    install_theme(application)
    rng = np.random.default_rng(options.seed)
    with tempfile.TemporaryDirectory() as folder:
        desk = Desk(Settings(Path(folder) / "preferences.json"))
        rows = measure_maps(options.rounds, rng, desk)
        if not options.maps_only:
            rows += measure_england(options.rounds, rng)
        report("Compare view", rows, options.json)
    application.quit()


if __name__ == "__main__":
    main()
