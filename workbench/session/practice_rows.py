"""The rows of an edited Practices sheet: which practices shall lie in which localities."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace

from workbench.io.workbooks.area_columns import LOCALITY_CODE, PRACTICES_SHEET, SHARE
from workbench.io.workbooks.edited import EditedRow
from workbench.io.workbooks.read_cells import RawValue, clean
from workbench.metrics.merging import merge_of
from workbench.models.practices import AssignedHow, PracticeAssignment
from workbench.models.project import Project
from workbench.models.registers import PlanExport
from workbench.models.scenario import Scenario
from workbench.session.merge_report import Conflict, Findings, RefusedRow, ValueChange
from workbench.session.practice_edits import SHARE_TOLERANCE
from workbench.session.workbook_words import BadCodeError, code_words, fault_of, read_code

Shares = tuple[tuple[str, float], ...]


class PracticeRows:
    """The merge of one sheet; the rows of a split practice count together."""

    def __init__(
        self, project: Project, scenario: Scenario, note: PlanExport | None, found: Findings, *, kept: str
    ) -> None:
        self._index = project.area.practices.index_of
        self._scenario = scenario
        self._exported = None if note is None else note.shares_of
        self._kept = kept
        self._found = found
        self.missing: tuple[str, ...] = ()
        self.wanted: dict[str, PracticeAssignment] = {}

    def read(self, rows: Sequence[EditedRow]) -> None:
        """Go through all rows."""
        by_fold = {code.casefold(): code for code in self._index}
        groups: dict[str, list[EditedRow]] = {}
        for row in rows:
            code = row.key if row.key in self._index else by_fold.get(row.key.casefold())
            if code is None:
                words = "The practice code is unknown: this project has no such practice."
                self._refuse([row], words if row.key else "The row has no practice code.")
            else:
                groups.setdefault(code, []).append(row)
        for code, group in groups.items():
            self._practice(code, group)
        self.missing = tuple(code for code in self._index if code not in groups)

    def _practice(self, code: str, rows: list[EditedRow]) -> None:
        now = self._scenario.assignment(code)
        exported = now.shares if self._exported is None else self._exported.get(code, ())
        fault = next((words for one in rows if (words := fault_of(one))), "")
        if fault:
            self._refuse(rows, fault)
            return
        try:
            wanted = self._shares(rows, known=[locality for locality, _ in (*now.shares, *exported)])
        except BadCodeError as bad:
            self._refuse(rows, str(bad))
            return
        if _same(wanted, exported) or _same(wanted, now.shares):
            return
        row, before, after = rows[0].row, _words(now.shares), _words(wanted)
        if not _same(now.shares, exported):
            self._found.conflicts.append(
                Conflict(
                    row, code, LOCALITY_CODE, _words(exported), after, before, self._kept, PRACTICES_SHEET
                )
            )
            if self._kept == "project":
                return
        reason = self._why_kept(code, now)
        if reason:
            self._refuse(rows, reason)
            return
        self._found.changes.append(ValueChange(row, code, LOCALITY_CODE, before, after, PRACTICES_SHEET))
        self.wanted[code] = replace(now, shares=wanted, how=AssignedHow.HAND)

    def _shares(self, rows: list[EditedRow], *, known: list[str]) -> Shares:
        """The shares that the rows of a practice hold.

        Raises:
            BadCodeError: a code is unknown, or several rows do not make one split practice.
        """
        codes = [read_code(row.values[LOCALITY_CODE], self._scenario.plan, known=known) for row in rows]
        shares = [_share(row.values[SHARE]) for row in rows]
        if len(rows) == 1 and (codes[0] is None or math.isnan(shares[0])):
            return () if codes[0] is None else ((codes[0], 1.0),)
        total = sum(shares)
        if math.isnan(total) or abs(total - 1) > SHARE_TOLERANCE:
            raise BadCodeError(
                f"The practice stands in {len(rows)} rows whose shares do not add up to 1."
                if len(rows) > 1
                else "The other rows of this split practice are missing."
            )
        if None in codes:
            raise BadCodeError("A share of a split practice cannot be unassigned; choose a locality for it.")
        together: dict[str, float] = {}
        for code, share in zip(codes, shares, strict=True):
            together[str(code)] = together.get(str(code), 0.0) + share / total
        return tuple(together.items())

    def _why_kept(self, code: str, now: PracticeAssignment) -> str:
        """Why a practice keeps its locality; empty where it may change."""
        if now.locked:
            return "The practice is locked. Unlock it to change its locality."
        merge = merge_of(self._scenario.registers, code)
        if merge is not None and merge.practice != code:
            return f"The practice is merged into {merge.practice}. Change the row of that one."
        return ""

    def _refuse(self, rows: Sequence[EditedRow], reason: str) -> None:
        self._found.refused += [RefusedRow(row.row, row.key, reason, PRACTICES_SHEET) for row in rows]


def _share(value: RawValue) -> float:
    """A share from 0 to 1; NaN where the cell holds none."""
    try:
        share = float(clean(value))
    except ValueError:
        return math.nan
    return share if 0 < share <= 1 else math.nan


def _same(one: Shares, other: Shares) -> bool:
    first, second = dict(one), dict(other)
    return first.keys() == second.keys() and all(
        abs(share - second[code]) <= SHARE_TOLERANCE for code, share in first.items()
    )


def _words(shares: Shares) -> str:
    """Shares in words, as in L01 or L01 60%, L02 40%."""
    if len(shares) < 2:
        return code_words(shares[0][0] if shares else None)
    return ", ".join(f"{code} {share:.4g}" for code, share in shares)
