"""Sweeps on a Dask cluster: the plan of one machine, also where a worker is lost midway."""

from __future__ import annotations

import importlib.util
import os
import signal
import warnings
from collections.abc import Iterator, Sequence

import pytest

from tests.session.sweep_projects import REQUEST, sweep_project
from workbench.balancing import warming
from workbench.balancing.areas import AreaResult, AreaTask
from workbench.errors import WorkbenchError
from workbench.progress import NoProgress, Progress
from workbench.session.area_cluster import cluster
from workbench.session.area_pool import AreaRunner, pool
from workbench.session.session import Session
from workbench.session.sweep import sweep


def plan_of(run: AreaRunner) -> tuple[str | None, ...]:
    project, scenario = sweep_project()
    found = sweep(project, scenario, REQUEST, by="lad", run=run)
    assert found.edit is not None
    Session(project).apply(found.edit)
    return scenario.plan.codes_of(scenario.plan.labels)


def test_without_the_library_it_is_told_how_to_install_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda _name: None)
    with pytest.raises(WorkbenchError, match=r'pip install "locality-workbench\[cluster\]"'):
        cluster("tcp://127.0.0.1:8786")


@pytest.fixture(scope="module")
def threads_of_dask() -> None:
    """Start the thread that dask keeps as long as the process lives, so that no test has left it behind."""
    from distributed.utils import _offload_executor

    _offload_executor.submit(int).result()


@pytest.mark.slow
@pytest.mark.usefixtures("threads_of_dask")
@pytest.mark.filterwarnings("ignore")  # the cluster's own, of sockets that its killed worker left open
def test_a_lost_worker_changes_nothing() -> None:
    from distributed import LocalCluster

    warming.wait_until_warm()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        machines = LocalCluster(
            n_workers=2, threads_per_worker=1, processes=True, dashboard_address=":0", silence_logs=50
        )
    try:
        pids = [worker.pid for worker in machines.workers.values()]

        def one_is_lost(tasks: Sequence[AreaTask], progress: Progress) -> Iterator[AreaResult]:
            for number, result in enumerate(cluster(machines.scheduler_address)(tasks, progress)):
                if number == 0:
                    os.kill(pids[0], signal.SIGKILL)
                yield result

        assert plan_of(one_is_lost) == plan_of(pool(1))
    finally:
        machines.close()


@pytest.mark.slow
@pytest.mark.usefixtures("threads_of_dask")
def test_no_cluster_at_the_address_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("workbench.session.area_cluster.CONNECT_S", 1)
    with pytest.raises(WorkbenchError, match=r"No cluster answers at tcp://127\.0\.0\.1:9"):
        list(cluster("tcp://127.0.0.1:9")([], NoProgress()))
