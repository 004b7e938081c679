"""Coroutines are run in a thread: in this one a browser test may have left a loop running."""

import asyncio
from concurrent.futures import ThreadPoolExecutor

import pytest


@pytest.fixture(scope="session")
def run():
    """``run(coroutine)``: what it returns."""

    def run(coroutine):
        with ThreadPoolExecutor(1) as pool:
            return pool.submit(asyncio.run, coroutine).result()

    return run
