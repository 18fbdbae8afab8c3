"""Draw the outlines of localities from the shared arcs whose two sides differ."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QImage, QPainter

from workbench.ui.map.strokes import draw_wide

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray
    from PySide6.QtCore import QRect
    from PySide6.QtGui import QPainterPath

    from workbench.ui.map.arc_paths import ArcPaths
    from workbench.ui.map.arcs import ArcStore
    from workbench.ui.map.view import MapView

OUTSIDE = -2
"""Label of what lies outside the study area; -1 is an unassigned unit, which has an outline of its own."""

LINE_WIDTH = 1.7
WIDE_FROM = 40.0
"""Logical pixels across a locality of middling size from which outlines have their full width."""
LEAST_SHARE = 0.5
"""Share of their width that outlines keep where localities are so small that lines would cover them."""
TARGET_WIDTH = 3.0
CASING = 1.5  # white on each side of the target's outline
MARK_WIDTH = 2.2
DASHES = (5.0, 4.0)

SLICE_POINTS = 1500
"""Vertices drawn before the caller is asked whether to go on; about 2 ms."""


@dataclass(frozen=True)
class LineTheme:
    """Colours of the lines on the map."""

    line: QColor = field(default_factory=lambda: QColor("#20242B"))
    casing: QColor = field(default_factory=lambda: QColor("#FFFFFF"))
    selection: QColor = field(default_factory=lambda: QColor("#005EB8"))
    cut_off: QColor = field(default_factory=lambda: QColor("#B3261E"))


@dataclass(frozen=True)
class _Style:
    """How a line is drawn, in device pixels; `inside` is the width of the line drawn above it."""

    colour: QColor
    width: float
    dashes: tuple[float, ...] = ()
    inside: float = 0.0


@dataclass(frozen=True)
class _Stroke:
    """A path to be drawn in a style."""

    path: QPainterPath
    style: _Style

    def draw(self, painter: QPainter) -> None:
        """Draw it."""
        style = self.style
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        draw_wide(painter, self.path, style.colour, style.width, style.dashes, inside=style.inside)


@dataclass(frozen=True, eq=False)
class OutlineState:
    """What the outlines have to show."""

    labels: NDArray[np.int32]
    selected: NDArray[np.bool_]
    cut_off: NDArray[np.bool_]
    target: int | None = None
    width_factor: float = 1.0
    theme: LineTheme = field(default_factory=LineTheme)


def reach(state: OutlineState, ratio: float) -> int:
    """Give how many device pixels the widest line reaches beyond the border it follows."""
    return int((TARGET_WIDTH / 2 + CASING) * state.width_factor * ratio) + 2


def draw_outlines(
    image: QImage, drawn: ArcPaths, view: MapView, state: OutlineState, rect: QRect
) -> Iterator[None]:
    """Draw all outlines inside a cleared device rectangle; yields after each slice of work."""
    for stroke in _strokes(drawn, view, state, rect):
        if stroke is not None:
            with QPainter(image) as painter:
                painter.setClipRect(rect)
                stroke.draw(painter)
        yield


def redraw_outlines(image: QImage, drawn: ArcPaths, view: MapView, state: OutlineState, rect: QRect) -> None:
    """Clear a device rectangle and draw all outlines inside it at once.

    Lines are clipped to the rectangle, so that they fit into what was drawn around it.
    """
    with QPainter(image) as painter:
        painter.setClipRect(rect)
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Source)
        painter.fillRect(rect, Qt.GlobalColor.transparent)
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceOver)
        for stroke in _strokes(drawn, view, state, rect):
            if stroke is not None:
                stroke.draw(painter)


def _share_of_width(arcs: ArcStore, view: MapView, labels: NDArray[np.int32]) -> float:
    """Give how wide outlines are drawn, 1 for the full width: many small localities have thin ones."""
    across = arcs.across_m / np.sqrt(max(1, int(labels.max(initial=0)) + 1)) / view.metres_per_pixel
    return float(np.clip(across / WIDE_FROM, LEAST_SHARE, 1.0))


def _strokes(drawn: ArcPaths, view: MapView, state: OutlineState, rect: QRect) -> Iterator[_Stroke | None]:
    """Give what to draw, the lowest first, and None after each slice of other work."""
    arcs = drawn.arcs
    found = _in_rect(arcs, view, rect, reach(state, view.ratio))
    ratio = view.ratio * state.width_factor
    left, right = arcs.sides(found, state.labels, OUTSIDE)
    theme, apart = state.theme, left != right
    line = _Style(theme.line, LINE_WIDTH * _share_of_width(arcs, view, state.labels) * ratio)
    yield from _styled(drawn, view, found[apart], [line])
    if state.target is not None:
        own = found[apart & ((left == state.target) | (right == state.target))]
        line = _Style(theme.line, TARGET_WIDTH * ratio)
        casing = _Style(theme.casing, (TARGET_WIDTH + 2 * CASING) * ratio, inside=line.width)
        yield from _styled(drawn, view, own, [casing, line])
    for mask, colour, dashes in (
        (state.selected, theme.selection, ()),
        (state.cut_off, theme.cut_off, DASHES),
    ):
        if not mask.any():
            continue
        inside, beyond = arcs.sides(found, mask.astype(np.int32), 0)
        scaled = tuple(dash * view.ratio for dash in dashes)
        mark = _Style(colour, MARK_WIDTH * ratio, scaled)
        covered = 0.0 if dashes else mark.width
        marks = [_Style(theme.casing, (MARK_WIDTH + 1.6) * ratio, inside=covered), mark]
        yield from _styled(drawn, view, found[inside != beyond], marks)


def _in_rect(arcs: ArcStore, view: MapView, rect: QRect, margin: int) -> NDArray[np.int64]:
    """Give the arcs that may leave a mark in the rectangle."""
    west = view.left + (rect.left() - margin) / view.scale
    east = view.left + (rect.right() + 1 + margin) / view.scale
    north = view.top - (rect.top() - margin) / view.scale
    south = view.top - (rect.bottom() + 1 + margin) / view.scale
    return arcs.in_box((west, south, east, north))


def _styled(
    drawn: ArcPaths, view: MapView, chosen: NDArray[np.int64], styles: list[_Style]
) -> Iterator[_Stroke | None]:
    """Give arcs in each style, all of one style before the next."""
    paths = []
    for some in drawn.arcs.slices(chosen, SLICE_POINTS):
        paths.append(drawn.path(some, view))
        yield None
    for style in styles:
        for path in paths:
            yield _Stroke(path, style)
