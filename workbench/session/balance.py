"""Balance: build, repair, offer alternatives, fill, split and merge, as proposals to accept or drop."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from workbench.balancing.advice import advised
from workbench.balancing.alternatives import alternatives
from workbench.balancing.outcome import Outcome, Status, Stopped, Watcher, keep_going
from workbench.balancing.rebalance import rebalance
from workbench.balancing.search import search
from workbench.errors import EditError
from workbench.models.project import Project
from workbench.models.scenario import Scenario
from workbench.session.balance_problem import BalanceTask, build_problem
from workbench.session.balance_proposal import BalanceProposal, make_proposal, plain_proposal
from workbench.session.balance_request import BalanceRequest, Use


@dataclass(frozen=True, eq=False)
class BalanceProposals:
    """What a balance comes back with: proposals, best first, and how the search ended.

    ``reason`` and ``suggestion`` are sentences whenever ``status`` is not found. A cancelled search may
    still offer its best valid plan.
    """

    task: BalanceTask
    outcome: Outcome
    proposals: tuple[BalanceProposal, ...]

    @property
    def status(self) -> Status:
        """How the search ended."""
        return self.outcome.status

    @property
    def reason(self) -> str:
        """Why there is no plan, or no complete search."""
        return self.outcome.reason

    @property
    def suggestion(self) -> str:
        """What would work."""
        return self.outcome.suggestion

    @property
    def best(self) -> BalanceProposal | None:
        """The best proposal, None without any."""
        return self.proposals[0] if self.proposals else None

    @property
    def effort_words(self) -> str:
        """Seed, starts and time, as shown beside the proposal: "Seed 1107, 181 starts, 6 s"."""
        outcome = self.outcome
        starts = "1 start" if outcome.tried == 1 else f"{outcome.tried:,} starts"
        seconds = f"{outcome.seconds:.1f}" if outcome.seconds < 10 else f"{outcome.seconds:,.0f}"
        cut = ", cut short" if outcome.stopped is Stopped.TIME else ""
        return f"Seed {outcome.seed}, {starts}, {seconds} s{cut}"

    @property
    def stopped_words(self) -> str:
        """Why the search stopped looking."""
        return {
            Stopped.WORK_DONE: "All starts were made",
            Stopped.SETTLED: "The last starts found nothing better",
            Stopped.TIME: "The time was up before all starts were made: the same seed may give another plan",
            Stopped.CANCELLED: "You stopped it",
            Stopped.NOTHING_TO_DO: "There was nothing to do",
        }[self.outcome.stopped]


def propose(
    project: Project,
    scenario: Scenario,
    request: BalanceRequest,
    watch: Watcher = keep_going,
    *,
    generation: int = 0,
) -> BalanceProposals:
    """Look for plans and offer them; nothing is changed. ``generation`` is the session's, see ``accept``.

    Raises:
        EditError: what the request needs is not known, or nothing is left to balance.
    """
    return solve(build_problem(project, scenario, request, generation=generation), watch)


def solve(task: BalanceTask, watch: Watcher = keep_going) -> BalanceProposals:
    """Search a task that was built before, as in a worker thread: it holds a copy of the scenario."""
    request = task.request
    if request.use is Use.REPAIR:
        outcome = rebalance(task.problem, task.effort, objective=task.objective, watch=watch)
    elif request.use is Use.ALTERNATIVES:
        outcome = alternatives(
            task.problem,
            task.objective,
            task.effort,
            count=request.alternatives,
            apart=request.apart,
            watch=watch,
        )
    else:
        outcome = search(task.problem, task.objective, task.effort, watch=watch)
    outcome = advised(task.problem, task.objective, task.effort, outcome, watch=watch)
    return BalanceProposals(task, outcome, tuple(make_proposal(task, plan) for plan in outcome.plans))


def propose_merge(
    project: Project, scenario: Scenario, codes: Sequence[str], *, generation: int = 0
) -> BalanceProposal:
    """Make one locality of several: the one with most people keeps its name and takes the others' areas.

    A plain step without a search; the figures of the proposal tell whether the result is in one piece and
    in the band. Practices of the others follow, those given by hand included; locked ones forbid it.

    Raises:
        EditError: fewer than two localities, one is unknown or locked, or a practice of theirs is locked.
    """
    chosen = list(dict.fromkeys(codes))
    if len(chosen) < 2:
        raise EditError("A merge takes two or more localities.", remedy="Choose another locality.")
    for code in chosen:
        locality = scenario.plan.locality(scenario.plan.slot(code))
        if locality is not None and locality.locked:
            raise EditError(f"{locality.name} is locked.", remedy="Unlock it to merge it.")
    request = BalanceRequest(use=Use.REPAIR, only_from=tuple(chosen))
    task = build_problem(project, scenario, request, generation=generation)
    people = {
        code: float(task.people[scenario.plan.units_of(scenario.plan.slot(code))].sum()) for code in chosen
    }
    stays = max(chosen, key=lambda code: (people[code], -chosen.index(code)))
    return plain_proposal(task, {code: stays for code in chosen if code != stays})
