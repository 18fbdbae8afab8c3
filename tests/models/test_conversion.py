"""Areas of one year as those of another: nobody is lost and nobody counted twice."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from workbench.models.conversion import Change, Conversion, ConversionRow, Dealing, dealt

TABLE = Conversion(
    (
        ConversionRow("A", "A", Change.UNCHANGED),
        ConversionRow("B", "B1", Change.SPLIT),
        ConversionRow("B", "B2", Change.SPLIT),
        ConversionRow("C", "CD", Change.MERGED),
        ConversionRow("D", "CD", Change.MERGED),
        ConversionRow("E", "E1", Change.IRREGULAR, share=0.25),
        ConversionRow("E", "F1", Change.IRREGULAR, share=0.75),
    )
)


def test_shares_go_by_weights_then_equally_then_as_told() -> None:
    assert TABLE.shares("B", {"B1": 30.0, "B2": 10.0}) == (("B1", 0.75), ("B2", 0.25))
    assert TABLE.shares("B", {}) == (("B1", 0.5), ("B2", 0.5))
    assert TABLE.shares("E", {"E1": 1.0, "F1": 1.0}) == (("E1", 0.25), ("F1", 0.75))
    assert TABLE.shares("Z", {}) == ()


def test_people_are_dealt_in_whole_people() -> None:
    assert dealt([0.5, 0.5], 7) == [4, 3]
    assert np.isnan(dealt([0.5, 0.5], float("nan"))).all()
    found, lost = TABLE.convert(["A", "B", "C", "D", "Z"], np.array([5.0, 7, 2, 3, 11]), {})
    assert (found, lost) == ({"A": 5, "B1": 4, "B2": 3, "CD": 5}, 11)


@given(
    st.lists(st.tuples(st.sampled_from("ABCDEZ"), st.integers(0, 5000)), max_size=12),
    st.dictionaries(st.sampled_from(["B1", "B2", "CD"]), st.floats(0, 1e5), max_size=3),
)
def test_totals_are_kept(rows: list[tuple[str, int]], weights: dict[str, float]) -> None:
    people = np.array([count for _, count in rows], dtype=np.float64)
    found, lost = TABLE.convert([code for code, _ in rows], people, weights)
    assert sum(found.values()) + lost == people.sum()
    assert all(value == int(value) for value in found.values())


@given(
    st.lists(st.floats(0.01, 1), min_size=1, max_size=5),
    st.lists(st.integers(0, 40), min_size=1, max_size=30),
)
def test_many_counts_are_dealt_fairly(weights: list[float], counts: list[int]) -> None:
    shares = [weight / sum(weights) for weight in weights]
    dealing = Dealing(shares)
    dealt_out = [dealing.deal(count) for count in counts]
    for count, parts in zip(counts, dealt_out, strict=True):
        assert sum(parts) == count
        assert all(part >= 0 and part == int(part) for part in parts)
    for share, got in zip(shares, np.sum(dealt_out, axis=0), strict=True):
        assert abs(got - share * sum(counts)) <= len(shares)


def test_areas_of_either_year_become_units_of_the_other() -> None:
    forward = TABLE.onto(["A", "B", "D", "Z"], {"A": 0, "B1": 1, "B2": 2, "CD": 3})
    assert [(row.old, row.new) for row in forward.rows] == [
        ("A", "A"), ("B", "B1"), ("B", "B2"), ("D", "CD"),
    ]  # fmt: skip
    back = TABLE.onto(["A", "B1", "B2", "CD", "F1"], {"A": 0, "B": 1, "C": 2, "D": 3})
    assert [(row.old, row.new, row.change) for row in back.rows][1:] == [
        ("B1", "B", Change.MERGED), ("B2", "B", Change.MERGED),
        ("CD", "C", Change.SPLIT), ("CD", "D", Change.SPLIT),
    ]  # fmt: skip
