"""The signs of the open project: practices by list, providers by sector, and their entries in the legend."""

from __future__ import annotations

import numpy as np

from workbench.metrics.site_sectors import plain_kind, sectors_by_kind, site_sector
from workbench.models.project import Project
from workbench.models.providers import Sector
from workbench.ui import formats
from workbench.ui.layers.layer_state import PRACTICES, PROVIDERS, LayerState
from workbench.ui.map.furniture import paint_practice_sign
from workbench.ui.map.legend import LegendEntry
from workbench.ui.map.sector_signs import HOSPITAL, sector_sign
from workbench.ui.map.symbols import PRACTICE, Places, SiteSymbols

HOSPITAL_KIND = "hospital"


class MapSigns:
    """Brings a project's practices and sites into the overlay ``symbols``, as the layers say."""

    def __init__(self) -> None:
        self.symbols = SiteSymbols()
        self._practices = Places.none()
        self._sites: dict[str, Places] = {}
        self.state = LayerState()

    def use(self, project: Project) -> None:
        """Take the practices and sites of a project; sites of an old source stay out."""
        practices, sites = project.area.practices, project.area.sites
        self._practices = Places(
            [str(code) for code in practices.codes], [str(name) for name in practices.names],
            practices.easting, practices.northing, practices.list_size,
        )  # fmt: skip
        by_kind = sectors_by_kind(project.registers)
        groups: dict[str, list[int]] = {}
        placed = np.isfinite(sites.easting) & np.isfinite(sites.northing) & ~sites.stale
        for row in np.flatnonzero(placed).tolist():
            hospital = plain_kind(sites.kinds[row]) == HOSPITAL_KIND
            sector = HOSPITAL if hospital else site_sector(sites, row, by_kind)[0].value
            groups.setdefault(sector, []).append(row)
        self._sites = {
            sector: Places(
                [str(sites.codes[row]) for row in rows], [str(sites.names[row]) for row in rows],
                sites.easting[rows], sites.northing[rows], np.full(len(rows), np.nan),
            )
            for sector in (*(sector.value for sector in Sector), HOSPITAL)
            if (rows := groups.get(sector))
        }  # fmt: skip
        self.show(self.state)

    def show(self, state: LayerState) -> None:
        """Show what the layers say."""
        self.state = state
        self.symbols.set_practices(self._practices)
        self.symbols.set_providers({sector: self._sites[sector] for sector in self.shown_sectors})
        self.symbols.practices_on_top = state.signs.index(PRACTICES) > state.signs.index(PROVIDERS)
        self.symbols.set_strengths(
            practices=state.look(PRACTICES).strength, providers=state.look(PROVIDERS).strength
        )

    @property
    def sectors(self) -> dict[str, int]:
        """Number of sites by sector, hospitals apart, for those that the project has."""
        return {sector: len(places.codes) for sector, places in self._sites.items()}

    @property
    def shown_sectors(self) -> list[str]:
        """The sectors whose signs are wanted, hospitals on top."""
        return [sector for sector in self._sites if sector in self.state.sectors]

    def legend(self) -> list[LegendEntry]:
        """What is shown, explained."""
        found = []
        if self.state.look(PRACTICES).strength and len(self._practices.codes):
            found.append(LegendEntry(paint_practice_sign, self._counted("Practice, by list", PRACTICE)))
        if self.state.look(PROVIDERS).strength:
            found += [
                LegendEntry(_SIGN[sector], self._counted(sector_words(sector), sector))
                for sector in self.shown_sectors
            ]
        return found

    def _counted(self, words: str, sector: str) -> str:
        """The words for a sign, and how many are shown where the scale has no room for all."""
        shown, there = self.symbols.counted(sector)
        if shown == there:
            return words
        return f"{words}: {formats.number(shown)} of {formats.number(there)} shown at this scale"


_SIGN = {sector: sector_sign(sector) for sector in (*(one.value for one in Sector), HOSPITAL)}


def sector_words(sector: str) -> str:
    """What a sector is called on screen."""
    return "Sector not known" if sector == Sector.UNKNOWN.value else sector
