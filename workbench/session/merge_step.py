"""Carry a merge out that was worked out for a preview."""

from __future__ import annotations

from dataclasses import replace
from typing import Protocol

from workbench.models.edits import Edit
from workbench.models.scenario import Scenario
from workbench.session.applying import check_edit
from workbench.session.merge_report import MergeReport
from workbench.session.session import Session


class Merge(Protocol):
    """What an edited workbook would do to a scenario."""

    @property
    def report(self) -> MergeReport:
        """What it changes, row by row."""

    def edit(self, scenario: Scenario) -> Edit | None:
        """The one step that carries it out; None where nothing changes."""


def carry_out(session: Session, scenario: Scenario, merge: Merge, *, dry_run: bool = False) -> MergeReport:
    """Apply a merge as one step, or only see that it could be applied; its report, which tells which it was.

    Raises:
        EditError: the project has changed, so that the step does not fit any more.
    """
    step = merge.edit(scenario)
    if step is not None:
        check_edit(session.project, step)
        if not dry_run:
            session.apply(step)
    return replace(merge.report, applied=step is not None and not dry_run)
