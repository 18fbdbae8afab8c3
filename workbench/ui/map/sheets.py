"""The sheets a map is put together of, from the lowest to the highest, each shown, hidden or see-through.

Three of them are the map's own: the fills of areas, the borders between areas, the outlines of localities.
Guests, such as a background or roads, hand in finished pictures of a view; while a newer view waits for its
picture, the one of before is shown where it belongs.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRect, QRectF
from PySide6.QtGui import QColor, QImage, QPainter

from workbench.ui.map.view import MapView

FILLS, BORDERS, OUTLINES = "fills", "borders", "outlines"
OWN = (FILLS, BORDERS, OUTLINES)


@dataclass(frozen=True)
class Look:
    """Whether something is shown, and how much of it: 1 hides what is below."""

    shown: bool = True
    opacity: float = 1.0

    @property
    def strength(self) -> float:
        """The opacity it is drawn with, 0 where it is hidden."""
        return self.opacity if self.shown else 0.0


@dataclass(frozen=True, eq=False)
class Part:
    """A picture to be drawn; ``view`` is what it shows, None where it is the map's own and up to date."""

    image: QImage
    opacity: float
    view: MapView | None = None


class Sheets:
    """Order and looks of the sheets; ``changed`` is called after each change."""

    def __init__(self, changed: Callable[[], object]) -> None:
        """Start with the map's own, all shown."""
        self._changed = changed
        self.order: tuple[str, ...] = OWN
        self._looks: dict[str, Look] = {}
        self._guests: dict[str, tuple[QImage, MapView]] = {}

    def look(self, key: str) -> Look:
        """How a sheet is shown."""
        return self._looks.get(key, Look())

    def arrange(self, order: Sequence[str], looks: Mapping[str, Look]) -> None:
        """Take order, from the lowest to the highest, and looks; guests not among them are let go."""
        self.order = tuple(order)
        self._looks = dict(looks)
        self._guests = {key: guest for key, guest in self._guests.items() if key in order}
        self._changed()

    def show_lines(self, *, outlines: bool, borders: bool) -> None:
        """Show or hide the map's own lines."""
        for key, shown in ((OUTLINES, outlines), (BORDERS, borders)):
            self._looks[key] = Look(shown, self.look(key).opacity)
        self._changed()

    def hand_in(self, key: str, image: QImage | None, view: MapView) -> None:
        """Take the picture of a guest, which nobody paints on any more; None takes it away."""
        if image is not None:
            self._guests[key] = (image, view)
        elif self._guests.pop(key, None) is None:
            return
        self._changed()

    @property
    def see_through(self) -> bool:
        """Whether anything below the fills may be seen: they are faint, or a guest lies under them."""
        return self.look(FILLS).strength < 1 or any(
            key in self._guests for key in self.order[: self.order.index(FILLS)]
        )

    def parts(self, own: Mapping[str, QImage]) -> list[Part]:
        """What is to be drawn, the lowest first; of the map's own only what there is."""
        found = []
        for key in self.order:
            strength = self.look(key).strength
            if not strength:
                continue
            if key in own:
                found.append(Part(own[key], strength))
            elif key in self._guests:
                image, view = self._guests[key]
                found.append(Part(image, strength, view))
        return found


def paint_parts(
    painter: QPainter, parts: Sequence[Part], rect: QRect, view: MapView, ground: QColor | None
) -> None:
    """Draw a device rectangle of all parts; ``ground`` is what lies below them where they let it through."""
    if ground is not None:
        painter.fillRect(rect, ground)
    for part in parts:
        painter.setOpacity(part.opacity)
        if part.view is None or part.view == view:
            painter.drawImage(rect.topLeft(), part.image, rect)
        else:
            _paint_moved(painter, part.image, part.view, rect, view)
    painter.setOpacity(1.0)


def _paint_moved(painter: QPainter, image: QImage, made_for: MapView, rect: QRect, view: MapView) -> None:
    """Draw the picture of another view where it lies in this one."""
    west, south, east, north = made_for.bounds
    left, top = view.to_device(west, north)
    right, bottom = view.to_device(east, south)
    painter.save()
    painter.setClipRect(rect)
    painter.drawImage(QRectF(left, top, right - left, bottom - top), image)
    painter.restore()
