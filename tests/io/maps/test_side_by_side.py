"""Maps side by side: every scenario, what differs in words that add up, one colour for what is the same."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import pytest
from pypdf import PdfReader

from tests.grids import grid_project
from tests.metrics.test_comparison import LEFT_RIGHT, scenario
from workbench.errors import ExportError
from workbench.io.maps.paths import border_lines, joined_paths
from workbench.io.maps.side_by_side import side_by_side_figure
from workbench.session.exporting import export_comparison_map
from workbench.session.session import Session
from workbench.session.side_by_side import side_by_side

NOW = datetime(2026, 11, 22, 14, 2, tzinfo=UTC)


@pytest.fixture(scope="module")
def session() -> Session:
    project = grid_project()
    project.scenarios.extend(
        [
            scenario("A", LEFT_RIGHT, {"L": "L01", "R": "L02"}),
            scenario("B", "LRRRLLRRLLRR", {"R": "L01", "L": "L07"}),
            scenario("C", LEFT_RIGHT, {"L": "L01", "R": "L02"}),
            scenario("D", "." * 12, {}),
        ]
    )
    return Session(project)


def test_the_page_tells_scenarios_and_what_differs(session: Session, tmp_path: Path) -> None:
    path = tmp_path / "maps.pdf"
    first, *others = session.project.scenarios
    export_comparison_map(session, first, path, others[:2], now=NOW)
    text = " ".join(PdfReader(path).pages[0].extract_text().split())
    for words in ("A: A (Draft)", "B: B (Draft)", "C: C (Draft)", "What differs", "Localities of A", "km"):
        assert words in text
    assert "1 area with 2,000 people in another locality than in A" in text
    again = tmp_path / "again.pdf"
    export_comparison_map(session, first, again, others[:2], now=NOW)
    assert path.read_bytes() == again.read_bytes()


@pytest.mark.parametrize("count", [1, 2, 3])
def test_maps_share_one_extent(session: Session, count: int) -> None:
    first, *others = session.project.scenarios
    beside = side_by_side(session, first, others[:count])
    figure = side_by_side_figure(session.project, beside.columns, beside.comparisons, now=NOW)
    assert len(figure.axes) == count + 2  # each scenario and what differs
    spans = [(*axes.get_xlim(), *axes.get_ylim()) for axes in figure.axes]
    assert np.allclose(spans, spans[0])


def test_without_another_scenario_there_is_nothing_to_compare(session: Session, tmp_path: Path) -> None:
    with pytest.raises(ExportError, match="no other scenario"):
        export_comparison_map(session, session.project.scenarios[0], tmp_path / "maps.png", [])


def test_borders_keep_their_ends_when_they_are_straightened(session: Session) -> None:
    topology, labels = session.project.area.topology, session.project.scenarios[0].plan.labels
    whole, simple = border_lines(topology, labels), border_lines(topology, labels, tolerance=50.0)
    assert len(whole) == len(simple)
    for line, kept in zip(whole, simple, strict=True):
        assert (line[0] == kept[0]).all()
        assert (line[-1] == kept[-1]).all()
        assert len(kept) <= len(line)


def test_many_lines_are_joined_into_few_paths_that_draw_the_same() -> None:
    lines = [np.array([[i, 0.0], [i, 1.0], [i + 0.5, 2.0]]) for i in range(3_000)]
    paths = joined_paths(lines)
    assert len(paths) == 3
    assert [np.asarray(path.codes)[:4].tolist() for path in paths] == [
        [1, 2, 2, 1]
    ] * 3  # move, line, line, move
    assert (np.concatenate([path.vertices for path in paths]) == np.concatenate(lines)).all()
    assert joined_paths([]) == []
