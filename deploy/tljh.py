"""Where a learner begins: a file for /opt/tljh/config/jupyterhub_config.d/."""

c = get_config()  # noqa: F821 -- JupyterHub defines it

c.Spawner.default_url = "/lab/tree/notebooks/00_start_here.ipynb"
# as in the Makefile, which says why
c.Spawner.environment = {
    "MALLOC_MMAP_THRESHOLD_": "1000000",
    "MALLOC_TRIM_THRESHOLD_": "4000000",
}
