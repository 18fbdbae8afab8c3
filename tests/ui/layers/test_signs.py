"""Signs of practices and providers: by list, by sector, shown as the layers say, and told apart by shape."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QImage, QPainter

from tests.grids import grid_area
from workbench.models.project import Project
from workbench.models.providers import Sector, SiteTable
from workbench.ui.layers.layer_state import LayerState
from workbench.ui.layers.signs import MapSigns
from workbench.ui.map.sector_signs import HOSPITAL, paint_sector
from workbench.ui.map.sheets import Look
from workbench.ui.map.view import MapView

KINDS = ("hospital", "pharmacy", "pharmacy", "clinic", "clinic")
SECTORS = ("Acute", "Pharmacy", "Pharmacy", "", "Dental")


def project() -> Project:
    """The grid with a hospital, two pharmacies, a clinic of an old source, and one without a place."""
    count = len(KINDS)
    text = np.full(count, "", dtype=object)
    area = grid_area()
    area.sites = SiteTable(
        codes=np.array([f"S{at}" for at in range(count)], dtype=object),
        names=np.array([f"Site {at}" for at in range(count)], dtype=object),
        kinds=np.array(KINDS, dtype=object), sectors=np.array(SECTORS, dtype=object),
        parent_codes=text, parent_names=text, postcodes=text,
        easting=np.array([150.0, 250, 350, 450, np.nan]), northing=np.full(count, 150.0),
        site_unit=np.zeros(count, np.int32), stale=np.array([False, False, False, True, False]),
    )  # fmt: skip
    return Project("Grid", area)


@pytest.fixture
def signs(light_theme: None) -> MapSigns:
    made = MapSigns()
    made.use(project())
    return made


VIEW = MapView(1.0, 300.0, 200.0, 800, 600)


def test_sites_are_grouped_by_sector_hospitals_apart(signs: MapSigns) -> None:
    assert signs.sectors == {"Pharmacy": 2, HOSPITAL: 1}
    assert signs.shown_sectors == [HOSPITAL]
    signs.show(replace(LayerState(), sectors=frozenset({"Pharmacy", HOSPITAL, "Dental"})))
    assert signs.shown_sectors == ["Pharmacy", HOSPITAL]
    words = [entry.text for entry in signs.legend()]
    assert words == ["Practice, by list", "Pharmacy", "Hospital"]


def test_hidden_signs_cover_nothing_and_cannot_be_hit(signs: MapSigns) -> None:
    at = QPointF(*VIEW.to_screen(150, 150))
    hit = signs.symbols.hit(VIEW, at)
    assert hit is not None
    assert (hit.kind, hit.code) == ("provider", "S0")
    practices = len(signs.symbols.boxes(VIEW)) - 1
    signs.show(LayerState().with_look("providers", Look(shown=False)))
    assert len(signs.symbols.boxes(VIEW)) == practices
    hit = signs.symbols.hit(VIEW, at)
    assert hit is None or hit.kind == "practice"
    assert [entry.text for entry in signs.legend()] == ["Practice, by list"]
    signs.show(LayerState().with_look("practices", Look(opacity=0.0)))
    assert len(signs.symbols.boxes(VIEW)) == 1


def test_every_sector_has_a_shape_of_its_own(light_theme: None) -> None:
    drawn = set()
    for sector in (*(one.value for one in Sector), HOSPITAL):
        image = QImage(24, 24, QImage.Format.Format_Grayscale8)
        image.fill(128)
        painter = QPainter(image)
        paint_sector(painter, QRectF(0, 0, 24, 24).center(), 18, sector)
        painter.end()
        drawn.add(bytes(image.constBits()))
    assert len(drawn) == len(Sector) + 1


def test_signs_keep_a_distance_where_there_is_no_room_for_all(
    signs: MapSigns, monkeypatch: pytest.MonkeyPatch
) -> None:
    """At 100 m to the pixel the pharmacies, 200 and 100 m from the hospital, give way to it."""
    signs.show(replace(LayerState(), sectors=frozenset({"Pharmacy", HOSPITAL})))
    far = replace(VIEW, scale=0.01)
    signs.symbols.thin_for(far)
    assert [entry.text for entry in signs.legend()] == ["Practice, by list", "Pharmacy", "Hospital"]
    monkeypatch.setattr("workbench.ui.map.symbols.FEW", 0)
    signs.symbols.thin_for(VIEW)
    signs.symbols.thin_for(far)
    words = [entry.text for entry in signs.legend()]
    assert words[1:] == ["Pharmacy: 0 of 2 shown at this scale", "Hospital"]
    hit = signs.symbols.hit(far, QPointF(*far.to_screen(350, 150)))
    assert hit is not None
    assert hit.code not in ("S1", "S2")
    signs.symbols.thin_for(VIEW)
    assert [entry.text for entry in signs.legend()] == ["Practice, by list", "Pharmacy", "Hospital"]
