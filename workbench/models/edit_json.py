"""Edits as JSON for the journal, and back; every value type has one plain form."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from workbench.errors import ProjectError
from workbench.models.adjacency import Link
from workbench.models.edits import (
    Compound,
    Edit,
    HeadEdit,
    LocalityEdit,
    PracticeEdit,
    Reassignment,
    RulesEdit,
    ScenarioEdit,
    ScenarioSnapshot,
)
from workbench.models.localities import Locality
from workbench.models.populations import PopulationBasis
from workbench.models.practices import AssignedHow, PracticeAssignment
from workbench.models.rules import Band, Rules
from workbench.models.scenario import ScenarioHead

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

Json = dict[str, Any]


def rules_to_json(rules: Rules) -> Json:
    """Rules as plain values."""
    return {
        "band": asdict(rules.band),
        "basis": str(rules.basis),
        "links": [asdict(link) for link in rules.links],
    }


def rules_from_json(value: Mapping[str, Any]) -> Rules:
    """Rules from plain values."""
    return Rules(
        band=Band(**value["band"]),
        basis=PopulationBasis(value["basis"]),
        links=tuple(Link(**link) for link in value["links"]),
    )


def assignment_to_json(assignment: PracticeAssignment) -> Json:
    """A practice assignment as plain values."""
    return {
        "shares": [list(pair) for pair in assignment.shares],
        "how": str(assignment.how),
        "locked": assignment.locked,
    }


def assignment_from_json(value: Mapping[str, Any]) -> PracticeAssignment:
    """A practice assignment from plain values."""
    shares = tuple((str(code), float(share)) for code, share in value["shares"])
    return PracticeAssignment(shares, AssignedHow(value["how"]), bool(value["locked"]))


def snapshot_to_json(value: ScenarioSnapshot | None) -> Json | None:
    """A scenario as plain values."""
    if value is None:
        return None
    return {
        "head": asdict(value.head),
        "rules": rules_to_json(value.rules),
        "localities": [asdict(locality) for locality in value.localities],
        "units": [list(pair) for pair in value.units],
        "practices": [[code, assignment_to_json(a)] for code, a in value.practices],
    }


def snapshot_from_json(value: Mapping[str, Any] | None) -> ScenarioSnapshot | None:
    """A scenario from plain values."""
    if value is None:
        return None
    return ScenarioSnapshot(
        head=ScenarioHead(**value["head"]),
        rules=rules_from_json(value["rules"]),
        localities=tuple(Locality(**locality) for locality in value["localities"]),
        units=tuple((unit, code) for unit, code in value["units"]),
        practices=tuple((code, assignment_from_json(a)) for code, a in value["practices"]),
    )


def _locality_to_json(value: Locality | None) -> Json | None:
    return None if value is None else asdict(value)


def _locality_from_json(value: Mapping[str, Any] | None) -> Locality | None:
    return None if value is None else Locality(**value)


def _codes_to_json(codes: tuple[str | None, ...]) -> list[str | None] | Json:
    """One code for all units is written once."""
    return {"all": codes[0], "count": len(codes)} if len(codes) > 1 and len(set(codes)) == 1 else list(codes)


def _codes_from_json(value: list[str | None] | Json) -> tuple[str | None, ...]:
    return (value["all"],) * value["count"] if isinstance(value, dict) else tuple(value)


def edit_to_json(edit: Edit) -> Json:
    """An edit as plain values, its kind under "kind"."""
    head: Json = {"kind": type(edit).__name__, "scenario": edit.scenario, "label": edit.label}
    match edit:
        case Reassignment():
            body: Json = {
                "units": list(edit.units),
                "before": _codes_to_json(edit.before),
                "after": _codes_to_json(edit.after),
            }
        case LocalityEdit():
            body = {"before": _locality_to_json(edit.before), "after": _locality_to_json(edit.after)}
        case PracticeEdit():
            body = {
                "practices": list(edit.practices),
                "before": [assignment_to_json(a) for a in edit.before],
                "after": [assignment_to_json(a) for a in edit.after],
            }
        case RulesEdit():
            body = {"before": rules_to_json(edit.before), "after": rules_to_json(edit.after)}
        case HeadEdit():
            body = {"before": asdict(edit.before), "after": asdict(edit.after)}
        case ScenarioEdit():
            body = {
                "before": snapshot_to_json(edit.before),
                "after": snapshot_to_json(edit.after),
                "position": edit.position,
            }
        case Compound():
            body = {"parts": [edit_to_json(part) for part in edit.parts]}
    return head | body


def _reassignment(value: Json, scenario: str, label: str) -> Edit:
    before, after = _codes_from_json(value["before"]), _codes_from_json(value["after"])
    return Reassignment(scenario, tuple(value["units"]), before, after, label)


def _locality_edit(value: Json, scenario: str, label: str) -> Edit:
    before, after = _locality_from_json(value["before"]), _locality_from_json(value["after"])
    return LocalityEdit(scenario, before, after, label)


def _practice_edit(value: Json, scenario: str, label: str) -> Edit:
    before = tuple(assignment_from_json(a) for a in value["before"])
    after = tuple(assignment_from_json(a) for a in value["after"])
    return PracticeEdit(scenario, tuple(value["practices"]), before, after, label)


def _rules_edit(value: Json, scenario: str, label: str) -> Edit:
    return RulesEdit(scenario, rules_from_json(value["before"]), rules_from_json(value["after"]), label)


def _head_edit(value: Json, scenario: str, label: str) -> Edit:
    return HeadEdit(scenario, ScenarioHead(**value["before"]), ScenarioHead(**value["after"]), label)


def _scenario_edit(value: Json, scenario: str, label: str) -> Edit:
    before, after = snapshot_from_json(value["before"]), snapshot_from_json(value["after"])
    return ScenarioEdit(scenario, before, after, int(value["position"]), label)


def _compound(value: Json, scenario: str, label: str) -> Edit:
    return Compound(scenario, tuple(edit_from_json(part) for part in value["parts"]), label)


_READERS: dict[str, Callable[[Json, str, str], Edit]] = {
    "Reassignment": _reassignment,
    "LocalityEdit": _locality_edit,
    "PracticeEdit": _practice_edit,
    "RulesEdit": _rules_edit,
    "HeadEdit": _head_edit,
    "ScenarioEdit": _scenario_edit,
    "Compound": _compound,
}


def edit_from_json(value: Json) -> Edit:
    """The edit of plain values.

    Raises:
        ProjectError: the kind of edit is not known to this version.
    """
    reader = _READERS.get(str(value.get("kind")))
    if reader is None:
        raise ProjectError(
            f"The history holds a step of the unknown kind “{value.get('kind')}”.",
            why="The project was probably written by a newer version.",
            remedy="Open it with that version.",
        )
    return reader(value, str(value["scenario"]), str(value["label"]))
