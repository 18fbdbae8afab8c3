"""Bring published numbers from the census areas of one year onto those of another, with every person kept."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from workbench.io.published.kinds import Kind
from workbench.io.published.registrations import RegistrationRows
from workbench.io.published.unit_values import OTHER_AREA, UnitValues
from workbench.models.conversion import Conversion, Dealing
from workbench.models.registrations import Registrations
from workbench.models.units import UnitTable

CONVERTED = "Areas of another census"
"""How the note of an account begins whose rows went through the look-up."""
_BY_RESIDENTS = "people of an area that has several of them are dealt out by residents where these are known"


def rows_onto(rows: RegistrationRows, units: UnitTable, lookup: Conversion | None) -> RegistrationRows:
    """Registrations on the areas of a study area; rows of other areas stay as they are.

    An area that became one other goes over whole. One that became several is dealt out by their residents in
    whole people; what rounding keeps from an area in one row it gets in the next, so that many practices with
    a single patient each do not all land in one area.
    """
    if lookup is None:
        return rows
    onto = lookup.onto((str(code) for code in rows.units), units.index_of)
    moved = {code: found for code, found in onto.by_old.items() if code not in units.index_of}
    if not moved:
        return rows
    weights = residents_by_code(units)
    place_of = {str(code): place for place, code in enumerate(rows.units)}
    codes = rows.units.tolist()
    for found in moved.values():
        for row in found:
            if row.new not in place_of:
                place_of[row.new] = len(codes)
                codes.append(row.new)
    whole = np.arange(len(codes), dtype=np.int32)
    several: dict[int, list[tuple[int, float]]] = {}
    for code in moved:
        shares = [(place_of[new], share) for new, share in onto.shares(code, weights)]
        whole[place_of[code]] = shares[0][0]  # rows that do not count go to the first of several
        if len(shares) > 1:
            several[place_of[code]] = shares
    split = np.isin(rows.unit, list(several)) & rows.counts
    unit, stems, patients = [whole[rows.unit[~split]]], [np.flatnonzero(~split)], [rows.patients[~split]]
    dealt = _dealt(rows, np.flatnonzero(split), several)
    if dealt:
        place, stem, people = zip(*dealt, strict=True)
        unit.append(np.array(place, dtype=np.int32))
        stems.append(np.array(stem, dtype=np.int64))
        patients.append(np.array(people, dtype=np.float64))
    stem_rows = np.concatenate(stems)
    order = np.argsort(stem_rows, kind="stable")
    stem_rows = stem_rows[order]
    return replace(
        rows, units=np.array(codes, dtype=object), unit=np.concatenate(unit)[order],
        patients=np.concatenate(patients)[order], practice=rows.practice[stem_rows],
        reason=rows.reason[stem_rows], stems=stem_rows, notes=(*rows.notes, _note(moved, units, lookup)),
    )  # fmt: skip


def registrations_onto(table: Registrations, units: UnitTable, lookup: Conversion | None) -> Registrations:
    """Registrations that a project has already, on the areas of new boundaries."""
    if lookup is None or not len(table):
        return table
    onto = lookup.onto((str(code) for code in table.unit_codes), units.index_of)
    weights = residents_by_code(units)
    moved = {code: onto.shares(code, weights) for code in onto.by_old if code not in units.index_of}
    if not moved:
        return table
    dealing = {code: Dealing([share for _, share in shares]) for code, shares in moved.items()}
    pieces: list[tuple[str, str, float]] = []
    for practice, code, count in zip(
        table.practice_codes.tolist(), table.unit_codes.tolist(), table.patients.tolist(), strict=True
    ):
        if code not in moved:
            pieces.append((practice, code, count))
            continue
        parts = zip(moved[code], dealing[code].deal(count), strict=True)
        pieces += [(practice, new, part) for (new, _), part in parts if part]
    practices, codes, people = zip(*pieces, strict=True)
    return Registrations(
        np.array(practices, dtype=object), np.array(codes, dtype=object), np.array(people, dtype=np.float64)
    )


def _dealt(
    rows: RegistrationRows, places: NDArray[np.int64], several: Mapping[int, Sequence[tuple[int, float]]]
) -> list[tuple[int, int, float]]:
    """Area, row and people of each piece of the rows whose area became several."""
    dealing = {old: Dealing([share for _, share in shares]) for old, shares in several.items()}
    pieces: list[tuple[int, int, float]] = []
    for row, old, count in zip(
        places.tolist(), rows.unit[places].tolist(), rows.patients[places].tolist(), strict=True
    ):
        parts = dealing[old].deal(count)
        found = [(several[old][i][0], row, part) for i, part in enumerate(parts) if part]
        pieces += found or [(several[old][0][0], row, 0.0)]
    return pieces


def values_onto(
    one: UnitValues, units: UnitTable, lookup: Conversion | None, people: Mapping[str, float]
) -> UnitValues:
    """A table of values on the areas of a study area, its account told; other areas are rejected.

    Counts of people are dealt out by the residents of the areas that they go to. Scores of areas that were
    merged are means weighted by ``people`` of the areas they come from; ranks, deciles and whatever else
    cannot be averaged are not known there unless all parts agree. An area that was split hands on its own.
    """
    codes = [str(code) for code in one.codes]
    onto = None if lookup is None else lookup.onto(codes, units.index_of)
    moved = {} if onto is None else {c: row for c, row in onto.by_old.items() if c not in units.index_of}
    if lookup is None or onto is None or not moved:
        one.of_area(units.index_of)
        return one
    account = one.of_area(dict.fromkeys(onto.by_old, 0))
    weights = residents_by_code(units)
    reached = sorted(onto.by_new.keys() & units.index_of.keys(), key=units.index_of.__getitem__)
    place = {code: row for row, code in enumerate(codes)}
    origins = [[(place[row.old], dict(onto.shares(row.old, weights))[new]) for row in onto.by_new[new]]
               for new in reached]  # fmt: skip
    numbers: dict[str, NDArray[np.float64]] = {}
    for name, values in one.numbers.items():
        if counts_people(name):
            found, _ = onto.convert(codes, values, weights)
            numbers[name] = np.array([found[code] for code in reached])
            outside = float(np.nansum([count for code, count in found.items() if code not in units.index_of]))
            if name == "resident" and account.people_used is not None and outside:
                account.people_used -= outside
                account.reject(OTHER_AREA, 0, people=outside)
        else:
            mean = name.endswith("_score")
            numbers[name] = np.array([_joined(values, rows, codes, people, mean=mean) for rows in origins])
    texts = {
        name: np.array([_agreed([str(values[row]) for row, _ in rows]) for rows in origins], dtype=object)
        for name, values in one.texts.items()
    }
    account.notes = (*account.notes, _note(moved, units, lookup))
    return replace(
        one, codes=np.array(reached, dtype=object), numbers=numbers, texts=texts, vintage=units.vintage,
        suppressed={},
    )  # fmt: skip


def counts_people(name: str) -> bool:
    """Whether a column of values counts people, so that it adds up over areas."""
    return name in {"resident", "weighted"} or name.startswith("pop_")


def _joined(
    values: NDArray[np.float64],
    origins: Sequence[tuple[int, float]],
    codes: Sequence[str],
    people: Mapping[str, float],
    *,
    mean: bool,
) -> float:
    """One number of all parts of an area; NaN where they differ and it cannot be told."""
    parts = np.array([values[row] for row, _ in origins])
    if (parts == parts[0]).all() or len(parts) == 1:
        return float(parts[0])
    weights = np.array([people.get(codes[row], np.nan) * share for row, share in origins])
    if not mean or not np.isfinite(weights).all() or weights.sum() <= 0:
        return float("nan")
    return float((parts * weights).sum() / weights.sum())


def _agreed(texts: Sequence[str]) -> str:
    return texts[0] if len(set(texts)) == 1 else ""


def residents_by_code(units: UnitTable) -> dict[str, float]:
    """Known residents of units."""
    return {
        str(code): float(count)
        for code, count in zip(units.codes, units.resident, strict=True)
        if np.isfinite(count)
    }


def people_of(values: Sequence[UnitValues], base: UnitTable | None) -> dict[str, float]:
    """Residents of every area that a table of population or the earlier data tells of, of any year."""
    people = residents_by_code(base) if base is not None else {}
    for one in values:
        if one.account.kind is Kind.POPULATION and "resident" in one.numbers:
            people |= dict(
                zip((str(code) for code in one.codes), one.numbers["resident"].tolist(), strict=True)
            )
    return people


def _note(moved: Mapping[str, object], units: UnitTable, lookup: Conversion) -> str:
    on = units.vintage or "the areas of the project"
    return f"{CONVERTED} brought onto {on} by {lookup.source}: {len(moved):,}; {_BY_RESIDENTS}"
