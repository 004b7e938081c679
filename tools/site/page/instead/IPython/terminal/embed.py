"""A page has no terminal, and need not fetch what IPython does there."""


def embed(**options):
    """Refuse: there is nowhere to go."""
    raise NotImplementedError("a page has no terminal")
