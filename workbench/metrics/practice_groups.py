"""Groups of practices, the units where they hold most patients, and parts joined to their neighbours."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from workbench.metrics.contiguity import ContiguityGraph
from workbench.metrics.practice_rules import is_outside
from workbench.models.practices import AssignedHow
from workbench.models.project import StudyArea
from workbench.models.scenario import Scenario

NONE = -1
"""Group of a unit or practice that is in none."""


@dataclass(frozen=True)
class PracticeGroup:
    """Practices (codes) that are to share a locality."""

    code: str
    name: str
    practices: tuple[str, ...]


def practices_that_count(area: StudyArea, scenario: Scenario) -> NDArray[np.bool_]:
    """Which practices may be in a group: all but border practices, unless a person has brought one in."""
    brought_in = [
        assignment.how is AssignedHow.HAND and bool(assignment.shares)
        for assignment in (scenario.assignment(str(code)) for code in area.practices.codes)
    ]
    outside = [is_outside(area, row) for row in range(len(area.practices))]
    return np.array(brought_in, dtype=bool) | ~np.array(outside, dtype=bool)


def groups_by_pcn(area: StudyArea, scenario: Scenario) -> tuple[PracticeGroup, ...]:
    """One group a PCN, in order of its code, of the practices that count and have one."""
    practices = area.practices
    codes = [
        str(pcn) or str(name) for pcn, name in zip(practices.pcn_codes, practices.pcn_names, strict=True)
    ]
    counts = practices_that_count(area, scenario)
    mapping = {str(practices.codes[i]): codes[i] for i in range(len(codes)) if counts[i] and codes[i]}
    names = {codes[i]: str(practices.pcn_names[i]) or codes[i] for i in reversed(range(len(codes)))}
    return groups_of(mapping, names)


def groups_of(
    group_of_practice: Mapping[str, str], names: Mapping[str, str] | None = None
) -> tuple[PracticeGroup, ...]:
    """Groups of a mapping from practice code to group code, in order of the group's code.

    Names that two groups share, but for case, get the group's code behind them.
    """
    members: dict[str, list[str]] = {}
    for practice, group in group_of_practice.items():
        members.setdefault(group, []).append(practice)
    named = {code: ((names or {}).get(code, "").strip() or code) for code in sorted(members)}
    folded = [name.casefold() for name in named.values()]
    return tuple(
        PracticeGroup(
            code,
            f"{name} ({code})" if folded.count(name.casefold()) > 1 else name,
            tuple(sorted(members[code])),
        )
        for code, name in named.items()
    )


class GroupPatients:
    """Registered patients of each unit at the practices of each group, in people."""

    def __init__(self, area: StudyArea, groups: tuple[PracticeGroup, ...]) -> None:
        patients, index = area.patients, area.practices.index_of
        of_practice = np.full(len(area.practices) + 1, NONE, dtype=np.int64)
        for number, group in enumerate(groups):
            of_practice[[index[code] for code in group.practices if code in index]] = number
        group_of_row = of_practice[patients.practice]
        used = (patients.unit >= 0) & (group_of_row >= 0)
        width = max(len(groups), 1)
        key = patients.unit[used].astype(np.int64) * width + group_of_row[used]
        # One key a unit and group keeps the table sparse at the size of England.
        keys, place = np.unique(key, return_inverse=True)
        self._people = np.bincount(place, patients.patients[used], minlength=len(keys)).astype(np.float64)
        self._unit, self._group = keys // width, keys % width
        self._start = np.searchsorted(self._unit, np.arange(patients.units + 1))
        self._units = patients.units

    def largest(self) -> NDArray[np.int32]:
        """Group with most patients of each unit, shape (units,); of equals the first, -1 without patients."""
        order = np.lexsort((self._group, -self._people, self._unit))
        order = order[self._people[order] > 0]
        unit, first = np.unique(self._unit[order], return_index=True)
        best = np.full(self._units, NONE, dtype=np.int32)
        best[unit] = self._group[order[first]]
        return best

    def in_group(self, labels: NDArray[np.int32]) -> float:
        """Patients registered in the group that ``labels`` gives their unit."""
        return float(self._people[labels[self._unit] == self._group].sum())

    def of_units(self, units: NDArray[np.int64]) -> dict[int, float]:
        """Patients of some units by group."""
        found: dict[int, float] = {}
        for unit in units:
            run = slice(int(self._start[unit]), int(self._start[unit + 1]))
            for group, people in zip(self._group[run], self._people[run], strict=True):
                found[int(group)] = found.get(int(group), 0.0) + float(people)
        return found


class _Detached(NamedTuple):
    """A detached part; its first three values say which goes first."""

    people: float
    size: int
    first: int
    group: int
    units: NDArray[np.int64]


def joined_parts(
    graph: ContiguityGraph,
    labels: NDArray[np.int32],
    patients: GroupPatients,
    people: NDArray[np.float64],
) -> NDArray[np.int32]:
    """Labels after every detached part of a group has joined a neighbouring group.

    The part with most ``people`` of each group stays. The smallest detached part goes first, to the
    group among its neighbours that holds most of its patients (of equals the first); then parts are
    looked for anew. Each step leaves fewer parts, so that it ends; parts without an assigned neighbour
    stay apart.
    """
    labels = labels.copy()
    detached: dict[int, list[_Detached]] = {}

    def look(group: int) -> None:
        parts = graph.parts(np.flatnonzero(labels == group), people).parts[1:]
        detached[group] = [
            _Detached(float(np.nansum(people[part])), len(part), int(part[0]), group, part)
            for part in parts
            if len(_around(graph, labels, part))
        ]

    for group in np.unique(labels[labels >= 0]):
        look(int(group))
    while any(detached.values()):
        smallest = min((part for parts in detached.values() for part in parts), key=lambda part: part[:3])
        held = patients.of_units(smallest.units)
        around = _around(graph, labels, smallest.units).tolist()
        goes = min(around, key=lambda other: (-held.get(other, 0.0), other))
        labels[smallest.units] = goes
        look(smallest.group)
        look(goes)
    return labels


def _around(graph: ContiguityGraph, labels: NDArray[np.int32], part: NDArray[np.int64]) -> NDArray[np.int32]:
    _, neighbours = graph.neighbours_of(part)
    others = np.unique(labels[neighbours])
    return others[(others >= 0) & (others != labels[part[0]])]
