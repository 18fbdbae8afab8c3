"""What an edited workbook would change, row by row: the preview of every import of a workbook."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import Any


@dataclass(frozen=True)
class ValueChange:
    """A value that the workbook changes: ``before`` is the project's."""

    row: int
    key: str
    column: str
    before: str
    after: str
    sheet: str = ""


@dataclass(frozen=True)
class Conflict:
    """A value that was changed in the workbook and, to something else, in the project since the export.

    ``kept`` is project or workbook: whose value counts.
    """

    row: int
    key: str
    column: str
    exported: str
    workbook: str
    project: str
    kept: str = "project"
    sheet: str = ""


@dataclass(frozen=True)
class RefusedRow:
    """A row that changes nothing, with the reason."""

    row: int
    key: str
    reason: str
    sheet: str = ""


@dataclass(frozen=True)
class MergeReport:
    """What an edited workbook holds and what its import does, row by row.

    ``changed`` counts rows with a value that is taken, ``conflicts`` rows with a value in conflict (a row
    may be both), ``unchanged`` the others that were not refused, ``missing`` keys without a row.
    """

    file: str
    scenario: str
    rows_read: int
    changed: int
    unchanged: int
    conflicts: int
    missing: int
    refused: tuple[RefusedRow, ...]
    applied: bool = False
    changes: tuple[ValueChange, ...] = ()
    conflict_values: tuple[Conflict, ...] = ()
    missing_keys: tuple[str, ...] = ()
    ignored_columns: tuple[str, ...] = ()
    export_known: bool = True

    def as_json(self) -> dict[str, Any]:
        """The report as the command line prints it."""
        value = asdict(self)
        return {
            name: list(item) if isinstance(item, tuple) else item for name, item in value.items()
        }  # dataclasses within are plain values already


@dataclass
class Findings:
    """What is found while a workbook is gone through."""

    changes: list[ValueChange] = field(default_factory=list)
    conflicts: list[Conflict] = field(default_factory=list)
    refused: list[RefusedRow] = field(default_factory=list)

    def report(
        self,
        file: str,
        scenario: str,
        *,
        rows_read: int,
        missing: tuple[str, ...],
        ignored: tuple[str, ...] = (),
        export_known: bool,
    ) -> MergeReport:
        """The report with its counts of rows."""
        changed = {(change.sheet, change.row) for change in self.changes}
        conflicting = {(conflict.sheet, conflict.row) for conflict in self.conflicts}
        return MergeReport(
            file=file,
            scenario=scenario,
            rows_read=rows_read,
            changed=len(changed),
            unchanged=rows_read - len(self.refused) - len(changed | conflicting),
            conflicts=len(conflicting),
            missing=len(missing),
            refused=tuple(self.refused),
            changes=tuple(self.changes),
            conflict_values=tuple(self.conflicts),
            missing_keys=missing,
            ignored_columns=ignored,
            export_known=export_known,
        )
