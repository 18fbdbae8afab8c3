"""The board pack of a scenario, with others to compare it with."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from workbench.io.board_pack.matter import Pack
from workbench.io.board_pack.pack import write_board_pack
from workbench.metrics.threshold import USUAL_THRESHOLD, Threshold
from workbench.models.scenario import Scenario
from workbench.progress import Progress
from workbench.session.session import Session
from workbench.session.side_by_side import side_by_side


def make_pack(
    session: Session,
    scenario: Scenario,
    others: Sequence[Scenario] = (),
    *,
    public: bool = False,
    decision: str = "",
    threshold: Threshold = USUAL_THRESHOLD,
    now: datetime | None = None,
) -> Pack:
    """Everything that the board pack of ``scenario`` tells, compared with ``others``."""
    beside = side_by_side(session, scenario, others)
    return Pack(
        project=session.project,
        columns=beside.columns,
        comparisons=beside.comparisons,
        moves=beside.moves,
        now=now or datetime.now(UTC).astimezone(),
        public=public,
        decision=decision,
        threshold=threshold,
    )


def export_board_pack(
    session: Session,
    scenario: Scenario,
    path: Path,
    others: Sequence[Scenario] = (),
    *,
    public: bool = False,
    threshold: Threshold = USUAL_THRESHOLD,
    now: datetime | None = None,
    progress: Progress | None = None,
) -> None:
    """Write the board pack as a PDF; from ``threshold`` people who move it speaks of consultation.

    Raises:
        ExportError: the ending is not .pdf or the file cannot be written.
    """
    pack = make_pack(session, scenario, others, public=public, threshold=threshold, now=now)
    write_board_pack(path, pack, progress=progress)
