"""Carry what was decided on the old areas over to the new ones."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from workbench.models.adjacency import Link
from workbench.models.conversion import Conversion
from workbench.models.hierarchy import Hierarchy
from workbench.models.meeting import ParkedNote, PlanSnapshot
from workbench.models.plan import Plan
from workbench.models.registers import PlanExport, Registers
from workbench.models.rules import Rules
from workbench.models.units import UnitTable
from workbench.session.refresh.report import Decision


@dataclass(frozen=True, eq=False)
class Carrier:
    """The old areas, the new ones, and which has whose people."""

    before: UnitTable
    after: UnitTable
    conversion: Conversion

    @cached_property
    def origins(self) -> dict[str, tuple[tuple[str, float], ...]]:
        """Old areas of each new one with the people that each of them brings, most people first."""
        weights = dict(zip(self.after.codes.tolist(), self.after.resident.tolist(), strict=True))
        people = dict(zip(self.before.codes.tolist(), self.before.resident.tolist(), strict=True))
        found: dict[str, list[tuple[str, float]]] = {str(code): [] for code in self.after.codes}
        for old in self.conversion.by_old:
            count = people.get(old, float("nan"))
            for new, share in self.conversion.shares(old, weights):
                if new in found:
                    found[new].append((old, share * (count if np.isfinite(count) else 1.0)))
        return {code: tuple(sorted(brought, key=lambda pair: -pair[1])) for code, brought in found.items()}

    def heirs(self, old: str) -> tuple[str, ...]:
        """The new areas that have people of an old one."""
        return tuple(row.new for row in self.conversion.by_old.get(old, ()))

    def value_of(self, new: str, values: Mapping[str, str]) -> tuple[str, bool]:
        """What most of a new area's people had, and whether all of them had the same; "" is nothing."""
        votes: dict[str, float] = {}
        for old, people in self.origins[new]:
            value = values.get(old, "")
            votes[value] = votes.get(value, 0.0) + people
        if not votes:
            return "", True
        return max(votes, key=lambda value: (votes[value], value)), len(votes) == 1

    # -- plans
    def plan(self, plan: Plan, scenario: str, decisions: list[Decision]) -> Plan:
        """The same localities on the new areas; areas whose parts lay in several need a decision."""
        old = {
            str(code): found
            for unit, code in enumerate(self.before.codes)
            if (found := plan.code_of_unit(unit)) is not None
        }
        twin = plan.copy()
        wanted: list[str | None] = []
        for code in self.after.codes.tolist():
            value, agreed = self.value_of(code, old)
            wanted.append(value or None)
            if not agreed:
                parts = "; ".join(
                    f"{one} in {self._name(plan, old.get(one))}" for one, _ in self.origins[code]
                )
                decisions.append(
                    Decision(
                        "area_of_several",
                        scenario,
                        code,
                        f"{self._name(plan, value)} by most people: {parts}",
                        tuple(
                            dict.fromkeys(found for one, _ in self.origins[code] if (found := old.get(one)))
                        ),
                    )
                )
            if not self.origins[code]:
                decisions.append(Decision("area_new", scenario, code, "New area, unassigned"))
        twin.labels = twin.slots_of(wanted)
        return twin

    @staticmethod
    def _name(plan: Plan, code: str | None) -> str:
        locality = plan.get(code) if code else None
        return locality.name if locality is not None else "no locality"

    # -- rules
    def rules(self, rules: Rules, scenario: str, decisions: list[Decision]) -> Rules:
        """Locked areas and links on the new areas: an area is locked if all of it was."""
        locked = dict.fromkeys(rules.locked_units, "yes")
        kept = [code for code in self.after.codes.tolist() if self.value_of(code, locked) == ("yes", True)]
        links: list[Link] = []
        for link in rules.links:
            ends = [self.heirs(end) for end in (link.unit_a, link.unit_b)]
            if not all(ends):
                decisions.append(
                    Decision("link_lost", scenario, link.name, "An end of the link lies outside now")
                )
                continue
            if ends[0][0] == ends[1][0]:
                decisions.append(Decision("link_lost", scenario, link.name, "Both ends lie in one area now"))
                continue
            links.append(replace(link, unit_a=ends[0][0], unit_b=ends[1][0]))
            if any(len(end) > 1 for end in ends):
                decisions.append(
                    Decision(
                        "link_of_split_area",
                        scenario,
                        link.name,
                        f"An end was split; it is now at {ends[0][0]} and {ends[1][0]}",
                        tuple(f"{one}|{two}" for one in ends[0] for two in ends[1]),
                    )
                )
        return replace(rules, locked_units=tuple(kept), links=tuple(links))

    # -- registers
    def registers(self, registers: Registers) -> Registers:
        """The same records; those that name areas name the new ones."""
        carried = Registers()
        for register, key, record in registers.items():
            if isinstance(record, PlanSnapshot | PlanExport):
                carried.put(register, key, replace(record, units=self._grouped(record.locality_of)))
            elif isinstance(record, Hierarchy):
                of_old = dict(record.units)
                pairs = ((code, self.value_of(code, of_old)[0]) for code in self.after.codes.tolist())
                carried.put(register, key, replace(record, units=tuple((c, v) for c, v in pairs if v)))
            elif isinstance(record, ParkedNote):
                heirs = self.heirs(record.unit)
                carried.put(register, key, replace(record, unit=heirs[0] if heirs else ""))
            else:
                carried.put(register, key, record)
        return carried

    def _grouped(self, old: Mapping[str, str]) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """New areas by the locality that most of their people had."""
        groups: dict[str, list[str]] = {}
        for code in self.after.codes.tolist():
            value, _ = self.value_of(code, old)
            if value:
                groups.setdefault(value, []).append(code)
        return tuple((value, tuple(codes)) for value, codes in groups.items())


def residents_of(units: UnitTable, codes: Iterable[str]) -> float:
    """Known residents of some areas."""
    rows = [units.index_of[code] for code in codes if code in units.index_of]
    return float(np.nansum(units.resident[rows])) if rows else 0.0
