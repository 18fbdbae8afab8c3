"""Practices: to localities by a rule or by hand."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from workbench.metrics.practice_rules import PracticeRule, propose_assignments
from workbench.session.plan_edits import assign_by_hand, assign_practices
from workbench.ui import formats
from workbench.ui.components.message_bar import Tone
from workbench.ui.desk import Desk


class PracticeCommands:
    """``find`` brings the search field to the front."""

    def __init__(self, desk: Desk, *, find: Callable[[], object]) -> None:
        self._desk = desk
        self.find = find

    def by_site(self) -> None:
        """Give each practice to the locality that it stands in."""
        self._by_rule(PracticeRule.SITE, "Assign practices by site")

    def by_most_patients(self) -> None:
        """Give each practice to the locality where most of its patients live."""
        self._by_rule(PracticeRule.MOST_PATIENTS, "Assign practices by most patients")

    def _by_rule(self, rule: PracticeRule, words: str) -> None:
        bridge = self._desk.bridge
        if bridge is None:
            return
        scenario = bridge.scenario
        proposed = propose_assignments(bridge.project.area, scenario, rule=rule)
        edit = assign_practices(scenario, proposed, label=words)
        kept = len(bridge.project.area.practices) - len(proposed)
        stay = f"{formats.count(kept, 'practice')} given by hand stay as they are." if kept else ""
        if edit is None:
            self._desk.tell(Tone.GOOD, "All practices have these localities already", why=stay)
        elif self._desk.apply(edit):
            given = sum(1 for assignment in edit.after if assignment.shares)
            self._desk.tell(Tone.GOOD, f"{formats.count(given, 'practice')} given to localities", why=stay)

    def to_target(self) -> None:
        """Give the practice in hand to the locality in hand."""
        target, practice = self._desk.target, self._desk.focus.practice
        if target is not None and practice is not None:
            self.assign([practice], target.code)

    def to_nobody(self) -> None:
        """Take the practice in hand out of its locality."""
        practice = self._desk.focus.practice
        if practice is not None:
            self.assign([practice], None)

    def assign(self, practices: Sequence[str], locality: str | None) -> None:
        """Give practices to a locality by hand."""
        bridge = self._desk.bridge
        if bridge is None or not practices:
            return
        plan, table = bridge.scenario.plan, bridge.project.area.practices
        target = None if locality is None else plan.get(locality)
        one = str(table.names[table.index_of[practices[0]]])
        who = one if len(practices) == 1 else formats.count(len(practices), "practice")
        words = f"Take {who} out" if target is None else f"Give {who} to {target.name}"
        self._desk.apply(assign_by_hand(bridge.scenario, practices, locality, label=words))
