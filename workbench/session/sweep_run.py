"""Sweep a scenario by its name and keep what came of it, as the command line does."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from workbench.metrics.figures import ScenarioFigures
from workbench.metrics.figures_json import figures_json
from workbench.models.edits import ScenarioEdit, snapshot
from workbench.models.project import Project
from workbench.models.scenario import Scenario
from workbench.progress import Progress
from workbench.session.applying import restore
from workbench.session.area_pool import AreaRunner
from workbench.session.balance_problem import twin
from workbench.session.balance_request import BalanceRequest
from workbench.session.plan_edits import add_scenario, one_line
from workbench.session.session import Session
from workbench.session.sweep import Sweep, sweep


@dataclass(frozen=True, eq=False)
class SweepRun:
    """A sweep that was carried out; ``figures`` are those of the scenario as it is now."""

    scenario: str
    by: str
    swept: Sweep
    figures: ScenarioFigures

    def as_json(self) -> dict[str, Any]:
        """The run as the command line prints it."""
        swept = self.swept
        return {
            "status": str(swept.status),
            "reason": swept.reason,
            "scenario": self.scenario,
            "by": self.by,
            "seed": swept.seed,
            "seconds": round(swept.seconds, 3),
            "tried": swept.tried,
            "areas": [area.as_json() for area in swept.areas],
            "found": len(swept.areas) - len(swept.without),
            "units_in_no_area": list(swept.outside),
            "units_moved": swept.moved,
            "notes": list(swept.notes),
            "figures": figures_json(self.figures),
        }


def run_sweep(
    session: Session,
    scenario: str,
    request: BalanceRequest,
    *,
    by: str,
    run: AreaRunner | None = None,
    progress: Progress | None = None,
) -> SweepRun:
    """Sweep a scenario (its name or id) and write the joined plan into it as one step.

    A scenario that does not exist is made. Where no area has a plan, nothing changes.

    Raises:
        EditError: the request does not go with the data.
        Cancelled: the user stopped it.
    """
    project = session.project
    wanted = scenario.strip().casefold()
    found = next((s for s in project.scenarios if s.id == scenario or s.name.casefold() == wanted), None)
    start = found or _empty(project, scenario)
    swept = sweep(project, start, request, by=by, run=run, progress=progress)
    if swept.edit is None or len(swept.without) == len(swept.areas):
        return SweepRun(start.name, by, swept, Session(_alone(project, start)).figures(start))
    if found is None:
        session.apply(_as_new(project, start, swept))
    else:
        session.apply(swept.edit)
    return SweepRun(start.name, by, swept, session.figures(project.scenario(start.id)))


def _empty(project: Project, name: str) -> Scenario:
    """A scenario without a plan that is not in the project yet."""
    added = add_scenario(project, one_line(name))
    assert added.after is not None  # noqa: S101 - add_scenario makes one
    return restore(added.after, project.area.units.index_of)


def _as_new(project: Project, start: Scenario, swept: Sweep) -> ScenarioEdit:
    """The step that adds the scenario with the plan in it."""
    after = twin(start)
    assert swept.edit is not None  # noqa: S101 - asked before
    Session(_alone(project, after)).apply(swept.edit)
    value = snapshot(after, [str(code) for code in project.area.units.codes])
    added = add_scenario(project, start.name)
    return replace(added, scenario=start.id, after=value, label=f"{swept.edit.label} as {start.name}")


def _alone(project: Project, scenario: Scenario) -> Project:
    return Project(project.name, project.area, [scenario], project.registers.copy())
