"""A cell that is run again closes what it showed, and nothing that somebody still sees or holds."""

import asyncio

import pytest
from IPython.core.events import EventManager, available_events
from IPython.core.formatters import DisplayFormatter
from ipywidgets import VBox

from lecture_lib.explorers import FaceExplorer, LineExplorer


class Shell:
    """As much of a notebook's kernel as a cell that shows an explorer needs."""

    def __init__(self):
        self.meta, self.user_ns, self.execution_count = {}, {}, 0
        self.events, self.kernel, self.asked = EventManager(self, available_events), self, {}

    def get_parent(self):
        return self.asked

    def run(self, code, cell="one", session="first"):
        """Run a cell of a notebook that speaks with the kernel in a session of its own."""
        self.execution_count += 1
        self.asked = {"metadata": {"cellId": cell}, "header": {"session": session}}
        self.user_ns["_"] = self.user_ns.get("shown")  # what an output holds does not count
        exec(code, {"FaceExplorer": FaceExplorer, "VBox": VBox}, self.user_ns)
        self.events.trigger("post_run_cell", None)


@pytest.fixture
def shell(monkeypatch):
    shell = Shell()
    monkeypatch.setattr("lecture_lib.explorers.predecessors.get_ipython", lambda: shell)
    return shell


SHOWN = "_shown = FaceExplorer()"


def is_open(explorer):
    return explorer.comm is not None


def test_a_cell_run_again_closes_what_it_showed(shell):
    shell.run(SHOWN)
    first = shell.user_ns["_shown"]
    shell.run(SHOWN)
    assert not is_open(first)
    assert is_open(shell.user_ns["_shown"])


def test_an_explorer_of_another_cell_stays(shell):
    shell.run(SHOWN)
    first = shell.user_ns["_shown"]
    shell.run(SHOWN, cell="another")
    assert is_open(first)


@pytest.mark.parametrize("seen", [True, False])
def test_of_a_page_loaded_again_only_what_another_one_shows_stays(shell, monkeypatch, seen):
    """A reloaded page speaks with the kernel in another session; so does a copy beside it."""
    monkeypatch.setattr("lecture_lib.explorers.predecessors.PATIENCE", 0)

    async def reload():
        shell.run(SHOWN)
        first = shell.user_ns["_shown"]
        if seen:  # what it is asked is what it answers
            first.stage.send = lambda asked: first.stage._handle_custom_msg(asked, [])
        shell.run(SHOWN, session="loaded again")
        assert is_open(first)
        shell.run("pass", cell="next")  # an answer may have to wait for it: it is asked once more
        for _ in range(4):
            await asyncio.sleep(0.01)
        assert is_open(first) == seen
        assert is_open(shell.user_ns["_shown"])

    asyncio.run(reload())


@pytest.mark.parametrize(
    ("before", "code", "held"),
    [
        ("kept = []", "kept.append(FaceExplorer())", "kept[0]"),
        ("kept = {}", "kept[len(kept)] = [FaceExplorer()]", "kept[0][0]"),
        ("first = None", "first = first or FaceExplorer(); FaceExplorer()", "first"),
        ("kept = []", "kept.append(VBox([FaceExplorer()]))", "kept[0].children[0]"),
    ],
)
def test_an_explorer_that_a_variable_holds_stays_until_it_does_not(shell, before, code, held):
    exec(before, shell.user_ns)
    shell.run(code)
    first = eval(held, shell.user_ns)
    shell.run(code)
    assert is_open(first)
    shell.user_ns = {}
    shell.run(SHOWN)
    assert not is_open(first)


def test_a_new_value_of_the_same_variable_lets_the_old_one_go(shell):
    shell.run("explorer = FaceExplorer()")
    first = shell.user_ns["explorer"]
    shell.run("explorer = FaceExplorer()")
    assert not is_open(first)


@pytest.mark.parametrize("kind", [FaceExplorer, LineExplorer])
def test_a_closed_explorer_shows_its_last_picture_and_sentence(kind):
    explorer = kind()
    said = explorer.sentence
    explorer.close()
    explorer.close()
    formats, _ = DisplayFormatter().format(explorer)
    assert set(formats) == {"text/plain", "image/png"}
    assert formats["text/plain"] == said
    assert formats["image/png"].startswith(b"\x89PNG")
