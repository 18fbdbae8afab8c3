"""What a refresh changes: areas, people by source, practices, and what a planner has to decide."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from workbench.metrics.figures_json import number

DECISIONS: Mapping[str, str] = {
    "area_of_several": "Areas made of parts of several localities",
    "area_new": "Areas that no area before belongs to",
    "area_gone": "Areas that lie outside now",
    "link_lost": "Links that lead nowhere now",
    "link_of_split_area": "Links that end in an area that was split",
    "practice_new": "New practices without a locality",
    "practice_gone": "Practices that are gone",
    "hub_gone": "Localities whose hub site is gone",
}
"""What has to be decided, by the code of a decision."""


@dataclass(frozen=True)
class Decision:
    """Something that only a planner can decide. ``scenario`` is a name, "" for all of them.

    ``candidates`` are the codes of the localities, or the pairs of areas, between which there is a choice.
    """

    kind: str
    scenario: str
    code: str
    text: str
    candidates: tuple[str, ...] = ()


@dataclass(frozen=True)
class PeopleChange:
    """People before and after of one group of areas; their difference adds up over all groups."""

    group: str
    areas_before: int
    areas_after: int
    before: float
    after: float

    @property
    def difference(self) -> float:
        """People after less people before."""
        return self.after - self.before

    def as_json(self) -> dict[str, Any]:
        """Plain values."""
        return {
            "group": self.group, "areas_before": self.areas_before, "areas_after": self.areas_after,
            "before": number(self.before), "after": number(self.after), "difference": number(self.difference),
        }  # fmt: skip


@dataclass(frozen=True)
class PracticeChange:
    """A practice that is new, gone, or has another list, PCN or place. Numbers are None where not known."""

    kind: str
    code: str
    name: str
    before: float | None = None
    after: float | None = None
    text: str = ""

    def as_json(self) -> dict[str, Any]:
        """Plain values."""
        return {
            "kind": self.kind, "code": self.code, "name": self.name,
            "before": None if self.before is None else number(self.before),
            "after": None if self.after is None else number(self.after), "text": self.text or None,
        }  # fmt: skip


@dataclass
class RefreshReport:
    """The report of a refresh. ``sources`` pairs a data set with its source before and after."""

    lookup: str = ""
    estimated: int = 0
    people: list[PeopleChange] = field(default_factory=list)
    registered: tuple[float, float] = (float("nan"), float("nan"))
    sources: list[tuple[str, str, str]] = field(default_factory=list)
    localities: dict[str, list[PeopleChange]] = field(default_factory=dict)
    practices: list[PracticeChange] = field(default_factory=list)
    decisions: list[Decision] = field(default_factory=list)
    history_kept: bool = True

    @property
    def before(self) -> float:
        """Residents before."""
        return sum(one.before for one in self.people)

    @property
    def after(self) -> float:
        """Residents after."""
        return sum(one.after for one in self.people)

    def as_json(self) -> dict[str, Any]:
        """The report as the command line prints it."""
        return {
            "lookup": self.lookup or None,
            "estimated_pairs": self.estimated,
            "resident": {
                "before": number(self.before),
                "after": number(self.after),
                "difference": number(self.after - self.before),
            },
            "registered": {"before": number(self.registered[0]), "after": number(self.registered[1])},
            "areas": [one.as_json() for one in self.people],
            "sources": [
                {"dataset": name, "before": one or None, "after": two or None}
                for name, one, two in self.sources
            ],
            "scenarios": {name: [one.as_json() for one in rows] for name, rows in self.localities.items()},
            "practices": [one.as_json() for one in self.practices],
            "decisions": [asdict(one) for one in self.decisions],
            "history_kept": self.history_kept,
        }

    def as_text(self) -> list[str]:
        """The report in lines for people."""
        lines = [
            f"Residents: {self.before:,.0f} before, {self.after:,.0f} after "
            f"({_signed(self.after - self.before)})"
        ]
        lines += [
            f"  {one.group}: {one.areas_before:,} areas before, {one.areas_after:,} after; residents "
            f"{one.before:,.0f} before, {one.after:,.0f} after ({_signed(one.difference)})"
            for one in self.people
        ]
        lines += [
            f"  {name}: {one or 'none'} before, {two or 'none'} after" for name, one, two in self.sources
        ]
        if self.lookup:
            lines.append(f"Areas go by the look-up {self.lookup}")
        if self.estimated:
            told = "that the look-up does not tell" if self.lookup else "for want of a look-up"
            lines.append(f"Estimated by shared area, {told}: {self.estimated:,} pairs of areas")
        for scenario, rows in self.localities.items():
            lines.append(f"{scenario}:")
            lines += [
                f"  {one.group}: {_areas(one.areas_before)}, {one.before:,.0f} residents before; "
                f"{_areas(one.areas_after)}, {one.after:,.0f} after ({_signed(one.difference)})"
                for one in rows
            ]
        kinds = dict.fromkeys(one.kind for one in self.practices)
        for kind in kinds:
            found = [one for one in self.practices if one.kind == kind]
            shown = "; ".join(f"{one.code} {one.name}" for one in found[:5])
            lines.append(
                f"Practices, {kind}: {len(found):,} ({shown}{' and more' if len(found) > 5 else ''})"
            )
        for kind, title in DECISIONS.items():
            asked = [one for one in self.decisions if one.kind == kind]
            if asked:
                shown = "; ".join(dict.fromkeys(f"{one.code}: {one.text}" for one in asked[:5]))
                lines.append(f"To decide: {title}: {len(asked):,} ({shown})")
        if not self.history_kept:
            lines.append("Earlier steps cannot be undone on the new data; the scenarios are as they were")
        return lines


def _areas(count: int) -> str:
    return f"{count:,} area" if count == 1 else f"{count:,} areas"


def _signed(value: float) -> str:
    return f"{value:+,.0f}".replace("-", "−")
