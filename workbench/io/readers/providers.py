"""Read provider sites of every sector from a CSV file."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from workbench.io.readers.columns import ColumnChoice, Role, find_columns
from workbench.io.readers.points import POINT_ROLES, read_points, units_around
from workbench.io.readers.sectors import sector_of
from workbench.io.readers.tables import Table, read_table, refuse_duplicates
from workbench.models.providers import Sector, SiteTable
from workbench.models.sources import Notice, Source
from workbench.models.units import UnitTable
from workbench.progress import Progress

PROVIDER_ROLES: tuple[Role, ...] = (
    Role(
        "provider_code",
        "site code",
        ("site_code", "provider_code|organisation_code|org_code|ods_code", "code"),
        required=True,
        settles=True,
    ),
    Role(
        "provider_name", "site name", ("site_name", "provider_name|organisation_name", "name"), required=True
    ),
    Role("type", "type", ("type|kind|provider_type|organisation_type",)),
    Role("subtype", "subtype", ("subtype|sub_type",)),
    Role("sector", "sector", ("sector",)),
    Role("parent_code", "organisation code", ("parent_code|parent_ods_code|parent_organisation_code",)),
    Role("parent_name", "organisation name", ("parent_name|parent_organisation_name|organisation",)),
    Role("postcode", "postcode", ("postcode|post_code", "pcds|pcd")),
    Role("stale", "mark of an old source", ("stale|old",)),
    *POINT_ROLES,
)
_YES = {"1", "true", "yes", "y", "stale"}
_EXAMPLES = 5


@dataclass(frozen=True, eq=False)
class ProvidersRead:
    """What the provider file gave."""

    sites: SiteTable
    source: Source
    notices: tuple[Notice, ...]


def read_providers(
    path: Path, units: UnitTable, *, choice: ColumnChoice | None = None, progress: Progress | None = None
) -> ProvidersRead:
    """Sites in file order; a site without a code gets one from its row ("row-12") and is told.

    Raises:
        InputError: a column is missing, or two sites that are not stale have the same code.
    """
    table = read_table(path, progress=progress)
    columns = find_columns(
        table.headings, PROVIDER_ROLES, dataset="providers", file=table.file, choice=choice or ColumnChoice()
    )
    codes = table.texts(columns["provider_code"])
    nameless = np.flatnonzero(codes == "")
    codes[nameless] = [f"row-{row}" for row in table.rows[nameless]]
    stale = _is_stale(table, columns)
    superseded = _superseded(codes, stale)
    dropped = tuple(codes[superseded][:_EXAMPLES])
    if superseded.any():
        nameless = np.flatnonzero(np.char.startswith(codes[~superseded].astype(str), "row-"))
        table, codes, stale = table.keep(~superseded), codes[~superseded], stale[~superseded]
    refuse_duplicates(table, codes, what="site code")
    kinds, subtypes = table.texts(columns.get("type")), table.texts(columns.get("subtype"))
    names, parent_names = table.texts(columns["provider_name"]), table.texts(columns.get("parent_name"))
    sectors = [
        str(sector_of(kind=kind, subtype=subtype, sector=sector, name=f"{name} {parent}"))
        for kind, subtype, sector, name, parent in zip(
            kinds, subtypes, table.texts(columns.get("sector")), names, parent_names, strict=True
        )
    ]
    points = read_points(table, columns)
    used = {
        columns[role.name]
        for role in PROVIDER_ROLES
        if role.name in columns and role.name != "site_unit_code"
    } - {columns.get("subtype", ""), columns.get("sector", "")}
    sites = SiteTable(
        codes=codes,
        names=np.where(names == "", codes, names),
        kinds=kinds,
        sectors=np.array(sectors, dtype=object),
        parent_codes=table.texts(columns.get("parent_code")),
        parent_names=parent_names,
        postcodes=table.texts(columns.get("postcode")),
        easting=points.easting,
        northing=points.northing,
        site_unit=units_around(
            units, points.easting, points.northing, table.texts(columns.get("site_unit_code"))
        ),
        stale=np.array(
            [text.casefold() in _YES for text in table.texts(columns.get("stale"))], dtype=np.bool_
        ),
        attributes=table.frame.drop(columns=sorted(used)),
    )
    rejected = int(superseded.sum())
    source = Source(
        dataset="Providers",
        file=table.file,
        rows_read=len(superseded),
        rows_rejected=rejected,
        sha256=table.sha256,
    )
    notices = _notices(sites, nameless)
    if rejected:
        text = f"{rejected:,} sites of an old source stand again in the file and were left out"
        notices.append(Notice("sites_superseded", "note", text, rejected, dropped))
    return ProvidersRead(sites, source, tuple(notices))


def _is_stale(table: Table, columns: dict[str, str]) -> NDArray[np.bool_]:
    return np.array([text.casefold() in _YES for text in table.texts(columns.get("stale"))], dtype=np.bool_)


def _superseded(codes: NDArray[np.object_], stale: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Stale rows whose code another row has: a newer one anywhere, or a stale one further up."""
    newer = set(codes[~stale])
    again = pd.Series(codes).where(stale).duplicated().to_numpy()
    return stale & (np.array([code in newer for code in codes], dtype=bool) | again)


def _notices(sites: SiteTable, nameless: NDArray[np.int64]) -> list[Notice]:
    counts = (
        ("sites_without_code", "note", "{} sites have no code; their row stands for it", nameless),
        (
            "sites_stale",
            "note",
            "{} sites come from an old source; they are shown but not counted",
            np.flatnonzero(sites.stale),
        ),
        (
            "sites_sector_unknown",
            "note",
            "The sector of {} sites is not known",
            np.flatnonzero(sites.sectors == Sector.UNKNOWN),
        ),
        (
            "sites_not_placed",
            "warning",
            "{} sites have no coordinates and are not drawn",
            np.flatnonzero(~np.isfinite(sites.easting)),
        ),
    )
    return [
        Notice(code, severity, text.format(f"{len(rows):,}"), len(rows), tuple(sites.codes[rows[:_EXAMPLES]]))
        for code, severity, text, rows in counts
        if len(rows)
    ]
