"""Figures of one scenario that follow every edit; only what was touched is worked out again."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from workbench.metrics.contiguity import ContiguityGraph, Enclosed, Parts
from workbench.metrics.figures import LocalityFigures, ScenarioFigures, locality_figures, totals
from workbench.metrics.merging import counted_twice
from workbench.metrics.tally import Tally
from workbench.models.adjacency import link_pairs
from workbench.models.localities import Locality
from workbench.models.practices import PracticeAssignment
from workbench.models.project import StudyArea
from workbench.models.rules import Rules
from workbench.models.scenario import Scenario

MANY = 8
"""Localities whose parts are looked for all at once rather than one after the other."""


@dataclass(frozen=True, eq=False)
class Preview:
    """What a stroke would do: rows of the localities it touches, before and after.

    ``cut_off`` are units that would lie apart from the rest of their locality and do not now;
    ``enclosed`` what the receiving locality would newly surround;
    ``apart`` all units outside the main part of each locality touched; ``cut_off_people`` the residents
    of ``cut_off``, NaN where one is not known.
    """

    units: NDArray[np.int64]
    before: tuple[LocalityFigures, ...]
    after: tuple[LocalityFigures, ...]
    cut_off: dict[str, NDArray[np.int64]]
    enclosed: tuple[Enclosed, ...] = ()
    apart: dict[str, NDArray[np.int64]] = field(default_factory=dict)
    cut_off_people: dict[str, float] = field(default_factory=dict)


class LiveFigures:
    """Running sums, parts and rows of one scenario."""

    def __init__(self, area: StudyArea, scenario: Scenario) -> None:
        self._area = area
        self._scenario = scenario
        self.tally = Tally(area, scenario.plan, scenario.practices)
        self._graph = contiguity_graph(area, scenario.rules)
        self._parts: dict[int, Parts] = {}
        self._rows: dict[int, LocalityFigures] = {}
        self._rules = scenario.rules
        self._all: ScenarioFigures | None = None

    # -- what has happened
    def units_moved(
        self, units: NDArray[np.int64], before: NDArray[np.int32], after: NDArray[np.int32]
    ) -> None:
        """Units have new labels."""
        self.tally.move(units, before, after)
        # Neighbours of the units see other cut borders, so that their rows are stale too.
        _, position = self._area.adjacency.edges_of(units)
        around = self._scenario.plan.labels[self._area.adjacency.neighbours[position]]
        for slot in np.union1d(before, after):
            self._parts.pop(int(slot), None)
        self.forget_rows({int(slot) for slot in np.concatenate([before, after, around])})

    def practice_assigned(self, code: str, assignment: PracticeAssignment) -> None:
        """A practice has another assignment; any locality may have lost or gained it."""
        self.tally.assign_practice(code, assignment, self._scenario.plan)
        self.forget_rows(None)

    def localities_changed(self, slots: tuple[int, ...]) -> None:
        """Localities were added, deleted or described anew."""
        self.tally.ensure_slots(self._scenario.plan.slots)
        self.forget_rows(set(slots))

    def rules_changed(self) -> None:
        """Band, basis, links or locked units have changed."""
        if self._rules.links != self._scenario.rules.links:
            self._graph = contiguity_graph(self._area, self._scenario.rules)
            self._parts.clear()
        before, self._rules = self._rules, self._scenario.rules
        only_locks = replace(before, locked_units=self._rules.locked_units) == self._rules
        self.forget_rows(set() if only_locks else None)  # no figure asks which areas are locked

    def forget_rows(self, slots: set[int] | None) -> None:
        """Work the rows of these slots (None: all) out again when they are next asked for."""
        self._all = None
        if slots is None:
            self._rows.clear()
        else:
            for slot in slots:
                self._rows.pop(slot, None)

    # -- what can be asked
    def parts(self, slot: int) -> Parts:
        """Connected parts of the locality in a slot."""
        if slot not in self._parts:
            units = self._scenario.plan.units_of(slot)
            self._parts[slot] = self._graph.parts(units, self._area.units.resident)
        return self._parts[slot]

    def enclosed(self, slot: int) -> list[Enclosed]:
        """Holes and enclaves of the locality in a slot."""
        return self._graph.enclosed_by(self._scenario.plan.labels, slot)

    def row(self, slot: int) -> LocalityFigures | None:
        """Figures of the locality in a slot; None where the slot is empty."""
        locality = self._scenario.plan.locality(slot)
        if locality is None:
            return None
        if slot not in self._rows:
            self._rows[slot] = self._figures_of(slot, locality, parts=self.parts(slot).count)
        return self._rows[slot]

    def _figures_of(self, slot: int, locality: Locality, *, parts: int) -> LocalityFigures:
        row = locality_figures(self._area, self.tally, slot, locality, rules=self._rules, parts=parts)
        twice = counted_twice(self._scenario.registers, self._scenario.practices).get(locality.code, 0)
        return replace(row, practices=row.practices - twice) if twice else row

    def figures(self) -> ScenarioFigures:
        """All figures now."""
        if self._all is None:
            plan = self._scenario.plan
            slots = [plan.slot(locality.code) for locality in plan]
            if sum(slot not in self._parts for slot in slots) > MANY:
                self._parts |= self._graph.all_parts(plan.labels, self._area.units.resident)
            rows = tuple(row for row in (self.row(slot) for slot in slots) if row is not None)
            self._all = ScenarioFigures(
                self._scenario.name,
                self._rules.basis,
                self._rules,
                rows,
                totals(self._area, self.tally, rows),
            )
        return self._all

    def preview(self, units: NDArray[np.int64], slot: int) -> Preview:
        """What giving ``units`` to ``slot`` (-1: nobody) would do; the plan stays as it is.

        The sums go there and back again, which is exact, so that the cost is that of two strokes.
        """
        plan = self._scenario.plan
        units = units[plan.labels[units] != slot]
        old = plan.labels[units].copy()
        new = np.full(len(units), slot, dtype=np.int32)
        touched = [int(s) for s in np.union1d(old, new) if plan.locality(int(s)) is not None]
        before = tuple(row for row in map(self.row, touched) if row is not None)
        parts_before = {s: self.parts(s) for s in touched}
        plan.labels[units] = new
        self.tally.move(units, old, new)
        try:
            after, cut_off, apart = self._rows_during_preview(touched, parts_before)
            enclosed = tuple(self._graph.enclosed_by(plan.labels, slot)) if len(units) and slot >= 0 else ()
        finally:
            plan.labels[units] = old
            self.tally.move(units, new, old)
        people = {code: float(self._area.units.resident[some].sum()) for code, some in cut_off.items()}
        return Preview(units, before, after, cut_off, enclosed, apart, people)

    def _rows_during_preview(
        self, touched: list[int], parts_before: dict[int, Parts]
    ) -> tuple[tuple[LocalityFigures, ...], dict[str, NDArray[np.int64]], dict[str, NDArray[np.int64]]]:
        plan, resident = self._scenario.plan, self._area.units.resident
        rows = []
        cut_off: dict[str, NDArray[np.int64]] = {}
        apart: dict[str, NDArray[np.int64]] = {}
        for slot in touched:
            locality = plan.locality(slot)
            if locality is None:
                continue
            members = plan.units_of(slot)
            parts = self._graph.parts(members, resident)
            rows.append(self._figures_of(slot, locality, parts=parts.count))
            apart[locality.code] = parts.cut_off
            fresh = np.setdiff1d(parts.cut_off, parts_before[slot].cut_off)
            if len(fresh):
                cut_off[locality.code] = fresh
        return tuple(rows), cut_off, apart


def contiguity_graph(area: StudyArea, rules: Rules) -> ContiguityGraph:
    """The neighbours of a study area with the links that the rules declare."""
    adjacency = area.adjacency
    shared = np.bincount(adjacency.pairs.ravel(), np.repeat(adjacency.shared_m, 2), minlength=adjacency.n)
    outer = area.units.perimeter_m - shared
    return ContiguityGraph(adjacency, link_pairs(rules.links, area.units.index_of), outer)
