"""Balance: build, repair, alternatives, fill, split, merge; a preview, then accepted, kept or dropped."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from workbench.balancing.outcome import Status
from workbench.errors import WorkbenchError
from workbench.progress import Progress
from workbench.session.balance_problem import BalanceTask, build_problem, twin
from workbench.session.balance_proposal import BalanceProposal, as_new_scenario
from workbench.ui import formats
from workbench.ui.balance.balance_view import BalanceView
from workbench.ui.balance.bounding import Bounding
from workbench.ui.balance.offer import Offer
from workbench.ui.balance.runner import Runner
from workbench.ui.balance.start_dialog import StartDialog, Wish
from workbench.ui.balance.uses import TASKS, Task
from workbench.ui.balance.ways import Way, ways_on, ways_past
from workbench.ui.components.message_bar import MessageAction, Tone
from workbench.ui.desk import Desk

if TYPE_CHECKING:
    from workbench.session.balance import BalanceProposals

DROPPED = "The proposals were dropped, since the drawing has changed."
BUSY = "Something else is still being worked out."


class BalanceCommands:
    """Asks, searches beside the window, shows, and carries out in one step."""

    def __init__(self, desk: Desk, view: BalanceView, window: QWidget) -> None:
        self._desk, self._view, self._window = desk, view, window
        self._runner = Runner(desk.jobs, view)
        self._bounding = Bounding(desk)
        self._wish: Wish | None = None
        self._own_change = False
        self._runner.heard.connect(view.show_passing)
        self._runner.preparing.connect(lambda _done, words: view.prepare(words))
        view.back_wanted.connect(self.back)
        view.cancel_wanted.connect(self.back)
        view.change_wanted.connect(self.change)
        view.again_wanted.connect(self.again)
        view.discard_wanted.connect(self.discard)
        view.keep_wanted.connect(self.keep)
        view.accept_wanted.connect(self.accept)
        view.bound_wanted.connect(self.how_good)
        view.no_bound_wanted.connect(desk.jobs.cancel)
        desk.changed.connect(lambda _changes: self._drop_if_stale())
        desk.scenario_changed.connect(self._drop_if_stale)
        desk.project_changed.connect(self._forget)
        desk.message.connect(lambda message: self._put_away(message.what))
        desk.problem.connect(lambda _problem: self._put_away())

    # -- beginning
    def build(self) -> None:
        """Ask for new localities."""
        self._ask(Task.BUILD)

    def repair(self) -> None:
        """Ask for the fewest moves that bring the drawing into the band."""
        self._ask(Task.REPAIR)

    def alternatives(self) -> None:
        """Ask for several plans."""
        self._ask(Task.ALTERNATIVES)

    def fill(self) -> None:
        """Ask for localities for what is unassigned."""
        self._ask(Task.FILL)

    def split(self) -> None:
        """Ask for the parts of the locality in hand."""
        self._ask(Task.SPLIT)

    def merge(self) -> None:
        """Ask what the locality in hand is merged with."""
        self._ask(Task.MERGE)

    def change(self) -> None:
        """Ask again, from what was asked before."""
        if self._wish is not None:
            self._ask(self._wish.task, earlier=self._wish)

    def again(self) -> None:
        """Search again with the next seed."""
        if self._wish is not None:
            request = replace(self._wish.request, seed=self._wish.request.seed + 1)
            self.begin(Wish(self._wish.task, request))

    def _ask(self, task: Task, *, earlier: Wish | None = None) -> None:
        bridge = self._desk.bridge
        if bridge is None:
            return
        target = self._desk.focus.target
        wish = StartDialog.ask(
            self._window, bridge.project, bridge.scenario, task=task, target=target, earlier=earlier
        )
        if wish is not None:
            self.begin(wish)

    def begin(self, wish: Wish) -> bool:
        """Begin to search; tells whether it has begun."""
        bridge = self._desk.bridge
        if bridge is None:
            return False
        if wish.task is Task.MERGE:
            return self._merge(wish)
        project, before, generation = bridge.project, twin(bridge.scenario), bridge.session.generation
        try:
            rules = wish.request.rules(before.rules)
        except WorkbenchError as problem:
            self._wish = wish
            self._tell(problem)
            return False

        def make(progress: Progress) -> BalanceTask:
            return build_problem(project, before, wish.request, generation=generation, progress=progress)

        begun = self._runner.start(
            TASKS[wish.task].name,
            make,
            done=self._found,
            failed=self._failed,
            stopped=self._stopped,
        )
        if not begun:
            self._desk.tell(Tone.WARNING, BUSY, why="Wait until it is done, then try again.")
            return False
        self._wish = wish
        self._desk.withdrawn.emit(DROPPED)
        self._view.show_search(TASKS[wish.task].name, project.area, before, rules, bridge.live.figures())
        return True

    def _merge(self, wish: Wish) -> bool:
        """A merge needs no search, only the figures of what would come of it."""
        bridge = self._desk.bridge
        assert bridge is not None  # noqa: S101 - begin has looked
        project, scenario, generation = bridge.project, bridge.scenario, bridge.session.generation

        def work(_progress: Progress) -> BalanceProposal:
            from workbench.session.balance import propose_merge

            return propose_merge(project, scenario, wish.request.only_from, generation=generation)

        self._wish = wish
        return self._desk.jobs.start(TASKS[wish.task].name, work, self._merged, failed=self._tell)

    def _merged(self, proposal: BalanceProposal) -> None:
        bridge = self._desk.bridge
        if bridge is None or self._stale(proposal.task.generation):
            return
        task = proposal.task
        self._desk.withdrawn.emit(DROPPED)
        self._view.show_drawing(task.project.area, task.scenario, task.rules, bridge.live.figures())
        self._view.show_offer(Offer([proposal]))

    # -- ending
    def _found(self, found: BalanceProposals) -> None:
        self._view.end_search()
        if self._stale(found.task.generation):
            self._drop()
            return
        if found.proposals:
            self._view.show_offer(
                Offer(found.proposals, effort=found.effort_words, note=_note(found, self._wish))
            )
        elif found.status is Status.CANCELLED:
            self._stopped()
        else:
            self._show_trouble(found)

    def _failed(self, problem: WorkbenchError) -> None:
        self._view.end_search()
        self._tell(problem)

    def _stopped(self) -> None:
        """The search was cancelled before there was a plan."""
        self._view.end_search()
        self._leave_search()
        self._desk.tell(Tone.NOTE, "The search was stopped before there was a plan. Nothing has changed.")

    def _leave_search(self) -> None:
        """Go back to the proposals before, or else to the map."""
        if self._view.offer is not None:
            self._view.show_offer(self._view.offer)
        else:
            self._view.go()

    def _show_trouble(self, found: BalanceProposals) -> None:
        infeasible = found.status is Status.INFEASIBLE
        what = "No plan can keep to these limits" if infeasible else "No plan was found in the time given"
        self._view.offer = None
        near, far = ([], []) if self._wish is None else ways_on(found, self._wish)
        helps = found.suggestion
        for does in (way.does for way in near if way.does):
            helps = f"{does} Or {helps[0].lower()}{helps[1:]}" if helps else does
        self._view.show_trouble(what, found.reason, helps, self._buttons(near, far))

    def _buttons(self, near: list[Way], far: list[Way]) -> list[MessageAction]:
        ways = [
            *(MessageAction(way.text, partial(self._go_on, way)) for way in near),
            MessageAction("Change what is asked…", self.change),
            *(MessageAction(way.text, partial(self._go_on, way)) for way in far),
            MessageAction("Back to map", self.back),
        ]
        return [replace(ways[0], primary=True), *ways[1:]]

    def _go_on(self, way: Way) -> None:
        """Search again, after the edit that the way needs: a step of its own, which can be undone."""
        bridge, edit = self._desk.bridge, way.edit
        if bridge is None:
            return
        if edit is None or self._apply(lambda: bridge.apply(edit(bridge.project, bridge.scenario))):
            self.begin(way.wish)

    def _tell(self, problem: WorkbenchError) -> None:
        """Tell a problem where the planner looks: in the preview, or over the map."""
        if not self._view.in_front:
            self._desk.problem.emit(problem)
            return
        self._view.offer = None
        past: list[Way] = []
        if self._wish is not None and self._desk.bridge is not None:
            past = ways_past(problem, self._wish, self._desk.bridge.scenario)
        self._view.show_trouble(problem.what, problem.why, problem.remedy, self._buttons(past, []))

    # -- what to do with a proposal
    def accept(self) -> None:
        """Carry the proposal out as one step."""
        bridge, proposal = self._desk.bridge, self._current()
        if bridge is None or proposal is None:
            return
        if self._stale(proposal.task.generation):
            self._drop()
            return
        if proposal.edit is None:
            self._forget()
            self._desk.tell(Tone.NOTE, "The drawing is like this already. Nothing has changed.")
            return
        if self._apply(lambda: bridge.apply(proposal.edit)):
            self._forget()
            undo = MessageAction("Undo", lambda: self._desk.attempt(bridge.undo))
            self._desk.tell(Tone.GOOD, f"Accepted in one step. {proposal.sentence}", actions=(undo,))

    def keep(self) -> None:
        """Keep the proposal as a scenario of its own."""
        bridge, proposal = self._desk.bridge, self._current()
        if bridge is None or proposal is None:
            return
        if self._stale(proposal.task.generation):
            self._drop()
            return
        name = self._free_name()
        if self._apply(lambda: bridge.apply(as_new_scenario(bridge.project, proposal, name))):
            self._forget()
            self._desk.tell(Tone.GOOD, f"Kept as scenario {name}. Your drawing is unchanged.")

    def discard(self) -> None:
        """Drop the proposals."""
        self._forget()

    def back(self) -> None:
        """Leave the preview; a running search is cancelled first."""
        if self._view.running and self._desk.jobs.busy:
            self._runner.cancel()
        elif self._view.running:  # the search broke off, which has been told
            self._view.end_search()
            self._leave_search()
        else:
            self._view.go()

    def show(self) -> None:
        """Bring the proposals back to the front."""
        if self._view.offer is not None:
            self._view.show_offer(self._view.offer)

    def previous(self) -> None:
        """Show the proposal before."""
        self._view.previous()

    def next(self) -> None:
        """Show the next proposal."""
        self._view.next()

    def how_good(self) -> None:
        """Work out what no plan can beat, for the proposal in front or else for the drawing."""
        offer = self._view.offer
        if self._view.in_front and offer is not None:
            one, asked = offer.current, offer.current.now
            begun = self._bounding.of_proposal(
                asked, lambda bound: self._view.show_bound(one, asked, bound), self._view.offer_bound
            )
            if begun:
                self._view.panel.proposal.bound.wait()
        elif not self._view.in_front:
            self._bounding.of_drawing(lambda bound: self._desk.tell(Tone.NOTE, bound.sentence))

    def _current(self) -> BalanceProposal | None:
        offer = self._view.offer
        return None if offer is None else offer.current.now

    def _apply(self, act: Callable[[], object]) -> bool:
        self._own_change = True
        try:
            done = self._desk.attempt(act)
        finally:
            self._own_change = False
        if not done:
            self._view.go()  # what stood in the way is told over the map
        return done

    def _free_name(self) -> str:
        bridge = self._desk.bridge
        assert bridge is not None  # noqa: S101 - asked for by keep
        taken = {scenario.name.casefold() for scenario in bridge.project.scenarios}
        stem, number = f"{bridge.scenario.name}, balanced", 1
        name = stem
        while name.casefold() in taken:
            number += 1
            name = f"{stem} {number}"
        return name

    # -- following
    def _stale(self, generation: int) -> bool:
        bridge = self._desk.bridge
        return bridge is None or bridge.session.generation != generation

    def _drop_if_stale(self) -> None:
        """The drawing has changed, or another scenario is shown."""
        if self._own_change or self._view.offer is None:
            return
        self._drop()

    def _drop(self) -> None:
        self._forget()
        self._desk.tell(Tone.NOTE, DROPPED, why="Balance again to have new ones.")

    def _put_away(self, told: str = "") -> None:
        """What was dropped is old news once something else is told: it does not come back below it."""
        if told != DROPPED:
            self._desk.withdrawn.emit(DROPPED)

    def _forget(self) -> None:
        self._view.forget()


def _note(found: BalanceProposals, wish: Wish | None) -> str:
    """What has to be said beside a proposal: that the search was stopped, or found fewer than wanted."""
    if found.status is Status.CANCELLED:
        return "You stopped the search. This is the best plan until then."
    wanted = wish.request.alternatives if wish is not None and wish.task is Task.ALTERNATIVES else 0
    if len(found.proposals) < wanted:
        count = formats.count(len(found.proposals), "plan")
        return found.reason or f"{count} of {wanted:,} were found that differ enough."
    return found.reason
