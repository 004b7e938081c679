"""nginx, run on files of a folder with the settings of deploy/nginx.conf.

Run as a script it installs Debian's: ``python tests/browser/nginx.py --install``.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

SETTINGS = Path(__file__).parents[2] / "deploy" / "nginx.conf"
AROUND = """
daemon off;
master_process off;
pid {folder}/nginx.pid;
error_log {folder}/error.log;
worker_rlimit_nofile 8192;
events {{ worker_connections 4096; }}
http {{
    include /etc/nginx/mime.types;
    access_log off;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    include {folder}/course.conf;
}}
"""


def find_nginx() -> str | None:
    """Path of nginx, which Debian keeps where only root looks, or None."""
    return shutil.which("nginx", path=f"{os.environ['PATH']}:/usr/sbin:/usr/local/sbin")


def install_nginx() -> str:
    """Return nginx, from Debian's archive if it is not here and this is root."""
    if not find_nginx() and shutil.which("apt-get") and os.geteuid() == 0:
        quiet = {"env": {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}, "check": False}
        subprocess.run(["apt-get", "update"], **quiet)
        subprocess.run(["apt-get", "install", "-y", "--no-install-recommends", "nginx"], **quiet)
    if found := find_nginx():
        return found
    raise RuntimeError("no nginx was found or could be installed; install your system's")


def settings(replaced: dict[str, str]) -> str:
    """deploy/nginx.conf with what a host of one's own puts in; each must be there."""
    text = SETTINGS.read_text("utf-8")
    for old, new in replaced.items():
        if old not in text:
            raise ValueError(f"deploy/nginx.conf must hold {old!r}")
        text = text.replace(old, new)
    return text


@contextmanager
def running(folder: Path, replaced: dict[str, str]) -> Iterator[subprocess.Popen]:
    """Nginx in the foreground, its files in a folder; how it is told of a host, see `settings`."""
    (folder / "course.conf").write_text(settings(replaced), "utf-8")
    (folder / "nginx.conf").write_text(AROUND.format(folder=folder), "utf-8")
    command = [find_nginx(), "-e", f"{folder}/error.log", "-c", f"{folder}/nginx.conf"]
    subprocess.run([*command, "-t"], check=True, capture_output=True, text=True)
    with subprocess.Popen(command) as process:
        try:
            yield process
        finally:
            process.terminate()


def certificate(folder: Path) -> tuple[str, str]:
    """A certificate for this machine that nobody has signed, and its key."""
    crt, key = folder / "server.crt", folder / "server.key"
    made = ("openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256")
    about = ("-nodes", "-days", "2", "-subj", "/CN=localhost", "-keyout", key, "-out", crt)
    address = ("-addext", "subjectAltName=IP:127.0.0.1,DNS:localhost")
    subprocess.run([*made, *about, *address], check=True, capture_output=True)
    return str(crt), str(key)


if __name__ == "__main__":
    print(install_nginx() if "--install" in sys.argv else find_nginx() or "no nginx")
