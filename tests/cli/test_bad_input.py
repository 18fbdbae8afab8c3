"""Each kind of bad input: one line naming file, row and remedy, status 1, and nothing has changed."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import geopandas as gpd
import pytest
import shapely

from tests.cli.conftest import Cli, GridFiles, write_csv, write_units
from workbench.io.project_file.schema import SCHEMA_VERSION

ROOT = Path(__file__).resolve().parents[2]


def units_of(folder: Path, shapes: list[shapely.Geometry], *, crs: str | None = "EPSG:27700") -> Path:
    """A GeoPackage of three units, the first two given."""
    frame = gpd.GeoDataFrame(
        {"lsoa_code": ["U01", "U02", "U03"][: len(shapes)], "population": [10, 20, 30][: len(shapes)]},
        geometry=list(shapes),
        crs=crs,
    )
    path = folder / "bad.gpkg"
    frame.to_file(path, driver="GPKG")
    return path


def square(x: float, y: float, side: float = 1000) -> shapely.Geometry:
    return shapely.box(400_000 + x, 300_000 + y, 400_000 + x + side, 300_000 + y + side)


def missing_column(folder: Path) -> Path:
    return write_units(folder / "bad.gpkg", drop="lsoa_code")


def duplicate_code(folder: Path) -> Path:
    return write_units(folder / "bad.gpkg", repeat=True)


def empty(folder: Path) -> Path:
    path = folder / "bad.gpkg"
    path.touch()
    return path


def truncated(folder: Path) -> Path:
    path = write_units(folder / "bad.gpkg")
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 3])
    return path


def not_there(folder: Path) -> Path:
    return folder / "bad.gpkg"


def not_healable(folder: Path) -> Path:
    line = shapely.Polygon([(400_000, 300_000), (401_000, 300_000), (400_000, 300_000)])
    return units_of(folder, [square(0, 0), line])


def overlap(folder: Path) -> Path:
    return units_of(folder, [square(0, 0), square(500, 0)])


def swapped(folder: Path) -> Path:
    shapes = [shapely.box(53.0 + k / 100, -2.0, 53.01 + k / 100, -1.99) for k in range(2)]
    return units_of(folder, shapes, crs="EPSG:4326")


@pytest.mark.filterwarnings("ignore")  # pyogrio warns about the broken files that these tests write
@pytest.mark.parametrize(
    ("make", "words"),
    [
        (missing_column, ["--column unit_code="]),
        (duplicate_code, ["U03", "row"]),
        (empty, ["empty"]),
        (truncated, []),
        (not_there, []),
        (not_healable, ["U02"]),
        (overlap, ["U01", "U02"]),
        (swapped, ['--crs "EPSG:4326 swapped"']),
    ],
)
def test_bad_units(cli: Cli, tmp_path: Path, make: Callable[[Path], Path], words: list[str]) -> None:
    file = make(tmp_path)
    project = tmp_path / "p.gpkg"
    ran = cli("new", project, "--units", file)
    assert ran.status == 1
    for word in ["bad.gpkg", *words]:
        assert word in ran.line
    assert not project.exists()


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("name", ["practices", "registrations", "providers"])
@pytest.mark.parametrize("how", ["missing column", "bad number", "empty", "truncated", "not there"])
def test_bad_tables(cli: Cli, grid_files: GridFiles, tmp_path: Path, name: str, how: str) -> None:
    file = grid_files.folder / f"{name}.csv"
    lines = file.read_text(encoding="utf-8").splitlines()
    words = [file.name]
    match how:
        case "missing column":
            file.write_text("\n".join(line.partition(",")[2] for line in lines), encoding="utf-8")
            words.append("column")
        case "bad number":
            last = {"practices": 5, "registrations": 2, "providers": 3}[name]
            cells = lines[2].split(",")
            cells[last] = "many"
            file.write_text("\n".join([lines[0], lines[1], ",".join(cells)]), encoding="utf-8")
            words += ["row 3", "many"]
        case "empty":
            file.write_text("", encoding="utf-8")
        case "truncated":
            file.write_text("\n".join([*lines[:-1], lines[-1].partition(",")[0]]), encoding="utf-8")
            words.append(f"row {len(lines)}")
        case "not there":
            file.unlink()
    project = tmp_path / "p.gpkg"
    ran = cli("new", project, *grid_files.options)
    assert ran.status == 1
    for word in words:
        assert word in ran.line
    assert not project.exists()


def test_a_duplicate_practice(cli: Cli, grid_files: GridFiles, tmp_path: Path) -> None:
    file = grid_files.folder / "practices.csv"
    lines = file.read_text(encoding="utf-8").splitlines()
    file.write_text("\n".join([*lines, lines[1]]), encoding="utf-8")
    ran = cli("new", tmp_path / "p.gpkg", *grid_files.options)
    assert ran.status == 1
    for word in ("practices.csv", "P1", "row"):
        assert word in ran.line


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("area_of_it,locality\nU01,West\n", ["column"]),
        ("unit_code,locality\nX99,West\n", ["X99", "row 2", "--skip-bad"]),
        ("unit_code,locality\nU01,West\nU01,East\n", ["U01", "row 3"]),
        ("", ["empty"]),
        ('unit_code,locality\nU01,"West\n', []),
    ],
)
def test_bad_plans(cli: Cli, grid: Path, tmp_path: Path, text: str, words: list[str]) -> None:
    file = tmp_path / "plan.csv"
    file.write_text(text, encoding="utf-8")
    before = grid.read_bytes()
    ran = cli("plan", "import", grid, file, "--scenario", "A", "--create")
    assert ran.status == 1
    for word in ["plan.csv", *words]:
        assert word in ran.line
    assert grid.read_bytes() == before


def test_a_project_of_a_newer_schema(cli: Cli, grid: Path) -> None:
    with sqlite3.connect(grid) as database:
        for key in ("schema_version", "readable_from"):
            database.execute("UPDATE settings SET value = ? WHERE key = ?", (str(SCHEMA_VERSION + 8), key))
    database.close()
    before = grid.read_bytes()
    for command in (["info", grid], ["scenario", "add", grid, "A"]):
        ran = cli(*command)
        assert ran.status == 1
        assert "grid.gpkg" in ran.line
        assert "newer" in ran.line
    assert grid.read_bytes() == before


@pytest.mark.parametrize("how", ["empty", "truncated", "another database", "text", "a folder"])
def test_files_that_are_no_project(cli: Cli, grid: Path, tmp_path: Path, how: str) -> None:
    path = tmp_path / "bad.gpkg"
    match how:
        case "empty":
            path.touch()
        case "truncated":
            path.write_bytes(grid.read_bytes()[: grid.stat().st_size // 2])
        case "another database":
            write_units(path)
        case "text":
            path.write_text("unit_code,locality\n", encoding="utf-8")
        case "a folder":
            path.mkdir()
    ran = cli("info", path)
    assert ran.status == 1
    assert "bad.gpkg" in ran.line


@pytest.mark.skipif(os.name == "nt", reason="folders of Windows have no such right")
def test_a_read_only_folder(grid: Path, grid_files: GridFiles, own_home: Path) -> None:
    before, folder = grid.read_bytes(), grid.parent
    folder.chmod(0o555)
    try:
        added = without_privileges("scenario", "add", grid, "A")
        made = without_privileges("new", folder / "new.gpkg", "--units", grid_files.units)
        looked = without_privileges("info", grid)
    finally:
        folder.chmod(0o755)
    for ran in (added, made):
        assert (ran.returncode, ran.stdout, ran.stderr.count("\n")) == (1, "", 1)
        assert str(folder) in ran.stderr
    assert looked.returncode == 0
    assert grid.read_bytes() == before
    assert sorted(path.name for path in folder.iterdir()) == ["files", "grid.gpkg"]
    assert list((own_home / "data" / "working").glob("*")) == []


def without_privileges(*arguments: object) -> subprocess.CompletedProcess[str]:
    """Run the program so that rights of folders count, also where the tests run as root."""
    command = [sys.executable, str(ROOT / "main.py"), *map(str, arguments)]
    if os.geteuid() == 0:
        command = ["setpriv", "--bounding-set=-dac_override,-dac_read_search", *command]
    return subprocess.run(command, capture_output=True, text=True, check=False)


@pytest.mark.parametrize("command", ["new", "plan export", "export --map", "export --configuration"])
def test_a_folder_that_is_not_there(cli: Cli, grid: Path, grid_files: GridFiles, command: str) -> None:
    cli("scenario", "add", grid, "A")
    target = grid.parent / "nowhere"
    ran = {
        "new": lambda: cli("new", target / "p.gpkg", *grid_files.options),
        "plan export": lambda: cli("plan", "export", grid, target / "p.csv", "--scenario", "A"),
        "export --map": lambda: cli("export", grid, "--scenario", "A", "--map", target / "m.png"),
        "export --configuration": lambda: cli(
            "export", grid, "--scenario", "A", "--configuration", target / "c.xlsx"
        ),
    }[command]()
    assert ran.status == 1
    assert str(target) in ran.line
    assert not target.exists()


def test_what_is_no_error_is_counted(cli: Cli, grid: Path) -> None:
    """Units outside, pseudo codes, practices that are not listed, practices without a place."""
    told = cli("info", grid, "--json", "-").json
    codes = {notice["code"] for notice in told["notices"]}
    assert codes >= {"registrations_outside", "registrations_unplaced", "registrations_other_practices"}
    assert told["practices"]["not_placed"] == 1


def test_a_plan_row_of_a_real_csv_writer_is_read(cli: Cli, grid: Path, tmp_path: Path) -> None:
    file = write_csv(tmp_path / "plan.csv", [{"unit_code": "U01", "locality": 'The "Old" town, north'}])
    assert cli("plan", "import", grid, file, "--scenario", "A", "--create").status == 0
    out = tmp_path / "out.csv"
    cli("plan", "export", grid, out, "--scenario", "A")
    assert out.read_text(encoding="utf-8").splitlines()[1] == 'U01,"The ""Old"" town, north"'


@pytest.mark.parametrize(
    "given",
    [
        "plan export PROJECT PROJECT --scenario A",
        "info PROJECT --json PROJECT",
        "figures PROJECT --scenario A --json PROJECT",
        "scenario list PROJECT --json PROJECT",
    ],
)
def test_an_output_never_takes_the_place_of_a_project(cli: Cli, grid: Path, given: str) -> None:
    cli("scenario", "add", grid, "A")
    before = grid.read_bytes()
    ran = cli(*(grid if word == "PROJECT" else word for word in given.split()))
    assert (ran.status, ran.out) == (1, "")
    assert "database" in ran.line
    assert grid.read_bytes() == before


def test_a_project_never_takes_the_place_of_its_own_units(cli: Cli, grid_files: GridFiles) -> None:
    before = grid_files.units.read_bytes()
    ran = cli("new", grid_files.units, "--units", grid_files.units, "--overwrite")
    assert ran.status == 1
    assert "one of the files to read" in ran.line
    assert grid_files.units.read_bytes() == before


def test_two_columns_that_fit_are_told_with_the_option_that_settles_it(cli: Cli, tmp_path: Path) -> None:
    path = tmp_path / "two.gpkg"
    frame = gpd.read_file(units_of(tmp_path, [square(0, 0)]))
    frame["Population "] = 20
    frame.to_file(path, driver="GPKG")
    ran = cli("new", tmp_path / "p.gpkg", "--units", path)
    assert ran.status == 1
    assert "--column units.resident=" in ran.line


@pytest.mark.parametrize(
    "words",
    ["{name}.gpkg", "new {name}.gpkg --units u.gpkg", "new p.gpkg --units {name}.gpkg",
     "plan import {grid} {name}.csv --scenario A --create", "import {grid} {name}.csv", "info {name}.gpkg"],
)  # fmt: skip
def test_a_name_that_no_system_takes(cli: Cli, grid: Path, words: str) -> None:
    before = grid.read_bytes()
    ran = cli(*words.format(name="n" * 300, grid=grid).split())
    assert ran.status == 1
    assert "No file can have the name" in ran.line or "There is no file" in ran.line
    assert grid.read_bytes() == before
