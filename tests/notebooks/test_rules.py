"""The rules notice what they are there for, and let pass what is allowed."""

import pytest
import rules
from nbformat.v4 import new_code_cell as code
from nbformat.v4 import new_markdown_cell as prose
from nbformat.v4 import new_notebook, new_output


@pytest.mark.parametrize(
    ("source", "fault"),
    [
        ("def f():\n    pass", "FunctionDef"),
        ("f = lambda x: x", "Lambda"),
        ("class A:\n    pass", "ClassDef"),
        ("try:\n    pass\nfinally:\n    pass", "Try"),
        ("import matplotlib.pyplot as plt", "imports matplotlib"),
        ("from ipywidgets import VBox", "imports ipywidgets"),
        ("%matplotlib inline", "magic"),
        ("!pip install numpy", "magic"),
        ("x = 1\n" * 9, "9 lines"),
        ("x = 1;", "';'"),
    ],
)
def test_code_fault_is_named(source, fault):
    assert [text for text in rules.code_faults(code(source)) if fault in text]


@pytest.mark.parametrize(
    "source",
    ["import numpy as np\nfrom lecture_lib.data import load_faces\nload_faces()", "x = 1\n" * 8],
)
def test_plain_code_has_no_fault(source):
    assert rules.code_faults(code(source)) == []


@pytest.mark.parametrize("tag", ["exercise", "by-hand"])
def test_own_code_may_define(tag):
    assert rules.code_faults(code("def f():\n    pass\n" * 9, metadata={"tags": [tag]})) == []


def sections(*names):
    return new_notebook(cells=[prose(f"## {name}") for name in names])


def test_sections_in_order_have_no_fault():
    assert rules.section_faults(sections(*rules.SECTIONS)) == []
    twice = [name for name in rules.SECTIONS for _ in range(2)]
    assert rules.section_faults(sections(*twice)) == []
    assert rules.section_faults(sections("Why", "Go deeper: more", *rules.SECTIONS)) == []


@pytest.mark.parametrize(
    ("names", "fault"),
    [
        (rules.SECTIONS[1:], "no section 'Why'"),
        ((*rules.SECTIONS, "More"), "unknown section 'More'"),
        (rules.SECTIONS[::-1], "order"),
    ],
)
def test_section_fault_is_named(names, fault):
    assert [text for text in rules.section_faults(sections(*names)) if fault in text]


def folds(*cells):
    """A notebook: a "-" before a heading says that it is folded, "?" stands for a prediction."""
    made = []
    for cell in cells:
        made.append(code('Prediction("P1.1")') if cell == "?" else prose(cell.removeprefix("-")))
        if cell.startswith("-"):
            made[-1].metadata[rules.COLLAPSED] = True
    return new_notebook(cells=made)


def test_what_is_folded_below_a_prediction_has_no_fault():
    deeper = ("-## Go deeper: it", "### Predict", "?", "-### Experiment", "#### What happened")
    whole = ("## Predict", "?", "-## Experiment: a", "### What happened", *deeper, "-## The idea")
    assert rules.fold_faults(folds(*whole, "-## Exercise", "-## What to take away")) == []


@pytest.mark.parametrize(
    ("cells", "fault"),
    [
        (("## Why", "?", "-## Experiment"), "not below a heading 'Predict'"),
        (("## Predict", "?", "## The idea"), "not followed by an experiment"),
        (("## Predict", "?", "## Experiment: a"), "'Experiment: a' is open below"),
        (("## Predict", "?", "-## Experiment", "## The idea"), "'The idea' is open below"),
        (
            (
                "## Predict",
                "?",
                "-## Experiment\n\nText",
            ),
            "more than a heading",
        ),
        (("### What happened: a parabola",), "no neutral heading"),
        (("## What happened",), "no neutral heading"),
        (("## Go deeper: it",), "'Go deeper: it' is open"),
        (("-## Why",), "'Why' is folded"),
        (("-### A heading",), "'A heading' is folded"),
        (("## Predict", "?", "-## Experiment", "## Exercise"), "'Exercise' is open below"),
        (("## Predict", "?", "-## Experiment", "## What to take away"), "take away' is open below"),
    ],
)
def test_what_is_open_below_a_prediction_is_named(cells, fault):
    assert [text for text in rules.fold_faults(folds(*cells)) if fault in text]


def test_time_is_measured():
    words, steps = "word " * 1250, "\n".join(f"{n}. Do." for n in range(1, 6))
    exercise = code("def f():\n    ...", metadata={"tags": ["exercise"]})
    cells = [prose("# T"), prose(f"{words}\n\n$$x + y$$\n\n{steps}"), code('Prediction("P1.1")')]
    deeper = [prose("## Go deeper: it"), prose(words), prose("## Exercise"), exercise]
    notebook = new_notebook(cells=[*cells, *deeper])
    assert rules.minutes(notebook) == pytest.approx(10 + 7.5 + 1 + 10 + 10, abs=0.3)
    assert rules.minutes(notebook, short=True) == pytest.approx(10 + 7.5 + 1 + 10, abs=0.3)


def test_a_time_that_is_not_told_or_told_wrongly_is_named():
    assert "does not say" in rules.time_faults(new_notebook(cells=[prose("# T")]))[0]
    wrong = prose("# T\n\nabout 45 minutes, the short way 20")
    assert "says about 45" in rules.time_faults(new_notebook(cells=[wrong]))[0]
    long = [prose("# T\n\nabout 25 minutes, the short way 25"), prose("word " * 3125)]
    assert "the short way takes" in rules.time_faults(new_notebook(cells=long))[0]


def test_links_are_followed(tmp_path):
    (tmp_path / "there.ipynb").touch()
    there = new_notebook(cells=[prose("# A heading")])
    text = (
        "[a](there.ipynb) [b](there.ipynb#A-heading) [c](https://example.org) [d](#Mine)\n\n# Mine"
    )
    good = new_notebook(cells=[prose(text)])
    assert rules.link_faults(good, tmp_path, lambda path: there) == []
    bad = new_notebook(cells=[prose("[a](gone.ipynb) [b](there.ipynb#Gone) [c](#Gone)")])
    assert len(rules.link_faults(bad, tmp_path, lambda path: there)) == 3


def test_explorer_calls_are_recognised():
    assert rules.explorer_calls(code("LineExplorer(eta=0.1)"))
    assert rules.explorer_calls(code("x = prediction.unlocks(LineExplorer())"))
    assert not rules.explorer_calls(code("print(LineExplorer)\nface_models()"))


def test_only_what_the_last_cell_needs_is_kept():
    a, b, c, d = "import numpy as np\nx = np.ones(3)", "y = x + 1", "x = None", "z = y.sum()"
    assert rules.needed([a, b, c, d]) == [a, b, d]
    assert rules.needed([a, "print(x)", "np.pi"]) == [a, "np.pi"]
    assert rules.needed([a]) == [a]


@pytest.mark.parametrize(
    "output",
    [
        new_output("error", ename="ValueError", evalue="", traceback=[]),
        new_output("stream", name="stderr", text="UserWarning"),
        new_output("execute_result", data={"text/plain": "<A at 0x7f00>"}),
        new_output("stream", name="stdout", text="/home/me/notebook"),
    ],
)
def test_output_fault_is_named(output):
    assert len(rules.output_faults(code(outputs=[output]))) == 1


@pytest.mark.parametrize(
    ("file", "section"),
    [("07_step_size.ipynb#Why", True), ("00_start_here.ipynb", False), ("glossary.ipynb", False)],
)
def test_sections_are_told_from_pages_at_the_ends(file, section):
    assert rules.is_section(file) == section
