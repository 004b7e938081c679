"""Where the runners of golden cases are gathered: one function per case, named like the case."""

RUNNERS = {}


def case(function):
    """Register a function that takes a case's inputs and gives what its "expected" holds."""
    RUNNERS[function.__name__] = function
    return function
