"""Every component on one page, as in the picture of components; tests paint it, people look at it.

Run ``python -m tests.ui.components.gallery FOLDER`` to write gallery_light.png and gallery_dark.png.
"""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QProgressBar,
    QWidget,
)
from typing_extensions import override

from workbench.models.rules import HUB_BAND
from workbench.ui import formats
from workbench.ui.components.badge import Badge
from workbench.ui.components.band_gauge import GaugeScale, GaugeValue
from workbench.ui.components.buttons import Kind, button
from workbench.ui.components.chip import Chip, chip_icon
from workbench.ui.components.empty_state import EmptyState
from workbench.ui.components.icon_label import AppMark, IconLabel
from workbench.ui.components.labels import Role, card, column, label, row
from workbench.ui.components.message_bar import Message, MessageAction, MessageFrame, Tone
from workbench.ui.components.progress_panel import ProgressPanel
from workbench.ui.components.segment import Segment
from workbench.ui.components.shadow import add_shadow
from workbench.ui.icons import GLYPHS
from workbench.ui.status import BandState, band_state, band_word, spoken
from workbench.ui.tables.column_table_model import ColumnTableModel
from workbench.ui.tables.columns import CellKind, ChipValue, Column, IconValue, StatusValue
from workbench.ui.tables.table_view import TableView
from workbench.ui.theme import Appearance, current_theme, install_theme, load_tokens


@dataclass(frozen=True)
class Reading:
    """A row of the gauge table."""

    people: float | None
    remark: str


@dataclass(frozen=True)
class Area:
    """A row of the locality table."""

    number: int
    name: str
    people: float | None
    locked: bool = False


READINGS = (
    Reading(18_000, "off the scale"), Reading(29_999, "one under"), Reading(30_000, "limits count as in"),
    Reading(40_388, "mean"), Reading(49_400, "within 1,000"), Reading(50_001, "one over"),
    Reading(61_234, "off the scale"), Reading(None, "no population"),
)  # fmt: skip
AREAS = (
    Area(2, "Leek & High Moorland", 34_425, locked=True),
    Area(3, "Tunstall & Burslem", 49_937),
    Area(4, "Norton & Milton", 33_512),
)
READING_COLUMNS = (
    Column[Reading](
        "status", "Status", "In band or not", lambda r: band_word(r.people, HUB_BAND),
        lambda r: r.people, CellKind.STATUS, "Under \N{MINUS SIGN}12,000",
        lambda r: StatusValue(band_state(r.people, HUB_BAND), band_word(r.people, HUB_BAND)),
    ),
    Column[Reading](
        "people", "People", "Residents", lambda r: formats.number(r.people), lambda r: r.people,
        CellKind.NUMBER, "Not known",
    ),
    Column[Reading](
        "gauge", "Band", "Where it stands", lambda r: formats.number(r.people), lambda r: r.people,
        CellKind.GAUGE, cell=lambda r: GaugeValue(r.people, HUB_BAND),
        spoken=lambda r: spoken("", r.people, HUB_BAND),
    ),
    Column[Reading]("remark", "Reading", "What it means", lambda r: r.remark, lambda r: r.remark, quiet=True),
)  # fmt: skip


def area_columns() -> tuple[Column[Area], ...]:
    """Columns of the small locality table."""
    hues = load_tokens().locality_hues
    return (
        Column[Area](
            "number", "No.", "Number", lambda a: str(a.number), lambda a: a.number, CellKind.CHIP, "88",
            lambda a: ChipValue(str(a.number), hues[a.number]),
        ),
        Column[Area]("name", "Locality", "Name", lambda a: a.name, lambda a: a.name),
        Column[Area](
            "people", "People", "Residents", lambda a: formats.number(a.people), lambda a: a.people,
            CellKind.NUMBER, "484,659",
        ),
        Column[Area](
            "lock", "Lock", "Locked or not", lambda a: "Locked" if a.locked else "", lambda a: a.locked,
            CellKind.ICON, cell=lambda a: IconValue("lock" if a.locked else "", "Locked"),
        ),
    )  # fmt: skip


class Swatch(QWidget):
    """A token colour."""

    def __init__(self, token: str) -> None:
        super().__init__()
        self._token = token
        self.setFixedHeight(current_theme().px(27))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        theme = current_theme()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(theme.color("line"))
        painter.setBrush(theme.color(self._token))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -1.5), 5, 5)
        painter.end()


class Gallery(QWidget):
    """The page."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        left = column(_buttons(), _fields(), _badges(), _palette(), _icons(), None, spacing=12)
        middle = column(_gauges(), _progress(), _type(), _table(), None, spacing=12)
        right = column(_messages(), _dialog(), _empty(), None, spacing=12)
        page = row(margins=(16, 16, 16, 16), spacing=12)
        for part in (left, middle, right):
            page.addLayout(part, 10)
        self.setLayout(page)


def _buttons() -> QFrame:
    off = button("Balance", icon="balance")
    off.setEnabled(False)
    return card(
        row(
            button("Export", kind=Kind.PRIMARY, icon="export"),
            button("Compare", icon="compare"),
            button("Cancel", kind=Kind.QUIET),
            None,
        ),
        row(off, button("Delete", kind=Kind.DANGER, icon="delete"), button("Show all", kind=Kind.LINK), None),
        title="Buttons: one primary per screen",
    )


def _fields() -> QFrame:
    combo = QComboBox()
    combo.addItem(chip_icon("8", load_tokens().locality_hues[7]), "Stoke & Shelton")
    combo.setIconSize(QSize(current_theme().px(24), current_theme().px(18)))
    combo.setMinimumWidth(current_theme().px(180))
    segment = Segment("Age")
    segment.set_choices((("adults", "Adults"), ("children", "Children")), "adults")
    tick = QCheckBox("Take only unassigned")
    tick.setChecked(True)
    return card(row(combo, segment, None), row(QLineEdit("ST4 7LF"), tick), title="Fields")


def _badges() -> QFrame:
    return card(
        row(
            Badge(BandState.IN), Badge(BandState.NEAR), Badge(BandState.OVER, "Over +2,405"), None, spacing=16
        ),
        row(
            Badge(BandState.UNDER, "Under \N{MINUS SIGN}3,586"),
            Badge(BandState.UNKNOWN),
            Badge(BandState.UNASSIGNED),
            None,
            spacing=16,
        ),
        row(
            Badge(BandState.PARTS, "In 2 parts"),
            Badge(BandState.PRACTICE),
            Badge(BandState.FREE),
            None,
            spacing=16,
        ),
        title="Badges",
    )


def _palette() -> QFrame:
    def swatches(*names: str) -> QHBoxLayout:
        line = row()
        for name in names:
            line.addLayout(column(Swatch(name), label(name, Role.CAPTION), spacing=2), 1)
        return line

    hues = load_tokens().locality_hues
    chips = row(*(Chip(str(number), hue) for number, hue in enumerate(hues, start=1)), None, spacing=6)
    return card(
        swatches("window", "surface", "hover", "selected", "line", "control"),
        swatches("text", "text2", "accent", "in", "near", "over"),
        label("Locality hues, black text on each at least 8:1", Role.CAPTION),
        chips,
        title="Palette",
        spacing=8,
    )


def _icons() -> QFrame:
    names = sorted(GLYPHS)
    lines = [row(*(IconLabel(name) for name in names[at : at + 14]), None) for at in range(0, len(names), 14)]
    return card(row(AppMark(), None), *lines, title="Icons and mark", spacing=6)


def _gauges() -> QFrame:
    model = ColumnTableModel(READING_COLUMNS, lambda r: (r.people, r.remark), READINGS)
    model.set_header_cell("gauge", GaugeScale.for_band(HUB_BAND))
    table = TableView(model, "Band gauge")
    model.setParent(table)
    table.setFixedHeight(table.height_for_rows(len(READINGS)))
    return card(table, title="Band gauge and status: word, shape, colour")


def _progress() -> QFrame:
    panel = ProgressPanel()
    panel.start("Finding proposals")
    panel.add_action(button("Use best so far"))
    panel.finish()
    panel.report(0.62, "112 of 181 starts, about 2 s left", best="Best so far: 10 moves, all 12 in band")
    made = card(panel, title="Progress: over 0.3 seconds, always cancellable")
    panel.show()
    return made


def _type() -> QFrame:
    return card(
        row(
            label("28 total", Role.DISPLAY), label("22 figure", Role.FIGURE),
            label("18 heading", Role.HEADING),
            label("15 title", Role.TITLE), None, spacing=14,
        ),
        row(label("13 body, tabular figures 30,978"),
            label("12 caption and header", Role.CAPTION), None,
            spacing=14),
        title="Type",
    )  # fmt: skip


def _table() -> QFrame:
    model = ColumnTableModel(area_columns(), lambda a: a.number, AREAS)
    table = TableView(model, "Localities")
    model.setParent(table)
    model.set_strong([4])
    table.choose(4)
    table.setFixedHeight(table.height_for_rows(len(AREAS)))
    return card(table, title="Table: hairlines, no stripes, figures right")


def _messages() -> QFrame:
    def act(text: str) -> tuple[MessageAction, ...]:
        return (MessageAction(text, lambda: None),)

    said = (
        Message(Tone.GOOD, "Saved to North Staffordshire hubs.gpkg",
            "46 steps, 1.2 MB, checked after writing."),
        Message(
            Tone.WARNING, "The shared drive did not answer",
            "Your work is safe on this computer. Saving is tried again in 5 seconds.", act("Save elsewhere"),
        ),
        Message(
            Tone.PROBLEM, "This file is not a registrations file",
            "It has no column of area codes. Expected LSOA_CODE.", act("Map columns"),
        ),
        Message(
            Tone.NOTE, "Opened read-only", "J. Patel has this file open since 13:40.", act("Save a copy"),
        ),
    )  # fmt: skip
    frames = [MessageFrame(message, closable=False) for message in said]
    return card(*frames, title="Message bar: what, why, what next", spacing=8)


def _dialog() -> QFrame:
    words = "Its plan, scope and notes are removed. Scenarios A and B stay. You can undo this."
    asking = card(
        label("Delete scenario C, Equal people?", Role.TITLE),
        label(words, Role.SECONDARY, wrap=True),
        row(
            None,
            button("Keep it", kind=Kind.QUIET),
            button("Delete scenario", kind=Kind.DANGER, icon="delete"),
        ),
        margins=(20, 16, 16, 14),
    )
    add_shadow(asking)
    return card(asking, title="Dialog: the question, what happens, verbs on buttons")


def _empty() -> QFrame:
    return card(
        EmptyState(
            "locality",
            "No localities yet",
            "Draw an outline on the map, or let Balance make a first plan.",
            button("Draw an outline"),
            button("Make a first plan", icon="balance"),
        ),
        title="Empty state",
    )


def clipped(page: QWidget) -> list[str]:
    """Words that do not fit into their label or button."""
    found: list[str] = []
    for part in page.findChildren(QWidget):
        if not part.isVisible():
            continue
        hint, text = part.sizeHint(), str(part.property("text") or "")
        if part.property("wordWrap"):
            short = part.heightForWidth(part.width()) > part.height() + 2
        else:
            short = hint.width() > part.width() + 1 or hint.height() > part.height() + 2
        if text and short:
            found.append(f"{type(part).__name__} {text!r} {hint} in {part.size()}")
        if isinstance(part, QProgressBar | Badge | Chip) and hint.height() > part.height() + 1:
            found.append(f"{type(part).__name__} {hint} in {part.size()}")
    return found


def main(folder: Path) -> None:
    """Write both pictures."""
    application = QApplication([])
    for appearance in (Appearance.LIGHT, Appearance.DARK):
        install_theme(application, appearance=appearance)
        page = Gallery()
        page.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        page.setFocus()
        page.resize(1366, 790)
        page.show()
        for _ in range(4):
            application.processEvents()
        page.grab().save(str(folder / f"gallery_{appearance.value}.png"))
        sys.stdout.write("".join(f"{line}\n" for line in clipped(page)))
        page.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
