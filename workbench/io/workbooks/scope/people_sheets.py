"""The sheets Teams, Leads and Exceptions: who works there, who leads, what is ruled out and why."""

from __future__ import annotations

from workbench.io.workbooks.book import Book
from workbench.io.workbooks.scope.columns import EDITABLE, shown
from workbench.io.workbooks.scope.matter import Matter
from workbench.io.workbooks.table import Column, write_table
from workbench.io.workbooks.values import NOT_APPLICABLE, NOT_AVAILABLE, Value, known, text
from workbench.models.registers import Lead, Team
from workbench.models.scope import Scope

_DATES = {column.field: column for column in EDITABLE if column.field in {"decided_on", "review_date"}}


def write_teams(book: Book, matter: Matter) -> None:
    """One row a team, locality and employer; whole-time equivalents are those of the locality's share."""
    sheet = book.add_sheet(
        "Teams",
        title="Integrated teams",
        holds="This worksheet contains one table: one row for each team, locality and employer.",
    )
    rows: list[list[Value]] = []
    for team in matter.scenario.registers.of("team", Team):
        for code, part in team.localities or (("", 100.0),):
            for employer, share in team.employers or (("", float("nan")),):
                wte = float("nan") if team.wte is None else team.wte * part / 100
                rows.append(
                    [
                        text(matter.names.get(code, code)),
                        text(team.name),
                        text(team.role),
                        known(wte),
                        text(matter.organisations.get(employer, employer)),
                        known(share / 100),
                    ]
                )
    columns = (
        Column("Locality", narrowest=24),
        Column("Team", narrowest=26),
        Column("Role", narrowest=22),
        Column("WTE", "decimal", narrowest=9),
        Column("Employer", narrowest=28),
        Column("Share %", "share", narrowest=10),
    )
    write_table(book, sheet, name="tbl_teams", title="Integrated teams", columns=columns, rows=rows)


def write_leads(book: Book, matter: Matter) -> None:
    """One row a lead role of a locality; without an organisation it is vacant."""
    sheet = book.add_sheet(
        "Leads",
        title="Lead roles",
        holds="This worksheet contains one table: one row for each lead role of a locality.",
    )
    rows: list[list[Value]] = [
        [
            text(matter.names.get(lead.locality, lead.locality)),
            text(lead.role),
            text(matter.organisations.get(lead.organisation, lead.organisation)),
            "filled" if lead.organisation.strip() else "vacant",
        ]
        for lead in matter.scenario.registers.of("lead", Lead)
    ]
    columns = (
        Column("Locality", narrowest=28),
        Column("Role", narrowest=30),
        Column("Organisation", narrowest=34),
        Column("Status", narrowest=12),
    )
    write_table(book, sheet, name="tbl_leads", title="Lead roles", columns=columns, rows=rows)


def write_exceptions(book: Book, matter: Matter) -> None:
    """One row a cell that is Out, so that the rows are as many as Summary counts (R23)."""
    sheet = book.add_sheet(
        "Exceptions",
        title="Services ruled out by exception",
        holds="This worksheet contains one table: one row for each cell of the matrix that is Out.",
    )
    rows: list[list[Value]] = []
    for key in matter.keys:
        cell = matter.cell(key)
        if cell.scope is not Scope.OUT:
            continue
        rows.append(
            [
                f"{key.service} {matter.service_of[key.service].name}",
                f"{key.locality} {matter.names[key.locality]}",
                key.age.words,
                text(cell.reason),
                text(cell.decided_by),
                shown(_DATES["decided_on"], cell) or NOT_AVAILABLE,
                shown(_DATES["review_date"], cell) or NOT_APPLICABLE,
            ]
        )
    columns = (
        Column("Service", widest=44, narrowest=30),
        Column("Locality or All", widest=30, narrowest=18),
        Column("Ages", narrowest=10),
        Column("Reason", widest=44, narrowest=26),
        Column("Decided by", widest=24, narrowest=16),
        Column("Date", "date", narrowest=12),
        Column("Review date", "date", narrowest=12),
    )
    write_table(
        book,
        sheet,
        name="tbl_exceptions",
        title="Services ruled out by exception",
        columns=columns,
        rows=rows,
    )
