"""What the engines are told, in deploy/, is what they understand, and agrees with the course.

The engines themselves are not here; tests/browser/behind_nginx.py starts a JupyterHub.
"""

import json
import re
import tomllib
from pathlib import Path

import pytest
import yaml
from jsonschema import Draft7Validator
from traitlets.config import PyFileConfigLoader

ROOT = Path(__file__).parents[2]
DEPLOY = ROOT / "deploy"
SCHEMA = Path(__file__).parent / "schema" / "jupyterhub-4.4.0.json"
MAKEFILE = (ROOT / "Makefile").read_text("utf-8")
VERSION = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["version"]

# The keys of `default` in tljh/configurer.py 2.0.0, as far as they concern us; what `auth` and
# `users` hold is the class's own.
LITTLEST = {
    "base_url": None,
    "auth": None,
    "users": None,
    "limits": {"memory": None, "cpu": None},
    "http": None,
    "https": None,
    "user_environment": {"default_app": None},
    "services": {
        "cull": dict.fromkeys(("enabled", "timeout", "every", "concurrency", "users", "max_age"))
    },
}
# The keys of the chart "binderhub" of April 2026.
BINDERHUB = {
    *("pdb", "replicas", "resources", "rbac", "nodeSelector", "tolerations", "image", "registry"),
    *("service", "config", "extraConfig", "extraFiles", "extraPodSpec", "jupyterhub", "deployment"),
    *("imageBuilderType", "dind", "pink", "imageCleaner", "httpRoute", "ingress", "initContainers"),
    *("lifecycle", "extraVolumes", "extraVolumeMounts", "extraEnv", "podAnnotations", "cors"),
    "global",
}


def values(name):
    return yaml.safe_load((DEPLOY / name).read_text("utf-8"))


def without_required(schema):
    """The schema for values that are given; the chart itself brings what must be there."""
    if isinstance(schema, list):
        return [without_required(each) for each in schema]
    if not isinstance(schema, dict):
        return schema
    return {
        key: without_required(each)
        for key, each in schema.items()
        if not (key == "required" and isinstance(each, list))
    }


CHART = Draft7Validator(without_required(json.loads(SCHEMA.read_text("utf-8"))))


def faults(given):
    return [f"{error.json_path}: {error.message}" for error in CHART.iter_errors(given)]


def unknown(given, known, place=""):
    """The keys in a tree that are none of those known."""
    if known is None or not isinstance(given, dict):
        return []
    found = [place + key for key in given if key not in known]
    for key in given.keys() & known.keys():
        found += unknown(given[key], known[key], f"{place}{key}.")
    return found


def test_the_chart_understands_its_values():
    assert faults(values("z2jh.yaml")) == []
    assert faults(values("binderhub.yaml")["jupyterhub"]) == []
    assert set(values("binderhub.yaml")) <= BINDERHUB


@pytest.mark.parametrize(
    ("given", "fault"),
    [
        ({"culling": {}}, "'culling' was unexpected"),
        ({"cull": {"timeout": "1h"}}, "$.cull.timeout: '1h' is not of type 'integer'"),
        ({"singleuser": {"memory": {"limits": "1G"}}}, "$.singleuser.memory"),
        ({"scheduling": {"userPlaceholder": {"replicas": 0.5}}}, "replicas"),
    ],
)
def test_a_slip_in_the_values_is_found(given, fault):
    assert fault in " ".join(faults(given))


def test_the_littlest_understands_its_settings():
    assert unknown(values("tljh.yaml"), LITTLEST) == []
    assert unknown({"limits": {"ram": 1}, "cull": {}}, LITTLEST) == ["cull", "limits.ram"]


def test_every_engine_gives_a_learner_the_same():
    kubernetes, binder = values("z2jh.yaml"), values("binderhub.yaml")["jupyterhub"]
    littlest = values("tljh.yaml")
    spawner = PyFileConfigLoader(str(DEPLOY / "tljh.py")).load_config().Spawner
    exported = re.findall(r"^export (MALLOC_\w+) := (\d+)", MAKEFILE, re.MULTILINE)
    for found in (kubernetes["singleuser"]["extraEnv"], binder["singleuser"]["extraEnv"]):
        assert found == dict(exported)
    assert spawner.environment == dict(exported)
    assert spawner.default_url == kubernetes["singleuser"]["defaultUrl"]
    for part in ("memory", "cpu"):
        assert kubernetes["singleuser"][part] == binder["singleuser"][part]
        assert kubernetes["singleuser"][part]["limit"] == littlest["limits"][part]
    rule = littlest["services"]["cull"]
    assert kubernetes["cull"] == {
        ("maxAge" if key == "max_age" else key): value for key, value in rule.items()
    }


def test_a_server_begins_where_the_course_does():
    kubernetes = values("z2jh.yaml")
    assert kubernetes["hub"]["config"]["KubeSpawner"]["notebook_dir"] == "/home/jovyan"
    singleuser = kubernetes["singleuser"]
    assert "homeMountPath" not in singleuser["storage"]  # the chart's own: /home/jovyan
    place = singleuser["defaultUrl"].removeprefix("/lab/tree/")
    assert (ROOT / place).is_file()
    (*_, command) = singleuser["lifecycleHooks"]["postStart"]["exec"]["command"]
    assert re.fullmatch(r'cp -rn /srv/course/notebooks "\$HOME"/ \|\| true', command)


def test_the_image_is_the_release():
    assert values("z2jh.yaml")["singleuser"]["image"]["tag"] == VERSION
