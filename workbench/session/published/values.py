"""Give census areas their people, deprivation and larger areas from published tables."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from workbench.io.published.kinds import Kind
from workbench.io.published.unit_values import UnitValues
from workbench.models.units import ParentColumn, UnitTable
from workbench.session.published.report import ImportReport, Total

_PARENT_TITLES = {
    "lad": "Local authority",
    "msoa": "MSOA",
    "ward": "Ward",
    "sub_icb": "Sub-ICB",
    "icb": "ICB",
}
_MOST_EXAMPLES = 5


def districts_of(values: Sequence[UnitValues], vintage: str) -> dict[str, str]:
    """Local authority by unit, of tables on the same areas first."""
    found: dict[str, str] = {}
    for one in sorted(values, key=lambda one: one.vintage != vintage):
        if "lad_code" in one.texts and one.vintage in {vintage, ""}:
            for code, district in zip(one.codes, one.texts["lad_code"], strict=True):
                found.setdefault(str(code), str(district))
    return found


def with_values(units: UnitTable, values: Sequence[UnitValues], report: ImportReport) -> UnitTable:
    """The units with everything that the tables tell of them; what none tells stays as it was.

    Tables of other areas than the units fill only the areas whose code is the same.
    """
    attributes = units.attributes.copy()
    for one in values:
        account = one.of_area(units.index_of)
        report.accounts.append(account)
        known = np.isin(units.codes.astype(str), one.codes.astype(str))
        _tell_missing(units, one, known, report)
        if "resident" in one.numbers:
            units = replace(units, resident=one.numbers_for("resident", units.codes))
            report.totals.append(_resident_total(one, units))
        if "pop_65_plus" in one.numbers:
            units = replace(units, aged_65_plus=one.numbers_for("pop_65_plus", units.codes))
        if "imd_score" in one.numbers:
            units = replace(units, imd_score=one.numbers_for("imd_score", units.codes))
        for name in (name for name in one.numbers if name not in {"resident", "imd_score", "pop_65_plus"}):
            attributes[name] = one.numbers_for(name, units.codes)
        units = replace(units, parents={**units.parents, **_parents(units, one)})
    return replace(units, attributes=attributes)


def _resident_total(one: UnitValues, units: UnitTable) -> Total:
    inside = float(np.nansum(units.resident))
    everybody = float(np.nansum(one.numbers["resident"]))
    twice = one.account.people_read or everybody
    return Total(
        f"Residents, {one.account.edition}",
        twice,
        (("live in the study area", inside), ("live outside the study area", twice - inside)),
        ("live in the study area",),
    )


def _tell_missing(units: UnitTable, one: UnitValues, known: NDArray[np.bool_], report: ImportReport) -> None:
    if known.all():
        return
    missing = units.codes[~known]
    of = f"is on {one.vintage}, the areas are on {units.vintage}: " if _differ(units, one) else ""
    report.notice(
        "areas_without_value", "warning",
        f"{one.account.file} {of}{len(missing):,} of {len(units):,} areas are not in it and "
        "their values are not known",
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
