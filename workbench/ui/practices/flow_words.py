"""What the flow table says in sentences: that it adds up, and how registered compares with resident."""

from __future__ import annotations

from workbench.metrics.figures import ScenarioFigures
from workbench.metrics.flows import OUTSIDE, UNPLACED, FlowTable
from workbench.ui import formats

USUAL_LOW, USUAL_HIGH = -0.05, 0.15
"""Registered exceeds resident by about 9% in England; what lies in these limits is called usual."""


def reconciled_words(table: FlowTable) -> str:
    """Say that each patient is in one cell, and where they live."""
    total = formats.number(table.total_in_file)
    keys = [end.key for end in table.rows]
    outside = float(table.people[keys.index(OUTSIDE)].sum())
    unplaced = float(table.people[keys.index(UNPLACED)].sum())
    return (
        f"Every one of {total} patients is in one cell:"
        f" {formats.number(table.living_in_area)} live in the area, {formats.number(outside)} outside,"
        f" {formats.number(unplaced)} without a place"
    )


def registered_words(figures: ScenarioFigures) -> str:
    """Registered people of the localities against the residents; empty where one is not known."""
    registered, resident = figures.totals.registered, figures.totals.resident
    if not formats.known(registered) or not formats.known(resident) or resident <= 0 or registered <= 0:
        return ""
    over = registered / resident - 1
    words = f"Registered is {formats.percent(abs(over))} {'above' if over >= 0 else 'below'} resident."
    return f"{words} This is usual." if USUAL_LOW <= over <= USUAL_HIGH else words
