"""LibreOffice opens Workbook B: recalculated equals cached, no fault, re-saved it brings no change."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pypdf

from tests.io.workbooks.office import Office
from tests.io.workbooks.test_libreoffice import compare
from tests.scope_books import HOSTILE, export, scope_session, without_people_of_the_first
from workbench.session.scope_import import import_scope


def test_recalculated_values_equal_the_cached_ones(office: Office, tmp_path: Path) -> None:
    sessions = [
        scope_session(HOSTILE, hostile=True),
        scope_session(0),
        scope_session(1, cells=False),
        scope_session(15),
        scope_session(2, services=0, cells=False),
        without_people_of_the_first(),
    ]
    written = [export(session, tmp_path, f"book{n}.xlsx") for n, session in enumerate(sessions)]
    saved = office.recalculated(written, tmp_path)
    for session, source, again in zip(sessions, written, saved, strict=True):
        assert compare(source, again) >= 10
        report = import_scope(session, "Plan", again)
        assert (report.changed, report.conflicts, report.missing, report.refused) == (0, 0, 0, ())
        assert report.export_known
        book = openpyxl.load_workbook(again)
        assert "tbl_detail" in book["Detail"].tables
        assert book["Detail"].data_validations.dataValidation


def test_every_page_is_one_a4_landscape_wide(office: Office, tmp_path: Path) -> None:
    path = export(scope_session(15, services=4), tmp_path)
    (printed,) = office.convert([path], tmp_path, to="pdf")
    pages = pypdf.PdfReader(printed).pages
    assert {(round(page.mediabox.width), round(page.mediabox.height)) for page in pages} == {(842, 595)}
    texts = ["".join(page.extract_text().split()) for page in pages]
    assert any("SV01" in text and "L15Hub15" in text and "Offerparity%" in text for text in texts)
    assert any("SV01|A|L01" in text and "Reviewdate" in text and "Note" in text for text in texts)
