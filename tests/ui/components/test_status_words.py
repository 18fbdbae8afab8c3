"""Words, shapes and figures as they are shown."""

from __future__ import annotations

import datetime as dt
import math

import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage, QPainter

from workbench.models.rules import AROUND_50_000_BAND, HUB_BAND, NO_BAND, Band
from workbench.ui import formats
from workbench.ui.components.band_gauge import GaugeScale
from workbench.ui.status import BandState, band_state, band_word, paint_status, spoken, state_word


@pytest.mark.parametrize(
    ("people", "word"),
    [
        (18_000, "Under \N{MINUS SIGN}12,000"),
        (29_999, "Under \N{MINUS SIGN}1"),
        (30_000, "Near limit"),
        (30_999, "Near limit"),
        (31_000, "In band"),
        (40_388, "In band"),
        (49_000, "In band"),
        (49_001, "Near limit"),
        (50_000, "Near limit"),
        (50_001, "Over +1"),
        (52_405, "Over +2,405"),
        (math.nan, "Not known"),
        (None, "Not known"),
    ],
)
def test_the_word_of_a_number_of_people(people: float | None, word: str) -> None:
    assert band_word(people, HUB_BAND) == word


def test_other_states() -> None:
    assert state_word(BandState.PARTS, parts=3) == "In 3 parts"
    assert state_word(BandState.PRACTICE) == "Practice elsewhere"
    assert band_state(12_000, NO_BAND) is BandState.FREE
    assert band_state(500, Band(0, 40_000, 20_000)) is BandState.IN, "no lower limit, nothing to be near of"


def test_what_a_screen_reader_says() -> None:
    assert spoken("Stoke & Shelton", 52_405, HUB_BAND) == "Stoke & Shelton, 52,405 people, over by 2,405"
    assert spoken("Leek", 26_414, HUB_BAND) == "Leek, 26,414 people, under by 3,586"
    assert spoken("Leek", 40_000, HUB_BAND) == "Leek, 40,000 people, in band"
    assert spoken("Leek", None, HUB_BAND) == "Leek, people not known"


def test_every_shape_differs_from_every_other_without_colour() -> None:
    seen: set[bytes] = set()
    for state in BandState:
        image = QImage(24, 24, QImage.Format.Format_Grayscale8)
        image.fill(255)
        painter = QPainter(image)
        paint_status(painter, state, QRectF(2, 2, 20, 20))
        painter.end()
        seen.add(bytes(image.constBits()))
    assert len(seen) == len(BandState)


@pytest.mark.parametrize(
    ("people", "at"), [(20_000, 0), (30_000, 0.25), (52_000, 0.8), (60_000, 1), (70_000, 1), (0, 0)]
)
def test_places_on_the_gauge_of_the_hub_band(people: float, at: float) -> None:
    assert GaugeScale.for_band(HUB_BAND).position(people) == pytest.approx(at)


def test_the_scale_widens_around_other_bands() -> None:
    assert GaugeScale.for_band(HUB_BAND) == GaugeScale(20_000, 60_000, (30_000, 50_000))
    assert GaugeScale.for_band(AROUND_50_000_BAND) == GaugeScale(20_000, 60_000, (45_000, 55_000))
    assert GaugeScale.for_band(Band(100_000, 200_000, 150_000)) == GaugeScale(
        20_000, 250_000, (100_000, 200_000)
    )
    assert GaugeScale.for_band(Band(10_000, 30_000, 20_000)) == GaugeScale(0, 60_000, (10_000, 30_000))
    assert GaugeScale.for_band(NO_BAND).ticks == ()


def test_figures() -> None:
    assert formats.number(484_659) == "484,659"
    assert formats.number(-0.2) == "0"
    assert formats.number(-3586.4) == "\N{MINUS SIGN}3,586"
    assert formats.number(math.nan) == formats.number(None) == "Not known"
    assert formats.number(29.46, 1) == "29.5"
    assert (formats.signed(2405), formats.signed(0), formats.signed(-1)) == ("+2,405", "0", "\N{MINUS SIGN}1")
    assert formats.signed(0.3) == "0"
    assert (formats.percent(0.7512), formats.percent(None)) == ("75.1%", "Not known")
    assert (formats.kilometres(330), formats.kilometres(5_230)) == ("330 m", "5.2 km")
    assert (formats.count(1, "area"), formats.count(4, "area")) == ("1 area", "4 areas")
    assert (formats.people(1), formats.people(2), formats.people(None)) == (
        "1 person", "2 people", "people not known",
    )  # fmt: skip


def test_dates() -> None:
    day = dt.date(2026, 10, 14)
    assert (formats.date_field(day), formats.date_text(day)) == ("14/10/2026", "14 October 2026")
    assert formats.date_text(None) == "Not known"
    assert formats.clock(dt.datetime(2026, 10, 14, 14, 2, tzinfo=dt.UTC)) == "14:02"
