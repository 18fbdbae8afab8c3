"""Builders for what a scenario is called, what is said of it, and its place in the list."""

from __future__ import annotations

from dataclasses import replace

from workbench.errors import EditError
from workbench.models.edits import HeadEdit, ScenarioOrder
from workbench.models.impossible import impossible_in_head
from workbench.models.project import Project
from workbench.models.scenario import ORGANISATIONAL_FORMS, STATUSES, Scenario, ScenarioHead
from workbench.session.plan_edits import one_line

FIELD_WORDS = {
    "status": "Status",
    "organisational_form": "Organisational form",
    "author": "Author",
    "date": "Date",
    "description": "Description",
    "caveats": "Caveats",
    "decision": "Decision asked",
    "note": "Internal note",
}
"""What can be said of a scenario, in the order of the form, with the words that readers see."""
LONG_FIELDS = frozenset({"description", "caveats", "decision", "note"})
"""Fields that may have several lines."""
NOT_RECORDED = "Not recorded"


def renamed(scenario: Scenario, name: str) -> HeadEdit:
    """The edit that gives a scenario another name."""
    after = replace(scenario.head, name=one_line(name))
    return HeadEdit(scenario.id, scenario.head, after, f"Rename scenario to {after.name}")


def described(scenario: Scenario, **said: str) -> HeadEdit | None:
    """The edit that says something of a scenario; None where it says so already.

    Status and organisational form are taken in any case of letters; "Not decided" leaves the form open.

    Raises:
        EditError: a status or form that is none, or a date that is none.
    """
    unknown = sorted(set(said) - set(FIELD_WORDS))
    if unknown:
        raise EditError(f"A scenario has no field “{unknown[0]}”.", remedy=f"Use {', '.join(FIELD_WORDS)}.")
    values = {name: _tidy(name, text) for name, text in said.items()}
    after: ScenarioHead = replace(scenario.head, **values)
    problem = impossible_in_head(after)
    if problem:
        raise EditError(problem, remedy="Nothing has changed.")
    changed = [name for name in FIELD_WORDS if getattr(after, name) != getattr(scenario.head, name)]
    if not changed:
        return None
    return HeadEdit(scenario.id, scenario.head, after, _label(after, changed))


def moved_to(project: Project, scenario: Scenario, position: int) -> ScenarioOrder | None:
    """The edit that gives a scenario another place in the list, from 0; None where it is there already."""
    now = project.scenarios.index(scenario)
    wanted = max(0, min(position, len(project.scenarios) - 1))
    if wanted == now:
        return None
    way = "left" if wanted < now else "right"
    return ScenarioOrder(scenario.id, now, wanted, f"Move scenario {scenario.name} to the {way}")


def origin_words(project: Project, head: ScenarioHead) -> str:
    """Which scenario this one began as, with its name of today; empty where it began empty."""
    if not head.copied_from:
        return ""
    now = next((s.name for s in project.scenarios if s.id == head.copied_from), "")
    if not now:
        return f"Copied from {head.copied_name or 'a scenario'}, since deleted"
    before = head.copied_name
    return f"Copied from {now}" + (f", then named {before}" if before and before != now else "")


def head_json(project: Project, head: ScenarioHead) -> dict[str, str | None]:
    """What is said of a scenario as plain values; what is not recorded is null."""
    origin = next((s.name for s in project.scenarios if s.id == head.copied_from), head.copied_name)
    return {name: getattr(head, name) or None for name in FIELD_WORDS} | {"copied_from": origin or None}


def head_lines(project: Project, head: ScenarioHead) -> list[str]:
    """What is said of a scenario, a line a field."""
    values = {name: getattr(head, name) or NOT_RECORDED for name in FIELD_WORDS}
    values["organisational_form"] = head.form_words
    lines = [head.name, *(f"{FIELD_WORDS[name]}: {value}" for name, value in values.items())]
    return [*lines, *filter(None, [origin_words(project, head)])]


def _label(head: ScenarioHead, changed: list[str]) -> str:
    """What the step says in the history: the one value where one changed and it is short."""
    if len(changed) == 1 and changed[0] not in LONG_FIELDS:
        value = head.form_words if changed == ["organisational_form"] else getattr(head, changed[0])
        return f"{FIELD_WORDS[changed[0]]} of {head.name}: {value or NOT_RECORDED}"
    return f"Describe scenario {head.name}"


def _tidy(name: str, text: str) -> str:
    if name in LONG_FIELDS:
        return "\n".join(" ".join(line.split()) for line in text.strip().splitlines())
    tidy = one_line(text)
    if name == "status":
        return _as_known(tidy, STATUSES)
    if name == "organisational_form":
        return "" if tidy.casefold() == "not decided" else _as_known(tidy, ORGANISATIONAL_FORMS)
    return tidy


def _as_known(text: str, known: tuple[str, ...]) -> str:
    """The known word that is meant, whatever its case and with hyphens for spaces; else the text itself."""
    return {word.casefold(): word for word in known}.get(text.casefold().replace("-", " "), text)
