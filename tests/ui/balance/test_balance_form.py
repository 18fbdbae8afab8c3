"""The choices of a balancing, the weights, and small shapes of the preview."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLabel

from tests.grids import grid_project
from workbench.balancing.objective import PRESETS, Objective, Preference
from workbench.models.adjacency import Adjacency
from workbench.models.localities import Locality
from workbench.models.plan import Plan
from workbench.models.project import Project
from workbench.models.scenario import Scenario, ScenarioHead
from workbench.session.balance_request import BalanceRequest, Use
from workbench.ui.balance.bound_line import BoundLine
from workbench.ui.balance.start_dialog import StartDialog
from workbench.ui.balance.start_form import AS_MANY, StartForm
from workbench.ui.balance.uses import PARTS, Task
from workbench.ui.balance.ways import limits_in
from workbench.ui.balance.weights import LEAST, MOST, place_of, weight_of

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

pytestmark = pytest.mark.usefixtures("light_theme")


def scenario() -> Scenario:
    """Two localities of six areas each."""
    plan = Plan(12)
    plan.put(Locality("L01", 1, "South"))
    plan.put(Locality("L02", 2, "North"))
    plan.labels = np.repeat([0, 1], 6).astype(np.int32)
    return Scenario(ScenarioHead("s1", "Draft A"), plan)


@pytest.fixture
def form(qtbot: QtBot) -> StartForm:
    made = StartForm(grid_project(), scenario())
    qtbot.addWidget(made)
    return made


def test_the_numbers_offered_fit_the_people_into_the_band(form: StartForm) -> None:
    # 78,000 people: 2 localities of at most 50,000, or 2 of at least 30,000
    assert [form.count.itemText(at) for at in range(form.count.count())] == [AS_MANY, "2"]
    form.low.setValue(13_000)
    form.high.setValue(39_000)
    assert [form.count.itemData(at) for at in range(form.count.count())] == [None, 2, 3, 4, 5, 6]


def test_a_repair_asks_for_few_changes_and_no_number(form: StartForm) -> None:
    form.choose(Task.REPAIR, "L01")
    request = form.request()
    assert (request.use, request.localities, request.preferences) == (Use.REPAIR, None, ())
    assert request.objective == PRESETS[Preference.FEW_CHANGES]
    assert form.count.isHidden()


def test_a_split_names_the_locality_in_hand_and_a_merge_needs_two(form: StartForm) -> None:
    form.choose(Task.SPLIT, "L02")
    assert (form.request().split, form.request().localities) == ("L02", 2)
    form.choose(Task.MERGE, "L02")
    assert form.lacking() == "Tick two localities or more"
    form.several.item(0).setCheckState(form.several.item(1).checkState())
    assert form.lacking() == ""
    assert form.request().only_from == ("L01", "L02")


def test_own_weights_replace_the_preset_until_another_is_chosen(form: StartForm) -> None:
    assert form.request().weights is None
    form.weights.sliders["border"].setValue(30)
    weights = form.request().weights
    assert weights is not None
    assert (weights.cut_edges, weights.border) == (1.0, weight_of(30))
    form.preference.setCurrentIndex(form.preference.findData(Preference.EQUAL))
    assert form.request().weights is None


def test_islands_are_asked_about_where_there_are_any(qtbot: QtBot) -> None:
    project = grid_project()
    pairs = project.area.adjacency.pairs
    mainland = (pairs != 11).all(axis=1)  # the last square, 12,000 people, is an island
    graph = Adjacency(12, pairs[mainland], project.area.adjacency.shared_m[mainland])
    form = StartForm(Project("Isles", replace(project.area, adjacency=graph)), scenario())
    qtbot.addWidget(form)
    assert not form.islands.isHidden()
    assert form._islands_told.text() == "1 part has no border with the rest: 12,000 people"
    form.islands.setChecked(True)
    assert form.request().islands_apart
    form.choose(Task.REPAIR, None)
    assert form.islands.isHidden()
    assert not form.request().islands_apart


def test_a_form_without_islands_does_not_ask(form: StartForm) -> None:
    assert form.islands.isHidden()


@pytest.mark.parametrize("task", list(Task))
def test_every_letter_leads_to_one_field(qtbot: QtBot, task: Task) -> None:
    dialog = StartDialog(grid_project(), scenario())
    qtbot.addWidget(dialog)
    dialog.form.choose(task, "L01")
    dialog.form.weights_fold.set_open(open_=True)
    dialog.form.more.set_open(open_=True)
    dialog.show()
    texts = [part.text() for part in dialog.findChildren(QLabel) if part.isVisible()]
    texts += [part.text() for part in dialog.findChildren(QAbstractButton) if part.isVisible()]
    letters = [found[1].casefold() for text in texts for found in re.findall(r"(&)(\w)", text)]
    assert sorted(letters) == sorted(set(letters))


def test_localities_to_merge_are_ticked_by_keys_alone(qtbot: QtBot) -> None:
    dialog = StartDialog(grid_project(), scenario())
    qtbot.addWidget(dialog)
    dialog.form.choose(Task.MERGE, "L01")
    dialog.show()
    assert dialog.focusWidget() is dialog.form.several
    QTest.keyClick(dialog.form.several, Qt.Key.Key_Down)
    QTest.keyClick(dialog.form.several, Qt.Key.Key_Space)
    assert len(dialog.form.merged()) == 2
    assert dialog.main.isEnabled()


def test_an_earlier_request_fills_the_form_again(form: StartForm) -> None:
    asked = BalanceRequest(
        use=Use.BUILD, localities=3, low=20_000, high=30_000, basis=form.request().basis,
        preferences=(Preference.EQUAL,), weights=Objective(people=2.0, border=0.5), seconds=7.0, seed=11,
        islands_apart=True,
    )  # fmt: skip
    form.show_request(Task.BUILD, asked)
    assert form.request() == asked


def test_limits_the_wrong_way_round_cannot_be_started(qtbot: QtBot) -> None:
    dialog = StartDialog(grid_project(), scenario())
    qtbot.addWidget(dialog)
    assert dialog.main.isEnabled()
    dialog.form.low.setValue(60_000)
    assert not dialog.main.isEnabled()


def test_every_part_of_the_objective_has_its_words() -> None:
    assert tuple(PARTS) == Objective.part_names()


def test_weights_and_places_of_the_slider_go_together() -> None:
    assert [weight_of(0), weight_of(1), weight_of(60)] == [0.0, LEAST, MOST]
    for place in range(61):
        assert place_of(weight_of(place)) == place


@pytest.mark.parametrize(
    ("words", "limits"),
    [
        ("Add a link, or lower the limit to 29,400.", [("lower", 29_400)]),
        (
            "Lower the lower limit to 18,000, or raise the upper limit to 52,000 or more.",
            [("lower", 18_000), ("upper", 52_000)],
        ),
        ("Lower limit 29,250.5 or upper limit 50,694.4 would work.", [("lower", 29_250), ("upper", 50_695)]),
        ("Unlock Leek.", []),
    ],
)
def test_limits_are_read_from_a_suggestion(words: str, limits: list[tuple[str, int]]) -> None:
    assert limits_in(words) == limits


@pytest.mark.parametrize(("value", "dot"), [(6.0, 0.5), (9.0, 0.75), (12.0, 1.0), (30.0, 1.0)])
def test_the_dot_stands_right_of_the_mark_by_how_far_the_plan_is(value: float, dot: float) -> None:
    assert BoundLine.place(value, 6.0) == (0.5, dot)


def test_a_short_form_stays_together_at_the_top(qtbot: QtBot) -> None:
    dialog = StartDialog(grid_project(), scenario())
    qtbot.addWidget(dialog)
    dialog.form.choose(Task.MERGE, None)
    dialog.resize(520, 700)
    dialog.show()
    qtbot.waitExposed(dialog)
    assert dialog.form.height() <= dialog.form.sizeHint().height() + 20
