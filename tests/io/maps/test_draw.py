"""Maps are drawn for every kind of scenario, and labels neither overlap nor leave the page."""

from __future__ import annotations

import itertools
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import matplotlib as mpl
import numpy as np
import pytest
import shapely
from matplotlib.image import imread
from pypdf import PdfReader

from tests.io.workbooks.hostile import hostile_session, plain_session
from workbench.errors import ExportError
from workbench.io.maps.draw import draw_map, map_figure
from workbench.io.maps.furniture import wrapped
from workbench.io.maps.labels import Wish, deepest_point, place_labels
from workbench.io.maps.paths import border_lines, polygon_paths
from workbench.session.session import Session

if TYPE_CHECKING:
    from pathlib import Path

NOW = datetime(2026, 10, 14, 9, 30, tzinfo=UTC)


def draw(session: Session, path: Path, **options: object) -> Path:
    scenario = session.project.scenarios[0]
    draw_map(
        path,
        project=session.project,
        scenario=scenario,
        figures=session.figures(scenario),
        **{"now": NOW, "dpi": 60, **options},  # type: ignore[arg-type]  # the options of one test
    )
    return path


@pytest.mark.parametrize("ending", ["png", "pdf", "svg"])
def test_each_kind_of_file(tmp_path: Path, ending: str) -> None:
    before = dict(mpl.rcParams)
    path = draw(hostile_session(), tmp_path / f"map.{ending}")
    assert path.stat().st_size > 5_000
    assert [found.name for found in tmp_path.iterdir()] == [path.name]
    assert dict(mpl.rcParams) == before


def test_pdf_is_one_a4_page_with_text(tmp_path: Path) -> None:
    (page,) = PdfReader(draw(plain_session(3), tmp_path / "map.pdf")).pages
    assert float(page.mediabox.width) == pytest.approx(297 / 25.4 * 72, abs=0.1)
    text = page.extract_text()
    for words in ("(Draft)", "Resident people", "band 5,000 to 15,000", "14 October 2026", "22,000 people"):
        assert words in text


def test_the_same_map_gives_the_same_bytes(tmp_path: Path) -> None:
    for ending in ("png", "pdf", "svg"):
        first = draw(plain_session(3), tmp_path / f"a.{ending}")
        again = draw(plain_session(3), tmp_path / f"b.{ending}")
        assert first.read_bytes() == again.read_bytes()


@pytest.mark.parametrize("count", [0, 1, 60])
def test_any_number_of_localities(tmp_path: Path, count: int) -> None:
    picture = imread(draw(plain_session(count, practices=count > 1), tmp_path / "map.png"))
    assert picture.shape[:2] == (496, 701)


def test_colours_of_localities_and_unassigned_are_on_the_map(tmp_path: Path) -> None:
    session = hostile_session()
    picture = imread(draw(session, tmp_path / "map.png", dpi=100))
    seen = {tuple(pixel) for pixel in np.round(picture[..., :3] * 255).astype(int).reshape(-1, 3).tolist()}
    for locality in session.project.scenarios[0].plan:
        assert tuple(bytes.fromhex(locality.colour[1:])) in seen
    assert (0xDD, 0xDD, 0xDD) in seen


def test_labels_stay_on_the_page_and_apart() -> None:
    session = hostile_session()
    scenario = session.project.scenarios[0]
    figure = map_figure(session.project, scenario, session.figures(scenario), now=NOW)
    (axes,) = figure.axes
    figure.draw_without_rendering()
    boxes = [
        patch.get_window_extent()
        for text in axes.texts
        if (patch := text.get_bbox_patch()) is not None
    ]  # fmt: skip
    page = axes.get_window_extent()
    assert len(boxes) == 6
    for box in boxes:
        assert box.x0 >= page.x0 - 3
        assert box.x1 <= page.x1 + 3
        assert box.y0 >= page.y0 - 3
        assert box.y1 <= page.y1 + 3
    for one, other in itertools.combinations(boxes, 2):
        assert not one.overlaps(other)


def test_an_unknown_ending_is_told(tmp_path: Path) -> None:
    with pytest.raises(ExportError, match=r"“\.gif”"):
        draw(plain_session(1), tmp_path / "map.gif")
    with pytest.raises(ExportError, match="no folder"):
        draw(plain_session(1), tmp_path / "gone" / "map.png")


def test_a_label_goes_inside_then_beside_then_is_left_out() -> None:
    roomy, narrow = shapely.box(0, 0, 100, 100), shapely.box(100, 0, 110, 100)
    land = shapely.union(roomy, narrow)
    wishes = [Wish((50, 50), roomy, 60, 30), Wish((105, 50), narrow, 60, 30)]
    inside, beside = place_labels(wishes, frame=(0, 0, 300, 100), land=land)
    assert inside is not None
    assert (inside.x, inside.y, inside.leader) == (50, 50, False)
    assert beside is not None
    assert beside.leader
    assert beside.x >= 140
    assert place_labels(wishes, frame=(0, 0, 120, 100), land=land)[1] is None


def test_the_deepest_point_lies_in_the_largest_part() -> None:
    shape = shapely.union(shapely.box(0, 0, 10, 10), shapely.box(20, 0, 60, 40))
    x, y = deepest_point(shape)
    assert 35 < x < 45
    assert 15 < y < 25


def test_paths_and_borders_of_the_grid() -> None:
    area = plain_session(1).project.area
    paths = polygon_paths(area.units.geometry)
    assert len(paths) == 12
    assert all(np.asarray(path.vertices).shape == (5, 2) for path in paths)
    everyone = np.zeros(12, dtype=np.int32)
    around = sum(shapely.length(shapely.linestrings(line)) for line in border_lines(area.topology, everyone))
    assert around == pytest.approx(14_000)
    everyone[0] = -1
    split = sum(shapely.length(shapely.linestrings(line)) for line in border_lines(area.topology, everyone))
    assert split == pytest.approx(16_000)


def test_long_names_are_wrapped_once_and_then_shortened() -> None:
    assert wrapped("1 Leek", 24) == ["1 Leek"]
    assert wrapped("4 Holistic Patient Centred Care", 20) == ["4 Holistic Patient", "Centred Care"]
    assert wrapped("5 " + "n" * 200, 24)[-1].endswith("…")
    assert len(wrapped("one two three four five six seven", 8)) == 2
