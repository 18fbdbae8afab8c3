"""The rows and columns of the roll-up: larger areas, with their localities below each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from workbench.metrics.alignment import Alignment
from workbench.metrics.roll_up import RolledUp, RollUp, Subset, Sums
from workbench.models.rules import BandStatus
from workbench.ui import formats
from workbench.ui.tables.columns import CellKind, ChipValue, Column

_STATUS = {
    BandStatus.IN: "In band",
    BandStatus.BELOW: "Below",
    BandStatus.ABOVE: "Above",
    BandStatus.UNKNOWN: "Not known",
}


@dataclass(frozen=True)
class RollLine:
    """A larger area, or a locality in it; ``part`` says how much of a locality lies in it, "" for all."""

    key: str
    name: str
    chip: ChipValue | None
    sums: Sums
    part: str
    status: str = ""
    tip: str = ""


def roll_lines(found: RollUp, chips: Mapping[str, ChipValue]) -> list[RollLine]:
    """Every larger area followed by its localities, and all of them last."""
    lines = []
    for row in found.rows:
        lines.append(
            RollLine(f"{row.code}|", row.name, None, row.sums, _parts_of(row), "", _localities_of(row))
        )
        lines += [
            RollLine(
                f"{row.code}|{one.code}", f"    {one.name}", chips.get(one.code), one.sums,
                "" if one.whole else formats.percent(one.share), _STATUS[one.status],
                one.name if one.whole else f"{formats.percent(one.share)} of its people; the rest elsewhere",
            )
            for one in row.localities
        ]  # fmt: skip
    lines.append(RollLine("||", "All localities", None, found.whole, ""))
    return lines


def _parts_of(row: RolledUp) -> str:
    return f"{len(row.straddling)} in part" if row.straddling else ""


def _localities_of(row: RolledUp) -> str:
    words = [formats.count(len(row.localities), "locality", "localities")]
    if row.straddling:
        words.append(_parts_of(row))
    if row.free_units:
        words.append(f"{formats.count(row.free_units, 'area')} in no locality")
    return ", ".join(words)


def alignment_words(lies: Alignment) -> str:
    """How the localities lie to larger areas of one kind, in one line (R51)."""
    straddling = formats.count(len(lies.straddling), "locality lies", "localities lie")
    return (
        f"{formats.percent(lies.main_share)} of people live in the main {lies.title} of their locality; "
        f"{straddling} in several; {len(lies.splits)} of {len(lies.parents)} are shared by several localities"
    )


def subset_words(early: Subset, whole: Subset) -> str:
    """The early focus beside all localities, in one line."""
    if not early.localities:
        return "No early focus is chosen: tick the localities that start first, to see them beside all"
    share = early.sums.resident / whole.sums.resident if whole.sums.resident > 0 else float("nan")
    return (
        f"Early focus: {early.localities} of {formats.count(whole.localities, 'locality', 'localities')}, "
        f"{early.in_band} of {whole.in_band} in the band; {formats.people(early.sums.resident)} of "
        f"{formats.number(whole.sums.resident)} ({formats.percent(share)}); "
        f"{formats.number(early.sums.registered)} of {formats.number(whole.sums.registered)} patients; "
        f"own residents {formats.percent(early.sums.own_residents_share)}, in all "
        f"{formats.percent(whole.sums.own_residents_share)}"
    )


def roll_columns() -> tuple[Column[RollLine], ...]:
    """All columns."""

    def figure(key: str, title: str, tip: str, wide: str, decimals: int = 0) -> Column[RollLine]:
        return Column(
            key, title, tip, lambda r: formats.number(getattr(r.sums, key), decimals),
            lambda r: getattr(r.sums, key), CellKind.NUMBER, wide,
        )  # fmt: skip

    return (
        Column(
            "number", "No.", "Number of the locality", lambda r: r.chip.text if r.chip else "",
            lambda r: r.chip.text if r.chip else "", CellKind.CHIP, "88",
            cell=lambda r: r.chip,
        ),
        Column(
            "name", "Larger area, locality", "Localities stand below the larger area that they lie in",
            lambda r: r.name, lambda r: r.name, tip=lambda r: r.tip or r.name.strip(),
        ),
        figure("resident", "Residents", "Sum of its localities", "8,888,888"),
        figure("registered", "Registered", "Patients on the lists of its practices", "8,888,888"),
        figure("practices", "Practices", "A part of one counts by where people live", "888.8", 1),
        figure("units", "Areas", "Census areas", "88,888"),
        Column(
            "aged", "65 and over", "Share of residents", lambda r: formats.percent(r.sums.aged_65_plus_share),
            lambda r: r.sums.aged_65_plus_share, CellKind.NUMBER, "Not known",
        ),
        Column(
            "own", "Own residents", "Residents registered in their own locality",
            lambda r: formats.percent(r.sums.own_residents_share),
            lambda r: r.sums.own_residents_share, CellKind.NUMBER, "Not known",
        ),
        Column(
            "part", "In it", "Share of a locality's people who live there, where it lies in several",
            lambda r: r.part, lambda r: r.part, CellKind.NUMBER, "88 in part", tip=lambda r: r.tip,
        ),
        Column(
            "status", "Band", "Where the whole locality stands to its band", lambda r: r.status,
            lambda r: r.status, CellKind.TEXT, "Not known", quiet=True,
        ),
    )  # fmt: skip
