"""See that an edited workbook goes back to where it came from."""

from __future__ import annotations

from pathlib import Path

from workbench.errors import InputError
from workbench.io.workbooks.document import LONGEST_PROPERTY
from workbench.io.workbooks.edited import Identity
from workbench.io.workbooks.read_cells import clean
from workbench.models.project import Project
from workbench.models.scenario import Scenario


def see_where_it_comes_from(came: Identity, project: Project, scenario: Scenario, file: Path) -> None:
    """See that a workbook is of this project and scenario.

    Raises:
        InputError: it is of another one.
    """
    if came.project[:LONGEST_PROPERTY] != clean(project.name)[:LONGEST_PROPERTY] and (
        came.project[:LONGEST_PROPERTY] != project.name[:LONGEST_PROPERTY]
    ):
        raise InputError(
            f"{file.name} comes from the project “{came.project}”.",
            why=f"This is the project “{project.name}”.",
            remedy="Import it into the project it comes from.",
        )
    if came.scenario_id == scenario.id:
        return
    home = next((other for other in project.scenarios if other.id == came.scenario_id), None)
    remedy = (
        "Import it into the scenario it comes from, or export this scenario."
        if home is None
        else f"Import it into “{home.name}”, or export “{scenario.name}”."
    )
    raise InputError(
        f"{file.name} comes from the scenario “{came.scenario}”, not from “{scenario.name}”.",
        why="A workbook goes back only into the scenario that it was exported from.",
        remedy=remedy,
    )
