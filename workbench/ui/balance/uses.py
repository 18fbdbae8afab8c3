"""The words of the balancer: what it can do, what a good plan is, and the parts of the score."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from workbench.balancing.objective import Preference


class Task(StrEnum):
    """What the window offers; the value names the menu entry."""

    BUILD = "build"
    REPAIR = "repair"
    ALTERNATIVES = "alternatives"
    FILL = "fill"
    SPLIT = "split"
    MERGE = "merge"


@dataclass(frozen=True)
class Words:
    """A name and a line that explains it."""

    name: str
    help: str


TASKS: dict[Task, Words] = {
    Task.BUILD: Words(
        "Build localities", "Draws every area anew that is not locked; your drawing stays until you accept"
    ),
    Task.REPAIR: Words(
        "Repair the drawing", "Brings every locality into the band and into one piece with the fewest moves"
    ),
    Task.ALTERNATIVES: Words(
        "Offer alternatives", "Draws several plans in which at least a fifth of all people live elsewhere"
    ),
    Task.FILL: Words(
        "Fill the rest", "Gives unassigned areas to new localities; what is drawn stays as it is"
    ),
    Task.SPLIT: Words("Split a locality", "Makes two or more localities of one; all others stay"),
    Task.MERGE: Words("Merge localities", "Makes one locality of several; all others stay"),
}

PREFERENCES: dict[Preference, Words] = {
    Preference.COMPACT: Words("Compact", "Short borders and round localities"),
    Preference.PRACTICES: Words(
        "Keep practices together", "As many patients as possible live in the locality of their practice"
    ),
    Preference.PARENTS: Words(
        "Respect council lines", "Borders follow those of larger areas, such as local authorities"
    ),
    Preference.FEW_CHANGES: Words("Few changes", "As many areas as possible stay where you have drawn them"),
    Preference.EQUAL: Words("Equal people", "Every locality as close to the target as it can be"),
}

PARTS: dict[str, Words] = {
    "people": Words("Near the target", "People above or below the target, squared: one far off counts more"),
    "cut_edges": Words("Few cut neighbours", "Pairs of neighbouring areas that lie in different localities"),
    "border": Words("Short borders", "Length of the borders between localities"),
    "inertia": Words("Close together", "How far people live from the middle of their locality, squared"),
    "parents": Words("Larger areas whole", "Borders inside a local authority or another larger area"),
    "practices": Words("Patients with their practice", "Patients whose practice stands in another locality"),
    "hubs": Words("Near the hub site", "How far people live from the hub site of their locality"),
    "changes": Words("Few changes", "Areas that leave the locality where you have drawn them"),
}
"""The parts of the objective by name; docs/methods.md gives the formulas."""
