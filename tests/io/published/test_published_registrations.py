"""Registrations: every row has its reason, and nobody is lost."""

from __future__ import annotations

import tempfile
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workbench.errors import InputError
from workbench.io.published.recognise import recognise
from workbench.io.published.registrations import RegistrationRows, read_registration_rows
from workbench.progress import Cancelled

HEAD = "PUBLICATION,EXTRACT_DATE,PRACTICE_CODE,PRACTICE_NAME,LSOA_CODE,SEX,{}"


def read(path: Path, rows: list[str], last: str = "NUMBER_OF_PATIENTS") -> RegistrationRows:
    path.write_text("\n".join([HEAD.format(last), *(f"GP,{row}" for row in rows)]) + "\n", encoding="utf-8")
    return read_registration_rows(recognise(path)[0])


def test_each_pseudo_code_has_a_reason_of_its_own(tmp_path: Path) -> None:
    codes = [
        "E01000001", "E01000009", "NO2011", "CLOSED", "EMPTY", "", "W01000001", "S01000001", "N21000001",
        "L99999999", "M99999999",
    ]  # fmt: skip
    lines = [f"04JAN2021,A81001,ONE,{code},ALL,{n}" for n, code in enumerate(codes, start=1)]
    rows = read(tmp_path / "x.csv", lines, "Number of Patients")
    table, account, kept = rows.of_area({"E01000001": 0}, frozenset())
    assert {reason: entry.people for reason, entry in account.rejected.items()} == {
        "Lives outside the study area": 2, "No area found for the address (NO2011)": 3,
        "Address at a closed postcode (CLOSED)": 4, "No address given (EMPTY)": 11,
        "Lives in Wales (W01...)": 7, "Lives in Scotland (S01...)": 8, "Lives in Northern Ireland (N2...)": 9,
        "Lives in the Channel Islands (L99999999)": 10, "Lives in the Isle of Man (M99999999)": 11,
    }  # fmt: skip
    assert (len(table), account.used, kept) == (1, 1, (0, 0.0))
    assert account.reconciled
    everything, _, kept = rows.of_area({"E01000001": 0}, frozenset({"A81001"}))
    assert (len(everything), kept) == (11, (10, 65.0))  # the list of a listed practice adds up


def test_dates_sexes_duplicates_and_suppressed(tmp_path: Path) -> None:
    rows = read(
        tmp_path / "x.csv",
        [
            "01JUL2022,A81001,ONE,E01000001,ALL,10", "01JUL2022,A81001,ONE,E01000001,MALE,6",
            "01APR2022,A81001,ONE,E01000001,ALL,9", "01JUL2022,A81001,ONE,E01000001,ALL,10",
            "01JUL2022,A81001,ONE,E01000002,ALL,<5", "01JUL2022,,,E01000002,ALL,3",
            "01JUL2022,A81002,TWO,E01000002,ALL,-1",
            "01JUL2022,A81002,TWO,E01000001,ALL,4",
        ],
    )  # fmt: skip
    table, account, _ = rows.of_area({"E01000001": 0, "E01000002": 1}, frozenset())
    assert table.patients.tolist() == [10, 4]
    assert {reason: entry.rows for reason, entry in account.rejected.items()} == {
        "Of an older date than the newest in the file": 1,
        "Counts one sex of people counted whole elsewhere in the file": 1,
        "No practice code": 1,
        "Number suppressed or blank": 1,
        "Number that cannot be": 1,
        "Stands twice: practice and LSOA stand in an earlier row": 1,
    }
    assert account.reconciled
    assert (rows.edition, rows.vintage, rows.names["A81002"]) == ("1 July 2022", "LSOA 2011", "TWO")


def test_men_and_women_alone_are_added(tmp_path: Path) -> None:
    rows = read(
        tmp_path / "x.csv",
        ["01JUL2022,A81001,ONE,E01033769,MALE,6", "01JUL2022,A81001,ONE,E01033769,FEMALE,5"],
    )
    assert rows.list_sizes == {"A81001": 11}
    assert rows.vintage == "LSOA 2021"


def test_a_number_that_is_none_is_refused_with_its_row(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="row 3: “many” is not a number"):
        read(
            tmp_path / "x.csv",
            ["01JUL2022,A81001,ONE,E01000001,ALL,1", "01JUL2022,A81001,ONE,E01000002,ALL,many"],
        )


def test_cancel_is_heard(tmp_path: Path) -> None:
    class Stop:
        def report(self, done: float, text: str = "") -> None:
            raise Cancelled

    read(tmp_path / "x.csv", ["01JUL2022,A81001,ONE,E01000001,ALL,1"])
    with pytest.raises(Cancelled):
        read_registration_rows(recognise(tmp_path / "x.csv")[0], progress=Stop())


ROW = st.tuples(
    st.sampled_from(["01JUL2022", "2022-07-01", "01APR2022"]),
    st.sampled_from(["A81001", "A81002", "Y00001", ""]),
    st.sampled_from(["E01000001", "E01000002", "E01000003", "NO2011", "CLOSED", "", "W01000001", "X"]),
    st.sampled_from(["ALL", "MALE", "FEMALE", "all"]),
    st.sampled_from(["0", "1", "27", "1,204", "*", "", "-3", "2.5"]),
)


@settings(max_examples=60, deadline=None)
@given(st.lists(ROW, min_size=1, max_size=25))
def test_any_file_reconciles(rows: list[tuple[str, ...]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        lines = [f'{date},{practice},N,{unit},{sex},"{count}"' for date, practice, unit, sex, count in rows]
        found = read(Path(folder) / "x.csv", lines)
    table, account, (kept, people) = found.of_area({"E01000001": 0, "E01000002": 1}, frozenset({"A81001"}))
    assert account.read == len(rows)
    assert account.reconciled
    assert len(table) == account.used + kept
    assert table.patients.sum() == (account.people_used or 0.0) + people
    assert np.isfinite(table.patients).all()
