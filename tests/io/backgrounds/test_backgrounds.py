"""Backgrounds read from tiles and pictures: which part, at which size; and what cannot be used."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest
import rasterio
from PIL import Image
from pyproj import CRS

from tests.io.backgrounds.made_maps import chart_pixels, write_mbtiles, write_world_picture
from workbench.errors import InputError
from workbench.io.backgrounds.mbtiles import HALF_WORLD, MbTiles
from workbench.io.backgrounds.picture import Pixels
from workbench.io.backgrounds.raster_file import RasterFile
from workbench.progress import NoProgress

X, Y = -242_000.0, 6_960_000.0


def placed(west: float, north: float, pixel: float) -> rasterio.Affine:
    """Where the pixels of a picture lie."""
    return rasterio.Affine(pixel, 0, west, 0, -pixel, north)


def whole_grey(data: bytes) -> Pixels | None:
    """A stand-in for decoding: a grey tile whose grey is the length of its data."""
    return np.full((256, 256, 4), len(data) % 200, dtype=np.uint8)


def write_plain_tiles(path: Path, tiles: dict[tuple[int, int, int], bytes], **about: str) -> Path:
    """Tiles by level, column and row from above."""
    with closing(sqlite3.connect(path)) as db:
        db.execute("CREATE TABLE metadata (name TEXT, value TEXT)")
        db.execute("CREATE TABLE tiles (zoom_level INT, tile_column INT, tile_row INT, tile_data BLOB)")
        db.executemany("INSERT INTO metadata VALUES (?, ?)", list(about.items()))
        rows = [(z, x, 2**z - 1 - y, data) for (z, x, y), data in tiles.items()]
        db.executemany("INSERT INTO tiles VALUES (?, ?, ?, ?)", rows)
        db.commit()
    return path


def test_the_level_fits_the_screen_and_stays_within_those_there_are(tmp_path: Path) -> None:
    path = write_plain_tiles(tmp_path / "a.mbtiles", {(9, 0, 0): b"a", (14, 0, 0): b"b"})
    tiles = MbTiles(path, whole_grey)
    at_12 = 2 * HALF_WORLD / 256 / 2**12
    assert tiles.levels == (9, 14)
    assert tiles.level_for(at_12) == 12
    assert tiles.level_for(at_12 * 1.1) == 12
    assert tiles.level_for(at_12 * 1.9) == 11
    assert tiles.level_for(1e6) == 9
    assert tiles.level_for(0.01) == 14
    tiles.close()


def test_tiles_are_put_together_with_their_place_and_gaps_stay_clear(tmp_path: Path) -> None:
    path = write_plain_tiles(tmp_path / "a.mbtiles", {(2, 1, 1): b"abc", (2, 2, 1): b"abcde"})
    tiles = MbTiles(path, whole_grey)
    side = HALF_WORLD / 2
    picture = tiles.read((-side + 1, -1, side - 1, side - 1), side / 256, NoProgress())
    assert picture is not None
    assert picture.pixels.shape == (512, 512, 4)
    assert picture.pixels[100, 100, 0] == 3
    assert picture.pixels[100, 400, 0] == 5
    assert not picture.pixels[300:].any()
    assert (picture.west, picture.north) == (-side, side)
    assert picture.across == pytest.approx(side / 256)
    tiles.close()


def test_a_view_that_needs_too_many_tiles_takes_a_coarser_level(tmp_path: Path) -> None:
    tiles = MbTiles(
        write_plain_tiles(tmp_path / "a.mbtiles", {(3, 1, 1): b"a", (12, 5, 5): b"b"}), whole_grey
    )
    read = tiles.read((-HALF_WORLD, -HALF_WORLD, HALF_WORLD, HALF_WORLD), 10.0, NoProgress())
    assert read is None or read.pixels.shape[0] <= 16 * 256
    tiles.close()


def test_files_are_opened_for_reading_only(tmp_path: Path) -> None:
    path = write_mbtiles(tmp_path / "a.mbtiles", (X, Y, X + 10, Y + 10), range(10, 11), name="Made")
    before = path.read_bytes()
    tiles = MbTiles(path, whole_grey)
    tiles.read((X, Y, X + 100, Y + 100), 10.0, NoProgress())
    tiles.close()
    assert path.read_bytes() == before
    assert [one.name for one in tmp_path.iterdir()] == ["a.mbtiles"]


def test_tiles_that_cannot_be_used_are_told(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="vector tiles"):
        MbTiles(write_plain_tiles(tmp_path / "v.mbtiles", {(0, 0, 0): b"a"}, format="pbf"), whole_grey)
    with pytest.raises(InputError, match="holds no tiles"):
        MbTiles(write_plain_tiles(tmp_path / "e.mbtiles", {}), whole_grey)
    (tmp_path / "n.mbtiles").write_bytes(b"nothing of the kind, only some words that fill a page" * 30)
    with pytest.raises(InputError, match="cannot be read as MBTiles"):
        MbTiles(tmp_path / "n.mbtiles", whole_grey)


@pytest.mark.parametrize("crs", ["EPSG:27700", "EPSG:4326", "EPSG:32630"])
def test_a_geotiff_keeps_its_system_and_is_read_in_windows(tmp_path: Path, crs: str) -> None:
    path = tmp_path / "a.tif"
    west, north, pixel = {"EPSG:27700": (388_000, 347_000, 5), "EPSG:4326": (-2.2, 53.0, 1e-4),
                          "EPSG:32630": (553_000, 5_872_000, 5)}[crs]  # fmt: skip
    pixels = chart_pixels(crs, west=west, north=north, pixel=pixel, width=400, height=300)
    about = {"driver": "GTiff", "width": 400, "height": 300, "count": 3, "dtype": "uint8", "crs": crs}
    with rasterio.open(path, "w", **about, transform=placed(west, north, pixel)) as dataset:
        dataset.write(np.moveaxis(pixels, -1, 0))
    raster = RasterFile(path)
    assert CRS.from_user_input(raster.crs).to_epsg() == int(crs.partition(":")[2])
    assert not raster.assumed
    box = (west + 100 * pixel, north - 200 * pixel, west + 150 * pixel, north - 100 * pixel)
    read = raster.read(box, pixel, NoProgress())
    assert read is not None
    column, row = round((read.west - west) / pixel), round((north - read.north) / pixel)
    height, width = read.pixels.shape[:2]
    assert 50 <= width <= 54
    assert 100 <= height <= 104
    assert (read.pixels[..., :3] == pixels[row : row + height, column : column + width]).all()
    assert (read.pixels[..., 3] == 255).all()
    small = raster.read(box, 4 * pixel, NoProgress())
    assert small is not None
    assert small.pixels.shape[0] <= 27
    assert (
        raster.read((west - 500 * pixel, north, west - 400 * pixel, north + 9 * pixel), pixel, NoProgress())
        is None
    )


def test_grey_palettes_and_holes_become_colours(tmp_path: Path) -> None:
    about = {"driver": "GTiff", "width": 4, "height": 4, "count": 1, "crs": "EPSG:27700",
             "transform": placed(0, 40, 10)}  # fmt: skip
    values = np.zeros((4, 4), dtype=np.uint8)
    values[1, 1] = 7
    with rasterio.open(tmp_path / "grey.tif", "w", dtype="uint8", nodata=0, **about) as dataset:
        dataset.write(values, 1)
    with rasterio.open(
        tmp_path / "palette.tif", "w", dtype="uint8", photometric="palette", **about
    ) as dataset:
        dataset.write(values, 1)
        dataset.write_colormap(1, {0: (9, 9, 9, 255), 7: (10, 200, 30, 255)})
    box = (0.0, 0.0, 40.0, 40.0)
    grey = RasterFile(tmp_path / "grey.tif").read(box, 10.0, NoProgress())
    palette = RasterFile(tmp_path / "palette.tif").read(box, 10.0, NoProgress())
    assert grey is not None
    assert palette is not None
    assert grey.pixels[1, 1].tolist() == [7, 7, 7, 255]
    assert grey.pixels[0, 0, 3] == 0
    assert palette.pixels[1, 1].tolist() == [10, 200, 30, 255]


def test_heights_keep_their_greys_at_every_scale(tmp_path: Path) -> None:
    """A file of plain numbers has one stretch: its values look alike in whatever part is shown."""
    heights = np.repeat(np.linspace(-50.0, 1_000.0, 60), 10).reshape(60, 10).astype(np.float32)
    heights[30, 5] = np.nan
    with rasterio.open(
        tmp_path / "heights.tif", "w", driver="GTiff", width=10, height=60, count=1, dtype="float32",
        crs="EPSG:27700", transform=placed(0, 600, 10),
    ) as dataset:  # fmt: skip
        dataset.write(heights, 1)
    file = RasterFile(tmp_path / "heights.tif")
    whole = file.read((0, 0, 100, 600), 10.0, NoProgress())
    part = file.read((0, 200, 100, 300), 10.0, NoProgress())
    assert whole is not None
    assert part is not None
    first = round((600 - part.north) / 10)
    rows = part.pixels.shape[0]
    assert (part.pixels == whole.pixels[first : first + rows]).all()
    assert whole.pixels[0, 0, 0] == 0
    assert whole.pixels[-1, 0, 0] == 255
    assert 110 < whole.pixels[29, 0, 0] < 140


def test_pictures_say_where_they_lie_or_are_refused(tmp_path: Path) -> None:
    path = write_world_picture(tmp_path / "a.png", west=0, north=100, pixel=1, side=10, world=".pgw")
    assert RasterFile(path).assumed
    path.with_suffix(".prj").write_text(CRS.from_epsg(3857).to_wkt("WKT1_ESRI"))
    assert not RasterFile(path).assumed
    assert CRS.from_user_input(RasterFile(path).crs).to_epsg() == 3857
    path.with_suffix(".pgw").unlink()
    with pytest.raises(InputError, match=r"does not say where it lies.*a\.pgw"):
        RasterFile(path)
    turned = write_world_picture(tmp_path / "t.png", west=0, north=100, pixel=1, side=10, world=".pgw")
    turned.with_suffix(".pgw").write_text("1\n0.5\n0.5\n-1\n0\n100")
    with pytest.raises(InputError, match="turned against north"):
        RasterFile(turned)
    (tmp_path / "n.tif").write_bytes(b"no picture")
    with pytest.raises(InputError, match="cannot be read"):
        RasterFile(tmp_path / "n.tif")
    Image.new("RGB", (3, 3)).save(tmp_path / "bare.tif")
    with pytest.raises(InputError, match="does not say where it lies"):
        RasterFile(tmp_path / "bare.tif")


def test_a_picture_that_is_cut_short_is_refused(tmp_path: Path) -> None:
    path = write_world_picture(tmp_path / "a.png", west=0, north=100, pixel=1, side=10, world=".pgw")
    path.write_bytes(path.read_bytes()[:-12])
    with pytest.raises(InputError, match=r"a\.png is cut short"):
        RasterFile(path)
