"""The dashboards' kernels: what stays of them when they have ended."""

import asyncio
import weakref
from concurrent.futures import ThreadPoolExecutor

import pytest
from jupyter_server.services.kernels.kernelmanager import AsyncMappingKernelManager

from serving.app import Dashboards
from serving.kernels import FewKernels


class Circle:
    """What holds itself, as a kernel's connections do."""

    def __init__(self):
        self.me = self


@pytest.fixture
def kernels(tmp_path):
    return FewKernels(parent=Dashboards(connection_dir_root=str(tmp_path)))


def test_all_kernels_report_to_one_logger(kernels):
    each = [kernels.kernel_manager_factory(parent=kernels).event_logger for _ in range(3)]
    assert set(map(id, each)) == {id(kernels.parent.event_logger)}


def test_a_kernel_that_ends_takes_away_what_others_have_left(kernels, monkeypatch):
    async def end(*_, **__):
        pass

    monkeypatch.setattr(AsyncMappingKernelManager, "shutdown_kernel", end)
    left = weakref.ref(Circle())
    with ThreadPoolExecutor() as threads:  # another test's event loop may be running in this one
        threads.submit(asyncio.run, kernels.shutdown_kernel("one")).result()
    assert left() is None
