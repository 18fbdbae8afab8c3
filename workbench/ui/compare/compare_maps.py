"""The maps of the compare view: one for each scenario, and what differs as the last."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtWidgets import QWidget

from workbench.metrics.unit_indicators import indicator_values, indicators
from workbench.models.localities import Locality
from workbench.models.rules import BandStatus
from workbench.models.scenario import Scenario
from workbench.ui import formats
from workbench.ui.compare.choice import BY_BAND, BY_LOCALITY, MOST
from workbench.ui.compare.reading import Figures, Plans
from workbench.ui.compare.shading import (
    band_legend,
    band_shades,
    difference_legend,
    difference_shades,
)
from workbench.ui.compare.side_panel import Said
from workbench.ui.layers.classed import Shades, class_shades
from workbench.ui.map.legend import LegendRow
from workbench.ui.map.tools.base import StrokeHost
from workbench.ui.panes.map_pane import MapPane
from workbench.ui.panes.map_side import side_of
from workbench.ui.panes.side_by_side import SideBySide
from workbench.ui.status import BandState
from workbench.ui.theme import current_theme

ROOM_FOR_NAMES = 380
"""Width of a map in design pixels from which numbers are followed by names."""

ROOM_FOR_WORDS = 250
"""Width of a map in design pixels from which its head has room for name and sentence."""

Legends = list[tuple[str, list[LegendRow]]]


class CompareMaps(SideBySide):
    """Shows plans as soon as they are matched; what needs figures follows."""

    def __init__(self, host: StrokeHost, parent: QWidget | None = None) -> None:
        self._of_scenarios = [MapPane("", host, zoom=False, scale_bar=place == 0) for place in range(MOST)]
        self.difference = MapPane("Difference", host, zoom=False, scale_bar=False)
        self.difference.set_badge(None)
        super().__init__((*self._of_scenarios, self.difference), parent)
        self._named = False
        self.plans: Plans | None = None
        self.figures: Figures | None = None

    def show_drawn(self, scenarios: Sequence[Scenario], letters: Sequence[str], *, difference: bool) -> None:
        """Show scenarios as they are drawn, with hues of their own, before anything is matched."""
        self.plans = self.figures = None
        self._arrange(len(scenarios), difference=difference)
        for pane, scenario, letter in zip(self._of_scenarios, scenarios, letters, strict=False):
            self._head(pane, scenario, letter)
            pane.set_badge(None)
            pane.show_numbers(scenario.plan.labels, _localities(scenario))

    def show_plans(self, plans: Plans) -> None:
        """Show matched scenarios and what differs; figures of before stay until there are new ones."""
        stale = self.figures is not None and self.figures.plans.choice.scenarios != plans.choice.scenarios
        self.plans, self.figures = plans, None if stale else self.figures
        self._arrange(len(plans.scenarios), difference=plans.choice.difference)
        for pane, scenario in zip(self._of_scenarios, plans.scenarios, strict=False):
            self._head(pane, scenario, plans.letters[scenario.id])
            if stale:
                pane.set_badge(None)
        self._colour()
        self._show_difference()

    def show_figures(self, figures: Figures) -> None:
        """Show how many localities of each scenario are outside the band."""
        self.figures = figures
        self._show_badges()
        if figures.plans.choice.colour == BY_BAND:
            self._colour()

    def _show_badges(self) -> None:
        if self.figures is not None:
            short = self._of_scenarios[0].width() < current_theme().px(ROOM_FOR_WORDS)
            for pane, column in zip(self._of_scenarios, self.figures.columns, strict=False):
                pane.set_badge(*_headline(column.scenario, self.figures, short=short))

    def fit_names(self) -> None:
        """Write names beside the numbers where the maps are wide, fewer words above where they are narrow."""
        self._show_badges()
        named = self._of_scenarios[0].width() >= current_theme().px(ROOM_FOR_NAMES)
        if named != self._named:
            self._named = named
            if self.plans is not None:
                self._colour()

    # -- what is said of an area
    def said_of(self, unit: int) -> list[Said]:
        """What each scenario says of a unit, and from where to where it would go."""
        plans = self.plans
        if plans is None:
            return []
        base = plans.baseline.plan.locality(int(plans.baseline.plan.labels[unit]))
        return [self._said(plans, scenario, unit, base) for scenario in plans.scenarios]

    @staticmethod
    def _said(plans: Plans, scenario: Scenario, unit: int, base: Locality | None) -> Said:
        letter = plans.letters[scenario.id]
        locality = scenario.plan.locality(int(scenario.plan.labels[unit]))
        moves = ""
        if scenario.id != plans.choice.baseline and plans.alike.differs[scenario.id][unit]:
            there = base.name if base is not None else "Unassigned"
            here = locality.name if locality is not None else "Unassigned"
            moves = f"From {there} to {here}"
        if locality is None:
            return Said(letter, "", None, "Unassigned", moves)
        like = plans.alike.likeness[scenario.id][locality.code]
        only = ""
        if like.partner is None or len(like.scenarios) == 1:
            only = f", only in {' and '.join(plans.letters[one] for one in like.scenarios)}"
        return Said(letter, str(like.number), like.hue, f"{locality.name}{only}", moves)

    def legends(self) -> Legends:
        """What the grounds of the maps mean."""
        plans = self.plans
        if plans is None:
            return []
        found: Legends = []
        area, choice = plans.session.project.area, plans.choice
        if choice.colour == BY_BAND and self.figures is not None:
            found.append(("Distance from band", band_legend(self.figures.columns[0].figures)))
        elif choice.colour not in (BY_LOCALITY, BY_BAND):
            words = indicators(area).get(choice.colour, "")
            found.append((words, class_shades(indicator_values(area, choice.colour))[1]))
        letters = [plans.letters[one.id] for one in plans.others]
        title = f"Difference from {plans.letters[choice.baseline]}"
        found.append((title, difference_legend(plans.alike.times, area.units.resident, letters)))
        return found

    # -- drawing
    def _arrange(self, scenarios: int, *, difference: bool) -> None:
        some = list(self._of_scenarios[:scenarios])
        self.show_panes([*some, self.difference] if difference else some)

    @staticmethod
    def _head(pane: MapPane, scenario: Scenario, letter: str) -> None:
        pane.set_title(scenario.name, letter=letter, tip=f"{letter} {scenario.name}: {scenario.head.status}")
        pane.set_note(scenario.head.status)

    def _colour(self) -> None:
        plans = self.plans
        if plans is None:
            return
        choice, area = plans.choice, plans.session.project.area
        shared: Shades | None = None
        if choice.colour not in (BY_LOCALITY, BY_BAND):
            shared = class_shades(indicator_values(area, choice.colour))[0]
        for pane, scenario in zip(self._of_scenarios, plans.scenarios, strict=False):
            shades = shared
            if choice.colour == BY_BAND and self.figures is not None:
                shades = band_shades(scenario.plan, self.figures.column(scenario.id).figures)
            localities = _localities(scenario, plans)
            if shades is None:
                pane.show_numbers(scenario.plan.labels, localities, names=self._named)
            else:
                pane.show_numbers(
                    scenario.plan.labels, localities, fills=shades.fills, hatched=shades.hatched,
                    names=self._named,
                )  # fmt: skip

    def _show_difference(self) -> None:
        plans = self.plans
        if plans is None or not plans.choice.difference:
            return
        shades = difference_shades(plans.alike.times)
        baseline = plans.baseline.plan
        self.difference.set_title(f"Difference from {plans.letters[plans.choice.baseline]}")
        self.difference.show_numbers(baseline.labels, (), fills=shades.fills, hatched=shades.hatched)


def _localities(scenario: Scenario, plans: Plans | None = None) -> list[Locality | None]:
    """Localities by slot, with number and hue of those that they are like."""
    found: list[Locality | None] = []
    for slot in range(scenario.plan.slots):
        one = scenario.plan.locality(slot)
        if one is not None and plans is not None:
            like = plans.alike.likeness[scenario.id][one.code]
            one = replace(one, number=like.number, colour=like.hue)
        found.append(one)
    return found


def _headline(scenario: Scenario, figures: Figures, *, short: bool) -> tuple[BandState, str]:
    """What the head says: "All 12 in band", "6 of 14 outside", or "6 out" where it is short."""
    side = side_of(scenario, figures.column(scenario.id).figures)
    drawn = [row for row in side.figures if row.units]
    outside = sum(row.status is not BandStatus.IN for row in drawn)
    state, words = side.headline()
    if state is BandState.OVER:
        words = f"{formats.number(outside)} of {formats.number(len(drawn))} outside"
        words = f"{formats.number(outside)} out" if short else words
    elif short and state is BandState.IN:
        words = "In band"
    return state, words
