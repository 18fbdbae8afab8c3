"""Headings of tables by census area or postcode, told whatever year stands in them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from workbench.io.readers.columns import plain_heading

_LARGER = re.compile(
    r"(?P<kind>LSOA|MSOA|OA|WD|LAD|LA|UTLA|CTY|CAUTH|RGN|SICBL|LOC|CCG|ICB|STP|NHSER|CAL|PFA|BUA|ITL[123])"
    r"(?P<year>\d\d)(?P<part>CDH|CD|NMW|NM|HCLNM)"
)
_IOD_CODE = re.compile(r"lsoa_code_(?P<year>\d{4})")
_IOD_SCORE = re.compile(r"index_of_multiple_deprivation_imd_score.*")
_IOD_RANK = re.compile(r"index_of_multiple_deprivation_imd_rank.*")
_IOD_DECILE = re.compile(r"index_of_multiple_deprivation_imd_decile.*")
_IOD_LAD = re.compile(r"local_authority_district_(?P<part>code|name)_(?P<year>\d{4})")
_IOD_YEARS = {"2019": "IoD 2019", "2024": "IoD 2025", "2013": "IoD 2015"}
"""The edition by the year of its local authority districts."""
_YEAR = re.compile(r"(?:mid[-_ ]?)?((?:19|20)\d\d)")
KIND_WORDS = {
    "LSOA": "LSOA", "MSOA": "MSOA", "OA": "OA", "WD": "ward", "LAD": "local authority",
    "LA": "local authority", "UTLA": "upper-tier authority", "CTY": "county", "CAUTH": "combined authority",
    "RGN": "region", "SICBL": "sub-ICB", "LOC": "sub-ICB", "CCG": "CCG", "ICB": "ICB", "STP": "STP",
    "NHSER": "NHS region", "CAL": "Cancer Alliance", "PFA": "police force area", "BUA": "built-up area",
    "ITL1": "ITL 1", "ITL2": "ITL 2", "ITL3": "ITL 3",
}  # fmt: skip
"""What the letters of ONS headings stand for."""


@dataclass(frozen=True)
class AreaHeading:
    """A heading such as SICBL24CDH, taken apart."""

    heading: str
    kind: str
    year: int
    part: str


def area_headings(headings: Sequence[str]) -> list[AreaHeading]:
    """The headings that name areas with a year; a leading F_ and case do not matter."""
    found: list[AreaHeading] = []
    for heading in headings:
        match = _LARGER.fullmatch(heading.strip().upper().removeprefix("F_"))
        if match:
            found.append(AreaHeading(heading, match["kind"], 2000 + int(match["year"]), match["part"]))
    return found


def lookup_edition(headings: Sequence[str]) -> str:
    """What a look-up of LSOAs leads to, as "LSOA 2021 to MSOA 2021, ICB 2024"; "" where it is none."""
    areas = area_headings(headings)
    base = next((area for area in areas if area.kind in {"LSOA", "OA"} and area.part == "CD"), None)
    if base is None:
        return ""
    larger = dict.fromkeys(
        f"{KIND_WORDS[area.kind]} {area.year}"
        for area in areas
        if area.kind != base.kind and area.part in {"CD", "NM"}
    )
    return f"{base.kind} {base.year} to {', '.join(larger)}" if larger else ""


def conversion_edition(headings: Sequence[str]) -> tuple[str, str] | None:
    """Edition and layout of a table from LSOA 2011 to LSOA 2021: exact fit, or best fit without indicator."""
    years = {area.year for area in area_headings(headings) if area.kind == "LSOA" and area.part == "CD"}
    if not {2011, 2021} <= years:
        return None
    exact = any(plain_heading(heading) == "chgind" for heading in headings)
    layout = "exact fit" if exact else "best fit"
    return f"LSOA 2011 to LSOA 2021, {layout}", layout


def deprivation_edition(headings: Sequence[str]) -> str:
    """The edition of the Indices of Deprivation, "" where the table is none of them."""
    parts = deprivation_columns(headings)
    if "code" not in parts or "score" not in parts:
        return ""
    year = next(
        (match["year"] for heading in headings if (match := _IOD_LAD.fullmatch(plain_heading(heading)))), ""
    )
    match = _IOD_CODE.fullmatch(plain_heading(parts["code"]))
    lsoa = match["year"] if match else ""
    edition = _IOD_YEARS.get(year, "IoD 2025" if lsoa == "2021" else "IoD 2019")
    return f"{edition} on LSOA {lsoa}"


def deprivation_columns(headings: Sequence[str]) -> dict[str, str]:
    """Headings of File 7 by what they hold; truncated ones of the workbook edition are known too."""
    found: dict[str, str] = {}
    patterns = (("code", _IOD_CODE), ("score", _IOD_SCORE), ("rank", _IOD_RANK), ("decile", _IOD_DECILE))
    for heading in headings:
        plain = plain_heading(heading)
        for what, pattern in patterns:
            if pattern.fullmatch(plain):
                found.setdefault(what, heading)
        match = _IOD_LAD.fullmatch(plain)
        if match:
            found.setdefault(f"lad_{match['part']}", heading)
    return found


def postcode_columns(headings: Sequence[str]) -> dict[str, str]:
    """Headings of the postcode directories by what they hold, in their old and new names."""
    patterns = {
        "postcode": r"pcds", "ended": r"doterm", "begun": r"dointr", "east": r"oseast1m|east1m",
        "north": r"osnrth1m|north1m", "lat": r"lat", "long": r"long",
        "lsoa": r"lsoa(?:21|11)(?:cd)?",
    }  # fmt: skip
    found: dict[str, str] = {}
    for what, pattern in patterns.items():
        hits = sorted((h for h in headings if re.fullmatch(pattern, h.strip().casefold())), reverse=True)
        if hits:
            found[what] = hits[0]
    return found


def postcode_edition(headings: Sequence[str]) -> tuple[str, str] | None:
    """Edition and layout of a postcode directory; None where the table is none."""
    parts = postcode_columns(headings)
    if "postcode" not in parts or not ({"east", "north"} <= set(parts) or {"lat", "long"} <= set(parts)):
        return None
    names = {heading.strip().casefold() for heading in headings}
    product = "ONSPD" if names & {"oslaua", "osward", "oscty"} else "NSPL"
    style = "new names" if "east1m" in names or "pcd7" in names else "old names"
    lsoa = parts.get("lsoa", "").casefold().removesuffix("cd").upper()
    return f"{product}, {style}, {lsoa or 'without LSOA'}", product


def is_pcn_members(headings: Sequence[str]) -> bool:
    """Whether these are the headings of the sheet of PCN members, by CCG or by sub-ICB."""
    plain = {plain_heading(heading) for heading in headings}
    return {"partner_organisation_code", "pcn_code"} <= plain


@dataclass(frozen=True)
class PopulationLayout:
    """One of the layouts of the small-area estimates. ``code`` heads the LSOA codes, ``total`` everybody."""

    name: str
    code: str
    code_name: str
    total: str
    lad_code: str
    lad_name: str
    vintage: str

    def edition(self, sheet: str) -> str:
        """The edition, with the year that a sheet or heading names."""
        match = _YEAR.search(sheet) or _YEAR.search(self.total)
        year = f"mid-{match[1]}" if match else ""
        return ", ".join(part for part in (year, self.vintage, self.name) if part)


def population_layout(headings: Sequence[str]) -> PopulationLayout | None:
    """Which layout of the small-area population estimates a row of headings is; None where it is none."""
    plain = {plain_heading(heading): heading for heading in headings if heading}
    density = next((h for p, h in plain.items() if re.fullmatch(r"mid_\d{4}_population", p)), "")
    if "code" in plain and density and "area_sq_km" in plain:
        return _layout("population density", plain, "code", "name", density, "LSOA 2011")
    if "lsoa_code" in plain and "all_ages" in plain and "0" in plain:
        return _layout("single years", plain, "lsoa_code", "lsoa_name", plain["all_ages"], "LSOA 2011")
    if "lsoa_2021_code" in plain and "total" in plain:
        broad = "f0_to_15" in plain
        if broad or "f0" in plain:
            name = "broad ages by sex" if broad else "single years by sex"
            return _layout(name, plain, "lsoa_2021_code", "lsoa_2021_name", plain["total"], "LSOA 2021")
    if "lsoa11cd" in plain and "all_ages" in plain and {"m0", "f0"} & set(plain):
        return _layout("SAPE8DT, by sex", plain, "lsoa11cd", "lsoa11nm", plain["all_ages"], "LSOA 2011")
    return None


def sex_counted(sheet: str, headings: Sequence[str]) -> str:
    """The sex, male or female, where a sheet of a population counts one only, else ""."""
    words = re.findall(r"[a-z]+", sheet.casefold())
    for sex in ("female", "male"):
        if sex in words or f"{sex}s" in words:
            return sex
    plain = {plain_heading(heading) for heading in headings}
    ages = {sex for sex in "fm" if any(re.fullmatch(rf"{sex}0(_to_\d+)?", name) for name in plain)}
    return {"f": "female", "m": "male"}[ages.pop()] if len(ages) == 1 else ""


def _layout(
    name: str, plain: dict[str, str], code: str, code_name: str, total: str, vintage: str
) -> PopulationLayout:
    lad = re.compile(r"(lad|la)_?(?P<year>\d{2,4})?_?(?P<part>code|cd|name|nm)(_(?P<of>\d{4})_boundaries)?")
    districts: dict[str, tuple[str, str]] = {}
    for key, heading in plain.items():
        match = lad.fullmatch(key)
        if match:
            part = "code" if match["part"] in {"code", "cd"} else "name"
            districts[part] = max(
                districts.get(part, ("", "")), (match["of"] or match["year"] or "0", heading)
            )
    return PopulationLayout(
        name=name, code=plain[code], code_name=plain.get(code_name, ""), total=total,
        lad_code=districts.get("code", ("", ""))[1], lad_name=districts.get("name", ("", ""))[1],
        vintage=vintage,
    )  # fmt: skip
