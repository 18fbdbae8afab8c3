"""Give census areas their people, deprivation and larger areas from published tables."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from workbench.io.published.account import RowAccount
from workbench.io.published.kinds import Kind
from workbench.io.published.unit_values import UnitValues
from workbench.models.conversion import Conversion
from workbench.models.units import ParentColumn, UnitTable
from workbench.session.published.converting import people_of, values_onto
from workbench.session.published.report import ImportReport, Total

_PARENT_TITLES = {
    "lad": "Local authority",
    "msoa": "MSOA",
    "ward": "Ward",
    "sub_icb": "Sub-ICB",
    "icb": "ICB",
}
_MOST_EXAMPLES = 5
_OWN_COLUMNS = {
    "resident": "resident", "weighted": "weighted", "pop_65_plus": "aged_65_plus", "imd_score": "imd_score",
}  # fmt: skip
"""Columns of published tables that units keep under a name of their own."""


def districts_of(values: Sequence[UnitValues], vintage: str) -> dict[str, str]:
    """Local authority by unit, of tables on the same areas first."""
    found: dict[str, str] = {}
    for one in sorted(values, key=lambda one: one.vintage != vintage):
        if "lad_code" in one.texts and (not vintage or one.vintage in {vintage, ""}):
            for code, district in zip(one.codes, one.texts["lad_code"], strict=True):
                found.setdefault(str(code), str(district))
    return found


def with_values(
    units: UnitTable,
    values: Sequence[UnitValues],
    report: ImportReport,
    *,
    lookup: Conversion | None = None,
    earlier: UnitTable | None = None,
) -> UnitTable:
    """The units with everything that the tables tell of them, and the rest as the ``earlier`` units had it.

    Tables on areas of another year come behind those on the units' own: they go through the look-up and give
    only what the others leave out. Without one they fill the areas whose code is the same.
    """
    people = people_of(values, earlier)
    told: set[str] = set()
    for table in sorted(values, key=lambda table: _differ(units, table)):
        foreign = _differ(units, table)
        one = values_onto(table, units, lookup, people)
        report.accounts.append(one.account)
        _tell_missing(units, one, report)
        if "resident" in one.numbers and "resident" not in told:
            report.totals.append(_resident_total(one, units))
        fresh = {name for name in (*one.numbers, *one.texts) if not (foreign and name in told)}
        units = _filled(units, one, fresh)
        told |= fresh
    if earlier is not None and earlier is not units and earlier.codes is not units.codes:
        units = _with_earlier(units, earlier, lookup, people, told)
    return units


def _filled(units: UnitTable, one: UnitValues, wanted: set[str]) -> UnitTable:
    """The units with the ``wanted`` columns of a table."""
    attributes = units.attributes.copy()
    for name in (name for name in one.numbers if name in wanted):
        column = one.numbers_for(name, units.codes)
        if name == "resident":
            units = replace(units, resident=column)
        elif name == "weighted":
            units = replace(units, weighted=column)
        elif name == "pop_65_plus":
            units = replace(units, aged_65_plus=column)
        elif name == "imd_score":
            units = replace(units, imd_score=column)
        else:
            attributes[name] = column
    texts = {name: values for name, values in one.texts.items() if name in wanted}
    units = replace(units, parents={**units.parents, **_parents(units, replace(one, texts=texts))})
    return replace(units, attributes=attributes)


def _with_earlier(
    units: UnitTable,
    earlier: UnitTable,
    lookup: Conversion | None,
    people: Mapping[str, float],
    told: set[str],
) -> UnitTable:
    """Units of new boundaries with what the units before had and no file tells."""
    numbers = {
        name: column
        for name, own in _OWN_COLUMNS.items()
        if _has(column := getattr(earlier, own)) and not _has(getattr(units, own))
    }
    numbers |= {
        str(name): earlier.attributes[name].to_numpy(dtype=np.float64)
        for name in earlier.attributes.columns
        if name not in units.attributes and pd.api.types.is_numeric_dtype(earlier.attributes[name])
    }
    texts: dict[str, NDArray[np.object_]] = {}
    for kind, parent in earlier.parents.items():
        if not parent.derived and kind not in units.parents:
            texts |= {f"{kind}_code": parent.codes, f"{kind}_name": parent.names}
    titles = {kind: parent.title for kind, parent in earlier.parents.items()}
    account = RowAccount("the project", Kind.LOOKUP, "", read=len(earlier))
    before = UnitValues(earlier.codes, numbers, texts, account, earlier.vintage, titles=titles)
    before = values_onto(before, units, lookup, people)
    return _filled(units, before, (set(numbers) | set(texts)) - told)


def _has(column: NDArray[np.float64] | None) -> bool:
    return column is not None and bool(np.isfinite(column).any())


def _resident_total(one: UnitValues, units: UnitTable) -> Total:
    inside = float(np.nansum(one.numbers_for("resident", units.codes)))
    everybody = float(np.nansum(one.numbers["resident"]))
    twice = one.account.people_read or everybody
    return Total(
        f"Residents, {one.account.edition}",
        twice,
        (("live in the study area", inside), ("live outside the study area", twice - inside)),
        ("live in the study area",),
    )


def _tell_missing(units: UnitTable, one: UnitValues, report: ImportReport) -> None:
    known = np.isin(units.codes.astype(str), one.codes.astype(str))
    if known.all():
        return
    missing = units.codes[~known]
    of = f" is on {one.vintage}, the areas are on {units.vintage}" if _differ(units, one) else ""
    remedy = "; the look-up from LSOA 2011 to LSOA 2021 brings them over" if _differ(units, one) else ""
    report.notice(
        "areas_without_value", "warning",
        f"{one.account.file}{of}: {len(missing):,} of {len(units):,} areas are not in it and "
        f"their values are not known{remedy}",
        len(missing), missing[:_MOST_EXAMPLES].tolist(),
    )  # fmt: skip


def _differ(units: UnitTable, one: UnitValues) -> bool:
    return bool(units.vintage and one.vintage and units.vintage != one.vintage)


def _parents(units: UnitTable, one: UnitValues) -> dict[str, ParentColumn]:
    """Larger areas that a table tells; those of a look-up win over those beside population or deprivation."""
    parents: dict[str, ParentColumn] = {}
    kinds = {name.removesuffix("_code") for name in one.texts if name.endswith("_code")}
    for kind in sorted(kinds):
        if one.account.kind is not Kind.LOOKUP and kind in units.parents:
            continue
        codes = one.texts_for(f"{kind}_code", units.codes)
        names = one.texts_for(f"{kind}_name", units.codes) if f"{kind}_name" in one.texts else codes
        if (codes != "").any():
            title = _PARENT_TITLES.get(kind) or one.titles.get(kind) or kind.replace("_", " ").capitalize()
            parents[kind] = ParentColumn(kind, title, codes, np.where(names == "", codes, names))
    return parents
