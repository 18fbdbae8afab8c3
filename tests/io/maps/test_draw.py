"""Maps are drawn for every kind of scenario, as pictures and as a page with text."""

from __future__ import annotations

from dataclasses import replace
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
from workbench.io.maps.hatches import in_greys, printed_hatches
from workbench.io.maps.legend import LEFT
from workbench.io.maps.paper import Sheet
from workbench.io.maps.paths import border_lines, polygon_paths
from workbench.metrics.colour_sight import grey_of
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
        **{"now": NOW, "sheet": Sheet(dpi=60), **options},  # type: ignore[arg-type]  # the options of one test
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
    for words in (
        "(Draft)",
        "Resident people",
        "band 5,000 to 15,000",
        "14 October 2026",
        "22,000",
        "7,000 above",
    ):
        assert words in text


def test_practices_outside_the_frame_are_not_drawn() -> None:
    session = plain_session(3)
    scenario, area = session.project.scenarios[0], session.project.area
    drawn = []
    for shift in (0, 100_000):
        area.practices = replace(area.practices, easting=area.practices.easting + np.array([shift, 0, 0, 0]))
        figure = map_figure(session.project, scenario, session.figures(scenario), now=NOW)
        (axes,) = figure.axes
        found = [np.asarray(c.get_offsets()) for c in axes.collections if c.get_zorder() == 5]
        dots = found[0] if found else np.zeros((0, 2))
        drawn.append(len(dots))
        assert (dots[:, 0] < axes.get_xlim()[1]).all()
    assert drawn[0] > 0
    assert drawn[1] == drawn[0] - 1


def test_the_map_and_the_legend_stand_apart() -> None:
    session = plain_session(3)
    scenario = session.project.scenarios[0]
    figure = map_figure(session.project, scenario, session.figures(scenario), now=NOW)
    assert figure.axes[0].get_position().x1 < LEFT


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
    picture = imread(draw(session, tmp_path / "map.png", sheet=Sheet(dpi=100)))
    seen = {tuple(pixel) for pixel in np.round(picture[..., :3] * 255).astype(int).reshape(-1, 3).tolist()}
    for locality in session.project.scenarios[0].plan:
        assert tuple(bytes.fromhex(locality.colour[1:])) in seen
    assert (0xDD, 0xDD, 0xDD) in seen


def test_an_unknown_ending_is_told(tmp_path: Path) -> None:
    with pytest.raises(ExportError, match=r"“\.gif”"):
        draw(plain_session(1), tmp_path / "map.gif")
    with pytest.raises(ExportError, match="no folder"):
        draw(plain_session(1), tmp_path / "gone" / "map.png")


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


def test_without_colours_neighbours_differ_by_hatches(tmp_path: Path) -> None:
    session = hostile_session()
    picture = imread(draw(session, tmp_path / "grey.png", sheet=Sheet(dpi=60), grey=True))
    height, width = picture.shape[:2]
    fills = picture[int(0.2 * height) : int(0.8 * height), int(0.05 * width) : int(0.5 * width), :3]
    spread = fills.max(axis=2) - fills.min(axis=2)
    assert (spread < 0.06).mean() > 0.97  # marks of over and under keep their colour
    grey = in_greys(session.project.scenarios[0].plan)
    assert all(one.colour == grey_of(one.colour) for one in grey)
    adjacency = session.project.area.adjacency
    signs = printed_hatches(adjacency, grey, all_of_them=True)
    for one, other in adjacency.pairs.tolist():
        codes = [grey.code_of_unit(unit) for unit in (one, other)]
        if None not in codes and codes[0] != codes[1]:
            assert signs.get(str(codes[0]), "") != signs.get(str(codes[1]), "")
