"""Recognise published tables in text: by their headings, or by their cells where they have none."""

from __future__ import annotations

import re
from collections.abc import Sequence

import pandas as pd

from workbench.errors import InputError
from workbench.io.published.dates import date_words, newest
from workbench.io.published.heading_rows import headings_note, likely_heading_row
from workbench.io.published.headings import (
    conversion_edition,
    deprivation_edition,
    lookup_edition,
    population_layout,
    postcode_edition,
)
from workbench.io.published.kinds import Kind
from workbench.io.published.recognised import Recognised
from workbench.io.published.text_source import TextSource, first_records, one_line
from workbench.io.readers.columns import plain_heading
from workbench.io.readers.privacy import refuse_patient_columns

_DAY = re.compile(r"\d{8}")
_PRACTICE = re.compile(r"[A-Z]\d{5}")
_PCN = re.compile(r"U\d{5}")
_STATUSES = {"A", "C", "D", "P", "ACTIVE", "INACTIVE", "DORMANT", "PROPOSED", "CLOSED"}


def recognise_text(source: TextSource) -> Recognised:
    """Kind and edition of a text file; OTHER where it is no published layout.

    Raises:
        InputError: the file is damaged, holds no text, or a column of NHS numbers.
    """
    head = source.head()
    if b"\x00" in head and head[:2] not in {b"\xff\xfe", b"\xfe\xff"}:
        raise InputError(
            f"{source.file} is no file that can be read here.",
            why="It holds characters that no text has.",
            remedy="Choose a CSV file, a workbook (.xlsx) or boundaries.",
        )
    records, separator = first_records(head)
    if not records:
        return Recognised(source.path, Kind.OTHER, member=source.member, note="A file without a table")
    row = 1
    found = _headless(records) or _headed(records, separator)
    if not found:
        row = likely_heading_row(records)
        found = _headed(records[row - 1 :], separator) if row > 1 else None
    _refuse_patients(records[row - 1 :], source.file)
    kind, edition, layout = found or (Kind.OTHER, "", "")
    headed = kind not in _HEADLESS or layout.endswith("headed")
    headings = tuple(one_line(name) for name in records[row - 1]) if headed else ()
    note = "" if found else f"No published layout; {headings_note(row)}"
    if kind is Kind.CONVERSION and layout == "best fit":
        note = "A best-fit table without change indicator: it loses the parts of areas that were split"
    return Recognised(
        source.path, kind, edition, layout, source.member, headings=headings, note=note, heading_row=row
    )


def _refuse_patients(records: Sequence[Sequence[str]], file: str) -> None:
    """Look at the first rows of every column, also of those that no reader of ours would keep."""
    width = max(map(len, records))
    cells = [[*record, *([""] * (width - len(record)))] for record in records]
    frame = pd.DataFrame(cells[1:], columns=range(width), dtype=str)
    # headings may stand twice or not at all, so each column is looked at by itself
    for place, heading in enumerate(cells[0]):
        refuse_patient_columns(frame[[place]].set_axis([heading], axis=1), file=file)


_HEADLESS = {
    Kind.PRACTICES, Kind.TRUSTS, Kind.TRUST_SITES, Kind.BRANCHES, Kind.COMMISSIONERS, Kind.PCN_MEMBERS,
}  # fmt: skip
_Found = tuple[Kind, str, str]


def _headless(records: Sequence[Sequence[str]]) -> _Found | None:
    """ODS files have no headings: the number of columns and the codes in them tell."""
    widths = {len(record) for record in records if any(record)}
    if len(widths) != 1:
        return None
    width = widths.pop()
    rows = [[cell.strip() for cell in record] for record in records if any(record)]
    if width == 27 and all(_DAY.fullmatch(row[10]) or not row[10] for row in rows):
        return _ods(rows)
    if width == 6 and all(_PRACTICE.fullmatch(row[0]) and _DAY.fullmatch(row[3]) for row in rows):
        return Kind.COMMISSIONERS, "", ""
    if width == 11 and all(_PCN.fullmatch(row[4]) and _PRACTICE.fullmatch(row[0]) for row in rows):
        return Kind.PCN_MEMBERS, "Data Search & Export", "report"
    return None


def _ods(rows: Sequence[Sequence[str]]) -> _Found | None:
    if all(row[12].upper() in _STATUSES and row[25] for row in rows):
        dse = any(row[25].startswith("RO") for row in rows)
        return Kind.PRACTICES, "", "roles" if dse else "codes"
    children = [row for row in rows if row[14] and row[0].startswith(row[14]) and row[0] != row[14]]
    if len(children) * 2 > len(rows):
        branch = sum(bool(_PRACTICE.fullmatch(row[14])) for row in children) * 2 > len(children)
        return (Kind.BRANCHES if branch else Kind.TRUST_SITES), "", ""
    if all(len(row[0]) == 3 for row in rows) and not any(row[14] for row in rows):
        return Kind.TRUSTS, "", ""
    if all(len(row[0]) == 5 for row in rows) and not any(row[12] for row in rows):
        return Kind.TRUST_SITES, "", ""
    return None


_REGISTRATIONS = {"publication", "extract_date", "practice_code", "lsoa_code", "sex", "number_of_patients"}
_MAPPING = {"publication", "extract_date", "practice_code", "practice_postcode", "pcn_code", "pcn_name"}
_TOTALS = {"publication", "extract_date", "sex", "age", "number_of_patients", "postcode"}
_PREVALENCE = {"practice_code", "group_code", "register", "practice_list_size"}
_QOF_MAPPING = {"practice_code", "pcn_ods_code", "country", "region_ods_code"}
_CHOICES = {"organisationid", "organisationcode", "organisationtype", "organisationname", "parentodscode"}
_PCN_HEADED = {"partner_organisation_code", "pcn_code"}


def _headed(records: Sequence[Sequence[str]], separator: str) -> _Found | None:
    headings = [one_line(name) for name in records[0]]
    plain = [plain_heading(name) for name in headings]
    names = set(plain)

    def column(name: str) -> list[str]:
        place = plain.index(name)
        return [record[place] for record in records[1:] if len(record) > place]

    if names >= _REGISTRATIONS:
        sexes = sorted({sex.strip().upper() for sex in column("sex")} - {""})
        return Kind.REGISTRATIONS, _edition(column("extract_date")), ", ".join(sexes)
    if names >= _MAPPING:
        layout = "sub-ICB and ICB" if "icb_code" in names else "CCG and STP"
        return Kind.PRACTICE_MAPPING, f"{_edition(column('extract_date'))} ({layout})", layout
    if names >= _TOTALS and names & {"code", "org_code"}:
        layout = "single ages" if "org_code" in names else "totals"
        era = "sub-ICB" if "sub_icb_location_code" in names else "CCG" if "ccg_code" in names else ""
        edition = _edition(column("extract_date"))
        return Kind.TOTALS, f"{edition} ({era})" if era else edition, layout
    if names >= _PREVALENCE:
        return Kind.QOF_PREVALENCE, "year not told in the file", ""
    if names >= _QOF_MAPPING:
        return Kind.QOF_MAPPING, "CCG and STP" if "stp_ods_code" in names else "sub-ICB and ICB", ""
    if names >= _CHOICES:
        sort = "pharmacies" if "isepsenabled" in names else "hospitals and clinics"
        return Kind.CHOICES, f"{sort}, parted by {separator}", sort
    if names >= _PCN_HEADED:
        return Kind.PCN_MEMBERS, "Data Search & Export", "report, headed"
    return _geographic(headings)


def _geographic(headings: Sequence[str]) -> _Found | None:
    """Tables by census area or postcode."""
    if edition := deprivation_edition(headings):
        return Kind.DEPRIVATION, edition, edition[:8]
    if found := postcode_edition(headings):
        return Kind.POSTCODES, *found
    if found := conversion_edition(headings):
        return Kind.CONVERSION, *found
    if layout := population_layout(headings):
        return Kind.POPULATION, layout.edition(""), layout.name
    if edition := lookup_edition(headings):
        return Kind.LOOKUP, edition, ""
    return None


def _edition(texts: Sequence[str]) -> str:
    return date_words(newest(texts))
