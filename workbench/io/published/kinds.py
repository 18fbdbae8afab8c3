"""What kinds of published files there are, who publishes them and on which licence."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

OGL = "Open Government Licence v3.0"
_ONS_LICENCE = (
    f"{OGL}. Source: Office for National Statistics licensed under the Open Government Licence v.3.0. "
    "Contains OS data © Crown copyright and database right"
)
_NHS_LICENCE = (
    f"{OGL}. Contains information from NHS England, licensed under the current version of the "
    "Open Government Licence"
)


class Kind(StrEnum):
    """A kind of published file; the value is the word of the command line and of reports."""

    BOUNDARIES = "boundaries"
    REGISTRATIONS = "registrations"
    TOTALS = "patient-totals"
    PRACTICE_MAPPING = "practice-mapping"
    PRACTICES = "practices"
    TRUSTS = "trusts"
    TRUST_SITES = "trust-sites"
    BRANCHES = "branches"
    COMMISSIONERS = "commissioner-membership"
    PCN_MEMBERS = "pcn-membership"
    POPULATION = "population"
    DEPRIVATION = "deprivation"
    QOF_PREVALENCE = "qof-prevalence"
    QOF_MAPPING = "qof-mapping"
    POSTCODES = "postcodes"
    LOOKUP = "area-lookup"
    CONVERSION = "lsoa-conversion"
    CHOICES = "nhs-choices"
    OTHER = "other"


@dataclass(frozen=True)
class About:
    """What a kind of file is called, by whom it is published, and on which licence."""

    title: str
    publisher: str
    licence: str


_NHS, _ONS = "NHS England", "Office for National Statistics"
_ODS = "NHS England, Organisation Data Service"
ABOUT: dict[Kind, About] = {
    Kind.BOUNDARIES: About("Boundaries of census areas", _ONS, _ONS_LICENCE),
    Kind.REGISTRATIONS: About("Patients registered at a GP practice, by LSOA", _NHS, _NHS_LICENCE),
    Kind.TOTALS: About("Patients registered at a GP practice, totals", _NHS, _NHS_LICENCE),
    Kind.PRACTICE_MAPPING: About("Patients registered at a GP practice, mapping", _NHS, _NHS_LICENCE),
    Kind.PRACTICES: About("GP practices and prescribing cost centres (epraccur)", _ODS, _NHS_LICENCE),
    Kind.TRUSTS: About("NHS trusts (etr)", _ODS, _NHS_LICENCE),
    Kind.TRUST_SITES: About("NHS trust sites (ets)", _ODS, _NHS_LICENCE),
    Kind.BRANCHES: About("Branch surgeries (ebranchs)", _ODS, _NHS_LICENCE),
    Kind.COMMISSIONERS: About("Practices and their commissioners (epcmem)", _ODS, _NHS_LICENCE),
    Kind.PCN_MEMBERS: About("Primary care networks and their practices (ePCN)", _ODS, _NHS_LICENCE),
    Kind.POPULATION: About("Small-area population estimates", _ONS, _ONS_LICENCE),
    Kind.DEPRIVATION: About(
        "Indices of Deprivation, File 7",
        "Ministry of Housing, Communities and Local Government",
        f"{OGL}. Contains public sector information licensed under the Open Government Licence v3.0",
    ),
    Kind.QOF_PREVALENCE: About("Quality and Outcomes Framework, prevalence", _NHS, _NHS_LICENCE),
    Kind.QOF_MAPPING: About("Quality and Outcomes Framework, practices and areas", _NHS, _NHS_LICENCE),
    Kind.POSTCODES: About(
        "Postcode directory (ONSPD, NSPL)",
        _ONS,
        f"{_ONS_LICENCE}. Contains Royal Mail data © Royal Mail copyright and database right",
    ),
    Kind.LOOKUP: About("Census areas and their larger areas", _ONS, _ONS_LICENCE),
    Kind.CONVERSION: About("LSOA 2011 to LSOA 2021", _ONS, _ONS_LICENCE),
    Kind.CHOICES: About("NHS Choices directory", "NHS Choices", _NHS_LICENCE),
    Kind.OTHER: About("File of another layout", "", ""),
}
