"""LibreOffice works the workbook out anew from formulas alone, and finds what we wrote as values."""

from __future__ import annotations

import re
import subprocess
import zipfile
from pathlib import Path

import openpyxl
import pytest

from tests.io.workbooks.hostile import hostile_session, plain_session, weighted_session
from tests.io.workbooks.test_configuration import export, rows, values
from workbench.io.readers.area import read_study_area
from workbench.metrics.practice_rules import PracticeRule, propose_assignments
from workbench.models.project import Project
from workbench.session import plan_edits
from workbench.session.plan_import import import_plan
from workbench.session.session import Session

_VALUE_OF_FORMULA = re.compile(rb"(</f>)<v>[^<]*</v>")
_TYPE_OF_FORMULA = re.compile(rb'(<c [^>]*) t="str"(><f>)')


def without_values(source: Path, target: Path) -> None:
    """A copy of a workbook whose formulas have no cached values, so that they must be worked out."""
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w") as new:
        for entry in old.infolist():
            content = old.read(entry)
            if entry.filename.startswith("xl/worksheets/sheet"):
                content = _TYPE_OF_FORMULA.sub(rb"\1\2", _VALUE_OF_FORMULA.sub(rb"\1", content))
            new.writestr(entry, content)


def recalculated(soffice: str, folder: Path, sources: list[Path]) -> list[Path]:
    """The workbooks as LibreOffice saves them after working them out."""
    bare, saved = folder / "bare", folder / "saved"
    bare.mkdir()
    for source in sources:
        without_values(source, bare / source.name)
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [
        soffice,
        profile,
        "--headless",
        "--convert-to",
        "xlsx:Calc MS Excel 2007 XML",
        "--outdir",
        str(saved),
    ]
    files = [str(bare / source.name) for source in sources]
    subprocess.run([*command, *files], check=True, capture_output=True, timeout=240)
    return [saved / source.name for source in sources]


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


def test_recalculated_values_equal_the_cached_ones(soffice: str, tmp_path: Path) -> None:
    sessions = [hostile_session(), plain_session(0), plain_session(1, practices=False), plain_session(60)]
    written = []
    for number, session in enumerate([*sessions, weighted_session()]):
        path = tmp_path / f"book{number}.xlsx"
        export(session, tmp_path).rename(path)
        written.append(path)
    for source, saved in zip(written, recalculated(soffice, tmp_path, written), strict=True):
        assert compare(source, saved) > 30
        again = openpyxl.load_workbook(saved)
        assert set(again.defined_names) >= {"band_low", "band_high", "population_basis"}
        assert "tbl_localities" in again["Localities"].tables


def test_north_staffordshire_adds_up(soffice: str, data_dir: Path, tmp_path: Path) -> None:
    session = north_staffordshire(data_dir, tmp_path)
    path = export(session, tmp_path)
    (saved,) = recalculated(soffice, tmp_path, [path])
    assert compare(path, saved) > 400
    for book in (values(path), values(saved)):
        areas, localities, practices = rows(book, "Areas"), rows(book, "Localities"), rows(book, "Practices")
        free = sum(
            float(str(row["Resident people"])) for row in areas if row["Locality code"] == "Unassigned"
        )
        inside = sum(float(str(row["Resident people"])) for row in localities)
        assert inside + free == 484_659
        for row in localities:
            mine = [area for area in areas if area["Locality code"] == row["Locality code"]]
            assert row["Resident people"] == sum(float(str(area["Resident people"])) for area in mine)
            lists = [p for p in practices if p["Locality code"] == row["Locality code"]]
            assert row["Registered people"] == sum(float(str(p["Registered people"])) for p in lists)
            assert row["Locality"] in {area["Locality"] for area in mine}
        summary = {row["Measure"]: row["Value"] for row in rows(book, "Summary")}
        assert summary["Registered people: lists of all practices"] == 700_308
        assert summary["Resident people: difference"] == 0
