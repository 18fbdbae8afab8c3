"""Write ``sample_data/``: the fictional county of Fernshire, the same for the same seed.

Run it as ``python scripts/make_sample.py`` from anywhere. Every place, practice and person in it is invented;
the coordinates lie in open sea, so that no real map is underneath.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

ROOT = Path(__file__).resolve().parents[1]
if str(ROOT) not in sys.path:  # run as a script, only its own folder is known
    sys.path.insert(0, str(ROOT))

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd
    from numpy.typing import NDArray

SEED = 20_150_401
MAINLAND_UNITS, ISLAND_UNITS = 316, 4
FERRY = "Saltmouth to Gullhaven ferry"
_FIXED_DATE = "2026-01-01T00:00:00.000Z"


def make_sample(folder: Path, *, seed: int = SEED) -> None:
    """Write all files of the sample into ``folder``."""
    import numpy as np
    import pandas as pd
    import shapely

    from scripts.sample_county.care import describe_care
    from scripts.sample_county.cells import cut_cells, people_grid, place_seeds
    from scripts.sample_county.drawn_plan import draw_plan
    from scripts.sample_county.landscape import draw_land
    from scripts.sample_county.people import cell_people, describe_units
    from scripts.sample_county.project import write_sample_project
    from workbench.models.topology import build_topology

    rng = np.random.default_rng(seed)
    land = draw_land(rng)
    xy, density = people_grid(land)
    seeds = place_seeds(xy, density, land, mainland=MAINLAND_UNITS, island=ISLAND_UNITS, rng=rng)
    cells = cut_cells(land, seeds, rng)
    topology = build_topology(cells)
    units = describe_units(cells, cell_people(xy, density, cells), land, topology, rng)
    care = describe_care(units, cells, rng)
    points = shapely.point_on_surface(cells)
    island = shapely.contains_properly(land.island.buffer(50), points)
    ferry = _nearest_pair(cells, island)
    plan = draw_plan(units, cells, topology, ferry, rng)

    folder.mkdir(parents=True, exist_ok=True)
    code_of_cell = dict(zip(units["cell"], units["unit_code"], strict=True))
    _write_units(folder / "units.gpkg", units, cells)
    _write_csv(folder / "practices.csv", care.practices)
    _write_csv(folder / "registrations.csv", care.registrations)
    _write_csv(folder / "providers.csv", care.providers)
    _write_csv(folder / "plan.csv", pd.DataFrame({"unit_code": units["unit_code"], "locality": plan}))
    link = {
        "unit_a": [code_of_cell[ferry[0]]],
        "unit_b": [code_of_cell[ferry[1]]],
        "name": [FERRY],
        "kind": ["ferry"],
    }
    _write_csv(folder / "links.csv", pd.DataFrame(link))
    people = int(units["population"].sum())
    text = _README.format(
        units=len(units), people=people, practices=len(care.practices), sites=len(care.providers)
    )
    (folder / "README.md").write_text(text, encoding="utf-8", newline="\n")
    write_sample_project(folder)


def _nearest_pair(cells: NDArray[np.object_], island: NDArray[np.bool_]) -> tuple[int, int]:
    """Cell of the island and cell of the mainland that lie nearest to one another."""
    import numpy as np
    import shapely

    ashore = np.flatnonzero(~island)
    far = [(float(shapely.distance(cells[i], cells[ashore]).min()), int(i)) for i in np.flatnonzero(island)]
    port = min(far)[1]
    return port, int(ashore[shapely.distance(cells[port], cells[ashore]).argmin()])


def _write_units(path: Path, units: pd.DataFrame, cells: NDArray[np.object_]) -> None:
    import geopandas
    import pyogrio

    table = units.drop(columns="cell")
    frame = geopandas.GeoDataFrame(table, geometry=cells[units["cell"].to_numpy()], crs="EPSG:27700")
    path.unlink(missing_ok=True)
    pyogrio.set_gdal_config_options({"OGR_CURRENT_DATE": _FIXED_DATE})
    try:
        frame.to_file(path, layer="units", driver="GPKG", engine="pyogrio")
    finally:
        pyogrio.set_gdal_config_options({"OGR_CURRENT_DATE": None})


def _write_csv(path: Path, frame: pd.DataFrame) -> None:
    frame.to_csv(path, index=False, lineterminator="\n", encoding="utf-8")


_README = """# Fernshire: the sample

A county that does not exist, made by `scripts/make_sample.py` from a fixed seed. Every place, practice,
provider and person is invented, and the coordinates (EPSG:27700) lie in open sea. Codes begin with F (units,
authorities) and Z (practices, networks, sites), letters that no published code of that kind uses.

| File | Holds |
|---|---|
| units.gpkg | {units} units with {people:,} residents by age, 3 local authorities and a deprivation score |
| practices.csv | {practices} practices with list size, weighted list and network; one has no coordinates |
| registrations.csv | patients by practice and unit; some live outside, some have no area |
| providers.csv | {sites} provider sites of every sector |
| plan.csv | a drawn plan: 11 localities, one over and one under 30,000 to 50,000 people, 3 units unassigned |
| links.csv | the ferry that joins the island of Gullhaven to Saltmouth |
| fernshire.gpkg | the project made of all of these, with three scenarios and a hub site in every locality |

Free to use for any purpose, as the rest of the program (MIT).
"""


def main() -> int:
    """Write the sample where asked, by default into the repository."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--folder", type=Path, default=ROOT / "sample_data")
    parser.add_argument("--seed", type=int, default=SEED)
    chosen = parser.parse_args()
    make_sample(chosen.folder, seed=chosen.seed)
    total = sum(path.stat().st_size for path in chosen.folder.iterdir())
    print(f"Fernshire written to {chosen.folder}: {total / 1e6:.2f} MB")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
