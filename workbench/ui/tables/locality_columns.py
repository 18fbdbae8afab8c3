"""The columns of the locality table."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from workbench.metrics.figures import LocalityFigures
from workbench.models.rules import Band
from workbench.ui import formats
from workbench.ui.components.band_gauge import GaugeValue
from workbench.ui.status import band_state, band_word, spoken
from workbench.ui.tables.columns import CellKind, ChipValue, Column, IconValue, StatusValue


@dataclass(frozen=True)
class LocalityRow:
    """One row: the figures shown, the people before the stroke, and how the locality looks."""

    figures: LocalityFigures
    band: Band
    near: int
    colour: str
    locked: bool
    before: float | None = None
    parts: str = ""
    """In how many parts it lies and whether that is permitted, "" where it is in one piece."""

    @property
    def code(self) -> str:
        """Code of the locality."""
        return self.figures.code

    @property
    def status(self) -> StatusValue:
        """Status as shape and word."""
        people = self.figures.people
        return StatusValue(band_state(people, self.band, self.near), band_word(people, self.band, self.near))


ALWAYS_SHOWN = ("number", "name", "people", "gauge", "status")
"""Columns of a narrow dock; the others follow as there is room, in their order."""


def locality_columns(rename: Callable[[LocalityRow, str], bool]) -> tuple[Column[LocalityRow], ...]:
    """All columns; ``rename`` takes a row and its new name."""
    return (
        Column(
            "number", "No.", "Number of the locality", lambda r: str(r.figures.number),
            lambda r: r.figures.number, CellKind.CHIP, "88",
            cell=lambda r: ChipValue(str(r.figures.number), r.colour),
        ),
        Column(
            "name", "Locality", "F2 changes the name", lambda r: r.figures.name, lambda r: r.figures.name,
            edit=rename, tip=_tip, spoken=lambda r: spoken(r.figures.name, r.figures.people, r.band),
        ),
        Column(
            "lock", "", "A padlock where the locality is locked", lambda r: "Locked" if r.locked else "",
            lambda r: not r.locked, CellKind.ICON,
            cell=lambda r: IconValue("lock" if r.locked else "", "Locked" if r.locked else ""),
        ),
        Column(
            "people", "People", "People on the basis chosen", lambda r: _people(r.figures.people),
            lambda r: r.figures.people, CellKind.NUMBER, "188,888",
        ),
        Column(
            "gauge", "", "Where the people stand to the band",
            lambda r: formats.signed(r.figures.people_from_band), lambda r: r.figures.people, CellKind.GAUGE,
            cell=lambda r: GaugeValue(r.figures.people, r.band, r.before),
            spoken=lambda r: spoken(r.figures.name, r.figures.people, r.band), tip=_tip,
        ),
        Column(
            "status", "Status", "Inside or outside the band, and by how many people",
            lambda r: r.status.word, lambda r: r.figures.people_from_band, CellKind.STATUS, "Under −88,888",
            cell=lambda r: r.status, tip=_tip,
        ),
        Column(
            "practices", "Practices", "Practices given to the locality", lambda r: str(r.figures.practices),
            lambda r: r.figures.practices, CellKind.NUMBER, "88",
        ),
        Column(
            "parts", "Parts", "Pieces that share no border; one is usual",
            lambda r: str(r.figures.parts), lambda r: r.figures.parts, CellKind.NUMBER, "88",
        ),
        Column(
            "registered", "Registered", "Patients on the lists of its practices",
            lambda r: _people(r.figures.registered), lambda r: r.figures.registered, CellKind.NUMBER,
            "188,888",
        ),
        Column(
            "aged", "65+", "Share of residents aged 65 and over",
            lambda r: formats.percent(r.figures.aged_65_plus_share, unknown="–"),
            lambda r: r.figures.aged_65_plus_share, CellKind.NUMBER, "88.8%",
        ),
        Column(
            "imd", "IMD", "Deprivation score, mean by residents; higher is more deprived",
            lambda r: formats.number(r.figures.imd_score, 1, unknown="–"), lambda r: r.figures.imd_score,
            CellKind.NUMBER, "88.8",
        ),
    )  # fmt: skip


def _people(value: float) -> str:
    return formats.number(value)


def _tip(row: LocalityRow) -> str:
    """Everything about a locality that a narrow table has no room for."""
    figures = row.figures
    away = figures.people_from_band
    difference = f"{formats.signed(away)} people from the band" if formats.known(away) and away else ""
    lines = [
        spoken(figures.name, figures.people, row.band),
        difference,
        f"{formats.count(figures.units, 'area')}, {formats.count(figures.practices, 'practice')}",
        row.parts,
        "Locked" if row.locked else "",
    ]
    return "\n".join(line for line in lines if line)
