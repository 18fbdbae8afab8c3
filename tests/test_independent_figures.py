"""The figures of the program against the same figures worked out from the raw files by other means.

The recomputation uses geopandas, scipy and pandas on the published files and imports nothing of the program;
the program is run as a whole from its command line.
"""

from __future__ import annotations

import json
import math
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

ROOT = Path(__file__).resolve().parent.parent
LOW, HIGH, TARGET = 30_000, 50_000, 40_000


@dataclass(frozen=True)
class Raw:
    """The published files, and the plan that gives each area to the PCN most of its patients belong to."""

    units: gpd.GeoDataFrame
    practices: pd.DataFrame
    registrations: pd.DataFrame
    borders: pd.DataFrame
    plan: pd.Series


@dataclass(frozen=True)
class Told:
    """What the program says, with practices given by each rule."""

    by_site: dict[str, Any]
    by_most_patients: dict[str, Any]
    exported_plan: bytes


@pytest.fixture(scope="module")
def raw(data_dir: Path) -> Raw:
    folder = data_dir / "north_staffordshire"
    dominant = pd.read_csv(folder / "expected" / "ns_unit_dominant_pcn_DERIVED.csv")
    return Raw(
        units=gpd.read_file(folder / "lsoa.gpkg").set_index("lsoa_code"),
        practices=pd.read_csv(folder / "practices.csv").set_index("practice_code"),
        registrations=pd.read_csv(folder / "registrations.csv"),
        borders=pd.read_csv(folder / "adjacency.csv"),
        plan=dominant.set_index("lsoa_code").pcn_name,
    )


@pytest.fixture(scope="module")
def plan_file(raw: Raw, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("plan") / "pcn_plan.csv"
    rows = raw.plan.loc[raw.units.index].rename_axis("unit_code").rename("locality")
    rows.to_csv(path, lineterminator="\n")
    return path


@pytest.fixture(scope="module")
def told(plan_file: Path, data_dir: Path, tmp_path_factory: pytest.TempPathFactory) -> Told:
    """Run the program from ``new`` to ``figures``."""
    folder = tmp_path_factory.mktemp("program")
    data = data_dir / "north_staffordshire"
    environment = os.environ | {"LOCALITY_WORKBENCH_HOME": str(folder / "home"), "PYTHONWARNINGS": "default"}
    project = str(folder / "ns.gpkg")

    def program(*arguments: str) -> str:
        command = [sys.executable, str(ROOT / "main.py"), *arguments]
        done = subprocess.run(command, env=environment, capture_output=True, check=False, timeout=120)
        assert done.returncode == 0, done.stderr.decode()
        return done.stdout.decode("utf-8")

    def figures(rule: str) -> dict[str, Any]:
        program("practices", "assign", project, "--scenario", "PCN", "--by", rule)
        found: dict[str, Any] = json.loads(program("figures", project, "--scenario", "PCN", "--json", "-"))
        return found

    program(
        "new", project, "--units", str(data / "lsoa.gpkg"), "--practices", str(data / "practices.csv"),
        "--registrations", str(data / "registrations.csv"), "--providers", str(data / "providers.csv"),
    )  # fmt: skip
    program("plan", "import", project, str(plan_file), "--scenario", "PCN", "--create")
    exported = folder / "exported.csv"
    program("plan", "export", project, str(exported), "--scenario", "PCN")
    return Told(figures("site"), figures("most-patients"), exported.read_bytes())


def column(told: dict[str, Any], key: str) -> pd.Series:
    return pd.Series({row["name"]: row[key] for row in told["localities"]}, name=key).sort_index()


def same(found: pd.Series, expected: pd.Series, *, rel: float = 1e-6, abs_: float = 0.0) -> None:
    expected = expected.sort_index()
    assert list(found.index) == list(expected.index)
    assert found.astype(float).to_list() == pytest.approx(expected.astype(float).to_list(), rel=rel, abs=abs_)


# -- the recomputation: nothing of the program below this line
def dissolved(raw: Raw) -> gpd.GeoSeries:
    return raw.units.geometry.to_frame().assign(name=raw.plan).dissolve("name").geometry


def parts(raw: Raw) -> pd.Series:
    position = {code: row for row, code in enumerate(raw.units.index)}
    names = raw.plan.loc[raw.units.index].to_numpy()
    a, b = (raw.borders[c].map(position).to_numpy() for c in ("lsoa_a", "lsoa_b"))
    inside = names[a] == names[b]
    graph = coo_array((np.ones(inside.sum()), (a[inside], b[inside])), shape=(len(names), len(names)))
    _, label = connected_components(graph, directed=False)
    return pd.Series(label).groupby(names).nunique()


def cut(raw: Raw) -> pd.DataFrame:
    ends = [raw.borders[c].map(raw.plan) for c in ("lsoa_a", "lsoa_b")]
    return raw.borders[ends[0] != ends[1]]


def by_site(raw: Raw) -> pd.Series:
    """The locality of each practice whose site lies in the area."""
    return raw.practices.site_lsoa_code.map(raw.plan).dropna()


def by_most_patients(raw: Raw) -> pd.Series:
    """Where most of its patients in the area live, unless it lies outside with most of its list."""
    listed = raw.registrations[raw.registrations.practice_code.isin(raw.practices.index)]
    listed = listed.assign(name=listed.lsoa_code.map(raw.plan)).dropna(subset="name")
    flows = listed.pivot_table("patients", index="practice_code", columns="name", aggfunc="sum", fill_value=0)
    inside = flows.sum(axis=1)
    here = raw.practices.site_lsoa_code.isin(raw.units.index).reindex(flows.index)
    stays = here | (inside >= raw.practices.list_size.reindex(flows.index) / 2)
    return flows[stays].idxmax(axis=1)


def own_share(raw: Raw, practices: pd.Series) -> tuple[pd.Series, float]:
    rows = raw.registrations.assign(home=raw.registrations.lsoa_code.map(raw.plan)).dropna(subset="home")
    own = rows.patients.where(rows.practice_code.map(practices) == rows.home, 0)
    sums = own.groupby(rows.home).sum(), rows.patients.groupby(rows.home).sum()
    return sums[0] / sums[1], float(own.sum() / rows.patients.sum())


def test_the_plan_is_the_one_of_the_published_notes(raw: Raw) -> None:
    assert len(raw.units) == 298
    assert len(raw.borders) == 838
    assert raw.plan.nunique() == 14
    assert parts(raw).sum() == 21
    assert len(cut(raw)) == 238


def test_people(raw: Raw, told: Told) -> None:
    units = raw.units.assign(name=raw.plan)
    same(column(told.by_site, "units"), units.groupby("name").size())
    same(column(told.by_site, "resident"), units.groupby("name").population.sum())
    same(column(told.by_site, "aged_65_plus"), units.groupby("name").pop_65_plus.sum())
    weighted = (units.imd2019_score * units.population).groupby(units.name).sum()
    same(column(told.by_site, "imd_score"), weighted / units.groupby("name").population.sum(), abs_=6e-5)
    assert told.by_site["totals"]["resident"] == units.population.sum() == 484_659
    assert told.by_site["unassigned"] == {"units": 0, "resident": 0}


def test_band(raw: Raw, told: Told) -> None:
    people = raw.units.population.groupby(raw.plan.loc[raw.units.index].to_numpy()).sum()
    off = (people - people.clip(LOW, HIGH)).astype(float)
    words = np.select([people < LOW, people > HIGH], ["below", "above"], "in")
    assert told.by_site["band"] == {"low": LOW, "high": HIGH, "target": TARGET}
    same(column(told.by_site, "people_from_band"), off)
    same(column(told.by_site, "deviation"), (people - TARGET) / TARGET, abs_=6e-7)
    assert column(told.by_site, "status").to_dict() == dict(zip(people.index, words, strict=True))
    totals = told.by_site["totals"]
    assert [totals[key] for key in ("in_band", "below", "above")] == [
        int((words == word).sum()) for word in ("in", "below", "above")
    ]


def test_shape(raw: Raw, told: Told) -> None:
    shapes = dissolved(raw)
    same(column(told.by_site, "area_km2"), shapes.area / 1e6, abs_=1e-6)
    same(column(told.by_site, "perimeter_km"), shapes.length / 1e3, abs_=2e-6)
    same(column(told.by_site, "polsby_popper"), 4 * math.pi * shapes.area / shapes.length**2, abs_=1e-6)


def test_pieces_and_cuts(raw: Raw, told: Told) -> None:
    expected = parts(raw)
    same(column(told.by_site, "parts"), expected)
    assert column(told.by_site, "contiguous").to_dict() == (expected == 1).to_dict()
    totals = told.by_site["totals"]
    assert totals["not_contiguous"] == (expected > 1).sum()
    assert totals["cut_edges"] == len(cut(raw)) == 238
    # the published lengths are rounded to 10 cm
    assert totals["cut_km"] == pytest.approx(cut(raw).shared_m.sum() / 1e3, abs=238 * 5e-5)


@pytest.mark.parametrize("rule", ["site", "most-patients"])
def test_practices(raw: Raw, told: Told, rule: str) -> None:
    given = by_site(raw) if rule == "site" else by_most_patients(raw)
    figures = told.by_site if rule == "site" else told.by_most_patients
    names = sorted(set(raw.plan))
    lists = raw.practices.list_size.groupby(given).sum().reindex(names, fill_value=0)
    share, all_share = own_share(raw, given)
    same(column(figures, "practices"), given.value_counts().reindex(names, fill_value=0))
    same(column(figures, "registered"), lists)
    same(column(figures, "own_residents_share"), share, abs_=6e-7)
    assert figures["totals"]["registered"] == lists.sum()
    assert figures["totals"]["own_residents_share"] == pytest.approx(all_share, abs=6e-7)


def test_nothing_weighted_was_imported(told: Told) -> None:
    assert set(column(told.by_site, "weighted")) == {None}


def test_the_plan_comes_back_as_it_went_in(told: Told, plan_file: Path) -> None:
    assert told.exported_plan == plan_file.read_bytes()
