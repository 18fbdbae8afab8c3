"""Names that look like HTML stay names in tooltips too."""

from __future__ import annotations

import pytest
from PySide6.QtGui import Qt, QTextDocument

from workbench.ui.components.elided_label import ElidedLabel
from workbench.ui.components.tips import plain_tip


@pytest.mark.parametrize(
    "text", ["Leek & Biddulph", "1 < 2", "<b>Leek</b>", "<img src='x'>\n12 areas", "&lt;b&gt;", "two\nlines"]
)
def test_a_tip_shows_the_text_as_it_stands(text: str) -> None:
    tip = plain_tip(text)
    shown = QTextDocument()
    if Qt.mightBeRichText(tip):
        shown.setHtml(tip)
    else:
        shown.setPlainText(tip)
    assert shown.toPlainText() == text


@pytest.mark.usefixtures("qapp")
def test_a_name_that_is_cut_has_such_a_tip() -> None:
    name = ElidedLabel("<b>Leek</b> and the villages around it")
    name.resize(30, 20)
    name.show()
    assert name.toolTip().startswith("<qt>&lt;b&gt;Leek")
