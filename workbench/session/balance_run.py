"""Balance a scenario by its name and keep what came of it, as the command line does."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from workbench.balancing.bound import lower_bound
from workbench.balancing.bounds import Bound, BoundKind
from workbench.balancing.outcome import Outcome, Status, Watcher, keep_going
from workbench.metrics.figures import ScenarioFigures
from workbench.metrics.figures_json import figures_json, number
from workbench.models.edits import snapshot
from workbench.models.project import Project
from workbench.models.scenario import Scenario
from workbench.session.applying import restore
from workbench.session.balance import BalanceProposals, propose
from workbench.session.balance_proposal import BalanceProposal, accept, as_new_scenario
from workbench.session.balance_request import BalanceRequest, Use
from workbench.session.plan_edits import add_scenario, one_line
from workbench.session.session import Session


@dataclass(frozen=True, eq=False)
class BalanceRun:
    """A balance that was carried out: how it ended, what is in the project now, and how good it is.

    ``alternatives`` are names of new scenarios. ``figures`` are those of the plan that was found, else of
    the scenario as it is.
    """

    scenario: str
    offered: BalanceProposals
    figures: ScenarioFigures
    alternatives: tuple[str, ...] = ()
    bound: Bound | None = None

    @property
    def found(self) -> bool:
        """Whether the search came to its end with a plan, which is in the project."""
        return self.offered.status is Status.FOUND

    @property
    def kept(self) -> bool:
        """Whether a plan is in the project: of a search that was stopped, the best until then."""
        return self.offered.best is not None

    def as_json(self) -> dict[str, Any]:
        """The run as the command line prints it."""
        outcome, best = self.offered.outcome, self.offered.best
        return {
            "status": str(outcome.status),
            "reason": outcome.reason,
            "suggestion": outcome.suggestion,
            "scenario": self.scenario,
            "seed": outcome.seed,
            "seconds": round(outcome.seconds, 3),
            "tried": outcome.tried,
            "stopped": str(outcome.stopped),
            "use": str(self.offered.task.request.use),
            "figures": figures_json(self.figures),
            "moves": [] if best is None else moves_json(best),
            "people_moved": None if best is None else number(best.people_moved),
            "practices_changed": 0 if best is None else best.practices_changed,
            "removed_localities": [] if best is None else list(best.removed),
            "score": [] if best is None else score_json(best),
            "cost": cost_json(outcome) if best is not None else None,
            "notes": list(self.offered.task.notes),
            "alternatives": list(self.alternatives),
            "bound": None if self.bound is None else bound_json(self.bound),
        }


def run_balance(
    session: Session,
    scenario: str,
    request: BalanceRequest,
    *,
    with_bound: bool = False,
    watch: Watcher = keep_going,
) -> BalanceRun:
    """Balance a scenario (its name or id) and write the best plan into it as one step.

    A scenario that does not exist is made where everything is built anew, and only if a plan is found;
    alternatives after the best become scenarios "<name> alternative 2" and so on. A search that was stopped
    keeps the best valid plan until then. Without a plan nothing changes.

    Raises:
        EditError: no such scenario to repair, fill or split, or the request does not go with the data.
    """
    project = session.project
    found = _find(project, scenario)
    if found is None and request.use not in {Use.BUILD, Use.ALTERNATIVES}:
        project.scenario(scenario)
    start = found or _empty(project, scenario)
    offered = propose(project, start, request, watch, generation=session.generation)
    best = offered.best
    if best is None:
        return BalanceRun(start.name, offered, Session(_alone(project, start)).figures(start))
    bound = _bound(offered) if with_bound and offered.status is Status.FOUND else None
    if found is None:
        value = snapshot(best.after, [str(code) for code in project.area.units.codes])
        added = add_scenario(project, scenario)
        session.apply(replace(added, scenario=value.head.id, after=value, label=f"Build {value.head.name}"))
    else:
        accept(session, best)
    names = tuple(_keep(session, other, start.name) for other in offered.proposals[1:])
    return BalanceRun(
        start.name, offered, session.figures(project.scenario(start.id)), alternatives=names, bound=bound
    )


def moves_json(proposal: BalanceProposal) -> list[dict[str, Any]]:
    """The moves as plain values; localities by code, null where there is none."""
    return [
        {
            "kind": "unit",
            "code": move.unit,
            "name": move.name,
            "from": move.before or None,
            "to": move.after or None,
            "from_name": move.before_name or None,
            "to_name": move.after_name or None,
            "people": number(move.people),
            "reason": move.reason,
        }
        for move in proposal.moves
    ]


def score_json(proposal: BalanceProposal) -> list[dict[str, Any]]:
    """The parts of the score, before and after."""
    return [
        {
            "part": part.key,
            "title": part.title,
            "before": number(part.before, 6),
            "after": number(part.after, 6),
            "verdict": part.verdict,
        }
        for part in proposal.score
    ]


def cost_json(outcome: Outcome) -> dict[str, Any] | None:
    """The cost of the best plan and its weighted parts."""
    best = outcome.best
    if best is None:
        return None
    return {
        "total": number(best.cost, 6),
        "parts": {name: number(value, 6) for name, value in best.parts.items()},
    }


def bound_json(bound: Bound) -> dict[str, Any]:
    """How far the plan is at most from the best possible."""
    return {
        "objective": str(bound.objective),
        "value": bound.value,
        "lower_bound": bound.lower_bound,
        "gap": bound.gap,
        "sentence": bound.sentence,
    }


def _find(project: Project, scenario: str) -> Scenario | None:
    wanted = scenario.strip().casefold()
    return next((s for s in project.scenarios if s.id == scenario or s.name.casefold() == wanted), None)


def _empty(project: Project, name: str) -> Scenario:
    """A scenario without a plan that is not in the project yet."""
    added = add_scenario(project, one_line(name))
    assert added.after is not None  # noqa: S101 - add_scenario makes one
    return restore(added.after, project.area.units.index_of)


def _alone(project: Project, scenario: Scenario) -> Project:
    return Project(project.name, project.area, [scenario], project.registers)


def _keep(session: Session, proposal: BalanceProposal, name: str) -> str:
    """Keep a further proposal as a scenario with the first free number from 2 on."""
    taken = {scenario.name.casefold() for scenario in session.project.scenarios}
    place = 2
    while (fresh := f"{name} alternative {place}").casefold() in taken:
        place += 1
    session.apply(as_new_scenario(session.project, proposal, fresh))
    return fresh


def _bound(offered: BalanceProposals) -> Bound | None:
    best = offered.outcome.best
    if best is None:
        return None
    kind = BoundKind.MOVES if offered.task.request.use is Use.REPAIR else BoundKind.INERTIA
    return lower_bound(offered.task.problem, kind, best.plan)
