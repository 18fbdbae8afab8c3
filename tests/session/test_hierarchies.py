"""Larger areas from look-up files: found columns, dates, larger areas of larger areas, undo, the file."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from tests.grids import grid_project, texts
from workbench.errors import EditError, InputError
from workbench.models.units import ParentColumn
from workbench.session.creating import create_project
from workbench.session.hierarchies import drop_hierarchy, keep_hierarchies, read_hierarchies
from workbench.session.opening import open_project
from workbench.session.session import Session

UNITS = [f"U{k:02d}" for k in range(1, 13)]


@pytest.fixture
def session() -> Session:
    project = grid_project()
    codes = texts(["W", "W", "E", "E"] * 3)
    council = ParentColumn("lad", "Local authority", codes, codes)
    project.area.units = project.area.units.with_parents({"lad": council})
    return Session(project)


def write(path: Path, header: str, *lines: str) -> Path:
    path.write_text("\n".join([header, *lines]) + "\n", encoding="utf-8")
    return path


def test_r20_a_lookup_fills_the_larger_areas(session: Session, tmp_path: Path) -> None:
    lines = [f"{unit},name {unit},S{k % 2},System {k % 2}" for k, unit in enumerate(UNITS[:10])]
    path = write(tmp_path / "a.csv", "LSOA21CD,LSOA21NM,ICB23CD,ICB23NM", *lines, "X99,far,S7,System 7")
    report = read_hierarchies(session.project, path, kind="ICB")
    (found,) = report.hierarchies
    assert report.headings == ("LSOA21CD", "ICB23CD", "ICB23NM")
    assert (report.rows_read, report.rows_used, report.rows_of_other_areas) == (11, 10, 1)
    assert (report.units, report.units_without) == (10, 2)
    session.apply(keep_hierarchies(session.project, report.hierarchies, report.file))
    column = session.project.area.units.parents["icb"]
    assert list(column.codes[:2]) == ["S0", "S1"]
    assert (column.codes[11], column.name_of["S1"], column.title) == ("", "System 1", "ICB")
    assert found.names == (("S0", "System 0"), ("S1", "System 1"))
    session.undo()
    assert list(session.project.area.units.parents) == ["lad"]
    session.redo()
    session.apply(drop_hierarchy(session.project, "icb"))
    assert list(session.project.area.units.parents) == ["lad"]


def test_r38_footprints_of_2016_and_boards_of_today_stand_side_by_side(
    session: Session, tmp_path: Path
) -> None:
    path = tmp_path / "both.xlsx"
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["unit code", "parent code", "parent name", "valid from", "valid to"])
    for k, unit in enumerate(UNITS):
        sheet.append([unit, f"F{k:02d}", f"Footprint {k}", "2016-03-15", "2020-03-31"])
        sheet.append([unit, "I1", "Board", "2022-07-01", None])
    book.save(path)
    report = read_hierarchies(session.project, path, kind="system", title="System")
    assert [(one.kind, len(one.names)) for one in report.hierarchies] == [
        ("system_2016", 12),
        ("system_2022", 1),
    ]
    assert report.hierarchies[0].full_title == "System (2016-03-15 to 2020-03-31)"
    assert report.hierarchies[1].full_title == "System (from 2022-07-01)"
    (now,) = read_hierarchies(session.project, path, kind="system", on="2024-01-01").hierarchies
    assert (now.kind, now.names) == ("system", (("I1", "Board"),))
    with pytest.raises(InputError, match="valid on 2021-01-01"):
        read_hierarchies(session.project, path, kind="system", on="2021-01-01")


def test_r20_places_of_councils_reach_the_areas(session: Session, tmp_path: Path) -> None:
    path = write(tmp_path / "c.csv", "council,place", "W,Riverside", "E,Riverside")
    report = read_hierarchies(session.project, path, kind="place")
    assert (report.through, report.units) == ("Local authority", 12)
    assert set(dict(report.hierarchies[0].units).values()) == {"Riverside"}


def test_what_is_not_clear_is_asked_for(session: Session, tmp_path: Path) -> None:
    lines = [f"{unit},A,B" for unit in UNITS]
    path = write(tmp_path / "d.csv", "LSOA21CD,ICB23CD,NHSER23CD", *lines)
    with pytest.raises(InputError, match="not clear"):
        read_hierarchies(session.project, path, kind="icb")
    (found,) = read_hierarchies(session.project, path, kind="icb", code="nhser23cd").hierarchies
    assert found.names == (("B", "B"),)
    with pytest.raises(InputError, match="no column “ccg”"):
        read_hierarchies(session.project, path, kind="icb", code="ccg")
    with pytest.raises(EditError, match="“lad” already"):
        read_hierarchies(session.project, path, kind="lad")
    with pytest.raises(EditError, match="No look-up"):
        drop_hierarchy(session.project, "lad")


@pytest.mark.parametrize(
    ("lines", "word"),
    [
        (["X1,A", "X2,B"], "no area of this project"),
        (["U01,A", "U01,B"], "row 3: U01 lies in B here and in A in row 2"),
    ],
)
def test_files_that_do_not_fit_say_so(session: Session, tmp_path: Path, lines: list[str], word: str) -> None:
    path = write(tmp_path / "e.csv", "unit_code,parent_code", *lines)
    with pytest.raises(InputError, match=word):
        read_hierarchies(session.project, path, kind="place")


def test_dates_that_are_none_name_their_row(session: Session, tmp_path: Path) -> None:
    path = write(tmp_path / "f.csv", "unit_code,parent_code,valid_from", "U01,A,soon")
    with pytest.raises(InputError, match=r"f\.csv, row 2: “soon” is no date"):
        read_hierarchies(session.project, path, kind="place")


def test_the_project_file_keeps_them(tmp_path: Path) -> None:
    path = tmp_path / "project.gpkg"
    create_project(path, name="Gridshire", area=grid_project().area)
    lookup = write(tmp_path / "g.csv", "unit_code,parent_code", *(f"{unit},P" for unit in UNITS))
    with open_project(path) as opened:
        project = opened.session.project
        report = read_hierarchies(project, lookup, kind="place", title="Place")
        opened.session.apply(keep_hierarchies(project, report.hierarchies, report.file))
        kept = project.hierarchies
        opened.save()
    with open_project(path) as opened:
        project = opened.session.project
        assert project.hierarchies == kept
        assert set(project.area.units.parents["place"].codes) == {"P"}
        opened.session.undo()
        assert "place" not in project.area.units.parents
