"""Read every recognised file once, by its kind."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from workbench.errors import InputError
from workbench.io.published.account import RowAccount
from workbench.io.published.choices import read_choices
from workbench.io.published.column_mapping import read_mapped_practices, read_mapped_values
from workbench.io.published.conversion import read_conversion
from workbench.io.published.kinds import ABOUT, Kind
from workbench.io.published.ods import read_organisations
from workbench.io.published.practice_files import read_commissioners, read_mapping, read_pcn_members, read_totals
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
    read.rows = _one_registration_file(read.rows, read.others)
    read.practices.mappings.sort(key=lambda one: _WEIGHT.get(one.account.kind, 0))
    return read


def _read_one(file: Recognised, read: FilesRead, progress: Progress) -> None:
    if file.columns and file.kind is not Kind.REGISTRATIONS:
        _read_mapped(file, read, progress)
        return
    kind = file.kind
    if kind is Kind.BOUNDARIES:
        read.boundaries.append(file)
    elif kind is Kind.POSTCODES:
        read.postcodes.append(file)
    elif kind is Kind.REGISTRATIONS:
        read.rows.append(read_registration_rows(file, progress=progress))
    elif kind is Kind.PRACTICES:
        practices = read_organisations(file, progress=progress)
        read.practices.organisations.append(practices)
        read.sites.organisations.append(practices)
        read.accounts.append(practices.account)
    elif kind in {Kind.TRUSTS, Kind.TRUST_SITES, Kind.BRANCHES}:
        organisations = read_organisations(file, progress=progress)
        read.sites.organisations.append(organisations)
        read.accounts.append(organisations.account)
    elif kind is Kind.COMMISSIONERS:
        commissioners = read_commissioners(file, progress=progress)
        read.practices.mappings.append(commissioners)
        read.accounts.append(commissioners.account)
    elif kind is Kind.TOTALS:
        totals = read_totals(file, progress=progress)
        read.practices.totals.append(totals)
        read.accounts.append(totals.account)
    elif kind in {Kind.PRACTICE_MAPPING, Kind.QOF_MAPPING}:
        mapping = read_mapping(file, progress=progress)
        read.practices.mappings.append(mapping)
        read.accounts.append(mapping.account)
    elif kind is Kind.PCN_MEMBERS:
        members = read_pcn_members(file, progress=progress)
        read.practices.members.append(members)
        read.accounts.append(members.account)
    elif kind is Kind.QOF_PREVALENCE:
        read.practices.prevalence.append(read_prevalence(file, progress=progress))
    elif kind is Kind.CHOICES:
        choices = read_choices(file, progress=progress)
        read.sites.choices.append(choices)
        read.accounts.append(choices.account)
    elif kind is Kind.CONVERSION:
        read.conversion, account = read_conversion(file, progress=progress)
        read.accounts.append(account)
    elif kind in READERS:
        read.values.append(READERS[kind](file, progress=progress))
    else:
        read.others.append(file)


def _read_mapped(file: Recognised, read: FilesRead, progress: Progress) -> None:
    if file.kind is Kind.PRACTICES:
        places, totals = read_mapped_practices(file, progress=progress)
        read.practices.mappings.append(places)
        read.practices.totals += [totals] if totals is not None else []
        read.accounts.append(places.account)
    else:
        read.values.append(read_mapped_values(file, progress=progress))


def _one_registration_file(rows: list[RegistrationRows], others: list[Recognised]) -> list[RegistrationRows]:
    """The registrations to use: the file of all sexes; one of a single sex beside it is passed over."""
    if len(rows) < 2:
        return rows
    whole = [one for one in rows if "ALL" in one.file.layout]
    if len(whole) == 1:
        for one in rows:
            if one is not whole[0]:
                others.append(one.file)
        return whole
    listed = ", ".join(f"{one.file.file} ({one.edition})" for one in rows)
    raise InputError(
        f"{len(rows)} files hold {ABOUT[Kind.REGISTRATIONS].title.lower()}.",
        why=f"They are: {listed}.",
        remedy="Choose one of them: the one of all sexes, of the date that is wanted.",
    )
