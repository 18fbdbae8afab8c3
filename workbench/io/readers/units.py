"""Read census areas with their people: GeoPackage, GeoJSON or Shapefile."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd
import shapely
from numpy.typing import NDArray

from workbench.errors import InputError
from workbench.io.readers.columns import ColumnChoice, Role, find_columns, plain_heading
from workbench.io.readers.coverage import Place, heal_coverage
from workbench.io.readers.crs import to_national_grid
from workbench.io.readers.numbers import parse_numbers
from workbench.io.readers.privacy import refuse_patient_columns
from workbench.io.readers.vector_file import VectorLayer, read_layer
from workbench.models.sources import Healing, Notice, Source
from workbench.models.units import ParentColumn, UnitTable
from workbench.progress import NoProgress, Progress, sub_progress

UNIT_ROLES: tuple[Role, ...] = (
    Role(
        "unit_code",
        "unit code",
        (
            "unit_code",
            "lsoa_code",
            r"lsoa\d\d_?(cd|code)",
            r"lsoa_code_\d{4}|lsoa_\d{4}_code",
            "oa_code",
            r"oa\d\d_?(cd|code)",
            "geography_code|area_code|gss_code|mnemonic",
            "code",
        ),
        required=True,
        settles=True,
    ),
    Role(
        "unit_name",
        "unit name",
        ("unit_name", "lsoa_name", r"lsoa\d\d_?(nm|name)", "oa_name|geography|area_name", "name"),
    ),
    Role(
        "resident",
        "resident population",
        (
            "resident|residents|resident_people",
            "resident_population|usual_residents",
            "population",
            "total_population|population_total|pop_total|all_ages|all_persons",
            r"(pop|population)_?(mid_?)?\d{4}",
            r"mid_?\d{4}(_population)?",
            "pop",
            "total",
        ),
        settles=True,
    ),
    Role(
        "weighted_population",
        "weighted population",
        ("weighted_population|population_weighted|weighted|adjusted_population",),
    ),
    Role(
        "aged_65_plus",
        "people aged 65 and over",
        (r"(pop|population|aged?|people)_65(_plus?|_and_over|_over)?", "over_65s?|pop65plus"),
    ),
    Role(
        "imd_score",
        "deprivation score",
        (
            "imd_score",
            r"(imd|iod)_?\d{4}_sc(o|or|ore)?",  # a Shapefile keeps ten letters
            r"imd_?score_?\d{4}",
            r"index_of_multiple_deprivation_imd_score.*",
            r"(deprivation|imd|iod).*score",
        ),
    ),
    Role(
        "lad_code",
        "local authority code",
        ("lad_code|la_code|local_authority_code|district_code", r"lad\d\d_?(cd|code)"),
    ),
    Role(
        "lad_name",
        "local authority name",
        ("lad_name|la_name|local_authority|local_authority_name|district", r"lad\d\d_?(nm|name)"),
    ),
    Role("msoa_code", "MSOA code", ("msoa_code", r"msoa\d\d_?(cd|code)")),
    Role("msoa_name", "MSOA name", ("msoa_name", r"msoa\d\d_?(nm|name)")),
    Role("ward_code", "ward code", ("ward_code", r"(ward|wd)\d\d_?(cd|code)")),
    Role("ward_name", "ward name", ("ward_name|ward", r"(ward|wd)\d\d_?(nm|name)")),
    Role("pcn_code", "PCN code", ("pcn_code",)),
    Role("pcn_name", "PCN name", ("pcn_name|pcn",)),
)
_PARENTS = (("lad", "Local authority"), ("msoa", "MSOA"), ("ward", "Ward"), ("pcn", "PCN"))
_CENSUS_HEADING = re.compile(r"(lsoa|oa)(11|21)_?(cd|code)")
_INDEX_YEARS = {"2015": "LSOA 2011", "2019": "LSOA 2011", "2025": "LSOA 2021"}
"""The editions of the deprivation index are published on these areas."""
_EXAMPLES = 5


@dataclass(frozen=True, eq=False)
class UnitsRead:
    """What the unit files gave; ``left_out`` are the rows of each file, from 0, that are not wanted."""

    units: UnitTable
    healing: Healing
    sources: tuple[Source, ...]
    notices: tuple[Notice, ...]
    left_out: tuple[NDArray[np.int64], ...] = ()


@dataclass(frozen=True, eq=False)
class _Part:
    """The kept rows of one file."""

    layer: VectorLayer
    columns: dict[str, str]
    rows: NDArray[np.int64]
    codes: NDArray[np.object_]
    crs: str


def read_units(
    paths: Sequence[Path],
    *,
    layers: Sequence[str | None] = (),
    area_codes: Sequence[str] = (),
    choice: ColumnChoice | None = None,
    crs: str | None = None,
    districts: Mapping[str, str] | None = None,
    box: tuple[float, float, float, float] | None = None,
    progress: Progress | None = None,
) -> UnitsRead:
    """Units of one or more files in file order, in EPSG:27700 and with healed borders.

    ``layers`` names a layer for each file, None for its only one with polygons.
    ``area_codes`` keeps the units of these codes and those of these local authorities; ``districts`` tells
    the local authority of a unit where its file does not. ``box`` (west, south, east, north in metres) keeps
    the units whose middle lies in it. ``crs`` overrides what the files declare. Missing people are NaN.

    Raises:
        InputError: names file, row and remedy.
    """
    progress = progress or NoProgress()
    choice = choice or ColumnChoice()
    if not paths:
        raise InputError("No file with units was given.", remedy="Choose a GeoPackage, GeoJSON or Shapefile.")
    parts: list[_Part] = []
    shapes: list[NDArray[np.object_]] = []
    wanted = {code.strip() for code in area_codes if code.strip()}
    met: set[str] = set()
    for number, (path, layer) in enumerate(zip(paths, layers or [None] * len(paths), strict=True)):
        progress.report(0.4 * number / len(paths), f"Reading {path.name}")
        read = read_layer(path, layer=layer)
        refuse_patient_columns(read.frame, file=read.file)
        part = _part(read, choice, wanted, met, districts or {})
        progress.report(0.4 * (number + 0.7) / len(paths), "Placing the units on the National Grid")
        shape, name = _on_grid(read.geometry[part.rows], read, crs)
        inside = _within(shape, box)
        shapes.append(shape[inside])
        parts.append(_Part(read, part.columns, part.rows[inside], part.codes[inside], name))
    _refuse_unknown_areas(wanted - met)
    if not sum(map(len, shapes)):
        raise InputError(
            "No area of the boundaries lies in the study area.",
            remedy="Choose a larger box, or boundaries of that place.",
        )
    places = [
        Place(str(code), part.layer.file, int(row) + 2)
        for part in parts
        for code, row in zip(part.codes, part.rows, strict=True)
    ]
    _refuse_repeated(places)
    geometry, healing = heal_coverage(
        np.concatenate(shapes), places, progress=sub_progress(progress, start=0.4, end=1.0)
    )
    units = _unit_table(parts, geometry)
    sources = tuple(
        Source(
            dataset="Units",
            file=part.layer.file,
            rows_read=len(part.layer.frame),
            rows_rejected=len(part.layer.frame) - len(part.rows),
            sha256=part.layer.sha256,
            note=f"Layer {part.layer.layer}; {len(part.rows):,} units used",
        )
        for part in parts
    )
    left_out = tuple(np.setdiff1d(np.arange(len(part.layer.frame)), part.rows) for part in parts)
    return UnitsRead(units, healing, sources, tuple(_notices(units, healing)), left_out)


def _within(shapes: NDArray[np.object_], box: tuple[float, float, float, float] | None) -> NDArray[np.bool_]:
    """Which shapes have their middle in a box; all of them where there is none."""
    if box is None:
        return np.ones(len(shapes), dtype=bool)
    points = shapely.centroid(shapes)
    x, y = shapely.get_x(points), shapely.get_y(points)
    return np.asarray((x >= box[0]) & (x <= box[2]) & (y >= box[1]) & (y <= box[3]))


def _on_grid(
    kept: NDArray[np.object_], read: VectorLayer, crs: str | None
) -> tuple[NDArray[np.object_], str]:
    present = np.array([shape is not None for shape in kept], dtype=bool)
    result = kept.copy()
    result[present], name = to_national_grid(kept[present], declared=read.crs, override=crs, file=read.file)
    return result, name


def _part(
    read: VectorLayer, choice: ColumnChoice, wanted: set[str], met: set[str], told: Mapping[str, str]
) -> _Part:
    columns = find_columns(
        [str(name) for name in read.frame.columns], UNIT_ROLES, dataset="units", file=read.file, choice=choice
    )
    codes = _texts(read.frame, columns["unit_code"])
    blank = np.flatnonzero(codes == "")
    if len(blank):
        raise InputError(
            f"{read.file}, row {blank[0] + 2} has no unit code in the column “{columns['unit_code']}”.",
            remedy="Fill the code in, or remove the row.",
        )
    rows = np.arange(len(codes))
    if wanted:
        districts = _texts(read.frame, columns.get("lad_code"))
        if told:
            districts = np.array(
                [own or told.get(code, "") for own, code in zip(districts, codes, strict=True)], dtype=object
            )
        keep = np.isin(codes.astype(str), sorted(wanted)) | np.isin(districts.astype(str), sorted(wanted))
        met |= wanted & (set(codes[keep]) | set(districts[keep]))
        rows = np.flatnonzero(keep)
    return _Part(read, columns, rows, codes[rows], "")


def _texts(frame: pd.DataFrame, heading: str | None) -> NDArray[np.object_]:
    """A column as texts; missing values and columns are empty texts, whole numbers have no ".0"."""
    if heading is None:
        return np.full(len(frame), "", dtype=object)
    column = frame[heading]
    known = column.notna().to_numpy()
    texts = np.full(len(frame), "", dtype=object)
    texts[known] = [
        f"{value:.0f}" if isinstance(value, float) else str(value).strip() for value in column[known].tolist()
    ]
    return texts


def _refuse_unknown_areas(unknown: set[str]) -> None:
    if unknown:
        shown = ", ".join(sorted(unknown)[:_EXAMPLES]) + (" and more" if len(unknown) > _EXAMPLES else "")
        raise InputError(
            f"No unit and no local authority has the code {shown}.",
            why="The study area is chosen by unit codes or local authority codes of the files.",
            remedy="Correct the codes.",
        )


def _refuse_repeated(places: Sequence[Place]) -> None:
    first: dict[str, Place] = {}
    for place in places:
        earlier = first.setdefault(place.code, place)
        if earlier is not place:
            where = (
                f"in rows {earlier.row} and {place.row} of {place.file}"
                if earlier.file == place.file
                else f"in {earlier.file}, row {earlier.row} and in {place.file}, row {place.row}"
            )
            raise InputError(
                f"The unit code {place.code} stands twice: {where}.", remedy="Keep one of the two."
            )


def _unit_table(parts: Sequence[_Part], geometry: NDArray[np.object_]) -> UnitTable:
    codes = np.concatenate([part.codes for part in parts])
    names = _text_of(parts, "unit_name")
    used = {"unit_code", "unit_name", "resident", "weighted_population", "aged_65_plus", "imd_score"}
    used |= {f"{kind}_{half}" for kind, _ in _PARENTS for half in ("code", "name")}
    resident = _people(parts, "resident")
    return UnitTable(
        codes=codes,
        names=np.where(names == "", codes, names),
        geometry=geometry,
        resident=np.full(len(codes), np.nan) if resident is None else resident,
        weighted=_people(parts, "weighted_population"),
        aged_65_plus=_people(parts, "aged_65_plus"),
        imd_score=_people(parts, "imd_score"),
        parents=_imported_parents(parts),
        attributes=pd.concat(
            [
                p.layer.frame.iloc[p.rows].drop(columns=[p.columns[r] for r in used & set(p.columns)])
                for p in parts
            ],
            ignore_index=True,
        ),
        vintage=_vintage(parts),
        source_crs=", ".join(dict.fromkeys(part.crs for part in parts)),
    )


def _text_of(parts: Sequence[_Part], role: str) -> NDArray[np.object_]:
    return np.concatenate([_texts(p.layer.frame, p.columns.get(role))[p.rows] for p in parts])


def _people(parts: Sequence[_Part], role: str) -> NDArray[np.float64] | None:
    """Numbers of a role, NaN where a file has none; None where no file has the column."""
    if not any(role in part.columns for part in parts):
        return None
    pieces: list[NDArray[np.float64]] = []
    for part in parts:
        heading = part.columns.get(role)
        if heading is None:
            pieces.append(np.full(len(part.rows), np.nan))
            continue
        column = part.layer.frame[heading].iloc[part.rows]
        if pd.api.types.is_numeric_dtype(column):
            values = column.to_numpy(dtype=np.float64)
        else:
            texts = _texts(part.layer.frame, heading)[part.rows]
            values, bad = parse_numbers(texts)
            if bad >= 0:
                raise InputError(
                    f"{part.layer.file}, row {part.rows[bad] + 2}: “{texts[bad]}” in the column "
                    f"“{heading}” is not a number.",
                    remedy="Correct the cell, or leave it empty where the number is not known.",
                )
        wrong = np.flatnonzero((values < 0) | np.isinf(values))
        if len(wrong):
            raise InputError(
                f"{part.layer.file}, row {part.rows[wrong[0]] + 2}: {values[wrong[0]]:,.6g} in the column "
                f"“{heading}” cannot be.",
                remedy="Correct the cell, or leave it empty where the number is not known.",
            )
        pieces.append(values)
    return np.concatenate(pieces)


def _imported_parents(parts: Sequence[_Part]) -> dict[str, ParentColumn]:
    parents: dict[str, ParentColumn] = {}
    for kind, title in _PARENTS:
        code, name = _text_of(parts, f"{kind}_code"), _text_of(parts, f"{kind}_name")
        if (code != "").any() or (name != "").any():
            parents[kind] = ParentColumn(
                kind=kind,
                title=title,
                codes=np.where(code == "", name, code),
                names=np.where(name == "", code, name),
            )
    return parents


def _vintage(parts: Sequence[_Part]) -> str:
    """Edition of the areas, told by the heading of the code or by the deprivation index beside it."""
    found: list[str] = []
    for part in parts:
        match = _CENSUS_HEADING.fullmatch(plain_heading(part.columns["unit_code"]))
        if match:
            found.append(f"{match.group(1).upper()} 20{match.group(2)}")
        elif plain_heading(part.columns["unit_code"]).startswith("lsoa"):
            score = part.columns.get("imd_score", "")
            found += [edition for year, edition in _INDEX_YEARS.items() if year in score]
    return ", ".join(dict.fromkeys(found))


def _notices(units: UnitTable, healing: Healing) -> list[Notice]:
    notices: list[Notice] = []
    unknown = np.flatnonzero(~np.isfinite(units.resident))
    if len(unknown):
        notices.append(
            Notice(
                "population_unknown",
                "warning",
                f"{len(unknown):,} of {len(units):,} units have no resident population; it is not known",
                count=len(unknown),
                examples=tuple(units.codes[unknown[:_EXAMPLES]]),
            )
        )
    if healing.mended_polygons or healing.removed_slivers:
        notices.append(
            Notice(
                "boundaries_healed",
                "note",
                f"Polygons mended: {healing.mended_polygons:,}, borders closed: {healing.removed_slivers:,}; "
                f"the largest change of an area is {healing.largest_area_change_m2:,.1f} m²",
                count=healing.mended_polygons + healing.removed_slivers,
            )
        )
    return notices
