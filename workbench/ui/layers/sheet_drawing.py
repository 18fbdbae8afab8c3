"""Keep the guest sheets of a map up to date: read beside the window, draw in slices, hand in when done."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any, Protocol

from PySide6.QtCore import QObject
from PySide6.QtGui import QImage, QPainter

from workbench.progress import NoProgress, Progress
from workbench.ui.latest import Latest
from workbench.ui.map.slices import SlicedWork
from workbench.ui.map.view import MapView

if TYPE_CHECKING:
    from workbench.ui.map.canvas import MapCanvas


class SheetPainter(Protocol):
    """What draws one sheet."""

    def slow(self, view: MapView) -> bool:
        """Whether getting what a view needs takes long and is done beside the window."""

    def ask(self, view: MapView) -> Any:  # noqa: ANN401 - only the other two look at it
        """Say what a view needs, at once."""

    def read(self, asked: Any, progress: Progress) -> Any:  # noqa: ANN401 - only ``draw`` looks at it
        """Get it; touches no widget.

        Raises:
            Cancelled: another view is shown by now.
        """

    def draw(self, image: QImage, view: MapView, ready: Any) -> Iterator[None]:  # noqa: ANN401 - from ``read``
        """Draw on a clear image in device pixels, pausing where it may be interrupted."""


class SheetDrawing(QObject):
    """An overlay that paints nothing itself: it sees to the sheets that lie in the map."""

    def __init__(self, canvas: MapCanvas) -> None:
        super().__init__(canvas)
        self._canvas = canvas
        self._painters: dict[str, SheetPainter] = {}
        self._ready: dict[str, Any] = {}
        self._done: dict[str, MapView] = {}
        self._latest = Latest(self)
        self._work = SlicedWork(self, lambda: None)
        canvas.view_changed.connect(lambda _view: self._begin())
        canvas.add_overlay(self)

    def use(self, painters: Mapping[str, SheetPainter]) -> None:
        """Draw these from now on; one that is the same as before is not drawn again."""
        for key in [key for key in self._painters if self._painters[key] is not painters.get(key)]:
            self._done.pop(key, None)
            self._ready.pop(key, None)
            self._canvas.sheets.hand_in(key, None, self._canvas.view())
        self._painters = dict(painters)
        self._begin()

    @property
    def busy(self) -> bool:
        """Whether a sheet is not finished yet."""
        return self._latest.busy or self._work.running

    def _begin(self) -> None:
        """Read and draw what is not up to date; what was under way is dropped."""
        view = self._canvas.view()
        self._work.stop()
        self._ready.clear()
        for key, painter in self._painters.items():
            if self._done.get(key) == view:
                continue
            if painter.slow(view):
                self._read(key, painter, view)
            else:
                self._ready[key] = painter.read(painter.ask(view), NoProgress())
        self._draw_soon()

    def _read(self, key: str, painter: SheetPainter, view: MapView) -> None:
        asked = painter.ask(view)
        self._latest.ask(
            key,
            lambda progress: painter.read(asked, progress),
            lambda found: self._take(key, painter, view, found),
        )

    def _take(self, key: str, painter: SheetPainter, view: MapView, ready: object) -> None:
        if self._painters.get(key) is painter and view == self._canvas.view():
            self._ready[key] = ready
            self._draw_soon()

    def _draw_soon(self) -> None:
        if self._ready and not self._work.running:
            self._work.start(self._draw())

    def _draw(self) -> Iterator[None]:
        view = self._canvas.view()
        while self._ready:
            key = next(iter(self._ready))
            image = QImage(view.width, view.height, QImage.Format.Format_ARGB32_Premultiplied)
            image.fill(0)
            yield from self._painters[key].draw(image, view, self._ready[key])
            del self._ready[key]
            self._done[key] = view
            self._canvas.sheets.hand_in(key, image, view)

    # -- as an overlay
    def paint(self, painter: QPainter, view: MapView, canvas: MapCanvas) -> None:
        """Draw nothing: the sheets lie in the map."""

    def settle(self) -> None:
        """Finish every sheet now, before a picture is taken."""
        view = self._canvas.view()
        self._work.stop()
        for key, painter in self._painters.items():
            if self._done.get(key) != view and key not in self._ready:
                self._ready[key] = painter.read(painter.ask(view), NoProgress())
        for _ in self._draw():
            pass

    def rest(self) -> None:
        """Leave the work until the map is shown again."""
        self._work.stop()

    def forget(self) -> None:
        """Stop, and wait for what is being read: the files are about to be let go."""
        self._work.stop()
        self._latest.forget()
        self._painters.clear()
        self._ready.clear()
        self._done.clear()
