"""From samples to the table and the plot of docs/measurements.md, and the rows in the README."""

import statistics

import numpy as np

from lecture_lib.pictures.figure import new_axes, new_figure, side_by_side, text_style
from lecture_lib.pictures.style import LIGHT

NEAR, FAR, SLOW = "loopback", "200 ms", "without TCP_NODELAY"
NAMES = {"stage": "this explorer", "interact": "interact", "ipympl": "ipympl, blitted"}
# Row: what, where, which samples, how they are said, the goal in words
ROWS = (
    ("learning rate to pixels, median / p95", NEAR, "eta", "delay", "≤ 17 / ≤ 34 ms"),
    ("learning rate to pixels, median / p95", FAR, "eta", "delay", "≤ 17 / ≤ 34 ms"),
    ("the same, until that frame is painted", NEAR, "eta painted", "delay", ""),
    ("changes per second, sweeping", NEAR, "sweep", "rate", "≥ 55"),
    ("changes per second, sweeping", FAR, "sweep", "rate", "≥ 55"),
    ("frames per second, playing", NEAR, "play", "rate", "≥ 55"),
    ("frames per second, playing", FAR, "play", "rate", "≥ 55"),
    ("messages while playing", NEAR, "messages", "count", "0"),
    ("messages while playing", FAR, "messages", "count", "0"),
    ("momentum to pixels, median / p95", NEAR, "momentum", "delay", "≤ 30 ms"),
    ("momentum to pixels, median / p95", SLOW, "momentum", "delay", "≤ 50 ms"),
    ("momentum to pixels, median / p95", FAR, "momentum", "delay", ""),
    ("batch size to pixels, median / p95", NEAR, "batch", "delay", "≤ 30 ms"),
    ("bytes per change of the learning rate", NEAR, "eta bytes", "bytes", "< 2 kB"),
    ("bytes per change of the momentum", NEAR, "momentum bytes", "bytes", ""),
    ("Voilà, warm pool: first picture", NEAR, "load", "seconds", "≤ 1.0 s"),
    ("Voilà, warm pool: first picture", FAR, "load", "seconds", ""),
    ("kernel memory (PSS)", NEAR, "memory", "megabytes", "≤ 95 MB"),
)

MARKS = ("<!-- bench: written by make bench -->", "<!-- /bench -->")
QUOTE_MARKS = ("<!-- bench rows: quoted by make bench -->", "<!-- /bench rows -->")

NOTE = """\
From a real key press on the focused slider to the first animation frame whose pixels show the new
state, read back from the page in every frame. The key is held at 90 presses a second. Medians of
{rounds} interleaved rounds on {cores} cores in a headless Chromium; a fresh browser each time.
Load average before and after: {load}. Where TCP_NODELAY is not mentioned, the server sets it."""


def middle(values):
    """Return the median."""
    return float(np.median(values))


def high(values):
    """Return the 95th percentile."""
    return float(np.percentile(values, 95))


SAY = {
    "delay": lambda values: f"{middle(values):.0f} / {high(values):.0f} ms",
    "rate": lambda values: (
        f"{middle(values):.0f}" if middle(values) >= 10 else f"{middle(values):.1f}"
    ),
    "count": lambda values: f"{middle(values):.0f}",
    "bytes": lambda values: f"{middle(values) / 1000:.1f} kB",
    "seconds": lambda values: f"{middle(values) / 1000:.2f} s",
    "megabytes": lambda values: f"{middle(values):.0f} MB",
}


def rate(times, begin, end):
    """Return how many of some times (ms) lie in (begin, end], per second."""
    return 1000 * sum(begin < time <= end for time in times) / (end - begin)


def table(samples):
    """Return the Markdown table.

    Parameters
    ----------
    samples : dict
        {(contender, place): {name: list of numbers}}

    Returns
    -------
    str
    """
    lines = [
        f"| | network | {' | '.join(NAMES.values())} | goal |",
        "|---|---|" + "---:|" * len(NAMES) + "---|",
    ]
    for what, place, name, unit, goal in ROWS:
        found = [samples.get((who, place), {}).get(name) for who in NAMES]
        cells = ["–" if values is None else SAY[unit](values) for values in found]
        lines.append(f"| {what} | {place} | {' | '.join(cells)} | {goal} |")
    return "\n".join(lines) + "\n"


def draw(samples):
    """Return the plot: every key press of the learning rate, and the rates of change."""
    figure = new_figure(960, 340)
    left, right = side_by_side(figure, (3, 2))
    how = "each mark is a key press, each bar their median"
    ax = new_axes(figure, left, title="Learning rate, key to pixels", xlabel="ms", ylabel=how)
    _draw_delays(ax, samples)
    how = "filled: sweeping, hatched: playing"
    ax = new_axes(figure, right, title="Changes per second", xlabel="1/s", ylabel=how)
    _draw_rates(ax, samples)
    return figure


def _draw_delays(ax, samples):
    ax.set(xscale="log", xlim=(2, 3000))
    _name_rows(ax)
    for i, who in enumerate(NAMES):
        for place, shift, colour, marker in _places():
            values = np.sort(samples.get((who, place), {}).get("eta", []))
            if not len(values):
                continue
            spread = np.linspace(-0.12, 0.12, len(values))
            look = {"linestyle": "none", "marker": marker, "color": colour, "markersize": 3}
            ax.plot(values, i + shift + spread, alpha=0.5, label=place if i == 0 else None, **look)
            ax.plot([middle(values)] * 2, i + shift + np.array([-0.17, 0.17]), color=LIGHT.ink)
    _draw_goal(ax, 17, "goal 17")
    ax.legend(loc="upper right", frameon=False, fontsize=9, labelcolor=LIGHT.ink)


def _draw_rates(ax, samples):
    ax.set(xlim=(0, 70))
    _name_rows(ax)
    for i, who in enumerate(NAMES):
        for place, shift, colour, _ in _places():
            for name, by, hatch in (("sweep", -0.08, ""), ("play", 0.08, "////")):
                values = samples.get((who, place), {}).get(name)
                if values:
                    look = {"height": 0.14, "facecolor": "none" if hatch else colour}
                    ax.barh(i + shift + by, middle(values), **look, edgecolor=colour, hatch=hatch)
    _draw_goal(ax, 55, "goal 55")


def _places():
    """Yield place, where its marks stand in a row, their colour and marker."""
    yield NEAR, -0.2, LIGHT.line, "o"
    yield FAR, 0.2, LIGHT.validation, "D"


def _name_rows(ax):
    ax.set(
        ylim=(len(NAMES) - 0.5, -0.5), yticks=range(len(NAMES)), yticklabels=list(NAMES.values())
    )
    ax.grid(visible=False, axis="y")
    box = ax.get_position()
    ax.set_position((box.x0 + 0.075, box.y0, box.width - 0.075, box.height))


def _draw_goal(ax, value, text):
    ax.axvline(value, color=LIGHT.muted, linestyle=(0, (5, 3)), linewidth=1.1)
    where = {"xy": (value, len(NAMES) - 0.5), "xytext": (3, 4), "textcoords": "offset points"}
    ax.annotate(text, **where, **text_style(12, LIGHT.muted))


def write(samples, machine, folder, page):
    """Write results.png into a folder and the table into a page; return the table's text.

    Parameters
    ----------
    samples : dict
        {(contender, place): {name: list of numbers}}
    machine : dict
        "cores", "rounds", and "load": the machine's load average before and after.
    folder : pathlib.Path
    page : pathlib.Path
    """
    load = " and ".join(f"{value:.1f}" for value in machine["load"])
    text = f"{table(samples)}\n{NOTE.format(**machine | {'load': load})}\n"
    draw(samples).savefig(folder / "results.png", metadata={"Software": None}, dpi=200)
    page.write_text(renewed(page.read_text(encoding="utf-8"), text), encoding="utf-8")
    return text


def middle_worst(values, digits=1, unit="s"):
    """A median and the worst, as one says them."""
    pair = statistics.median(values), max(values)
    return " / ".join(f"{value:.{digits}f}" for value in pair) + f" {unit}"


def renewed(page, text, marks=MARKS):
    """Return a page's text with a new text between two marks.

    Raises
    ------
    ValueError
        If the marks are not there.
    """
    begin, end = between(page, marks)
    return f"{page[:begin]}\n{text}{page[end:]}"


def between(page, marks):
    """Return where the text between two marks begins and ends.

    Raises
    ------
    ValueError
        If the marks are not there.
    """
    begin, end = page.find(marks[0]), page.find(marks[1])
    if not 0 <= begin < end:
        raise ValueError(f"the page must hold the marks {marks}")
    return begin + len(marks[0]), end


def quote(page, readme):
    """Bring the rows that the README quotes from a page up to date.

    Parameters
    ----------
    page, readme : pathlib.Path
    """
    text = quoted(page.read_text(encoding="utf-8"), readme.read_text(encoding="utf-8"))
    readme.write_text(text, encoding="utf-8")


def quoted(page, readme):
    """Return the README's text with the rows between its marks as they stand in the page's table.

    A row is known by its first two cells.

    Raises
    ------
    ValueError
        If the marks are not there, or the page has no such row.
    """
    measured = page[slice(*between(page, MARKS))].splitlines()
    rows = {_key(line): line for line in measured if line.startswith("|")}
    lines = readme[slice(*between(readme, QUOTE_MARKS))].strip().splitlines()
    if missing := [line for line in lines if _key(line) not in rows]:
        raise ValueError(f"the page must hold what the README quotes: {missing[0]}")
    return renewed(readme, "".join(f"{rows[_key(line)]}\n" for line in lines), QUOTE_MARKS)


def _key(row):
    return tuple(row.split("|")[1:3])
