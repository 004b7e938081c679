"""What the course adds to Jupyter's own servers: pages that play before a kernel is there.

`python -m serving notebooks` is Voilà with that added; in a Jupyter server it is an extension,
which the folder `jupyter/` switches on.
"""


def _jupyter_server_extension_points() -> list[dict[str, str]]:
    return [{"module": "serving.app"}]
