"""Positions of postcodes from ONSPD or NSPL: 2.7 million rows, streamed, only the wanted ones kept."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd
import pyarrow as pa
from pyarrow import compute

from workbench.io.published.account import KEPT_ROWS, RowAccount
from workbench.io.published.dates import date_words, iso_date
from workbench.io.published.headings import postcode_columns
from workbench.io.published.kinds import Kind
from workbench.io.published.recognised import Recognised
from workbench.io.published.text_rows import chunks
from workbench.io.readers.crs import in_great_britain, parse_crs
from workbench.progress import Progress

_NO_GRID_LATITUDE = 99.0
"""The directories write 99.999999 where a postcode has no grid reference."""
NOT_ASKED = "Postcode that no practice or site of the area has"
NO_GRID = "Postcode without a grid reference"
TWICE = "Stands twice: the postcode stands in an earlier row"


@dataclass(frozen=True)
class PostcodePoint:
    """Where a postcode lies, in metres of EPSG:27700; ``ended`` is the month it was given up, "" if live."""

    easting: float
    northing: float
    unit: str = ""
    ended: str = ""


@dataclass(frozen=True, eq=False)
class Postcodes:
    """Points by postcode without spaces."""

    points: Mapping[str, PostcodePoint]
    account: RowAccount

    def point(self, postcode: str) -> PostcodePoint | None:
        """Where a postcode lies, None where it is not known."""
        return self.points.get(plain_postcode(postcode))


def plain_postcode(postcode: str) -> str:
    """A postcode in capitals without spaces."""
    return "".join(postcode.split()).upper()


def read_postcodes(file: Recognised, wanted: Iterable[str], *, progress: Progress | None = None) -> Postcodes:
    """Read the points of the wanted postcodes.

    Raises:
        InputError: the file is damaged.
        Cancelled: the progress was told to stop; it is asked between pieces.
    """
    heads = postcode_columns(file.headings)
    asked = sorted({plain_postcode(one) for one in wanted} - {""})
    encoding, sha256 = file.source.facts(progress=progress)
    account = RowAccount(file.file, Kind.POSTCODES, file.edition, sha256)
    places = [file.headings.index(heading) for heading in heads.values()]
    points: dict[str, PostcodePoint] = {}
    latest = ""
    for piece, first in chunks(file.source, encoding=encoding, columns=places, progress=progress):
        codes = compute.utf8_upper(compute.replace_substring(piece[heads["postcode"]], " ", ""))
        hits = compute.is_in(codes, pa.array(asked, pa.string())).to_numpy(zero_copy_only=False)
        account.read += len(piece)
        missed = np.flatnonzero(~hits)
        account.reject(NOT_ASKED, len(missed), places=(missed[:KEPT_ROWS] + first).tolist())
        for name in ("begun", "ended"):
            if name in heads:
                latest = max(latest, compute.max(piece[heads[name]]).as_py() or "")
        found = _points(piece.filter(pa.array(hits)).to_pandas(), heads)
        lost: dict[int, str] = {}
        twice: dict[int, str] = {}
        rows = (np.flatnonzero(hits) + first).tolist()
        for row, code, point in zip(rows, codes.filter(pa.array(hits)).to_pylist(), found, strict=True):
            if point is None:
                lost[row] = code
            elif code in points:
                twice[row] = code
            else:
                points[code] = point
        for reason, met in ((NO_GRID, lost), (TWICE, twice)):
            account.reject(reason, len(met), examples=list(met.values()), places=met)
    account.used = len(points)
    if day := date_words(iso_date(latest)):
        account.edition = f"{file.edition}, newest date {day}"
    return Postcodes(points, account)


def _points(frame: pd.DataFrame, heads: Mapping[str, str]) -> list[PostcodePoint | None]:
    """The point of each row; None where it has no grid reference."""

    def numbers(name: str) -> np.ndarray:
        if name not in heads:
            return np.full(len(frame), np.nan)
        return pd.to_numeric(frame[heads[name]], errors="coerce").to_numpy(dtype=np.float64)

    def texts(name: str) -> list[str]:
        return frame[heads[name]].str.strip().tolist() if name in heads else [""] * len(frame)

    xy = np.column_stack([numbers("east"), numbers("north")])
    degrees = np.column_stack([numbers("long"), numbers("lat")])
    by_degrees = ~np.isfinite(xy).all(axis=1) & np.isfinite(degrees).all(axis=1)
    by_degrees &= degrees[:, 1] < _NO_GRID_LATITUDE
    if by_degrees.any():
        xy[by_degrees] = parse_crs("EPSG:4326", file="postcodes")(degrees[by_degrees])
    known = np.isfinite(xy).all(axis=1) & (xy > 0).all(axis=1) & in_great_britain(xy)
    return [
        PostcodePoint(float(x), float(y), unit, ended) if there else None
        for (x, y), unit, ended, there in zip(xy, texts("lsoa"), texts("ended"), known, strict=True)
    ]
