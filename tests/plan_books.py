"""Locality configurations of a grid, and what a person does to their workbooks."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import openpyxl
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from tests.grids import grid_project
from workbench.io.workbooks.area_columns import AREA_CODE, LOCALITY_CODE, PRACTICE_CODE
from workbench.models.practices import AssignedHow, PracticeAssignment
from workbench.models.rules import Band, Rules
from workbench.models.scenario import Scenario
from workbench.session import plan_edits
from workbench.session.exporting import export_configuration
from workbench.session.session import Session

NOW = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
KEYS = {"Areas": AREA_CODE, "Practices": PRACTICE_CODE}


def plan_session(names: tuple[str, ...] = ("Alton", "Barlow", "Corve")) -> Session:
    """Three localities of twelve squares in turn; P1 whole in the first, P2 split over two, others free."""
    project = grid_project()
    session = Session(project)
    session.apply(plan_edits.add_scenario(project, "Plan", rules=Rules(band=Band(5_000, 40_000, 26_000))))
    scenario = project.scenarios[0]
    for name in names:
        session.apply(plan_edits.add_locality(scenario, name))
    for slot in range(len(names)):
        edit = plan_edits.reassign(project, scenario, np.arange(slot, 12, len(names)), slot)
        assert edit is not None
        session.apply(edit)
    wanted = {
        "P1": PracticeAssignment.whole("L01", AssignedHow.SITE),
        "P2": PracticeAssignment((("L01", 0.25), ("L02", 0.75)), AssignedHow.HAND),
    }
    practices = plan_edits.assign_practices(scenario, wanted, label="Assign")
    assert practices is not None
    session.apply(practices)
    return session


def scenario_of(session: Session) -> Scenario:
    """The one scenario."""
    return session.project.scenarios[0]


def export(session: Session, folder: Path, **options: object) -> Path:
    """The workbook of the plan as it is."""
    path = folder / "plan.xlsx"
    export_configuration(session, scenario_of(session), path, now=NOW, **options)  # type: ignore[arg-type]  # options of that function
    return path


def edited(path: Path, change: Callable[[Workbook], object]) -> Path:
    """The workbook after a change, saved by another library."""
    book = openpyxl.load_workbook(path)
    change(book)
    other = path.with_name("edited.xlsx")
    book.save(other)
    return other


def header_row(sheet: Worksheet, name: str) -> int:
    """The row of the headers."""
    return next(row for row in range(1, 40) if name in [cell.value for cell in sheet[row]])


def place(
    book: Workbook, sheet_name: str, key: str, header: str = LOCALITY_CODE, nth: int = 0
) -> tuple[int, int]:
    """Row and column of a cell of the row with this key."""
    sheet = book[sheet_name]
    row = header_row(sheet, KEYS[sheet_name])
    titles = [cell.value for cell in sheet[row]]
    column = titles.index(KEYS[sheet_name]) + 1
    rows = [at for at in range(row + 1, sheet.max_row + 1) if sheet.cell(at, column).value == key]
    return rows[nth], titles.index(header) + 1


def setting(sheet: str, values: dict[str, object], header: str = LOCALITY_CODE) -> Callable[[Workbook], None]:
    """A change that sets a column of rows by their keys."""

    def change(book: Workbook) -> None:
        for key, value in values.items():
            book[sheet].cell(*place(book, sheet, key, header)).value = value  # type: ignore[assignment]  # any value, as a person types it

    return change
