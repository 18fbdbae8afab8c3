"""A project as it is at one moment, for work in a thread while editing goes on."""

from __future__ import annotations

from collections.abc import Sequence

from workbench.models.project import Project
from workbench.models.scenario import Scenario
from workbench.session.session import Session


def frozen(project: Project, scenarios: Sequence[Scenario]) -> Session:
    """A session of its own with copies of these scenarios under their own names and ids; it keeps nothing."""
    twins = [
        Scenario(
            one.head, one.plan.copy(), one.rules, dict(one.practices), dict(one.scope), one.registers.copy()
        )
        for one in scenarios
    ]
    return Session(Project(project.name, project.area, twins, project.registers.copy()))
