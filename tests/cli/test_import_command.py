"""``import``: files into a new project, newer ones into it, and what is told of every row."""

from __future__ import annotations

import hashlib
from pathlib import Path

import geopandas as gpd
import openpyxl
import pytest
import shapely

from tests.cli.conftest import Cli
from workbench.io.project_file import locks, writing
from workbench.io.project_file.backups import backups_of
from workbench.io.project_file.reading import read_project
from workbench.session.opening import open_project
from workbench.session.published import importing
from workbench.session.published.building import BuiltArea, build_area

REGISTRATIONS = "PUBLICATION,EXTRACT_DATE,PRACTICE_CODE,PRACTICE_NAME,LSOA_CODE,SEX,NUMBER_OF_PATIENTS\n"


@pytest.fixture
def files(tmp_path: Path) -> dict[str, Path]:
    shapes = [shapely.box(x, 300_000, x + 1000, 301_000) for x in (400_000, 401_000, 402_000)]
    boundaries = tmp_path / "areas.geojson"
    frame = gpd.GeoDataFrame(
        {"LSOA21CD": ["E01000001", "E01000002", "E01000003"]}, geometry=shapes, crs="EPSG:27700"
    )
    frame.to_file(boundaries, driver="GeoJSON")
    registrations = tmp_path / "registrations.csv"
    rows = [
        "A81001,ONE,E01000001,ALL,900",
        "A81001,ONE,CLOSED,ALL,3",
        "A81002,TWO,E01000009,ALL,800",
        "A81002,TWO,E01000002,ALL,7",
    ]
    registrations.write_text(
        REGISTRATIONS + "".join(f"P,01JUL2025,{row}\n" for row in rows), encoding="utf-8"
    )
    people = tmp_path / "people.csv"
    people.write_text("area,heads\nE01000001,1000\nE01000002,500\n", encoding="utf-8")
    return {"boundaries": boundaries, "registrations": registrations, "people": people}


def test_a_project_is_made_and_the_report_reconciles(
    cli: Cli, tmp_path: Path, files: dict[str, Path]
) -> None:
    project = tmp_path / "p.gpkg"
    dry = cli("import", project, files["boundaries"], files["registrations"], "--dry-run", "--json", "-")
    assert not project.exists()
    assert dry.json["applied"] is False
    made = cli("import", project, files["boundaries"], files["registrations"], "--json", "-").json
    assert made["applied"] is True
    assert made["reconciled"] is True
    boundaries, registrations = made["files"]
    assert (boundaries["kind"], boundaries["edition"]) == ("boundaries", "LSOA December 2021, GeoJSON")
    assert (registrations["rows_read"], registrations["rows_used"]) == (4, 2)
    assert registrations["rejected"] == {
        "Address at a closed postcode (CLOSED)": 1,
        "Lives outside the study area": 1,
    }
    info = cli("info", project, "--json", "-").json
    assert info["practices"] == {"count": 1, "registered": 903, "registered_known": 903, "not_placed": 1}
    assert info["registrations"]["patients_in_units"] == 907


def test_rows_are_left_out_and_every_practice_is_listed(
    cli: Cli, tmp_path: Path, files: dict[str, Path]
) -> None:
    project = tmp_path / "p.gpkg"
    told = [files["boundaries"], files["registrations"], "--least-patients", "1"]
    every = cli("import", tmp_path / "every.gpkg", *told)
    assert every.status == 0
    lists = cli("info", tmp_path / "every.gpkg", "--json", "-").json["practices"]
    assert (lists["count"], lists["registered"]) == (2, 903 + 807)
    left = ["--leave-out", "outside", "--leave-out", "no-address"]
    made = cli("import", project, *told, *left, "--json", "-").json
    assert made["reconciled"] is True
    assert made["totals"][0]["parts"]["left out as chosen"] == 3 + 800
    assert cli("info", project, "--json", "-").json["registrations"]["patients"] == 900 + 7
    assert cli("import", tmp_path / "no.gpkg", *told, "--leave-out", "nonsense").status == 2


def test_other_layouts_are_mapped_and_remembered(cli: Cli, tmp_path: Path, files: dict[str, Path]) -> None:
    project = tmp_path / "p.gpkg"
    assert cli("import", project, files["boundaries"]).status == 0
    cli("scenario", "add", project, "Draft")
    refused = cli("import", project, files["people"])
    assert refused.status == 1
    assert "Map its columns" in refused.line
    columns = ["--column", "unit_code=area", "--column", "resident=heads"]
    told = cli("import", project, files["people"], "--kind", "population", *columns, "--json", "-").json
    assert told["refresh"]["resident"] == {"before": 0, "after": 1500, "difference": 1500}
    info = cli("info", project, "--json", "-").json
    assert (info["units"]["resident_known"], info["units"]["units_without_people"]) == (1500, 1)
    assert [one["name"] for one in info["scenarios"]] == ["Draft"]
    assert cli("import", project, files["people"]).status == 0  # known by its headings now


def test_headings_below_titles(cli: Cli, tmp_path: Path, files: dict[str, Path]) -> None:
    project, table = tmp_path / "p.gpkg", tmp_path / "titled.csv"
    assert cli("import", project, files["boundaries"]).status == 0
    rows = files["people"].read_text(encoding="utf-8").splitlines()
    table.write_text("\n".join(["Old name,Old people", "", *rows]) + "\n", encoding="utf-8")
    told = ["--kind", "population", "--column", "unit_code=area", "--column", "resident=heads"]
    assert "no column “area”" in cli("import", project, table, *told).line
    assert (
        "Row 2 of titled.csv holds no headings"
        in cli("import", project, table, *told, "--heading-row", "2").line
    )
    assert cli("import", project, table, "--heading-row", "3").status == 2
    found = cli("import", project, table, *told, "--heading-row", "3", "--json", "-").json
    assert found["refresh"]["resident"]["after"] == 1500
    assert cli("import", project, table).status == 0  # the row is found again by its headings


def test_what_does_not_fit_is_refused_and_nothing_changes(
    cli: Cli, tmp_path: Path, files: dict[str, Path]
) -> None:
    project = tmp_path / "p.gpkg"
    assert "No file of boundaries" in cli("import", project, files["registrations"]).line
    assert not project.exists()
    assert cli("import", project, files["boundaries"]).status == 0
    before = project.read_bytes()
    wrong = cli("import", project, files["registrations"], "--kind", "trusts")
    assert "is not of the kind trusts" in wrong.line
    assert "no unit" in cli("import", project, files["boundaries"], "--area", "E99").line.casefold()
    assert cli("import", project, files["boundaries"], "--box", "1,2,3").status == 2
    assert cli("import", project, files["boundaries"], "--kind", "nonsense").status == 2
    assert project.read_bytes() == before


def test_a_box_takes_some_of_the_areas(cli: Cli, tmp_path: Path, files: dict[str, Path]) -> None:
    project = tmp_path / "p.gpkg"
    assert cli("import", project, files["boundaries"], "--box", "399000,299000,401900,302000").status == 0
    assert cli("info", project, "--json", "-").json["units"]["count"] == 2


def test_the_project_is_locked_while_it_is_refreshed(
    cli: Cli, tmp_path: Path, files: dict[str, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    project = tmp_path / "p.gpkg"
    assert cli("import", project, files["boundaries"]).status == 0
    before = project.read_bytes()
    with open_project(project), monkeypatch.context() as another_program:
        another_program.setattr(locks, "_mine", {})
        refused = cli("import", project, files["registrations"])
        assert (refused.status, "open elsewhere" in refused.line) == (1, True)
    seen: list[bool] = []

    def watched(*args: object, **details: object) -> BuiltArea:
        with monkeypatch.context() as another_program:
            another_program.setattr(locks, "_mine", {})
            with open_project(project) as second:
                seen.append(second.read_only)
        return build_area(*args, **details)  # type: ignore[arg-type]  # handed on as it came

    monkeypatch.setattr(importing, "build_area", watched)
    assert cli("import", project, files["registrations"], "--dry-run").status == 0
    assert project.read_bytes() == before
    assert backups_of(project) == []
    assert cli("import", project, files["registrations"]).status == 0
    assert seen == [False, True]
    assert [one.why for one in backups_of(project)] == ["before import"]
    assert read_project(backups_of(project)[0].path).project.name == "p"
    with open_project(project) as after:
        assert not after.read_only


def test_a_project_that_was_changed_meanwhile_or_cannot_be_written_stays(
    cli: Cli, tmp_path: Path, files: dict[str, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    project = tmp_path / "p.gpkg"
    assert cli("import", project, files["boundaries"]).status == 0
    before = project.read_bytes()

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(writing, "put_outlines", full)
        assert "is full" in cli("import", project, files["registrations"]).line
    assert project.read_bytes() == before

    def touched(*args: object, **details: object) -> BuiltArea:
        project.write_bytes(before + b" ")
        return build_area(*args, **details)  # type: ignore[arg-type]  # handed on as it came

    monkeypatch.setattr(importing, "build_area", touched)
    assert "changed it meanwhile" in cli("import", project, files["registrations"]).line
    assert project.read_bytes() == before + b" "


def test_every_workbook_tells_where_the_data_came_from(
    cli: Cli, tmp_path: Path, files: dict[str, Path]
) -> None:
    project = tmp_path / "p.gpkg"
    columns = ["--kind", "population", "--column", "unit_code=area", "--column", "resident=heads"]
    given = [files["boundaries"], files["registrations"], files["people"]]
    assert cli("import", project, *given, *columns).status == 0  # one kind for the file that is not published
    cli("scenario", "add", project, "Draft")
    workbook = tmp_path / "w.xlsx"
    assert cli("export", project, "--scenario", "Draft", "--configuration", workbook).status == 0
    rows = openpyxl.load_workbook(workbook)["Data sources"].iter_rows(values_only=True)
    told = {str(row[2]): row for row in rows}
    shown = told["registrations.csv"]
    assert shown[1] == "NHS England"
    assert shown[3:6] == ("1 July 2025", 4, 2)
    assert shown[6] == hashlib.sha256(files["registrations"].read_bytes()).hexdigest()
    assert "Open Government Licence" in str(shown[7])
    assert "Office for National Statistics" in str(told["areas.geojson"][7])
    assert told["people.csv"][1] == told["people.csv"][7] == "Not told in the file"
    assert all(len(str(told[path.name][6])) == 64 for path in given)
