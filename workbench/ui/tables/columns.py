"""A columns table: what a table shows, as data; the model is only an adapter over it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

    from workbench.ui.status import BandState

RowT = TypeVar("RowT")
SortKey = float | int | str | None


class CellKind(StrEnum):
    """How a cell is painted."""

    TEXT = "text"
    NUMBER = "number"
    CHIP = "chip"
    MOVE = "move"
    GAUGE = "gauge"
    STATUS = "status"
    BAR = "bar"
    ICON = "icon"

    @property
    def right_aligned(self) -> bool:
        """Whether cell and header stand on the right."""
        return self is CellKind.NUMBER


@dataclass(frozen=True)
class ChipValue:
    """A locality's number on its hue; no hue is no locality."""

    text: str
    hue: str | None


@dataclass(frozen=True)
class MoveValue:
    """From one locality to another."""

    before: ChipValue
    after: ChipValue


@dataclass(frozen=True)
class StatusValue:
    """A badge: shape and word."""

    state: BandState
    word: str


@dataclass(frozen=True)
class BarValue:
    """A share of 1 as a bar with its text; None is not known."""

    share: float | None
    text: str
    colour: str = "accent"


@dataclass(frozen=True)
class IconValue:
    """An icon and what it says."""

    name: str
    meaning: str
    colour: str = "text2"


@dataclass(frozen=True)
class Column(Generic[RowT]):
    """One column of a table.

    ``display`` is the text, copied and read aloud; ``sort_key`` is raw, None sorts last;
    ``cell`` gives chips, gauges, badges, bars and icons what they paint; ``width_text`` is the widest
    text to make room for, and a column without it takes the room that is left. ``edit`` makes the
    column editable: it gets the row and the new text and returns whether it was taken;
    ``edit_text`` is what the editor starts with where that differs from ``display``.
    """

    id: str
    title: str
    help: str
    display: Callable[[RowT], str]
    sort_key: Callable[[RowT], SortKey]
    kind: CellKind = CellKind.TEXT
    width_text: str = ""
    cell: Callable[[RowT], object] | None = None
    tip: Callable[[RowT], str] | None = None
    spoken: Callable[[RowT], str] | None = None
    edit: Callable[[RowT, str], bool] | None = None
    edit_text: Callable[[RowT], str] | None = None
    quiet: bool = False
    """Whether the text is secondary: smaller and grey."""
    strong: bool = False
    """Whether the text is emphasised in every row."""
    keeps_end: bool = False
    """Whether a text too long loses its middle, since its end tells it from others: "Stoke-on-Trent 006A"."""

    @property
    def fixed(self) -> bool:
        """Whether it has a width of its own instead of what is left."""
        return bool(self.width_text) or self.kind in (CellKind.GAUGE, CellKind.ICON)
