"""The board pack of a scenario, with others to compare it with."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from workbench.io.board_pack.matter import Pack
from workbench.io.board_pack.pack import write_board_pack
from workbench.metrics.comparison import compare
from workbench.metrics.scorecard import Column
from workbench.metrics.services.overview import ServiceFigures
from workbench.metrics.who_moves import who_moves
from workbench.models.scenario import Scenario
from workbench.progress import Progress
from workbench.session.session import Session


def column_of(session: Session, scenario: Scenario) -> Column:
    """A scenario with all its figures, for scorecard, charts and board pack."""
    figures = session.figures(scenario)
    return Column(scenario, figures, ServiceFigures(session.project, scenario, figures))


def make_pack(
    session: Session,
    scenario: Scenario,
    others: Sequence[Scenario] = (),
    *,
    public: bool = False,
    decision: str = "",
    now: datetime | None = None,
) -> Pack:
    """Everything that the board pack of ``scenario`` tells, compared with ``others``."""
    area = session.project.area
    comparisons = tuple(compare(area, scenario, other) for other in others)
    parents = tuple(area.units.parents.values())
    return Pack(
        project=session.project,
        columns=tuple(column_of(session, one) for one in (scenario, *others)),
        comparisons=comparisons,
        moves=tuple(
            who_moves(area, scenario, other, compared, parents)
            for other, compared in zip(others, comparisons, strict=True)
        ),
        now=now or datetime.now(UTC).astimezone(),
        public=public,
        decision=decision,
    )


def export_board_pack(
    session: Session,
    scenario: Scenario,
    path: Path,
    others: Sequence[Scenario] = (),
    *,
    public: bool = False,
    now: datetime | None = None,
    progress: Progress | None = None,
) -> None:
    """Write the board pack as a PDF.

    Raises:
        ExportError: the ending is not .pdf or the file cannot be written.
    """
    pack = make_pack(session, scenario, others, public=public, now=now)
    write_board_pack(path, pack, progress=progress)
