"""What may be typed into a cell of the scope matrix's workbook, and what is refused with its reason."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import pytest
from openpyxl.worksheet.worksheet import Worksheet

from tests.scope_books import column, edited, export, row_of, scope_session
from workbench.models.scope import CellKey, PaymentType, Role, Scope, ScopeCell
from workbench.models.services import Tier
from workbench.session.merge_report import MergeReport
from workbench.session.scope_edits import all_keys
from workbench.session.scope_import import import_scope
from workbench.session.session import Session

FORGIVING = (
    ("Scope", " partial\u00a0", "scope", Scope.PARTIAL),
    ("Scope", "N/A", "scope", Scope.NOT_APPLICABLE),
    ("Role", "\u00a0PROVIDE ", "role", Role.PROVIDE),
    ("Delivery tier", "P", "tier", Tier.PRACTICE),
    ("Payment type", "personal health budget", "payment_type", PaymentType.PERSONAL_BUDGET),
    ("Delegated", True, "delegated", True),
    ("Delegated", 1, "delegated", True),
    ("Delegated", "Yes ", "delegated", True),
    ("Delegated", "FALSE", "delegated", False),
    ("Integration now", "co\u2013located", "integration_now", 3),
    ("Integration now", "4", "integration_now", 4),
    ("Integration now", "2 \u2013 Coordinated", "integration_now", 2),
    ("Phase", 2.0, "phase", 2),
    ("Phase", "Phase 3", "phase", 3),
    ("Contract end", dt.datetime(2028, 2, 29), "contract_end", "2028-02-29"),  # noqa: DTZ001 - a plain date
    ("Contract end", 46477, "contract_end", "2027-03-31"),
    ("Contract end", "46477", "contract_end", "2027-03-31"),
    ("Contract end", "31/03/2027", "contract_end", "2027-03-31"),
    ("Delivered by", "midlands partnership; RJE", "delivered_by", ("RRE", "RJE")),
    ("Accountable organisation", "University Hospitals", "accountable", "RJE"),
    ("Commissioner", 12345, "commissioner", "12345"),
    ("Note", "  Two\u00a0words \u2013 dash ", "note", "Two words \u2013 dash"),
    ("Note", "[x]", "note", ""),
)
"""What is typed under a heading, and what the cell of the matrix then holds."""
REFUSED = (
    ("Scope", "Maybe", "allowed are In, Partial, Out, n.a."),
    ("Scope", None, "Scope is empty"),
    ("Role", "Own", "allowed are Provide, Commission, Both"),
    ("Delegated", "perhaps", "allowed are yes, no"),
    ("Integration now", 5, "0 (Separate)"),
    ("Phase", "soon", "whole numbers from 1"),
    ("Phase", 0, "whole numbers from 1"),
    ("Start date", "next spring", "allowed are dates such as 2026-10-14"),
    ("Start date", "30/02/2027", "is not a date"),
    ("Contract end", 60, "is not a date"),  # 1900 had no 29 February
    ("Contract end", 2027, "is not a date"),  # a year, not a day of 1905
    ("Contract end", " 2027\u201303\u201331", "is not a date"),
    ("Decided on", "0001-01-01", "is not a date"),
)
"""What is typed under a heading, and words of the reason why its row is refused."""


@dataclass(frozen=True)
class Typed:
    """One workbook with each value of FORGIVING and then of REFUSED in a row of its own, and its import."""

    session: Session
    rows: list[CellKey]
    report: MergeReport


@pytest.fixture(scope="module")
def typed(tmp_path_factory: pytest.TempPathFactory) -> Typed:
    session = scope_session(12)
    scenario = session.project.scenarios[0]
    free = [key for key in all_keys(session.project, scenario) if scenario.cell(key) == ScopeCell()]
    values = [(row[0], row[1]) for row in (*FORGIVING, *REFUSED)]
    rows = free[: len(values)]

    def type_all(sheet: Worksheet) -> None:
        for key, (header, value) in zip(rows, values, strict=True):
            sheet.cell(row_of(sheet, str(key)), column(sheet, header)).value = value

    folder = tmp_path_factory.mktemp("typed")
    return Typed(session, rows, import_scope(session, "Plan", edited(export(session, folder), type_all)))


@pytest.mark.parametrize("row", range(len(FORGIVING)), ids=lambda row: f"{FORGIVING[row][:2]}")
def test_values_are_read_forgivingly(typed: Typed, row: int) -> None:
    _, _, field, expected = FORGIVING[row]
    key = typed.rows[row]
    assert str(key) not in {refused.key for refused in typed.report.refused}
    assert getattr(typed.session.project.scenarios[0].cell(key), field) == expected


@pytest.mark.parametrize("row", range(len(REFUSED)), ids=lambda row: f"{REFUSED[row][:2]}")
def test_bad_values_are_refused_with_the_allowed_list(typed: Typed, row: int) -> None:
    key = typed.rows[len(FORGIVING) + row]
    (reason,) = [refused.reason for refused in typed.report.refused if refused.key == str(key)]
    assert REFUSED[row][2] in reason
    assert not reason.endswith("..")
    assert typed.session.project.scenarios[0].cell(key) == ScopeCell()


def test_only_bad_values_are_refused_and_only_good_ones_change(typed: Typed) -> None:
    assert len(typed.report.refused) == len(REFUSED)
    assert {change.key for change in typed.report.changes} <= {
        str(key) for key in typed.rows[: len(FORGIVING)]
    }
    assert typed.report.conflicts == 0
