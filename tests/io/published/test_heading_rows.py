"""Headings below titles and notes: the likeliest row is offered, another can be named and is remembered."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.reliability.small_inputs import book
from workbench.errors import InputError
from workbench.io.published.column_mapping import (
    mapped,
    read_mapped_values,
    remembered,
    suggested,
    to_remember,
)
from workbench.io.published.heading_rows import first_rows, headed_at, likely_heading_row
from workbench.io.published.kinds import Kind
from workbench.io.published.recognise import recognise
from workbench.io.published.recognised import Recognised
from workbench.io.published.registrations import read_registration_rows

Make = Callable[..., Recognised]
TABLE = [["Area code", "Population", "Band"], ["E01000001", "1200", "low"], ["E01000002", "900", "high"]]
TITLES = [["People by area"], [], ["Source", "the council"]]
LINES = [*TITLES, *TABLE]


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        (TABLE, 1),
        (LINES, 4),
        ([["", ""], *LINES], 5),
        ([["a", "b", ""], ["1", "2", "3"], ["1", "2", "3"]], 2),
        ([["a", "b"], ["1", "2"]], 1),
        ([["Title", "2022"], ["a", "b", "c", "d"], ["1", "2", "3", "4"]], 2),
        ([["codes"], ["1"], ["2"]], 1),
        ([[], ["codes"], ["1"]], 2),
        ([], 1),
    ],
)
def test_the_likeliest_row(rows: list[list[str]], expected: int) -> None:
    assert likely_heading_row(rows) == expected


def of_text(folder: Path, lines: list[list[str]] = LINES, mark: str = ";") -> Recognised:
    path = folder / "x.csv"
    path.write_text("\n".join(mark.join(line) for line in lines) + "\n", encoding="utf-8")
    (file,) = recognise(path)
    return file


def of_book(folder: Path, lines: list[list[str]] = LINES) -> Recognised:
    (file,) = recognise(book(folder / "x.xlsx", "People", lines))
    return file


@pytest.mark.parametrize("make", [of_text, of_book])
def test_a_table_below_titles_is_mapped_and_its_rows_are_counted_from_the_top(
    make: Make, tmp_path: Path
) -> None:
    file = make(tmp_path)
    assert (file.kind, file.heading_row, file.headings) == (Kind.OTHER, 4, tuple(TABLE[0]))
    assert "headings are in row 4" in file.note
    assert first_rows(file)[3] == tuple(TABLE[0])
    values = read_mapped_values(mapped(file, *suggested(file)))
    assert values.numbers["resident"].tolist() == [1200, 900]
    assert values.rows is not None
    assert values.rows.tolist() == [5, 6]


@pytest.mark.parametrize("make", [of_text, of_book])
def test_another_row_is_named_and_remembered(make: Make, tmp_path: Path) -> None:
    twice = [["Codes of 2011", "people", "as bands"], *TABLE]
    file = make(tmp_path, twice)
    assert file.heading_row == 1
    with pytest.raises(InputError, match="rows 1 to 4"):
        headed_at(file, 5)
    with pytest.raises(InputError, match="rows 1 to 4"):
        headed_at(file, 0)
    ready = mapped(headed_at(file, 2), *suggested(headed_at(file, 2)))
    assert read_mapped_values(ready).numbers["resident"].tolist() == [1200, 900]
    kept = dict([to_remember(ready)])
    again = remembered(make(tmp_path, [["Codes of 2021", "all", "in bands"], [], *TABLE]), kept)
    assert again is not None
    assert (again.kind, again.heading_row) == (Kind.POPULATION, 3)
    assert len(read_mapped_values(again).codes) == 2


def test_a_published_layout_below_titles(tmp_path: Path) -> None:
    lines = [
        ["Patients by LSOA", "July 2022"],
        [],
        [
            "PUBLICATION",
            "EXTRACT_DATE",
            "PRACTICE_CODE",
            "PRACTICE_NAME",
            "LSOA_CODE",
            "SEX",
            "NUMBER_OF_PATIENTS",
        ],
        ["GP_PRAC_PAT_LIST", "01JUL2022", "M83001", "ONE", "E01000001", "ALL", "5"],
        ["GP_PRAC_PAT_LIST", "01JUL2022", "M83001", "ONE", "CLOSED", "ALL", "2"],
    ]
    file = of_text(tmp_path, lines, ",")
    assert (file.kind, file.heading_row) == (Kind.REGISTRATIONS, 3)
    _, account, _ = read_registration_rows(file).of_area({"E01000001": 0}, frozenset())
    (rejected,) = account.rejected.values()
    assert (account.read, account.used, rejected.places) == (2, 1, (5,))
    assert rejected.examples == ("row 5: M83001, CLOSED",)
