"""Carry the layers out on the map: order and looks, shading, files; and remember them for each project."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from PySide6.QtCore import QObject, QTimer, Signal

from workbench.io.published.kinds import OGL
from workbench.io.reference_layers import Box, surroundings
from workbench.metrics.classing import Method
from workbench.metrics.site_sectors import SECTOR_RULES
from workbench.metrics.unit_indicators import indicator_values, indicators
from workbench.models.map_sources import MAP_SOURCES, MapSource, SourceKind
from workbench.session.changes import Changes
from workbench.ui.desk import Desk
from workbench.ui.latest import Latest
from workbench.ui.layers.classed import Shades, class_shades
from workbench.ui.layers.layer_state import (
    HATCHES,
    LABELS,
    PRACTICES,
    PROVIDERS,
    LayerState,
    Shading,
    from_text,
    to_text,
)  # fmt: skip
from workbench.ui.layers.sheet_drawing import SheetDrawing, SheetPainter
from workbench.ui.layers.source_files import SourceFiles
from workbench.ui.map.legend import LegendRow
from workbench.ui.map.sheets import Look
from workbench.ui.map_area import MapArea
from workbench.ui.map_look import map_look

Classes = tuple[Shades, list[LegendRow]]
SITES = "sites"
KEEP_AFTER_MS = 600
REMEMBERED = 40
"""Projects whose layers are remembered."""


class LayersOnMap(QObject):
    """Owns the state of the layers; the panel shows it and asks for changes."""

    changed = Signal()
    """Show the state again."""
    shaded = Signal()
    """Areas are coloured by something else."""

    def __init__(self, desk: Desk, area: MapArea) -> None:
        super().__init__(area)
        self.desk, self.area = desk, area
        self.state = LayerState()
        self.overlays: set[str] = set()
        """Layers that something on the map belongs to."""
        self.files = SourceFiles(self)
        self.drawing = SheetDrawing(area.canvas)
        self._latest = Latest(self)
        self._shaded: Shading | None = None
        self.shading_shown: tuple[str, Shades | None, list[LegendRow]] = ("", None, [])
        """What the areas are coloured by: its name, colours and legend; no colours for the localities."""
        self._unkept: tuple[str, str] | None = None
        self._keep_soon = QTimer(self)
        self._keep_soon.setSingleShot(True)
        self._keep_soon.setInterval(KEEP_AFTER_MS)
        self._keep_soon.timeout.connect(self._keep)
        self.files.changed.connect(self._files_read)
        map_look().changed.connect(self.changed)
        area.project_shown.connect(self._project_changed)
        desk.changed.connect(self._edited)

    # -- what there is
    @property
    def sources(self) -> tuple[MapSource, ...]:
        """The files on the map of the open project, the lowest first."""
        if self.desk.bridge is None:
            return ()
        found = self.desk.bridge.project.registers.of(MAP_SOURCES, MapSource)
        return tuple(sorted(found, key=lambda source: source.place))

    def source(self, key: str) -> MapSource | None:
        """The file of a layer, None for the map's own."""
        return next((source for source in self.sources if source.key == key), None)

    @property
    def indicators(self) -> dict[str, str]:
        """What areas can be coloured by."""
        return {} if self.desk.bridge is None else indicators(self.desk.bridge.project.area)

    @property
    def box(self) -> Box:
        """The surroundings of the study area."""
        assert self.desk.bridge is not None  # noqa: S101 - asked for an open project only
        return surroundings(self.desk.bridge.project.area.units.bounds)

    # -- changes asked for
    def set_shown(self, key: str, *, shown: bool) -> None:
        """Show or hide a layer."""
        if key == HATCHES:
            map_look().set_hatched(shown)
            return
        self._set(self.state.with_look(key, Look(shown, self.state.look(key).opacity)))

    def set_opacity(self, key: str, opacity: float) -> None:
        """Let a layer show more or less of what is below."""
        self._set(self.state.with_look(key, Look(self.state.look(key).shown, opacity)))

    def move(self, key: str, steps: int) -> None:
        """Draw a layer some places higher; lower for a negative number."""
        self._set(self.state.moved(key, steps))

    def shade(
        self, *, by: str | None = None, method: Method | None = None, classes: int | None = None
    ) -> None:
        """Colour the areas by something else, or in other classes."""
        now = self.state.shading
        wanted = Shading(
            now.by if by is None else by, method or now.method, now.classes if classes is None else classes
        )
        self._set(replace(self.state, shading=wanted))

    def toggle_sector(self, sector: str) -> None:
        """Show or hide the providers of a sector."""
        self._set(replace(self.state, sectors=self.state.sectors ^ {sector}))

    def _set(self, state: LayerState) -> None:
        before, self.state = self.state, state
        if state == before:
            return
        self._remember()
        if _only_faded(before, state):
            self.area.canvas.sheets.arrange(state.ground, state.looks)
        else:
            self._apply()
        self.changed.emit()

    # -- following
    def _project_changed(self) -> None:
        self._keep()
        self.files.forget()
        self.drawing.forget()
        self._latest.forget()
        self._shaded = None
        self.state = LayerState()
        bridge = self.desk.bridge
        if bridge is not None:
            self.state = from_text(self.desk.settings.now.map_layers.get(self._name, ""))
            self._use_sources()
            self._apply()
        self.changed.emit()

    def _edited(self, changes: Changes) -> None:
        if SECTOR_RULES in changes.registers and self.desk.bridge is not None:
            self.area.signs.use(self.desk.bridge.project)
            self.area.layers_changed()
        if MAP_SOURCES in changes.registers:
            self._use_sources()
            self._apply()
            self.changed.emit()

    def _use_sources(self) -> None:
        bridge = self.desk.bridge
        if bridge is None:
            return
        sources = self.sources
        self.state = self.state.with_sources(sources)
        folder = None if bridge.opened.path is None else bridge.opened.path.parent
        self.files.use(sources, folder, self.box)

    def _files_read(self) -> None:
        self._apply()
        self.changed.emit()

    # -- carrying out
    def _apply(self) -> None:
        state, area = self.state, self.area
        area.canvas.sheets.arrange(state.ground, state.looks)
        self.overlays = area.canvas.arrange_layers(_strengths(state))
        area.labels.visible = bool(state.look(LABELS).strength)
        area.signs.show(state)
        self.drawing.use(self.painters_shown)
        area.furniture.set_attribution(self.attribution)
        self._shade()
        area.layers_changed()

    @property
    def painters_shown(self) -> dict[str, SheetPainter]:
        """What draws each file that is shown."""
        return {key: one for key, one in self.files.painters.items() if self.state.look(key).strength}

    @property
    def attribution(self) -> str:
        """What the sources of the project and the files shown ask to be said, each once."""
        bridge = self.desk.bridge
        if bridge is None:
            return ""
        said = [source.licence.strip() for source in bridge.project.area.sources]
        said = [words for words in said if "©" in words or words.startswith("Contains")]
        said = [words.removeprefix(f"{OGL}. ") for words in said]
        shown = [one for one in self.sources if one.key in self.files.painters]
        said += [one.attribution.strip() for one in shown if self.state.look(one.key).strength]
        each = [words for words in dict.fromkeys(said) if words]
        longest = [one for one in each if not any(one != other and other.startswith(one) for other in each)]
        return " | ".join(longest)

    def _shade(self) -> None:
        """Colour areas by the indicator chosen; natural breaks are found beside the window."""
        bridge, shading = self.desk.bridge, self.state.shading
        if bridge is None or shading == self._shaded:
            return
        self._shaded = shading
        words = self.indicators.get(shading.by)
        if words is None:
            self._put_shading()
            return
        values = indicator_values(bridge.project.area, shading.by)
        if not np.isfinite(values).any():
            self._put_shading()
            return
        if shading.method is Method.NATURAL:
            self._latest.ask(
                "classes",
                lambda _progress: class_shades(values, shading.method, shading.classes),
                lambda found: self._show_classes(shading, words, found),
            )
        else:
            self._show_classes(shading, words, class_shades(values, shading.method, shading.classes))

    def _show_classes(self, shading: Shading, words: str, found: Classes) -> None:
        if shading == self.state.shading:
            self._put_shading(words, *found)

    def _put_shading(
        self, words: str = "", shades: Shades | None = None, rows: Sequence[LegendRow] = ()
    ) -> None:
        self.shading_shown = (words, shades, list(rows))
        self.area.set_shading(words, shades, rows)
        self.shaded.emit()

    # -- remembering
    @property
    def _name(self) -> str:
        path = None if self.desk.bridge is None else self.desk.bridge.opened.path
        return "" if path is None else str(path.resolve())

    def _remember(self) -> None:
        """Keep the state soon: a slider on its way says many states."""
        if self._name:
            self._unkept = (self._name, to_text(self.state))
            self._keep_soon.start()

    def _keep(self) -> None:
        """Write the state among the preferences: it is no work that would have to be saved."""
        self._keep_soon.stop()
        if self._unkept is None:
            return
        (name, text), self._unkept = self._unkept, None
        kept = {one: said for one, said in self.desk.settings.now.map_layers.items() if one != name}
        latest = list(kept.items())[-(REMEMBERED - 1) :]
        self.desk.settings.change(map_layers=dict([*latest, (name, text)]))

    def let_go(self) -> None:
        """Stop all work and let go of the files, when the window closes."""
        self._keep()
        self.files.forget()
        self.drawing.forget()
        self._latest.forget()


def _only_faded(before: LayerState, after: LayerState) -> bool:
    """Whether nothing but the opacity of sheets has changed, and none has come or gone."""
    if replace(before, looks=after.looks) != after:
        return False
    keys = before.looks.keys() | after.looks.keys()
    changed = [key for key in keys if before.look(key) != after.look(key)]
    return all(
        key in after.ground and bool(before.look(key).strength) == bool(after.look(key).strength)
        for key in changed
    )


def _strengths(state: LayerState) -> dict[str, float]:
    """How much is seen of each layer above the map; practices and providers share one, which fades each."""
    found: dict[str, float] = {}
    for key in state.signs:
        if key in (PRACTICES, PROVIDERS):
            found.pop(SITES, None)
            found[SITES] = 1.0
        else:
            found[key] = state.look(key).strength
    return found


def new_key(sources: tuple[MapSource, ...], prefix: str) -> str:
    """A key that no file has."""
    taken = {source.key for source in sources}
    return next(
        f"{prefix}{number}" for number in range(1, len(taken) + 2) if f"{prefix}{number}" not in taken
    )


def kind_words(kind: SourceKind) -> str:
    """What a file is called in sentences."""
    return "background" if kind is SourceKind.BACKGROUND else "reference layer"
