"""The tables of a plan with their columns: the same names in GeoPackage, GeoJSON and CSV."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field

from workbench.io.project_file.columns import ColumnKind, LayerContent
from workbench.io.safe_csv import Cell
from workbench.io.workbooks.facts import Facts
from workbench.metrics.figures_json import locality_json, number
from workbench.metrics.services.hub_distance import site_name

_KINDS = {"string": ColumnKind.OBJECT, "integer": ColumnKind.INTEGER, "number": ColumnKind.NUMBER}


@dataclass(frozen=True)
class Field:
    """A column: ``kind`` is string, integer or number, the types of a data package."""

    name: str
    kind: str
    description: str


@dataclass(frozen=True)
class Table:
    """A table with its rows; None is not known."""

    name: str
    title: str
    fields: tuple[Field, ...]
    rows: tuple[tuple[Cell, ...], ...]
    key: tuple[str, ...] = field(default=())

    @property
    def header(self) -> tuple[str, ...]:
        """Names of the columns."""
        return tuple(one.name for one in self.fields)

    def layer_content(self) -> LayerContent:
        """The columns as GDAL takes them."""
        content = LayerContent()
        for place, one in enumerate(self.fields):
            values = [row[place] for row in self.rows]
            if one.kind == "number":
                values = [math.nan if value is None else value for value in values]
            content.add(one.name, one.name, values, _KINDS[one.kind])
        return content


_LOCALITY_FIELDS = (
    Field("locality_code", "string", "Code of the locality, which never changes"),
    Field("number", "integer", "Number on the map"),
    Field("name", "string", "Name of the locality"),
    Field("colour", "string", "Colour on the map as #RRGGBB"),
    Field("hub_site_code", "string", "Code of the practice or site that the locality works from"),
    Field("hub_site", "string", "Name of that practice or site"),
    Field("units", "integer", "Areas in the locality"),
    Field("resident", "number", "Residents of the areas; empty where one of them is not known"),
    Field("registered", "number", "Patients on the lists of the locality's practices, wherever they live"),
    Field("weighted", "number", "Weighted people"),
    Field("practices", "integer", "Practices; one that is split counts in each of its localities"),
    Field("status", "string", "in, below, above or unknown: people against the band; limits belong to it"),
    Field("band_low", "integer", "Lower limit of the band"),
    Field("band_high", "integer", "Upper limit of the band"),
    Field("people_from_band", "number", "People missing (negative) or above the band; 0 inside"),
    Field("deviation", "number", "(People - target) / target"),
    Field("parts", "integer", "Connected parts; 1 is in one piece"),
    Field("area_km2", "number", "Area in square kilometres"),
    Field("perimeter_km", "number", "Length of the whole boundary in kilometres"),
    Field("polsby_popper", "number", "Compactness: 4 pi area / perimeter squared; 1 is a circle"),
    Field("own_residents_share", "number", "Share of the residents registered with its practices"),
    Field("aged_65_plus", "number", "Residents aged 65 and over"),
    Field("imd_score", "number", "Deprivation score, weighted by residents"),
    Field("exception_reason", "string", "Why the locality may stay outside the band"),
    Field("permitted_parts", "integer", "Connected parts that the locality may have"),
    Field("parts_reason", "string", "Why it may have several"),
)
_NOTE = Field("note", "string", "Internal note of the planners; left out of the public version")
_UNIT_FIELDS = (
    Field("unit_code", "string", "Code of the census area"),
    Field("unit_name", "string", "Name of the census area"),
    Field("locality_code", "string", "Code of its locality; empty where it has none"),
    Field("locality", "string", "Name of its locality; empty where it has none"),
    Field("resident", "number", "Residents"),
)
_UNIT_NUMBERS = (
    (Field("weighted", "number", "Weighted people"), "weighted"),
    (Field("aged_65_plus", "number", "Residents aged 65 and over"), "aged_65_plus"),
    (Field("imd_score", "number", "Deprivation score"), "imd_score"),
)
_PRACTICE_FIELDS = (
    Field("ods_code", "string", "Code of the practice in the Organisation Data Service"),
    Field("practice", "string", "Name of the practice"),
    Field("postcode", "string", "Postcode of its main site"),
    Field("pcn_code", "string", "Code of its primary care network"),
    Field("pcn", "string", "Name of its primary care network"),
    Field("locality_code", "string", "Code of its locality; empty where it has none"),
    Field("locality", "string", "Name of its locality; empty where it has none"),
    Field("share", "number", "Share of its list in this locality; a split practice has several rows"),
    Field("registered", "number", "Patients of that share"),
    Field("how_assigned", "string", "By which rule, or by hand"),
    Field("view", "string", "Where it stands in the consultation"),
)
_SOURCE_FIELDS = (
    Field("dataset", "string", "What it holds"),
    Field("publisher", "string", "Who published it"),
    Field("file", "string", "Name of the file that was read"),
    Field("release", "string", "Edition"),
    Field("rows_read", "integer", "Rows in the file"),
    Field("rows_rejected", "integer", "Rows that could not be used"),
    Field("sha256", "string", "Fingerprint of the file"),
    Field("licence", "string", "Terms of use"),
)


def localities_table(facts: Facts) -> Table:
    """One row a locality, in the order of their numbers."""
    band, area = facts.figures.rules.band, facts.project.area
    rows = []
    for figures in facts.figures.localities:
        locality = facts.scenario.plan.get(figures.code)
        if locality is None:
            continue
        values = locality_json(figures) | {
            "locality_code": figures.code,
            "colour": locality.colour,
            "hub_site_code": locality.hub_site or None,
            "hub_site": site_name(area, locality.hub_site) or None,
            "band_low": band.low if facts.has_band else None,
            "band_high": band.high if facts.has_band else None,
            "exception_reason": locality.exception_reason or None,
            "permitted_parts": locality.permitted_parts,
            "parts_reason": locality.parts_reason or None,
            "note": locality.note or None,
        }
        rows.append(tuple(values[one.name] for one in _locality_fields(facts)))
    return Table("localities", "Localities with their figures", _locality_fields(facts), tuple(rows),
                 ("locality_code",))  # fmt: skip


def _locality_fields(facts: Facts) -> tuple[Field, ...]:
    return _LOCALITY_FIELDS if facts.public else (*_LOCALITY_FIELDS, _NOTE)


def units_table(facts: Facts) -> Table:
    """One row an area in project order, with its locality and the larger areas it lies in."""
    units, plan = facts.project.area.units, facts.scenario.plan
    columns: list[Sequence[Cell]] = [
        [str(code) for code in units.codes],
        [str(name) or None for name in units.names],
    ]
    localities = [plan.locality(int(label)) for label in plan.labels]
    columns.append([None if one is None else one.code for one in localities])
    columns.append([None if one is None else one.name for one in localities])
    columns.append([number(float(value)) for value in units.resident])
    fields = list(_UNIT_FIELDS)
    for one, name in _UNIT_NUMBERS:
        values = getattr(units, name)
        if values is not None:
            fields.append(one)
            columns.append([_plain(float(value)) for value in values])
    for kind, parent in units.parents.items():
        for ending, values in (("code", parent.codes), ("name", parent.names)):
            fields.append(Field(f"{kind}_{ending}", "string", f"{parent.title or kind}: {ending}"))
            columns.append([str(value) or None for value in values])
    return Table("unit-to-locality", "Areas with their localities", tuple(fields),
                 tuple(zip(*columns, strict=True)), ("unit_code",))  # fmt: skip


def _plain(value: float) -> float | int | None:
    """A number with up to six places, whole where it is; None where it is not known."""
    rounded = number(value, 6)
    return int(rounded) if rounded is not None and float(rounded).is_integer() else rounded


def practices_table(facts: Facts) -> Table:
    """One row a practice, or a share of a split one, under its ODS code."""
    practices, scenario = facts.project.area.practices, facts.scenario
    rows: list[tuple[Cell, ...]] = []
    for place, code in enumerate(practices.codes):
        assignment = scenario.assignment(str(code))
        size = float(practices.list_size[place])
        who = tuple(
            str(column[place]) or None
            for column in (practices.names, practices.postcodes, practices.pcn_codes, practices.pcn_names)
        )
        shares: tuple[tuple[str | None, float], ...] = assignment.shares or ((None, math.nan),)
        for locality_code, share in shares:
            locality = scenario.plan.get(locality_code) if locality_code else None
            rows.append(
                (
                    str(code), *who, locality_code, None if locality is None else locality.name,
                    _plain(share), number(size if math.isnan(share) else size * share),
                    str(assignment.how), str(assignment.view),
                )
            )  # fmt: skip
    return Table("practices", "Practices with their localities", _PRACTICE_FIELDS, tuple(rows))


def sources_table(facts: Facts) -> Table:
    """One row a file that the data came from."""
    rows = tuple(
        tuple(getattr(source, one.name) for one in _SOURCE_FIELDS) for source in facts.project.area.sources
    )
    return Table("sources", "Where the data came from", _SOURCE_FIELDS, rows)
