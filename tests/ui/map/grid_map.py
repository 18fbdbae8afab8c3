"""A grid of squares, a host that writes down what it is told, and a canvas that shows both."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from workbench.ui.map.tools.base import (
    NO_UNITS,
    AreaFinder,
    LargerArea,
    SelectMode,
    Shapes,
    StrokeHost,
    Units,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from workbench.ui.map.canvas import MapCanvas

COLOURS = np.array([0xFF77AADD, 0xFFEE8866, 0xFFEEDD88, 0xFFFFAABB], dtype=np.uint32)


@dataclass
class FakeFinder(AreaFinder):
    """No pockets and no larger areas."""

    touching: bool = False

    def pocket_at(self, unit: int) -> Units:
        return NO_UNITS

    def larger_area_at(self, unit: int) -> LargerArea | None:
        return None

    def words(self, units: Units) -> str:
        return f"{len(units)} areas"


@dataclass
class FakeHost(StrokeHost):
    """Holds a plan of its own and remembers every call."""

    plan: NDArray[np.int32]
    target: int | None = 0
    locked: set[int] = field(default_factory=set)
    on_commit: Callable[[Units, int], None] = lambda units, slot: None
    previews: list[tuple[list[int], int]] = field(default_factory=list)
    commits: list[tuple[list[int], int, str]] = field(default_factory=list)
    selections: list[tuple[list[int], SelectMode]] = field(default_factory=list)
    messages: list[str] = field(default_factory=list)
    cancels: int = 0
    towards: str = ""
    areas: FakeFinder = field(default_factory=FakeFinder)

    @property
    def finder(self) -> AreaFinder:
        return self.areas

    def target_slot(self) -> int | None:
        return self.target

    def labels(self) -> NDArray[np.int32]:
        return self.plan

    def allowed(self, units: Units, slot: int) -> Units:
        return units[[int(unit) not in self.locked for unit in units]]

    def stroke_preview(self, units: Units, slot: int) -> None:
        self.previews.append((sorted(units.tolist()), slot))

    def stroke_commit(self, units: Units, slot: int, label: str, *, towards: str = "into") -> None:
        self.plan[units] = slot
        self.commits.append((units.tolist(), slot, label))
        self.towards = towards
        self.on_commit(units, slot)

    @property
    def shapes(self) -> Shapes:
        raise NotImplementedError

    def stroke_preview_many(self, units: Units, slots: NDArray[np.int32]) -> None:
        raise NotImplementedError

    def stroke_commit_many(self, units: Units, slots: NDArray[np.int32], label: str) -> None:
        raise NotImplementedError

    def stroke_cancel(self) -> None:
        self.cancels += 1

    def select_units(self, units: Units, mode: SelectMode) -> None:
        self.selections.append((units.tolist(), mode))

    def take_in_hand(self, slot: int) -> None:
        self.target = slot

    def message(self, text: str, *, remedy: str = "") -> None:
        self.messages.append(text)


@dataclass
class GridMap:
    """A canvas of 600 x 400 px over 6 x 4 squares, a pixel a metre: unit = row from south * 6 + column."""

    canvas: MapCanvas
    host: FakeHost
    geometry: NDArray[np.object_]

    def sync(self) -> None:
        """Show the host's plan."""
        self.canvas.set_plan(self.host.plan, COLOURS)
