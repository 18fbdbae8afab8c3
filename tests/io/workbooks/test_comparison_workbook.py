"""Scenarios side by side in a workbook of their own and in Workbook A, read back by an independent reader."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import openpyxl
import pytest

from tests.io.workbooks.hostile import NAMES, compared_session
from tests.io.workbooks.test_configuration import NOW, rows, values
from tests.io.workbooks.test_configuration_sheets import parts
from workbench.errors import ExportError
from workbench.metrics.scorecard import Heading
from workbench.models.plan import Plan
from workbench.models.scenario import Scenario, ScenarioHead
from workbench.session.exporting import export_comparison, export_configuration
from workbench.session.scenario_edits import described
from workbench.session.session import Session
from workbench.session.side_by_side import side_by_side

SHEETS = [
    "Cover", "Contents", "Comparison", "Localities 1", "Localities 2", "Localities 3", "Moves summary",
    "From-to", "Who moves", "Assumptions", "Data sources", "Notes",
]  # fmt: skip
LINK = '2. =HYPERLINK("http://example.org","x")'


@pytest.fixture(scope="module")
def session() -> Session:
    """Three scenarios; nothing changes them here."""
    return compared_session()


def side(session: Session, folder: Path, *, profile: str = "working", now: datetime = NOW) -> Path:
    path = folder / "side.xlsx"
    export_comparison(session, session.project.scenarios, path, profile=profile, now=now)
    return path


def test_sheets_and_columns(session: Session, tmp_path: Path) -> None:
    book = values(side(session, tmp_path))
    assert book.sheetnames == SHEETS
    scorecard = rows(book, "Comparison")
    names = list(scorecard[0])
    assert names[:5] == ["Heading", "Measure", "Better is", '1. =1+1 "hub"', LINK]
    assert names[5].startswith("3. \N{GRINNING FACE} & <b> nnn")
    assert len(names[5]) < 90
    assert names[6:] == ["Best"]
    assert list(rows(book, "Who moves")[0]) == [
        "Compared with", "Kind", "Code", "Name", "From", "To", "People", "Distance before km",
        "Distance after km",
    ]  # fmt: skip
    assert [row["Sheet"] for row in rows(book, "Contents")] == [name for name in SHEETS if name != "Contents"]


def test_r74_the_scorecard_keeps_its_lines_and_says_what_is_not_recorded(
    session: Session, tmp_path: Path
) -> None:
    table = rows(values(side(session, tmp_path)), "Comparison")
    assert list(dict.fromkeys(row["Heading"] for row in table)) == [str(heading) for heading in Heading]
    lines = {row["Measure"]: row for row in table}
    for measure in ("Health outcomes", "Risks", "Budget, cost and gap"):
        assert lines[measure]['1. =1+1 "hub"'] == lines[measure]["Best"] == "Not recorded"
    assert lines["To the hub site, mean km"][LINK] == "[x]"
    assert lines["Localities"][LINK] == 6
    assert lines["Localities"]["Best"] == "[z]"
    assert (lines["Unassigned areas"]['1. =1+1 "hub"'], lines["Unassigned areas"][LINK]) == (1, 0)
    assert lines["Unassigned areas"]["Better is"] == "less"
    assert lines["Unassigned areas"]["Best"] == LINK


def test_a_scenario_without_localities_is_no_match_for_the_others(tmp_path: Path) -> None:
    project = compared_session().project
    project.scenarios.append(Scenario(ScenarioHead("s-empty", "Empty"), Plan(len(project.area.units))))
    path = tmp_path / "empty.xlsx"
    shown = [project.scenarios[0], project.scenarios[-1]]
    export_comparison(Session(project), shown, path, profile="publication", now=NOW)
    lines = {row["Measure"]: row for row in rows(values(path), "Comparison")}
    for measure in ("Outside the band", "Detached parts", "Border length, km"):
        assert (lines[measure]["2. Empty"], lines[measure]["Best"]) == ("[x]", "Not known")
    assert lines["Unassigned areas"]["Best"] == '1. =1+1 "hub"'


def test_r75_who_moves_one_by_one_and_by_from_and_to(session: Session, tmp_path: Path) -> None:
    book = values(side(session, tmp_path))
    moves = rows(book, "Who moves")
    told = [(row["Kind"], row["Code"], row["From"], row["To"], row["People"]) for row in moves]
    first, second = f"L01 {NAMES[0]}", f"L02 {NAMES[1]}"
    assert told == [
        ("Area", "U01", first, second, 1000),
        ("Area", "U11", "Unassigned", f"L03 {NAMES[2]}", 11_000),
        ("Practice", "P2", f"L03 {NAMES[2]}", first, 3000),
    ]
    assert {row["Compared with"] for row in moves} == {LINK}  # other names alone move nobody
    summary = rows(book, "Moves summary")
    assert [(row["Areas that move"], row["Practices that move"]) for row in summary] == [(2, 1), (0, 0)]
    assert summary[0]["Registered patients that move"] == 3000
    assert summary[0]["People of the study area"] == "[x]"  # those of U12 are not known
    assert len(rows(book, "From-to")) == 3


def test_people_who_move_and_who_stay_are_everybody(data_dir: Path, tmp_path: Path) -> None:
    """In the sample's own project two areas change places; the sum is checked by a live formula."""
    from tests.io.workbooks.test_libreoffice import north_staffordshire
    from workbench.session import plan_edits

    session = north_staffordshire(data_dir, tmp_path)
    project = session.project
    session.apply(plan_edits.copy_scenario(project, project.scenarios[0], "Other"))
    other = project.scenarios[1]
    moved = plan_edits.reassign(project, other, other.plan.units_of(0)[:5], 1)
    assert moved is not None
    session.apply(moved)
    people = float(project.area.units.resident[project.scenarios[0].plan.units_of(0)[:5]].sum())
    row = rows(values(side(session, tmp_path)), "Moves summary")[0]
    assert (row["People of the study area"], row["People that move"]) == (484_659, people)
    assert row["People that stay"] == 484_659 - people
    assert row["Difference"] == 0
    assert row["Share that moves"] == pytest.approx(people / 484_659)


def test_localities_of_each_scenario_stand_on_a_sheet_of_their_own(session: Session, tmp_path: Path) -> None:
    book = values(side(session, tmp_path))
    assert [row["Resident people"] for row in rows(book, "Localities 1")][:3] == [3000, 7000, 5000]
    assert [row["Resident people"] for row in rows(book, "Localities 2")][:3] == [2000, 8000, 16_000]
    assert [row["Locality"] for row in rows(book, "Localities 3")][:2] == ["@L01", "@L02"]
    assert "Scenario: =HYPERLINK" in str(book["Localities 2"]["A3"].value)
    cover = {str(a.value): b.value for a, b in book["Cover"].iter_rows(min_row=6, max_col=2)}
    assert cover["Decision asked"] == "=Approve & publish"
    assert cover["Caveats, scenario 1"] == "@once"
    assert cover["Scenario date, scenario 1"] == "2027-04-01"
    assert cover["Organisational form, scenario 2"] == "Not decided"
    assert cover["Prepared by, scenario 2"] == "Not recorded in the project"
    assert cover["Time made"] == "2026-10-14 09:30 UTC"


def test_workbook_a_holds_the_comparison_when_others_are_given(session: Session, tmp_path: Path) -> None:
    first, second, _ = session.project.scenarios
    path = tmp_path / "a.xlsx"
    export_configuration(session, first, path, [second], now=NOW)
    book = values(path)
    at = book.sheetnames.index("Flows") + 1
    assert book.sheetnames[at : at + 4] == ["Comparison", "Moves summary", "From-to", "Who moves"]
    assert len(rows(book, "Who moves")) == 3
    assert any("[note" in str(cell.value) for cell in book["Who moves"][1])


def test_names_arrive_as_text(session: Session, tmp_path: Path) -> None:
    book = openpyxl.load_workbook(side(session, tmp_path))
    for page in book:
        for line in page.iter_rows():
            for cell in line:
                if cell.data_type == "f":
                    assert page.title in {"Moves summary", "Localities 1", "Localities 2", "Localities 3"}
                    assert str(cell.value).startswith(("=IF(", "=SUM("))


def test_the_same_comparison_gives_the_same_parts_but_for_the_moment(
    session: Session, tmp_path: Path
) -> None:
    first = parts(side(session, tmp_path))
    assert parts(side(session, tmp_path)) == first
    later = parts(side(session, tmp_path, now=datetime(2026, 10, 15, 8, tzinfo=UTC)))
    changed = {name for name in first if first[name] != later[name]}
    assert changed == {"docProps/core.xml", "xl/sharedStrings.xml", "xl/worksheets/sheet1.xml"}


def test_r50_titles_have_the_status_of_the_least_settled_scenario(tmp_path: Path) -> None:
    session = compared_session()
    first, second, third = session.project.scenarios
    for scenario, status in ((first, "Approved"), (second, "For consultation"), (third, "Approved")):
        said = described(scenario, status=status)
        assert said is not None
        session.apply(said)
    book = values(side(session, tmp_path))
    assert book["Cover"]["A1"].value == "Comparison of scenarios (For consultation)"
    assert "(Approved)" in str(book["Localities 1"]["A1"].value)
    assert "(For consultation)" in str(book["Localities 2"]["A1"].value)


def test_the_working_copy_has_filters_and_frozen_headers(session: Session, tmp_path: Path) -> None:
    book = openpyxl.load_workbook(side(session, tmp_path))
    for page in book:
        (table,) = page.tables.values()
        assert (table.autoFilter is None) == (page.title == "Cover")
        assert (page.freeze_panes is None) == (page.title == "Cover")
        assert page.print_title_rows == "$5:$5"
        assert page.page_setup.orientation == "landscape"


def test_what_cannot_be_written_is_told(session: Session, tmp_path: Path) -> None:
    with pytest.raises(ExportError, match="no workbook profile"):
        side(session, tmp_path, profile="board")
    assert list(tmp_path.iterdir()) == []


def test_side_by_side_of_one_scenario_has_no_moves(session: Session) -> None:
    first = session.project.scenarios[0]
    assert side_by_side(session, first, []).moves == ()
