"""Small pictures of projects for the start page, kept beside the preferences."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
import shapely
from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPainterPath, QPen, QPolygonF

from workbench import paths
from workbench.models.project import Project
from workbench.models.scenario import Scenario
from workbench.ui.shown_figures import ShownFigures

SIZE = QSize(352, 236)
"""Pixels of a thumbnail, twice its size on a usual screen."""
MOST_UNITS = 6_000
"""A project of more units has no picture: drawing it would hold the window up."""
_MARGIN = 0.05


@dataclass(frozen=True)
class ProjectCard:
    """What the start page says about a project without opening it."""

    name: str
    localities: int
    in_band: int


def draw_thumbnail(project: Project, scenario: Scenario, size: QSize = SIZE) -> QImage:
    """Paint the plan small: areas in the hues of their localities, localities outlined."""
    image = QImage(size, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    geometry = project.area.units.geometry
    bounds = shapely.total_bounds(geometry)
    if not np.isfinite(bounds).all():
        return image
    west, south, east, north = (float(value) for value in bounds)
    scale = min(size.width() / max(east - west, 1.0), size.height() / max(north - south, 1.0)) * (
        1 - 2 * _MARGIN
    )
    middle_x, middle_y = (west + east) / 2, (south + north) / 2

    def point(x: float, y: float) -> QPointF:
        return QPointF(size.width() / 2 + (x - middle_x) * scale, size.height() / 2 - (y - middle_y) * scale)

    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    plan = scenario.plan
    simple = shapely.simplify(geometry, 0.7 / scale, preserve_topology=False)
    for slot in (-1, *(plan.slot(locality.code) for locality in plan)):
        units = plan.units_of(slot)
        if not len(units):
            continue
        locality = plan.locality(slot)
        colour = QColor("#DDDDDD" if locality is None else locality.colour)
        path = QPainterPath()
        path.setFillRule(Qt.FillRule.WindingFill)
        for ring in shapely.get_rings(simple[units]):
            path.addPolygon(QPolygonF([point(x, y) for x, y in shapely.get_coordinates(ring)]))
        painter.setPen(QPen(colour, 1.2))
        painter.setBrush(colour)
        painter.drawPath(path)
    painter.setPen(QPen(QColor("#20242B"), 1.6))
    topology = project.area.topology
    slots = np.append(plan.labels, np.int32(-2))
    differ = slots[topology.arc_left] != slots[topology.arc_right]
    for first, last in zip(topology.arc_first[differ], topology.arc_last[differ], strict=True):
        run = topology.xy[first : last + 1]
        step = max(1, len(run) // 40)
        run = np.concatenate([run[:-1:step], run[-1:]])
        painter.drawPolyline(QPolygonF([point(x, y) for x, y in run]))
    painter.end()
    return image


def remember(path: Path, project: Project, scenario: Scenario, shown: ShownFigures) -> None:
    """Keep picture and card of a project; a folder that cannot be written is no harm."""
    if len(project.area.units) > MOST_UNITS:
        return
    stem = _stem(path)
    try:
        stem.parent.mkdir(parents=True, exist_ok=True)
        card = ProjectCard(project.name, len(shown.rows), shown.in_band)
        stem.with_suffix(".json").write_text(json.dumps(asdict(card)), encoding="utf-8")
    except OSError:
        return
    draw_thumbnail(project, scenario).save(str(stem.with_suffix(".png")))


def recall(path: Path) -> tuple[QImage, ProjectCard | None]:
    """Picture and card of a project, as far as they are kept."""
    stem = _stem(path)
    image = QImage(str(stem.with_suffix(".png"))) if stem.with_suffix(".png").is_file() else QImage()
    try:
        card = ProjectCard(**json.loads(stem.with_suffix(".json").read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        return image, None
    return image, card


def _stem(path: Path) -> Path:
    name = hashlib.sha256(str(path.resolve()).encode()).hexdigest()[:24]
    return paths.data_dir() / "thumbnails" / name
