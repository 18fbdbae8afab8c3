"""Recognise published workbooks: ePCN, small-area population, Indices of Deprivation."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from workbench.io.published.heading_rows import headings_note, likely_heading_row
from workbench.io.published.headings import (
    deprivation_edition,
    is_pcn_members,
    lookup_edition,
    population_layout,
    sex_counted,
)
from workbench.io.published.kinds import Kind
from workbench.io.published.recognised import Recognised
from workbench.io.published.sheets import SheetHead, sheet_heads
from workbench.progress import Progress


def recognise_workbook(path: Path, *, progress: Progress | None = None) -> Recognised:
    """Kind and edition of a workbook; OTHER where it is no published layout.

    Raises:
        InputError: the workbook is damaged or no honest one.
        Cancelled: the progress was told to stop.
    """
    heads = sheet_heads(path, progress=progress)
    found = [one for head in heads if (one := _sheet(path, head)) is not None]
    people = [one for one in found if one.kind is Kind.POPULATION]
    if people:
        return _everybody(people)
    if found:
        return max(found, key=lambda one: one.edition)
    first = next((head for head in heads if any(map(_is_wide, head.rows))), None)
    if first is None:
        return Recognised(path, Kind.OTHER, note="A workbook without a table")
    row = likely_heading_row(first.rows)
    return Recognised(
        path, Kind.OTHER, sheet=first.title, headings=tuple(h for h in first.rows[row - 1] if h),
        note=f"No published layout; {headings_note(row)}", heading_row=row,
    )  # fmt: skip


def _is_wide(row: Sequence[str]) -> bool:
    return sum(map(bool, row)) >= 2


def _everybody(people: Sequence[Recognised]) -> Recognised:
    """The newest sheet that counts everybody, or the two of men and women together.

    A workbook of one sex is no population: half of the people would be missing.
    """
    sexes = {one.sheet: sex_counted(one.sheet, one.headings) for one in people}
    editions: dict[str, list[Recognised]] = {}
    for one in people:
        editions.setdefault(one.edition, []).append(one)
    for edition in sorted(editions, reverse=True):
        sheets = editions[edition]
        whole = [one for one in sheets if not sexes[one.sheet]]
        if whole:
            return whole[0]
        men, women = ([one for one in sheets if sexes[one.sheet] == sex] for sex in ("male", "female"))
        if men and women:
            return replace(men[0], layout=f"{men[0].layout}, by sex", more_sheets=(women[0].sheet,))
    one = max(people, key=lambda one: one.edition)
    return Recognised(
        one.path, Kind.OTHER, sheet=one.sheet, headings=one.headings,
        note=f"Counts one sex only ({sexes[one.sheet]}); that of persons or of both sexes is needed",
    )  # fmt: skip


def _sheet(path: Path, head: SheetHead) -> Recognised | None:
    for row in head.rows:
        if is_pcn_members(row):
            era = "CCG" if any("CCG" in heading for heading in row) else "sub-ICB"
            return Recognised(path, Kind.PCN_MEMBERS, f"by {era}", "workbook", sheet=head.title, headings=row)
        layout = population_layout(row)
        if layout:
            edition = layout.edition(head.title)
            return Recognised(path, Kind.POPULATION, edition, layout.name, sheet=head.title, headings=row)
        if edition := deprivation_edition(row):
            return Recognised(path, Kind.DEPRIVATION, edition, edition[:8], sheet=head.title, headings=row)
        if edition := lookup_edition(row):
            return Recognised(path, Kind.LOOKUP, edition, sheet=head.title, headings=row)
    return None
