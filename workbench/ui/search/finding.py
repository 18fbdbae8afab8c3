"""Find (Ctrl+F): areas, practices, sites, postcodes and places by a few letters, with a jump to them."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from workbench.models.units import UnitTable
from workbench.ui.components.finder import FinderCard, FoundRow
from workbench.ui.desk import Desk
from workbench.ui.jobs import Jobs
from workbench.ui.search.index import Hit, Kind, SearchIndex, locality_index, make_index
from workbench.ui.search.jumping import Jump

MOST = 50
FOOT = "↑ ↓ choose      Enter goes there      Shift+Enter selects its areas      Esc closes"
READING = "Reading the names of all areas…"
HINT = "Area, practice, site, postcode, ward, place or locality"
_ICONS = {
    Kind.LOCALITY: "locality", Kind.PLACE: "bigger_area", Kind.PRACTICE: "practice", Kind.SITE: "provider",
    Kind.AREA: "map",
}  # fmt: skip


class Finding(QObject):
    """Holds the index of the open project; it is made beside the window when it is first wanted."""

    def __init__(self, desk: Desk, over: QWidget, jump: Jump) -> None:
        super().__init__(over)
        self._desk, self._jump = desk, jump
        self._jobs = Jobs(self)
        self._index: SearchIndex | None = None
        self._units: UnitTable | None = None
        self.card = FinderCard(over, "Find", HINT, self.find, foot=FOOT)
        self.card.taken.connect(self._go)
        self.card.taken_whole.connect(self._select)
        desk.project_changed.connect(self.forget)

    def open(self) -> None:
        """Show the search."""
        bridge = self._desk.bridge
        if bridge is None:
            return
        area = bridge.project.area
        if area.units is not self._units:  # other larger areas make other units
            self.forget()
            self._units = area.units
            self.card.waiting = READING
            self._jobs.start("Find", lambda progress: make_index(area, progress), self._made)
        self.card.open()

    @property
    def ready(self) -> bool:
        """Whether the index is made."""
        return self._index is not None

    def find(self, typed: str) -> list[FoundRow]:
        """What was found, best first."""
        bridge = self._desk.bridge
        if bridge is None:
            return []
        index = self._index or SearchIndex([], [])
        hits = index.find(typed, MOST, locality_index(bridge.scenario.plan))
        return [FoundRow(hit, hit.title, hit.detail, hit.says, _ICONS[hit.kind]) for hit in hits]

    def forget(self) -> None:
        """Drop the index, for another project or when the window closes; a running job is waited for."""
        self._jobs.join()
        self._index = self._units = None
        self.card.close_card()

    def _made(self, index: SearchIndex) -> None:
        self._index = index
        self.card.waiting = ""
        if self.card.isVisible():
            self.card.refresh()

    def _go(self, hit: object) -> None:
        if isinstance(hit, Hit):
            self._jump.to(hit)

    def _select(self, hit: object) -> None:
        if isinstance(hit, Hit):
            self._jump.select(hit)
