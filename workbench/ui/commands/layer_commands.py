"""Layers of the map: adding files, changing how they are drawn, and the menu of a layer."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
from PySide6.QtCore import QPoint, QSignalBlocker
from PySide6.QtWidgets import QMenu, QWidget

from workbench.io import reference_layers
from workbench.io.reference_layers import ReferenceLayer, layer_names
from workbench.models.map_sources import MAP_SOURCES, MapSource, SourceKind
from workbench.session.register_edits import put_record, remove_record
from workbench.ui.components.message_bar import MessageAction, Tone
from workbench.ui.dialogs.files import OpenFile
from workbench.ui.dialogs.source_dialog import SourceDialog
from workbench.ui.layers import background_sheet
from workbench.ui.layers.layer_rows import layer_rows
from workbench.ui.layers.layer_state import HATCHES, LABELS, LINKS, NOTES, PROVIDERS, SOURCE
from workbench.ui.layers.signs import sector_words
from workbench.ui.layers.source_files import NOT_FOUND, Content, read_content, told
from workbench.ui.map.sheets import FILLS
from workbench.ui.map_layers import LayersOnMap, kind_words, new_key
from workbench.ui.map_look import map_look
from workbench.ui.panels.layers_panel import LayersPanel

OPACITIES = (100, 75, 50, 25)
BELOW_BACKGROUND = 0.6
"""Opacity of the colours after a background was added, so that it can be seen."""


class LayerCommands:
    """Between the panel "Layers" and the map; ``show_tab`` brings a tab to the front."""

    def __init__(
        self,
        layers: LayersOnMap,
        panel: LayersPanel,
        parent: QWidget,
        show_tab: Callable[[str], object],
    ) -> None:
        self._desk, self._layers, self._panel, self._parent = layers.desk, layers, panel, parent
        self._area, self._show_tab = layers.area, show_tab
        layers.changed.connect(self._show)
        layers.area.project_shown.connect(self._tell_missing)
        panel.ticked.connect(lambda key, shown: layers.set_shown(key, shown=shown))
        panel.faded.connect(layers.set_opacity)
        panel.moved.connect(layers.move)
        panel.menu_wanted.connect(self._open_menu)
        panel.add_wanted.connect(self._offer_files)
        panel.colour.by_changed.connect(lambda by: layers.shade(by=by))
        panel.colour.method_changed.connect(lambda method: layers.shade(method=method))
        panel.colour.classes_changed.connect(lambda classes: layers.shade(classes=classes))
        self._show()

    def _show(self) -> None:
        state = self._layers.state
        rows = layer_rows(
            state, self._layers.sources, hatched=map_look().hatches_wanted, note=self._layers.files.note,
            present=lambda key: key in self._layers.overlays or key not in (LINKS, NOTES),
        )  # fmt: skip
        self._panel.show_rows(rows)
        self._panel.show_shading(state.shading, self._layers.indicators)
        self._panel.add.setEnabled(self._desk.editable)

    # -- the panel
    def show_layers(self) -> None:
        """Bring the list of layers to the front."""
        self._show_tab("Layers")
        self._panel.line(LABELS).box.setFocus()

    def colour_areas(self) -> None:
        """Go to what areas are coloured by."""
        self._show_tab("Layers")
        self._panel.colour.by.setFocus()

    # -- files
    def missing(self, key: str) -> bool:
        """Whether the file of a layer is not where it was."""
        return self._layers.files.note(key) == NOT_FOUND

    def _tell_missing(self) -> None:
        """Say which files are gone, as a project opens."""
        gone = [source for source in self._layers.sources if self.missing(source.key)]
        if len(gone) == 1:
            first = gone[0]
            find = MessageAction("Find it…", lambda: self.find_file(first.key))
            why = f"It was {first.path}."
            self._desk.tell(
                Tone.WARNING, f"{first.title} is not on the map: no file", why=why, actions=(find,)
            )
        elif gone:
            show = MessageAction("Layers", self.show_layers)
            why = f"{', '.join(one.title for one in gone)}. The menu of each line in Layers finds its file."
            self._desk.tell(
                Tone.WARNING, f"{len(gone):,} layers have lost their file", why=why, actions=(show,)
            )

    def find_file(self, key: str) -> None:
        """Ask where the file of a layer is now; how it is drawn stays."""
        source = self._layers.source(key)
        if source is None:
            return
        reference = source.kind is SourceKind.REFERENCE
        endings = reference_layers.ENDINGS if reference else background_sheet.ENDINGS
        kinds = _pattern("Files with shapes" if reference else "Maps and pictures", endings)
        path = OpenFile.ask(self._parent, f"Where is {Path(source.path).name}?", kinds, self._desk.folder)
        if path is not None:
            self._read(replace(source, path=str(path.absolute())), path, self._found)

    def _found(self, source: MapSource, content: Content) -> None:
        bridge = self._desk.bridge
        if bridge is not None:
            self._layers.files.take(source, content)
            words = f"Find {source.title}"
            bridge.apply(put_record(bridge.project, None, MAP_SOURCES, source.key, source, words))

    def _offer_files(self, at: QPoint) -> None:
        menu = QMenu(self._parent)
        menu.addAction("&Reference layer: roads, rivers, wards…", self.add_reference)
        menu.addAction("&Background: map tiles or a picture…", self.add_background)
        menu.exec(at)
        menu.deleteLater()

    def add_reference(self) -> None:
        """Lay roads, rivers or wards over the map."""
        kinds = _pattern("Files with shapes", reference_layers.ENDINGS)
        path = OpenFile.ask(self._parent, "Add reference layer", kinds, self._desk.folder)
        if path is not None:
            self._desk.attempt(lambda: self.add_file(path, SourceKind.REFERENCE))

    def add_background(self) -> None:
        """Lay tiles or a picture under the map."""
        kinds = _pattern("Maps and pictures", background_sheet.ENDINGS)
        path = OpenFile.ask(self._parent, "Add background", kinds, self._desk.folder)
        if path is not None:
            self._desk.attempt(lambda: self.add_file(path, SourceKind.BACKGROUND))

    def add_file(self, path: Path, kind: SourceKind) -> None:
        """Read a file beside the window and lay it on the map.

        Raises:
            InputError: the file cannot be used.
        """
        sources = self._layers.sources
        place = max((one.place for one in sources), default=0) + 1
        title = path.stem.replace("_", " ")
        source = MapSource(new_key(sources, SOURCE), kind, str(path.absolute()), title, place=place)
        if kind is SourceKind.REFERENCE:
            names = layer_names(path)
            if len(names) > 1:
                wanted = SourceDialog.ask(self._parent, source, layers=names, adding=True)
                if wanted is None:
                    return
                source = wanted
        self._read(source, path, self._added)

    def _read(self, source: MapSource, path: Path, done: Callable[[MapSource, Content], object]) -> None:
        box = self._layers.box
        started = self._desk.jobs.start(
            f"Reading {path.name}",
            lambda progress: read_content(source, path, box, progress),
            lambda content: self._desk.attempt(lambda: done(source, content)),
        )
        if not started:
            self._desk.tell(Tone.NOTE, "Something else is being read", why="Add the file when it is done.")

    def _added(self, source: MapSource, content: Content) -> None:
        bridge = self._desk.bridge
        if bridge is None:
            return
        assumed = ""
        if not isinstance(content, ReferenceLayer):
            source = replace(source, title=content.title, attribution=content.attribution)
            if getattr(content, "assumed", False):
                assumed = "It names no reference system; it is taken as British National Grid."
        self._layers.files.take(source, content)
        bridge.apply(put_record(bridge.project, None, MAP_SOURCES, source.key, source, f"Add {source.title}"))
        below = source.kind is SourceKind.BACKGROUND
        if below and self._layers.state.look(FILLS).strength > BELOW_BACKGROUND:
            self._layers.set_opacity(FILLS, BELOW_BACKGROUND)
        why = assumed or f"{told(content)}."
        self._desk.tell(Tone.GOOD, f"{source.title} is on the map as a {kind_words(source.kind)}", why=why)

    def change(self, key: str) -> None:
        """Ask how a file is drawn."""
        source, bridge = self._layers.source(key), self._desk.bridge
        if source is None or bridge is None:
            return
        content = self._layers.files.content(key)
        columns = content.columns if isinstance(content, ReferenceLayer) else ()
        layers = [content.layer] if isinstance(content, ReferenceLayer) else []
        wanted = SourceDialog.ask(self._parent, source, layers=layers, columns=columns)
        if wanted is not None:
            label = f"Change {wanted.title}"
            edit = put_record(bridge.project, None, MAP_SOURCES, key, wanted, label)
            self._desk.apply(edit)

    def remove(self, key: str) -> None:
        """Take a file off the map; the file itself stays."""
        source, bridge = self._layers.source(key), self._desk.bridge
        if source is not None and bridge is not None:
            self._desk.apply(remove_record(bridge.project, None, MAP_SOURCES, key, f"Remove {source.title}"))

    def zoom_to(self, key: str) -> None:
        """Show the whole of a reference layer, as far as it was read."""
        content = self._layers.files.content(key)
        if isinstance(content, ReferenceLayer):
            bounds = content.levels[0].lines.bounds
            if len(content.points):
                bounds = np.vstack((bounds, np.hstack((content.points, content.points))))
            if len(bounds):
                west, south = bounds[:, :2].min(axis=0).tolist()
                east, north = bounds[:, 2:].max(axis=0).tolist()
                canvas = self._area.canvas
                canvas.set_view(canvas.view().fit((west, south, east, north)))

    # -- the menu of a layer
    def _open_menu(self, key: str, at: QPoint) -> None:
        menu = self.menu_of(key)
        menu.exec(at)
        menu.deleteLater()

    def menu_of(self, key: str) -> QMenu:
        """What can be done with a layer."""
        line = self._panel.line(key).shown
        menu = QMenu(self._parent)
        shown = menu.addAction("&Shown")
        shown.setCheckable(True)
        with QSignalBlocker(shown):
            shown.setChecked(line.shown)
        shown.toggled.connect(lambda on: self._layers.set_shown(key, shown=on))
        if key == HATCHES:
            return menu
        menu.addAction("Show &only this", lambda: self._only(key))
        opacity = menu.addMenu("O&pacity")
        for percent in OPACITIES:
            choice = opacity.addAction(f"{percent}%")
            choice.triggered.connect(
                lambda _on=False, percent=percent: self._layers.set_opacity(key, percent / 100)
            )
            choice.setCheckable(True)
            choice.setChecked(line.opacity == percent / 100)
        if key == PROVIDERS:
            self._offer_sectors(menu.addMenu("S&ectors"))
        menu.addSeparator()
        menu.addAction("Draw &higher\tAlt+Up", lambda: self._layers.move(key, 1)).setEnabled(line.up)
        menu.addAction("Draw &lower\tAlt+Down", lambda: self._layers.move(key, -1)).setEnabled(line.down)
        source = self._layers.source(key)
        if source is not None:
            menu.addSeparator()
            if self.missing(key):
                menu.addAction("&Find the file…", lambda: self.find_file(key)).setEnabled(self._desk.editable)
            if source.kind is SourceKind.REFERENCE:
                menu.addAction("&Zoom to it", lambda: self.zoom_to(key))
            menu.addAction("&Change…", lambda: self.change(key)).setEnabled(self._desk.editable)
            menu.addAction("&Remove from the map", lambda: self.remove(key)).setEnabled(self._desk.editable)
        return menu

    def _only(self, key: str) -> None:
        """Hide the other layers of the group."""
        group = self._panel.line(key).shown.group
        for other in self._panel.boxes:
            line = self._panel.line(other).shown
            if line.group == group and line.opacity is not None:
                self._layers.set_shown(other, shown=other == key)

    def _offer_sectors(self, menu: QMenu) -> None:
        for sector, count in self._area.signs.sectors.items():
            choice = menu.addAction(f"{sector_words(sector)} ({count:,})")
            choice.setCheckable(True)
            choice.setChecked(sector in self._layers.state.sectors)
            choice.triggered.connect(lambda _on=False, sector=sector: self._layers.toggle_sector(sector))


def _pattern(words: str, endings: tuple[str, ...]) -> str:
    return f"{words} ({' '.join(f'*{ending}' for ending in endings)})"
