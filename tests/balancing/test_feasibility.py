"""What cannot be, and the sentence that says so: each reason on a problem worked out by hand."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import numpy as np
import pandas as pd
import pyogrio
import pytest
import shapely

from tests.balancing.small_problems import grid_pairs, grid_points, problem_of
from workbench.balancing.feasibility import find_obstacle
from workbench.balancing.obstacle import Kind, Obstacle
from workbench.balancing.problem import Problem, border_graph
from workbench.balancing.surroundings import LockedNeighbour, Surroundings


def obstacle_of(problem: Problem) -> Obstacle:
    """The obstacle that has to be there."""
    found = find_obstacle(problem)
    assert found is not None
    return found


def grid_with_island(island_people: float, **more: object) -> Problem:
    """A 4 x 3 grid of 10,000 people each, and an island of three areas two kilometres to the east."""
    people = [10_000.0] * 12 + [island_people / 3] * 3
    pairs = [*grid_pairs(4, 3), (12, 13), (13, 14)]
    points = [*grid_points(4, 3), (6.5, 0.5), (6.5, 1.5), (6.5, 2.5)]
    problem = problem_of(people, pairs, low=30_000, high=50_000, points=points)
    return replace(problem, **more)  # type: ignore[arg-type] # fields of a Problem by name


def test_an_island_of_18_000_with_a_floor_of_30_000() -> None:
    found = obstacle_of(grid_with_island(18_000))
    assert found.kind is Kind.COMPONENT
    assert found.units.tolist() == [12, 13, 14]
    assert found.people == 18_000
    assert found.sentence == (
        "Area 13 and 2 other areas, 18,000 people, have no border with the rest and are fewer than 30,000. "
        "Link Area 13 with Area 4 (3,000 m between their middles), or lower the limit to 18,000."
    )


def test_other_parts_that_cannot_be_split_are_named() -> None:
    people = [40_000.0, 9_000.0, 8_000.0, 12_000.0]
    found = obstacle_of(problem_of(people, [(2, 3)], low=30_000, high=50_000))
    assert found.reason == (
        "Area 2, 9,000 people, has no border with the rest and is below 30,000. "
        "The same goes for Area 4 and Area 3 (20,000)."
    )


def test_the_limit_that_is_offered_works() -> None:
    assert find_obstacle(grid_with_island(18_000, low=18_000.0)) is None


def test_the_link_that_is_offered_works() -> None:
    problem = grid_with_island(18_000)
    half = problem.graph.source < problem.graph.neighbours
    pairs = np.column_stack([problem.graph.source[half], problem.graph.neighbours[half]])
    linked = np.vstack([pairs, [[3, 12]]]).astype(np.int32)
    assert find_obstacle(replace(problem, graph=border_graph(15, linked, np.ones(len(linked))))) is None


def test_the_gap_is_measured_between_outlines_where_they_are_known() -> None:
    problem = grid_with_island(18_000)
    x, y = problem.x_km * 1000, problem.y_km * 1000
    shapes = np.array(shapely.box(x - 500, y - 500, x + 500, y + 500), dtype=object)
    found = obstacle_of(replace(problem, around=Surroundings(shapes=shapes)))
    assert "(2,000 m apart)" in found.suggestion


def test_an_island_between_one_locality_and_two() -> None:
    found = obstacle_of(grid_with_island(54_000))
    assert found.sentence == (
        "Area 13 and 2 other areas, 54,000 people, have no border with the rest and are too many for one "
        "locality (at most 50,000) and too few for 2 (at least 60,000). Link Area 13 with Area 4 "
        "(3,000 m between their middles), lower the lower limit to 27,000 or less, or raise the upper limit "
        "to 54,000."
    )


def test_everything_together_is_too_small() -> None:
    found = obstacle_of(problem_of([9_000, 8_000], [(0, 1)], low=30_000, high=50_000))
    assert found.sentence == (
        "All areas together, 17,000 people, are fewer than 30,000. Lower the limit to 17,000."
    )


def test_staying_inside_a_larger_area_is_said_so() -> None:
    inside = np.array(["Mainshire"] * 12 + ["Isleshire"] * 3, dtype=object)
    found = obstacle_of(grid_with_island(18_000, around=Surroundings(inside=inside)))
    assert found.reason == "Isleshire, 18,000 people, stays on its own and is below 30,000."
    assert found.suggestion == "Let localities cross its border, or lower the limit to 18,000."


def test_an_area_larger_than_the_band() -> None:
    problem = problem_of([61_000, 40_000, 20_000], [(0, 1), (1, 2)], low=30_000, high=50_000)
    found = obstacle_of(problem)
    assert (found.kind, found.units.tolist()) == (Kind.UNIT, [0])
    assert found.reason == "Area 1 has 61,000 people, more than the 50,000 that a locality may have."


def test_a_practice_larger_than_the_band() -> None:
    around = Surroundings(
        measure="registered people", practices={0: (("Alder Surgery", 58_000.0), ("Birch Surgery", 3_000.0))}
    )
    problem = problem_of([61_000, 40_000, 20_000], [(0, 1), (1, 2)], low=30_000, high=50_000, around=around)
    assert obstacle_of(problem).sentence == (
        "The practice Alder Surgery in Area 1 has 58,000 registered people, more than the 50,000 that a "
        "locality may have. Raise the upper limit to 61,000, or balance on residents."
    )
    small = replace(around, practices={0: (("Alder Surgery", 38_000.0), ("Birch Surgery", 23_000.0))})
    assert obstacle_of(replace(problem, around=small)).reason.startswith(
        "The practices of Area 1 (Alder Surgery and Birch Surgery) have 61,000 registered people"
    )


@pytest.mark.parametrize("by_task", [False, True])
def test_a_locality_that_stays_strands_a_pocket(by_task: bool) -> None:
    """Without the second column of a 4 x 3 grid, three areas are left in the west."""
    rows = [k for k in range(12) if k % 4 != 1]
    place = {row: k for k, row in enumerate(rows)}
    pairs = [(place[a], place[b]) for a, b in grid_pairs(4, 3) if a in place and b in place]
    around = Surroundings(locked=(LockedNeighbour("Riverside", np.arange(9), by_task),))
    found = obstacle_of(
        problem_of(
            [9_000.0] * 9,
            pairs,
            low=30_000,
            high=60_000,
            points=[grid_points(4, 3)[row] for row in rows],
            rows=np.array(rows),
            around=around,
        )
    )
    assert found.kind is Kind.STRANDED
    assert found.units.tolist() == [0, 3, 6]
    if by_task:
        assert found.sentence == (
            "Area 1 and 2 other areas, 27,000 people, are cut off by Riverside, which stays as it is, and "
            "are fewer than 30,000. Lower the limit to 27,000."
        )
        return
    assert found.sentence == (
        "Area 1 and 2 other areas, 27,000 people, are cut off by the locked locality Riverside and are fewer "
        "than 30,000. Unlock Riverside, or lower the limit to 27,000."
    )


def test_areas_hanging_on_one_area() -> None:
    """A grid whose corner carries a chain of three areas of 12,000 behind one of 20,000."""
    people = [10_000.0] * 12 + [20_000.0, 9_000.0, 9_000.0, 9_000.0, 9_000.0]
    pairs = [*grid_pairs(4, 3), (3, 12), (12, 13), (13, 14), (12, 15), (15, 16)]
    points = [*grid_points(4, 3), (4.5, 0.5), (5.5, 0.5), (6.5, 0.5), (4.5, 1.5), (5.5, 1.5)]
    found = obstacle_of(problem_of(people, pairs, low=30_000, high=50_000, points=points))
    assert found.kind is Kind.HANGING
    assert found.units.tolist() == [12, 13, 14, 15, 16]
    assert found.sentence == (
        "Area 14 and 3 other areas, 36,000 people, hang on Area 13 alone and go with it: at least 56,000 in "
        "one locality, more than 50,000. Link Area 16 with Area 8 (1,000 m between their middles), or raise "
        "the upper limit to 56,000 or more."
    )
    assert find_obstacle(problem_of(people, [*pairs, (15, 7)], low=30_000, high=50_000)) is None


def test_the_wanted_number() -> None:
    problem = problem_of([10_000.0] * 12, grid_pairs(4, 3), low=30_000, high=50_000, localities=6)
    assert obstacle_of(problem).sentence == (
        "120,000 people, 30,000 to 50,000 each, make 3 to 4 localities; the number wanted is 6. "
        "Ask for 4, or lower the lower limit to 20,000 or less."
    )
    assert find_obstacle(replace(problem, localities=4)) is None
    # 40,000 on the island make one locality, 120,000 on the grid three or four
    two_parts = grid_with_island(40_000, localities=3)
    assert find_obstacle(replace(two_parts, localities=4)) is None
    found = obstacle_of(grid_with_island(120_000, localities=9))
    assert found.kind is Kind.NUMBER
    assert found.reason.startswith("240,000 people, 30,000 to 50,000 each, make 5 to 8 localities;")


def test_the_wanted_number_over_the_parts() -> None:
    """160,000 people make 3 or 4 localities of 40,000 to 55,000; in two parts of 80,000 they make 2 each."""
    pairs = [(0, 1), (2, 3)]
    problem = problem_of([40_000.0] * 4, pairs, low=40_000, high=55_000, localities=3)
    assert obstacle_of(problem).reason == (
        "160,000 people in 2 parts without a border between them, 40,000 to 55,000 each, make 4 localities; "
        "the number wanted is 3."
    )


def test_locked_areas_that_cannot_stay() -> None:
    pinned = np.array([True, False, True, False])
    start = np.array([0, 0, 0, 0], np.int32)
    problem = problem_of([20_000.0] * 4, [(0, 1), (1, 2), (2, 3)], low=20_000, high=60_000)
    problem = replace(problem, pinned=pinned, start=start, labels=2)
    assert find_obstacle(problem) is None
    apart = replace(
        problem, pinned=np.array([True, True, True, False]), start=np.array([0, 1, 0, 0], np.int32)
    )
    assert obstacle_of(apart).sentence == (
        "Area 1 and Area 3 are locked in one locality, and no areas that are free connect them. "
        "Unlock one of them, or add a link."
    )
    large = replace(problem, high=30_000.0)
    assert obstacle_of(large).kind is Kind.PINNED
    few = replace(apart, start=np.array([0, 1, 1, 0], np.int32), localities=1, high=90_000.0)
    assert "Locked areas stand in 2 localities" in obstacle_of(few).reason


def test_small_parts_are_tried_in_every_way() -> None:
    people = [20_000.0, 40_000.0, 28_000.0, 32_000.0]
    found = obstacle_of(problem_of(people, [(0, 1), (1, 2), (2, 3), (3, 0)], low=30_000, high=45_000))
    assert found.kind is Kind.TRIED
    assert found.sentence == (
        "Every way to divide all areas, 120,000 people, was tried: none gives localities in one piece from "
        "30,000 to 45,000. Lower the lower limit to 20,000, or raise the upper limit to 60,000."
    )


def test_nothing_left_and_limits_that_cross() -> None:
    nothing = problem_of([], [], low=30_000, high=50_000)
    assert find_obstacle(nothing) is None
    assert obstacle_of(replace(nothing, localities=2)).suggestion == "Unlock a locality."
    crossed = problem_of([1.0], [], low=5, high=4, target=4.5)
    assert obstacle_of(crossed).kind is Kind.LIMITS


def read_problem(path: Path, where: str | None = None) -> tuple[Problem, pd.DataFrame]:
    """Units of published data, without borders."""
    frame = pyogrio.read_dataframe(path, where=where).to_crs(27700)
    points = frame.geometry.representative_point()
    problem = problem_of(
        frame["population"].tolist(),
        [],
        low=30_000,
        high=50_000,
        points=list(zip(points.x / 1000, points.y / 1000, strict=True)),
        names=frame["lsoa_name"].to_numpy(dtype=object),
    )
    return replace(problem, around=Surroundings(shapes=frame.geometry.to_numpy())), frame


def test_scilly_alone(data_dir: Path) -> None:
    path = data_dir / "england" / "lsoa_bgc_full.gpkg"
    alone, frame = read_problem(path, "lad_code = 'E06000053'")
    people = int(frame["population"].sum())
    assert obstacle_of(alone).sentence == (
        f"All areas together, {people:,} people, are fewer than 30,000. Lower the limit to {people:,}."
    )


def test_scilly_beside_cornwall(data_dir: Path) -> None:
    """Scilly and the two areas of Cornwall around Land's End, joined with each other and nothing else."""
    path = data_dir / "england" / "lsoa_bgc_full.gpkg"
    problem, frame = read_problem(path, "lad_code = 'E06000053' or lsoa_name like 'Cornwall 07%'")
    scilly = int(np.flatnonzero(frame["lad_code"] == "E06000053")[0])
    others = [k for k in range(len(frame)) if k != scilly]
    chain = np.array(list(pairwise(others)), np.int32)
    found = obstacle_of(replace(problem, graph=border_graph(len(frame), chain, np.ones(len(chain)))))
    people = int(frame["population"].iloc[scilly])
    assert found.units.tolist() == [scilly]
    assert found.reason == (
        f"Isles of Scilly 001A, {people:,} people, has no border with the rest and is below 30,000."
    )
    assert "Link Isles of Scilly 001A with Cornwall 07" in found.suggestion
    assert found.suggestion.endswith(f"km apart), or lower the limit to {people:,}.")


@pytest.fixture(scope="module")
def north_staffordshire(data_dir: Path) -> Problem:
    folder = data_dir / "north_staffordshire"
    problem, frame = read_problem(folder / "lsoa.gpkg")
    row = {code: k for k, code in enumerate(frame["lsoa_code"])}
    borders = pd.read_csv(folder / "adjacency.csv")
    pairs = np.column_stack([borders["lsoa_a"].map(row), borders["lsoa_b"].map(row)]).astype(np.int32)
    return replace(problem, graph=border_graph(problem.n, pairs, borders["shared_m"].to_numpy() / 1000))


def test_nothing_is_wrong_with_north_staffordshire(north_staffordshire: Problem) -> None:
    assert find_obstacle(replace(north_staffordshire, localities=12)) is None
    assert find_obstacle(replace(north_staffordshire, localities=9)) is not None


def test_a_locked_ring_strands_a_pocket_of_north_staffordshire(north_staffordshire: Problem) -> None:
    """An area and its neighbours are free, the ring around them is one locked locality."""
    graph = north_staffordshire.graph
    inner = np.zeros(graph.n, bool)
    inner[100] = True
    inner[graph.neighbours[inner[graph.source]]] = True
    ring = np.zeros(graph.n, bool)
    ring[graph.neighbours[inner[graph.source]]] = True
    ring &= ~inner
    free = np.flatnonzero(~ring)
    place = np.full(graph.n, -1)
    place[free] = np.arange(len(free))
    half = (graph.source < graph.neighbours) & ~ring[graph.source] & ~ring[graph.neighbours]
    pairs = np.column_stack([place[graph.source[half]], place[graph.neighbours[half]]]).astype(np.int32)
    beside = np.unique(place[graph.neighbours[ring[graph.source]]])
    held = north_staffordshire.people[inner].sum()
    assert held < 30_000
    problem = problem_of(
        north_staffordshire.people[free].tolist(),
        pairs.tolist(),
        low=30_000,
        high=50_000,
        names=north_staffordshire.names[free],
        around=Surroundings(locked=(LockedNeighbour("Ring", beside[beside >= 0]),)),
    )
    found = obstacle_of(problem)
    assert found.kind is Kind.STRANDED
    assert set(found.units.tolist()) == set(place[inner].tolist())
    assert f", {held:,.0f} people, are cut off by the locked locality Ring and are fewer than" in found.reason
    assert found.suggestion == f"Unlock Ring, or lower the limit to {held:,.0f}."
