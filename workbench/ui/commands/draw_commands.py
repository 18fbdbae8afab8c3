"""Draw: tools, radius, and what becomes of the selected areas."""

from __future__ import annotations

from collections.abc import Callable

from workbench.models.localities import Locality
from workbench.models.plan import UNASSIGNED
from workbench.session.plan_edits import movable, reassign
from workbench.ui.components.message_bar import Tone
from workbench.ui.desk import Desk

STEP = 1.15


class DrawCommands:
    """``use_tool`` takes a tool in hand by name; ``scale_radius`` multiplies the radius."""

    def __init__(
        self, desk: Desk, *, use_tool: Callable[[str], object], scale_radius: Callable[[float], object]
    ) -> None:
        self._desk = desk
        self._use_tool = use_tool
        self._scale_radius = scale_radius

    def use_select(self) -> None:
        """Take the pointer."""
        self._use_tool("select")

    def use_box(self) -> None:
        """Take the box."""
        self._use_tool("box")

    def use_brush(self) -> None:
        """Take the brush."""
        self._use_tool("brush")

    def use_eraser(self) -> None:
        """Take the eraser."""
        self._use_tool("eraser")

    def use_pan(self) -> None:
        """Take the hand."""
        self._use_tool("pan")

    def smaller(self) -> None:
        """Make the brush smaller."""
        self._scale_radius(1 / STEP)

    def larger(self) -> None:
        """Make the brush larger."""
        self._scale_radius(STEP)

    def assign_selection(self) -> None:
        """Give the selected areas to the locality in hand."""
        target = self._desk.target
        if target is None:
            self._desk.tell(Tone.WARNING, "Choose a locality first", why="Press its number, or take its row.")
            return
        self.assign_to(target.code)

    def assign_to(self, code: str) -> None:
        """Give the selected areas to a locality."""
        bridge = self._desk.bridge
        if bridge is not None:
            self._give(bridge.scenario.plan.slot(code))

    def choose_number(self, number: int) -> None:
        """Take the locality of this number in hand."""
        locality = self._numbered(number)
        if locality is not None:
            self._desk.focus.set_target(locality.code)

    def assign_number(self, number: int) -> None:
        """Give the selected areas to the locality of this number."""
        locality = self._numbered(number)
        if locality is not None:
            self.assign_to(locality.code)

    def _numbered(self, number: int) -> Locality | None:
        return next((locality for locality in self._desk.localities if locality.number == number), None)

    def unassign_selection(self) -> None:
        """Take the selected areas out of their localities."""
        self._give(UNASSIGNED)

    def _give(self, slot: int) -> None:
        bridge, units = self._desk.bridge, self._desk.focus.selection
        if bridge is None or not len(units):
            return
        scenario = bridge.scenario
        allowed = self._desk.host.allowed(units[scenario.plan.labels[units] != slot], slot)
        if len(movable(bridge.project, scenario, allowed, slot)):
            self._desk.apply(
                reassign(
                    bridge.project, scenario, allowed, slot, label=_words(self._desk, slot, len(allowed))
                )
            )
        self._desk.host.stroke_cancel()


def _words(desk: Desk, slot: int, count: int) -> str:
    assert desk.bridge is not None  # noqa: S101 - only called with a project
    locality = desk.bridge.scenario.plan.locality(slot)
    noun = "area" if count == 1 else "areas"
    return f"Unassign {count:,} {noun}" if locality is None else f"Assign {count:,} {noun} to {locality.name}"
