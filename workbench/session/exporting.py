"""Files that go out: one function for each export, used by the window and the command line alike."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from workbench.errors import ExportError
from workbench.io.maps.paper import USUAL_DPI, USUAL_PAPER, Sheet
from workbench.io.plan_csv import write_plan
from workbench.io.workbooks.comparison import write_comparison
from workbench.io.workbooks.configuration import write_configuration
from workbench.io.workbooks.facts import Facts
from workbench.io.workbooks.scope.matter import Matter
from workbench.io.workbooks.scope.workbook import write_scope_matrix
from workbench.metrics.threshold import Threshold
from workbench.models.scenario import MOST_BESIDE, Scenario
from workbench.session.export_notes import plan_notes, scope_notes
from workbench.session.session import Session
from workbench.session.side_by_side import side_by_side


def export_configuration(
    session: Session,
    scenario: Scenario,
    path: Path,
    others: Sequence[Scenario] = (),
    *,
    profile: str = "working",
    public: bool = False,
    now: datetime | None = None,
) -> None:
    """Write the locality configuration as an Excel workbook; ``profile`` is working or publication.

    With ``others`` it also holds the sheets that compare the scenario with them. What was exported is noted
    in the project, as by ``export_scope_matrix``.

    Raises:
        ExportError: the profile is unknown or the file cannot be written.
    """
    figures = session.figures(scenario)
    facts = Facts(session.project, scenario, figures, profile, public, now or _now())
    write_configuration(facts, path, side_by_side(session, scenario, others) if others else None)
    if not session.read_only and not public:
        for note in plan_notes(facts):
            session.keep_note(note)


def export_comparison(
    session: Session,
    scenarios: Sequence[Scenario],
    path: Path,
    *,
    profile: str = "working",
    public: bool = False,
    threshold: Threshold | None = None,
    now: datetime | None = None,
) -> None:
    """Write two to four scenarios side by side as an Excel workbook; the others are compared with the first.

    From ``threshold`` people who move it says that the public is to be consulted.

    Raises:
        ExportError: the profile is unknown or the file cannot be written.
    """
    first, *others = scenarios
    facts = Facts(session.project, first, session.figures(first), profile, public, now or _now())
    write_comparison(facts, side_by_side(session, first, others, threshold=threshold), path)


def export_scope_matrix(
    session: Session,
    scenario: Scenario,
    path: Path,
    *,
    profile: str = "working",
    public: bool = False,
    now: datetime | None = None,
) -> None:
    """Write the service-scope matrix as an Excel workbook, and note in the project what was exported.

    The note is what an edited workbook is compared with when it comes back. It is no step of the user's;
    a project open for reading only keeps none, and neither does a public version, which cannot come back.

    Raises:
        ExportError: the profile is unknown or the file cannot be written.
        ProjectError: the note cannot be kept in the working copy.
    """
    now = now or _now()
    figures = session.figures(scenario)
    write_scope_matrix(Matter(Facts(session.project, scenario, figures, profile, public, now)), path)
    if not session.read_only and not public:
        for note in scope_notes(session.project, scenario, figures, now=now):
            session.keep_note(note)


def export_map(
    session: Session,
    scenario: Scenario,
    path: Path,
    *,
    title: str = "",
    dpi: int = USUAL_DPI,
    paper: str = USUAL_PAPER,
    grey: bool = False,
    now: datetime | None = None,
) -> None:
    """Draw the localities as a landscape page; the ending .pdf, .svg or .png says which kind of file.

    ``paper`` is one of ``PAPERS``; ``dpi`` are the dots to the inch of a picture; ``grey`` is for a printer
    without colours.

    Raises:
        ExportError: the ending is another one or the file cannot be written.
    """
    from workbench.io.maps.draw import draw_map  # matplotlib: the window's start does not wait for it

    draw_map(
        path,
        project=session.project,
        scenario=scenario,
        figures=session.figures(scenario),
        title=title,
        sheet=Sheet(paper, dpi),
        grey=grey,
        now=now or _now(),
    )


def export_comparison_map(
    session: Session,
    scenario: Scenario,
    path: Path,
    others: Sequence[Scenario],
    *,
    dpi: int = USUAL_DPI,
    paper: str = USUAL_PAPER,
    now: datetime | None = None,
) -> None:
    """Draw a scenario, one to three others and what differs as maps side by side on one page.

    Raises:
        ExportError: there is no other scenario, the ending is another one or the file cannot be written.
    """
    from workbench.io.maps.side_by_side import draw_side_by_side  # matplotlib, as above

    if not others:
        raise ExportError(
            f"{path.name} cannot be drawn.",
            why="The project has no other scenario to compare with.",
            remedy="Copy the scenario, or make another one.",
        )
    beside = side_by_side(session, scenario, others[:MOST_BESIDE])
    draw_side_by_side(
        path,
        project=session.project,
        columns=beside.columns,
        comparisons=beside.comparisons,
        sheet=Sheet(paper, dpi),
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
