"""The rows of the report: rows are rows of a file, people are people, and warnings come first."""

from __future__ import annotations

from pathlib import Path

import pytest

from workbench.io.published.registrations import OUTSIDE
from workbench.preferences import Preferences
from workbench.progress import NoProgress
from workbench.ui.import_wizard.draft import ImportDraft
from workbench.ui.import_wizard.report_rows import CHECK, NOTE, PASSED, report_rows


def test_people_are_not_told_as_rows(data_dir: Path) -> None:
    folder = data_dir / "published_formats"
    if not folder.is_dir():
        pytest.skip("no published files")
    registered = folder / "gp_registrations"
    draft = ImportDraft(name="Stoke")
    looked = draft.read_kinds(
        [
            folder / "boundaries" / "lsoa11_E06000021.geojson",
            registered / "gp-reg-pat-prac-lsoa-all_2022-07_NS_FULL_RECONSTRUCTED_LAYOUT.csv",
            registered / "gp-reg-pat-prac-map_2022-01_EXTENDED.csv",
        ],
        Preferences(),
        NoProgress(),
    )
    assert not looked.problems
    draft.add(looked.found)
    rows = report_rows(draft.build(NoProgress()))
    read = len((registered / looked.found[1].file).read_text(encoding="utf-8").splitlines()) - 1
    assert max(row.rows for row in rows) <= read
    outside = next(row for row in rows if row.reason == OUTSIDE)
    assert outside.people is not None
    assert outside.people > read > outside.rows > 0
    assert not any("they count as Outside" in row.what for row in rows)
    results = [row.result for row in rows if row.result in (CHECK, NOTE, PASSED)]
    assert results == sorted(results, key=[CHECK, NOTE, PASSED].index)
