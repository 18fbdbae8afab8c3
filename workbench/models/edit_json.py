"""Edits as JSON for the journal, and back; every value type has one plain form."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import asdict
from typing import Any

from workbench.errors import ProjectError
from workbench.models.adjacency import Link
from workbench.models.edits import (
    Compound,
    Edit,
    HeadEdit,
    LocalityEdit,
    PracticeEdit,
    Reassignment,
    RegisterEdit,
    RulesEdit,
    ScenarioEdit,
    ScenarioOrder,
    ScenarioSnapshot,
    ScopeEdit,
)
from workbench.models.localities import Locality, locality_from_json
from workbench.models.populations import PopulationBasis
from workbench.models.practices import AssignedHow, ConsultationView, PracticeAssignment
from workbench.models.registers import REGISTERS, Record, from_plain, plain
from workbench.models.rules import Band, Rules
from workbench.models.scenario import head_from_json
from workbench.models.scope import DEFAULT_CELL, CellKey, ScopeCell

Json = dict[str, Any]


def rules_to_json(rules: Rules) -> Json:
    """Rules as plain values."""
    return {
        "band": asdict(rules.band),
        "basis": str(rules.basis),
        "links": [asdict(link) for link in rules.links],
        "locked_units": list(rules.locked_units),
    }


def rules_from_json(value: Mapping[str, Any]) -> Rules:
    """Rules from plain values."""
    return Rules(
        band=Band(**value["band"]),
        basis=PopulationBasis(value["basis"]),
        links=tuple(Link(**link) for link in value["links"]),
        locked_units=tuple(value.get("locked_units", ())),  # files of before areas could be locked have none
    )


def assignment_to_json(assignment: PracticeAssignment) -> Json:
    """A practice assignment as plain values."""
    return {
        "shares": [list(pair) for pair in assignment.shares],
        "how": str(assignment.how),
        "locked": assignment.locked,
        "view": str(assignment.view),
    }


def assignment_from_json(value: Mapping[str, Any]) -> PracticeAssignment:
    """A practice assignment from plain values."""
    shares = tuple((str(code), float(share)) for code, share in value["shares"])
    view = ConsultationView(value.get("view", ConsultationView.PROPOSED))
    return PracticeAssignment(shares, AssignedHow(value["how"]), bool(value["locked"]), view)


def cell_to_json(cell: ScopeCell) -> Json:
    """What a cell has beyond the default, as plain values; enough to get the cell back."""
    default = plain(DEFAULT_CELL)
    return {name: value for name, value in plain(cell).items() if value != default[name]}


def cell_key(text: str) -> CellKey:
    """The key of a cell as it was written.

    Raises:
        ProjectError: the text is no key.
    """
    key = CellKey.parse(text)
    if key is None:
        raise ProjectError(f"“{text}” names no cell of the matrix.", remedy="Restore a backup.")
    return key


def record_from_json(register: str, value: Mapping[str, Any]) -> Record:
    """A record of a register from plain values.

    Raises:
        ProjectError: the register is not known to this version.
    """
    kind = REGISTERS.get(register)
    if kind is None:
        raise ProjectError(
            f"The project holds the unknown register “{register}”.",
            why="It was probably written by a newer version.",
            remedy="Open it with that version.",
        )
    record: Record = from_plain(kind, value)
    return record


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
        "scope": [[str(key), cell_to_json(cell)] for key, cell in value.scope],
        "registers": [[register, key, plain(record)] for register, key, record in value.registers],
    }


def snapshot_from_json(value: Mapping[str, Any] | None) -> ScenarioSnapshot | None:
    """A scenario from plain values."""
    if value is None:
        return None
    once: dict[str, str] = {}  # thousands of areas name some localities: each text is kept once
    return ScenarioSnapshot(
        head=head_from_json(value["head"]),
        rules=rules_from_json(value["rules"]),
        localities=tuple(locality_from_json(locality) for locality in value["localities"]),
        units=tuple((unit, code and once.setdefault(code, code)) for unit, code in value["units"]),
        practices=tuple((code, assignment_from_json(a)) for code, a in value["practices"]),
        scope=tuple((cell_key(key), from_plain(ScopeCell, cell)) for key, cell in value.get("scope", ())),
        registers=tuple(
            (register, key, record_from_json(register, record))
            for register, key, record in value.get("registers", ())
        ),
    )


def _locality_to_json(value: Locality | None) -> Json | None:
    return None if value is None else asdict(value)


def _locality_from_json(value: Mapping[str, Any] | None) -> Locality | None:
    return None if value is None else locality_from_json(value)


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
        case ScenarioEdit() | ScenarioOrder():
            body = _list_body(edit)
        case ScopeEdit():
            body = {
                "keys": [str(key) for key in edit.keys],
                "before": [cell_to_json(cell) for cell in edit.before],
                "after": [cell_to_json(cell) for cell in edit.after],
            }
        case RegisterEdit():
            body = {
                "register": edit.register,
                "key": edit.key,
                "before": None if edit.before is None else plain(edit.before),
                "after": None if edit.after is None else plain(edit.after),
            }
        case Compound():
            body = {"parts": [edit_to_json(part) for part in edit.parts]}
    return head | body


def _list_body(edit: ScenarioEdit | ScenarioOrder) -> Json:
    """What an edit of the list of scenarios says."""
    if isinstance(edit, ScenarioOrder):
        return {"before": edit.before, "after": edit.after}
    before, after = snapshot_to_json(edit.before), snapshot_to_json(edit.after)
    return {"before": before, "after": after, "position": edit.position}


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
    return HeadEdit(scenario, head_from_json(value["before"]), head_from_json(value["after"]), label)


def _scenario_edit(value: Json, scenario: str, label: str) -> Edit:
    before, after = snapshot_from_json(value["before"]), snapshot_from_json(value["after"])
    return ScenarioEdit(scenario, before, after, int(value["position"]), label)


def _scenario_order(value: Json, scenario: str, label: str) -> Edit:
    return ScenarioOrder(scenario, int(value["before"]), int(value["after"]), label)


def _scope_edit(value: Json, scenario: str, label: str) -> Edit:
    before = tuple(from_plain(ScopeCell, cell) for cell in value["before"])
    after = tuple(from_plain(ScopeCell, cell) for cell in value["after"])
    return ScopeEdit(scenario, tuple(cell_key(key) for key in value["keys"]), before, after, label)


def _register_edit(value: Json, scenario: str, label: str) -> Edit:
    register = str(value["register"])
    before, after = (
        None if value[side] is None else record_from_json(register, value[side])
        for side in ("before", "after")
    )
    return RegisterEdit(scenario, register, str(value["key"]), before, after, label)


def _compound(value: Json, scenario: str, label: str) -> Edit:
    return Compound(scenario, tuple(edit_from_json(part) for part in value["parts"]), label)


_READERS: dict[str, Callable[[Json, str, str], Edit]] = {
    "Reassignment": _reassignment,
    "LocalityEdit": _locality_edit,
    "PracticeEdit": _practice_edit,
    "RulesEdit": _rules_edit,
    "HeadEdit": _head_edit,
    "ScenarioEdit": _scenario_edit,
    "ScenarioOrder": _scenario_order,
    "ScopeEdit": _scope_edit,
    "RegisterEdit": _register_edit,
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
