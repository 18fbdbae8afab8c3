"""``merge``: what comes in is told, a dry run changes nothing, a backup is made before."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

from workbench.io.project_file.backups import backups_of

if TYPE_CHECKING:
    from tests.cli.conftest import Cli


def test_merge(cli: Cli, grid: Path, tmp_path: Path) -> None:
    other = Path(shutil.copyfile(grid, tmp_path / "table2.gpkg"))
    cli("scenario", "add", other, "Theirs")
    before = grid.read_bytes()
    told = cli("merge", grid, other, "--dry-run", "--json", "-").json
    assert [one["name"] for one in told["added"]] == ["Theirs"]
    assert told["applied"] is False
    assert grid.read_bytes() == before
    ran = cli("merge", grid, other)
    assert "Added the scenario Theirs." in ran.out
    assert [backup.why for backup in backups_of(grid)] == ["before merge"]
    assert cli("merge", grid, other).out.startswith("Merged table2.gpkg: 0 added, ")
    assert "There is no file" in cli("merge", grid, tmp_path / "none.gpkg").err
