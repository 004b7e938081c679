"""Make the Python packages that the page loads, and the lock file by which it finds them.

They are the packages of the distribution in `pyodide.lock.toml`, those pins of the course that are
plain Python, the page's kernel, and `lecture_lib`. All are compiled beforehand, which halves the
time of their imports in the page, and hold only what a page can use.
"""

import json
import re
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from fnmatch import fnmatchcase
from functools import partial
from pathlib import Path

from tools.site.fonts import with_small_fonts
from tools.site.page.rewrite import EPOCH
from tools.site.pyodide import LOCK, digest

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
STDLIB = "python_stdlib.zip"
SITE_PACKAGES = "/lib/python3.12/site-packages"
PROFILE = "page_profile"  # folder in there, of IPython's settings

# What the page needs besides the distribution: the modules of each, and what it depends on there.
PINNED = {
    "typing-extensions": (["typing_extensions"], []),
    "comm": (["comm"], ["traitlets"]),
    "psygnal": (["psygnal"], []),
    "ipywidgets": (["ipywidgets"], ["comm", "ipython", "traitlets"]),
    "anywidget": (["anywidget"], ["ipywidgets", "psygnal", "typing-extensions"]),
}
KERNEL = {
    "piplite": (["piplite"], ["micropip"]),
    "ipykernel": (["ipykernel"], []),
    "pyodide-kernel": (["pyodide_kernel"], ["comm", "ipykernel", "ipython", "page-settings"]),
}
OURS = {
    "lecture-lib": (
        ["lecture_lib"],
        [
            *("anywidget", "contourpy", "ipython", "ipywidgets", "matplotlib", "numpy"),
            *("pillow", "pygments", "traitlets"),
        ],
    ),
}
# The kernel asks for these by name, and does without them.
DISPENSABLE = ("jedi", "sqlite3", "ssl")  # page/instead/ stands in for sqlite3
READABLE = ("lecture-lib",)  # notebooks show its source
# What a learner may ask for help with; the others are shipped without their docstrings.
DOCUMENTED = ("lecture-lib", "matplotlib", "numpy", "scipy", "ipython", "ipywidgets", "traitlets")

LEAVE_OUT = [
    line
    for line in (HERE / "leave_out.txt").read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
]


@dataclass
class Package:
    """A package of the page: its archive, and what the page's lock file says of it."""

    name: str
    version: str
    archive: Path
    imports: list[str]
    depends: list[str]
    install_dir: str = "site"
    package_type: str = "package"

    def entry(self, folder: Path) -> dict:
        """Return its entry in the lock file, for the archive as it lies in a folder."""
        return {
            "name": self.name,
            "version": self.version,
            "file_name": self.archive.name,
            "sha256": digest((folder / self.archive.name).read_bytes()),
            "install_dir": self.install_dir,
            "package_type": self.package_type,
            "imports": self.imports,
            "depends": self.depends,
            "unvendored_tests": False,
        }


def build(distribution: Path, kernel: Path, node: Path, work: Path, into: Path) -> None:
    """Write all that the page's Python consists of into a folder.

    Parameters
    ----------
    distribution
        Folder with the files of `pyodide.lock.toml`.
    kernel
        Folder with the wheels of the page's kernel.
    node
        The program that runs JavaScript.
    work
        Folder for what is made on the way.
    """
    for runtime in LOCK["runtime"]:
        shutil.copy(distribution / runtime["file"], into)
    packages = [*distributed(distribution), *listed(PINNED, pinned_wheels(work))]
    packages += [*listed(KERNEL, kernel), *listed(OURS, own_wheels(work))]
    in_page = partial(run, node, into)
    write_lock(into, [])
    rewrite(packages, distribution / STDLIB, in_page, work, into)
    write_lock(into, packages)
    dispensable = [small_package(name, {}, [], into) for name in DISPENSABLE]
    packages += [settings(in_page, work, into), *dispensable]
    write_lock(into, packages)


def run(node: Path, page: Path, script: str, argument: Path, packages: str = "") -> None:
    """Run one of the scripts in `page/` in the Python that lies in a folder."""
    command = (node, HERE / "run.mjs", page, packages, HERE / "page" / script, argument)
    subprocess.run(command, check=True)


def rewrite(packages: list[Package], stdlib: Path, in_page: Callable, work: Path, into: Path):
    """Have the page's Python write the archives anew; what it once wrote is kept in `work`."""
    jobs = [job(stdlib, "/lib/python312.zip", work, optimize=2)]
    for each in packages:
        if each.install_dir == "site":
            optimize = 0 if each.name in DOCUMENTED else 2
            archive = with_small_fonts(each.archive, work / "fonts")
            jobs.append(job(archive, SITE_PACKAGES, work, each.name in READABLE, optimize=optimize))
        else:
            shutil.copy(each.archive, into)
    todo = work / "jobs.json"
    todo.write_text(json.dumps([job for job in jobs if not Path(job["target"]).exists()]))
    in_page("rewrite.py", todo)
    for each in jobs:
        shutil.copy(each["target"], into)


def job(source: Path, place: str, work: Path, readable: bool = False, optimize: int = 0) -> dict:
    """Return what `page/rewrite.py` is asked to do with an archive."""
    with zipfile.ZipFile(source) as archive:
        out = [
            name
            for name in archive.namelist()
            if any(fnmatchcase(name, each) for each in LEAVE_OUT)
        ]
    asked = {"place": place, "readable": readable, "optimize": optimize, "leave_out": out}
    how = json.dumps(asked) + (HERE / "page" / "rewrite.py").read_text(encoding="utf-8")
    folder = work / "rewritten" / digest(source.read_bytes() + how.encode())[:16]
    folder.mkdir(parents=True, exist_ok=True)
    return {"source": str(source), "target": str(folder / source.name), **asked}


def settings(in_page: Callable, work: Path, into: Path) -> Package:
    """Write the package with the page's settings, and with the fonts that matplotlib found."""
    fonts = work / "fontlist.json"
    in_page("list_fonts.py", fonts, "matplotlib")
    page = HERE / "page"
    instead = page / "instead"
    files = {
        **{path.relative_to(instead).as_posix(): path for path in instead.rglob("*.py")},
        "page_settings.py": page / "page_settings.py",
        f"{PROFILE}/profile_default/ipython_config.json": page / "ipython_config.json",
        "matplotlib/fontlist.json": fonts,
    }
    held = {name: path.read_text(encoding="utf-8") for name, path in files.items()}
    return small_package("page-settings", held, ["page_settings"], into)


def write_lock(into: Path, packages: list[Package]) -> None:
    """Write the file by which the page finds packages."""
    entries = {each.name: each.entry(into) for each in packages}
    text = json.dumps({"info": LOCK["info"], "packages": entries})
    (into / "pyodide-lock.json").write_text(text, encoding="utf-8")


def distributed(folder: Path) -> list[Package]:
    """Return the packages of the distribution."""
    given = ("name", "version", "imports", "depends", "install_dir", "package_type")
    return [
        Package(archive=folder / locked["file"], **{k: locked[k] for k in given if k in locked})
        for locked in LOCK["package"]
    ]


def listed(table: dict, folder: Path) -> list[Package]:
    """Return the packages of a table, whose wheels lie in a folder."""
    return [
        Package(name, version_of(wheel := wheel_of(name, folder)), wheel, imports, depends)
        for name, (imports, depends) in table.items()
    ]


def wheel_of(name: str, folder: Path) -> Path:
    """Return the only wheel of a package in a folder."""
    (wheel,) = folder.glob(f"{name.replace('-', '_')}-*.whl")
    return wheel


def version_of(wheel: Path) -> str:
    """Return the version that the name of a wheel says."""
    return wheel.name.split("-")[1]


def pinned_wheels(work: Path) -> Path:
    """Have pip fetch the course's pins that the page needs, as plain Python."""
    folder, wanted = work / "pinned", work / "pinned.txt"
    blocks = re.split(r"\n(?=\S)", (ROOT / "requirements.txt").read_text(encoding="utf-8"))
    chosen = [block for block in blocks if block.partition("==")[0] in PINNED]
    wanted.write_text("\n".join(chosen), encoding="utf-8")
    plain = ("--only-binary=:all:", "--platform=any", "--implementation=py", "--abi=none")
    pip("download", "--no-deps", "--require-hashes", *plain, "-r", wanted, "-d", folder)
    return folder


def own_wheels(work: Path) -> Path:
    """Build the wheel of `lecture_lib`."""
    folder = work / "own"
    shutil.rmtree(folder, ignore_errors=True)
    pip("wheel", "--no-deps", "--no-build-isolation", ROOT, "-w", folder)
    return folder


def pip(*arguments: str | Path) -> None:
    """Run pip, which says on its own what goes wrong."""
    command = (sys.executable, "-m", "pip", "--disable-pip-version-check", "--quiet")
    subprocess.run([*command, *arguments], check=True)


def small_package(name: str, files: dict[str, str], imports: list[str], into: Path) -> Package:
    """Write a package out of texts."""
    stem = f"{name.replace('-', '_')}-1"
    about = f"Metadata-Version: 2.1\nName: {name}\nVersion: 1\n"
    with zipfile.ZipFile(into / f"{stem}-py3-none-any.whl", "w", zipfile.ZIP_DEFLATED) as wheel:
        for member, text in {**files, f"{stem}.dist-info/METADATA": about}.items():
            wheel.writestr(zipfile.ZipInfo(member, EPOCH), text, zipfile.ZIP_DEFLATED)
    return Package(name, "1", Path(wheel.filename), imports, [])
