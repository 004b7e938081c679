"""What a learner costs: the processor time of what runs, whatever has ended meanwhile."""

import os
import subprocess
import sys
from contextlib import ExitStack

import psutil
import pytest

from bench import crowd

WORKS = "sum(range(3_000_000)); import time; print(time.process_time(), flush=True); input()"


@pytest.fixture
def work():
    """``work()``: a child that has worked for a while and now waits to be ended; its seconds."""
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.DEVNULL}
    with ExitStack() as stack:

        def work():
            child = stack.enter_context(subprocess.Popen([sys.executable, "-c", WORKS], **pipes))
            return child, float(child.stdout.readline())

        yield work


def test_who_ends_takes_nothing_from_who_comes(work):
    server = psutil.Process(os.getpid())
    old, _ = work()
    before = crowd.spent(server)
    old.kill()
    old.wait()
    _, seconds = work()
    tick = 1 / os.sysconf("SC_CLK_TCK")
    assert crowd.since(before, crowd.spent(server)) >= seconds - 2 * tick


def test_who_rests_has_taken_nothing(work):
    child, _ = work()
    server = psutil.Process(child.pid)
    assert crowd.since(crowd.spent(server), crowd.settled(server)) == 0
