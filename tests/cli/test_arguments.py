from __future__ import annotations

from pathlib import Path

import pytest
import typer

from workbench.cli.app import project_alone
from workbench.cli.arguments import codes, columns, size, spread_values


@pytest.mark.parametrize(
    ("given", "spread"),
    [
        ("new P --units A B C", "new P --units A --units B --units C"),
        ("new P --units A B --layer L --name N", "new P --units A --units B --layer L --name N"),
        ("new --units A P", "new --units A P"),
        ("new --overwrite P --units A B", "new --overwrite P --units A --units B"),
        ("new P --overwrite --units=A B", "new P --overwrite --units=A --units B"),
        ("new P --units A --units B", "new P --units A --units B"),
        ("info P --json -", "info P --json -"),
        ("", ""),
    ],
)
def test_several_values_stand_behind_one_name(given: str, spread: str) -> None:
    assert spread_values(given.split()) == spread.split()


def test_columns() -> None:
    assert columns(["unit_code=LSOA21CD", "practices.list_size = List"]) == {
        "unit_code": "LSOA21CD",
        "practices.list_size": "List",
    }
    for bad in ("unit_code", "=X", "unit_code="):
        with pytest.raises(typer.BadParameter):
            columns([bad])


def test_codes_are_parted_by_commas_or_spaces() -> None:
    assert codes("E06000021, E07000195 E07000198,E06000021") == ["E06000021", "E07000195", "E07000198"]
    assert codes("") == []


def test_size() -> None:
    assert size("1366x768") == (1366, 768)
    for bad in ("1366", "axb", "1366x", "10x10", "9000x768", "-5x700"):
        with pytest.raises(typer.BadParameter):
            size(bad)


def test_a_file_alone_is_a_project_and_a_command_is_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "info").touch()
    assert project_alone(["info"], ["info"]) is None
    assert project_alone(["other"], ["info"]) is None
    assert project_alone(["--sample"], ["info"]) is None
    assert str(project_alone(["a.gpkg"], ["info"])) == "a.gpkg"
    assert project_alone(["a.gpkg", "b"], ["info"]) is None
