"""Kernels that are forked: they share what they import, and end when they should."""

import signal
import sys
from urllib.request import urlopen

import homes
import psutil
import pytest
from jupyter_client.kernelspec import KernelSpec
from jupyter_client.provisioning import LocalProvisioner
from nbformat.v4 import new_code_cell as code
from nbformat.v4 import new_markdown_cell as prose
from stranger import ask, ask_for_python

from bench.measure import largest
from serving.forked import Forked, ForkedProvisioner, forking

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="there is no fork on Windows")
SHARED = 10e6  # bytes at least: far less than it is, far more than two programs share anyway


MEMORY = 700_000_000  # bytes


@pytest.fixture
def home(tmp_path, write_notebook):
    (tmp_path / "written").mkdir()
    write_notebook(tmp_path / "written" / "11_b.ipynb", prose("# B"))
    (tmp_path / "home").mkdir()
    limit = f"--ForkedProvisioner.memory={MEMORY}"
    with homes.voila(tmp_path / "written", tmp_path / "home", limit) as home:
        yield home


def start_kernel(home):
    """Ask for a kernel, as a page does; return its number."""
    return ask_for_python(home)[-1]["kernel"]


def test_kernels_share_memory_and_end_when_they_are_shut_down(home):
    first, _ = start_kernel(home), start_kernel(home)
    one, other = home.kernels()
    assert one.ppid() == other.ppid() != home.process.pid
    memory = one.memory_full_info()
    assert memory.rss - memory.uss > SHARED
    assert largest([one, other]) > memory.uss / 1e6
    ask(f"{home.url}/voila/api/shutdown/{first}", "POST")
    psutil.wait_procs([one], timeout=30)
    assert [one.is_running(), other.is_running()] == [False, True]


@pytest.mark.skipif(not hasattr(psutil, "RLIMIT_DATA"), reason="nobody else may ask for it")
def test_a_kernel_has_as_much_memory_as_is_set(home):
    start_kernel(home)
    (kernel,) = home.kernels()
    assert kernel.rlimit(psutil.RLIMIT_DATA) == (MEMORY, MEMORY)


def test_a_notebook_may_draw_with_pyplot(home, tmp_path, write_notebook):
    plot = "from matplotlib import pyplot\npyplot.plot([1, 2])\npyplot.show()"
    write_notebook(tmp_path / "home" / "notebooks" / "12_c.ipynb", prose("# C"), code(plot))
    with urlopen(home.page("12_c.ipynb"), timeout=60) as page:
        assert '"image/png": "' in page.read().decode()


def test_kernels_end_with_their_server_however_it_ends(home):
    start_kernel(home)
    kernels = [*home.kernels(), *psutil.Process(home.process.pid).children(recursive=True)]
    home.process.send_signal(signal.SIGKILL)
    _, alive = psutil.wait_procs(kernels, timeout=30)
    assert alive == []


def test_a_kernel_is_replaced_whose_fork_server_has_ended(home):
    start_kernel(home)
    (old,) = home.kernels()
    psutil.Process(old.ppid()).kill()
    psutil.wait_procs([old], timeout=30)
    assert not old.is_running()
    start_kernel(home)
    assert len(home.kernels()) == 2
    assert len({kernel.ppid() for kernel in home.kernels()}) == 1


def test_a_process_tells_how_it_ended():
    process = forking.Process(target=signal.pause, daemon=True)
    process.start()
    forked = Forked(process)
    assert forked.poll() is None
    forked.terminate()
    assert forked.wait() == forked.poll() == -signal.SIGTERM
    forked.kill()  # there is nobody any more


@pytest.mark.parametrize("argv", [["julia", "-m", "kernel"], ["python", "-m", "other"]])
def test_other_kinds_of_kernel_start_by_themselves(monkeypatch, argv):
    started = []

    async def launch(self, cmd, **options):
        started.append(cmd)

    monkeypatch.setattr(LocalProvisioner, "launch_kernel", launch)
    kernel = ForkedProvisioner(kernel_id="1", kernel_spec=KernelSpec(argv=argv))
    with pytest.raises(StopIteration):
        kernel.launch_kernel(argv).send(None)
    assert started == [argv]
