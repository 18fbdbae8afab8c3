"""Tell the sector of a provider site from what its source says; Unknown rather than a guess."""

from __future__ import annotations

from functools import cache

from workbench.models.providers import Sector

_BY_SECTOR_NAME = {str(sector).casefold(): sector for sector in Sector}
# "Care Home / Nursing Home" and "Secure Childrens Home" are not here: as subtypes of a prescribing cost
# centre they say where the NHS prescribes (assessment units, intermediate care), not who gives social care.
_BY_SUBTYPE = {
    "mental health hospital": Sector.MENTAL_HEALTH,
    "community health service": Sector.COMMUNITY,
    "public health service": Sector.PUBLIC_HEALTH,
    "ooh practice": Sector.PRIMARY_CARE,
    "wic practice": Sector.PRIMARY_CARE,
    "wic + ooh practice": Sector.PRIMARY_CARE,
    "gp practice": Sector.PRIMARY_CARE,
    "optometry service": Sector.OPTICAL,
    "urgent & emergency care": Sector.ACUTE,
    "hospital service": Sector.ACUTE,
}
_BY_TYPE = {
    "pharmacy": Sector.PHARMACY,
    "dentist": Sector.DENTAL,
    "dental practice": Sector.DENTAL,
    "optician": Sector.OPTICAL,
    "care home": Sector.ADULT_SOCIAL_CARE,
    "ambulance station": Sector.AMBULANCE,
    "gp practice": Sector.PRIMARY_CARE,
    "hospital": Sector.ACUTE,
}
_BY_WORD = (
    ("ambulance", Sector.AMBULANCE),
    ("mental health", Sector.MENTAL_HEALTH),
    ("community health", Sector.COMMUNITY),
    ("hospital", Sector.ACUTE),
)


@cache
def sector_of(*, kind: str, subtype: str = "", sector: str = "", name: str = "") -> Sector:
    """The sector of a site.

    A sector that is one of ours is taken as it stands; an independent one wins over the kind of building;
    then the subtype, then the type. Words of the name serve for the headquarters of trusts only.
    """
    named = _BY_SECTOR_NAME.get(sector.strip().casefold())
    if named is not None and named is not Sector.UNKNOWN:
        return named
    if sector.strip().casefold().startswith("independent"):
        return Sector.INDEPENDENT
    found = _BY_SUBTYPE.get(subtype.strip().casefold()) or _BY_TYPE.get(kind.strip().casefold())
    if found is not None:
        return found
    if kind.strip().casefold() == "nhs_trust_hq":
        words = name.casefold()
        return next((sector for word, sector in _BY_WORD if word in words), Sector.UNKNOWN)
    return Sector.UNKNOWN
