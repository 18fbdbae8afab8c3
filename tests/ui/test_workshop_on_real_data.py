"""The whole workshop on North Staffordshire: three painted localities, the same figures everywhere."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest

from tests.ui.workshop import Story, run_workshop
from workbench.models.project import StudyArea
from workbench.session.creating import create_project

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from workbench.ui.main_window import MainWindow

pytestmark = pytest.mark.real_data
AREAS_A_STROKE = 14


def walk(area: StudyArea, start: int, taken: set[int]) -> list[int]:
    """A way through neighbouring units that no other stroke has touched, for the brush to follow."""
    points, way = area.units.points, [start]
    taken.add(start)
    while len(way) < AREAS_A_STROKE:
        free = [int(unit) for unit in area.adjacency.of(way[-1]) if int(unit) not in taken]
        if not free:
            break
        way.append(min(free, key=lambda unit: float(np.hypot(*(points[unit] - points[start])))))
        taken.add(way[-1])
    return way


def test_workshop_on_north_staffordshire(
    window: MainWindow,
    north_staffordshire_area: StudyArea,
    tmp_path: Path,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    file = tmp_path / "hubs.gpkg"
    create_project(file, name="North Staffordshire hubs", area=north_staffordshire_area)
    taken: set[int] = set()
    points = north_staffordshire_area.units.points
    corners = [int(points[:, 0].argmin()), int(points[:, 1].argmax()), 150]
    strokes = [walk(north_staffordshire_area, corner, taken) for corner in corners]
    story = Story(("Audley & Madeley", "Leek & High Moorland", "Hanley & Bentilee"), tuple(strokes), "M83082")  # type: ignore[arg-type]  # three corners give three strokes
    window.map.canvas.set_brush_radius(60)
    run_workshop(window, file, story, qtbot, monkeypatch)
