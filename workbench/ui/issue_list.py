"""What deserves a look: localities outside the band, areas left over or cut off, practices elsewhere."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from workbench.metrics.figures import LocalityFigures
from workbench.metrics.practice_fit import PatientsByLocality
from workbench.models.plan import UNASSIGNED
from workbench.models.project import Project
from workbench.models.rules import Band
from workbench.models.scenario import Scenario
from workbench.session.live_figures import LiveFigures
from workbench.ui import formats
from workbench.ui.shown_figures import ShownFigures, no_units
from workbench.ui.status import BandState, band_state


@dataclass(frozen=True, eq=False)
class Issue:
    """One thing to look at: its kind, what is said about it, and what map and tables show."""

    kind: BandState
    text: str
    units: NDArray[np.int64]
    locality: str | None = None
    practice: str | None = None


@dataclass(frozen=True)
class IssueCount:
    """One entry of the strip: a kind, its words, and fewer words for a narrow window."""

    kind: BandState
    text: str
    short: str = ""


SKIPPED_BY_NEXT = (BandState.NEAR,)
"""Kinds that "Next issue" passes over: a locality near a limit is inside the band."""


def counts(
    shown: ShownFigures, *, cut_off_units: int, practices_elsewhere: int, near: int
) -> list[IssueCount]:
    """The entries of the strip; what there is none of is left out."""
    states = _states(shown, near)
    found = [
        IssueCount(BandState.OVER, f"{states[BandState.OVER]} over"),
        IssueCount(BandState.UNDER, f"{states[BandState.UNDER]} under"),
        IssueCount(BandState.UNKNOWN, f"{states[BandState.UNKNOWN]} not known"),
        IssueCount(
            BandState.NEAR, f"{states[BandState.NEAR]} near a limit", f"{states[BandState.NEAR]} near"
        ),
    ]
    found = [count for count in found if states[count.kind]]
    if shown.unassigned_units:
        words = f"{formats.count(shown.unassigned_units, 'area')} unassigned"
        people = formats.people(shown.unassigned_resident)
        found.append(IssueCount(BandState.UNASSIGNED, f"{words}, {people}", words))
    if cut_off_units:
        found.append(
            IssueCount(
                BandState.PARTS,
                f"{formats.count(cut_off_units, 'area')} cut off",
                f"{cut_off_units:,} cut off",
            )
        )
    if practices_elsewhere:
        words = formats.count(practices_elsewhere, "practice")
        found.append(
            IssueCount(BandState.PRACTICE, f"{words} outside their patients’ locality", f"{words} elsewhere")
        )
    return found


def _states(shown: ShownFigures, near: int) -> Counter[BandState]:
    """How many localities are in each state; a step of a stroke looks only at those that it touches."""
    band, preview = shown.rules.band, shown.preview
    if preview is None or not shown.committed:
        return _states_of(shown.rows, band, near)
    found = _states_of(shown.committed, band, near).copy()
    new = None if preview.added is None else preview.added.code
    found.subtract(band_state(row.people, band, near) for row in preview.before if row.code != new)
    found.update(band_state(row.people, band, near) for row in preview.after)
    return found


class _LastStates:
    """The states of the rows that were last asked for; only rows that differ from those are looked at."""

    def __init__(self) -> None:
        self._rows: tuple[LocalityFigures, ...] = ()
        self._asked: tuple[Band, int] | None = None
        self._states: Counter[BandState] = Counter()

    def of(self, rows: tuple[LocalityFigures, ...], band: Band, near: int) -> Counter[BandState]:
        if self._asked != (band, near) or len(self._rows) != len(rows):
            self._states = Counter(band_state(row.people, band, near) for row in rows)
        elif self._rows is not rows:
            for old, new in zip(self._rows, rows, strict=True):
                if old is not new:
                    self._states[band_state(old.people, band, near)] -= 1
                    self._states[band_state(new.people, band, near)] += 1
        self._rows, self._asked = rows, (band, near)
        return self._states


_states_of = _LastStates().of


def practices_elsewhere(project: Project, scenario: Scenario) -> list[tuple[str, str, str]]:
    """Practices assigned to another locality than most of their patients live in.

    Each as practice code, its locality and that of most patients.
    """
    area, plan = project.area, scenario.plan
    if not scenario.practices or not len(area.registrations):
        return []
    fit = PatientsByLocality(area.patients, plan.labels)
    found = []
    for row, code in enumerate(area.practices.codes):
        main = scenario.assignment(str(code)).main
        slots, _ = fit.of(row)
        if main is None or not len(slots):
            continue
        home = plan.locality(int(slots[0]))
        if home is not None and home.code != main:
            found.append((str(code), main, home.code))
    return found


def cut_off_units(live: LiveFigures) -> dict[str, NDArray[np.int64]]:
    """Areas apart from the rest of their locality, beyond the parts it is permitted, by locality code.

    Localities that lie in as many parts as they may are left out.
    """
    return dict(live.cut_off_anywhere())


def find_issues(
    project: Project,
    scenario: Scenario,
    live: LiveFigures,
    *,
    near: int,
    elsewhere: Sequence[tuple[str, str, str]],
    kinds: Collection[BandState] = tuple(BandState),
) -> list[Issue]:
    """Everything to look at, or what is of these kinds, in the order in which "Next issue" walks."""
    plan = scenario.plan
    found = [_band_issue(row, scenario, near) for row in live.figures().localities]
    issues = [issue for issue in found if issue is not None]
    order = [BandState.OVER, BandState.UNDER, BandState.UNKNOWN, BandState.NEAR]
    issues.sort(key=lambda issue: order.index(issue.kind))
    unassigned = plan.units_of(UNASSIGNED) if BandState.UNASSIGNED in kinds else no_units()
    for group in _groups(live, unassigned):
        known = float(np.nansum(project.area.units.resident[group]))
        words = f"{formats.count(len(group), 'area')} unassigned, {formats.people(known)}"
        issues.append(Issue(BandState.UNASSIGNED, words, group))
    for code, units in cut_off_units(live).items():
        locality = plan.get(code)
        for group in _groups(live, units):
            name = locality.name if locality else code
            people = formats.people(float(project.area.units.resident[group].sum()))
            words = f"{formats.count(len(group), 'area')}, {people}, cut off from {name}"
            issues.append(Issue(BandState.PARTS, words, group, code))
    issues += [_practice_issue(project, scenario, *row) for row in elsewhere]
    return [issue for issue in issues if issue.kind in kinds]


def _band_issue(row: LocalityFigures, scenario: Scenario, near: int) -> Issue | None:
    state = band_state(row.people, scenario.rules.band, near)
    if state.quiet:
        return None
    units = scenario.plan.units_of(scenario.plan.slot(row.code))
    away = formats.number(abs(row.people_from_band))
    words = {
        BandState.OVER: f"{row.name} is {away} people over the band",
        BandState.UNDER: f"{row.name} is {away} people under the band",
        BandState.NEAR: f"{row.name} is near a limit of the band",
        BandState.UNKNOWN: f"The people of {row.name} are not known",
    }
    return Issue(state, words[state], units, row.code)


def _groups(live: LiveFigures, units: NDArray[np.int64]) -> list[NDArray[np.int64]]:
    """Units that hang together, the largest group first."""
    return sorted(live.groups(units), key=lambda group: -len(group))


def _practice_issue(project: Project, scenario: Scenario, code: str, held: str, home: str) -> Issue:
    practices = project.area.practices
    row = practices.index_of[code]
    site = int(practices.site_unit[row])
    units = np.array([site], dtype=np.int64) if site >= 0 else no_units()
    here, there = scenario.plan.get(held), scenario.plan.get(home)
    words = (
        f"Most patients of {practices.names[row]} live in {there.name if there else home},"
        f" not in {here.name if here else held}"
    )
    return Issue(BandState.PRACTICE, words, units, held, code)
