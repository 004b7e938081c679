"""Jupyter's settings for this course. Installing the package copies them into the environment."""

from serving.stored import without_dead_views

c = get_config()  # noqa: F821 -- Jupyter defines it

# No page of the course asks another host for anything: no news, no search for updates, no list
# of extensions to download.
c.LabApp.news_url = None
c.LabApp.check_for_updates_class = "jupyterlab.NeverCheckForUpdate"
c.LabApp.extension_manager = "readonly"

c.ServerApp.kernel_websocket_connection_class = "serving.connection.PromptConnection"

# A notebook that was run and saved shows its pictures when it is opened again.
c.FileContentsManager.pre_save_hook = without_dead_views
