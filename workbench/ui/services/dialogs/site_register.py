"""The provider sites of a scenario as a register: which localities each serves, typed by their numbers."""

from __future__ import annotations

import re

from workbench.errors import EditError
from workbench.metrics.providers_by_locality import SiteInUse, sites_in_use
from workbench.models.edits import Edit
from workbench.models.project import Project
from workbench.models.scenario import Scenario
from workbench.session.provider_edits import serve_localities
from workbench.ui import formats
from workbench.ui.services.dialogs.record_table import RecordColumn, RecordSource

SERVES = 4
NOWHERE = "none"
"""What is typed for a site that serves no locality."""


def site_source(project: Project, scenario: Scenario) -> RecordSource:
    """Sites with the localities that they serve; emptied, a site serves the one that it stands in."""

    def numbers(site: SiteInUse) -> str:
        found = [scenario.plan.get(code) for code in site.localities]
        shown = ", ".join(str(place.number) for place in found if place is not None)
        return shown or (NOWHERE if site.by_choice else "")

    def chosen(site: SiteInUse) -> str:
        if site.stale:
            return "Old source, not counted"
        return "By hand" if site.by_choice else "Where it stands"

    def rows() -> list[tuple[str, list[str]]]:
        return [
            (one.code, [one.code, one.name, one.organisation, str(one.sector), numbers(one), chosen(one)])
            for one in sites_in_use(project.area, scenario, project.registers)
        ]

    def change(key: str, _at: int, text: str) -> Edit | None:
        return serve_localities(project, scenario, [key], _localities(scenario, text))

    def note() -> str:
        by_hand = sum(one.by_choice for one in sites_in_use(project.area, scenario, project.registers))
        how = f"Type the numbers of localities, as in 1, 3, or {NOWHERE}; empty is where a site stands."
        return f"{how} {formats.count(by_hand, 'site')} by hand" if by_hand else how

    columns = (
        RecordColumn("Code", fixed=True), RecordColumn("Site", fixed=True),
        RecordColumn("Organisation", fixed=True), RecordColumn("Sector", fixed=True), RecordColumn("Serves"),
        RecordColumn("Chosen", fixed=True),
    )  # fmt: skip
    return RecordSource(columns, rows, change, stretch=(1,), note=note)


def _localities(scenario: Scenario, text: str) -> list[str] | None:
    """Codes of the localities with these numbers; None for where the site stands.

    Raises:
        EditError: a number is none, or no locality has it.
    """
    words = [word for word in re.split(r"[,;\s]+", text.strip()) if word]
    if not words:
        return None
    if [word.casefold() for word in words] == [NOWHERE]:
        return []
    code_of = {str(place.number): place.code for place in scenario.plan}
    unknown = [word for word in words if word not in code_of]
    if unknown:
        raise EditError(
            f"No locality has the number “{unknown[0]}”.",
            remedy=f"Type numbers of localities, as in 1, 3, or {NOWHERE}.",
        )
    return [code_of[word] for word in words]
