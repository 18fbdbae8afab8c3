"""Scenarios with a service-scope matrix, and what a person does to its workbook."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import openpyxl
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from tests.grids import grid_project
from workbench.io.catalogue import default_catalogue
from workbench.models.edits import RegisterEdit
from workbench.models.registers import Lead, Partner, Record, Team
from workbench.models.rules import Band, Rules
from workbench.models.scope import (
    CellKey,
    ContractState,
    PaymentType,
    Role,
    Scope,
    ScopeCell,
    Setting,
)
from workbench.models.services import Service, Tier
from workbench.session import plan_edits
from workbench.session.exporting import export_scope_matrix
from workbench.session.scope_edits import edit_of
from workbench.session.session import Session

NOW = datetime(2026, 10, 14, 9, 30, tzinfo=UTC)
HOSTILE = (
    '=HYPERLINK("http://x")',
    "<img src=x>",
    "n" * 200,
    "Leek \N{GRINNING FACE} & <b>Moor</b>",
    "\N{RIGHT-TO-LEFT MARK}\N{HEBREW LETTER SHIN}\N{HEBREW LETTER LAMED}",
)
"""Names that must arrive unchanged as text."""
OUT = ScopeCell(
    scope=Scope.OUT,
    reason="Outside remit",
    decided_by="Board",
    decided_on="2026-09-01",
    review_date="2027-02-28",
)


def scope_session(
    localities: int | Iterable[str] = 3, *, services: int = 6, cells: bool = True, hostile: bool = False
) -> Session:
    """Localities of the twelve units in turn, some services of the catalogue, and some decided cells."""
    project = grid_project()
    catalogue = [*default_catalogue()[:services]]
    if hostile:
        catalogue.append(Service("X1", HOSTILE[0], HOSTILE[1], "B", order=900))
        catalogue.append(Service("X2", HOSTILE[3], HOSTILE[2], "A", order=901))
    for service in catalogue:
        project.registers.put("service", service.id, service)
    session = Session(project)
    rules = Rules(band=Band(5_000, 15_000, 10_000))
    session.apply(plan_edits.add_scenario(project, "Plan", rules=rules))
    scenario = project.scenarios[0]
    names = [f"Hub {n + 1}" for n in range(localities)] if isinstance(localities, int) else [*localities]
    for name in names:
        session.apply(plan_edits.add_locality(scenario, name))
    for unit in range(12 if names else 0):
        edit = plan_edits.reassign(project, scenario, np.array([unit]), unit % len(names))
        assert edit is not None
        session.apply(edit)
    if cells and names:
        _decide(session, hostile=hostile)
    return session


def without_people_of_the_first() -> Session:
    """Three localities; how many people live in the first, where SV04 does not apply, is not known."""
    session = scope_session(3)
    session.project.area.units.resident[0] = np.nan
    return Session(session.project)


def _decide(session: Session, *, hostile: bool) -> None:
    scenario = session.project.scenarios[0]
    records: list[tuple[str, str, Record]] = [
        ("partner", "RRE", Partner("RRE", "Midlands Partnership")),
        ("partner", "RJE", Partner("RJE", HOSTILE[0] if hostile else "University Hospitals")),
        ("team", "T1", Team("T1", "Team", "Nursing", 10.0, (("RRE", 100.0),), (("L01", 100.0),))),
        ("lead", "L01|Clinical lead", Lead("L01", "Clinical lead", "RRE")),
    ]
    for register, key, record in records:
        session.apply(RegisterEdit(scenario.id, register, key, None, record))
    decided = {
        "SV01|A|L01": ScopeCell(
            role=Role.PROVIDE, role_planned=Role.BOTH, tier=Tier.HUB, delivered_by=("RRE", "RJE"),
            accountable="RRE", commissioner="ICB", delegated=False, contract_state=ContractState.ALLIANCE,
            contract_end="2027-03-31", procurement_route="Direct award", payment_type=PaymentType.CAPITATED,
            setting_now=Setting.HOSPITAL, setting_planned=Setting.HUB, integration_now=1,
            integration_planned=3, phase=1, start_date="2026-04-01", local_variation=True,
            variation_reason="Rural", note=HOSTILE[0] if hostile else "Keep an eye on it",
        ),
        "SV02|C|L01": OUT,
        "SV03|A|L01": ScopeCell(scope=Scope.PARTIAL, delegated=True, note="two\nlines – and a dash"),
        "SV04|A|L01": ScopeCell(scope=Scope.NOT_APPLICABLE),
    }  # fmt: skip
    cells = {found: cell for text, cell in decided.items() if (found := CellKey.parse(text))}
    edit = edit_of(scenario, cells, "Decide")
    assert edit is not None
    session.apply(edit)


def export(session: Session, folder: Path, name: str = "scope.xlsx", **options: object) -> Path:
    """The scope matrix of the first scenario."""
    path = folder / name
    export_scope_matrix(
        session,
        session.project.scenarios[0],
        path,
        **{"now": NOW, **options},  # type: ignore[arg-type]  # the options of one test
    )
    return path


def edited(path: Path, change: Callable[[Worksheet], None], name: str = "edited.xlsx") -> Path:
    """A copy of a workbook whose Detail sheet was changed."""
    book = openpyxl.load_workbook(path)
    change(book["Detail"])
    target = path.parent / name
    book.save(target)
    return target


def column(sheet: Worksheet, header: str) -> int:
    """The number of a column from 1, by its header."""
    return next(cell.column for cell in sheet[5] if cell.value == header)  # no merged cells


def row_of(sheet: Worksheet, key: str) -> int:
    """The row of a cell of the matrix."""
    keys = column(sheet, "Row key")
    return next(row for row in range(6, sheet.max_row + 1) if sheet.cell(row, keys).value == key)


def setting(key: str, **values: object) -> Callable[[Worksheet], None]:
    """A change of some columns of one row; underscores in names stand for spaces."""

    def change(sheet: Worksheet) -> None:
        for header, value in values.items():
            words = header.replace("_", " ")
            sheet.cell(row_of(sheet, key), column(sheet, words)).value = value  # type: ignore[assignment]  # what a test types

    return change


def table_rows(book: Workbook, sheet: str) -> list[dict[str, object]]:
    """The rows of the table of a sheet, totals row left out, by column name."""
    page = book[sheet]
    table = next(iter(page.tables.values()))
    cells = [[cell.value for cell in line] for line in page[table.ref]]
    body = cells[1 : len(cells) - (table.totalsRowCount or 0)]
    return [dict(zip(map(str, cells[0]), line, strict=True)) for line in body]
