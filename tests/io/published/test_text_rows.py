"""Rows of text files in pieces: what the csv module reads, at the same rows; misfits told with theirs."""

from __future__ import annotations

import csv
import gzip
import io
import zipfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from workbench.errors import InputError
from workbench.io.published import text_rows, text_source
from workbench.io.published.text_rows import chunks, whole_table
from workbench.io.published.text_source import TextSource, first_records
from workbench.progress import Cancelled

NAMES = ("one", "two", "three")
few = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
cells = st.text(alphabet='ab1 ,;"\n\ré', max_size=4)
rows = st.lists(
    st.one_of(
        st.lists(cells, min_size=3, max_size=3),
        st.lists(cells, max_size=2),
        st.lists(cells, min_size=4, max_size=5),
    ),
    max_size=25,
)


def read(source: TextSource, names: tuple[str, ...] | None = NAMES) -> tuple[list[list[str]], list[int]]:
    """Every row, and the number of the first of each piece."""
    encoding, _ = source.facts()
    found: list[list[str]] = []
    starts = []
    for piece, first in chunks(source, encoding=encoding, names=names):
        assert first == len(found) + (1 if names else source.heading_row + 1)
        starts.append(first)
        found += [list(row) for row in zip(*(column.to_pylist() for column in piece.columns), strict=True)]
    return found, starts


def as_csv_reads(text: str) -> list[list[str]] | str:
    """What the csv module makes of a text: its rows filled up to three cells, or what ours says of it."""
    records = list(csv.reader(io.StringIO(text, newline="")))
    closed = list(csv.reader(io.StringIO(text + "\nlast", newline="")))[-1] == ["last"]
    surplus = next((at for at, record in enumerate(records, start=1) if len(record) > 3), 0)
    if surplus:
        return f"row {surplus} has {len(records[surplus - 1])} cells where there are 3 columns"
    if not closed:
        return "ends inside a quoted text"
    if text[-1] not in "\r\n" and len(records[-1]) == 2:
        return "The last row of x.csv has 2 of 3 cells"
    return [[*record, *[""] * (3 - len(record))] for record in records]


def check(path: Path, text: str) -> None:
    path.write_bytes(text.encode())
    expected = as_csv_reads(text)
    if isinstance(expected, str):
        with pytest.raises(InputError) as told:
            read(TextSource(path))
        assert expected in str(told.value)
    else:
        assert read(TextSource(path))[0] == expected


@few
@given(rows, st.sampled_from(["\n", "\r\n", "\r"]), st.booleans(), st.booleans())
def test_tables_are_read_as_the_csv_module_reads_them(
    tmp_path: Path, rows: list[list[str]], end: str, quoted: bool, ended: bool
) -> None:
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, lineterminator=end, quoting=csv.QUOTE_ALL if quoted else csv.QUOTE_MINIMAL)
    writer.writerow(NAMES)
    writer.writerows(rows)
    text = stream.getvalue()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(text_rows, "BLOCK_BYTES", 96)  # a row may be as long, and most tables are longer
        patch.setattr(text_source, "SEPARATORS", ",")  # what parts the fields is judged elsewhere
        check(tmp_path / "x.csv", text if ended else text[: -len(end)])


@few
@given(st.text(alphabet='a,"\n\r ', min_size=1, max_size=40).filter(lambda text: text.strip()))
@example('a,"b\n')
@example('a,b,"')
@example('a"b,"c"d,"e""f"\n,,\n\n"\n"')
def test_any_text_is_read_as_the_csv_module_reads_it(tmp_path: Path, text: str) -> None:
    check(tmp_path / "x.csv", text)


SHORT = ["a,b,c", "", "d,e", "f", "g,h,i", ""]
FILLED = [["a", "b", "c"], ["", "", ""], ["d", "e", ""], ["f", "", ""], ["g", "h", "i"]]


@pytest.mark.parametrize(
    ("mark", "encoding"),
    [(",", "utf-8"), ("¬", "iso-8859-1"), ("¬", "utf-8"), (";", "utf-16"), ("\t", "cp1252")],
)
def test_misfits_are_noticed_whatever_the_mark_and_the_encoding(
    tmp_path: Path, mark: str, encoding: str
) -> None:
    path = tmp_path / "x.csv"

    def told(*lines: str) -> str:
        path.write_bytes("\n".join(lines).replace(",", mark).encode(encoding))
        with pytest.raises(InputError) as problem:
            read(TextSource(path), None)
        return str(problem.value)

    path.write_bytes("\n".join(["één,two,three", *SHORT]).replace(",", mark).encode(encoding))
    assert read(TextSource(path), None)[0] == FILLED
    assert whole_table(TextSource(path)).rows.tolist() == [2, 4, 5, 6]
    assert whole_table(TextSource(path), wanted=["één"]).frame["één"].tolist() == ["a", "d", "f", "g"]
    assert "row 4 has 4 cells where there are 3" in told("één,two,three", *SHORT[:2], "d,e,f,g", "h,i,j", "")
    assert "The last row of x.csv has 2 of 3 cells" in told("één,two,three", *SHORT[:3])


def packed(folder: Path, content: bytes) -> list[TextSource]:
    """The same content plain, gzipped and in an archive."""
    plain, gzipped, archive = folder / "x.csv", folder / "x.csv.gz", folder / "x.zip"
    plain.write_bytes(content)
    gzipped.write_bytes(gzip.compress(content))
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("x.csv", content)
    return [TextSource(plain), TextSource(gzipped), TextSource(archive, "x.csv")]


class _Stop:
    """Asks to stop at the first report behind a share; counts the reports."""

    def __init__(self, behind: float) -> None:
        self.behind, self.reports = behind, 0

    def report(self, done: float, text: str = "") -> None:
        self.reports += 1
        if done > self.behind:
            raise Cancelled


@pytest.mark.parametrize("place", range(3))
@pytest.mark.parametrize("behind", [-1.0, text_source.FACTS_SHARE])
def test_cancel_is_heard_at_the_first_report_of_each_pass(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, place: int, behind: float
) -> None:
    source = packed(tmp_path, b"one,two,three\n" + b"1,2,3\n" * 5_000)[place]
    monkeypatch.setattr(text_rows, "BLOCK_BYTES", 2_000)
    progress = _Stop(behind)
    with pytest.raises(Cancelled):
        whole_table(source, progress=progress)
    assert progress.reports <= 2
    assert read(source, None)[0] == [["1", "2", "3"]] * 5_000


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "People; by area; 2022\nSource: us; revised\n\narea,people\nE01000001,5\nE01000002,7\n",
            ",",
        ),
        ("area;people;share\nE01000001;1,5;2,5\nE01000002;1,5;3,5\n", ";"),
        ("people;share\n1,5;2,5\n1,5;3,5\n", ";"),
        ("area\tpeople\nNewcastle, Hill\t5\nStoke, Hill\t6\n", "\t"),
        ('name,people\n"Hill; Dale",5\n"Wood; Dale",6\n', ","),
        ("codes\nE01000001\n", ","),
        ("", ","),
    ],
)
def test_what_parts_the_fields_is_judged_on_many_lines(text: str, expected: str) -> None:
    assert first_records(text.encode(), most=1)[1] == expected
