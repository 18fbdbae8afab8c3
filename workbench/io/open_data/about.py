"""What every file for other programs says of itself: scenario, status, basis, dates, licences."""

from __future__ import annotations

import workbench
from workbench.io.workbooks.cover import licences
from workbench.io.workbooks.facts import Facts, source_told

PUBLIC, INTERNAL = "Public version, without internal notes", "Internal version"
NOT_RECORDED = "Not recorded"
ASSUMPTIONS = (
    "Resident, registered and weighted people are three ways of counting and are never added together.",
    "Resident people of a locality add up its areas; registered people add up the lists of its practices, "
    "wherever the patients live. A split practice counts with its share.",
    "An empty cell is not known, or there is none; it is never nought. A sum that holds an unknown figure "
    "is not known either.",
    "A locality is in one piece where its areas share borders of more than 1 cm or have declared links.",
    "Outlines of localities are their areas without the borders between them. Where coordinates are degrees "
    "they were worked out from the National Grid by PROJ and rounded to six places, about 0.1 m.",
)


def about(facts: Facts) -> dict[str, str]:
    """Labels and words, in the order in which they are read."""
    head, totals, band = facts.scenario.head, facts.figures.totals, facts.figures.rules.band
    limits = f"{band.low:,} to {band.high:,}, target {band.target:,}" if facts.has_band else "No band"
    found = {
        "title": f"{facts.project.name}: {head.name} ({facts.status})",
        "project": facts.project.name,
        "scenario": head.name,
        "scenario_id": head.id,
        "status": facts.status,
        "description": head.description,
        "caveats": head.caveats,
        "organisational_form": head.form_words,
        "author": head.author,
        "date": head.date,
        "decision_asked": head.decision,
        "version": PUBLIC if facts.public else INTERNAL,
        "made_at": facts.now.isoformat(timespec="seconds"),
        "made_with": f"Locality Workbench {workbench.__version__}",
        "population_basis": facts.people_column,
        "population_date": facts.population_date or NOT_RECORDED,
        "population_source": source_told(facts.project, facts.basis) or NOT_RECORDED,
        "band": limits,
        "areas": f"{totals.area_units:,}, {totals.unassigned_units:,} of them unassigned",
        "boundaries": facts.project.area.units.vintage or NOT_RECORDED,
    }
    if not facts.public:
        found["note"] = head.note
    return {label: words for label, words in found.items() if words.strip()}


def notes(facts: Facts) -> tuple[str, ...]:
    """Licences, assumptions, and what was noticed in the data."""
    area = facts.project.area
    noticed = tuple(notice.text for notice in area.notices)
    links = tuple(
        f"Declared link ({link.kind}): {link.name}, joining {link.unit_a} and {link.unit_b}."
        for link in facts.figures.rules.links
    )
    return (*licences(facts, where="in the table sources"), *ASSUMPTIONS, *noticed, *links)
