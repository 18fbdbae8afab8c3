"""Files that go out: one function for each export, used by the window and the command line alike."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from workbench.io.maps.draw import draw_map
from workbench.io.plan_csv import write_plan
from workbench.io.workbooks.configuration import write_configuration
from workbench.models.scenario import Scenario
from workbench.session.session import Session


def export_configuration(
    session: Session,
    scenario: Scenario,
    path: Path,
    *,
    profile: str = "working",
    public: bool = False,
    now: datetime | None = None,
) -> None:
    """Write the locality configuration as an Excel workbook; ``profile`` is working or publication.

    Raises:
        ExportError: the profile is unknown or the file cannot be written.
    """
    write_configuration(
        path,
        project=session.project,
        scenario=scenario,
        figures=session.figures(scenario),
        profile=profile,
        public=public,
        now=now or _now(),
    )


def export_map(
    session: Session,
    scenario: Scenario,
    path: Path,
    *,
    title: str = "",
    dpi: int = 200,
    now: datetime | None = None,
) -> None:
    """Draw the localities as A4 landscape; the ending .pdf, .svg or .png says which kind of file.

    Raises:
        ExportError: the ending is another one or the file cannot be written.
    """
    draw_map(
        path,
        project=session.project,
        scenario=scenario,
        figures=session.figures(scenario),
        title=title,
        dpi=dpi,
        now=now or _now(),
    )


def export_plan(session: Session, scenario: Scenario, path: Path) -> None:
    """Write the plan as CSV: unit code and locality name, all units in project order.

    Raises:
        ExportError: the file cannot be written.
    """
    write_plan(path, project=session.project, scenario=scenario)


def _now() -> datetime:
    """The present moment on this computer's clock."""
    return datetime.now(UTC).astimezone()
