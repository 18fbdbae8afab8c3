"""Files made to do harm: bombs, entities, stored queries, pointers to elsewhere; refused before they can."""

from __future__ import annotations

import gzip
import os
import sqlite3
import zipfile
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest

from tests.cli.conftest import write_units
from tests.reliability.small_inputs import TEXTS, book, published, write
from workbench.errors import InputError
from workbench.io.backgrounds.mbtiles import MbTiles
from workbench.io.published import text_rows, text_source
from workbench.io.published.recognise import recognise
from workbench.io.published.text_source import TextSource
from workbench.io.readers import archives, books, databases, tables, vector_file
from workbench.io.readers.books import opened_book
from workbench.io.readers.databases import what_is_wrong
from workbench.io.readers.units import read_units
from workbench.io.reference_layers import layer_names

ENDLESS = (
    "WITH RECURSIVE n(fid) AS (SELECT 1 UNION ALL SELECT fid + 1 FROM n) SELECT fid, zeroblob(fid) FROM n"
)
LAUGHS = b"""<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">
<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;"><!ENTITY d "&c;&c;&c;&c;&c;&c;&c;&c;">]>"""
HEADS = ["LSOA Code", "LSOA Name", "LA Code (2021 boundaries)", "LA name (2021 boundaries)", "All Ages"]


def why(read: Callable[[], object]) -> str:
    with pytest.raises(InputError) as refused:
        read()
    return str(refused.value)


def packed(path: Path, parts: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return path


def people(folder: Path) -> Path:
    ages = [*HEADS, *range(90), "90+"]
    row = ["E01000001", "X", "E06000001", "new", 91, *([1] * 91)]
    return book(folder / "people.xlsx", "Mid-2020 Persons", [ages, row])


def swapped(path: Path, part: str, change: Callable[[bytes], bytes]) -> Path:
    """A workbook with one part changed."""
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    assert part in parts
    return packed(path.with_name("changed.xlsx"), parts | {part: change(parts[part])})


def test_entities_are_guarded_against() -> None:
    assert openpyxl.DEFUSEDXML


@pytest.mark.parametrize("part", ["xl/worksheets/sheet1.xml", "xl/styles.xml", "xl/workbook.xml"])
def test_a_billion_laughs(part: str, tmp_path: Path) -> None:
    laughing = swapped(
        people(tmp_path), part,
        lambda text: LAUGHS + text[text.index(b"<", 5) :].replace(b"</v>", b"&d;</v>"),
    )  # fmt: skip
    assert "entities" in why(lambda: published(laughing))


def test_a_workbook_without_the_guard_is_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(openpyxl, "DEFUSEDXML", False)
    assert "hostile XML" in why(lambda: published(people(tmp_path)))


@pytest.mark.parametrize(
    ("parts", "words"),
    [
        ({"a.csv": b"0" * 30_000_000}, "packed as no honest"),
        ({"../a.csv": b"x"}, "leads out"),
        ({"..\\a.csv": b"x"}, "leads out"),
        ({"/etc/a.csv": b"x"}, "leads out"),
        ({f"{n}.csv": b"" for n in range(5_001)}, "5,001 parts"),
        ({"xl/workbook.xml": b"x", "inner.xlsx": b"x"}, "another archive"),
        ({"xl/workbook.xml": b"x", "xl/styles.xml": os.urandom(3_000_001)}, "styles.xml would be"),
    ],
)  # fmt: skip
def test_archives_are_looked_at_before_they_are_unpacked(
    parts: dict[str, bytes], words: str, tmp_path: Path
) -> None:
    assert words in why(lambda: published(packed(tmp_path / "a.zip", parts)))


def test_an_archive_within_an_archive_is_not_unpacked(tmp_path: Path) -> None:
    inner = packed(tmp_path / "inner.zip", {"a.csv": "\n".join(TEXTS["registrations"]).encode()})
    (found,) = recognise(packed(tmp_path / "outer.zip", {"inner.zip": inner.read_bytes()}))
    assert not found.published
    assert "without a table" in found.note


def test_what_an_archive_unpacks_to_is_bounded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = packed(tmp_path / "a.zip", {"a.csv": os.urandom(3_000), "b.csv": os.urandom(3_000)})
    small = replace(archives.OF_DATA, entry=5_000, total=5_000)
    assert "more than 5,000 bytes" in why(lambda: archives.parts_of(path, limits=small))
    assert "far too large" in why(
        lambda: archives.parts_of(path, limits=replace(small, entry=2_000, total=9_000))
    )
    assert "at most 900" in why(lambda: archives.parts_of(path, limits=replace(small, file=900)))
    squeezed = tmp_path / "a.csv.gz"
    squeezed.write_bytes(gzip.compress(b"a,b\n" + b"1,2\n" * 1_000, mtime=0))
    monkeypatch.setattr(text_source, "MOST_BYTES", 1_000)
    assert "more than 1,000 bytes" in why(TextSource(squeezed).facts)


def test_rows_and_columns_are_bounded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    table = write(tmp_path / "t.csv", *TEXTS["deprivation"])
    monkeypatch.setattr(text_rows, "MOST_CELLS", 5)
    assert "more than 5 cells" in why(lambda: published(table))
    monkeypatch.setattr(text_source, "MOST_COLUMNS", 5)
    assert "holds no headings" in why(lambda: text_rows.whole_table(TextSource(table)))
    monkeypatch.setattr(tables, "_CHUNK_ROWS", 2)
    monkeypatch.setattr(tables, "_MOST_CELLS", 5)
    assert "more than 5 cells" in why(lambda: tables.read_table(table))


def test_a_row_without_an_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(books, "_LARGEST_PARSED", 20_000)
    monkeypatch.setattr(books, "_LONGEST_ROW", 30_000)
    monkeypatch.setattr(books, "_PIECE", 512)
    honest = people(tmp_path)
    with opened_book(honest) as opened:
        assert opened.sheetnames == ["Mid-2020 Persons"]
    cells = b'<c r="A1"><v>1</v></c>' * 5_000
    endless = swapped(
        honest, "xl/worksheets/sheet1.xml", lambda text: text.replace(b"</row>", cells + b"</row>", 1)
    )
    assert "longer than any honest row" in why(lambda: published(endless))


def hostile(folder: Path, *statements: str) -> Path:
    """The boundaries of the grid as a GeoPackage in which somebody has run statements."""
    path = write_units(folder / "units.gpkg")
    with closing(sqlite3.connect(path)) as db:
        for statement in statements:
            db.execute(statement)
        db.commit()
    return path


LISTED = (
    "INSERT INTO gpkg_contents (table_name, data_type, srs_id) VALUES ('evil', 'features', 27700)",
    "INSERT INTO gpkg_geometry_columns VALUES ('evil', 'geom', 'POLYGON', 27700, 0, 0)",
)  # fmt: skip


def test_stored_queries_and_triggers_are_never_run(tmp_path: Path) -> None:
    trigger = "CREATE TRIGGER t AFTER UPDATE ON units BEGIN DELETE FROM units; END"
    path = hostile(tmp_path, f"CREATE VIEW evil AS {ENDLESS}", *LISTED, trigger)
    before = path.read_bytes()
    assert len(read_units([path]).units) == 12
    assert layer_names(path) == ["units"]
    assert "no layer “evil”" in why(lambda: vector_file.read_layer(path, layer="evil"))
    assert path.read_bytes() == before
    assert "stored queries" in why(lambda: published(packed(tmp_path / "a.zip", {"u.gpkg": before})))


@pytest.mark.parametrize(
    ("statements", "words"),
    [
        (["ALTER TABLE gpkg_contents RENAME TO x", f"CREATE VIEW gpkg_contents AS {ENDLESS}"], "a stored"),
        (["CREATE TABLE big (a, b GENERATED ALWAYS AS (zeroblob(900000000)))"], "computes columns"),
        (["CREATE VIRTUAL TABLE found USING fts5(a)"], "runs a module"),
    ],
)  # fmt: skip
def test_tables_that_are_none(statements: list[str], words: str, tmp_path: Path) -> None:
    path = hostile(tmp_path, *statements)
    assert words in why(lambda: read_units([path]))
    assert words in why(lambda: layer_names(path))


def test_a_blob_that_says_it_has_a_terabyte(tmp_path: Path) -> None:
    """The length of a payload is what the file says; the look at the pages finds that it is not there."""
    path = tmp_path / "units.gpkg"
    with closing(sqlite3.connect(path)) as db:
        db.execute("CREATE TABLE t (a BLOB)")
        db.execute("INSERT INTO t VALUES (?)", (b"\x5a" * 300,))
        db.commit()
    content = bytearray(path.read_bytes())
    at = content.index(b"\x5a" * 300) - 6  # payload 0x82 0x2f, rowid, header size, type of two bytes
    assert content[at : at + 2] == b"\x82\x30" or content[at : at + 2] == b"\x82\x2f"
    content[at : at + 4] = b"\xff\xff\xff\x7f"
    path.write_bytes(bytes(content))
    assert what_is_wrong(path)


def test_the_look_at_a_database_ends(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = hostile(tmp_path)
    monkeypatch.setattr(databases, "_STEPS", 1)
    assert what_is_wrong(path, seconds=-1.0) == "looking at it takes far too long"
    with databases.opened_unknown(path, seconds=-1.0) as db, pytest.raises(sqlite3.OperationalError):
        db.execute(ENDLESS).fetchall()


def test_tiles_that_are_an_endless_query(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("workbench.io.backgrounds.mbtiles._PATIENCE_S", 0.0)
    path = tmp_path / "m.mbtiles"
    with closing(sqlite3.connect(path)) as db:
        db.execute("CREATE TABLE metadata (name, value)")
        columns = "fid AS zoom_level, 0 AS tile_column, 0 AS tile_row, NULL AS tile_data"
        db.execute(f"CREATE VIEW tiles AS SELECT {columns} FROM ({ENDLESS})")  # noqa: S608 - of this file
        db.commit()
    assert "interrupted" in why(lambda: MbTiles(path, lambda _: None))


@pytest.mark.parametrize(
    "text",
    [
        '<OGRVRTDataSource><OGRVRTLayer name="a"><SrcDataSource>b.csv</SrcDataSource></OGRVRTLayer>',
        "<OGRWFSDataSource><URL>http://example.org</URL></OGRWFSDataSource>",
        '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/hostname">]><kml>&x;</kml>',
    ],
)  # fmt: skip
@pytest.mark.parametrize("name", ["a.geojson", "a.kml"])
def test_files_that_point_elsewhere(name: str, text: str, tmp_path: Path) -> None:
    path = write(tmp_path / name, text)
    assert "only tells where" in why(lambda: layer_names(path))
    assert "only tells where" in why(lambda: read_units([path]))


@pytest.mark.parametrize(
    "name",
    [
        "=1+1",
        "'; DROP TABLE units; --",
        "a?mode=rwc#b%20",
        "<img src=x>",
        "\u200f+5",
        "x" * 200,
        "a!b",
        "{c}",
    ],
)
def test_names_of_files_are_only_names(name: str, tmp_path: Path) -> None:
    made = write_units(tmp_path / "units.gpkg")
    assert layer_names(made) == ["units"]
    units = made.rename(tmp_path / f"{name}.gpkg")
    assert len(read_units([units]).units) == 12
    inside = packed(tmp_path / f"{name}.zip", {f"{name}/u.gpkg": units.read_bytes()})
    assert len(read_units([inside]).units) == 12
    published(write(tmp_path / f"{name}.csv", *TEXTS["registrations"]))
    published(packed(tmp_path / f"{name}2.zip", {f"{name}.csv": "\n".join(TEXTS["registrations"]).encode()}))
    assert len(list(tmp_path.iterdir())) == 4
