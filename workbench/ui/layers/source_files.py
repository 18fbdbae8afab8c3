"""The files on the map of the open project: found, read beside the window, kept, let go."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from workbench.errors import WorkbenchError
from workbench.io.reference_layers import Box, ReferenceLayer, read_reference
from workbench.models.map_sources import MapSource, SourceKind
from workbench.progress import Progress
from workbench.ui import formats
from workbench.ui.latest import Latest
from workbench.ui.layers.background_sheet import Background, BackgroundSheet, open_background
from workbench.ui.layers.reference_sheet import ReferenceSheet
from workbench.ui.layers.sheet_drawing import SheetPainter

NOT_FOUND = "File not found"
Content = ReferenceLayer | Background
Identity = tuple[str, str, str, bool]


class SourceFiles(QObject):
    """Holds what was read of each file; a file that is missing or cannot be read says so in its note."""

    changed = Signal()
    """A file was read, or could not be."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._latest = Latest(self)
        self._wanted: dict[str, MapSource] = {}
        self._content: dict[str, tuple[Identity, Content]] = {}
        self._painters: dict[str, SheetPainter] = {}
        self._notes: dict[str, str] = {}

    def use(self, sources: tuple[MapSource, ...], folder: Path | None, box: Box) -> None:
        """Have these files on the map; ``folder`` is the project's, ``box`` what layers are clipped to."""
        self._wanted = {source.key: source for source in sources}
        for key in [key for key in self._content if key not in self._wanted]:
            self._drop(key)
        for source in sources:
            held = self._content.get(source.key)
            if held is not None and held[0] == _identity(source):
                self._keep(source, held[1])
                continue
            self._drop(source.key)
            path = source.found(folder)
            if path is None:
                self._notes[source.key] = NOT_FOUND
            else:
                self._notes[source.key] = "Reading…"
                self._read(source, path, box)

    def take(self, source: MapSource, content: Content) -> None:
        """Keep what was read already, for a file that is about to be added."""
        self._wanted[source.key] = source
        self._keep(source, content)

    def _read(self, source: MapSource, path: Path, box: Box) -> None:
        self._latest.ask(source.key, _reading(source, path, box), lambda found: self._took(source, found))

    def _took(self, source: MapSource, found: Content | WorkbenchError) -> None:
        if self._wanted.get(source.key) != source:
            return
        if isinstance(found, WorkbenchError):
            self._notes[source.key] = "Cannot be read"
        else:
            self._keep(source, found)
        self.changed.emit()

    def _keep(self, source: MapSource, content: Content) -> None:
        before = self._painters.get(source.key)
        self._content[source.key] = (_identity(source), content)
        self._notes[source.key] = ""
        if isinstance(content, ReferenceLayer):
            if (
                not isinstance(before, ReferenceSheet)
                or before.source != source
                or before.layer is not content
            ):
                self._painters[source.key] = ReferenceSheet(content, source)
        elif before is None:
            self._painters[source.key] = BackgroundSheet(content)

    def _drop(self, key: str) -> None:
        held = self._content.pop(key, None)
        self._painters.pop(key, None)
        self._notes.pop(key, None)
        if held is not None and not isinstance(held[1], ReferenceLayer):
            held[1].close()

    # -- what there is
    @property
    def painters(self) -> dict[str, SheetPainter]:
        """What draws each file that could be read."""
        return dict(self._painters)

    @property
    def busy(self) -> bool:
        """Whether a file is being read."""
        return self._latest.busy

    def note(self, key: str) -> str:
        """What is to be said of a file, empty where all is well."""
        return self._notes.get(key, "")

    def content(self, key: str) -> Content | None:
        """What was read of a file."""
        held = self._content.get(key)
        return None if held is None else held[1]

    def forget(self) -> None:
        """Let go of everything, and wait for what is being read."""
        self._latest.forget()
        for key in list(self._content):
            self._drop(key)
        self._wanted.clear()
        self._painters.clear()
        self._notes.clear()


def read_content(source: MapSource, path: Path, box: Box, progress: Progress) -> Content:
    """Read a file as what it is on the map.

    Raises:
        InputError: it cannot be used.
        Cancelled: the user asked to stop.
    """
    if source.kind is SourceKind.REFERENCE:
        return read_reference(
            path, box, progress, layer=source.layer, label=source.label, filled=source.filled
        )
    progress.report(0.0, f"Reading {path.name}")
    return open_background(path)


def told(content: Content) -> str:
    """What there is in a file, for its tooltip."""
    if isinstance(content, ReferenceLayer):
        return f"{formats.count(content.features, 'shape')} near the study area"
    return content.title


def _identity(source: MapSource) -> Identity:
    """What decides whether a file has to be read again."""
    return source.path, source.layer, source.label, source.filled


def _reading(source: MapSource, path: Path, box: Box) -> Callable[[Progress], Content | WorkbenchError]:
    """Reading that hands a problem over: a file that fails leaves the others alone."""

    def read(progress: Progress) -> Content | WorkbenchError:
        try:
            return read_content(source, path, box, progress)
        except WorkbenchError as problem:
            return problem

    return read
