"""Practices: given to localities by a rule or by hand, split, locked, viewed, merged, built from."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QWidget

from workbench.metrics.merging import merge_of, practices_as_shown
from workbench.metrics.practice_rules import PracticeRule, propose_assignments
from workbench.models.edits import Edit
from workbench.models.practices import ConsultationView
from workbench.session import practice_edits
from workbench.session.plan_edits import assign_by_hand, assign_practices
from workbench.ui import formats
from workbench.ui.components.message_bar import MessageAction, Tone
from workbench.ui.desk import Desk
from workbench.ui.dialogs.tick_list_dialog import TickListDialog
from workbench.ui.practices.build_dialog import BuildDialog
from workbench.ui.practices.practice_shown import practice_shown
from workbench.ui.practices.share_dialog import MinimumShareDialog
from workbench.ui.practices.split_dialog import SplitDialog


class PracticeCommands:
    """``find`` brings the search field to the front, ``selected`` gives the practices of the table's rows."""

    def __init__(
        self,
        desk: Desk,
        parent: QWidget,
        *,
        find: Callable[[], object],
        selected: Callable[[], Sequence[str]],
    ) -> None:
        self._desk = desk
        self._parent = parent
        self.find = find
        self._selected = selected

    # -- rules
    def by_site(self) -> None:
        """Give each practice to the locality that it stands in."""
        self._by_rule(PracticeRule.SITE, "Assign practices by site")

    def by_most_patients(self) -> None:
        """Give each practice to the locality where most of its patients live."""
        self._by_rule(PracticeRule.MOST_PATIENTS, "Assign practices by most patients")

    def by_minimum_share(self) -> None:
        """The same, where that locality holds at least a share of its list, which is asked for."""
        share = MinimumShareDialog.ask(self._parent)
        if share is not None:
            words = f"Assign practices by {share:.0%} of their patients or more"
            self._by_rule(PracticeRule.MINIMUM_SHARE, words, minimum=share)

    def _by_rule(self, rule: PracticeRule, words: str, *, minimum: float = 0.5) -> None:
        bridge = self._desk.bridge
        if bridge is None:
            return
        scenario = bridge.scenario
        proposed = propose_assignments(bridge.project.area, scenario, rule=rule, minimum=minimum)
        edit = assign_practices(scenario, proposed, label=words)
        kept = len(bridge.project.area.practices) - len(proposed)
        stay = f"{formats.count(kept, 'practice')} given by hand or locked stay as they are." if kept else ""
        if edit is None:
            self._desk.tell(Tone.GOOD, "All practices have these localities already", why=stay)
        elif self._desk.apply(edit):
            given = sum(1 for assignment in edit.after if assignment.shares)
            self._desk.tell(Tone.GOOD, f"{formats.count(given, 'practice')} given to localities", why=stay)

    # -- by hand
    def to_target(self) -> None:
        """Give the practice in hand to the locality in hand."""
        target, practice = self._desk.target, self._desk.focus.practice
        if target is not None and practice is not None:
            self.assign(self._in_hand(), target.code)

    def to_nobody(self) -> None:
        """Take the practice in hand out of its locality."""
        if self._desk.focus.practice is not None:
            self.assign(self._in_hand(), None)

    def assign(self, practices: Sequence[str], locality: str | None) -> None:
        """Give practices to a locality by hand; merged ones go together."""
        bridge = self._desk.bridge
        if bridge is None or not practices:
            return
        plan = bridge.scenario.plan
        target = None if locality is None else plan.get(locality)
        who = self._name(practices)
        words = f"Take {who} out" if target is None else f"Give {who} to {target.name}"
        all_of = self._with_merged(practices)
        self._do(lambda: assign_by_hand(bridge.scenario, all_of, locality, label=words))

    def leave_outside(self, practices: Sequence[str]) -> None:
        """Count practices as lying outside."""
        bridge = self._desk.bridge
        if bridge is not None and practices:
            self._do(lambda: practice_edits.leave_outside(bridge.scenario, self._with_merged(practices)))

    def keep(self, practice: str) -> None:
        """Take the locality that a practice has as chosen by hand, which every rule keeps."""
        bridge = self._desk.bridge
        if bridge is None:
            return
        main = bridge.scenario.assignment(practice).main
        words = f"Keep {self._name([practice])} where it is"
        all_of = self._with_merged([practice])
        self._do(lambda: assign_by_hand(bridge.scenario, all_of, main, label=words))

    def split_in_hand(self) -> None:
        """Split the practice in hand."""
        if self._desk.focus.practice is not None:
            self.split(self._desk.focus.practice)

    def split(self, practice: str) -> None:
        """Ask for shares and split a practice."""
        bridge = self._desk.bridge
        shown = None if bridge is None else practice_shown(bridge.project, bridge.scenario, practice)
        if bridge is None or shown is None:
            return
        shares = SplitDialog.ask(self._parent, shown, self._desk.localities)
        if shares is not None:
            words = f"Split {shown.name}"
            self._do(
                lambda: practice_edits.split_practice(
                    bridge.project, bridge.scenario, practice, shares, label=words
                )
            )

    # -- lock and view
    def toggle_lock(self) -> None:
        """Lock the practices in hand, or unlock them where all are locked."""
        bridge, codes = self._desk.bridge, self._in_hand()
        if bridge is not None and codes:
            locked = all(bridge.scenario.assignment(code).locked for code in codes)
            self.lock(codes, not locked)

    def lock(self, practices: Sequence[str], locked: bool) -> None:
        """Lock practices or unlock them."""
        bridge = self._desk.bridge
        if bridge is not None and practices:
            all_of = self._with_merged(practices)
            self._do(lambda: practice_edits.lock_practices(bridge.scenario, all_of, locked=locked))

    def view_proposed(self) -> None:
        """The practices in hand are proposed."""
        self.set_view(self._in_hand(), ConsultationView.PROPOSED)

    def view_consulted(self) -> None:
        """The practices in hand were consulted."""
        self.set_view(self._in_hand(), ConsultationView.CONSULTED)

    def view_agreed(self) -> None:
        """The practices in hand agreed."""
        self.set_view(self._in_hand(), ConsultationView.AGREED)

    def view_objected(self) -> None:
        """The practices in hand objected."""
        self.set_view(self._in_hand(), ConsultationView.OBJECTED)

    def set_view(self, practices: Sequence[str], view: ConsultationView) -> None:
        """Record where practices stand in the consultation."""
        bridge = self._desk.bridge
        if bridge is not None and practices:
            self._do(lambda: practice_edits.set_view(bridge.scenario, self._with_merged(practices), view))

    # -- merging
    def merge(self) -> None:
        """Take the practice in hand and others as one; which others is asked where one row is selected."""
        bridge, stays = self._desk.bridge, self._desk.focus.practice
        if bridge is None or stays is None:
            return
        project, scenario = bridge.project, bridge.scenario
        chosen = [code for code in self._in_hand() if code != stays]
        items = [
            (one.code, f"{one.name}, {one.code}, {formats.number(one.list_size)} on its list", None)
            for one in practices_as_shown(project.area.practices, scenario.registers)
            if one.code != stays and not one.merged
        ]
        name = self._name([stays])
        members = TickListDialog.ask(
            self._parent, f"Which practices merge into {name}?", "Merge practices", items, chosen, least=1,
            note="A what-if of this scenario: they count as one practice in its locality. Taking them"
            " apart gives each what it had.",
        )  # fmt: skip
        if members is None:
            return
        if self._do(lambda: practice_edits.merge_practices(project, scenario, stays, members)):
            count = formats.count(len(members) + 1, "practice")
            self._desk.tell(
                Tone.GOOD, f"{count} taken as one: {name}",
                actions=(MessageAction("Take apart", lambda: self.unmerge(stays)),),
            )  # fmt: skip

    def unmerge_in_hand(self) -> None:
        """Take the merged practice in hand apart."""
        if self._desk.focus.practice is not None:
            self.unmerge(self._desk.focus.practice)

    def unmerge(self, practice: str) -> None:
        """Take a merge apart."""
        bridge = self._desk.bridge
        if bridge is not None:
            self._do(lambda: practice_edits.unmerge_practices(bridge.scenario, practice))

    # -- building localities
    def build(self) -> None:
        """Build localities from practices; what comes of it is shown before."""
        bridge = self._desk.bridge
        if bridge is None:
            return
        made = BuildDialog.ask(self._parent, bridge.project, bridge.scenario, near=self._desk.near)
        if made is not None and made.edit is not None and self._desk.apply(made.edit):
            count = formats.count(len(made.figures.localities), "locality", "localities")
            moved = f"{formats.count(len(made.moved), 'area')} moved by the repair." if made.moved else ""
            self._desk.tell(Tone.GOOD, f"{count} built from practices", why=moved)

    # -- helping
    def _do(self, make: Callable[[], Edit | None]) -> bool:
        """Make an edit and apply it; what stands in the way of either goes to the bar."""
        bridge = self._desk.bridge
        return bridge is not None and self._desk.attempt(lambda: bridge.apply(make()))

    def _in_hand(self) -> list[str]:
        """The selected practices, where the one in hand is among them; else that one alone."""
        practice = self._desk.focus.practice
        selected = list(self._selected())
        if practice is None:
            return selected
        return selected if practice in selected else [practice]

    def _with_merged(self, practices: Sequence[str]) -> list[str]:
        """These practices and all that are merged with one of them."""
        bridge = self._desk.bridge
        if bridge is None:
            return list(practices)
        found: dict[str, None] = {}
        for code in practices:
            merge = merge_of(bridge.scenario.registers, code)
            found |= dict.fromkeys([code] if merge is None else [merge.practice, *merge.members])
        return list(found)

    def _name(self, practices: Sequence[str]) -> str:
        """The practice's name, or how many there are."""
        bridge = self._desk.bridge
        if bridge is None or len(practices) != 1:
            return formats.count(len(practices), "practice")
        table = bridge.project.area.practices
        return str(table.names[table.index_of[practices[0]]])
