"""Jump to the next thing of one kind that needs a look: centre it, select it, say what it is."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from workbench.models.plan import UNASSIGNED
from workbench.ui import formats, issue_list
from workbench.ui.components.message_bar import Tone
from workbench.ui.desk import Desk
from workbench.ui.issue_list import Issue
from workbench.ui.status import BandState

OUTSIDE = (BandState.OVER, BandState.UNDER, BandState.UNKNOWN)


class JumpCommands:
    """``go`` shows an issue on map and table and says its words; each kind is walked on its own."""

    def __init__(self, desk: Desk, *, go: Callable[[Issue, str], object]) -> None:
        self._desk = desk
        self._go = go
        self._last: dict[str, str] = {}
        desk.project_changed.connect(self._last.clear)

    def next_unassigned(self) -> None:
        """Go to the next area without a locality."""
        bridge = self._desk.bridge
        if bridge is None:
            return
        units = bridge.scenario.plan.units_of(UNASSIGNED)
        selected = self._desk.focus.selection
        here = int(selected[0]) if len(selected) == 1 and selected[0] in units else None
        last = self._last.get("unassigned")
        start = here if here is not None else -1 if last is None else int(last)
        at = int(np.searchsorted(units, start, side="right"))
        if not len(units):
            self._desk.tell(Tone.GOOD, "Every area has a locality")
            return
        unit = int(units[at % len(units)])
        self._last["unassigned"] = str(unit)
        table = bridge.project.area.units
        words = (
            f"{table.names[unit] or table.codes[unit]} is unassigned, "
            f"{formats.people(float(table.resident[unit]))}"
        )
        issue = Issue(BandState.UNASSIGNED, words, np.array([unit], dtype=np.int64))
        self._show(issue, at % len(units), len(units), wrapped=at >= len(units))

    def next_detached(self) -> None:
        """Go to the next areas that are cut off from their locality."""
        self._next((BandState.PARTS,), "No area is cut off from its locality")

    def next_outside_band(self) -> None:
        """Go to the next locality outside the band."""
        self._next(OUTSIDE, "Every locality is inside the band")

    def next_elsewhere(self) -> None:
        """Go to the next practice outside the locality of most of its patients."""
        self._next((BandState.PRACTICE,), "Every practice is in the locality of most of its patients")

    def _next(self, kinds: Sequence[BandState], none: str) -> None:
        desk, bridge = self._desk, self._desk.bridge
        if bridge is None:
            return
        found = issue_list.find_issues(
            bridge.project, bridge.scenario, bridge.live,
            near=desk.near, elsewhere=desk.elsewhere, kinds=kinds,
        )  # fmt: skip
        if not found:
            desk.tell(Tone.GOOD, none)
            return
        walk = kinds[0].value
        keys = [_key(issue) for issue in found]
        last = self._last.get(walk)
        at = keys.index(last) + 1 if last in keys else 0
        self._last[walk] = keys[at % len(found)]
        self._show(found[at % len(found)], at % len(found), len(found), wrapped=at >= len(found))

    def _show(self, issue: Issue, at: int, count: int, *, wrapped: bool) -> None:
        place = f"{at + 1:,} of {count:,}"
        if count == 1:
            place = "The only one"
        elif wrapped:
            place = f"{place}, from the start again"
        self._go(issue, place)


def _key(issue: Issue) -> str:
    """What stays the same while figures change: which locality, practice or areas an issue is about."""
    first = "" if issue.practice or issue.kind in OUTSIDE or not len(issue.units) else int(issue.units[0])
    return f"{issue.locality}/{issue.practice}/{first}"
