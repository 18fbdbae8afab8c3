"""What a spreadsheet is handed: figures as figures, codes and hostile names as text."""

from __future__ import annotations

import pytest

from workbench.ui.tables.copying import figure_in, tabbed, table_html


@pytest.mark.parametrize(
    ("shown", "figure"),
    [
        ("33,719", "33719"),
        ("\u22121,681", "-1681"),
        ("+642", "642"),
        ("0", "0"),
        ("12.50", "12.50"),
        ("73.6%", "73.6%"),
        ("007", None),
        ("1,23", None),
        ("1E5", None),
        ("30k", None),
        ("", None),
        ("13:51", None),
    ],
)
def test_figures_are_told_from_codes(shown: str, figure: str | None) -> None:
    assert figure_in(shown) == figure


def test_hostile_names_stay_text() -> None:
    lines = [["Name", "People"], ["=1+1\n<b>", "\u2212@"]]
    assert tabbed(lines) == "Name\tPeople\n'=1+1 <b>\t\u2212@\n"
    html = table_html(lines)
    assert "'=1+1 &lt;b&gt;" in html or "&#x27;=1+1 &lt;b&gt;" in html
    assert "<b>" not in html


def test_shares_carry_their_value_and_form() -> None:
    html = table_html([["Own"], ["73.6%"], ["5%"]])
    assert 'sdval="0.736" sdnum="2057;0;0.0%">73.6%</td>' in html
    assert 'sdval="0.05" sdnum="2057;0;0%">5%</td>' in html
