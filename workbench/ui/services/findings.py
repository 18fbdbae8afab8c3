"""What the matrix says, as groups of lines: what is missing first, then what the figures tell."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from workbench.metrics.services.gaps import Gap, GapKind
from workbench.metrics.services.overview import ServiceFigures
from workbench.models.providers import Sector
from workbench.models.scope import CellKey
from workbench.models.services import AgeGroup


class Place(StrEnum):
    """Where a line without a cell is settled."""

    LEADS = "Leads"
    PARTNERS = "Partners"
    TEAMS = "Teams"
    CATALOGUE = "Catalogue"


@dataclass(frozen=True)
class Finding:
    """One line: ``text`` in words, ``note`` in small ones, and the cell or locality it speaks of."""

    text: str
    note: str = ""
    key: CellKey | None = None
    locality: str = ""
    settled_in: Place | None = None


@dataclass(frozen=True)
class FindingGroup:
    """Lines of one kind; ``missing`` where each is something that is not recorded yet."""

    title: str
    findings: tuple[Finding, ...]
    missing: bool = False


_GAPS_FIRST: tuple[GapKind, ...] = (
    GapKind.NO_ACCOUNTABLE, GapKind.NO_PROVIDER, GapKind.OUT_INCOMPLETE, GapKind.VARIATION_WITHOUT_REASON,
    GapKind.PROVIDER_NOT_KNOWN, GapKind.ACCOUNTABLE_NOT_PARTNER, GapKind.INCOMPLETE, GapKind.MISSING_SECTOR,
    GapKind.VACANT_LEAD, GapKind.EMPTY_GROUP,
)  # fmt: skip
"""The order of the list; a kind that is not named here comes last."""
_TITLES = {GapKind.EMPTY_GROUP: "Part of the system without services"}
_REGISTERS = {"partner": Place.PARTNERS, "team": Place.TEAMS}


def missing_groups(figures: ServiceFigures) -> list[FindingGroup]:
    """Gaps of cells and localities, then what the registers leave open; kinds without any are left out."""
    order = [*_GAPS_FIRST, *(kind for kind in GapKind if kind not in _GAPS_FIRST)]
    cell_of = _cells_of_sectors(figures)
    places = places_of_cells(figures)
    groups = []
    for kind in order:
        lines = [_gap_line(gap, cell_of) for gap in figures.gaps if gap.kind is kind]
        if any(gap_line.key for gap_line in lines) and kind is not GapKind.MISSING_SECTOR:
            lines.sort(key=lambda line: by_key(line, places))
        groups.append(FindingGroup(_TITLES.get(kind, str(kind)), tuple(lines), missing=True))
    open_ = tuple(
        Finding(issue.words, settled_in=_REGISTERS.get(issue.register)) for issue in figures.register_issues
    )
    groups.append(FindingGroup("Partners and teams", open_, missing=True))
    return [group for group in groups if group.findings]


def age_words(key: CellKey) -> str:
    """The age group of a cell in running text: adults or children."""
    return key.age.words.lower()


def places_of_cells(figures: ServiceFigures) -> dict[CellKey, int]:
    """The place of every cell in the list: by age group, then service, then locality."""
    ages = {age: at for at, age in enumerate(AgeGroup)}
    keys = sorted((row.key for row in figures.matrix.rows), key=lambda key: ages[key.age])
    return {key: at for at, key in enumerate(keys)}


def by_key(line: Finding, places: Mapping[CellKey, int]) -> int:
    """The place of the cell that a line speaks of; -1 where it speaks of none."""
    return -1 if line.key is None else places.get(line.key, -1)


def _gap_line(gap: Gap, cell_of: dict[tuple[str, str], CellKey]) -> Finding:
    if gap.key is not None:
        return Finding(gap.what, age_words(gap.key), gap.key, gap.locality)
    if gap.kind is GapKind.MISSING_SECTOR:
        return Finding(
            gap.what, "no provider of this sector is linked", cell_of.get((gap.locality, gap.what)),
            gap.locality,
        )  # fmt: skip
    if gap.kind is GapKind.INCOMPLETE:
        words = gap.what[:1].upper() + gap.what[1:]
        return Finding(words, "needed to be complete", locality=gap.locality)
    if gap.kind is GapKind.VACANT_LEAD:
        return Finding(gap.what, "vacant, Enter opens the leads", None, gap.locality, Place.LEADS)
    return Finding(gap.what, "Enter opens the catalogue", settled_in=Place.CATALOGUE)


def _cells_of_sectors(figures: ServiceFigures) -> dict[tuple[str, str], CellKey]:
    """The first cell in scope of each locality that usually comes from a sector."""
    found: dict[tuple[str, str], CellKey] = {}
    for row in figures.matrix.offered:
        for sector in row.service.sectors:
            if sector is not Sector.UNKNOWN:
                found.setdefault((row.key.locality, str(sector)), row.key)
    return found


def total(groups: Iterable[FindingGroup]) -> int:
    """Number of lines."""
    return sum(len(group.findings) for group in groups)
