"""Columns of a feature layer: what each one means, and how its values become plain ones and come back."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, TypeAlias

import numpy as np
import pandas as pd
from numpy.typing import NDArray

ATTRIBUTE = "attribute"
"""Role of an imported column that has no meaning of its own to the program."""


class ColumnKind(StrEnum):
    """How the values of a column are kept."""

    TEXT = "text"
    """Codes and names; unknown is an empty string."""
    NUMBER = "number"
    """Floating point; unknown is NaN."""
    INTEGER = "integer"
    YES_NO = "yes or no"
    OBJECT = "text or nothing"
    """Text in an object column; unknown is None."""
    STRING = "text or missing"
    """Text in a string column of pandas; unknown is its missing value."""
    DATE = "date"


Values: TypeAlias = "NDArray[Any] | pd.Series[Any]"
"""Values of one column, one entry a feature."""


@dataclass(frozen=True)
class LayerColumn:
    """A column of a layer: ``name`` in the file, ``role`` in our tables, ``title`` in the imported file."""

    name: str
    role: str
    title: str
    kind: ColumnKind


@dataclass
class LayerContent:
    """The columns of a layer with their values, ready to be written."""

    columns: list[LayerColumn] = field(default_factory=list)
    values: list[NDArray[Any]] = field(default_factory=list)

    def add(
        self, name: str, role: str, values: Sequence[Any] | NDArray[Any], kind: ColumnKind, *, title: str = ""
    ) -> None:
        """Add a column under a name that the layer does not have yet."""
        taken = {"fid", "geom"} | {column.name.casefold() for column in self.columns}
        self.columns.append(LayerColumn(_free_name(name, taken), role, title, kind))
        self.values.append(_plain(values, kind))

    def add_attributes(self, frame: pd.DataFrame) -> None:
        """Add every column of ``frame`` under its own heading."""
        for title, series in frame.items():
            kind = _kind_of(series)
            self.add(str(title), ATTRIBUTE, series.to_numpy(dtype=object), kind, title=str(title))


def _free_name(wanted: str, taken: set[str]) -> str:
    base = wanted.replace("\0", "").strip() or "column"
    name, number = base, 2
    while name.casefold() in taken:
        name, number = f"{base}_{number}", number + 1
    return name


def _kind_of(series: pd.Series[Any]) -> ColumnKind:
    kind = series.dtype
    if pd.api.types.is_bool_dtype(kind) and not series.isna().any():
        return ColumnKind.YES_NO
    if pd.api.types.is_integer_dtype(kind) and not series.isna().any():
        return ColumnKind.INTEGER
    if pd.api.types.is_numeric_dtype(kind):
        return ColumnKind.NUMBER
    if pd.api.types.is_datetime64_any_dtype(kind):
        return ColumnKind.DATE
    return ColumnKind.STRING if isinstance(kind, pd.StringDtype) else ColumnKind.OBJECT


def _plain(values: Sequence[Any] | NDArray[Any], kind: ColumnKind) -> NDArray[Any]:
    """Values as GDAL takes them: numbers, or text with None for unknown."""
    match kind:
        case ColumnKind.NUMBER:
            return np.asarray(pd.to_numeric(pd.Series(values)), dtype=np.float64)
        case ColumnKind.INTEGER:
            return np.asarray(values, dtype=np.int64)
        case ColumnKind.YES_NO:
            return np.asarray(values, dtype=np.bool_)
        case ColumnKind.DATE:
            return _texts(None if pd.isna(value) else pd.Timestamp(value).isoformat() for value in values)
        case ColumnKind.TEXT:
            return _texts("" if _missing(value) else str(value) for value in values)
        case ColumnKind.OBJECT | ColumnKind.STRING:
            return _texts(None if _missing(value) else str(value) for value in values)


def _missing(value: object) -> bool:
    return (
        value is None or value is pd.NA or value is pd.NaT or (isinstance(value, float) and np.isnan(value))
    )


def _texts(values: Iterable[str | None]) -> NDArray[np.object_]:
    """Texts as an array; thousands of areas name the same places, and each text is kept once."""
    once: dict[str, str] = {}
    found = [None if value is None else once.setdefault(value, value) for value in values]
    array = np.empty(len(found), dtype=object)
    array[:] = found
    return array


def restored(values: Sequence[Any], kind: ColumnKind) -> Values:
    """Values read from the file as an array, or as a column for a DataFrame."""
    match kind:
        case ColumnKind.NUMBER:
            return np.array([np.nan if value is None else value for value in values], dtype=np.float64)
        case ColumnKind.INTEGER:
            if None in values:  # emptied by another program
                return restored(values, ColumnKind.NUMBER)
            return np.array(values, dtype=np.int64)
        case ColumnKind.YES_NO:
            return np.array([bool(value) for value in values], dtype=np.bool_)
        case ColumnKind.DATE:
            return pd.to_datetime(pd.Series(values, dtype="object"), format="ISO8601")
        case ColumnKind.TEXT:
            return _texts("" if value is None else str(value) for value in values)
        case ColumnKind.STRING:
            return pd.Series(values, dtype="str")
        case ColumnKind.OBJECT:
            return _texts(None if value is None else str(value) for value in values)


def attribute_frame(columns: Iterable[tuple[LayerColumn, Values]], rows: int) -> pd.DataFrame:
    """The imported columns as a frame with index 0 to ``rows`` - 1."""
    found = {
        column.title: pd.Series(values, dtype=object) if column.kind is ColumnKind.OBJECT else values
        for column, values in columns
        if column.role == ATTRIBUTE
    }
    return pd.DataFrame(found, index=pd.RangeIndex(rows))
