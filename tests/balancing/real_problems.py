"""Published areas as balancing problems, read without the rest of the program."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pyogrio
import shapely

from workbench.balancing.problem import Problem, border_graph


def real_problem(data_dir: Path, area: str, *, localities: int | None = None) -> Problem:
    """North Staffordshire or Luton with resident people, 30,000 to 50,000 a locality."""
    meta, _, shapes, columns = pyogrio.raw.read(
        data_dir / area / "lsoa.gpkg", columns=["lsoa_code", "lsoa_name", "lad_code", "population"]
    )
    field = dict(zip(meta["fields"].tolist(), columns, strict=True))
    row = {code: k for k, code in enumerate(field["lsoa_code"].tolist())}
    borders = pd.read_csv(data_dir / area / "adjacency.csv")
    first, second, shared = (borders[name] for name in borders.columns[:3])
    both = first.isin(row.keys()) & second.isin(row.keys())
    pairs = np.column_stack([first[both].map(row), second[both].map(row)]).astype(np.int32)
    points = shapely.get_coordinates(shapely.point_on_surface(shapely.from_wkb(shapes))) / 1000.0
    return Problem(
        rows=np.arange(len(row)),
        graph=border_graph(len(row), np.sort(pairs, axis=1), shared[both].to_numpy(np.float64) / 1000.0),
        people=field["population"].astype(np.float64),
        x_km=points[:, 0].copy(),
        y_km=points[:, 1].copy(),
        low=30_000.0,
        high=50_000.0,
        target=40_000.0,
        start=np.full(len(row), -1, np.int32),
        localities=localities,
        pinned=np.zeros(len(row), bool),
        parents=(pd.factorize(field["lad_code"])[0].astype(np.int32),),
        names=field["lsoa_name"].astype(object),
    )
