"""Balance parent areas on the machines of a Dask cluster that the user names.

The only place of the program that opens a connection, and only to the scheduler given with ``--cluster``.
What goes there are areas as numbers: people, borders, how many patients two areas share, and names for
sentences. Plans come back. The machines need the same version of the program.
"""

from __future__ import annotations

import importlib.util
import time
import uuid
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any, Protocol

from workbench import __version__
from workbench.balancing.areas import AreaResult, AreaTask, balance_area
from workbench.errors import WorkbenchError
from workbench.progress import Progress
from workbench.session.area_pool import AreaRunner

CONNECT_S = 10
_LOOK_S = 0.1
_TRIES = 3
"""How often an area is sent out anew after the cluster gave it up, because its workers were lost."""


class _Future(Protocol):
    """What a result that is still to come tells of itself."""

    status: str

    def done(self) -> bool:
        """Whether it has ended, well or not."""

    def result(self) -> AreaResult:
        """The result."""

    def exception(self) -> BaseException | None:
        """Why there is none."""


class _Client(Protocol):
    """What is used of a connection to a scheduler."""

    def submit(self, function: object, *arguments: object, key: str, pure: bool) -> _Future:
        """Send work out."""

    def run(self, function: object) -> Mapping[str, str]:
        """Call a function on each worker."""

    def wait_for_workers(self, n_workers: int, timeout: float) -> None:
        """Wait until there are workers."""

    def close(self) -> None:
        """End the connection."""


def cluster(address: str) -> AreaRunner:
    """A runner on the cluster whose scheduler has this address, as in ``tcp://10.0.0.5:8786``.

    Raises:
        WorkbenchError: the library for it is not installed.
    """
    if importlib.util.find_spec("distributed") is None:
        raise WorkbenchError(
            "This installation cannot use a cluster.",
            why="The library dask.distributed is not installed.",
            remedy='Install it with: pip install "locality-workbench[cluster]"',
        )

    def run(tasks: Sequence[AreaTask], progress: Progress) -> Iterator[AreaResult]:
        with _connected(address) as client:
            _see_that_versions_agree(client)
            yield from _balanced(client, tasks, progress)

    return run


def version() -> str:
    """The version of the program on the machine where this runs."""
    return __version__


@contextmanager
def _connected(address: str) -> Iterator[_Client]:
    """A connection that is closed again, and its thread with it, also where it did not come about."""
    import distributed
    from distributed.utils import LoopRunner

    library: Any = distributed
    loop: Any = LoopRunner()
    loop.start()
    try:
        try:
            client: _Client = library.Client(address, timeout=CONNECT_S, set_as_default=False, loop=loop.loop)
        except (OSError, ValueError) as failed:
            loop.loop.add_callback(loop.loop.stop)  # a client that was not made does not stop it
            raise WorkbenchError(
                f"No cluster answers at {address}.",
                why="No Dask scheduler was found there.",
                remedy="Check that it runs and that this is its address, as in tcp://10.0.0.5:8786.",
            ) from failed
        try:
            _see_that_there_are_workers(client, address)
            yield client
        finally:
            client.close()
    finally:
        loop.stop()


def _see_that_there_are_workers(client: _Client, address: str) -> None:
    try:
        client.wait_for_workers(1, timeout=CONNECT_S)
    except TimeoutError as failed:
        raise WorkbenchError(
            f"The cluster at {address} has no workers.", remedy="Start workers for its scheduler."
        ) from failed


def _see_that_versions_agree(client: _Client) -> None:
    try:
        found = set(client.run(version).values())
    except ImportError as missing:
        raise WorkbenchError(
            "The cluster's workers lack the program.",
            why=f"{missing}.",
            remedy=f"Install locality-workbench {__version__} on them.",
        ) from missing
    if other := found - {__version__}:
        raise WorkbenchError(
            f"The cluster's workers have version {', '.join(sorted(other))} of the program.",
            why=f"This is {__version__}; the plans might not be the same.",
            remedy="Install the same version everywhere.",
        )


def _balanced(client: _Client, tasks: Sequence[AreaTask], progress: Progress) -> Iterator[AreaResult]:
    """All results; what was lost with its worker is done again by others, with the same result."""
    by_code = {task.code: task for task in tasks}
    run, tries = uuid.uuid4().hex, dict.fromkeys(by_code, _TRIES)

    def sent(task: AreaTask) -> _Future:
        key = f"locality-workbench-{run}-{task.code}-{tries[task.code]}"
        return client.submit(balance_area, task, key=key, pure=False)

    ordered = sorted(tasks, key=lambda task: (-task.problem.n, task.code))
    waiting = {task.code: sent(task) for task in ordered}
    while waiting:
        for code in [code for code, future in waiting.items() if future.done()]:
            future = waiting.pop(code)
            if future.status == "finished":
                yield future.result()
            elif tries[code] > 1:
                tries[code] -= 1
                waiting[code] = sent(by_code[code])
            else:
                raise WorkbenchError(
                    f"The cluster could not balance {by_code[code].name}.",
                    why=f"{future.exception()}.",
                    remedy="Look at its workers, or sweep on this machine.",
                )
        progress.report(0.0)
        time.sleep(_LOOK_S)
