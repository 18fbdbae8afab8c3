"""The sheets behind the figures of Workbook A: cover, exceptions, quality, assumptions, and what waits."""

from __future__ import annotations

import zipfile
from datetime import UTC, datetime
from pathlib import Path

import pytest
from openpyxl.workbook import Workbook

import workbench
from tests.io.workbooks.hostile import compared_session, hostile_session, merged_session, plain_session
from tests.io.workbooks.test_configuration import export, rows, values
from tests.matrix_projects import key, put, session_of
from workbench.models.scope import Scope
from workbench.session.scenario_edits import described


def cover(book: Workbook) -> dict[str, object]:
    return {str(a.value): b.value for a, b in book["Cover"].iter_rows(min_row=6, max_col=2)}


def test_r1_r50_the_cover_says_what_the_scenario_says_of_itself(tmp_path: Path) -> None:
    session = plain_session(2)
    scenario = session.project.scenarios[0]
    told = cover(values(export(session, tmp_path)))
    assert told["Organisational form"] == "Not decided"
    for label in ("Decision asked", "Prepared by", "Scenario date", "Caveats"):
        assert told[label] == "Not recorded in the project", label
    said = described(
        scenario,
        status="For consultation",
        organisational_form="Alliance",
        author="Planning team",
        date="2027-04-01",
        caveats="Lists of 2026",
        decision="Agree the layout",
    )
    assert said is not None
    session.apply(said)
    book = values(export(session, tmp_path))
    told = cover(book)
    assert str(told["Status"]).startswith("For consultation.")
    assert told["Organisational form"] == "Alliance"
    assert told["Prepared by"] == "Planning team"
    assert told["Scenario date"] == "2027-04-01"
    assert told["Caveats"] == "Lists of 2026"
    assert told["Decision asked"] == "Agree the layout"
    assert told["Made with"] == f"Locality Workbench {workbench.__version__}"
    assert told["Time made"] == "2026-10-14 09:30 UTC"
    assert all("(For consultation)" in str(page["A1"].value) for page in book)
    summary = {row["Measure"]: row for row in rows(book, "Summary")}
    assert summary["Decision asked"]["Note"] == "Agree the layout"
    assert (summary["Risks"]["Value"], summary["Risks"]["Note"]) == ("[x]", "No risks are recorded")
    assert rows(book, "Assumptions")[0]["Text"] == "Caveat of the scenario: Lists of 2026"
    assert book.properties.creator == "Planning team"


def test_exceptions_are_localities_outside_the_band_and_services_out_of_scope(tmp_path: Path) -> None:
    table = rows(values(export(hostile_session(), tmp_path)), "Exceptions")
    assert [row["No."] for row in table] == [1, 2]
    assert table[0]["Subject"] == "L01 =1+1: below the band"
    assert (table[0]["Reason or text"], table[0]["Status"]) == ("[x]", "no reason recorded")
    assert str(table[1]["Subject"]).endswith(": above the band")
    assert (table[1]["Reason or text"], table[1]["Status"]) == ("-wide moor", "reason given")
    session = session_of()
    service = session.project.services[0]
    gone = {"reason": "Elsewhere", "decided_by": "Board", "decided_on": "2026-09-01"}
    put(session, key(service.id), scope=Scope.OUT, **gone)
    book = values(export(session, tmp_path))
    row = rows(book, "Exceptions")[-1]
    assert str(row["Subject"]).startswith(f"{service.name}, ")
    assert (row["Reason or text"], row["Owner body"], row["Date"]) == ("Elsewhere", "Board", "2026-09-01")
    assert row["Status"] == "complete"
    summary = {line["Measure"]: line["Value"] for line in rows(book, "Summary")}
    assert summary["Services out of scope by exception"] == 1


def test_data_quality_has_every_notice_with_what_to_do(tmp_path: Path) -> None:
    table = rows(values(export(hostile_session(), tmp_path)), "Data quality")
    assert table[0]["Check"] == "1 of 12 units has no population"
    assert (table[0]["Severity"], table[0]["Count"], table[0]["Examples"]) == ("warning", 1, "[z]")
    assert table[0]["Action"] == "Import populations of the same edition as the boundaries"


@pytest.mark.parametrize("sheet", ["Variation", "Budget", "Decisions", "Risks", "Engagement", "Principles"])
def test_what_the_project_does_not_record_keeps_its_place_and_says_so(tmp_path: Path, sheet: str) -> None:
    book = values(export(plain_session(1), tmp_path))
    (row,) = rows(book, sheet)
    first, *others = row.values()
    assert first == "Not recorded"
    assert set(others) == {"[x]"}
    assert "not recorded" in str(book[sheet]["A1"].value)


def test_r59_a_merged_practice_names_the_one_that_stays_and_is_not_counted(tmp_path: Path) -> None:
    book = values(export(merged_session(), tmp_path))
    assert [row["Merged into"] for row in rows(book, "Practices")] == ["[z]", "P1", "[z]", "[z]"]
    first = rows(book, "Localities")[0]
    assert (first["Practices"], first["Registered people"]) == (2, 10_000)


def test_two_exports_are_the_same_but_for_the_moment(tmp_path: Path) -> None:
    session = hostile_session()
    first = parts(export(session, tmp_path))
    assert parts(export(session, tmp_path)) == first
    later = parts(export(session, tmp_path, now=datetime(2026, 10, 15, 8, tzinfo=UTC)))
    changed = {name for name in first if first[name] != later[name]}
    assert changed == {"docProps/core.xml", "xl/sharedStrings.xml", "xl/worksheets/sheet1.xml"}


def test_r12_a_public_version_holds_no_internal_note_in_any_part(tmp_path: Path) -> None:
    session = compared_session()
    scenario = session.project.scenarios[0]
    said = described(scenario, note="only for us", caveats="for everybody")
    assert said is not None
    session.apply(said)
    inside, outside = (
        b"".join(parts(export(session, tmp_path, public=public)).values()) for public in (False, True)
    )
    assert b"only for us" in inside
    assert b"only for us" not in outside
    assert b"for everybody" in outside


def parts(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}
