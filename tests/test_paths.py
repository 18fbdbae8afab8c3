"""The program finds its own files in every shape it is shipped in, and keeps the user's where it is told."""

from __future__ import annotations

from pathlib import Path

import pytest

from workbench import paths


def test_resources_and_sample_lie_beside_the_package_in_a_source_tree() -> None:
    assert paths.resource("tokens.json").is_file()
    assert paths.resource("fonts", "Inter-Regular.otf").is_file()
    assert paths.sample_data().parent == paths.resources().parent


def test_an_installed_wheel_holds_them_inside_the_package(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "_resources").mkdir()
    monkeypatch.setattr(paths, "_PACKAGE", tmp_path)
    assert paths.resources() == tmp_path / "_resources"


def test_the_home_variable_moves_everything_the_program_keeps(own_home: Path) -> None:
    kept = [paths.preferences_file(), paths.working_copies(), paths.log_dir(), paths.documents_dir()]
    assert all(own_home in path.parents for path in kept)


def test_without_the_variable_the_folders_are_the_systems(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(paths.HOME_VARIABLE)
    assert "locality-workbench" in str(paths.config_dir())
    assert "locality-workbench" in str(paths.data_dir())
    assert "locality-workbench" in str(paths.log_dir())
    assert paths.documents_dir().is_absolute()
