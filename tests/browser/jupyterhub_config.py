"""A JupyterHub that gives learners what deploy/z2jh.yaml gives them, as processes of this machine.

The folder of everything that it writes, its ports and the password come from the environment.
"""

import os
import subprocess
from pathlib import Path

import yaml

ROOT = Path(__file__).parents[2]
FOLDER = Path(os.environ["HUB_FOLDER"])
VALUES = yaml.safe_load((ROOT / "deploy" / "z2jh.yaml").read_text("utf-8"))


def bring_the_notebooks(spawner):
    """Run the hook of the chart's values in a learner's home."""
    home = FOLDER / "homes" / spawner.user.name
    command = VALUES["singleuser"]["lifecycleHooks"]["postStart"]["exec"]["command"]
    command = [part.replace("/srv/course/", f"{ROOT}/") for part in command]
    home.mkdir(parents=True, exist_ok=True)
    subprocess.run(command, env={**os.environ, "HOME": str(home)}, check=True)


c = get_config()  # noqa: F821 -- JupyterHub defines it

c.JupyterHub.bind_url = f"http://127.0.0.1:{os.environ['HUB_PORT']}/class/"
c.JupyterHub.hub_bind_url = f"http://127.0.0.1:{os.environ['HUB_OWN_PORT']}"
c.ConfigurableHTTPProxy.api_url = f"http://127.0.0.1:{os.environ['HUB_API_PORT']}"
c.JupyterHub.db_url = f"sqlite:///{FOLDER}/hub.sqlite"
c.JupyterHub.cookie_secret_file = str(FOLDER / "cookie_secret")
c.ConfigurableHTTPProxy.pid_file = str(FOLDER / "proxy.pid")

c.JupyterHub.authenticator_class = "shared-password"
c.SharedPasswordAuthenticator.user_password = os.environ["HUB_PASSWORD"]
c.Authenticator.allow_all = True

c.JupyterHub.spawner_class = "simple"
c.SimpleLocalProcessSpawner.home_dir_template = f"{FOLDER}/homes/{{username}}"
c.Spawner.pre_spawn_hook = bring_the_notebooks
c.Spawner.default_url = VALUES["singleuser"]["defaultUrl"]
c.Spawner.environment = VALUES["singleuser"]["extraEnv"]
c.Spawner.args = ["--allow-root", "--LabApp.expose_app_in_browser=True"]
c.Spawner.start_timeout = c.Spawner.http_timeout = 180

# The rule of the values, but in seconds: whoever has closed the last page is soon gone.
cull = VALUES["cull"]
c.JupyterHub.load_roles = [
    {
        "name": "cull",
        "scopes": ["list:users", "read:users:activity", "read:servers", "delete:servers"],
        "services": ["cull"],
    },
    {"name": "look", "scopes": ["read:servers", "list:users"], "services": ["look"]},
]
c.JupyterHub.services = [
    {
        "name": "cull",
        "command": [
            "jupyterhub-idle-culler",
            f"--timeout={cull['timeout'] // 60}",
            "--cull-every=5",
            f"--max-age={cull['maxAge']}",
        ],
    },
    {"name": "look", "api_token": os.environ["HUB_TOKEN"]},
]
c.JupyterHub.last_activity_interval = 5  # s: the hub asks the proxy when somebody was last seen
