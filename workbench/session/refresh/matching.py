"""How the areas of a project become those of its newer data: by look-up, by code, else by shared area."""

from __future__ import annotations

import numpy as np
import shapely
from numpy.typing import NDArray

from workbench.models.conversion import Change, Conversion, ConversionRow
from workbench.models.units import UnitTable

SLIVER_SHARE = 0.05
"""A piece with less of both areas than this comes from drawing borders more or less finely."""


def conversion_between(before: UnitTable, after: UnitTable, lookup: Conversion | None = None) -> Conversion:
    """Old areas and the new ones that have their people.

    Areas that the look-up knows go by it, read backwards where the newer data are on its older areas. Of
    the others, those with one code in both are unchanged, and the rest go by shared area, in shares of the
    old one, marked as estimated. An old area may have no new one (it lies outside now), and a new one no
    old one.
    """
    rows, source = _by_lookup(before, after, lookup)
    done = {row.old for row in rows}
    reached = {row.new for row in rows}
    for code in before.index_of:
        if code not in done and code in after.index_of and code not in reached:
            rows.append(ConversionRow(code, code, Change.UNCHANGED))
            reached.add(code)
            done.add(code)
    old = np.array([row for code, row in before.index_of.items() if code not in done], dtype=np.int64)
    new = np.array([row for code, row in after.index_of.items() if code not in reached], dtype=np.int64)
    rows += _by_shared_area(before, after, old, new)
    order = before.index_of
    rows.sort(key=lambda row: (order[row.old], after.index_of[row.new]))
    return Conversion(tuple(rows), source)


def _by_lookup(
    before: UnitTable, after: UnitTable, lookup: Conversion | None
) -> tuple[list[ConversionRow], str]:
    """The pairs that a look-up tells, in the direction in which it tells more of them, and what it is."""
    if lookup is None:
        return [], ""
    forward, back = (
        [row for row in table.rows if row.old in before.index_of and row.new in after.index_of]
        for table in (lookup, lookup.reversed)
    )
    return (back, lookup.reversed.source) if len(back) > len(forward) else (forward, lookup.source)


def _by_shared_area(
    before: UnitTable, after: UnitTable, old: NDArray[np.int64], new: NDArray[np.int64]
) -> list[ConversionRow]:
    """Pairs of areas that overlap, with the share of the old one's area; shares of each add up to 1."""
    if not len(old) or not len(new):
        return []
    tree = shapely.STRtree(after.geometry[new])
    one, two = tree.query(before.geometry[old], predicate="intersects")
    common = shapely.area(shapely.intersection(before.geometry[old[one]], after.geometry[new[two]]))
    of_old, of_new = common / before.area_m2[old[one]], common / after.area_m2[new[two]]
    real = (of_old >= SLIVER_SHARE) | (of_new >= SLIVER_SHARE)
    one, two, of_old = one[real], two[real], of_old[real]
    total = np.bincount(one, of_old, minlength=len(old))
    heirs, origins = np.bincount(one, minlength=len(old)), np.bincount(two, minlength=len(new))
    return [
        ConversionRow(
            str(before.codes[old[i]]), str(after.codes[new[j]]), _change(int(heirs[i]), int(origins[j])),
            float(share / total[i]), estimated=True,
        )
        for i, j, share in zip(one.tolist(), two.tolist(), of_old.tolist(), strict=True)
    ]  # fmt: skip


def _change(heirs: int, origins: int) -> Change:
    if heirs == 1:
        return Change.UNCHANGED if origins == 1 else Change.MERGED
    return Change.SPLIT if origins == 1 else Change.IRREGULAR
