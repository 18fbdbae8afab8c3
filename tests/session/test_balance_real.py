"""Balance on published data, checked apart from the program: pandas for people, networkx for pieces."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import geopandas as gpd
import networkx as nx
import numpy as np
import pandas as pd
import pytest
from numpy.typing import NDArray

from workbench.balancing.objective import Preference
from workbench.balancing.outcome import Status
from workbench.io.readers.area import read_study_area
from workbench.metrics.practice_rules import PracticeRule
from workbench.models.project import Project
from workbench.models.scenario import Scenario
from workbench.session import plan_edits
from workbench.session.balance import propose
from workbench.session.balance_proposal import BalanceProposal, accept
from workbench.session.balance_request import BalanceRequest, Use
from workbench.session.practice_rules_use import assign_by_rule
from workbench.session.session import Session

pytestmark = pytest.mark.slow
LOW, HIGH = 30_000, 50_000
SEEDS = range(1, 21)


@dataclass(frozen=True)
class Place:
    """A study area, and the same files read without the program."""

    session: Session
    graph: nx.Graph
    people: pd.Series
    folder: Path

    @property
    def scenario(self) -> Scenario:
        return self.session.project.scenarios[0]

    def plan(self, scenario: Scenario) -> dict[str, str | None]:
        codes = [str(code) for code in self.session.project.area.units.codes]
        return dict(zip(codes, scenario.plan.codes_of(scenario.plan.labels), strict=True))

    def check(self, scenario: Scenario) -> None:
        """Complete, in one piece by locality and in the band."""
        plan = self.plan(scenario)
        assert set(plan) == set(self.people.index)
        assert None not in plan.values()
        for locality in set(plan.values()):
            units = [unit for unit, code in plan.items() if code == locality]
            assert nx.is_connected(self.graph.subgraph(units)), locality
            assert LOW <= self.people[units].sum() <= HIGH, locality

    def propose(self, **options: object) -> BalanceProposal:
        request = BalanceRequest(**{"patience": 60.0, **options})  # type: ignore[arg-type]  # fields by name
        offered = propose(self.session.project, self.scenario, request, generation=self.session.generation)
        assert offered.status is Status.FOUND, offered.reason
        assert offered.best is not None
        return offered.best


def place(folder: Path) -> Place:
    area = read_study_area(
        units=[folder / "lsoa.gpkg"],
        practices=folder / "practices.csv",
        registrations=folder / "registrations.csv",
    )
    session = Session(Project("Real", area))
    session.apply(plan_edits.add_scenario(session.project, "Draft"))
    borders = pd.read_csv(folder / "adjacency.csv")
    graph = nx.Graph(zip(borders.lsoa_a, borders.lsoa_b, strict=True))
    units = gpd.read_file(folder / "lsoa.gpkg", ignore_geometry=True)
    return Place(session, graph, units.set_index("lsoa_code").population, folder)


@pytest.fixture(params=["north_staffordshire", "luton"])
def either(request: pytest.FixtureRequest, data_dir: Path) -> Place:
    return place(data_dir / request.param)


@pytest.fixture
def north_staffordshire(data_dir: Path) -> Place:
    return place(data_dir / "north_staffordshire")


def test_every_seed_gives_a_good_plan_and_leaves_what_is_locked(either: Place) -> None:
    """One locality and six areas of another are locked in a plan of the balancer's own."""
    session, scenario = either.session, either.scenario
    accept(session, either.propose(seconds=0.2, seed=99))
    either.check(scenario)
    locked, pinned = list(scenario.plan)[:2]
    session.apply(plan_edits.lock_locality(scenario, locked.code, locked=True))
    some = scenario.plan.units_of(scenario.plan.slot(pinned.code))[:6]
    edit = plan_edits.lock_units(session.project, scenario, some, locked=True)
    assert edit is not None
    session.apply(edit)
    before = either.plan(scenario)
    kept = [unit for unit, code in before.items() if code == locked.code]
    kept += [str(code) for code in session.project.area.units.codes[some]]
    plans = {}
    for seed in SEEDS:
        proposal = either.propose(seconds=0.05, seed=seed)
        either.check(proposal.after)
        plans[seed] = either.plan(proposal.after)
        assert {unit: plans[seed][unit] for unit in kept} == {unit: before[unit] for unit in kept}
        inside = [unit for unit, code in plans[seed].items() if code == locked.code]
        assert inside == [unit for unit, code in before.items() if code == locked.code]
    for seed in SEEDS[:3]:
        assert either.plan(either.propose(seconds=0.05, seed=seed, threads=1).after) == plans[seed]


def test_practices_are_kept_with_their_patients(north_staffordshire: Place) -> None:
    """The issue asks for a share of 0.77 in 2 s; counted here from the file of registrations."""
    session, scenario = north_staffordshire.session, north_staffordshire.scenario
    request = {"localities": 12, "preferences": (Preference.PRACTICES,), "seconds": 2.0}
    accept(session, north_staffordshire.propose(**request))
    assign_by_rule(session, scenario, rule=PracticeRule.SITE)
    north_staffordshire.check(scenario)
    assert len(scenario.plan) == 12
    folder = north_staffordshire.folder
    rows = pd.read_csv(folder / "registrations.csv")
    sites = pd.read_csv(folder / "practices.csv").set_index("practice_code").site_lsoa_code
    plan = pd.Series(north_staffordshire.plan(scenario))
    rows = rows[rows.lsoa_code.isin(plan.index)]
    own = rows.lsoa_code.map(plan) == rows.practice_code.map(sites).map(plan)
    share = rows.patients[own].sum() / rows.patients.sum()
    assert share == pytest.approx(session.figures(scenario).totals.own_residents_share, abs=1e-9)
    assert share >= 0.77


def damaged(
    good: NDArray[np.int32], place: Place, count: int, random: np.random.Generator
) -> NDArray[np.int32]:
    """A plan in which ``count`` areas went over to a neighbour, every locality still in one piece."""
    codes = [str(code) for code in place.session.project.area.units.codes]
    row = {code: i for i, code in enumerate(codes)}
    plan = good.copy()
    while (plan != good).sum() < count:
        unit = int(random.integers(len(codes)))
        others = [plan[row[other]] for other in place.graph[codes[unit]] if plan[row[other]] != plan[unit]]
        rest = [codes[i] for i in np.flatnonzero(plan == plan[unit]) if i != unit]
        if others and plan[unit] == good[unit] and rest and nx.is_connected(place.graph.subgraph(rest)):
            plan[unit] = others[int(random.integers(len(others)))]
    return plan


def test_a_damaged_drawing_is_repaired_with_no_more_moves_than_were_damaged(
    north_staffordshire: Place,
) -> None:
    session, scenario = north_staffordshire.session, north_staffordshire.scenario
    accept(session, north_staffordshire.propose(localities=12, seconds=0.2))
    good = scenario.plan.labels.copy()
    random = np.random.default_rng(4)
    for count in (5, 8, 10, 13, 16, 19, 22, 25, 28, 30):
        scenario.plan.labels = damaged(good, north_staffordshire, count, random)
        proposal = north_staffordshire.propose(use=Use.REPAIR, seconds=0.1, seed=count)
        north_staffordshire.check(proposal.after)
        assert len(proposal.moves) <= count
        assert {x.code for x in proposal.after.plan} == {x.code for x in scenario.plan}
