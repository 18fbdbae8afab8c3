"""Read every recognised file once, by its kind."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from workbench.errors import InputError
from workbench.io.published.account import RowAccount
from workbench.io.published.choices import read_choices
from workbench.io.published.column_mapping import read_mapped_practices, read_mapped_values
from workbench.io.published.conversion import read_conversion
from workbench.io.published.kinds import ABOUT, Kind
from workbench.io.published.ods import read_organisations
from workbench.io.published.practice_files import (
    read_commissioners,
    read_mapping,
    read_pcn_members,
    read_totals,
)
from workbench.io.published.prevalence import read_prevalence
from workbench.io.published.recognised import Recognised
from workbench.io.published.registrations import RegistrationRows, read_registration_rows
from workbench.io.published.unit_values import READERS, UnitValues
from workbench.models.conversion import Conversion
from workbench.progress import Progress, sub_progress
from workbench.session.published.practices import PracticeFiles
from workbench.session.published.sites import SiteFiles

_WEIGHT = {Kind.COMMISSIONERS: -1, Kind.PRACTICE_MAPPING: 1, Kind.PRACTICES: 2}
"""Where two files tell of a practice: QOF first, then the mapping, then what a planner has mapped."""

_SEXES = frozenset({"MALE", "FEMALE"})
_ORGANISATIONS = frozenset({Kind.PRACTICES, Kind.TRUSTS, Kind.TRUST_SITES, Kind.BRANCHES})
_PLACES = {
    Kind.COMMISSIONERS: read_commissioners,
    Kind.PRACTICE_MAPPING: read_mapping,
    Kind.QOF_MAPPING: read_mapping,
    Kind.PCN_MEMBERS: read_pcn_members,
}


@dataclass
class FilesRead:
    """What the files gave; boundaries and postcodes are read later, when it is known what is wanted."""

    boundaries: list[Recognised] = field(default_factory=list)
    postcodes: list[Recognised] = field(default_factory=list)
    values: list[UnitValues] = field(default_factory=list)
    rows: list[RegistrationRows] = field(default_factory=list)
    practices: PracticeFiles = field(default_factory=PracticeFiles)
    sites: SiteFiles = field(default_factory=SiteFiles)
    conversion: Conversion | None = None
    others: list[Recognised] = field(default_factory=list)
    accounts: list[RowAccount] = field(default_factory=list)
    """Accounts that do not depend on the study area."""


def read_files(files: Sequence[Recognised], progress: Progress) -> FilesRead:
    """Read what can be read without knowing the study area.

    Raises:
        InputError: a file is damaged, or two registration files are of different dates.
        Cancelled: the progress was told to stop.
    """
    read = FilesRead()
    for number, file in enumerate(files):
        part = sub_progress(progress, start=number / len(files), end=(number + 1) / len(files))
        part.report(0.0, f"Reading {file.file}")
        _read_one(file, read, part)
    read.rows = _one_edition(read.rows, read.others)
    read.practices.mappings.sort(key=lambda one: _WEIGHT.get(one.account.kind, 0))
    return read


def _read_one(file: Recognised, read: FilesRead, progress: Progress) -> None:
    kind = file.kind
    if file.columns and kind is not Kind.REGISTRATIONS:
        _read_mapped(file, read, progress)
    elif kind in READERS:
        read.values.append(READERS[kind](file, progress=progress))
    elif kind in _ORGANISATIONS:
        _read_organisations(file, read, progress)
    elif kind in _PLACES:
        places = _PLACES[kind](file, progress=progress)
        (read.practices.members if kind is Kind.PCN_MEMBERS else read.practices.mappings).append(places)
        read.accounts.append(places.account)
    elif kind in {Kind.BOUNDARIES, Kind.POSTCODES}:
        (read.boundaries if kind is Kind.BOUNDARIES else read.postcodes).append(file)
    elif kind in {Kind.REGISTRATIONS, Kind.TOTALS, Kind.QOF_PREVALENCE}:
        _read_people(file, read, progress)
    elif kind is Kind.CHOICES:
        choices = read_choices(file, progress=progress)
        read.sites.choices.append(choices)
        read.accounts.append(choices.account)
    elif kind is Kind.CONVERSION:
        read.conversion, account = read_conversion(file, progress=progress)
        read.accounts.append(account)


def _read_organisations(file: Recognised, read: FilesRead, progress: Progress) -> None:
    found = read_organisations(file, progress=progress)
    read.sites.organisations.append(found)
    if file.kind is Kind.PRACTICES:
        read.practices.organisations.append(found)
    read.accounts.append(found.account)


def _read_people(file: Recognised, read: FilesRead, progress: Progress) -> None:
    if file.kind is Kind.REGISTRATIONS:
        read.rows.append(read_registration_rows(file, progress=progress))
    elif file.kind is Kind.QOF_PREVALENCE:
        read.practices.prevalence.append(read_prevalence(file, progress=progress))
    else:
        totals = read_totals(file, progress=progress)
        read.practices.totals.append(totals)
        read.accounts.append(totals.account)


def _read_mapped(file: Recognised, read: FilesRead, progress: Progress) -> None:
    if file.kind is Kind.PRACTICES:
        places, totals = read_mapped_practices(file, progress=progress)
        read.practices.mappings.append(places)
        read.practices.totals += [totals] if totals is not None else []
        read.accounts.append(places.account)
    else:
        read.values.append(read_mapped_values(file, progress=progress))


def _one_edition(rows: list[RegistrationRows], others: list[Recognised]) -> list[RegistrationRows]:
    """The registrations to use: the file of all people, else one of men and one of women of one date.

    Raises:
        InputError: the files count people twice, leave one sex out, or are of several dates.
    """
    whole = [one for one in rows if len(one.sexes) != 1 or not one.sexes <= _SEXES]
    parts = [one for one in rows if one not in whole]
    title = ABOUT[Kind.REGISTRATIONS].title
    title = f"{title[:1].lower()}{title[1:]}"
    if len(whole) == 1 and all(one.date == whole[0].date for one in parts):
        others.extend(
            replace(one.file, note="Counts one sex of the people that another file counts whole; not used")
            for one in parts
        )
        return whole
    if not whole and len(parts) == 1:
        (sex,) = parts[0].sexes
        raise InputError(
            f"{parts[0].file.file} counts one sex only ({sex.lower()}).",
            why="Half of the patients are missing.",
            remedy="Add the file of the other sex, or take the file of all patients.",
        )
    if not whole and len(parts) == 2 and len({one.date for one in parts}) == 1 and (
        parts[0].sexes != parts[1].sexes
    ):  # fmt: skip
        return parts
    if not rows:
        return rows
    listed = ", ".join(
        f"{one.file.file} ({', '.join(filter(None, (one.edition, one.file.layout, one.vintage)))})"
        for one in rows
    )
    raise InputError(
        f"{len(rows)} files hold {title}, and they do not belong together.",
        why=f"They are: {listed}.",
        remedy="Choose the one of all patients on the areas of the boundaries, or that of men and that of "
        "women, of one date.",
    )
