"""Decide the colour of every unit and write colours into pixels through lookup tables. No Qt here.

A unit has two colours: its fill, and what the pixels of a 45 degree hatch over it get. Units without a hatch
have the same colour twice, so that one array of ids and two tables draw plan, choropleth, selection and
preview alike. Colours are 0xffRRGGBB.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Colours = NDArray[np.uint32]
Units = NDArray[np.int64]
Box = tuple[int, int, int, int]
"""First column, first row, column and row after the last."""

UNASSIGNED_FILL = 0xFFDDDDDD
UNASSIGNED_HATCH = 0xFF6B7280
HATCH_PERIOD = 6
"""Logical pixels from one hatch line to the next along a row; the line itself is one logical pixel."""

_WHITE = 0xFFFFFFFF
_PREVIEW_SHARE = 0.55
_SELECTION_SHARE = 0.35
_MARK_INK = 0xFF20242B
_MARK_SHARE = 0.6


def blend(colours: Colours, other: int, share: float) -> Colours:
    """Mix `share` of another colour into each colour, channel by channel."""
    mixed = np.full(len(colours), 0xFF000000, dtype=np.uint32)
    for shift in (0, 8, 16):
        own = (colours >> shift) & 0xFF
        added = (other >> shift) & 0xFF
        mixed |= np.round(own + (added - own.astype(np.float64)) * share).astype(np.uint32) << shift
    return mixed


class Colouring:
    """What each unit looks like: plan, preview, selection and choropleth in two tables by id (unit + 1)."""

    def __init__(self, count: int = 0, *, ground: int = 0xFFE6E9ED, accent: int = 0xFF005EB8) -> None:
        """Start with all units unassigned."""
        self._accent = accent
        self._labels = np.full(count, -1, dtype=np.int32)
        self._shown = self._labels.copy()
        self._slots: Colours = np.zeros(0, dtype=np.uint32)
        self._fills: Colours | None = None
        self._preview = np.zeros(count, dtype=bool)
        self._preview_slot = -1
        self._selected = np.zeros(count, dtype=bool)
        self._marked = np.zeros(count, dtype=bool)
        self._fill_of = np.full(count + 1, ground, dtype=np.uint32)
        self._hatch_of = self._fill_of.copy()
        self.generation = 0
        """Grows when units are shown in other localities."""
        self._refresh(np.arange(count))

    @property
    def labels(self) -> NDArray[np.int32]:
        """Give the plan's labels."""
        return self._labels

    @property
    def shown(self) -> NDArray[np.int32]:
        """Give the labels as drawn: the plan with the preview on top."""
        return self._shown

    @property
    def selected(self) -> NDArray[np.bool_]:
        """Tell for each unit whether it is selected."""
        return self._selected

    @property
    def fill_of(self) -> Colours:
        """Give the fill by id, the ground first."""
        return self._fill_of

    def set_plan(self, labels: NDArray[np.int32], slots: Colours) -> None:
        """Take all labels and the colour of each slot; a running preview stays on top."""
        self._labels = np.array(labels, dtype=np.int32)
        self.set_slots(slots)

    def set_slots(self, slots: Colours) -> None:
        """Take the colour of each slot."""
        self._slots = np.array(slots, dtype=np.uint32)
        self._refresh_all()

    def set_fills(self, fills: Colours | None) -> None:
        """Take a fill per unit instead of the plan's colours, None to go back."""
        self._fills = None if fills is None else np.array(fills, dtype=np.uint32)
        self._refresh_all()

    def set_theme(self, *, ground: int, accent: int) -> None:
        """Take the ground and the colour that marks a selection."""
        self._accent = accent
        self._fill_of[0] = self._hatch_of[0] = ground
        self._refresh_all()

    def update(self, units: Units, labels: NDArray[np.int32]) -> None:
        """Give some units other labels."""
        self._labels[units] = labels
        self._refresh(units)

    def select(self, units: Units) -> Units:
        """Select exactly these units; gives the units whose look changed."""
        wanted = np.zeros(len(self._labels), dtype=bool)
        wanted[units] = True
        changed = np.flatnonzero(wanted != self._selected)
        self._selected = wanted
        self._refresh(changed)
        return changed

    def mark(self, units: Units) -> Units:
        """Hatch exactly these units darkly in their own colour; gives the units whose look changed."""
        wanted = np.zeros(len(self._labels), dtype=bool)
        wanted[units] = True
        changed = np.flatnonzero(wanted != self._marked)
        self._marked = wanted
        self._refresh(changed)
        return changed

    def preview(self, units: Units, slot: int) -> Units:
        """Show exactly these units as if they belonged to `slot`; gives the units whose look changed."""
        wanted = np.zeros(len(self._labels), dtype=bool)
        wanted[units] = True
        differs = wanted != self._preview if slot == self._preview_slot else wanted | self._preview
        changed = np.flatnonzero(differs)
        self._preview, self._preview_slot = wanted, slot
        self._refresh(changed)
        return changed

    def _refresh_all(self) -> None:
        self._refresh(np.arange(len(self._labels)))

    def _refresh(self, units: Units) -> None:
        """Work out both table entries of some units."""
        passed = self._preview[units]
        shown = np.where(passed, np.int32(self._preview_slot), self._labels[units])
        if not np.array_equal(self._shown[units], shown):
            self.generation += 1
        self._shown[units] = shown
        free = (shown < 0) | (len(self._slots) == 0)
        fill = np.full(len(units), UNASSIGNED_FILL, dtype=np.uint32)
        if len(self._slots):
            fill = np.where(free, fill, np.take(self._slots, shown, mode="clip"))
        hatch = np.where(free, np.uint32(UNASSIGNED_HATCH), fill)
        if self._fills is not None:
            fill = self._fills[units]
            hatch = fill.copy()
        if passed.any():
            light = blend(fill[passed], _WHITE, _PREVIEW_SHARE)
            hatch[passed] = np.where(free[passed], np.uint32(UNASSIGNED_HATCH), light)
        marked = self._marked[units]
        if marked.any():
            hatch[marked] = blend(fill[marked], _MARK_INK, _MARK_SHARE)
        selected = self._selected[units]
        if selected.any():
            fill[selected] = blend(fill[selected], self._accent, _SELECTION_SHARE)
            hatch[selected] = blend(hatch[selected], self._accent, _SELECTION_SHARE)
        self._fill_of[units + 1] = fill
        self._hatch_of[units + 1] = hatch

    @property
    def hatched(self) -> bool:
        """Tell whether any unit has a hatch now."""
        return not np.array_equal(self._fill_of, self._hatch_of)

    def paint(self, pixels: Colours, ids: NDArray[np.int32], box: Box, *, ratio: float = 1.0) -> None:
        """Colour the pixels of a box again, hatches included."""
        left, top, right, bottom = box
        window = ids[top:bottom, left:right]
        pixels[top:bottom, left:right] = np.take(self._fill_of, window, mode="clip")
        if self.hatched:
            self.hatch(pixels, ids, box, ratio=ratio)

    def hatch(self, pixels: Colours, ids: NDArray[np.int32], box: Box, *, ratio: float = 1.0) -> None:
        """Colour only the pixels of a box that a hatch line passes through."""
        left, top, right, bottom = box
        window = ids[top:bottom, left:right]
        target = pixels[top:bottom, left:right]
        period, line = round(HATCH_PERIOD * ratio), max(1, round(ratio))
        for row in range(min(period, bottom - top)):
            for step in range(line):
                column = (step - left - top - row) % period
                target[row::period, column::period] = np.take(
                    self._hatch_of, window[row::period, column::period], mode="clip"
                )
