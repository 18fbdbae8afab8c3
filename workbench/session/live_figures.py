"""Figures of one scenario that follow every edit; only what was touched is worked out again."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from workbench.metrics.contiguity import ContiguityGraph, Enclosed, Parts
from workbench.metrics.figures import LocalityFigures, ScenarioFigures, locality_figures, totals
from workbench.metrics.merging import counted_twice
from workbench.metrics.running_parts import parts_after
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

    ``slots`` says where each of ``units`` goes. ``added`` is the locality that the stroke would make, which
    stands in ``before`` without areas; ``removed`` are codes of those that would go: they are in ``before``
    only.
    ``cut_off`` are units that would lie apart from the rest of their locality and do not now, beyond the
    parts that it is permitted; ``enclosed`` what a locality touched would newly surround; ``apart`` all
    units beyond the permitted parts of each locality touched; ``cut_off_people`` the residents of
    ``cut_off``, NaN where one is not known; ``around`` has for each of ``enclosed`` the code of the
    locality around it and the residents inside; ``hues`` the colours that localities take with the step, by
    code, where whoever shows the effect has looked (`hue_edits.hues_after`).
    """

    units: NDArray[np.int64]
    before: tuple[LocalityFigures, ...]
    after: tuple[LocalityFigures, ...]
    cut_off: dict[str, NDArray[np.int64]]
    enclosed: tuple[Enclosed, ...] = ()
    apart: dict[str, NDArray[np.int64]] = field(default_factory=dict)
    cut_off_people: dict[str, float] = field(default_factory=dict)
    slots: NDArray[np.int32] = field(default_factory=lambda: np.empty(0, dtype=np.int32))
    added: Locality | None = None
    removed: frozenset[str] = frozenset()
    around: tuple[tuple[str, float], ...] = ()
    hues: Mapping[str, str] = field(default_factory=dict)


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
        self._cut_off: dict[str, NDArray[np.int64]] | None = None
        self._apart: dict[int, NDArray[np.int64]] = {}

    # -- what has happened
    def units_moved(
        self, units: NDArray[np.int64], before: NDArray[np.int32], after: NDArray[np.int32]
    ) -> None:
        """Units have new labels."""
        self.tally.move(units, before, after)
        # Neighbours of the units see other cut borders, so that their rows are stale too.
        _, position = self._area.adjacency.edges_of(units)
        around = self._scenario.plan.labels[self._area.adjacency.neighbours[position]]
        for slot in np.union1d(before, after).tolist():
            if slot in self._parts:
                self._parts[slot] = self._parts_after(slot, self._parts[slot], units, before, after)
        self.forget_rows(set(np.unique(np.concatenate([before, after, around])).tolist()))

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
        self._all = self._cut_off = None
        if slots is None:
            self._rows.clear()
            self._apart.clear()
        else:
            for slot in slots:
                self._rows.pop(slot, None)
                self._apart.pop(slot, None)

    # -- what can be asked
    def parts(self, slot: int) -> Parts:
        """Connected parts of the locality in a slot."""
        if slot not in self._parts:
            units = self._scenario.plan.units_of(slot)
            self._parts[slot] = self._graph.parts(units, self._area.units.resident)
        return self._parts[slot]

    def _parts_after(
        self,
        slot: int,
        parts: Parts,
        units: NDArray[np.int64],
        before: NDArray[np.int32],
        after: NDArray[np.int32],
    ) -> Parts:
        """Parts of a locality that had these, once ``units`` have gone from ``before`` to ``after``."""
        gained, lost = (after == slot) & (before != slot), (before == slot) & (after != slot)
        return parts_after(
            self._graph, parts, gained=units[gained], lost=units[lost], people=self._area.units.resident
        )

    @property
    def graph(self) -> ContiguityGraph:
        """Neighbours and links of the units, as the rules of the scenario have them."""
        return self._graph

    def cut_off(self, code: str) -> NDArray[np.int64]:
        """Units of a locality that lie apart from the rest of it, beyond the parts that it is permitted."""
        locality = self._scenario.plan.get(code)
        permitted = 1 if locality is None else locality.permitted_parts
        return self.parts(self._scenario.plan.slot(code)).beyond(permitted)

    def _find_many_parts(self, slots: Iterable[int]) -> None:
        """Find the parts of all localities in one pass where they are to be found for many of ``slots``."""
        if sum(slot not in self._parts for slot in slots) > MANY:
            self._parts |= self._graph.all_parts(self._scenario.plan.labels, self._area.units.resident)

    def cut_off_anywhere(self) -> Mapping[str, NDArray[np.int64]]:
        """Units as ``cut_off`` gives them, of all localities that have any; the same until an edit."""
        if self._cut_off is None:
            plan = self._scenario.plan
            slots = {plan.slot(locality.code): locality.code for locality in plan}
            stale = [slot for slot in slots if slot not in self._apart]
            self._find_many_parts(stale)
            self._apart |= {slot: self.cut_off(slots[slot]) for slot in stale}
            self._cut_off = {code: units for slot, code in slots.items() if len(units := self._apart[slot])}
        return self._cut_off

    def groups(self, units: NDArray[np.int64]) -> list[NDArray[np.int64]]:
        """Groups of ``units`` that hang together, over declared links too."""
        return self._graph.groups(units)

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

    def _figures_of(
        self,
        slot: int,
        locality: Locality,
        *,
        parts: int,
        practices: Mapping[str, PracticeAssignment] | None = None,
    ) -> LocalityFigures:
        row = locality_figures(self._area, self.tally, slot, locality, rules=self._rules, parts=parts)
        assigned = self._scenario.practices if practices is None else practices
        twice = counted_twice(self._scenario.registers, assigned).get(locality.code, 0)
        return replace(row, practices=row.practices - twice) if twice else row

    def figures(self) -> ScenarioFigures:
        """All figures now."""
        if self._all is None:
            plan = self._scenario.plan
            slots = [plan.slot(locality.code) for locality in plan]
            self._find_many_parts(slots)
            rows = tuple(row for row in (self.row(slot) for slot in slots) if row is not None)
            self._all = ScenarioFigures(
                self._scenario.name,
                self._rules.basis,
                self._rules,
                rows,
                totals(self._area, self.tally, rows),
            )
        return self._all

    def preview(
        self,
        units: NDArray[np.int64],
        slots: int | NDArray[np.int32],
        *,
        added: Locality | None = None,
        removed: Collection[str] = (),
        practices: Mapping[str, PracticeAssignment] | None = None,
    ) -> Preview:
        """What giving each of ``units`` to its slot (-1: nobody) would do; the plan stays as it is.

        One slot for all, or one a unit. ``added`` is a locality that does not exist yet: its slot is the
        plan's next one, ``plan.slots``. ``practices`` are assignments that change with the step, among the
        plan's localities. The sums go there and back again, which is exact, so that the cost is that of two
        strokes whatever the number of localities.
        """
        plan, practices = self._scenario.plan, practices or {}
        wanted = np.broadcast_to(np.asarray(slots, dtype=np.int32), units.shape)
        moved = plan.labels[units] != wanted
        units, new = units[moved], wanted[moved].copy()
        old = plan.labels[units].copy()
        if added is not None:
            self.tally.ensure_slots(plan.slots + 1)
        involved = {int(slot) for slot in np.union1d(old, new)} | self._slots_of(practices, removed)
        touched = {
            slot: locality for slot in sorted(involved) if (locality := plan.locality(slot)) is not None
        }
        self._find_many_parts(touched)
        before = [row for row in map(self.row, touched) if row is not None]
        parts_before = {slot: self.parts(slot) for slot in touched}
        if added is not None:
            touched[plan.slots], parts_before[plan.slots] = added, Parts(())
            before.append(self._figures_of(plan.slots, added, parts=0))
        stay = {slot: locality for slot, locality in touched.items() if locality.code not in removed}
        kept, labels_before = self.tally.registrations.kept(), plan.labels.copy()
        plan.labels[units] = new
        self.tally.move(units, old, new)
        try:
            for code, assignment in practices.items():
                self.tally.assign_practice(code, assignment, plan)
            assigned = {**self._scenario.practices, **practices} if practices else None
            parts = {slot: self._parts_after(slot, parts_before[slot], units, old, new) for slot in stay}
            after, cut_off, apart = self._rows_during_preview(stay, parts_before, parts, assigned)
            enclosed = tuple(
                found
                for slot in stay
                for found in self._graph.newly_enclosed(labels_before, plan.labels, units, slot)
            )
        finally:
            plan.labels[units] = old
            self.tally.move(units, new, old)
            self.tally.registrations.put_back(kept)
        resident = self._area.units.resident
        people = {code: float(resident[some].sum()) for code, some in cut_off.items()}
        around = tuple((touched[one.by].code, float(resident[one.units].sum())) for one in enclosed)
        return Preview(
            units, tuple(before), after, cut_off, enclosed, apart, people,
            slots=new, added=added, removed=frozenset(removed), around=around,
        )  # fmt: skip

    def _slots_of(self, practices: Mapping[str, PracticeAssignment], removed: Collection[str]) -> set[int]:
        """Slots of the localities that practices leave or join, and of those that go."""
        plan = self._scenario.plan
        codes = set(removed)
        for code, assignment in practices.items():
            codes |= {locality for locality, _ in assignment.shares}
            codes |= {locality for locality, _ in self._scenario.assignment(code).shares}
        return {plan.slot(code) for code in codes}

    def _rows_during_preview(
        self,
        touched: Mapping[int, Locality],
        parts_before: Mapping[int, Parts],
        parts_now: Mapping[int, Parts],
        practices: Mapping[str, PracticeAssignment] | None,
    ) -> tuple[tuple[LocalityFigures, ...], dict[str, NDArray[np.int64]], dict[str, NDArray[np.int64]]]:
        rows = []
        cut_off: dict[str, NDArray[np.int64]] = {}
        apart: dict[str, NDArray[np.int64]] = {}
        for slot, locality in touched.items():
            parts = parts_now[slot]
            rows.append(self._figures_of(slot, locality, parts=parts.count, practices=practices))
            permitted = locality.permitted_parts
            apart[locality.code] = parts.beyond(permitted)
            fresh = np.setdiff1d(apart[locality.code], parts_before[slot].beyond(permitted))
            if len(fresh):
                cut_off[locality.code] = fresh
        return tuple(rows), cut_off, apart


def contiguity_graph(area: StudyArea, rules: Rules) -> ContiguityGraph:
    """The neighbours of a study area with the links that the rules declare."""
    adjacency = area.adjacency
    shared = np.bincount(adjacency.pairs.ravel(), np.repeat(adjacency.shared_m, 2), minlength=adjacency.n)
    outer = area.units.perimeter_m - shared
    return ContiguityGraph(adjacency, link_pairs(rules.links, area.units.index_of), outer)
