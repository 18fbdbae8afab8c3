"""Provider sites of a study area from trusts, trust sites, branch surgeries, NHS Choices and epraccur."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain

import numpy as np
import pandas as pd

from workbench.io.published.account import RowAccount
from workbench.io.published.choices import ChoicesSites
from workbench.io.published.kinds import Kind
from workbench.io.published.ods import SETTINGS, Organisations
from workbench.io.published.postcodes import Postcodes
from workbench.io.published.practice_files import plain_columns
from workbench.io.readers.points import units_around
from workbench.io.readers.sectors import sector_of
from workbench.io.readers.tables import Table
from workbench.models.providers import SiteTable
from workbench.models.units import UnitTable

_KINDS = {
    Kind.TRUSTS: "nhs_trust_hq", Kind.TRUST_SITES: "trust_site", Kind.BRANCHES: "branch_surgery",
    Kind.PRACTICES: "ods_prescribing_cost_centre",
}  # fmt: skip
_OUTSIDE = "Lies outside the study area"
_NOT_LISTED = "GP practice that the project does not list"
_NO_PLACE = "Postcode is not in the postcode directory"
_TWICE = "Stands in a file read earlier"


@dataclass
class SiteFiles:
    """What was read about sites."""

    organisations: list[Organisations] = field(default_factory=list)
    choices: list[ChoicesSites] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.organisations or self.choices)

    @property
    def postcodes(self) -> set[str]:
        """Postcodes of all active sites."""
        return set(
            chain.from_iterable(one.column("postcode")[one.status == "active"] for one in self.organisations)
        )


@dataclass(frozen=True)
class _Site:
    code: str
    name: str
    kind: str
    subtype: str
    sector: str
    parent: str
    parent_name: str
    postcode: str
    easting: float
    northing: float
    source: str


_Refused = tuple[str, str]
"""A code, and why it gives no site; no reason where another part of the import uses the row."""


def site_table(
    files: SiteFiles, units: UnitTable, points: Postcodes | None, listed: frozenset[str]
) -> SiteTable:
    """Sites that stand in one of the units; the accounts tell what became of the others.

    ``listed`` are the practices of the project: their rows of epraccur are used by these.

    epraccur gives its prescribers that are no GP practice; branch surgeries count as primary care.
    """
    trusts = {
        str(code): str(name)
        for one in files.organisations
        if one.account.kind is Kind.TRUSTS
        for code, name in zip(one.column("code"), one.column("name"), strict=True)
    }
    rows: list[_Site] = []
    taken: set[str] = set()
    for one in files.organisations:
        found = _organisation_sites(one, points, trusts, listed)
        rows += _kept(found, one.account, units, taken, _rows_by_code(one.table, "code"))
    for choices in files.choices:
        by_code = _rows_by_code(choices.table, plain_columns(choices.table)["organisationcode"])
        rows += _kept(_choices_sites(choices), choices.account, units, taken, by_code)
    if not rows:
        return SiteTable.empty()
    columns = {
        name: np.array([getattr(site, name) for site in rows], dtype=object)
        for name in (
            "code",
            "name",
            "kind",
            "parent",
            "parent_name",
            "postcode",
            "subtype",
            "sector",
            "source",
        )
    }
    sectors = [
        str(
            sector_of(
                kind="gp practice" if site.kind == "branch_surgery" else site.kind,
                subtype=site.subtype,
                sector=site.sector,
                name=f"{site.name} {site.parent_name}",
            )
        )
        for site in rows
    ]
    x, y = (np.array([getattr(site, name) for site in rows]) for name in ("easting", "northing"))
    return SiteTable(
        codes=columns["code"], names=np.where(columns["name"] == "", columns["code"], columns["name"]),
        kinds=columns["kind"], sectors=np.array(sectors, dtype=object), parent_codes=columns["parent"],
        parent_names=columns["parent_name"], postcodes=columns["postcode"], easting=x, northing=y,
        site_unit=units_around(units, x, y, np.full(len(rows), "", dtype=object)),
        stale=np.zeros(len(rows), dtype=np.bool_),
        attributes=pd.DataFrame({name: columns[name] for name in ("subtype", "sector", "source")}),
    )  # fmt: skip


def _organisation_sites(
    one: Organisations, points: Postcodes | None, trusts: dict[str, str], listed: frozenset[str]
) -> list[_Site | _Refused]:
    """Each row as a site, or the reason why it is none."""
    status, gp = one.status, one.is_gp
    result: list[_Site | _Refused] = []
    columns = (one.column(name) for name in ("code", "name", "parent", "postcode", "setting"))
    for row, (code, name, parent, postcode, setting) in enumerate(zip(*columns, strict=True)):
        practices = one.account.kind is Kind.PRACTICES
        if practices and code in listed:
            result.append((code, ""))
            continue
        if status[row] != "active":
            result.append((code, f"{str(status[row]).capitalize()} in this edition"))
            continue
        if practices and gp[row]:
            result.append((code, _NOT_LISTED))
            continue
        point = points.point(postcode) if points is not None else None
        if point is None:
            result.append((code, _NO_PLACE))
            continue
        owner = code if one.account.kind is Kind.TRUSTS else parent
        if one.account.kind is Kind.TRUST_SITES and not owner:
            owner = code[:3]
        result.append(
            _Site(
                code, name, _KINDS[one.account.kind], SETTINGS.get(setting, setting), "", owner,
                trusts.get(owner, ""), postcode, point.easting, point.northing, one.edition,
            )
        )  # fmt: skip
    return result


def _choices_sites(choices: ChoicesSites) -> list[_Site | _Refused]:
    names = (
        "organisationcode", "organisationname", "organisationtype", "subtype", "sector", "parentodscode",
        "parentname", "postcode",
    )  # fmt: skip
    found: list[_Site | _Refused] = []
    cells = zip(*(choices.column(name) for name in names), strict=True)
    for texts, x, y in zip(cells, choices.easting, choices.northing, strict=True):
        code, name, kind, subtype, sector, parent, parent_name, postcode = (str(text) for text in texts)
        found.append(
            _Site(
                code, name, kind.casefold(), subtype, sector, parent, parent_name, postcode,
                float(x), float(y), choices.account.edition,
            )
        )  # fmt: skip
    return found


def _rows_by_code(table: Table, heading: str) -> dict[str, int]:
    """The row of the file of each code."""
    return dict(zip(table.texts(heading).tolist(), table.rows.tolist(), strict=True))


def _kept(
    found: Sequence[_Site | _Refused],
    account: RowAccount,
    units: UnitTable,
    taken: set[str],
    row_of: Mapping[str, int],
) -> list[_Site]:
    """Sites that stand in a unit and are in no file read earlier; the account learns of the others."""
    sites = [one for one in found if isinstance(one, _Site)]
    x, y = (
        np.array([getattr(site, name) for site in sites], dtype=np.float64)
        for name in ("easting", "northing")
    )
    around = units_around(units, x, y, np.full(len(sites), "", dtype=object))
    kept: list[_Site] = []
    for site, unit in zip(sites, around, strict=True):
        reason = ""
        if unit < 0:
            reason = _OUTSIDE if np.isfinite(site.easting) else _NO_PLACE
        elif site.code in taken:
            reason = _TWICE
        if reason:
            account.reject(reason, 1, examples=[site.code], places=[row_of[site.code]])
        else:
            taken.add(site.code)
            kept.append(site)
    for code, reason in (one for one in found if isinstance(one, tuple)):
        if reason:
            account.reject(reason, 1, examples=[code], places=[row_of[code]])
    account.used = account.read - account.rejected_rows
    return kept
