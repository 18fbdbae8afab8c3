"""The report of an import as rows: what was used, what was not and why, and what needs a look."""

from __future__ import annotations

from dataclasses import dataclass

from workbench.session.published.importing import Imported
from workbench.session.refresh.report import DECISIONS
from workbench.ui import formats

DECIDE, CHECK, NOTE, PASSED = "Decide", "Check", "Note", "Passed"
OF_PEOPLE = frozenset(
    {
        "registrations_outside",
        "registrations_unplaced",
        "registrations_other_practices",
        "registered_to_resident",
    }
)
"""Notices that count people; the others count practices or areas, as their words say."""


@dataclass(frozen=True)
class ReportRow:
    """One line: its result, what was met, in which file, rows, people (None where none count), examples."""

    result: str
    what: str
    file: str
    rows: int = 0
    people: float | None = None
    examples: tuple[str, ...] = ()

    @property
    def cells(self) -> tuple[str, ...]:
        """As the table shows it."""
        people = "" if self.people is None else formats.number(self.people)
        rows = formats.number(self.rows) if self.rows else ""
        return self.result, self.what, rows, people, "; ".join(self.examples)


def report_rows(imported: Imported) -> list[ReportRow]:
    """Warnings first, then what was not used by size, then what passed."""
    report = imported.built.report
    rows = [
        ReportRow(
            NOTE if notice.severity == "note" else CHECK,
            notice.text,
            "",
            people=notice.count if notice.code in OF_PEOPLE else None,
            examples=notice.examples,
        )
        for notice in sorted(report.notices, key=lambda one: one.severity == "note")
    ]
    left = [
        ReportRow(NOTE, reason, account.file, entry.rows, entry.people, entry.examples)
        for account in report.accounts
        for reason, entry in account.rejected.items()
    ]
    rows += sorted(left, key=lambda row: (-(row.people or 0), -row.rows))
    rows += [
        ReportRow(
            PASSED,
            f"{account.file}: rows used of {formats.number(account.read)}",
            account.file,
            account.used,
            account.people_used,
        )
        for account in report.accounts
    ]
    if imported.refresh is not None:
        asked = [
            ReportRow(DECIDE, f"{DECISIONS[one.kind]}: {one.code}, {one.text}", one.scenario)
            for one in imported.refresh.decisions
        ]
        rows = asked + rows
    return rows
