"""What labels say, how wide it is, and how names are broken and cut."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest

from tests.io.workbooks.hostile import hostile_session
from workbench.io.maps.fonts import in_two, legible, shortened, text_width, wrapped
from workbench.io.maps.wordings import (
    exception_words,
    figure_wording,
    name_wordings,
    number_wording,
    short_name,
)
from workbench.metrics.figures import LocalityFigures
from workbench.models.rules import BandStatus


def row_of(status: BandStatus, people: float, gap: float, name: str = "Stoke & Shelton") -> LocalityFigures:
    session = hostile_session()
    row = session.figures(session.project.scenarios[0]).localities[0]
    return replace(row, number=8, name=name, status=status, people=people, people_from_band=gap)


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("Stoke & Shelton", "Stoke"),
        ("HANLEY, BUCKNALL & BENTILEE PCN", "HANLEY"),
        ("ABOUT BETTER CARE (ABC) PCN", "ABOUT BETTER CARE"),
        ("SOUTH STOKE WEST PCN", "SOUTH STOKE WEST"),
        ("PCN", "PCN"),
        ("(north)", "(north)"),
        ("", ""),
    ],
)
def test_short_names(name: str, short: str) -> None:
    assert short_name(name) == short


def test_exceptions_speak_and_the_normal_is_quiet() -> None:
    inside = row_of(BandStatus.IN, 40_000, 0)
    below = row_of(BandStatus.BELOW, 22_785, -7_215)
    unknown = row_of(BandStatus.UNKNOWN, math.nan, math.nan)
    assert exception_words(inside) == ""
    assert exception_words(below) == "7,215 below"
    assert exception_words(row_of(BandStatus.ABOVE, 50_642, 642)) == "642 above"
    lines = {row.status: name_wordings(row, 8)[0][0].lines for row in (inside, below, unknown)}
    assert [line.words for line in lines[BandStatus.IN]] == ["8 Stoke & Shelton", "40,000"]
    assert [line.words for line in lines[BandStatus.BELOW]][1:] == ["22,785", "7,215 below"]
    assert [line.words for line in lines[BandStatus.UNKNOWN]][1:] == ["not known"]
    assert [line.status for line in lines[BandStatus.BELOW]] == [None, None, BandStatus.BELOW]
    assert all(line.status is None for line in lines[BandStatus.IN])
    assert figure_wording(below, 8).lines[1].status is BandStatus.BELOW
    assert figure_wording(inside, 8).lines[1].status is None


def test_wordings_get_shorter_and_smaller() -> None:
    row = row_of(BandStatus.IN, 40_000, 0)
    tiers = name_wordings(row, 8)
    heads = [" ".join(line.words for line in wording.lines[:-1]) for tier in tiers for wording in tier]
    assert heads == [*["8 Stoke & Shelton"] * 4, *["8 Stoke"] * 2]
    widest = [max(wording.width for wording in tier) for tier in tiers]
    assert widest[1] < widest[0]
    assert widest[2] < widest[0]
    assert figure_wording(row, 8).width < widest[0]
    assert number_wording(row, 8).width < figure_wording(row, 8).width


def test_lines_lie_within_their_wording() -> None:
    wording = name_wordings(row_of(BandStatus.BELOW, 100, -5), 8)[0][1]
    for line, left, down in wording.boxes():
        assert left >= 0
        assert left + line.width <= wording.width + 1e-9
        assert down >= -1e-9
        assert down + line.size <= wording.height
    assert sum(line.indent > 0 for line in wording.lines) == 1


def test_names_are_broken_into_two_even_lines() -> None:
    room = text_width("LEEK & HIGH", 8)
    assert wrapped("Leek", room, 8) == ["Leek"]
    assert in_two("High Peak & Buxton", 150, 8) == ["High Peak", "& Buxton"]
    assert in_two("Leek", 150, 8) == ["Leek"]
    first, second = wrapped("one two three four five six seven eight", room, 8)
    assert second.endswith("…")
    assert max(text_width(first, 8), text_width(second, 8)) <= room


def test_what_is_too_long_ends_in_an_ellipsis() -> None:
    cut = shortened("n" * 200, 60, 8)
    assert cut.endswith("n…")
    assert text_width(cut, 8) <= 60
    assert text_width("n" + cut, 8) > 60
    assert shortened("short", 60, 8) == "short"
    assert shortened("wide", 1, 8) == "…"


def test_widths_grow_with_the_size_and_the_weight() -> None:
    assert text_width("Stoke & Shelton", 16) == pytest.approx(2 * text_width("Stoke & Shelton", 8))
    assert text_width("Stoke", 8, "semibold") > text_width("Stoke", 8)
    assert text_width("", 8) == 0


def test_characters_that_the_font_lacks_become_squares() -> None:
    assert legible("Leek \N{GRINNING FACE}\tMoor\N{RIGHT-TO-LEFT MARK}") == "Leek \N{WHITE SQUARE} Moor"
