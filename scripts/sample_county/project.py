"""Make the sample project: the county's files read in, the drawn plan imported, practices assigned."""

from __future__ import annotations

import csv
from dataclasses import replace
from pathlib import Path

from workbench.io.project_file.writing import write_project
from workbench.io.readers.area import read_study_area
from workbench.metrics.practice_rules import PracticeRule
from workbench.models.adjacency import Link
from workbench.session.creating import fresh_project
from workbench.session.plan_edits import change_rules
from workbench.session.plan_import import import_plan
from workbench.session.practice_rules_use import assign_by_rule
from workbench.session.session import Session

SCENARIO = "First draft"


def write_sample_project(folder: Path) -> Path:
    """Write ``fernshire.gpkg`` from the files beside it; without history, so that undo starts afresh."""
    area = read_study_area(
        units=[folder / "units.gpkg"],
        practices=folder / "practices.csv",
        registrations=folder / "registrations.csv",
        providers=folder / "providers.csv",
    )
    session = Session(fresh_project("Fernshire", area))
    import_plan(session, SCENARIO, folder / "plan.csv", create=True)
    scenario = session.project.scenario(SCENARIO)
    with (folder / "links.csv").open(encoding="utf-8", newline="") as stream:
        links = tuple(Link(**row) for row in csv.DictReader(stream))
    edit = change_rules(scenario, replace(scenario.rules, links=links), "Declare the ferry")
    if edit is not None:
        session.apply(edit)
    assign_by_rule(session, scenario, rule=PracticeRule.MOST_PATIENTS)
    path = folder / "fernshire.gpkg"
    write_project(path, session.project)
    return path
