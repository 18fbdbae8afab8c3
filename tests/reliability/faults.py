"""Makes the n-th call fail that writes to a disk: of Python, and below it of SQLite itself.

SQLite writes through a table of C functions, its VFS. A copy of the system's VFS counts the calls and lets
one of them fail as a full or broken disk does, which no patch of Python could. GDAL has an SQLite of its own
and is not reached; ``test_a_disk_that_is_full_at_any_byte`` is for that one.
"""

from __future__ import annotations

import _sqlite3
import ctypes
import errno
import io
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest

FULL, BROKEN_FSYNC, BROKEN_DELETE, CANNOT_OPEN, BROKEN_TRUNCATE = 13, 1034, 2570, 14, 1546
"""Codes of SQLite: FULL, IOERR_FSYNC, IOERR_DELETE, CANTOPEN, IOERR_TRUNCATE."""
_OPEN = ctypes.CFUNCTYPE(
    ctypes.c_int, ctypes.c_void_p, ctypes.c_void_p, ctypes.c_void_p, ctypes.c_int, ctypes.c_void_p
)
_DELETE = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_void_p, ctypes.c_int)
_WRITE = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_void_p, ctypes.c_int, ctypes.c_int64)
_TRUNCATE = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_int64)
_SYNC = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_int)


class _Vfs(ctypes.Structure):
    """The head of ``sqlite3_vfs`` as sqlite3.h has it; what follows is copied as it is."""

    _fields_ = (
        ("version", ctypes.c_int), ("size_of_file", ctypes.c_int), ("longest_path", ctypes.c_int),
        ("next", ctypes.c_void_p), ("name", ctypes.c_char_p), ("data", ctypes.c_void_p),
        ("open", ctypes.c_void_p), ("delete", ctypes.c_void_p), ("rest", ctypes.c_void_p * 16),
    )  # fmt: skip


class _Methods(ctypes.Structure):
    """``sqlite3_io_methods``."""

    _fields_ = (
        ("version", ctypes.c_int), ("close", ctypes.c_void_p), ("read", ctypes.c_void_p),
        ("write", ctypes.c_void_p), ("truncate", ctypes.c_void_p), ("sync", ctypes.c_void_p),
        ("rest", ctypes.c_void_p * 13),
    )  # fmt: skip


class Faults:
    """Counts calls while it is armed; ``hit`` names the call that failed, empty where none has."""

    def __init__(self) -> None:
        self.hit = ""
        self.calls = 0
        self._nth = 0

    @contextmanager
    def armed(self, nth: int) -> Iterator[None]:
        """Have the ``nth`` call fail of those made in the block."""
        self.hit, self.calls, self._nth = "", 0, nth
        try:
            yield
        finally:
            self._nth = 0

    def due(self, name: str) -> bool:
        """Whether this call is the one that fails."""
        if not self._nth:
            return False
        self.calls += 1
        if self.calls != self._nth:
            return False
        self.hit = name
        return True


class FaultyDisk:
    """SQLite's way to the disk with faults in it; it stays where it is until the process ends."""

    def __init__(self, faults: Faults) -> None:
        self._faults = faults
        self._library = ctypes.CDLL(_sqlite3.__file__)
        self._library.sqlite3_vfs_find.restype = ctypes.c_void_p
        self._library.sqlite3_vfs_register.argtypes = (ctypes.c_void_p, ctypes.c_int)
        self._sound = self._library.sqlite3_vfs_find(None)
        sound = _Vfs.from_address(self._sound)
        self._kept: list[object] = []
        self._wrapped: dict[int, _Methods] = {}
        self._vfs = _Vfs.from_buffer_copy(sound)
        self._vfs.name = b"faulty"
        self._vfs.open = self._address(_OPEN, self._opening(_OPEN(sound.open)))
        self._vfs.delete = self._address(
            _DELETE, self._failing("delete", BROKEN_DELETE, _DELETE(sound.delete))
        )

    def use(self) -> None:
        """Let new connections go through here."""
        self._library.sqlite3_vfs_register(ctypes.addressof(self._vfs), 1)

    def leave(self) -> None:
        """Let new connections go straight to the system again."""
        self._library.sqlite3_vfs_register(self._sound, 1)

    def _address(self, kind: Any, function: Callable[..., int]) -> int | None:  # noqa: ANN401 - a type of ctypes
        made = kind(function)
        self._kept.append(made)
        return ctypes.cast(made, ctypes.c_void_p).value

    def _failing(self, name: str, code: int, real: Callable[..., int]) -> Callable[..., int]:
        self._kept.append(real)

        def call(*arguments: object) -> int:
            return code if self._faults.due(f"sqlite {name}") else real(*arguments)

        return call

    def _opening(self, real: Callable[..., int]) -> Callable[..., int]:
        self._kept.append(real)

        def opened(vfs: int, path: int, file: int, flags: int, told: int) -> int:
            if self._faults.due("sqlite open"):
                ctypes.c_void_p.from_address(file).value = None
                return CANNOT_OPEN
            status = real(vfs, path, file, flags, told)
            methods = ctypes.c_void_p.from_address(file)
            if methods.value:
                methods.value = ctypes.addressof(self._methods(methods.value))
            return status

        return opened

    def _methods(self, address: int) -> _Methods:
        if address not in self._wrapped:
            sound = _Methods.from_address(address)
            made = _Methods.from_buffer_copy(sound)
            for name, kind, code in (
                ("write", _WRITE, FULL),
                ("truncate", _TRUNCATE, BROKEN_TRUNCATE),
                ("sync", _SYNC, BROKEN_FSYNC),
            ):
                real = kind(getattr(sound, name))
                setattr(made, name, self._address(kind, self._failing(name, code, real)))
            self._wrapped[address] = made
        return self._wrapped[address]


def patch_python(faults: Faults, patch: pytest.MonkeyPatch) -> None:
    """Let the calls of Python count that change a disk."""
    for name in ("fsync", "replace", "unlink", "mkdir"):
        patch.setattr(os, name, _failing(f"os.{name}", getattr(os, name), faults))
    patch.setattr(os, "open", _failing_to_write("os.open", os.open, faults))
    patch.setattr(io, "open", _failing_to_write("open", io.open, faults))


def _failing(name: str, real: Callable[..., Any], faults: Faults) -> Callable[..., Any]:
    def call(*arguments: object, **options: object) -> object:
        if faults.due(name):
            raise OSError(errno.EIO, "Input/output error")
        return real(*arguments, **options)

    return call


def _failing_to_write(name: str, real: Callable[..., Any], faults: Faults) -> Callable[..., Any]:
    """A file that is opened for writing: the disk takes its name and no byte of it."""

    def call(path: object, mode: Any = "r", *arguments: object, **options: object) -> object:  # noqa: ANN401 - text or flags
        writes = mode & (os.O_WRONLY | os.O_RDWR) if isinstance(mode, int) else set(mode) & set("wax+")
        if writes and faults.due(name):
            made = real(path, mode, *arguments, **options)
            os.close(made) if isinstance(made, int) else made.close()
            raise OSError(errno.ENOSPC, "No space left on device")
        return real(path, mode, *arguments, **options)

    return call
