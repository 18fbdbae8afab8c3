"""Every kind of input, cut off anywhere and with bytes changed: a result or a problem in words, never more.

How far is set by ``--fuzz-examples``. Few examples are the same in every run; many are new ones each time.
"""

from __future__ import annotations

import contextlib
import hashlib
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from tests.grids import grid_project
from tests.reliability.small_inputs import Input, project_inputs, small_inputs
from workbench.errors import WorkbenchError
from workbench.session.creating import create_project
from workbench.session.opening import OpenProject, open_project

FEW = 15
ROOM = 1 << 30
"""Bytes of memory that a damaged file may take: 1 GB more than there is in use."""
KINDS = (
    "epraccur", "registrations", "totals", "deprivation", "conversion", "lookup", "postcodes", "choices",
    "prevalence", "no published layout", "registrations, gzipped", "tables, zipped", "registrations, UTF-16",
    "population workbook", "geopackage", "geojson", "shapefile .shp", "shapefile .shx", "shapefile .dbf",
    "shapefile .prj", "shapefile .cpg", "shapefile, zipped", "geopackage, zipped", "topojson",
    "reference .gpkg", "reference .kml", "reference .fgb", "reference .gml", "units", "practices",
    "registrations table", "registrations parquet", "providers", "practice groups", "plan", "plan workbook",
    "scope workbook", "larger areas", "larger areas workbook", "map tiles", "picture", "world file",
    "project", "copy to merge",
)  # fmt: skip
PUBLISHED_SAMPLES = ("*.csv", "*.csv.gz", "*.xlsx", "*.geojson", "*.json", "*.zip")
LARGEST_SAMPLE = 3_000_000

pytestmark = pytest.mark.filterwarnings("ignore")  # libraries warn of damage that is told in words here


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> Iterator[OpenProject]:
    """The project that somebody has open meanwhile."""
    path = tmp_path_factory.mktemp("open") / "open.gpkg"
    create_project(path, name="Open", area=grid_project().area)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("LOCALITY_WORKBENCH_HOME", str(path.parent / "home"))
        project = open_project(path)
        yield project
        project.close()


@pytest.fixture(scope="module")
def inputs(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Input]:
    folder = tmp_path_factory.mktemp("inputs")
    project = folder / "project.gpkg"
    create_project(project, name="Fuzz", area=grid_project().area)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("LOCALITY_WORKBENCH_HOME", str(folder / "home"))
        return small_inputs(folder) | project_inputs(project)


@pytest.fixture
def little_memory() -> Iterator[None]:
    """What is written to memory stays within 1 GB; where a system cannot limit it, nothing is limited."""
    if sys.platform != "linux":
        yield
        return
    import resource

    used = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[5]) * resource.getpagesize()
    before = resource.getrlimit(resource.RLIMIT_DATA)
    resource.setrlimit(resource.RLIMIT_DATA, (used + ROOM, before[1]))
    yield
    resource.setrlimit(resource.RLIMIT_DATA, before)


def damage(data: st.DataObject, sound: bytes) -> bytes:
    """The bytes with some changed, a stretch taken out or said twice, or all cut off behind a place."""
    places = st.integers(0, len(sound) - 1)
    how = data.draw(st.sampled_from(["flip", "flip", "cut", "take out", "twice", "number"]))
    if how == "cut":
        return sound[: data.draw(places)]
    changed = bytearray(sound)
    if how == "flip":
        for place, bits in data.draw(
            st.lists(st.tuples(places, st.integers(1, 255)), min_size=1, max_size=12)
        ):
            changed[place] ^= bits
    elif how == "number":  # a length or an offset that is far too large, or less than nothing
        place = data.draw(places)
        changed[place : place + 4] = data.draw(st.sampled_from([b"\xff" * 4, b"\x7f\xff\xff\xff", b"\0" * 4]))
    else:
        start, length = data.draw(places), data.draw(st.integers(1, 200))
        stretch = b"" if how == "take out" else bytes(changed[start : start + length]) * 2
        changed[start : start + length] = stretch
    return bytes(changed)


def fuzz(one: Input, folder: Path, examples: int) -> None:
    """Read a file as often as asked, damaged otherwise each time."""
    room = folder / "room"
    beside = one.path.parent if one.part or one.path.with_suffix(".pgw").exists() else None
    if beside is not None:
        shutil.copytree(beside, room)
    room.mkdir(exist_ok=True)
    target, sound = room / one.damaged.name, one.damaged.read_bytes()

    @settings(
        max_examples=examples, deadline=None, database=None, derandomize=examples <= FEW,
        phases=[Phase.generate, Phase.shrink] if examples <= FEW else [Phase.generate],
        suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    @given(st.data())
    def run(data: st.DataObject) -> None:
        target.write_bytes(damage(data, sound))
        for side in room.glob("*.gpkg-*"):
            side.unlink()
        with contextlib.suppress(WorkbenchError):
            one.use(room / one.path.name)

    run()


@pytest.mark.parametrize("kind", KINDS)
def test_a_damaged_file_is_read_or_told_in_words(
    kind: str,
    inputs: dict[str, Input],
    opened: OpenProject,
    little_memory: None,
    tmp_path: Path,
    request: pytest.FixtureRequest,
) -> None:
    before = hashlib.sha256(opened.path.read_bytes()).hexdigest()
    fuzz(inputs[kind], tmp_path, int(request.config.getoption("--fuzz-examples")))
    assert hashlib.sha256(opened.path.read_bytes()).hexdigest() == before
    assert not opened.changed_outside


def test_every_kind_is_fuzzed_and_sound(inputs: dict[str, Input]) -> None:
    assert set(inputs) == set(KINDS)
    for one in inputs.values():
        one.use(one.path)


@pytest.mark.slow
def test_damaged_samples_of_published_files(
    data_dir: Path, little_memory: None, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    from tests.reliability.small_inputs import published

    folder = data_dir / "published_formats"
    samples = sorted({path for ending in PUBLISHED_SAMPLES for path in folder.rglob(ending)})
    examples = max(2, int(request.config.getoption("--fuzz-examples")) // 4)
    small = [path for path in samples if path.stat().st_size <= LARGEST_SAMPLE]
    assert len(small) > len(PUBLISHED_SAMPLES)
    for number, sample in enumerate(small):
        room = tmp_path / str(number)
        room.mkdir()
        fuzz(Input(sample, published), room, examples)
