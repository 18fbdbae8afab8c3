"""What letters find: commands by words or letters in order, places by name, code and postcode."""

from __future__ import annotations

import numpy as np
import pytest

from tests.grids import grid_area, texts
from workbench.models.localities import Locality
from workbench.models.plan import Plan
from workbench.models.units import ParentColumn
from workbench.ui.action_spec import Situation
from workbench.ui.actions import specs
from workbench.ui.palette.fuzzy import score
from workbench.ui.palette.reasons import REASONS, reason
from workbench.ui.search.index import Kind, SearchIndex, locality_index, make_index


class Quiet:
    """Progress that nobody watches."""

    def report(self, done: float, text: str = "") -> None:
        """Pass it over."""


@pytest.fixture(scope="module")
def index() -> SearchIndex:
    area = grid_area()
    wards = ParentColumn(
        "ward", "Ward", texts(["W1"] * 5 + ["W2"] * 7), texts(["Abbey"] * 5 + ["Burslem"] * 7)
    )
    area.units = area.units.with_parents({"ward": wards})
    return make_index(area, Quiet())


@pytest.mark.parametrize(
    ("typed", "first", "kind"),
    [
        ("U05", "Gridtown 002A", Kind.AREA), ("gridtown 003c", "Gridtown 003C", Kind.AREA),
        ("birch", "Birch Surgery", Kind.PRACTICE), ("p3", "Cedar Surgery", Kind.PRACTICE),
        ("zz1 1aa", "Alder Surgery", Kind.PRACTICE), ("ZZ11AB", "Birch Surgery", Kind.PRACTICE),
        ("surgery dog", "Dogwood Surgery", Kind.PRACTICE), ("abbey", "Abbey", Kind.PLACE),
        ("W2", "Burslem", Kind.PLACE),
    ],
)  # fmt: skip
def test_names_codes_and_postcodes_are_found(index: SearchIndex, typed: str, first: str, kind: Kind) -> None:
    hit = index.find(typed, 10)[0]
    assert (hit.title, hit.kind) == (first, kind)


def test_nothing_typed_and_nothing_known_find_nothing(index: SearchIndex) -> None:
    assert index.find("", 10) == []
    assert index.find("xyzzy", 10) == []
    assert len(index.find("gridtown", 5)) == 5


def test_localities_are_searched_as_they_are_now(index: SearchIndex) -> None:
    plan = Plan(12)
    plan.put(Locality("L01", 1, "Abbey Hulton", "#77AADD"))
    found = index.find("abbey", 10, locality_index(plan))
    assert [(hit.kind, hit.title) for hit in found] == [
        (Kind.PLACE, "Abbey"),
        (Kind.LOCALITY, "Abbey Hulton"),
    ]


def test_a_place_knows_its_areas(index: SearchIndex) -> None:
    hit = index.find("burslem", 1)[0]
    assert hit.column is not None
    assert np.flatnonzero(hit.column.codes == hit.code).tolist() == [5, 6, 7, 8, 9, 10, 11]
    assert hit.detail == "Ward, 7 areas"


def test_better_fits_score_higher() -> None:
    name = "New locality from selection"
    exact, word, inside, letters = (score(typed, name) for typed in ("new", "sel", "cality", "nwl"))
    assert exact > word > inside > letters > 0
    assert score("zzz", name) == 0
    assert score("areas become", name, "The selected areas become a locality") > 0
    assert score("", name) == 1


def test_every_condition_of_a_command_has_a_reason() -> None:
    needed = {spec.when for spec in specs()} - {"always"}
    assert needed <= set(REASONS)


def test_reasons_name_what_is_missing() -> None:
    spec = next(spec for spec in specs() if spec.id == "assign_selection")
    nothing, ready = Situation(), Situation(project=True, map=True, selection_editable=True)
    assert reason(spec, nothing, nothing) == "Open a project first"
    assert reason(spec, Situation(project=True), Situation(project=True)) == "Select areas first"
    assert reason(spec, Situation(project=True), ready) == "Only on the map"
    assert reason(spec, ready, ready) == ""
