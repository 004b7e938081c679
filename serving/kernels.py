"""The kernels of the dashboards: no more than there is memory for, whoever asks for one."""

import asyncio
import gc

from jupyter_server.services.kernels.kernelmanager import AsyncMappingKernelManager
from tornado.web import HTTPError
from traitlets import Int


class Full(HTTPError):
    """There are as many kernels as there may be."""

    def __init__(self):
        super().__init__(503, "All places for Python are taken. Please come back later.")


class FewKernels(AsyncMappingKernelManager):
    """Voilà's kernels, those of pages that wait for theirs included."""

    most = Int(60, help="How many there may be; the dashboards set it to Pages.kernels.")
    starting = 0
    PATIENCE = 20  # s

    async def start_kernel(self, **options):
        """Start a kernel, if there is room for it."""
        if len(self.list_kernel_ids()) + self.starting >= self.most:
            raise Full
        self.starting += 1
        try:
            return await super().start_kernel(**options)
        finally:
            self.starting -= 1

    async def shutdown_kernel(self, kernel_id, **options):
        """Stop a kernel, even one that has died and is being started again at this moment."""
        gc.collect()  # what others have left holds itself, and for a hundred visits nobody looks
        for _ in range(self.PATIENCE):
            try:
                return await super().shutdown_kernel(kernel_id, **options)
            except asyncio.InvalidStateError:
                await asyncio.sleep(1)
        return await super().shutdown_kernel(kernel_id, now=True)
