"""The public version holds no internal note, in no byte of any file; sources and licences stay (R12)."""

from __future__ import annotations

import importlib
import pkgutil
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import fields, is_dataclass, replace
from pathlib import Path

import pytest
from pypdf import PdfReader

import workbench.models
from tests.plan_books import NOW, plan_session
from workbench.io.catalogue import default_catalogue
from workbench.models.scope import CellKey, ScopeCell
from workbench.models.services import AgeGroup
from workbench.models.sources import Source
from workbench.session import exporting, open_data, plan_edits
from workbench.session.board_pack import export_board_pack
from workbench.session.parked_notes import park_note
from workbench.session.scope_edits import edit_of
from workbench.session.session import Session
from workbench.session.snapshots import take_snapshot

MARK = "Quackfrog"
LICENCE = "Licence of Loamshire"
NOTE_FIELDS = {"Locality", "ScenarioHead", "ScopeCell", "Source"}
"""Records with an internal note; a new one has to be planted below too."""


def planted() -> Session:
    """A plan with a marked note wherever a note can be, and a second scenario to compare with."""
    session = plan_session()
    project = session.project
    scenario = project.scenarios[0]
    scenario.head = replace(scenario.head, note=f"Head {MARK}", author="Planning team", caveats="Early days")
    for locality in list(scenario.plan):
        scenario.plan.put(replace(locality, note=f"Locality {MARK}", exception_reason="Rural"))
    project.area.sources = (
        Source("Units", "areas.gpkg", "Publisher", "2021", 12, 0, "ab" * 32, LICENCE, f"Source {MARK}"),
    )
    for service in default_catalogue()[:4]:
        project.registers.put("service", service.id, service)
    key = CellKey(project.services[0].id, AgeGroup.ADULTS, "L01")
    edit = edit_of(scenario, {key: ScopeCell(note=f"Cell {MARK}", reason="Local choice")}, "Note")
    assert edit is not None
    session.apply(edit)
    place = (400_500.0, 300_500.0)
    session.apply(park_note(project, f"Ask the {MARK}", place=place, unit="U01", at="2026-11-22T13:51:00"))
    session.apply(take_snapshot(project, scenario, MARK, at="2026-11-22T13:51:00"))
    session.apply(plan_edits.copy_scenario(project, scenario, "Other"))
    other = project.scenarios[1]
    move = plan_edits.reassign(project, other, project.scenarios[0].plan.units_of(0)[:1], 1)
    assert move is not None
    session.apply(move)
    return session


@pytest.fixture(scope="module")
def session() -> Session:
    return planted()


Export = Callable[[Session, Path, bool], object]


def _map(session: Session, path: Path, _public: bool) -> None:
    exporting.export_map(session, session.project.scenarios[0], path, dpi=40, now=NOW)


def _book(profile: str) -> Export:
    return lambda session, path, public: exporting.export_configuration(
        session, session.project.scenarios[0], path, session.project.scenarios[1:], profile=profile,
        public=public, now=NOW,
    )  # fmt: skip


def _matrix(profile: str) -> Export:
    return lambda session, path, public: exporting.export_scope_matrix(
        session, session.project.scenarios[0], path, profile=profile, public=public, now=NOW
    )


EXPORTS: dict[str, Export] = {
    "book.xlsx": _book("working"),
    "publication.xlsx": _book("publication"),
    "matrix.xlsx": _matrix("working"),
    "matrix-publication.xlsx": _matrix("publication"),
    "side-by-side.xlsx": lambda s, path, public: exporting.export_comparison(
        s, s.project.scenarios, path, public=public, now=NOW
    ),
    "pack.pdf": lambda s, path, public: export_board_pack(
        s, s.project.scenarios[0], path, s.project.scenarios[1:], public=public, now=NOW
    ),
    "map.pdf": _map,
    "map.svg": _map,
    "map.png": _map,
    "layers.gpkg": lambda s, path, public: open_data.export_geopackage(
        s, s.project.scenarios[0], path, public=public, now=NOW
    ),
    "shapes.geojson": lambda s, path, public: open_data.export_geojson(
        s, s.project.scenarios[0], path, public=public, now=NOW
    ),
    "tables": lambda s, path, public: open_data.export_tables(
        s, s.project.scenarios[0], path, s.project.scenarios[1:], public=public, now=NOW
    ),
}
WITH_NOTES = sorted({*EXPORTS} - {"map.pdf", "map.svg", "map.png", "side-by-side.xlsx"})


def texts(path: Path) -> Iterator[str]:
    """All that a file holds: names and bytes, parts of archives, and what its PDF pages say."""
    if path.is_dir():
        for file in sorted(path.iterdir()):
            yield from texts(file)
        return
    yield path.name
    content = path.read_bytes()
    yield from (
        content.decode("latin-1"),
        content.decode("utf-8", "replace"),
        content.decode("utf-16-le", "replace"),
    )
    if zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as archive:
            for name in archive.namelist():
                yield name
                yield archive.read(name).decode("utf-8", "replace")
    if path.suffix == ".pdf":
        reader = PdfReader(path)
        yield repr(reader.metadata)
        yield repr([item.title for item in reader.outline if not isinstance(item, list)])
        yield from (page.extract_text() for page in reader.pages)
        yield str(reader.xmp_metadata.get_object() if reader.xmp_metadata else "")


def holds(path: Path, words: str) -> bool:
    return any(words in text for text in texts(path))


@pytest.mark.parametrize("name", EXPORTS)
def test_no_byte_of_the_public_version_holds_an_internal_note(
    session: Session, tmp_path: Path, name: str
) -> None:
    folder = tmp_path / MARK  # neither does the path of the file
    folder.mkdir()
    path = folder / name
    EXPORTS[name](session, path, True)
    assert not holds(path, MARK)
    assert holds(path, LICENCE) or name == "map.png"  # a picture's words are no text


@pytest.mark.parametrize("name", WITH_NOTES)
def test_the_internal_version_holds_the_notes(session: Session, tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    EXPORTS[name](session, path, False)
    assert holds(path, MARK)


def test_every_record_with_a_note_is_planted() -> None:
    found = set()
    for module in pkgutil.iter_modules(workbench.models.__path__, "workbench.models."):
        for kind in vars(importlib.import_module(module.name)).values():
            if isinstance(kind, type) and is_dataclass(kind) and "note" in {one.name for one in fields(kind)}:
                found.add(kind.__name__)
    assert found == NOTE_FIELDS
