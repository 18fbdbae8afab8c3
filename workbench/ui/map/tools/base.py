"""Say what a map tool is, what it may ask of the map, and what it may ask of the plan."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, Protocol

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, Qt

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent, QPainter

    from workbench.ui.map.arcs import Lines
    from workbench.ui.map.picking import UnitPicker
    from workbench.ui.map.view import MapView

Units = NDArray[np.int64]
SelectMode = Literal["replace", "add", "remove"]

NO_UNITS: Units = np.zeros(0, dtype=np.int64)
HOW_TO_CHOOSE = "Choose a row of the table, press its number, or add a locality with Ctrl+N."
"""What helps where a tool needs a locality in hand."""


@dataclass(frozen=True, eq=False)
class LargerArea:
    """A larger area, such as a ward: its units, and the line around them in metres."""

    name: str
    units: Units
    outline: Lines


class AreaFinder(Protocol):
    """How units belong together: as pockets of the plan, and in larger areas."""

    @property
    def touching(self) -> bool:
        """Whether shapes select all units they touch, not only those whose inner point they hold."""

    def pocket_at(self, unit: int) -> Units:
        """Give the unassigned or enclosed units around a unit, none where it lies in no pocket."""

    def larger_area_at(self, unit: int) -> LargerArea | None:
        """Give the larger area of a unit, None where it has none."""

    def words(self, units: Units) -> str:
        """Say how many areas and people: "3 areas, 4,812 people"."""


class StrokeHost(Protocol):
    """What a tool needs to know of the plan and may ask of it. Slots are the plan's, -1 is none."""

    @property
    def finder(self) -> AreaFinder:
        """Find the units that belong together."""

    def target_slot(self) -> int | None:
        """Give the locality to paint into, None where none is chosen."""

    def labels(self) -> NDArray[np.int32]:
        """Give the slot of each unit, as committed."""

    def allowed(self, units: Units, slot: int) -> Units:
        """Leave out the units that may not go to `slot` (locked ones), and say why where that helps."""

    def stroke_preview(self, units: Units, slot: int) -> None:
        """Show the figures as they would be if these units went to `slot`; the map shows itself."""

    def stroke_commit(self, units: Units, slot: int, label: str, *, towards: str = "into") -> None:
        """Give these units to `slot` in one step that can be undone.

        The step is called by `label`, as "Paint 4 areas", then `towards` and the locality.
        """

    def stroke_preview_many(self, units: Units, slots: NDArray[np.int32]) -> None:
        """Show the figures as they would be if each unit went to its own slot."""

    def stroke_commit_many(self, units: Units, slots: NDArray[np.int32], label: str) -> None:
        """Give each unit to its own slot, all in one step."""

    def stroke_cancel(self) -> None:
        """Forget the running preview; nothing was changed."""

    @property
    def shapes(self) -> Shapes:
        """Make, part and join whole localities."""

    def select_units(self, units: Units, mode: SelectMode) -> None:
        """Make these units the selection, or add them to it, or take them out of it."""

    def take_in_hand(self, slot: int) -> None:
        """Paint into the locality of a slot from now on."""

    def message(self, text: str, *, remedy: str = "") -> None:
        """Tell the person at the map something in one line, and what helps."""


class Shapes(Protocol):
    """What tools that make, part and join whole localities may ask of the plan."""

    def spare_slot(self) -> int:
        """Give the slot that the next new locality will have; it has a colour already."""

    def fresh_name(self, slot: int = -1) -> str:
        """Give a name that is free, for a locality of its own or one that is parted from that of a slot."""

    def preview_new(self, units: Units, name: str) -> str:
        """Show the figures as they would be if these units became a locality; give its colour, "#RRGGBB"."""

    def commit_new(self, units: Units, name: str, *, in_hand: bool = False, split: int = -1) -> bool:
        """Make these units a locality in one step, and take it in hand; tells whether that was done.

        ``split`` is the slot of the locality that they are parted from, for the name of the step.
        """

    def smaller_part(self, slot: int, units: Units) -> Units:
        """Give the units of a locality that are among these, or that are not, whichever are fewer people.

        A part without locked units goes before one with some.
        """

    def name_of(self, slot: int) -> str:
        """Give the name of a locality."""

    def may_change(self, slot: int) -> bool:
        """Tell whether a locality may give areas, and say what keeps it where it may not."""

    def may_merge(self, keep: int, gone: int) -> bool:
        """Tell whether one locality may go into another, and say what keeps them where not."""

    def preview_merge(self, keep: int, gone: int) -> None:
        """Show the figures of both localities together."""

    def commit_merge(self, keep: int, gone: int) -> None:
        """Merge the second locality into the first in one step."""


class Surface(Protocol):
    """What a tool sees of the map canvas."""

    @property
    def picker(self) -> UnitPicker:
        """Find units by geometry."""

    @property
    def brush_radius_m(self) -> float:
        """Give the radius of brush and eraser in metres."""

    def view(self) -> MapView:
        """Give the part of the map in view."""

    def set_preview(self, units: Units, slot: int | NDArray[np.int32], *, colour: int | None = None) -> None:
        """Draw exactly these units as if they belonged to `slot` (or each to its own), hatched.

        ``colour`` (0xffRRGGBB) is that of a slot that no locality has yet.
        """

    def border_lines(self, one: int, other: int) -> list[NDArray[np.float64]]:
        """Give the borders between the localities of two slots as drawn: (v, 2) vertices in metres each."""

    def clear_preview(self) -> None:
        """Draw the plan as it is."""

    def fit_to(self, units: Units) -> None:
        """Bring these units into view."""

    def pan_by(self, right: float, down: float) -> None:
        """Move the picture by logical pixels."""

    def refresh_tool(self) -> None:
        """Repaint where the tool draws now and where it drew before."""


@dataclass(frozen=True)
class PointerEvent:
    """The pointer on the map: metres, logical pixels, the button that started it and the keys held."""

    x: float
    y: float
    screen: QPointF
    button: Qt.MouseButton = Qt.MouseButton.LeftButton
    modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier

    @property
    def select_mode(self) -> SelectMode:
        """Shift adds to the selection, Ctrl takes out of it."""
        if self.modifiers & Qt.KeyboardModifier.ShiftModifier:
            return "add"
        if self.modifiers & Qt.KeyboardModifier.ControlModifier:
            return "remove"
        return "replace"


class Tool:
    """A way to use the pointer on the map. Press starts, move previews, release commits, cancel drops."""

    name = "tool"
    cursor = Qt.CursorShape.ArrowCursor
    paints = False
    """True where a stroke changes the plan."""
    into_words = "Paint into"
    """What stands before the locality in hand beside the tool."""
    into = True
    """True where the locality in hand is what areas go to, so that it can be chosen beside the tool."""
    sized = False
    """True where the tool has the radius of the brush."""
    selects = False
    """True where the tool makes a selection, which digits then assign."""
    under_labels = False
    """True where labels are drawn over the tool's marks, so that they stay readable."""
    right_drag = False
    """True where a drag with the right button means something; a right click always opens the menu."""

    def __init__(self, host: StrokeHost) -> None:
        """Work for a host; the canvas attaches itself when the tool is chosen."""
        self.host = host
        self._surface: Surface | None = None

    @property
    def surface(self) -> Surface:
        """Give the canvas this tool works on."""
        if self._surface is None:
            msg = f"the {self.name} tool is not on a map"
            raise RuntimeError(msg)
        return self._surface

    @property
    def foretells(self) -> bool:
        """Tell whether hovering shows what the locality in hand would have with what is under the pointer."""
        return self.into

    @property
    def waits(self) -> bool:
        """Tell whether what was begun waits for Enter, as an outline does for its name."""
        return False

    def attach(self, surface: Surface) -> None:
        """Begin to work on a canvas."""
        self._surface = surface

    def detach(self) -> None:
        """Drop whatever was going on and leave the canvas."""
        self.cancel()
        self._surface = None

    def offered(self) -> Units:
        """Give what a press would take where that is more than the unit under the pointer."""
        return NO_UNITS

    def press(self, event: PointerEvent) -> None:
        """Start at a point."""

    def move(self, event: PointerEvent) -> None:
        """Go on with a pressed button."""

    def release(self, event: PointerEvent) -> None:
        """Finish."""

    def hover(self, event: PointerEvent) -> None:
        """Follow the pointer without a button."""

    def leave(self) -> None:
        """Notice that the pointer left the map."""

    def double_click(self, event: PointerEvent) -> None:
        """Start again at a point; quick dabs must not lose every second press."""
        self.press(event)

    def finish(self) -> bool:
        """Commit what was begun and waits for Enter, as a polygon does; tells whether there was anything."""
        return False

    def key(self, event: QKeyEvent) -> bool:
        """Use a key while something is going on; tells whether it was used."""
        return False

    def cancel(self) -> bool:
        """Drop everything since the press; tells whether there was anything to drop."""
        return False

    def area(self, view: MapView) -> QRectF | None:
        """Give the logical rectangle this tool draws in, None for nothing."""
        return None

    def paint(self, painter: QPainter, view: MapView) -> None:
        """Draw the tool's own marks above the map, in logical pixels."""
