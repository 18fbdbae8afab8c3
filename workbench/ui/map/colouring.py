"""Decide the colour of every unit and write colours into pixels through lookup tables. No Qt here.

A unit has two colours: its fill, and what the pixels of a 45 degree hatch over it get. Units without a hatch
have the same colour twice, so that one array of ids and two tables draw plan, choropleth, selection and
preview alike. Localities may have a pattern as well, see `patterns`. Colours are 0xffRRGGBB.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from workbench.ui.map.patterns import INK, INK_SHARE, class_colours, paint_classes, tile_of

Colours = NDArray[np.uint32]
Units = NDArray[np.int64]
Box = tuple[int, int, int, int]
"""First column, first row, column and row after the last."""

UNASSIGNED_FILL = 0xFFDDDDDD
UNASSIGNED_HATCH = 0xFF6B7280
HATCH_PERIOD = 6
"""Logical pixels from one hatch line to the next along a row; the line itself is one logical pixel."""
SMALL_BOX = 400_000
"""Pixels up to which colours are worked out only for the units in a box."""

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
        self._ground, self._ground_clear = ground, False
        self._labels = np.full(count, -1, dtype=np.int32)
        self._shown = self._labels.copy()
        self._take_slots(np.zeros(0, dtype=np.uint32))
        self._fills: Colours | None = None
        self._unknown = np.zeros(count, dtype=bool)
        self._preview = np.zeros(count, dtype=bool)
        self._preview_slots = np.full(count, -1, dtype=np.int32)
        self._selected = np.zeros(count, dtype=bool)
        self._marked = np.zeros(count, dtype=bool)
        self._fill_of = np.full(count + 1, ground, dtype=np.uint32)
        self._hatch_of = self._fill_of.copy()
        self._patterns = np.zeros(0, dtype=np.uint8)
        self._pattern_of = np.zeros(count + 1, dtype=np.uint8)
        self._ink_of = self._fill_of.copy()
        self._hatched = self._patterned = 0
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
        self._take_slots(slots)
        self._refresh_all()

    def _take_slots(self, slots: Colours) -> None:
        unassigned = np.array([UNASSIGNED_FILL], dtype=np.uint32)
        self._fill_of_slot = np.concatenate((unassigned, slots), dtype=np.uint32)
        self._slots = self._fill_of_slot[1:]

    def set_patterns(self, patterns: NDArray[np.uint8]) -> bool:
        """Take the pattern of each slot, 0 for none; tells whether that is another one for any."""
        patterns = np.array(patterns, dtype=np.uint8)
        if np.array_equal(np.trim_zeros(patterns, "b"), np.trim_zeros(self._patterns, "b")):
            return False
        self._patterns = patterns
        self._refresh_all()
        return True

    def set_fills(self, fills: Colours | None, unknown: Units | None = None) -> None:
        """Take a fill per unit instead of the plan's colours, None to go back; hatch `unknown` units."""
        self._fills = None if fills is None else np.array(fills, dtype=np.uint32)
        self._unknown = np.zeros(len(self._labels), dtype=bool)
        if unknown is not None:
            self._unknown[unknown] = True
        self._refresh_all()

    def set_theme(self, *, ground: int, accent: int) -> None:
        """Take the ground and the colour that marks a selection."""
        self._accent, self._ground = accent, ground
        self._colour_ground()
        self._refresh_all()

    @property
    def ground(self) -> int:
        """Give the colour around the units."""
        return self._ground

    def clear_ground(self, *, clear: bool) -> None:
        """Leave the pixels around the units transparent, for a map with something below."""
        self._ground_clear = clear
        self._colour_ground()

    def _colour_ground(self) -> None:
        self._fill_of[0] = self._hatch_of[0] = 0 if self._ground_clear else self._ground

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

    def preview(self, units: Units, slot: int | NDArray[np.int32], *, colour: int | None = None) -> Units:
        """Show exactly these units as if they belonged to `slot` (or each to its own).

        ``colour`` is that of the slot, where no locality has it yet. Gives the units whose look changed.
        """
        wanted = np.zeros(len(self._labels), dtype=bool)
        wanted[units] = True
        slots = self._preview_slots.copy()
        slots[units] = slot
        other = (wanted != self._preview) | (wanted & (slots != self._preview_slots))
        if colour is not None and isinstance(slot, int) and slot < len(self._slots):
            other |= wanted & (self._slots[slot] != colour)
            self._slots[slot] = colour
        changed = np.flatnonzero(other)
        self._preview, self._preview_slots = wanted, slots
        self._refresh(changed)
        return changed

    def _refresh_all(self) -> None:
        self._refresh(np.arange(len(self._labels)))

    def _refresh(self, units: Units) -> None:
        """Work out both table entries of some units."""
        shown, passed = self._labels[units], self._preview[units]
        passing = passed.any()
        if passing:
            shown = np.where(passed, self._preview_slots[units], shown)
        if (self._shown[units] != shown).any():
            self.generation += 1
        self._shown[units] = shown
        free = (shown < 0) | (len(self._slots) == 0)
        fill = self._fill_of_slot.take(shown + 1, mode="clip")
        hatch = np.where(free, np.uint32(UNASSIGNED_HATCH), fill)
        if self._fills is not None:
            fill = self._fills[units]
            hatch = np.where(self._unknown[units], np.uint32(UNASSIGNED_HATCH), fill)
        if passing:
            light = blend(fill[passed], _WHITE, _PREVIEW_SHARE)
            hatch[passed] = np.where(free[passed], np.uint32(UNASSIGNED_HATCH), light)
        marked = self._marked[units]
        if marked.any():
            hatch[marked] = blend(fill[marked], _MARK_INK, _MARK_SHARE)
        selected = self._selected[units]
        if selected.any():
            fill[selected] = blend(fill[selected], self._accent, _SELECTION_SHARE)
            hatch[selected] = blend(hatch[selected], self._accent, _SELECTION_SHARE)
        at = units + 1
        self._hatched -= int(np.count_nonzero(self._fill_of[at] != self._hatch_of[at]))
        self._hatched += int(np.count_nonzero(fill != hatch))
        self._fill_of[at] = fill
        self._hatch_of[at] = hatch
        if len(self._patterns) or self._patterned:
            self._refresh_patterns(at, shown)

    def _refresh_patterns(self, at: Units, shown: NDArray[np.int32]) -> None:
        """Work out pattern and ink of some units by their id."""
        self._patterned -= int((self._pattern_of[at] > 0).sum())
        pattern = np.zeros(len(at), dtype=np.uint8)
        inside = (shown >= 0) & (shown < len(self._patterns))
        pattern[inside] = self._patterns[shown[inside]]
        self._pattern_of[at] = pattern
        self._patterned += int((pattern > 0).sum())
        inked = at[pattern > 0]
        self._ink_of[inked] = blend(self._fill_of[inked], INK, INK_SHARE)

    @property
    def hatched(self) -> bool:
        """Tell whether any unit has a hatch or its locality a pattern now."""
        return self._hatched > 0 or self._patterned > 0

    def paint(self, pixels: Colours, ids: NDArray[np.int32], box: Box, *, ratio: float = 1.0) -> None:
        """Colour the pixels of a box again, hatches included."""
        left, top, right, bottom = box
        if not self._patterned:
            window = ids[top:bottom, left:right]
            pixels[top:bottom, left:right] = np.take(self._fill_of, window, mode="clip")
        if self.hatched:
            self.hatch(pixels, ids, box, ratio=ratio)

    def hatch(self, pixels: Colours, ids: NDArray[np.int32], box: Box, *, ratio: float = 1.0) -> None:
        """Colour the pixels of a box that a hatch line passes through; all of it where there are patterns."""
        left, top, right, bottom = box
        if self._patterned:
            tile = tile_of(ratio, round(HATCH_PERIOD * ratio))
            paint_classes(pixels, ids, box, tile, self._by_class(ids, box, ratio))
            return
        window = ids[top:bottom, left:right]
        target = pixels[top:bottom, left:right]
        period, line = round(HATCH_PERIOD * ratio), max(1, round(ratio))
        for row in range(min(period, bottom - top)):
            for step in range(line):
                column = (step - left - top - row) % period
                target[row::period, column::period] = np.take(
                    self._hatch_of, window[row::period, column::period], mode="clip"
                )

    def _by_class(self, ids: NDArray[np.int32], box: Box, ratio: float) -> Colours:
        """Give the colours by class of the tile and id; of the ids in the box alone where it is small."""
        left, top, right, bottom = box
        tile = tile_of(ratio, round(HATCH_PERIOD * ratio))
        count = len(self._fill_of)
        if (right - left) * (bottom - top) > SMALL_BOX:
            return class_colours(tile, self._fill_of, self._hatch_of, self._ink_of, self._pattern_of)
        table = np.zeros((len(tile.inked), count), dtype=np.uint32)
        present = np.zeros(count, dtype=bool)
        present[ids[top:bottom, left:right]] = True
        seen = np.flatnonzero(present)
        table[:, seen] = class_colours(
            tile, self._fill_of[seen], self._hatch_of[seen], self._ink_of[seen], self._pattern_of[seen]
        )
        return table
