"""Guards of the house rules; each was broken once on purpose to see it fail."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "workbench"
CODE = sorted(PACKAGE.rglob("*.py"))
ALL_CODE = [
    *CODE,
    *sorted(p for room in ("tests", "scripts", "benchmarks") for p in (ROOT / room).rglob("*.py")),
]
LOCKS = [ROOT / "requirements.lock", ROOT / "requirements-dev.lock"]
MAX_LINES = 400
QT = {"PySide6", "shiboken6", "qtawesome", "qtpy"}
NETWORK = {
    "socket",
    "ssl",
    "http",
    "urllib.request",
    "ftplib",
    "smtplib",
    "requests",
    "httpx",
    "aiohttp",
    "websockets",
}
UNSAFE_MODULES = {"pickle", "marshal", "shelve", "dill", "cloudpickle"}
BROAD_CATCHERS = {"ui/jobs.py"}


def name_of(path: Path) -> str:
    return path.relative_to(PACKAGE).as_posix()


@cache
def text_of(path: Path) -> str:
    return path.read_text(encoding="utf-8")


@dataclass(frozen=True)
class Look:
    """What the guards want to know of a program file; it is taken apart once for all of them."""

    imports: frozenset[str]
    unsafe_calls: tuple[int, ...]
    catches_everything: bool


@cache
def look_at(path: Path) -> Look:
    nodes = list(ast.walk(ast.parse(text_of(path))))
    return Look(
        imports=frozenset(name for node in nodes for name in imported_by(node)),
        unsafe_calls=tuple(node.lineno for node in nodes if isinstance(node, ast.Call) and is_unsafe(node)),
        catches_everything=any(isinstance(node, ast.ExceptHandler) and is_broad(node) for node in nodes),
    )


def imported_by(node: ast.AST) -> Iterator[str]:
    """Every module that a statement imports, and the packages it lies in."""
    names: list[str] = []
    if isinstance(node, ast.Import):
        names = [alias.name for alias in node.names]
    elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
        names = [node.module, *(f"{node.module}.{alias.name}" for alias in node.names)]
    for name in names:
        parts = name.split(".")
        yield from (".".join(parts[: depth + 1]) for depth in range(len(parts)))


def is_unsafe(call: ast.Call) -> bool:
    return isinstance(call.func, ast.Name) and call.func.id in {"eval", "exec"}


def is_broad(handler: ast.ExceptHandler) -> bool:
    caught = handler.type.elts if isinstance(handler.type, ast.Tuple) else [handler.type]
    return any(
        kind is None or (isinstance(kind, ast.Name) and kind.id in {"Exception", "BaseException"})
        for kind in caught
    )


def files_importing(modules: set[str]) -> dict[str, set[str]]:
    found = {name_of(path): modules & look_at(path).imports for path in CODE}
    return {name: hits for name, hits in found.items() if hits}


def test_only_the_ui_imports_qt() -> None:
    assert [name for name in files_importing(QT) if not name.startswith("ui/")] == []


def test_nothing_uses_the_network() -> None:
    assert files_importing(NETWORK) == {}
    qt_network = re.compile(r"QtNetwork|QtWebSockets|QtWebEngine")
    assert [name_of(path) for path in CODE if qt_network.search(text_of(path))] == []


def test_nothing_unpickles_or_evaluates() -> None:
    assert files_importing(UNSAFE_MODULES) == {}
    calls = [f"{name_of(path)}:{line}" for path in CODE for line in look_at(path).unsafe_calls]
    assert calls == []


def test_only_jobs_catch_everything() -> None:
    broad = {name_of(path) for path in CODE if look_at(path).catches_everything}
    assert broad == BROAD_CATCHERS


def test_nothing_asks_for_accessible_interfaces() -> None:
    """A wrapper kept longer than its widget crashes the process later: docs/decisions/0056."""
    name = "query" + "AccessibleInterface"
    assert [path.name for path in ALL_CODE if name in text_of(path)] == []


def test_files_stay_small() -> None:
    lines = {path.relative_to(ROOT).as_posix(): len(text_of(path).splitlines()) for path in ALL_CODE}
    assert {name: count for name, count in lines.items() if count > MAX_LINES} == {}


def test_every_suppression_gives_its_reason() -> None:
    bare = re.compile(r"#\s*(?:noqa|type:\s*ignore)(?::\s*[A-Z]+\d+(?:,\s*[A-Z]+\d+)*|\[[\w,\- ]+\])?\s*$")
    hits = [
        f"{path.relative_to(ROOT).as_posix()}:{number}"
        for path in ALL_CODE
        for number, line in enumerate(text_of(path).splitlines(), start=1)
        if bare.search(line)
    ]
    assert hits == []


@pytest.mark.parametrize("lock", LOCKS, ids=lambda path: path.name)
def test_locks_hold_versions_and_hashes_and_no_address(lock: Path) -> None:
    text = lock.read_text(encoding="utf-8")
    assert "://" not in text
    assert not re.search(r"(?m)^\s*-", text.replace("    --hash=", "")), "an option of pip in the lock"
    entries = re.split(r"(?m)^(?=[A-Za-z0-9])", text)[1:]
    assert len(entries) > 20
    for entry in entries:
        assert re.match(r"[\w.\-]+==\S+", entry), entry.splitlines()[0]
        assert "--hash=sha256:" in entry, entry.splitlines()[0]


def test_the_development_lock_holds_the_run_time_lock() -> None:
    pins = [set(re.findall(r"(?m)^[\w.\-]+==[^\\\n]+", lock.read_text(encoding="utf-8"))) for lock in LOCKS]
    assert pins[0] <= pins[1]


def test_pyside_is_pinned_below_the_release_that_aborts() -> None:
    assert '"PySide6-Essentials>=6.8,<6.12"' in (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    for lock in LOCKS:
        found = re.search(r"(?m)^pyside6-essentials==6\.(\d+)\.", lock.read_text(encoding="utf-8"))
        assert found is not None
        assert 8 <= int(found[1]) < 12


def test_painting_keeps_its_references_to_none(qapp: object) -> None:
    """PySide6 6.12.0 on Python 3.11 loses one reference to None in nearly every void call."""
    from PySide6.QtGui import QImage, QPainter

    image = QImage(16, 16, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    before = sys.getrefcount(None)
    for _ in range(200):
        painter.drawLine(0, 0, 15, 15)
    after = sys.getrefcount(None)
    painter.end()
    # since 3.12 None is immortal and its count stands still
    assert before - after < 20


def test_import_contracts_are_kept() -> None:
    done = subprocess.run(
        [
            sys.executable,
            "-c",
            "from importlinter.cli import lint_imports_command; lint_imports_command()",
            "--no-logo",
        ],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_no_file_names_a_registry_or_a_machine() -> None:
    kinds = {".py", ".toml", ".md", ".cmd", ".sh", ".txt", ".lock", ".json", ""}
    rooms = [
        ROOT / name for name in ("workbench", "tests", "scripts", "benchmarks", "docs", ".ci", "resources")
    ]
    files = [path for room in rooms for path in room.rglob("*") if path.is_file() and path.suffix in kinds]
    files += [path for path in ROOT.glob("*") if path.is_file() and path.suffix in kinds]
    told = re.compile(r"index[-]url\s*=|extra[-]index|/[w]ork/|/[r]oot/", re.IGNORECASE)
    hits = [
        path.relative_to(ROOT).as_posix()
        for path in files
        if "__pycache__" not in path.parts and told.search(path.read_text(encoding="utf-8", errors="replace"))
    ]
    assert hits == []
