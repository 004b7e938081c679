"""Kernels that start by a fork: all of them share the memory of what the course imports.

The process that they are forked from is multiprocessing's fork server. It has no threads, and holds
what `ready.py` has imported. It ends with the last of those who can ask it for a fork; these are
the server and the kernels, so the kernels have to end by themselves when the server does.
"""

import asyncio
import multiprocessing
import os
import signal
import sys
import threading
from multiprocessing import forkserver
from typing import Any

from jupyter_client.connect import KernelConnectionInfo
from jupyter_client.provisioning import LocalProvisioner
from traitlets import Int

forking = multiprocessing.get_context("forkserver")
forking.set_forkserver_preload(["serving.ready"])


def begin() -> None:
    """Let the imports begin: the first kernel waits for them."""
    forkserver.ensure_running()


class ForkedProvisioner(LocalProvisioner):
    """Starts kernels of this Python as forks; others, and their kinds of kernel, by themselves."""

    memory = Int(1_000_000_000, help="Bytes that a kernel may take for itself.").tag(config=True)

    async def launch_kernel(self, cmd: list[str], **options: Any) -> KernelConnectionInfo:
        """Start a kernel by the command that its kind of kernel names."""
        if cmd[1:3] != ["-m", "ipykernel_launcher"]:
            return await super().launch_kernel(cmd, **options)
        env, folder = options.get("env") or dict(os.environ), options.get("cwd") or "."
        told = cmd[3:], env, folder, self.memory
        process = forking.Process(target=run, args=told, daemon=True)
        await asyncio.to_thread(process.start)  # the first waits until all is imported
        self.process, self.pid, self.pgid = Forked(process), process.pid, process.pid
        return self.connection_info


class Forked:
    """A forked process, for those who know a `subprocess.Popen`."""

    stdin = stdout = stderr = None

    def __init__(self, process: multiprocessing.Process):
        self.process = process

    def poll(self) -> int | None:
        """Return how it ended; None as long as it runs."""
        return self.process.exitcode

    def wait(self) -> int | None:
        """Wait for its end; return how it ended."""
        self.process.join()
        return self.poll()

    def send_signal(self, signum: int) -> None:
        """Send a signal, if there still is somebody to hear it."""
        if self.poll() is None:
            os.kill(self.process.pid, signum)

    def terminate(self) -> None:
        """Ask it to end."""
        self.send_signal(signal.SIGTERM)

    def kill(self) -> None:
        """End it."""
        self.send_signal(signal.SIGKILL)


def run(arguments: list[str], env: dict[str, str], folder: str, memory: int) -> None:
    """Be a kernel: in a session of its own, so that no key of a terminal interrupts it.

    Of memory beyond its share it hears that there is none, and goes on; the machine has enough.
    """
    import resource

    from ipykernel.kernelapp import IPKernelApp

    resource.setrlimit(resource.RLIMIT_DATA, (memory, memory))
    os.setsid()
    os.environ.clear()
    os.environ.update(env)
    os.chdir(folder)
    sys.argv = ["ipykernel_launcher", *arguments]
    threading.Thread(target=end_with, args=(multiprocessing.parent_process(),), daemon=True).start()
    quiet = f"--IPKernelApp.parent_handle={os.getppid()}"  # who has a parent, prints no advice
    IPKernelApp.launch_instance([*arguments, quiet])


def end_with(server: multiprocessing.process.BaseProcess) -> None:
    """Wait until the server has ended, however it did; then end."""
    server.join()
    os._exit(1)
