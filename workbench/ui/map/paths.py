"""Make painter paths from numpy arrays without touching single points in Python.

QPainterPath reads itself from a big-endian QDataStream: the number of elements, then for each its type (0 move,
1 line) and two doubles, then the start of the current sub-path and the fill rule. Building that blob with numpy is
about five times as fast as a list of points.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QByteArray, QDataStream
from PySide6.QtGui import QPainterPath

from workbench.ui.map.arcs import Lines

_ELEMENT = np.dtype([("kind", ">i4"), ("x", ">f8"), ("y", ">f8")])


def lines_path(lines: Lines) -> QPainterPath:
    """Give one path holding all the polylines."""
    return path_from(lines.xy, lines.offsets)


def path_from(xy: NDArray[np.float64], offsets: NDArray[np.int64]) -> QPainterPath:
    """Give one path from (v, 2) vertices and the start of each polyline (with the total length at the end)."""
    path = QPainterPath()
    if not len(xy):
        return path
    elements = np.empty(len(xy), dtype=_ELEMENT)
    elements["kind"] = 1
    elements["kind"][offsets[:-1]] = 0
    elements["x"] = xy[:, 0]
    elements["y"] = xy[:, 1]
    blob = len(xy).to_bytes(4, "big") + elements.tobytes() + int(offsets[-2]).to_bytes(4, "big") + bytes(4)
    stream = QDataStream(QByteArray(blob))  # the form that copies; the one with a mode keeps a bare pointer
    stream >> path
    return path
