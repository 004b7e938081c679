"""nbconvert's settings for this course. Installing the package copies them into the environment."""

c = get_config()  # noqa: F821 -- nbconvert defines it

# A page without a kernel shows the picture beside a widget's view, not the view: that is empty.
c.NbConvertBase.display_data_priority = [
    "text/html",
    "text/markdown",
    "image/svg+xml",
    "text/latex",
    "image/png",
    "image/jpeg",
    "application/javascript",
    "text/plain",
    "application/vnd.jupyter.widget-view+json",
]
