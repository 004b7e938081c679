"""The library explains itself: docstrings name the real parameters, and their examples run.

All that a notebook may call is documented in full; so is every layer of a picture. What else has a
public name, inside a room, begins with a sentence and says nothing wrong. A method that follows a
contract has its sentence; the contract itself stands once, in the docstring of its module. So does
a parameter that several functions share, or, for a whole room, in the docstring of the room.
"""

import ast
import dataclasses
import doctest
import importlib
import inspect
import re
import sys
from pathlib import Path
from textwrap import dedent

import pytest

import lecture_lib

HOUSE = Path(lecture_lib.__file__).parent
MODULES = sorted(
    ".".join(("lecture_lib", *path.relative_to(HOUSE).with_suffix("").parts))
    for path in HOUSE.rglob("*.py")
    if path.stem != "__init__"
)
MATHS = [module for module in MODULES if module.count(".") == 1]
EXPERIMENTS = [module for module in MODULES if module.startswith("lecture_lib.experiments.")]
PICTURES = [module for module in MODULES if module.startswith("lecture_lib.pictures.")]
DOORS = ("explorers", "practice", "practice.check", "stage")  # their __all__ is what they offer
CONTRACTS = {  # in the mathematics: what each kind of value can do
    *("value", "derivative", "gradient", "example_losses", "example_gradients", "wrong"),
    *("mistakes", "predict", "probabilities", "decide", "check_labels", "init", "look", "step"),
    *("met", "on", "hessian"),
}
WITHOUT_SOURCE = ("lecture_lib.checks", "lecture_lib.stage", "lecture_lib.pictures")  # no lecture


def public(module):
    """Yield (name, object) for the functions, classes and methods that a module defines."""
    for name, value in vars(importlib.import_module(module)).items():
        value = inspect.unwrap(value)  # what a cache remembers is a function, too
        kind = inspect.isclass(value) or inspect.isfunction(value)
        if (
            kind
            and not name.startswith("_")
            and (value.__module__, value.__name__) == (module, name)
        ):
            yield name, value
            if inspect.isclass(value):
                yield from methods(name, value)


def methods(name, value):
    """Yield (name, object) for the methods and properties that a class adds to those above it."""
    for member, inner in vars(value).items():
        above = any(hasattr(base, member) for base in value.__bases__)
        shown = not member.startswith("_") or (member == "__call__" and inner.__doc__)
        if shown and not above and (inspect.isfunction(inner) or isinstance(inner, property)):
            yield f"{name}.{member}", inner


def offered():
    """Yield (name, object) for what the rooms above the mathematics offer, without methods."""
    for door in DOORS:
        module = importlib.import_module(f"lecture_lib.{door}")
        for name in module.__all__:
            value = getattr(module, name)
            if inspect.isclass(value) or inspect.isfunction(value):
                yield f"{door}.{name}", value


def named(pairs):
    return [pytest.param(value, id=name) for name, value in pairs]


def inside(modules):
    return [
        (f"{module[12:]}.{name}", value) for module in modules for name, value in public(module)
    ]


LAYERS = [(name, value) for name, value in inside(PICTURES) if inspect.isfunction(value)]
NAMES = (HOUSE.parent / "docs" / "names.md").read_text("utf-8")
LISTED = set(re.findall(r"^\| `(\w+)` \|", NAMES, re.M))
USED = [(name, value) for name, value in inside(EXPERIMENTS) if name.split(".")[2] in LISTED]
IN_FULL = [*inside(MATHS), *USED, *LAYERS, *offered()]
EVERYTHING = inside(MODULES)


def follows_a_contract(value):
    """Whether it is a method of the mathematics that every value of its kind has."""
    owner, _, name = getattr(value, "__qualname__", "").rpartition(".")
    return bool(owner) and name in CONTRACTS and value.__module__ in (*MATHS, *EXPERIMENTS)


def room_of(value):
    return importlib.import_module(value.__module__.rpartition(".")[0])


def document(value):
    return inspect.cleandoc(value.__doc__ or "")


def expected_parameters(value):
    """What a call takes; of a widget its state, or its traits, instead of ``**kwargs``."""
    if isinstance(value, property):
        return []
    if dataclasses.is_dataclass(value):
        return [field.name for field in dataclasses.fields(value) if field.init]
    # up to Python 3.11.3 a class's signature is that of traitlets' `__new__`, and says nothing
    made_by = value.__init__ if hasattr(value, "class_own_traits") else value
    taken = [name for name in inspect.signature(made_by).parameters if name != "self"]
    named = [name for name in taken if name not in ("args", "kwargs", "state")]
    if named == taken or not hasattr(value, "class_own_traits"):
        return taken
    traits = value.class_traits(state=True) or value.class_own_traits(sync=True)
    return [*named, *traits]


def section(doc, title):
    """The lines of one section of a numpydoc docstring."""
    found = re.search(rf"^{title}\n-+\n(.*?)(?=^\w[\w ]*\n-+\n|^Source: |\Z)", doc, re.M | re.S)
    return found.group(1) if found else ""


def source(doc):
    """Where in the lecture, or in which paper, it stands."""
    found = re.search(r"^Source: (.+)", doc, re.M)
    return found.group(1) if found else ""


def documented_parameters(doc):
    lines = section(doc, "Parameters").splitlines()
    heads = [line.partition(" : ")[0] for line in lines if re.match(r"[\w*]", line)]
    return [name.strip("* ") for head in heads for name in head.split(",")]


def explained_above(value):
    """Parameters that the docstring of the module or of its room explains; a layer's, in prose."""
    texts = [sys.modules[value.__module__].__doc__, room_of(value).__doc__ or ""]
    if value in [layer for _, layer in LAYERS]:
        texts.append(document(value))
    return set(re.findall(r"``(\w+)", "\n".join(texts)))


def refuses(value):
    """Whether a function, or the making of a class's values, raises something itself."""
    if inspect.isclass(value):
        made_by = "__post_init__" if dataclasses.is_dataclass(value) else "__init__"
        value = vars(value).get(made_by)
    if not inspect.isfunction(value):
        return False
    for node in ast.walk(ast.parse(dedent(inspect.getsource(value)))):
        checked = isinstance(node, ast.Attribute) and ast.unparse(node.value).endswith("checks")
        if checked or (isinstance(node, ast.Raise) and node.exc):
            return True
    return False


@pytest.mark.parametrize("value", named(EVERYTHING))
def test_the_docstring_begins_with_a_sentence(value):
    assert document(value).partition("\n")[0].endswith((".", ":", "?"))


@pytest.mark.parametrize("value", named(IN_FULL))
def test_the_docstring_names_the_parameters(value):
    found, expected = documented_parameters(document(value)), expected_parameters(value)
    if not found and follows_a_contract(value):
        return
    if hasattr(value, "class_own_traits"):  # they have no order
        found, expected = sorted(found), sorted(expected)
    if not isinstance(value, property):
        above = explained_above(value) - set(found)
        expected = [name for name in expected if name not in above]
    assert found == expected


def test_parameters_that_are_named_are_there():
    for name, value in EVERYTHING:
        if found := documented_parameters(document(value)):
            assert set(found) <= {*expected_parameters(value), "state"}, name


@pytest.mark.parametrize("value", named(IN_FULL))
def test_the_docstring_names_its_source(value):
    method = isinstance(value, property) or "." in value.__qualname__
    if not method and not value.__module__.startswith(WITHOUT_SOURCE):
        assert source(document(value))


@pytest.mark.parametrize("module", [*MATHS, *EXPERIMENTS])
def test_a_contract_stands_in_the_docstring_of_its_module(module):
    for _, value in public(module):
        if follows_a_contract(value):
            assert f"``{value.__name__}" in importlib.import_module(module).__doc__, value


def test_what_is_refused_is_said():
    """In the docstring of what refuses, of its class, or once for the whole module or room."""
    for name, value in EVERYTHING:
        owner = dict(EVERYTHING).get(name.rpartition(".")[0])
        said = section(document(value), "Raises") or section(document(owner), "Raises")
        function = getattr(value, "fget", value)
        above = f"{sys.modules[function.__module__].__doc__}{room_of(function).__doc__}"
        said = said or re.search("``(Type|Value)Error``", above + document(value))
        assert said or not refuses(value), name


@pytest.mark.parametrize("module", MODULES)
def test_examples_run(module):
    module = importlib.import_module(module)
    assert module.__doc__
    runner, report = doctest.DocTestRunner(verbose=False), []
    for test in doctest.DocTestFinder().find(module):
        runner.run(test, out=report.append)
    assert runner.failures == 0, "".join(report)


def test_the_reader_of_docstrings_reads():
    parameters = "Parameters\n----------\na, b : int\n    Two : numbers.\n*c : str\n**d\n"
    doc = f"Do.\n\n{parameters}\nReturns\n-------\ne : int"
    assert documented_parameters(doc) == ["a", "b", "c", "d"]
    assert section(doc, "Returns") == "e : int"
    assert source(f"{doc}\n\nSource: S3.6 (slide 8).") == "S3.6 (slide 8)."
    assert not source(doc)


def test_what_is_explained_above_counts():
    names = dict(EVERYTHING)
    assert {"ax", "moving"} <= explained_above(names["pictures.cells.draw_cell"])
    assert {"X", "B"} <= explained_above(names["experiments.noise.noise_floor"])
    assert "eta" not in explained_above(names["experiments.noise.noise_floor"])


def test_what_is_cached_is_read():
    assert inspect.isfunction(dict(EVERYTHING)["experiments.designs.task"])


def test_refusals_are_noticed():
    def raises(eta):
        raise ValueError("eta must be positive")

    def checks_it(eta):
        return lecture_lib.checks.positive("eta", eta)

    def passes_on(eta):
        try:
            return 1 / eta
        except ZeroDivisionError:
            raise

    assert refuses(raises)
    assert refuses(checks_it)
    assert not refuses(passes_on)
