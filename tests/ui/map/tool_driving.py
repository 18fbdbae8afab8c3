"""Drive the tools of the map with a real mouse over a real session, without a window around them."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from tests.ui.opened_in_memory import OpenedInMemory
from workbench.models.localities import Locality
from workbench.models.plan import Plan
from workbench.models.project import Project, StudyArea
from workbench.models.scenario import Scenario, ScenarioHead
from workbench.session import plan_edits
from workbench.session.changes import Changes
from workbench.ui.commands.draw_commands import DrawCommands
from workbench.ui.desk import Desk
from workbench.ui.map.canvas import MapCanvas
from workbench.ui.map.tools.toolbox import make_tools
from workbench.ui.session_bridge import SessionBridge

LEFT, RIGHT = Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton
NO_KEY, SHIFT, CTRL = (
    Qt.KeyboardModifier.NoModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.ControlModifier,
)
COLOURS = np.array([0xFF77AADD, 0xFFEE8866, 0xFFEEDD88, 0xFFFFAABB, 0xFF99DDFF, 0xFF44BB99], np.uint32)
Place = QPoint | int
"""A point of the canvas, or a unit for its inner point."""


def move_over(
    widget: QWidget, place: QPoint, button: Qt.MouseButton, keys: Qt.KeyboardModifier = NO_KEY
) -> None:
    """Move the pointer with a button down; QTest's own mouseMove forgets the button offscreen."""
    where = QPointF(widget.mapToGlobal(place))
    event = QMouseEvent(
        QEvent.Type.MouseMove, QPointF(place), where, Qt.MouseButton.NoButton, button, keys
    )  # fmt: skip
    QApplication.sendEvent(widget, event)


class ToolBench:
    """A canvas with the tools over a project in memory; localities are L01, L02, ... in slots 0, 1, ..."""

    def __init__(self, desk: Desk, canvas: MapCanvas) -> None:
        self.desk, self.canvas = desk, canvas
        self.tools = make_tools(desk.host)
        self.draw = DrawCommands(desk, use_tool=self.use, scale_radius=lambda _factor: None)
        self.last = QPoint()
        """Where the pointer is."""
        self.told: list[str] = []
        desk.host.told.connect(lambda what, _why: self.told.append(what))
        desk.focus.selection_changed.connect(canvas.set_selection)
        self._area: StudyArea | None = None

    def open(self, area: StudyArea, labels: NDArray[np.int32], localities: int, *, target: int = 0) -> None:
        """Put a plan on the bench, with so many localities, and take one of them in hand."""
        plan = Plan(len(area.units))
        for number in range(1, localities + 1):
            plan.put(Locality(f"L{number:02d}", number, f"Locality {number}"))
        plan.labels[:] = labels
        scenario = Scenario(ScenarioHead("s-1", "Draft"), plan)
        self.canvas.set_tool(None)
        self.canvas.show()
        self.bridge = SessionBridge(OpenedInMemory(Project("Bench", area, [scenario])))
        self.bridge.changed.connect(self._changed)
        self.desk.use(self.bridge)
        if area is not self._area:
            units = area.units
            self.canvas.set_units(area.topology, units.bounds, units.points, units.geometry)
            self._area = area
        self.canvas.set_plan(plan.labels, COLOURS)
        self.canvas.fit()
        self.desk.focus.set_target(f"L{target + 1:02d}")
        self.desk.host.finder.set_touching(False)
        self.told.clear()

    def rest(self) -> None:
        """Stop what a canvas in view does between events: draw lines in slices, write paths ahead.

        The canvas lives on for the next test, so a test of many units would leave a timer that is set.
        """
        self.canvas.hide()

    def _changed(self, changes: Changes) -> None:
        self.canvas.update_units(changes.units, self.plan.labels[changes.units])

    @property
    def plan(self) -> Plan:
        """The plan drawn on."""
        return self.bridge.scenario.plan

    @property
    def labels(self) -> NDArray[np.int32]:
        """A copy of the slot of each unit."""
        return self.plan.labels.copy()

    def use(self, tool: str) -> None:
        """Take a tool in hand."""
        self.canvas.set_tool(self.tools[tool])

    def lock(self, slot: int) -> None:
        """Lock a locality."""
        self.bridge.apply(plan_edits.lock_locality(self.bridge.scenario, self.code(slot), locked=True))

    def code(self, slot: int) -> str:
        """The code of the locality of a slot."""
        return f"L{slot + 1:02d}"

    # -- places
    def at(self, place: Place) -> QPoint:
        """A point of the canvas."""
        if isinstance(place, QPoint):
            return place
        x, y = self.bridge.project.area.units.points[place]
        return self.place(float(x), float(y))

    def place(self, x: float, y: float) -> QPoint:
        """The pixel of a place of the map."""
        across, down = self.canvas.view().to_screen(x, y)
        return QPoint(round(across), round(down))

    def metres(self, point: QPoint) -> tuple[float, float]:
        """The place of the map of a pixel, as the canvas reads a mouse event there."""
        return self.canvas.view().to_map(point.x(), point.y())

    # -- mouse and keys
    def press(self, place: Place, button: Qt.MouseButton = LEFT, keys: Qt.KeyboardModifier = NO_KEY) -> None:
        """Press a button."""
        self.last = self.at(place)
        QTest.mousePress(self.canvas, button, keys, self.last)

    def move(
        self,
        place: Place,
        button: Qt.MouseButton = Qt.MouseButton.NoButton,
        keys: Qt.KeyboardModifier = NO_KEY,
    ) -> None:
        """Move the pointer, with or without a button down."""
        self.last = self.at(place)
        move_over(self.canvas, self.last, button, keys)

    def release(
        self, place: Place, button: Qt.MouseButton = LEFT, keys: Qt.KeyboardModifier = NO_KEY
    ) -> None:
        """Let a button go."""
        QTest.mouseRelease(self.canvas, button, keys, self.at(place))

    def drag(
        self,
        places: Sequence[Place],
        button: Qt.MouseButton = LEFT,
        keys: Qt.KeyboardModifier = NO_KEY,
        *,
        release: bool = True,
    ) -> None:
        """Press at the first place, move through the others and let go at the last one."""
        self.press(places[0], button, keys)
        for place in places[1:]:
            self.move(place, button, keys)
        if release:
            self.release(places[-1], button, keys)

    def click(self, place: Place, keys: Qt.KeyboardModifier = NO_KEY) -> None:
        """Click with the left button."""
        self.drag([place], keys=keys)

    def double_click(self, place: Place) -> None:
        """Click twice; the first click counts as such."""
        self.click(place)
        QTest.mouseDClick(self.canvas, LEFT, NO_KEY, self.at(place))

    def wheel(self, place: Place, notch: int, keys: Qt.KeyboardModifier = NO_KEY) -> None:
        """Turn the wheel; 120 is one notch away from the person."""
        at = QPointF(self.at(place))
        event = QWheelEvent(
            at, QPointF(self.canvas.mapToGlobal(at.toPoint())), QPoint(), QPoint(0, notch),
            Qt.MouseButton.NoButton, keys, Qt.ScrollPhase.NoScrollPhase, False,
        )  # fmt: skip
        QApplication.sendEvent(self.canvas, event)

    def key(self, key: Qt.Key, keys: Qt.KeyboardModifier = NO_KEY) -> None:
        """Press a key on the map."""
        QTest.keyClick(self.canvas, key, keys)
