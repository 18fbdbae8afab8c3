"""Parquet files whose own account of their columns is damaged."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from workbench.errors import InputError
from workbench.io.readers.registrations import read_registrations


def test_column_notes_that_lack_a_part_are_told_as_damage(tmp_path: Path) -> None:
    arrow = pytest.importorskip("pyarrow")
    parquet = pytest.importorskip("pyarrow.parquet")
    table = arrow.table({"practice_code": ["A1"], "lsoa_code": ["E01000001"], "number_of_patients": [5]})
    column = {
        "name": "practice_code",
        "field_name": "practice_code",
        "pandas_type": "unicode",
        "metadata": None,
    }
    notes = {
        "index_columns": ["practice_code"],
        "column_indexes": [],
        "columns": [column],
        "pandas_version": "2",
    }
    path = tmp_path / "r.parquet"
    parquet.write_table(table.replace_schema_metadata({b"pandas": json.dumps(notes).encode()}), path)
    with pytest.raises(InputError, match="damaged"):
        read_registrations(path)
