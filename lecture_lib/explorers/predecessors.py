"""Explorers that a cell has made when it was run before: closed, as nobody can see them."""

import asyncio
from functools import partial

import ipywidgets
from IPython import get_ipython

PATIENCE = 10  # s, for a page to say that it shows an explorer


def close_predecessors(explorer):
    """Close the explorers that an earlier run of the same cell in the same notebook has made.

    Each holds megabytes that nobody can see any more. One that a variable still holds stays, which
    is known when the cell has run. Another session with the kernel, in which the same cell has run,
    is that of a copy of the notebook, or of a page that is gone since it was loaded again: whether
    its explorers are seen is asked. The record lies with the shell, since it must live as long as
    the cells do.
    """
    shell = get_ipython()
    kernel = getattr(shell, "kernel", None)
    asked = kernel.get_parent() if kernel else {}
    cell = asked.get("metadata", {}).get("cellId")
    if not cell:
        return
    place = asked.get("header", {}).get("session"), cell
    shown = shell.meta.setdefault("explorers", {})
    run, living = shown.get(place, (None, []))
    if run != shell.execution_count:
        _when_done(shell, partial(_close_unheld, shell, shown, place, living))
        for other in shown:
            if other[1] == cell and other != place:
                _when_done(shell, partial(_close_unseen, shell, shown, other))
        living = []
    shown[place] = (shell.execution_count, [*living, explorer])


def _when_done(shell, act):
    """Do something once, when the present cell has run."""

    def done(*_):
        shell.events.unregister("post_run_cell", done)
        act()

    shell.events.register("post_run_cell", done)


def _close_unheld(shell, shown, place, former):
    """Close those of former explorers that no variable of the notebook leads to."""
    own = [value for name, value in shell.user_ns.items() if name[:1] != "_" and name != "Out"]
    held = _inside(own)
    for old in former:
        if id(old) not in held:
            old.close(picture=False)
    run, living = shown[place]
    shown[place] = run, [*(old for old in former if id(old) in held), *living]


def _close_unseen(shell, shown, place):
    """Close those explorers of another session that no page shows, nor a variable holds."""
    run, living = shown[place]
    cells = shell.execution_count
    for explorer in living:
        explorer.stage.ask_whether_seen()

    def decide():
        if shell.execution_count != cells:  # an answer may wait behind a cell
            _close_unseen(shell, shown, place)
            return
        shown[place] = run, [explorer for explorer in living if explorer.stage.seen]
        _close_unheld(shell, shown, place, [old for old in living if not old.stage.seen])

    if living:
        asyncio.get_running_loop().call_later(PATIENCE, decide)


def _inside(value, seen=None):
    """Identities of what a value holds: through lists and the like, boxes and plain objects."""
    seen = set() if seen is None else seen
    if id(value) not in seen:
        seen.add(id(value))
        parts = value if isinstance(value, list | tuple | set) else ()
        if isinstance(value, dict):
            parts = value.values()
        elif isinstance(value, ipywidgets.Box):
            parts = value.children
        elif type(value).__module__ == "__main__":
            parts = getattr(value, "__dict__", {}).values()
        for part in parts:
            _inside(part, seen)
    return seen
