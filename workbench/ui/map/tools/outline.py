"""Draw a closed line; the units inside become a locality."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from PySide6.QtWidgets import QWidget
from typing_extensions import override

from workbench.ui import formats
from workbench.ui.map.name_edit import NameEdit
from workbench.ui.map.tools.base import PointerEvent, StrokeHost, Units
from workbench.ui.map.tools.tag import point_box
from workbench.ui.map.tools.trail import TrailTool

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


class OutlineTool(TrailTool):
    """Letting go closes the line and asks for a name on the map: Enter makes the locality, Esc drops all.

    Units count whose inner point lies inside, or with the switch "Touching" all that the line goes round or
    meets.
    """

    name = "outline"
    into = False
    closed = True

    def __init__(self, host: StrokeHost) -> None:
        """Start without a line and without a question."""
        super().__init__(host)
        self._edit: NameEdit | None = None

    @property
    def asking(self) -> NameEdit | None:
        """The question for the name, None where there is none."""
        return self._edit

    @property
    @override
    def waits(self) -> bool:
        return self._edit is not None

    @override
    def press(self, event: PointerEvent) -> None:
        if self._edit is not None:
            self._edit.remind()
        else:
            super().press(event)

    @override
    def move(self, event: PointerEvent) -> None:
        if self._edit is None:
            super().move(event)

    @override
    def release(self, event: PointerEvent) -> None:
        if self._edit is None:
            super().release(event)

    @override
    def units_of(self, trail: NDArray[np.float64]) -> Units:
        inside = self.surface.picker.units_in_polygon(trail, touching=self.host.finder.touching)
        return self.host.allowed(inside, self.host.shapes.spare_slot())

    @override
    def done(self) -> None:
        self._edit = NameEdit(
            cast("QWidget", self.surface),  # the canvas is the one surface there is
            formats.count(len(self._taken), "area"),
            self.new_name(),
            take=self._make,
            drop=self.cancel,
        )
        self.show_taken()  # the cards say how to go on from here
        self._edit.ask(point_box(self._line(self.surface.view())))

    def _make(self, name: str) -> bool:
        """Make the locality; where the name is in use already the question stays."""
        if not self.host.shapes.commit_new(self._taken, name, in_hand=True):
            self.show_taken()
            return False
        self._leave()
        self.forget()
        return True

    @override
    def cancel(self) -> bool:
        self._leave()
        return super().cancel()

    def _leave(self) -> None:
        if self._edit is not None:
            edit, self._edit = self._edit, None
            edit.go()
