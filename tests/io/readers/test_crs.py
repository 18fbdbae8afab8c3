"""Systems that have no way to the National Grid."""

from __future__ import annotations

from pathlib import Path

import geopandas
import numpy as np
import pytest
import shapely

from workbench.errors import InputError
from workbench.io.readers.crs import parse_crs
from workbench.io.reference_layers import read_reference
from workbench.progress import NoProgress

SITE = (
    'ENGCRS["Building site",EDATUM["A post"],CS[Cartesian,2],AXIS["x",east],AXIS["y",north],'
    'LENGTHUNIT["metre",1]]'
)


def test_a_system_of_its_own_leads_nowhere() -> None:
    assert np.isinf(parse_crs(SITE, file="site.shp")(np.array([[1.0, 2.0], [3.0, 4.0]]))).all()


def test_a_reference_layer_of_such_a_system_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "site.gpkg"
    geopandas.GeoDataFrame({"a": [1]}, geometry=[shapely.box(0, 0, 9, 9)], crs=SITE).to_file(path)
    with pytest.raises(InputError, match="no way to the National Grid"):
        read_reference(path, (0.0, 0.0, 9.0, 9.0), NoProgress())
