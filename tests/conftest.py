"""What every test stands on: no screen, a home of its own, published data where there is some, no rests."""

from __future__ import annotations

import functools
import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Generator, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from coverage import Coverage
from hypothesis import HealthCheck, settings

# Qt reads the platform once, when it is imported; a person who wants to watch sets the other variable.
if not os.environ.get("LOCALITY_WORKBENCH_TEST_DISPLAY"):
    os.environ["QT_QPA_PLATFORM"] = "offscreen"

if TYPE_CHECKING:
    from PySide6.QtCore import QThread, QTimer

    from workbench.models.project import StudyArea

ROOT = Path(__file__).resolve().parent.parent
# every test has a home of its own; the balancer is compiled once for all of them, and for the next run
os.environ.setdefault("NUMBA_CACHE_DIR", str(ROOT / ".numba_cache"))
# how long an example takes says something of the machine, not of the program
settings.register_profile("house", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("house")
UNWATCHED = [ROOT / "tests" / name for name in ("ui", "balancing", "reliability", "io/workbooks")]
"""Tests of parts that the coverage of the core does not measure; watched, they take half as long again."""
GRACE_MS = 5_000
"""How long a thread that is already on its way out may take."""


def data_folder() -> Path:
    """Where published data lies, if there is any: LOCALITY_WORKBENCH_DATA, or beside the repository."""
    return Path(os.environ.get("LOCALITY_WORKBENCH_DATA") or ROOT.parent / "shared" / "data")


def soffice_program() -> str | None:
    """LibreOffice, if it is installed."""
    return shutil.which("soffice") or shutil.which("libreoffice")


@functools.cache
def own_mounts_command() -> tuple[str, ...]:
    """What runs a command in a mount namespace of its own, without root's right to write anywhere."""
    if sys.platform != "linux" or not all(map(shutil.which, ("unshare", "setpriv", "mount"))):
        return ()
    unprivileged = ("setpriv", "--bounding-set", "-dac_override,-dac_read_search")
    command = ("unshare", "--map-root-user", "--mount", *unprivileged)
    tried = subprocess.run(
        [*command, "mount", "-t", "tmpfs", "tmpfs", "/mnt"], capture_output=True, check=False
    )
    return command if tried.returncode == 0 else ()


def in_ci() -> bool:
    """Whether this is a run in CI, where nothing that could run may be skipped."""
    return bool(os.environ.get("CI"))


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--run-slow", action="store_true", help="also run the tests marked slow, as CI does")
    parser.addoption("--kill-rounds", default=200, type=int, help="how often a program is killed at work")
    parser.addoption(
        "--fuzz-examples",
        default=15 if in_ci() else 6,
        type=int,
        help="damaged variants of each kind of file",
    )


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    run_slow = in_ci() or config.getoption("--run-slow")
    for item in items:
        names = getattr(item, "fixturenames", ())
        if "data_dir" in names:
            item.add_marker("real_data")
        if "soffice" in names:
            item.add_marker("libreoffice")
        if "own_mounts" in names:
            item.add_marker("own_mounts")
        if not run_slow and item.get_closest_marker("slow"):
            item.add_marker(pytest.mark.skip(reason="slow: run with --run-slow"))
    # long tests first: none is left alone at the end while the other processes have nothing to do
    items.sort(key=lambda item: item.get_closest_marker("slow") is None)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Generator[None, object, object]:
    """Coverage of the core is not counted, and slows nothing down, where other parts are tested."""
    watching = Coverage.current()
    if watching is None or not any(item.path.is_relative_to(folder) for folder in UNWATCHED):
        return (yield)
    watching.stop()
    try:
        return (yield)
    finally:
        watching.start()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """In CI a skipped test whose data or program is there counts as a failure."""
    report = yield
    if report.skipped and not hasattr(report, "wasxfail") and in_ci():
        there = {
            "real_data": data_folder().is_dir(),
            "libreoffice": soffice_program() is not None,
            "own_mounts": bool(own_mounts_command()),
        }
        needs = [name for name in there if item.get_closest_marker(name)]
        if needs and all(there[name] for name in needs):
            report.outcome = "failed"
            report.longrepr = (
                f"{item.nodeid} was skipped in CI although what it needs is there: {report.longrepr}"
            )
    return report


@pytest.fixture(scope="session")
def data_dir() -> Path:
    """The folder of published data; the test is skipped where there is none."""
    folder = data_folder()
    if not folder.is_dir():
        pytest.skip(f"no published data in {folder}; LOCALITY_WORKBENCH_DATA names another folder")
    return folder


@pytest.fixture(scope="session")
def north_staffordshire_area(data_dir: Path) -> StudyArea:
    """North Staffordshire of the published data, read once: an area stays as it is while its plans change."""
    from workbench.io.readers.area import read_study_area

    folder = data_dir / "north_staffordshire"
    return read_study_area(
        units=[folder / "lsoa.gpkg"],
        practices=folder / "practices.csv",
        registrations=folder / "registrations.csv",
        providers=folder / "providers.csv",
    )


@pytest.fixture(scope="session")
def soffice() -> str:
    """The LibreOffice program; the test is skipped where it is not installed."""
    program = soffice_program()
    if program is None:
        pytest.skip("LibreOffice is not installed")
    return program


@pytest.fixture(scope="session")
def own_mounts() -> list[str]:
    """What to put before a command that mounts disks; the test is skipped where the system allows none."""
    command = own_mounts_command()
    if not command:
        pytest.skip("this system lets nobody mount a disk of their own (Linux: unshare, setpriv, mount)")
    return list(command)


@pytest.fixture(autouse=True)
def own_home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of its own for what the program keeps, so that no test sees the user's or another's."""
    home = tmp_path_factory.mktemp("home")
    monkeypatch.setenv("LOCALITY_WORKBENCH_HOME", str(home))
    return home


@pytest.fixture(autouse=True)
def nothing_left_behind() -> Iterator[None]:
    """Fails a test that leaves a thread, a running QThread or an active QTimer behind."""
    threads_before = set(threading.enumerate())
    objects_before = {id(thing) for thing in running_qt_objects()}
    yield
    settle_qt()
    left: list[str] = []
    for thread in set(threading.enumerate()) - threads_before:
        if type(thread).__name__ == "_DummyThread":
            continue  # the name of a Qt thread in which a library has asked Python for it; looked at below
        thread.join(GRACE_MS / 1000)
        if thread.is_alive():
            left.append(f"thread {thread.name}")
    left += [describe(thing) for thing in running_qt_objects() if id(thing) not in objects_before]
    assert not left, "left behind: " + ", ".join(left)


def settle_qt() -> None:
    """Let deleted widgets go and pool threads finish, where the test used Qt at all."""
    if "PySide6.QtCore" not in sys.modules:
        return
    from PySide6.QtCore import QCoreApplication, QEvent, QThreadPool

    if QCoreApplication.instance() is not None:
        QThreadPool.globalInstance().waitForDone(GRACE_MS)
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def running_qt_objects() -> list[QThread | QTimer]:
    """Every QThread that runs and every QTimer that is set, among those that Python code made."""
    if "PySide6.QtCore" not in sys.modules:
        return []
    import shiboken6
    from PySide6.QtCore import QCoreApplication, QThread, QTimer

    app = QCoreApplication.instance()
    main_thread = app.thread() if app is not None else None
    found: list[QThread | QTimer] = []
    for thing in shiboken6.getAllValidWrappers():
        if isinstance(thing, QTimer):
            found += [thing] if thing.isActive() else []
        elif isinstance(thing, QThread) and thing is not main_thread:
            found += [thing] if thing.isRunning() else []
    return found


def describe(thing: QThread | QTimer) -> str:
    """What a leftover Qt object is called, for the message."""
    return f"{type(thing).__name__} {thing.objectName() or hex(id(thing))} of {thing.parent()!r}"
