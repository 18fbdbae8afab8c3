"""What every sheet of a workbook needs to know: scenario, basis, band, profile, identity."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property

from workbench.io.workbooks.profiles import see_profile
from workbench.metrics.figures import ScenarioFigures
from workbench.metrics.figures_json import figures_json
from workbench.metrics.services.overview import ServiceFigures
from workbench.models.edit_json import snapshot_to_json
from workbench.models.edits import snapshot
from workbench.models.populations import PopulationBasis
from workbench.models.project import Project
from workbench.models.rules import NO_BAND
from workbench.models.scenario import Scenario
from workbench.models.sources import Source
from workbench.models.units import ParentColumn

WORKBOOK_SCHEMA = 1
"""Version of the sheets, tables and columns, for reading an edited workbook back."""
_BASIS_WORDS = {
    PopulationBasis.RESIDENT: ("population", "resident", "units", "areas", "boundaries"),
    PopulationBasis.REGISTERED: ("registration", "practice", "list"),
    PopulationBasis.WEIGHTED: ("weighted", "registration", "practice"),
}


@dataclass(frozen=True, eq=False)
class Facts:
    """One scenario with its figures at the moment of the export.

    ``profile`` is one of ``PROFILES``; ``public`` leaves internal notes out.

    Raises:
        ExportError: there is no such profile.
    """

    project: Project
    scenario: Scenario
    figures: ScenarioFigures
    profile: str
    public: bool
    now: datetime
    shown_status: str = ""
    """What the titles say instead of the scenario's own status, where a workbook holds several scenarios."""

    def __post_init__(self) -> None:
        see_profile(self.profile)

    @property
    def working(self) -> bool:
        """Whether this is the working copy; the other profile is the publication."""
        return self.profile == "working"

    @property
    def status(self) -> str:
        """Draft, For consultation or Approved."""
        return self.shown_status or self.scenario.head.status

    @property
    def basis(self) -> PopulationBasis:
        """What people are counted as."""
        return self.figures.basis

    @property
    def people_column(self) -> str:
        """The column of the Localities table that the band is measured on."""
        return self.basis.words

    @property
    def has_band(self) -> bool:
        """Whether there are limits at all."""
        band = self.figures.rules.band
        return not (band.low == NO_BAND.low and band.high == NO_BAND.high)

    @property
    def has_practices(self) -> bool:
        """Whether the project knows practices."""
        return len(self.project.area.practices) > 0

    @cached_property
    def population_date(self) -> str:
        """Date or edition of the people counted, from the imported sources; empty where none says it."""
        return population_date(self.project, self.basis)

    @property
    def basis_line(self) -> str:
        """Scenario, population basis with its date, and band: stands under every title (R40)."""
        band = self.figures.rules.band
        limits = (
            f"Band {band.low:,} to {band.high:,}, target {band.target:,}." if self.has_band else "No band."
        )
        date = self.population_date or "date not recorded"
        return (
            f"Scenario: {clipped(self.scenario.name)}. "
            f"Population basis: {self.basis.words.lower()}, {date}. {limits} {self.source_words}"
        )

    @cached_property
    def source_words(self) -> str:
        """Where the people of the basis come from."""
        told = source_told(self.project, self.basis)
        return f"Source: {clipped(told)}." if told else "Source: not recorded."

    @cached_property
    def services(self) -> ServiceFigures:
        """What the service-scope matrix says."""
        return ServiceFigures(self.project, self.scenario, self.figures)

    def titled(self, title: str) -> str:
        """A title with the scenario's status."""
        return f"{title} ({self.status})"

    @cached_property
    def export_id(self) -> str:
        """Identity of what is exported: the same scenario with the same figures gives the same id."""
        codes = [str(code) for code in self.project.area.units.codes]
        content = {
            "project": self.project.name,
            "scenario": self._scenario_content(codes),
            "figures": figures_json(self.figures),
            "profile": self.profile,
            "public": self.public,
        }
        return hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()[:16]

    def _scenario_content(self, codes: list[str]) -> object:
        """The scenario without its notes of earlier exports, which must not make another id."""
        value = snapshot(self.scenario, codes)
        kept = tuple(item for item in value.registers if not item[0].endswith("_export"))
        return snapshot_to_json(replace(value, registers=kept))

    def parent(self, *kinds: str) -> ParentColumn | None:
        """The first of these kinds of larger areas that the units have."""
        return find_parent(self.project, *kinds)


def find_council(project: Project) -> ParentColumn | None:
    """The local authorities of the units, under any of the names that files use for them."""
    return find_parent(project, "lad", "la", "local_authority", "local authority", "district")


def find_parent(project: Project, *kinds: str) -> ParentColumn | None:
    """The first of these kinds of larger areas that the units have, compared without case."""
    parents = {kind.casefold(): column for kind, column in project.area.units.parents.items()}
    return next((parents[kind] for kind in kinds if kind in parents), None)


def population_source(project: Project, basis: PopulationBasis) -> Source | None:
    """The source that tells the people of a basis, one whose edition is known before all others."""
    found = [
        source
        for word in _BASIS_WORDS[basis]
        for source in project.area.sources
        if word in source.dataset.casefold()
    ]
    return next((source for source in found if source.release), found[0] if found else None)


def population_date(project: Project, basis: PopulationBasis) -> str:
    """Edition of the source that tells the people of a basis; empty where no source says it."""
    source = population_source(project, basis)
    return "" if source is None else source.release


def source_told(project: Project, basis: PopulationBasis) -> str:
    """Publisher, data set and file that tell the people of a basis; empty where no source says it."""
    source = population_source(project, basis)
    return (
        "" if source is None else ", ".join(x for x in (source.publisher, source.dataset, source.file) if x)
    )


def clipped(words: str, most: int = 80) -> str:
    """Words cut to a length that leaves a line readable; the whole of them stands on the cover."""
    return words if len(words) <= most else words[: most - 1].rstrip() + "\N{HORIZONTAL ELLIPSIS}"
