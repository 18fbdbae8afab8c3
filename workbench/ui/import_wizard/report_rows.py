"""The report of an import as rows: what was used, what was not and why, and what needs a look."""

from __future__ import annotations

from dataclasses import dataclass, replace

from workbench.io.published.account import RowAccount
from workbench.io.published.area_codes import is_reason_of_pseudo_code
from workbench.io.published.registrations import OUTSIDE
from workbench.models.sources import Notice
from workbench.session.published.choice import LEAST_PATIENTS, OF_PRACTICES, AreaChoice, Declined
from workbench.session.published.importing import Imported
from workbench.session.refresh.report import DECISIONS, Decision, RefreshReport
from workbench.ui import formats

DECIDE, CHECK, NOTE, PASSED = "Decide", "Check", "Note", "Passed"
OTHERS_CODE = "registrations_other_practices"
OF_PEOPLE = frozenset(
    {"registrations_outside", "registrations_unplaced", OTHERS_CODE, "registered_to_resident"}
)
"""Notices that count people; the others count practices or areas, as their words say."""
TOLD_BY_ROWS = {"registrations_outside", "registrations_unplaced"}
"""Notices whose people are those of lines of the registrations, which tell the rows too."""


@dataclass(frozen=True)
class ReportRow:
    """One line: its result, what was met, in which file, rows, people (None where none count), examples.

    ``code`` is that of a notice, ``reason`` that of rows not used, of the file of ``account``.
    """

    place: int
    result: str
    what: str
    file: str
    rows: int = 0
    people: float | None = None
    examples: tuple[str, ...] = ()
    code: str = ""
    reason: str = ""
    account: RowAccount | None = None
    decision: Decision | None = None
    happens: str = ""
    """What is done about it as things stand."""

    @property
    def cells(self) -> tuple[str, ...]:
        """As the table shows it."""
        people = "" if self.people is None else formats.number(self.people)
        rows = formats.number(self.rows) if self.rows else ""
        return self.result, self.what, rows, people, "; ".join(self.examples)

    @property
    def told(self) -> str:
        """The line in full, with its file and its examples."""
        shown = f" For example {'; '.join(self.examples)}." if self.examples else ""
        return f"{self.what}.{shown}{f' In {self.file}.' if self.file else ''}"


def report_rows(imported: Imported, choice: AreaChoice | None = None) -> list[ReportRow]:
    """Warnings first, then what was not used by size, then what passed."""
    report = imported.built.report
    left = [
        ReportRow(
            0, NOTE, reason, account.file, entry.rows, entry.people, entry.examples, "", reason, account
        )
        for account in report.accounts
        for reason, entry in account.rejected.items()
    ]
    of_rows = any(row.reason == OUTSIDE or is_reason_of_pseudo_code(row.reason) for row in left)
    notices = [one for one in report.notices if not (of_rows and one.code in TOLD_BY_ROWS)]
    rows = [_of_notice(one) for one in sorted(notices, key=lambda one: one.severity == "note")]
    rows += _chosen(choice or AreaChoice())
    rows += sorted(left, key=lambda row: (-(row.people or 0), -row.rows))
    rows += [
        ReportRow(
            0, PASSED, f"{one.file}: rows used of {formats.number(one.read)}", one.file, one.used,
            one.people_used, account=one,
        )
        for one in report.accounts
    ]  # fmt: skip
    return [replace(row, place=place) for place, row in enumerate(rows)]


def decision_rows(report: RefreshReport) -> list[ReportRow]:
    """What a refresh leaves to the planner."""
    return [
        ReportRow(place, DECIDE, f"{DECISIONS[one.kind]}: {one.code}, {one.text}", one.scenario, decision=one)
        for place, one in enumerate(report.decisions)
    ]


def code_of(kind: Declined) -> str:
    """The code of the notice about practices that may be left out."""
    return f"practices_{kind.replace('-', '_')}"


def _chosen(choice: AreaChoice) -> list[ReportRow]:
    """What is otherwise than usual by choice, so that it can be taken back."""
    words = {code_of(kind): f"Practices left out: {kind.replace('-', ' ')}" for kind in OF_PRACTICES}
    codes = sorted(code_of(kind) for kind in choice.declined & OF_PRACTICES)
    rows = [ReportRow(0, NOTE, words[code], "", code=code) for code in codes]
    if choice.least_patients != LEAST_PATIENTS:
        told = "Every practice with patients in the area is listed"
        rows.append(ReportRow(0, NOTE, told, "", code=OTHERS_CODE))
    return rows


def _of_notice(notice: Notice) -> ReportRow:
    result = NOTE if notice.severity == "note" else CHECK
    people = notice.count if notice.code in OF_PEOPLE else None
    return ReportRow(0, result, notice.text, "", people=people, examples=notice.examples, code=notice.code)
