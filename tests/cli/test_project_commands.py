"""``new``, ``info`` and ``scenario`` on twelve squares."""

from __future__ import annotations

import json
from pathlib import Path

import geopandas as gpd
import pytest

from tests.cli.conftest import Cli, GridFiles, write_csv, write_units


def test_info_tells_what_new_has_read(cli: Cli, grid: Path) -> None:
    told = cli("info", grid, "--json", "-").json
    assert told["name"] == "Gridshire"
    assert told["schema_version"] >= 1
    assert told["units"]["count"] == 12
    assert told["units"]["resident"] == sum(range(1, 13)) * 1000
    assert told["units"]["crs"] == "EPSG:27700"
    assert told["units"]["neighbour_pairs"] == 17
    assert told["units"]["components"] == [12]
    assert set(told["units"]) >= {"vintage", "healed"}
    assert told["practices"] == {
        "count": 4,
        "registered": 19_000,
        "registered_known": 19_000,
        "not_placed": 1,
    }
    assert told["registrations"] == {
        "rows": 15,
        "patients": 11_250,
        "patients_in_units": 10_750,
        "patients_of_units_outside": 300,
        "patients_unplaced": 200,
        "patients_of_other_practices": 350,
    }
    assert told["providers"] == {"count": 2}
    assert told["scenarios"] == []


def test_info_in_words(cli: Cli, grid: Path) -> None:
    said = cli("info", grid)
    assert said.err == ""
    assert "Gridshire" in said.out
    assert "residents 78,000" in said.out
    assert "17 neighbour pairs, in 1 piece" in said.out


def test_json_goes_to_a_file_as_well(cli: Cli, grid: Path, tmp_path: Path) -> None:
    file = tmp_path / "info.json"
    said = cli("info", grid, "--json", file)
    assert json.loads(file.read_text(encoding="utf-8"))["units"]["count"] == 12
    assert "Gridshire" in said.out


def test_json_that_cannot_be_written_is_told_before_the_work(cli: Cli, grid: Path, tmp_path: Path) -> None:
    for target in (tmp_path / "no" / "info.json", tmp_path):
        ran = cli("info", grid, "--json", target)
        assert ran.status == 1
        assert str(target.parent if target.name == "info.json" else target) in ran.line


def test_an_unknown_population_is_null_and_not_0(cli: Cli, tmp_path: Path) -> None:
    units = write_units(tmp_path / "units.gpkg", drop="population")
    assert cli("new", tmp_path / "p.gpkg", "--units", units, "--name", "No people").status == 0
    told = cli("info", tmp_path / "p.gpkg", "--json", "-").json["units"]
    assert told["resident"] is None
    assert told["units_without_people"] == 12
    assert "Not known" in cli("info", tmp_path / "p.gpkg").out


def test_new_keeps_what_is_there(cli: Cli, grid: Path, grid_files: GridFiles) -> None:
    before = grid.read_bytes()
    ran = cli("new", grid, *grid_files.options)
    assert ran.status == 1
    assert "grid.gpkg" in ran.line
    assert "--overwrite" in ran.line
    assert grid.read_bytes() == before
    assert cli("new", grid, "--overwrite", "--units", grid_files.units).status == 0
    assert cli("info", grid, "--json", "-").json["practices"]["count"] == 0


def test_new_takes_the_areas_of_a_code_and_the_file_name(
    cli: Cli, grid_files: GridFiles, tmp_path: Path
) -> None:
    project = tmp_path / "part.gpkg"
    assert cli("new", project, "--units", grid_files.units, "--area", "U01,U02,U03").status == 0
    told = cli("info", project, "--json", "-").json
    assert told["name"] == "part"
    assert told["units"]["count"] == 3


def test_new_joins_several_files(cli: Cli, grid_files: GridFiles, tmp_path: Path) -> None:
    all_units = gpd.read_file(grid_files.units)
    halves = [tmp_path / "south.geojson", tmp_path / "north.geojson"]
    for half, rows in zip(halves, (all_units[:6], all_units[6:]), strict=True):
        rows.to_crs("EPSG:4326").to_file(half, driver="GeoJSON", COORDINATE_PRECISION=9)
    made = cli("new", tmp_path / "both.gpkg", "--units", *halves, "--name", "Both")
    assert made.status == 0, made.err
    told = cli("info", tmp_path / "both.gpkg", "--json", "-").json["units"]
    assert (told["count"], told["neighbour_pairs"]) == (12, 17)


def test_new_takes_a_named_column(cli: Cli, grid_files: GridFiles, tmp_path: Path) -> None:
    project = tmp_path / "aged.gpkg"
    made = cli("new", project, "--units", grid_files.units, "--column", "resident=pop_65_plus")
    assert made.status == 0, made.err
    assert cli("info", project, "--json", "-").json["units"]["resident"] == 15_600


def test_scenarios(cli: Cli, grid: Path) -> None:
    def names() -> list[str]:
        return [s["name"] for s in cli("scenario", "list", grid, "--json", "-").json["scenarios"]]

    assert cli("scenario", "list", grid).out == "No scenarios yet\n"
    assert cli("scenario", "add", grid, "First draft").status == 0
    assert cli("scenario", "copy", grid, "first draft", "Second").status == 0
    assert cli("scenario", "rename", grid, "First draft", "Workshop").status == 0
    assert names() == ["Workshop", "Second"]
    assert cli("scenario", "rename", grid, "Workshop", "workshop").status == 0
    assert cli("scenario", "delete", grid, "workshop").status == 0
    assert names() == ["Second"]
    told = cli("info", grid, "--json", "-").json["scenarios"]
    assert told == [{"name": "Second", "status": "Draft", "localities": 0, "unassigned_units": 12}]


@pytest.mark.parametrize(
    ("command", "word"),
    [
        ("scenario add P second", "“Second”"),
        ("scenario copy P First Second", "Second"),
        ("scenario copy P Third New", "“First”, “Second”"),
        ("scenario rename P First second", "“Second”"),
        ("scenario rename P Third New", "“First”, “Second”"),
        ("scenario delete P Third", "“First”, “Second”"),
        ("figures P --scenario Third", "“First”, “Second”"),
        ("figures P --scenario First --basis weighted", "weighted"),
        ("plan export P out.csv --scenario Third", "“First”, “Second”"),
        ("practices assign P --scenario Third --by site", "“First”, “Second”"),
        ("export P --scenario Third --map out.png", "“First”, “Second”"),
        ("screenshot P out.png --scenario Third", "“First”, “Second”"),
    ],
)
def test_what_a_project_refuses(
    cli: Cli, grid: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: str, word: str
) -> None:
    for name in ("First", "Second"):
        cli("scenario", "add", grid, name)
    before, files = grid.read_bytes(), sorted(tmp_path.iterdir())
    monkeypatch.chdir(tmp_path)
    ran = cli(*[grid if part == "P" else part for part in command.split()])
    assert ran.status == 1
    assert word in ran.line
    assert grid.read_bytes() == before
    assert sorted(tmp_path.iterdir()) == files


def test_looking_changes_no_byte(cli: Cli, grid: Path, plan_csv: Path, tmp_path: Path) -> None:
    cli("plan", "import", grid, plan_csv, "--scenario", "A", "--create")
    before, age = grid.read_bytes(), grid.stat().st_mtime_ns
    for command in (
        ["info", grid],
        ["scenario", "list", grid],
        ["figures", grid, "--scenario", "A"],
        ["plan", "export", grid, tmp_path / "out.csv", "--scenario", "A"],
        ["plan", "import", grid, plan_csv, "--scenario", "B", "--create", "--dry-run"],
    ):
        assert cli(*command).status == 0
    assert (grid.read_bytes(), grid.stat().st_mtime_ns) == (before, age)


def test_a_project_without_practices_has_none_to_assign(
    cli: Cli, grid_files: GridFiles, tmp_path: Path
) -> None:
    project = tmp_path / "bare.gpkg"
    cli("new", project, "--units", grid_files.units)
    cli("scenario", "add", project, "A")
    ran = cli("practices", "assign", project, "--scenario", "A", "--by", "site")
    assert ran.status == 1
    assert "no practices" in ran.line


def test_a_registrations_file_alone_reads_as_other_practices(
    cli: Cli, grid_files: GridFiles, tmp_path: Path
) -> None:
    rows = [{"practice_code": "Z1", "lsoa_code": "U01", "patients": 10}]
    file = write_csv(tmp_path / "only.csv", rows)
    project = tmp_path / "only.gpkg"
    cli("new", project, "--units", grid_files.units, "--registrations", file)
    told = cli("info", project, "--json", "-").json["registrations"]
    assert told["patients_of_other_practices"] == 10
