"""Runs the command line as a whole, on files of twelve squares and on published data."""

from __future__ import annotations

import csv
import json
import shutil
import warnings
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import geopandas as gpd
import pytest

from tests.grids import grid_practices, grid_registrations, grid_units
from workbench.cli.app import run
from workbench.cli.handed import Handed


@dataclass(frozen=True)
class Ran:
    """How one command line ended, and what it said."""

    status: int
    out: str
    err: str

    @property
    def json(self) -> dict[str, Any]:
        """What it printed as JSON, which must be all that it printed."""
        value: dict[str, Any] = json.loads(self.out)
        return value

    @property
    def line(self) -> str:
        """The one line on stderr of a problem; nothing else may have been said."""
        assert self.out == ""
        assert self.err.endswith("\n")
        assert self.err.count("\n") == 1
        assert "Traceback" not in self.err
        return self.err.strip()


@dataclass
class Window:
    """Stands in for the window: remembers what was asked of it."""

    opened: list[tuple[Path | None, bool]] = field(default_factory=list)
    drawn: list[tuple[Path, Path, str | None, tuple[int, int], float]] = field(default_factory=list)

    def open_window(self, project: Path | None, *, sample: bool) -> int:
        self.opened.append((project, sample))
        return 0

    def draw_window(
        self, project: Path, png: Path, *, scenario: str | None, size: tuple[int, int], scale: float
    ) -> None:
        self.drawn.append((project, png, scenario, size, scale))
        png.write_bytes(b"\x89PNG")


Cli = Callable[..., Ran]


@pytest.fixture
def window() -> Window:
    """The window that commands are handed."""
    return Window()


@pytest.fixture
def cli(capsys: pytest.CaptureFixture[str], window: Window) -> Cli:
    """Run a command line in this process."""

    def ran(*arguments: object) -> Ran:
        capsys.readouterr()
        handed = Handed(open_window=window.open_window, draw_window=window.draw_window)
        status = run([str(argument) for argument in arguments], handed)
        said = capsys.readouterr()
        return Ran(status, said.out, said.err)

    return ran


@dataclass(frozen=True)
class GridFiles:
    """The files of the twelve squares in a folder."""

    folder: Path

    @property
    def units(self) -> Path:
        return self.folder / "units.gpkg"

    @property
    def options(self) -> list[str]:
        """The options of ``new`` with all files."""
        names = ("practices", "registrations", "providers")
        files = [part for name in names for part in (f"--{name}", str(self.folder / f"{name}.csv"))]
        return ["--units", str(self.units), *files]


def write_csv(path: Path, rows: Sequence[Mapping[str, object]]) -> Path:
    """A CSV file of rows that all have the same headings."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    return path


def write_units(path: Path, *, drop: str = "", repeat: bool = False) -> Path:
    """The twelve squares as a GeoPackage, with a column missing or a unit twice where that is wanted."""
    units = grid_units()
    frame = gpd.GeoDataFrame(
        {
            "lsoa_code": units.codes,
            "lsoa_name": units.names,
            "lad_code": "E06000099",
            "lad_name": "Gridshire",
            "population": units.resident.astype(int),
            "pop_65_plus": units.resident / 5,
            "imd2019_score": units.imd_score,
        },
        geometry=list(units.geometry),
        crs="EPSG:27700",
    )
    if repeat:
        frame.loc[3, "lsoa_code"] = "U03"
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # pyogrio warns of its own defaults; the file is only a test's input
        frame.drop(columns=[drop] if drop else []).to_file(path, driver="GPKG")
    return path


def write_grid(folder: Path) -> GridFiles:
    """All files of the twelve squares."""
    write_units(folder / "units.gpkg")
    practices, registrations = grid_practices(grid_units()), grid_registrations()
    write_csv(
        folder / "practices.csv",
        [
            {
                "practice_code": practices.codes[i],
                "practice_name": practices.names[i],
                "postcode": practices.postcodes[i],
                "easting": "" if practices.easting[i] != practices.easting[i] else practices.easting[i],
                "northing": "" if practices.northing[i] != practices.northing[i] else practices.northing[i],
                "list_size": int(practices.list_size[i]),
                "pcn_code": practices.pcn_codes[i],
                "pcn_name": practices.pcn_names[i],
            }
            for i in range(len(practices))
        ],
    )
    rows = zip(registrations.practice_codes, registrations.unit_codes, registrations.patients, strict=True)
    write_csv(
        folder / "registrations.csv",
        [{"practice_code": p, "lsoa_code": u, "patients": int(n)} for p, u, n in rows],
    )
    write_csv(
        folder / "providers.csv",
        [
            {"provider_code": code, "name": name, "type": kind, "easting": x, "northing": y}
            for code, name, kind, x, y in (
                ("S1", "Grid Clinic", "clinic", 400_500, 300_500),
                ("S2", "Grid Pharmacy", "pharmacy", "", ""),
            )
        ],
    )
    return GridFiles(folder)


@pytest.fixture
def grid_files(tmp_path: Path) -> GridFiles:
    """Files of the twelve squares."""
    folder = tmp_path / "files"
    folder.mkdir()
    return write_grid(folder)


@pytest.fixture(scope="session")
def grid_made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The project of the twelve squares, made once by the command line."""
    folder = tmp_path_factory.mktemp("grid")
    return made_by_new(folder, *write_grid(folder).options, "--name", "Gridshire")


@pytest.fixture
def grid(grid_made: Path, grid_files: GridFiles, tmp_path: Path) -> Path:
    """A copy of the project of the twelve squares, without scenarios; its files lie beside it."""
    return Path(shutil.copyfile(grid_made, tmp_path / "grid.gpkg"))


@pytest.fixture
def plan_csv(tmp_path: Path) -> Path:
    """A plan of two localities; the two last squares are in none."""
    path = tmp_path / "plan.csv"
    names = ["West"] * 5 + ["East, upper"] * 5 + ["", ""]
    rows = [{"unit_code": f"U{k + 1:02d}", "locality": name} for k, name in enumerate(names)]
    return write_csv(path, rows)


@pytest.fixture(scope="session")
def north_staffordshire_made(data_dir: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The project of the published data, made once by the command line."""
    folder, data = tmp_path_factory.mktemp("north_staffordshire"), data_dir / "north_staffordshire"
    files = {name: data / f"{name}.csv" for name in ("practices", "registrations", "providers")}
    options = [part for name, file in files.items() for part in (f"--{name}", str(file))]
    return made_by_new(folder, "--units", str(data / "lsoa.gpkg"), *options)


def made_by_new(folder: Path, *options: str) -> Path:
    """The project that ``new`` makes in a folder, with a home of its own."""
    project, window = folder / "made.gpkg", Window()
    handed = Handed(open_window=window.open_window, draw_window=window.draw_window)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("LOCALITY_WORKBENCH_HOME", str(folder / "home"))
        assert run(["new", str(project), *options], handed) == 0
    return project


@pytest.fixture
def north_staffordshire(north_staffordshire_made: Path, tmp_path: Path) -> Path:
    """A copy of the project of the published data."""
    return Path(shutil.copyfile(north_staffordshire_made, tmp_path / "ns.gpkg"))
