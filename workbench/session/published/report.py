"""What an import read, used and left out, reconciled to the row and to the patient."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

import numpy as np

from workbench.io.published.account import MAPPED, RowAccount
from workbench.io.published.kinds import ABOUT, Kind
from workbench.io.published.recognised import Recognised
from workbench.metrics.figures_json import number
from workbench.models.sources import Notice, Source


@dataclass(frozen=True)
class Total:
    """One line of a reconciliation: people of a file, and where each of them went.

    ``before`` is what the file counts, ``parts`` add up to it, and those in ``kept`` are in the project.
    """

    name: str
    before: float
    parts: tuple[tuple[str, float], ...]
    kept: tuple[str, ...] = ()

    @property
    def after(self) -> float:
        """People who are in the project."""
        return sum(people for name, people in self.parts if name in self.kept)

    @property
    def reconciled(self) -> bool:
        """Whether the parts add up to what the file counts."""
        return abs(self.before - sum(people for _, people in self.parts)) < 0.5

    def as_json(self) -> dict[str, Any]:
        """Plain values."""
        return {
            "name": self.name,
            "before": number(self.before),
            "after": number(self.after),
            "parts": {name: number(people) for name, people in self.parts},
            "reconciled": self.reconciled,
        }


@dataclass
class ImportReport:
    """The report of an import. ``others`` are files of no published layout, which were not read."""

    accounts: list[RowAccount] = field(default_factory=list)
    totals: list[Total] = field(default_factory=list)
    notices: list[Notice] = field(default_factory=list)
    others: list[Recognised] = field(default_factory=list)
    figures: dict[str, float] = field(default_factory=dict)
    applied: bool = False

    @property
    def reconciled(self) -> bool:
        """Whether every row and every person is accounted for."""
        return all(one.reconciled for one in self.accounts) and all(one.reconciled for one in self.totals)

    @property
    def sources(self) -> tuple[Source, ...]:
        """The files as the Data sources page and sheet show them."""
        return tuple(source_of(account) for account in self.accounts)

    def notice(
        self, code: str, severity: str, text: str, count: int = 0, examples: Sequence[object] = ()
    ) -> None:
        """Add something that the planner should know."""
        self.notices.append(Notice(code, severity, text, count, tuple(str(one) for one in examples)))

    def as_json(self) -> dict[str, Any]:
        """The report as the command line prints it."""
        files = [account.as_json() for account in self.accounts]
        files += [
            {
                "file": one.file, "kind": str(one.kind), "title": one.title, "edition": one.edition or None,
                "rows_read": 0, "rows_used": 0, "rejected": {}, "columns": list(one.headings),
                "note": one.note,
            }
            for one in self.others
        ]  # fmt: skip
        return {
            "files": files,
            "applied": self.applied,
            "reconciled": self.reconciled,
            "figures": {name: number(value) for name, value in self.figures.items()},
            "totals": [total.as_json() for total in self.totals],
            "issues": [asdict(notice) for notice in self.notices],
        }

    def as_text(self) -> list[str]:
        """The report in lines for people."""
        lines: list[str] = []
        for account in self.accounts:
            edition = f", {account.edition}" if account.edition else ""
            lines.append(f"{account.file}: {ABOUT[account.kind].title}{edition}")
            lines.append(
                f"  rows read {account.read:,} = used {account.used:,} + not used {account.rejected_rows:,}"
            )
            for reason, entry in account.rejected.items():
                people = "" if entry.people is None else f", {entry.people:,.0f} people"
                shown = f" (such as {'; '.join(entry.examples[:2])})" if entry.examples else ""
                lines.append(f"    {reason}: {entry.rows:,}{people}{shown}")
            if account.suppressed:
                lines.append(f"    numbers suppressed in used rows, not known: {account.suppressed:,}")
            lines.extend(f"    {note}" for note in account.notes)
        lines.extend(f"{one.file}: {one.note}" for one in self.others)
        for total in self.totals:
            lines.append(f"{total.name}: {total.before:,.0f} in the file, {total.after:,.0f} in the project")
            lines.extend(f"    {name}: {people:,.0f}" for name, people in total.parts)
        lines.extend(f"{name}: {value:,.0f}" for name, value in self.figures.items() if np.isfinite(value))
        for notice in self.notices:
            shown = f" ({'; '.join(notice.examples)})" if notice.examples else ""
            lines.append(f"{notice.severity.capitalize()}: {notice.text}{shown}")
        return lines


MAPPED_DATASETS = {
    Kind.REGISTRATIONS: "Registrations", Kind.PRACTICES: "Practices",
    Kind.POPULATION: "People and other values by area",
}  # fmt: skip
"""What tables of no published layout are called among the sources: they are no edition of a published one."""


def source_of(account: RowAccount) -> Source:
    """An account as the project keeps it."""
    title = ABOUT[account.kind].title
    note = "; ".join(f"{reason}: {entry.rows:,}" for reason, entry in account.rejected.items())
    return Source(
        dataset=MAPPED_DATASETS.get(account.kind, title) if account.edition == MAPPED else title,
        file=account.file,
        publisher=account.publisher,
        release=account.edition,
        rows_read=account.read,
        rows_rejected=account.rejected_rows,
        sha256=account.sha256,
        licence=account.licence,
        note=f"Not used: {note}" if note else "",
    )
