"""Backgrounds land where they belong: known places within a pixel, from street to county."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from tests.io.backgrounds.made_maps import CHEQUER, chart, write_mbtiles, write_world_picture
from workbench.progress import NoProgress
from workbench.ui.layers.background_sheet import Background, BackgroundSheet, open_background
from workbench.ui.layers.warping import to_grid
from workbench.ui.map.view import MapView

MIDDLE = (388_000.0, 347_000.0)


def drawn(background: Background, view: MapView) -> np.ndarray:
    """Red, green, blue, alpha of each device pixel."""
    image = QImage(view.width, view.height, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(0)
    sheet = BackgroundSheet(background)
    for _ in sheet.draw(image, view, sheet.read(sheet.ask(view), NoProgress())):
        pass
    image = image.convertToFormat(QImage.Format.Format_RGBA8888)
    return np.frombuffer(image.constBits(), np.uint8).reshape(view.height, view.width, 4).copy()


def assert_in_place(found: np.ndarray, view: MapView, *, within: float) -> None:
    """Every pixel farther than ``within`` device pixels from an edge of the chart has the chart's colour."""
    columns, rows = np.meshgrid(np.arange(view.width) + 0.5, np.arange(view.height) + 0.5)
    x, y = view.left + columns / view.scale, view.top - rows / view.scale
    edge = np.minimum.reduce([x % CHEQUER, CHEQUER - x % CHEQUER, y % CHEQUER, CHEQUER - y % CHEQUER])
    clear = edge * view.scale > within
    assert clear.mean() > 0.1
    away = np.abs(found[..., :3].astype(int) - chart(x, y).astype(int)).max(axis=-1)
    assert (found[..., 3] == 255).all()
    assert away[clear].max() <= 12


@pytest.fixture(scope="module")
def tiles(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Background]:
    QApplication.instance() or QApplication([])
    x, y = to_grid("EPSG:3857").transform(*MIDDLE, direction="INVERSE")
    path = tmp_path_factory.mktemp("tiles") / "made.mbtiles"
    box = (x - 800, y - 800, x + 800, y + 800)
    made = open_background(
        write_mbtiles(path, box, range(15, 17), name="Made", attribution='<a href="x">&copy; Nobody</a>')
    )
    yield made
    made.close()


@pytest.mark.parametrize(("scale", "ratio"), [(1.0, 1.0), (0.37, 1.0), (1.9, 2.0)])
def test_tiles_land_within_a_pixel(tiles: Background, scale: float, ratio: float) -> None:
    view = MapView(scale, *MIDDLE, 300, 200, ratio)
    # one device pixel, and what the blur between two pixels of a tile takes
    assert_in_place(drawn(tiles, view), view, within=1.0 + 1.5 * scale)


def test_tiles_know_their_name_and_what_is_to_be_said(tiles: Background) -> None:
    assert tiles.title == "Made"
    assert tiles.attribution == "© Nobody"


def test_beside_the_tiles_there_is_nothing(tiles: Background) -> None:
    view = MapView(1.0, 300_000.0, 200_000.0, 60, 40)
    assert not drawn(tiles, view).any()


@pytest.mark.parametrize(("name", "world"), [("a.png", ".pgw"), ("b.png", ".wld"), ("c.jpg", ".jgw")])
def test_a_picture_with_a_world_file_lands_within_a_pixel(tmp_path: Path, name: str, world: str) -> None:
    path = write_world_picture(tmp_path / name, west=387_500, north=347_500, pixel=2.0, side=500, world=world)
    background = open_background(path)
    assert getattr(background, "assumed", False)  # a picture that does not name its system
    view = MapView(0.8, *MIDDLE, 300, 200)
    found = drawn(background, view)
    if name.endswith(".jpg"):  # blurred by its compression
        x, y = view.to_device(388_050.0, 347_050.0)
        assert (
            abs(int(found[int(y), int(x), 0]) - int(chart(np.array(388_050.0), np.array(347_050.0))[0])) < 30
        )
        return
    assert_in_place(found, view, within=2.5)


def test_a_far_view_of_a_picture_is_read_small(tmp_path: Path) -> None:
    path = write_world_picture(
        tmp_path / "a.png", west=380_000, north=355_000, pixel=10.0, side=1600, world=".pgw"
    )
    background = open_background(path)
    sheet = BackgroundSheet(background)
    read = sheet.read(sheet.ask(MapView(0.01, *MIDDLE, 300, 200)), NoProgress())
    assert read is not None
    assert read[0].pixels.shape[:2] == (200, 200)
    assert read[0].across == 80.0
