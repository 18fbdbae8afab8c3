"""Which scenarios stand side by side, as plain data."""

from __future__ import annotations

from workbench.ui.compare.choice import Choice

THERE = ("a", "b", "c", "d", "e")


def test_at_first_the_scenario_in_hand_is_the_baseline_beside_the_first_ones() -> None:
    choice = Choice().settled(THERE, "b")
    assert (choice.scenarios, choice.baseline, choice.others) == (("a", "b", "c"), "b", ("a", "c"))
    assert Choice().settled(THERE, "e").scenarios == ("a", "b", "e")


def test_what_is_gone_gives_way() -> None:
    choice = Choice(("a", "c", "d"), "c")
    assert choice.settled(("a", "b", "d"), "b") == Choice(("a", "b", "d"), "b")
    assert choice.settled(("a",), "a").complete is False
    assert choice.settled((), "").scenarios == ()


def test_a_scenario_that_is_new_joins_where_all_stood_side_by_side() -> None:
    choice = Choice(("a", "c"), "a")
    assert choice.settled(("a", "b", "c"), "b", ("a", "c")) == Choice(("a", "b", "c"), "a")
    assert choice.settled(("a", "b", "c", "d"), "d", ("a", "b", "c")) == choice
    four = Choice(("a", "b", "c", "d"), "a")
    assert four.settled(THERE, "e", ("a", "b", "c", "d")) == four


def test_more_and_fewer_maps_keep_the_baseline() -> None:
    choice = Choice(("b", "e"), "e")
    assert choice.with_maps(4, THERE).scenarios == ("a", "b", "c", "e")
    assert choice.with_maps(4, THERE).with_maps(2, THERE) == Choice(("a", "e"), "e")


def test_a_baseline_from_outside_joins_and_four_are_the_most() -> None:
    assert Choice(("a", "b"), "a").with_baseline("d", THERE) == Choice(("a", "b", "d"), "d")
    assert Choice(("a", "b", "c", "d"), "a").with_baseline("e", THERE).scenarios == ("a", "b", "c", "e")
    assert Choice(("a", "b"), "b").with_scenarios(["a", "c", "d", "e", "b"], THERE).scenarios == THERE[:4]
    assert Choice(("a", "b"), "b").with_scenarios(["c", "d"], THERE).baseline == "c"
