"""Organisations that a cell can name: partners, providers of the project, practices."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from workbench.models.project import Project
from workbench.models.registers import Partner
from workbench.models.scenario import Scenario


@dataclass(frozen=True, slots=True)
class Organisation:
    """A code with its name, and where it is listed."""

    code: str
    name: str
    listed: str

    @property
    def text(self) -> str:
        """How it is offered."""
        return f"{self.name} ({self.code})"


def organisations(project: Project, scenario: Scenario) -> list[Organisation]:
    """Partners first, then organisations that run sites, then practices, each by name."""
    found: dict[str, Organisation] = {}

    def take(pairs: Iterable[tuple[str, str]], listed: str) -> None:
        for code, name in sorted(pairs, key=lambda pair: pair[1].casefold()):
            if code and code not in found:
                found[code] = Organisation(code, name or code, listed)

    take(((partner.code, partner.name) for partner in scenario.registers.of("partner", Partner)), "Partners")
    sites = project.area.sites
    take(
        {
            (str(parent), str(name)) if parent else (str(code), str(own))
            for code, own, parent, name, stale in zip(
                sites.codes, sites.names, sites.parent_codes, sites.parent_names, sites.stale, strict=True
            )
            if not stale
        },
        "Providers",
    )
    practices = project.area.practices
    take(
        ((str(code), str(name)) for code, name in zip(practices.codes, practices.names, strict=True)),
        "Practices",
    )
    return list(found.values())


def names_of(codes: Iterable[str], known: dict[str, Organisation]) -> str:
    """Names of organisations as one text; a code that nobody lists stays as it is."""
    return "; ".join(known[code].name if code in known else code for code in codes)
