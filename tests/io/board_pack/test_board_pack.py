"""The board pack: every page there, its words searchable, and the same bytes but for the date."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

import workbench
from tests.grids import grid_project
from tests.metrics.test_comparison import LEFT_RIGHT, scenario
from workbench.errors import ExportError
from workbench.io.board_pack.moves import who_moves
from workbench.io.board_pack.parked import notes_of
from workbench.io.board_pack.sheet import Cell, Heading, Sheet, wrapped_lines
from workbench.io.maps.fonts import text_width
from workbench.metrics.threshold import Threshold
from workbench.models.meeting import ParkedNote
from workbench.models.scenario import Scenario
from workbench.session.board_pack import export_board_pack, make_pack
from workbench.session.session import Session

NOW = datetime(2026, 11, 22, 14, 2, tzinfo=UTC)


def session_of(*scenarios: Scenario) -> Session:
    project = grid_project()
    project.scenarios.extend(scenarios)
    return Session(project)


@pytest.fixture(scope="module")
def pack(tmp_path_factory: pytest.TempPathFactory) -> PdfReader:
    path = tmp_path_factory.mktemp("pack") / "pack.pdf"
    first = scenario("A", LEFT_RIGHT, {"L": "L01", "R": "L02"})
    first.head = replace(
        first.head, note="Not for the public", author="J. Planner", decision="Approve the layout",
        organisational_form="Alliance", caveats="Lists are of October",
    )  # fmt: skip
    session = session_of(first, scenario("B", "LRRRLLRRLLRR", {"L": "L01", "R": "L02"}))
    export_board_pack(session, first, path, session.project.scenarios[1:], now=NOW)
    return PdfReader(path)


@pytest.fixture(scope="module")
def texts(pack: PdfReader) -> list[str]:
    """The words of each page, read once."""
    return text_of(pack)


def text_of(reader: PdfReader) -> list[str]:
    return [" ".join(page.extract_text().split()) for page in reader.pages]


def test_bookmarks_title_and_language(pack: PdfReader) -> None:
    titles = [item.title for item in pack.outline if not isinstance(item, list)]
    assert titles == [
        "Cover", "Summary", "Map: A", "Map: B", "Maps side by side", "Localities", "Comparison", "Charts",
        "Who moves", "Exceptions", "Sources and caveats",
    ]  # fmt: skip
    assert pack.metadata is not None
    assert pack.metadata.title == "Hub localities: A (Draft)"
    assert pack.metadata.author == "J. Planner"
    assert str(pack.root_object["/Lang"]) == "en-GB"
    assert "DisplayDocTitle': True" in str(pack.root_object["/ViewerPreferences"])


def test_metadata_names_no_machine_and_no_folder(pack: PdfReader) -> None:
    assert pack.metadata is not None
    assert set(pack.metadata) == {
        "/Title", "/Subject", "/Creator", "/Author", "/CreationDate", "/Producer",
    }  # fmt: skip
    assert str(pack.metadata["/Creator"]) == f"Locality Workbench {workbench.__version__}, 2026-11-22 14:02"


def test_letters_are_embedded_as_truetype(pack: PdfReader) -> None:
    resources: list[Any] = [page["/Resources"] for page in pack.pages]
    fonts = [font.get_object() for held in resources for font in held["/Font"].values()]
    assert fonts
    for font in fonts:
        assert font["/Subtype"] == "/Type0"
        inner = font["/DescendantFonts"][0].get_object()
        assert inner["/Subtype"] == "/CIDFontType2"
        assert "/FontFile2" in inner["/FontDescriptor"].get_object()
        assert "/ToUnicode" in font


def test_pages_are_numbered_and_carry_the_status(pack: PdfReader, texts: list[str]) -> None:
    count = len(pack.pages)
    for number, text in enumerate(texts, start=1):
        assert f"Page {number} of {count}" in text
        assert "Draft" in text
        assert f"Locality Workbench {workbench.__version__}, 2026-11-22 14:02" in text


def test_the_cover_tells_what_is_recorded_and_what_is_not(texts: list[str]) -> None:
    cover = texts[0]
    for words in ("Approve the layout", "Alliance", "J. Planner", "Lists are of October", "Not decided"):
        assert words in cover


def test_the_prompt_to_consult_follows_the_threshold(tmp_path: Path) -> None:
    first = scenario("A", LEFT_RIGHT, {"L": "L01", "R": "L02"})
    second = scenario("B", "LRRRLLRRLLRR", {"L": "L01", "R": "L02"})  # 2,000 of 78,000 people move: 2.6%
    session = session_of(first, second)
    for share, words in (
        (0.02, "Consult patients and the public"),
        (0.03, "are fewer than 3% of all people"),
    ):
        pack = make_pack(session, first, [second], threshold=Threshold(share), now=NOW)
        sheet = who_moves(pack)
        told = " ".join(text.get_text() for page in sheet.pages for text in page.texts)
        assert words in told
        assert f"{share * 100:g}% of all people" in told


def test_every_page_is_a4_landscape_and_says_whose_it_is(pack: PdfReader, texts: list[str]) -> None:
    for page in pack.pages:
        assert (round(page.mediabox.width), round(page.mediabox.height)) == (842, 595)
    told = [text for text in texts if "Made with Locality Workbench" in text]
    assert len(told) == len(pack.pages)


def test_numbers_are_those_worked_out_by_hand(pack: PdfReader, texts: list[str]) -> None:
    pages = dict(zip([i.title for i in pack.outline if not isinstance(i, list)], texts, strict=False))
    assert "2 localities, 78,000 residents" in pages["Summary"]
    # U02 with 2,000 of 78,000 people goes over
    assert "1 area with 2,000 people moves (2.6% of residents)" in " ".join(texts)
    assert "76,000 people stay" in " ".join(texts)
    assert "Not for the public" in pages["Cover"]


def test_parked_notes_stand_at_the_end_but_not_in_public(tmp_path: Path) -> None:
    first = scenario("A", LEFT_RIGHT, {"L": "L01", "R": "L02"})
    session = session_of(first)
    done = ParkedNote(1, "Ask the county", 50.0, 50.0, who="Ada", at="2026-11-22T13:51:00+00:00", done=True)
    still = ParkedNote(2, "Why not\nthe ward line?", 9e5, 9e5)
    for note in (done, still):
        session.project.registers.put("parked_note", note.key, note)
    path = tmp_path / "pack.pdf"
    export_board_pack(session, first, path, now=NOW)
    last = text_of(PdfReader(path))[-1]
    assert "Parked notes (internal)" in last
    assert last.index("Why not the ward line?") < last.index("Ask the county")
    assert "outside every area" in last
    public = replace(make_pack(session, first, now=NOW), public=True)
    assert notes_of(public) == ()


def test_public_leaves_notes_out_and_alone_it_compares_nothing(tmp_path: Path) -> None:
    first = scenario("A", "." * 12, {})
    first.head = replace(first.head, note="Not for the public", name="<b>A</b> = $x$ é 中文 😀")
    session = session_of(first)
    path = tmp_path / "pack.pdf"
    export_board_pack(session, first, path, public=True, now=NOW)
    text = " ".join(text_of(PdfReader(path)))
    assert "Not for the public" not in text
    assert "This scenario has no localities yet." in text
    assert "Only one scenario is in this pack." in text


def test_two_packs_of_the_same_are_the_same(tmp_path: Path) -> None:
    first = scenario("A", LEFT_RIGHT, {"L": "L01", "R": "L02"})
    session = session_of(first)
    for name in ("one.pdf", "two.pdf"):
        export_board_pack(session, first, tmp_path / name, now=NOW)
    assert (tmp_path / "one.pdf").read_bytes() == (tmp_path / "two.pdf").read_bytes()


def test_another_ending_is_refused(tmp_path: Path) -> None:
    first = scenario("A", LEFT_RIGHT, {"L": "L01", "R": "L02"})
    with pytest.raises(ExportError, match="A board pack is a PDF"):
        export_board_pack(session_of(first), first, tmp_path / "pack.docx", now=NOW)
    assert list(tmp_path.iterdir()) == []


def test_a_long_table_goes_on_over_pages_with_its_headings() -> None:
    sheet = Sheet("Long", "under", "foot")
    sheet.table(
        (Heading("Name", 2), Heading("People", 1, "right")),
        [(Cell(f"Row {n}"), Cell(f"{n}")) for n in range(90)],
    )
    assert len(sheet.pages) == 3
    for page in sheet.pages:
        words = [text.get_text() for text in page.texts]
        assert words.count("People") == 1
        assert len(words) == len(set(words))


def test_lines_fit_their_width_and_lose_no_word() -> None:
    words = "Registered patients are not residents and a-very-long-word-that-fits-nowhere stands here"
    lines = wrapped_lines(words, 120, 10)
    assert all(text_width(line, 10) <= 120 for line in lines)
    assert wrapped_lines(words, 4000, 10) == [words]
    assert wrapped_lines(words, 120, 10, most=2)[-1].endswith("…")
