"""The catalogue of services that localities offer: groups, ages, usual tier and usual providers."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from workbench.models.providers import Sector


class AgeGroup(StrEnum):
    """Adults and children are in scope apart (R24)."""

    ADULTS = "A"
    CHILDREN = "C"

    @property
    def words(self) -> str:
        """The age group as it is named on screen and in workbooks."""
        return "Adults" if self is AgeGroup.ADULTS else "Children"


class Tier(StrEnum):
    """Where care is delivered, the lowest level first (R21)."""

    HOME = "Hm"
    PRACTICE = "P"
    HUB = "H"
    PLACE = "L"
    SYSTEM = "S"

    @property
    def words(self) -> str:
        """The tier as it is named on screen and in workbooks."""
        return {"Hm": "Home", "P": "Practice", "H": "Hub", "L": "Place", "S": "System"}[self.value]

    @property
    def height(self) -> int:
        """0 for home to 4 for system."""
        return list(Tier).index(self)


TAGS: dict[str, str] = {"p": "Prevention", "s": "Self-care", "e": "Empowerment"}
"""Meaning of the tags (R8)."""

PROVIDER_SECTORS: dict[str, tuple[Sector, ...]] = {
    "GP": (Sector.PRIMARY_CARE,),
    "PCN": (Sector.PRIMARY_CARE,),
    "COM": (Sector.COMMUNITY,),
    "MH": (Sector.MENTAL_HEALTH,),
    "ACU": (Sector.ACUTE,),
    "LA": (Sector.ADULT_SOCIAL_CARE, Sector.CHILDREN_SOCIAL_CARE),
    "PH": (Sector.PUBLIC_HEALTH,),
    "AMB": (Sector.AMBULANCE,),
    "CP": (Sector.PHARMACY,),
    "DN": (Sector.DENTAL,),
    "OP": (Sector.OPTICAL,),
    "VCS": (Sector.VOLUNTARY,),
    "IND": (Sector.INDEPENDENT,),
}
"""Sectors of the catalogue's provider codes; councils provide adults' or children's social care by group."""


@dataclass(frozen=True)
class Service:
    """One service of the catalogue. ``ages`` is "A", "C" or "B" (both); ``order`` is its place."""

    id: str
    group: str
    name: str
    ages: str = "B"
    tier: Tier = Tier.HUB
    providers: tuple[str, ...] = ()
    out_of_hospital: bool = True
    tags: tuple[str, ...] = ()
    order: int = 0

    def serves(self, age: AgeGroup) -> bool:
        """Whether the service is for this age group; where not, its cells read n.a."""
        return self.ages in {"B", age.value}

    @property
    def age_groups(self) -> tuple[AgeGroup, ...]:
        """The age groups that have cells."""
        return tuple(age for age in AgeGroup if self.serves(age))

    @property
    def sectors(self) -> tuple[Sector, ...]:
        """Sectors of the usual providers; a council's by the group's name."""
        found: list[Sector] = []
        for code in self.providers:
            sectors = PROVIDER_SECTORS.get(code, (Sector.UNKNOWN,))
            if code == "LA":
                children = "child" in self.group.casefold() or self.ages == "C"
                sectors = (Sector.CHILDREN_SOCIAL_CARE if children else Sector.ADULT_SOCIAL_CARE,)
            found += [sector for sector in sectors if sector not in found]
        return tuple(found)
