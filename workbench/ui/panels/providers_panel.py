"""The tab "Providers": sites and organisations by sector, whom they serve, and what each locality links."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QLineEdit, QSizePolicy, QStackedWidget, QWidget

from workbench.ui import formats
from workbench.ui.components.buttons import button
from workbench.ui.components.chip import Chip
from workbench.ui.components.empty_state import EmptyState
from workbench.ui.components.labels import Role, column, label, row, rule
from workbench.ui.components.tips import plain_tip
from workbench.ui.icons import icon
from workbench.ui.tables.column_table_model import ColumnTableModel
from workbench.ui.tables.site_columns import (
    STALE_WORDS,
    LinkRow,
    OrganisationRow,
    SiteRow,
    link_columns,
    organisation_columns,
    site_columns,
)
from workbench.ui.tables.table_view import TableView
from workbench.ui.theme import current_theme

ALL, STALE = "All sectors", "Old source"
LINK_ROWS = 5


@dataclass(frozen=True)
class ProviderCalls:
    """What the panel asks for: the localities of the sites in hand, and the table of sectors."""

    choose_localities: Callable[[], object]
    where_they_stand: Callable[[], object]
    sector_rules: Callable[[], object]


class ProvidersPanel(QWidget):
    """Search, sector, table, the site in hand, and completeness. ``opened`` tells of a double-click."""

    opened = Signal(object)
    chosen = Signal(object)
    """Codes of the sites in hand."""

    def __init__(
        self,
        calls: ProviderCalls,
        *,
        layout_text: str = "",
        remember: Callable[[str], None] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._target: str | None = None
        self._links: list[LinkRow] = []
        self.search = QLineEdit()
        self.search.setPlaceholderText("Site, organisation or postcode")
        self.search.setAccessibleName("Find a provider site")
        self.search.setClearButtonEnabled(True)
        self.search.addAction(icon("search", size=16), QLineEdit.ActionPosition.LeadingPosition)
        self.search.textChanged.connect(self._filter)
        self.shown = _combo("Sites or organisations")
        self.shown.addItems(["Sites", "Organisations"])
        self.shown.currentIndexChanged.connect(self._switch)
        self.sector = _combo("Sector shown", letters=12)
        self.sector.currentIndexChanged.connect(self._filter)
        finders = row(margins=(12, 8, 12, 8))
        finders.addWidget(self.search, 1)
        finders.addWidget(self.shown)
        finders.addWidget(self.sector)
        self._make_tables(layout_text, remember)
        self._empty = EmptyState(
            "provider", "No provider sites", "Make the project anew with a providers file to see them here."
        )
        self._site_box = self._make_site_box(calls)
        self._links_box = self._make_links_box(calls)
        layout = column(finders, spacing=0)
        layout.addWidget(self._empty)
        layout.addWidget(self.tables, 1)
        layout.addWidget(self._site_box)
        layout.addWidget(rule())
        layout.addWidget(self._links_box)
        self.setLayout(layout)

    def _make_tables(self, layout_text: str, remember: Callable[[str], None] | None) -> None:
        self.model = ColumnTableModel[SiteRow](site_columns(), lambda r: r.code, parent=self)
        self.table = TableView(self.model, "Provider sites", layout_text=layout_text, remember=remember)
        self.table.set_columns_shown(("hub", "name", "sector", "stale"))
        self.table.row_opened.connect(self.opened)
        self.table.selectionModel().selectionChanged.connect(lambda *_: self._site_chosen())
        self.organisation_model = ColumnTableModel[OrganisationRow](
            organisation_columns(), lambda r: r.code, parent=self
        )
        self.organisations = TableView(self.organisation_model, "Provider organisations")
        self.tables = QStackedWidget()
        self.tables.addWidget(self.table)
        self.tables.addWidget(self.organisations)

    def _make_site_box(self, calls: ProviderCalls) -> QWidget:
        self.serves = label("", Role.SECONDARY, wrap=True)
        self.serves.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.choose_button = button(
            "Serves…", icon="assign", tip="Which localities the sites in hand serve",
            clicked=calls.choose_localities,
        )  # fmt: skip
        self.stand_button = button(
            "Where it stands", tip="Serves the locality that it stands in", clicked=calls.where_they_stand
        )
        box = QWidget()
        layout = row(margins=(14, 6, 12, 6))
        layout.addWidget(self.serves, 1)
        layout.addWidget(self.stand_button)
        layout.addWidget(self.choose_button)
        box.setLayout(layout)
        return box

    def _make_links_box(self, calls: ProviderCalls) -> QWidget:
        self._chip = Chip()
        self.target_says = label("", Role.STRONG)
        self.target_says.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.target_sectors = label("", Role.CAPTION, wrap=True)
        self._system = label("", Role.CAPTION)
        self.link_model = ColumnTableModel[LinkRow](link_columns(), lambda r: r.code, parent=self)
        self.links = TableView(self.link_model, "What each locality links", compact=True)
        self.links.setFixedHeight(self.links.height_for_rows(LINK_ROWS))
        self._rules = button(
            "Sectors of kinds…", tip="Which sector a kind of provider has, where the source does not say",
            clicked=calls.sector_rules,
        )  # fmt: skip
        head = row(self._chip, spacing=8)
        head.addWidget(self.target_says, 1)
        box = QWidget()
        top = column(
            row(label("What each locality links", Role.SECTION), None, self._rules),
            head,
            self.target_sectors,
            margins=(14, 8, 12, 6),
            spacing=4,
        )
        box.setLayout(column(spacing=0))
        layout = box.layout()
        assert isinstance(layout, type(top))  # noqa: S101 - both are columns
        layout.addLayout(top)
        layout.addWidget(self.links)
        layout.addLayout(row(self._system, None, margins=(14, 5, 12, 8)))
        return box

    # -- showing
    def show_providers(
        self,
        sites: Sequence[SiteRow],
        organisations: Sequence[OrganisationRow],
        links: Sequence[LinkRow],
        *,
        target: str | None,
        editable: bool,
    ) -> None:
        """Show these sites, organisations and localities; the locality of ``target`` on top."""
        self._editable = editable
        self._fill_sectors(sites)
        self.model.set_rows(sites)
        self.organisation_model.set_rows(organisations)
        self._links = list(links)
        self._empty.setVisible(not sites)
        self.tables.setVisible(bool(sites))
        self._site_box.setVisible(bool(sites) and self.shown.currentIndex() == 0)
        self._links_box.setVisible(bool(links))
        self._rules.setEnabled(editable and bool(sites))
        stale = sum(line.stale for line in sites)
        counted = f"{formats.count(len(sites) - stale, 'site')} counted"
        self._system.setText(f"{counted}, {stale:,} from an old source, not counted" if stale else counted)
        self.show_target(target)
        self._filter()
        self._site_chosen()

    _editable = False

    def show_target(self, target: str | None) -> None:
        """Put the locality in hand on top."""
        self._target = target
        ordered = sorted(self._links, key=lambda line: line.code != target)
        self.link_model.set_rows(ordered)
        line = next((line for line in self._links if line.code == target), None)
        for part in (self._chip, self.target_says, self.target_sectors):
            part.setVisible(line is not None)
        if line is None:
            return
        self._chip.set_value(line.number, line.hue)
        says = line.says[0].lower() + line.says[1:]
        self.target_says.setText(f"{line.name}: {says}")
        self.target_says.setToolTip(plain_tip(f"{line.name}: {line.says}"))
        absent = ", ".join(line.sectors)
        words = f"No provider in: {absent}" if absent else "Every sector has a provider"
        self.target_sectors.setText(words)
        self.links.setFixedHeight(self.links.height_for_rows(min(LINK_ROWS, max(1, len(ordered)))))

    def _fill_sectors(self, sites: Sequence[SiteRow]) -> None:
        count = Counter(line.sector for line in sites)
        stale = sum(line.stale for line in sites)
        now = self.sector.currentData()
        self.sector.blockSignals(True)
        self.sector.clear()
        self.sector.addItem(f"{ALL} {len(sites)}", "")
        for sector in sorted(count):
            self.sector.addItem(f"{sector} {count[sector]}", sector)
        if stale:
            self.sector.addItem(f"{STALE} {stale}", STALE)
        self.sector.setCurrentIndex(max(0, self.sector.findData(now)))
        self.sector.blockSignals(False)

    # -- asking
    @property
    def sites_in_hand(self) -> tuple[str, ...]:
        """Codes of the selected sites."""
        return tuple(str(code) for code in self.table.selected_ids())

    def choose(self, code: str) -> None:
        """Show a site, whatever is filtered, and take it in hand."""
        self.shown.setCurrentIndex(0)
        if self.table.table_model.place_of(code) is not None:
            self.search.clear()
            self.sector.setCurrentIndex(0)
        self.table.choose(code)
        self._site_chosen()

    def _site_chosen(self) -> None:
        codes = self.sites_in_hand if self.shown.currentIndex() == 0 else ()
        lines = [line for line in self.model.rows if line.code in codes]
        words = "Select a site to choose the localities it serves"
        if len(lines) == 1:
            where = f"serves {lines[0].serves}" if lines[0].serves else "serves no locality"
            words = f"{lines[0].name}: {STALE_WORDS.lower() if lines[0].stale else where}"
        elif lines:
            words = formats.count(len(lines), "site")
        self.serves.setText(words)
        self.serves.setToolTip(plain_tip(words))
        self.choose_button.setEnabled(self._editable and bool(lines))
        self.stand_button.setEnabled(self._editable and any(line.by_choice for line in lines))
        self.chosen.emit(codes)

    def _switch(self, at: int) -> None:
        self.tables.setCurrentIndex(at)
        self._site_box.setVisible(at == 0 and bool(self.model.rows))
        self._filter()
        self._site_chosen()

    def front_table(self) -> TableView:
        """The table that is shown."""
        return self.table if self.shown.currentIndex() == 0 else self.organisations

    def _filter(self, *_details: object) -> None:
        wanted = self.sector.currentData() or ""
        words = self.search.text()
        if wanted == STALE:
            self.table.set_filter(words, lambda line: line.stale)
            self.organisations.set_filter(words, lambda line: line.stale_sites > 0)
        else:
            self.table.set_filter(words, lambda line: not wanted or line.sector == wanted)
            self.organisations.set_filter(words, lambda line: not wanted or line.sector == wanted)


def _combo(name: str, *, letters: int = 7) -> QComboBox:
    combo = QComboBox()
    combo.setAccessibleName(name)
    combo.setToolTip(name)
    combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    combo.setMinimumContentsLength(letters)
    combo.view().setMinimumWidth(current_theme().px(220))
    return combo
