"""The page of data sources: each file with publisher, edition, rows, checksum and licence."""

from __future__ import annotations

from dataclasses import replace

from tests.grids import grid_area
from workbench.models.project import Project
from workbench.models.sources import Source
from workbench.ui.dialogs.reading_dialogs import sources_text


def test_every_file_is_told_whole() -> None:
    source = Source(
        "Population", "people.xlsx", "Office for National Statistics", "mid-2020", 300, 2, "ab" * 32,
        "Open Government Licence v3.0", "Not used: Area outside the study area: 2",
    )  # fmt: skip
    project = Project("Grid", replace(grid_area(), sources=(source,)))
    lines = sources_text(project).splitlines()
    at = lines.index("Population: people.xlsx")
    assert [line.strip() for line in lines[at + 1 : at + 7]] == [
        "300 rows read, 2 not used",
        "Office for National Statistics",
        "mid-2020",
        f"SHA-256 {'ab' * 32}",
        "Open Government Licence v3.0",
        "Not used: Area outside the study area: 2",
    ]
    assert "Not used: Area" not in sources_text(project, internal=False)
