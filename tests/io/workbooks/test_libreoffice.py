"""LibreOffice works the workbooks out anew from formulas alone, edits them, and prints them."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pypdf
import pytest

from tests.io.workbooks.hostile import (
    compared_session,
    hostile_session,
    merged_session,
    plain_session,
    weighted_session,
)
from tests.io.workbooks.office import Office
from tests.io.workbooks.test_configuration import NOW, export, rows, values
from workbench.io.readers.area import read_study_area
from workbench.metrics.practice_rules import PracticeRule, propose_assignments
from workbench.models.project import Project
from workbench.session import plan_edits
from workbench.session.exporting import export_comparison, export_configuration
from workbench.session.plan_import import import_plan
from workbench.session.session import Session


def compare(written: Path, saved: Path) -> int:
    """Check every formula's value against the recalculated one; gives their number."""
    formulas = openpyxl.load_workbook(written)
    ours, theirs = values(written), values(saved)
    count = 0
    for page in formulas:
        for line in page.iter_rows():
            for cell in line:
                there = theirs[page.title][cell.coordinate].value
                assert not (isinstance(there, str) and there.startswith(("#", "Err:"))), (
                    page.title,
                    cell.coordinate,
                )
                if cell.data_type != "f":
                    continue
                count += 1
                here = ours[page.title][cell.coordinate].value
                expected = pytest.approx(here, abs=1e-3) if isinstance(here, int | float) else here
                assert there == expected, (page.title, cell.coordinate, cell.value)
    return count


def north_staffordshire(data_dir: Path, folder: Path) -> Session:
    """The three districts as localities, four areas left out, practices where most of their patients live."""
    pack = data_dir / "north_staffordshire"
    area = read_study_area(
        units=[pack / "lsoa.gpkg"], practices=pack / "practices.csv", registrations=pack / "registrations.csv"
    )
    session = Session(Project("North Staffordshire", area))
    names = area.units.parents["lad"].names.copy()
    names[:4] = ""
    lines = [f"{code},{name}" for code, name in zip(area.units.codes, names, strict=True)]
    file = folder / "plan.csv"
    file.write_text("unit_code,locality\n" + "\n".join(lines) + "\n", encoding="utf-8")
    import_plan(session, "Districts", file, create=True)
    scenario = session.project.scenarios[0]
    proposed = propose_assignments(area, scenario, rule=PracticeRule.MOST_PATIENTS)
    edit = plan_edits.assign_practices(scenario, proposed, label="practices")
    assert edit is not None
    session.apply(edit)
    return session


@pytest.fixture(scope="module")
def books(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Workbooks of hostile, empty, small and large scenarios, in both profiles, alone and compared."""
    folder = tmp_path_factory.mktemp("books")
    sessions = {
        "hostile": hostile_session(),
        "empty": plain_session(0),
        "one": plain_session(1, practices=False),
        "sixty": plain_session(60),
        "weighted": weighted_session(),
        "merged": merged_session(),
    }
    written = []
    for name, session in sessions.items():
        path = folder / f"{name}.xlsx"
        profile = "publication" if name == "sixty" else "working"
        export_configuration(session, session.project.scenarios[0], path, profile=profile, now=NOW)
        written.append(path)
    for name, session in {"compared": compared_session(), "nothing": compared_session(empty=True)}.items():
        first, *others = session.project.scenarios
        path = folder / f"{name}.xlsx"
        export_comparison(session, [first, *others], path, now=NOW)
        written.append(path)
        if name == "nothing":
            continue
        beside = folder / f"{name}_a.xlsx"
        export_configuration(session, first, beside, others, profile="publication", now=NOW)
        written.append(beside)
    return written


def test_recalculated_values_equal_the_cached_ones(office: Office, books: list[Path], tmp_path: Path) -> None:
    for source, saved in zip(books, office.recalculated(books, tmp_path), strict=True):
        least = 2 if source.stem in {"compared", "nothing"} else 30
        assert compare(source, saved) >= least
        again = openpyxl.load_workbook(saved)
        assert again["Cover"].tables.keys() == {"tbl_cover"}
        for page in openpyxl.load_workbook(source):
            assert again[page.title].tables.keys() == page.tables.keys()


@pytest.mark.slow
def test_every_sheet_prints_one_a4_landscape_page_wide(
    office: Office, books: list[Path], tmp_path: Path
) -> None:
    chosen = [book for book in books if book.stem in {"hostile", "empty", "one", "sixty", "compared"}]
    for source, printed in zip(chosen, office.convert(chosen, tmp_path, to="pdf"), strict=True):
        pages = pypdf.PdfReader(printed).pages
        sizes = {(round(page.mediabox.width), round(page.mediabox.height)) for page in pages}
        assert sizes == {(842, 595)}, source.name
        texts = [page.extract_text() for page in pages]
        assert not [text for text in texts if "###" in text], source.name
        # the first and the last header of a table stand on one page, each as often as the sheet has pages
        book = values(source)
        for page in book:
            table = next(iter(page.tables.values()), None)
            if table is None:
                continue
            header = [str(cell.value) for cell in page[table.ref][0]]
            first, last = ("".join(header[place].split()) for place in (0, -1))
            squeezed = ["".join(text.split()) for text in texts]
            assert any(first in text and last in text for text in squeezed), (source.name, page.title)
        if "Summary" in book.sheetnames:  # R69: one page
            (summary,) = (text for text in texts if "Board summary (Draft)" in text)
            assert "Hub localities" in summary
            assert "Decision asked" in summary


def test_an_edit_in_libreoffice_changes_the_sums_there(
    office: Office, data_dir: Path, tmp_path: Path
) -> None:
    """Twenty areas and a practice get another code; its own save holds the new sums, status and names."""
    session = north_staffordshire(data_dir, tmp_path)
    path = export(session, tmp_path)
    assert compare(path, office.recalculated([path], tmp_path)[0]) > 400
    before = values(path)
    areas, localities = rows(before, "Areas"), rows(before, "Localities")
    assert sum(float(str(row["Resident people"])) for row in areas) == 484_659
    home, away = str(localities[0]["Locality code"]), str(localities[1]["Locality code"])
    moved = [place for place, row in enumerate(areas) if row["Locality code"] == home][:20]
    cells = {("Areas", f"F{place + 6}"): away for place in moved}
    practice = next(n for n, row in enumerate(rows(before, "Practices")) if row["Locality code"] == home)
    cells["Practices", f"F{practice + 6}"] = "Unassigned"
    edited = tmp_path / "edited.xlsx"
    office.edited(path, edited, cells)
    after = values(edited)
    people = sum(float(str(areas[place]["Resident people"])) for place in moved)
    patients = rows(before, "Practices")[practice]["Registered people"]
    was = {str(row["Locality code"]): row for row in localities}
    now = {str(row["Locality code"]): row for row in rows(after, "Localities")}
    for code, sign in ((home, -1), (away, 1)):
        assert now[code]["Resident people"] == was[code]["Resident people"] + sign * people  # type: ignore[operator]  # numbers
        assert now[code]["Areas"] == was[code]["Areas"] + sign * 20  # type: ignore[operator]  # numbers
        difference = now[code]["Resident people"] - 40_000  # type: ignore[operator]  # numbers
        assert now[code]["Difference from target"] == difference
    assert now[home]["Registered people"] == was[home]["Registered people"] - patients  # type: ignore[operator]  # numbers
    assert now[home]["Practices"] == was[home]["Practices"] - 1  # type: ignore[operator]  # numbers
    assert {rows(after, "Areas")[place]["Locality"] for place in moved} == {now[away]["Locality"]}
    assert rows(after, "Practices")[practice]["Locality"] == "Unassigned"
    summary = {row["Measure"]: row["Value"] for row in rows(after, "Summary")}
    assert summary["Resident people: study area"] == 484_659
    assert summary["Resident people: difference"] == 0
    assert summary["Registered people: lists of all practices"] == 700_308
    assert summary["Registered people: difference"] == 0
