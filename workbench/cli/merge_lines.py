"""What the import of an edited workbook says, line by line."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from workbench.cli.output import counted

if TYPE_CHECKING:
    from workbench.session.merge_report import MergeReport

_SHOWN = 8


def merge_lines(report: MergeReport, *, dry_run: bool) -> Iterator[str]:
    """Counts first, then the first changes, conflicts and refused rows."""
    verb = "Would import" if dry_run else "Imported"
    yield (
        f"{verb} {report.file} into {report.scenario}: {counted(report.rows_read, 'row', 'rows')} read, "
        f"{report.changed:,} changed, {report.unchanged:,} unchanged, {report.conflicts:,} in conflict, "
        f"{report.missing:,} missing, {len(report.refused):,} refused."
    )
    if not report.export_known:
        yield (
            "The project holds no note of this export: every difference counts as a change of the workbook."
        )
    for change in report.changes[:_SHOWN]:
        values = f"{_told(change.before)} to {_told(change.after)}"
        yield f"Row {change.row}, {change.key}, {change.column}: {values}."
    if len(report.changes) > _SHOWN:
        yield f"And {len(report.changes) - _SHOWN:,} more values."
    for conflict in report.conflict_values[:_SHOWN]:
        yield (
            f"Conflict in row {conflict.row}, {conflict.key}, {conflict.column}: workbook "
            f"{_told(conflict.workbook)}, project {_told(conflict.project)}; the {conflict.kept} counts."
        )
    if len(report.conflict_values) > _SHOWN:
        yield f"And {len(report.conflict_values) - _SHOWN:,} more in conflict."
    for refused in report.refused[:_SHOWN]:
        yield f"Refused row {refused.row}, {refused.key or 'no key'}: {refused.reason}"
    if len(report.refused) > _SHOWN:
        yield f"And {len(report.refused) - _SHOWN:,} more refused."


def _told(value: str) -> str:
    return f"“{value}”" if value else "nothing"
