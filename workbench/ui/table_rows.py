"""The rows of the practice table from project, plan and running figures."""

from __future__ import annotations

import math
from collections.abc import Sequence

from workbench.metrics.merging import practices_as_shown
from workbench.models.project import Project
from workbench.models.scenario import Scenario
from workbench.session.live_figures import LiveFigures
from workbench.ui.tables.practice_columns import PracticeRow


def practice_rows(
    project: Project, scenario: Scenario, live: LiveFigures, elsewhere: Sequence[tuple[str, str, str]]
) -> list[PracticeRow]:
    """One row a practice in project order, merged ones as one.

    ``elsewhere`` is what ``issue_list.practices_elsewhere`` gives.
    """
    practices, plan = project.area.practices, scenario.plan
    homes = {code: home for code, _, home in elsewhere}
    own = live.tally.registrations.own_of_practice
    rows = []
    for practice in practices_as_shown(practices, scenario.registers):
        assignment = scenario.assignment(practice.code)
        locality = None if assignment.main is None else plan.get(assignment.main)
        size = practice.list_size
        home = plan.get(homes.get(practice.code, ""))
        known = locality is not None and size > 0 and len(project.area.registrations) > 0
        lives_there = sum(float(own[row]) for row in practice.rows)
        first = practice.rows[0]
        rows.append(
            PracticeRow(
                code=practice.code,
                name=practice.name,
                postcode=str(practices.postcodes[first]),
                number="" if locality is None else str(locality.number),
                hue=None if locality is None else locality.colour,
                locality="" if locality is None else locality.name,
                list_size=size,
                own_share=round(lives_there, 3) / size if known else math.nan,
                how=assignment.how,
                elsewhere="" if home is None else home.name,
                view=assignment.view,
                locked=assignment.locked,
                placed=bool(practices.placed[first]),
            )
        )
    return rows
