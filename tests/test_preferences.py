"""Preferences survive a restart, an old file, a broken file and a newer program."""

from __future__ import annotations

import json
from dataclasses import fields, replace
from pathlib import Path

import pytest

from workbench import preferences
from workbench.preferences import Preferences


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "config" / "preferences.json"


def test_what_was_saved_is_loaded(file: Path) -> None:
    changed = replace(
        Preferences(),
        theme="dark",
        near_limit_people=500,
        window_geometry={"1366x768": "AdnQ"},
        column_layout={"localities": "AAA="},
    ).with_recent_file(file)
    preferences.save(changed, file)
    assert preferences.load(file) == changed
    assert [path.name for path in file.parent.iterdir()] == [file.name]


def test_no_file_means_defaults(file: Path) -> None:
    assert preferences.load(file) == Preferences()


@pytest.mark.parametrize("text", ["", "{", "[]", "null", "\x00", '{"version": "one"}', '{"version": -3}'])
def test_a_file_that_cannot_be_read_means_defaults(file: Path, text: str) -> None:
    file.parent.mkdir()
    file.write_text(text, encoding="utf-8")
    assert preferences.load(file) == Preferences()


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("theme", "purple"),
        ("theme", 3),
        ("near_limit_people", "many"),
        ("near_limit_people", -1),
        ("near_limit_people", True),
        ("recent_files", "one.gpkg"),
        ("recent_files", [1]),
        ("window_geometry", {"1366x768": 4}),
        ("window_geometry", []),
    ],
)
def test_a_value_that_does_not_fit_falls_back_alone(key: str, value: object) -> None:
    read = preferences.from_keys({"last_folder": "maps", key: value})
    assert getattr(read, key) == getattr(Preferences(), key)
    assert read.last_folder == "maps"


def test_keys_of_a_newer_program_are_kept(file: Path) -> None:
    file.parent.mkdir()
    file.write_text(json.dumps({"version": 99, "theme": "dark", "beacons": [1, 2]}), encoding="utf-8")
    read = preferences.load(file)
    assert read.theme == "dark"
    preferences.save(replace(read, theme="light"), file)
    assert json.loads(file.read_text(encoding="utf-8"))["beacons"] == [1, 2]


def test_upgrades_run_from_the_version_of_the_file_on() -> None:
    steps = (lambda keys: {**keys, "a": 1}, lambda keys: {**keys, "b": 2}, lambda keys: {**keys, "c": 3})
    assert preferences.upgraded({"version": 1}, steps) == {"b": 2, "c": 3}
    assert preferences.upgraded({}, steps) == {"a": 1, "b": 2, "c": 3}
    assert preferences.upgraded({"version": 3, "x": 0}, steps) == {"x": 0}


def test_a_failed_save_leaves_the_old_file(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    preferences.save(replace(Preferences(), theme="dark"), file)

    def full_disk(_descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full_disk)
    with pytest.raises(OSError, match="No space left"):
        preferences.save(replace(Preferences(), theme="light"), file)
    assert preferences.load(file).theme == "dark"
    assert [path.name for path in file.parent.iterdir()] == [file.name]


def test_recent_files_are_few_latest_first_and_once_each(tmp_path: Path) -> None:
    changed = Preferences()
    for number in range(12):
        changed = changed.with_recent_file(tmp_path / f"{number}.gpkg")
    changed = changed.with_recent_file(tmp_path / "5.gpkg")
    assert [Path(name).stem for name in changed.recent_files] == [
        "5",
        "11",
        "10",
        "9",
        "8",
        "7",
        "6",
        "4",
        "3",
        "2",
    ]
    assert changed.last_folder == str(tmp_path)
    assert changed.without_recent_file(tmp_path / "5.gpkg").recent_files == changed.recent_files[1:]


def test_every_preference_has_a_help_text() -> None:
    for record in fields(Preferences):
        if record.name != "unknown":
            assert preferences.help_text(record.name)
