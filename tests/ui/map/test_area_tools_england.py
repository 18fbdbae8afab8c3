"""All English areas at the whole-England view: a fifth of them own no pixel, and none is missed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from PySide6.QtCore import QPoint

from workbench.io.readers.area import read_study_area

if TYPE_CHECKING:
    from pathlib import Path

    from tests.ui.map.tool_driving import ToolBench
    from workbench.models.project import StudyArea

pytestmark = [pytest.mark.real_data, pytest.mark.slow]
ENGLAND = 32_844


@pytest.fixture(scope="module")
def england(data_dir: Path) -> StudyArea:
    return read_study_area(units=[data_dir / "england" / "lsoa_bgc_full.gpkg"])


def corners(bench: ToolBench) -> list[QPoint]:
    width, height = bench.canvas.width(), bench.canvas.height()
    return [QPoint(1, 1), QPoint(width - 2, 1), QPoint(width - 2, height - 2), QPoint(1, height - 2)]


@pytest.mark.parametrize("touching", [False, True])
@pytest.mark.parametrize("tool", ["box", "lasso"])
def test_every_area_is_assigned(bench: ToolBench, england: StudyArea, tool: str, touching: bool) -> None:
    bench.open(england, np.full(ENGLAND, -1, dtype=np.int32), 2, target=1)
    bench.desk.host.finder.set_touching(touching)
    bench.use(tool)
    around = corners(bench)
    bench.drag(around if tool == "lasso" else [around[0], around[2]])
    assert len(bench.desk.focus.selection) == ENGLAND
    bench.draw.assign_selection()
    assert (bench.labels == 1).all()
    bench.bridge.undo()
    assert (bench.labels == -1).all()
    bench.rest()
