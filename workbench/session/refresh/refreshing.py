"""Give a project newer data and keep its scenarios."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from workbench.models.conversion import Change, Conversion
from workbench.models.history import History
from workbench.models.plan import UNASSIGNED, Plan
from workbench.models.practices import PracticeTable
from workbench.models.project import Project, StudyArea
from workbench.models.scenario import Scenario
from workbench.models.units import UnitTable
from workbench.session.refresh.carrying import Carrier, residents_of
from workbench.session.refresh.matching import conversion_between
from workbench.session.refresh.report import Decision, PeopleChange, PracticeChange, RefreshReport

_MOVED_M = 1.0
_LIST_SHARE = 0.05
"""A list that changed by more than this is told."""


@dataclass(frozen=True)
class Refreshed:
    """A project with newer data, not yet written anywhere, and what changed. The old project is as it was."""

    project: Project
    history: History
    report: RefreshReport


def refresh_project(
    project: Project, area: StudyArea, *, lookup: Conversion | None = None, history: History | None = None
) -> Refreshed:
    """The project on the newer data: every plan on the new areas, rules and registers with it.

    Areas go by the look-up; without one, areas of the same code are unchanged and the rest go by shared
    area. Steps of the history are kept only where they still fit: the same areas, and no practice gone.
    """
    before = project.area
    carrier = Carrier(before.units, area.units, conversion_between(before.units, area.units, lookup))
    report = RefreshReport(lookup=carrier.conversion.source)
    report.estimated = sum(row.estimated for row in carrier.conversion.rows)
    report.people = _people(carrier)
    report.registered = float(before.patients.by_unit.sum()), float(area.patients.by_unit.sum())
    report.sources = _sources(before, area)
    report.practices = _practices(before.practices, area.practices)
    same_areas = np.array_equal(before.units.codes, area.units.codes)
    gone = {code for code in before.practices.index_of if code not in area.practices.index_of}
    report.history_kept = same_areas and not gone
    fresh = Project(project.name, area, registers=carrier.registers(project.registers))
    fresh.follow_hierarchies()
    for scenario in project.scenarios:
        fresh.scenarios.append(_carried(scenario, carrier, area, gone, report))
    lost = [code for code in before.units.codes.tolist() if not carrier.heirs(code)]
    report.decisions[:0] = [
        Decision("area_gone", "", code, "No area of the new data has it") for code in lost
    ]
    if not project.scenarios:
        report.decisions += [
            Decision("area_new", "", code, "New area")
            for code, origins in carrier.origins.items()
            if not origins
        ]
    _tell_practices(before.practices, area.practices, project, report)
    return Refreshed(fresh, history if history is not None and report.history_kept else History(), report)


def _carried(
    scenario: Scenario, carrier: Carrier, area: StudyArea, gone: set[str], report: RefreshReport
) -> Scenario:
    plan = carrier.plan(scenario.plan, scenario.name, report.decisions)
    rules = carrier.rules(scenario.rules, scenario.name, report.decisions)
    report.localities[scenario.name] = _localities(carrier, scenario.plan, plan)
    sites = area.practices.index_of.keys() | area.sites.index_of.keys()
    report.decisions += [
        Decision("hub_gone", scenario.name, one.code, f"{one.name}: {one.hub_site} is not in the new data")
        for one in plan
        if one.hub_site and one.hub_site not in sites
    ]
    practices = {code: how for code, how in scenario.practices.items() if code not in gone}
    return Scenario(
        scenario.head, plan, rules, practices, dict(scenario.scope), carrier.registers(scenario.registers)
    )


def _people(carrier: Carrier) -> list[PeopleChange]:
    """Residents before and after by what happened to the areas; every area is in one group.

    An area's group is that of the gravest change among the rows that reach it, followed through: areas that
    share a row are in one group.
    """
    order = [Change.UNCHANGED, Change.SPLIT, Change.MERGED, Change.IRREGULAR]
    old_group: dict[str, Change] = {}
    new_group: dict[str, Change] = {}
    for row in sorted(carrier.conversion.rows, key=lambda row: order.index(row.change)):
        old_group[row.old] = new_group[row.new] = row.change
    for _ in range(len(order)):
        for row in carrier.conversion.rows:
            gravest = max(old_group[row.old], new_group[row.new], key=order.index)
            old_group[row.old] = new_group[row.new] = gravest
    result: list[PeopleChange] = []
    for change in order:
        old = [code for code, group in old_group.items() if group is change]
        new = [code for code, group in new_group.items() if group is change]
        if old or new:
            result.append(_change(change.words, carrier, old, new))
    lost = [code for code in carrier.before.index_of if code not in old_group]
    fresh = [code for code in carrier.after.index_of if code not in new_group]
    if lost or fresh:
        result.append(_change("Only before or only after", carrier, lost, fresh))
    return result


def _change(group: str, carrier: Carrier, old: list[str], new: list[str]) -> PeopleChange:
    return PeopleChange(
        group, len(old), len(new), residents_of(carrier.before, old), residents_of(carrier.after, new)
    )


def _localities(carrier: Carrier, old: Plan, new: Plan) -> list[PeopleChange]:
    """Residents of each locality before and after, and of the unassigned areas."""
    slots = [(one.name, old.slot(one.code)) for one in old] + [("Unassigned", UNASSIGNED)]
    return [
        PeopleChange(
            name, int((old.labels == slot).sum()), int((new.labels == slot).sum()),
            _sum(carrier.before, old, slot), _sum(carrier.after, new, slot),
        )
        for name, slot in slots
    ]  # fmt: skip


def _sum(units: UnitTable, plan: Plan, slot: int) -> float:
    return float(np.nansum(units.resident[plan.labels == slot]))


def _sources(before: StudyArea, after: StudyArea) -> list[tuple[str, str, str]]:
    """Each data set with the edition and file that it came from before and after, where these differ."""
    one, two = _editions(before), _editions(after)
    return [
        (name, one.get(name, ""), two.get(name, ""))
        for name in dict.fromkeys((*one, *two))
        if one.get(name) != two.get(name)
    ]


def _editions(area: StudyArea) -> dict[str, str]:
    """Editions and files by data set; the start of the SHA-256 tells files of one name apart."""
    found: dict[str, list[str]] = {}
    for one in area.sources:
        told = f"{one.release}, {one.file}" if one.release else one.file
        found.setdefault(one.dataset, []).append(f"{told}, {one.sha256[:8]}")
    return {dataset: "; ".join(names) for dataset, names in found.items()}


def _practices(before: PracticeTable, after: PracticeTable) -> list[PracticeChange]:
    """Practices that are new or gone, and those with another list, PCN or place."""
    changes: list[PracticeChange] = []
    for code, row in after.index_of.items():
        if code not in before.index_of:
            changes.append(
                PracticeChange("new", code, str(after.names[row]), None, _known(after.list_size[row]))
            )
    for code, row in before.index_of.items():
        name = str(before.names[row])
        now = after.index_of.get(code)
        lists = _known(before.list_size[row])
        if now is None:
            changes.append(PracticeChange("gone", code, name, lists, None))
            continue
        size = _known(after.list_size[now])
        if lists is not None and size is not None and abs(size - lists) > _LIST_SHARE * max(lists, 1.0):
            changes.append(PracticeChange("list changed by more than 5%", code, name, lists, size))
        if before.pcn_codes[row] != after.pcn_codes[now]:
            words = f"{before.pcn_codes[row] or 'none'} then {after.pcn_codes[now] or 'none'}"
            changes.append(PracticeChange("another PCN", code, name, lists, size, words))
        metres = float(
            np.hypot(after.easting[now] - before.easting[row], after.northing[now] - before.northing[row])
        )
        if metres >= _MOVED_M:
            changes.append(PracticeChange("moved", code, name, lists, size, f"{metres:,.0f} m"))
    return changes


def _known(value: float) -> float | None:
    return float(value) if np.isfinite(value) else None


def _tell_practices(
    before: PracticeTable, after: PracticeTable, project: Project, report: RefreshReport
) -> None:
    """What has to be decided about practices that are new or gone."""
    for change in report.practices:
        if change.kind == "new":
            people = "" if change.after is None else f", {change.after:,.0f} patients"
            report.decisions.append(Decision("practice_new", "", change.code, f"{change.name}{people}"))
        elif change.kind == "gone":
            held = [
                f"{scenario.locality_name(main)} in {scenario.name}"
                for scenario in project.scenarios
                if (main := scenario.assignment(change.code).main)
            ]
            words = change.name + (f", was assigned to {', '.join(held)}" if held else "")
            report.decisions.append(Decision("practice_gone", "", change.code, words))
