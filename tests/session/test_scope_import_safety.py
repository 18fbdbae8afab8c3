"""Files that are no honest scope matrix: bombs, entities, cut short, of another kind, public versions."""

from __future__ import annotations

import zipfile
from pathlib import Path

import openpyxl
import pytest

from tests.scope_books import export, scope_session
from workbench.errors import InputError
from workbench.models.registers import ScopeExport
from workbench.session.merge_report import MergeReport
from workbench.session.scope_import import import_scope
from workbench.session.session import Session


def back(session: Session, path: Path) -> MergeReport:
    return import_scope(session, "Plan", path)


@pytest.fixture
def session() -> Session:
    return scope_session()


def _packed(path: Path, parts: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return path


@pytest.mark.parametrize(
    ("parts", "words"),
    [
        ({"a.txt": b"x"}, "no Excel workbook"),
        ({"xl/workbook.xml": b"x", "../evil": b"x"}, "leads out"),
        ({"xl/workbook.xml": b"x", "inner.zip": b"x"}, "another archive"),
        ({"xl/workbook.xml": b"0" * 5_000_000}, "packed as no honest"),
        ({f"xl/{n}.xml": b"x" for n in range(2_001)}, "holds 2,001 parts"),
    ],
)
def test_bombs_are_refused_before_parsing(
    session: Session, tmp_path: Path, parts: dict[str, bytes], words: str
) -> None:
    with pytest.raises(InputError, match=words):
        back(session, _packed(tmp_path / "bomb.xlsx", parts))


def test_other_files_are_refused(session: Session, tmp_path: Path) -> None:
    (tmp_path / "text.xlsx").write_text("no workbook", encoding="utf-8")
    with pytest.raises(InputError, match="was not read"):
        back(session, tmp_path / "text.xlsx")
    with pytest.raises(InputError, match="There is no file"):
        back(session, tmp_path / "missing.xlsx")
    openpyxl.Workbook().save(tmp_path / "plain.xlsx")
    with pytest.raises(InputError, match="not a scope matrix"):
        back(session, tmp_path / "plain.xlsx")


def test_entities_are_refused(session: Session, tmp_path: Path) -> None:
    path = export(session, tmp_path)
    laughs = (
        b'<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY lol "lol"><!ENTITY a "&lol;&lol;&lol;">]>'
        b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
        b'<sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>&a;</t></is></c></row></sheetData></worksheet>'
    )
    with zipfile.ZipFile(path) as archive:
        parts = {entry.filename: archive.read(entry) for entry in archive.infolist()}
    for name in parts:
        if name.startswith("xl/worksheets/sheet"):
            parts[name] = laughs
    with pytest.raises(InputError, match="entities"):
        back(session, _packed(tmp_path / "laughs.xlsx", parts))


@pytest.mark.parametrize("part", [0.1, 0.5, 0.9, 0.999])
def test_a_workbook_cut_short_is_refused(session: Session, tmp_path: Path, part: float) -> None:
    path = export(session, tmp_path)
    content = path.read_bytes()
    path.write_bytes(content[: int(len(content) * part)])
    with pytest.raises(InputError, match="was not read"):
        back(session, path)


def test_a_public_version_does_not_come_back(session: Session, tmp_path: Path) -> None:
    path = export(session, tmp_path, public=True)
    assert session.project.scenarios[0].registers.of("scope_export", ScopeExport) == ()
    with pytest.raises(InputError, match="public version"):
        back(session, path)
