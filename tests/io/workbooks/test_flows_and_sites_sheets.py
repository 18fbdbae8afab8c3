"""The sheets Flows and Sites of Workbook A: every patient in one row, every site once."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest
from openpyxl.workbook import Workbook

from tests.io.workbooks.hostile import NAMES, hostile_session
from tests.io.workbooks.test_configuration import NOW, export, rows, values
from tests.matrix_projects import key, put, scenario_of, session_of
from workbench.io.readers.area import read_study_area
from workbench.models.project import Project
from workbench.models.scope import Scope
from workbench.session import plan_edits
from workbench.session.build_from_practices import accept_from_practices, propose_by_pcn
from workbench.session.exporting import export_configuration
from workbench.session.provider_edits import serve_localities
from workbench.session.session import Session


def notes(book: Workbook) -> list[str]:
    return [str(row["Text"]) for row in rows(book, "Notes")]


def test_r65_the_flows_sheet_holds_every_patient_once_and_says_who_they_are(tmp_path: Path) -> None:
    book = values(export(hostile_session(), tmp_path))
    table = {(row["Residence locality"], row["Registration locality"]): row for row in rows(book, "Flows")}
    assert sum(float(str(row["People"])) for row in table.values()) == 11_250
    # L01 is U01 and U02: 3,500 patients of P1, split 3 to 1, and 250 of a practice that is not listed
    mine = {to: row["People"] for (home, to), row in table.items() if home == NAMES[0]}
    assert mine == {NAMES[0]: 2625, NAMES[1]: 875, "Other practices": 250}
    assert table[NAMES[0], NAMES[0]]["% of registered people living there"] == pytest.approx(2625 / 3750)
    assert table["Outside the study area", NAMES[0]]["People"] == 225  # 300 of P1
    assert table["Unplaced", NAMES[0]]["People"] == 150  # 200 of P1
    page = book["Flows"]
    total = page[page.tables["tbl_flows"].ref.rpartition(":")[2]].row
    assert (page.cell(total, 1).value, page.cell(total, 3).value) == ("Total", 11_250)
    assert "They are not residents" in str(page["A2"].value)
    # the residents of one area are not known, and so no share of residents is told
    assert any("not residents: 10,750 of them live in the area. Lists" in words for words in notes(book))


def test_r65_flows_of_north_staffordshire(data_dir: Path, tmp_path: Path) -> None:
    pack = data_dir / "north_staffordshire"
    area = read_study_area(
        units=[pack / "lsoa.gpkg"], practices=pack / "practices.csv", registrations=pack / "registrations.csv"
    )
    session = Session(Project("North Staffordshire", area))
    session.apply(plan_edits.add_scenario(session.project, "PCN"))
    scenario = session.project.scenarios[0]
    assert accept_from_practices(session, propose_by_pcn(session.project, scenario))
    path = tmp_path / "a.xlsx"
    export_configuration(session, scenario, path, now=NOW)
    book = values(path)
    people = {
        (str(row["Residence locality"]), str(row["Registration locality"])): float(str(row["People"]))
        for row in rows(book, "Flows")
    }
    assert sum(people.values()) == 524_393
    assert sum(n for (home, _), n in people.items() if home == "Outside the study area") == 16_903
    assert sum(n for (home, _), n in people.items() if home == "Unplaced") == 254
    assert sum(n for (_, to), n in people.items() if to == "Practices outside") == 4_498
    assert sum(n for (_, to), n in people.items() if to == "Other practices") == 370
    assert any("507,236 of them live in the area, 104.7% of its 484,659" in words for words in notes(book))


def test_r43_a_shared_site_is_one_row_that_names_its_localities(tmp_path: Path) -> None:
    session = session_of(with_sites=True)
    scenario = scenario_of(session)
    shared = serve_localities(session.project, scenario, ["COM1"], ["L01", "L02"])
    assert shared is not None
    session.apply(shared)
    first, second, third = session.project.services[:3]
    put(session, key(first.id), delivered_by=("COM",))
    put(session, key(second.id), delivered_by=("H1A", "MH"))
    gone = {"reason": "Elsewhere", "decided_by": "Board", "decided_on": "2026-09-01"}
    put(session, key(third.id), delivered_by=("LA",), scope=Scope.OUT, **gone)
    table = {row["Site code"]: row for row in rows(values(export(session, tmp_path)), "Sites")}
    assert list(table) == ["H1A", "H1B", "COM1", "MH1", "SC1", "OLD", "UNK"]
    assert table["COM1"]["Serves localities"] == "L01 Locality 1; L02 Locality 2"
    assert table["COM1"]["Service groups"] == first.group
    # a site that is named stands for itself, an organisation for all its sites, Out for nobody
    assert (table["H1A"]["Service groups"], table["H1B"]["Service groups"]) == (second.group, "[x]")
    assert (table["MH1"]["Service groups"], table["SC1"]["Service groups"]) == (second.group, "[x]")
    assert (table["OLD"]["Counted"], table["UNK"]["Counted"]) == ("no", "yes")
    assert (table["UNK"]["Sector"], table["UNK"]["Organisation"]) == ("Unknown", "UNKCO Trust")


def test_without_practices_and_sites_the_sheets_say_not_applicable(tmp_path: Path) -> None:
    book = openpyxl.load_workbook(export(session_of(), tmp_path))
    assert {cell.value for cell in book["Sites"][6][:9]} == {"[z]"}
    flows = rows(values(export(session_of(), tmp_path)), "Flows")
    assert {row["People"] for row in flows} <= {0}
