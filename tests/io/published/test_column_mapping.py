"""Files of no published layout: mapped by a planner, remembered by their headings."""

from __future__ import annotations

from pathlib import Path

import pytest

from workbench.errors import InputError
from workbench.io.published.account import NOT_TOLD
from workbench.io.published.column_mapping import (
    header_signature,
    mapped,
    read_mapped_practices,
    read_mapped_values,
    remembered,
    suggested,
    to_remember,
)
from workbench.io.published.kinds import Kind
from workbench.io.published.recognise import recognise
from workbench.io.published.recognised import Recognised
from workbench.io.published.registrations import read_registration_rows


def other(path: Path, text: str) -> Recognised:
    path.write_text(text, encoding="utf-8")
    (file,) = recognise(path)
    assert not file.published
    return file


def test_registrations_with_columns_of_their_own(tmp_path: Path) -> None:
    file = other(tmp_path / "x.csv", "GP;Home;Heads\nA81001;E01000001;7\nA81001;CLOSED;2\n")
    ready = mapped(
        file, Kind.REGISTRATIONS, {"practice_code": "GP", "unit_code": "Home", "patients": "Heads"}
    )
    rows = read_registration_rows(ready)
    _, account, _ = rows.of_area({"E01000001": 0}, frozenset())
    assert (account.edition, account.people_used, account.people_rejected) == ("by column mapping", 7, 2)
    assert account.reconciled


def test_a_date_in_it_does_not_make_a_planners_own_file_a_published_one(tmp_path: Path) -> None:
    file = other(tmp_path / "x.csv", "GP,Home,Heads,Day\nA81001,E01000001,7,2022-07-01\n")
    told = {"practice_code": "GP", "unit_code": "Home", "patients": "Heads", "extract_date": "Day"}
    rows = read_registration_rows(mapped(file, Kind.REGISTRATIONS, told))
    _, account, _ = rows.of_area({"E01000001": 0}, frozenset())
    assert (rows.date, account.edition) == ("2022-07-01", "1 July 2022, by column mapping")
    assert (account.publisher, account.licence) == (NOT_TOLD, NOT_TOLD)


def test_values_by_area_and_practices(tmp_path: Path) -> None:
    file = other(
        tmp_path / "x.csv", "area_code,population,imd_score\nE01000001,1200,20.5\nE01000002,*,3\n,5,1\n"
    )
    kind, columns = suggested(file)
    assert kind is Kind.POPULATION
    values = read_mapped_values(mapped(file, kind, columns))
    account = values.of_area({"E01000001": 0, "E01000002": 1})
    assert (account.used, account.rejected_rows, account.suppressed, account.reconciled) == (2, 1, 1, True)
    assert values.numbers["imd_score"].tolist() == [20.5, 3.0]
    file = other(
        tmp_path / "y.csv", "practice_code,practice_name,list_size\nA81001,One,900\nA81001,One,900\n"
    )
    kind, columns = suggested(file)
    assert kind is Kind.PRACTICES
    places, totals = read_mapped_practices(mapped(file, kind, columns))
    assert places.places["A81001"].name == "One"
    assert totals is not None
    assert totals.lists == {"A81001": 900}
    assert places.account.reconciled


def test_a_mapping_is_remembered_by_the_headings(tmp_path: Path) -> None:
    text = "GP,Home,Heads\nA81001,E01000001,7\n"
    file = other(tmp_path / "x.csv", text)
    assert remembered(file, {}) is None
    ready = mapped(
        file, Kind.REGISTRATIONS, {"practice_code": "GP", "unit_code": "Home", "patients": "Heads"}
    )
    kept = dict([to_remember(ready)])
    again = remembered(other(tmp_path / "later.csv", text), kept)
    assert again is not None
    assert (again.kind, again.columns) == (ready.kind, ready.columns)
    assert remembered(other(tmp_path / "z.csv", "GP,Home\nA,B\n"), kept) is None
    assert remembered(file, {header_signature(file.headings): "[1]"}) is None
    assert remembered(file, {header_signature(file.headings): "no json"}) is None


def test_a_mapping_that_does_not_fit_is_refused(tmp_path: Path) -> None:
    file = other(tmp_path / "x.csv", "GP,Home\nA81001,E01000001\n")
    with pytest.raises(InputError, match="no column “Heads”"):
        mapped(file, Kind.REGISTRATIONS, {"practice_code": "GP", "unit_code": "Home", "patients": "Heads"})
    with pytest.raises(InputError, match="No column is named for patients"):
        mapped(file, Kind.REGISTRATIONS, {"practice_code": "GP", "unit_code": "Home"})
    with pytest.raises(InputError, match="cannot be mapped"):
        mapped(file, Kind.TRUSTS, {})
