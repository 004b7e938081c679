"""Play other processors on this one, and say where the course would differ on them.

``python tools/processors.py [name ...]``, without names all that this one can play.

Processors differ in how they round the last digit: OpenBLAS has a kernel for each family, numpy its
own loops for each set of instructions. What a notebook shows must not hang on that. For each
processor all notebooks are executed and compared with what is stored, text for text and picture by
picture, and the tests of the mathematics are run.
"""

import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from numpy._core._multiarray_umath import __cpu_dispatch__, __cpu_features__

ROOT = Path(__file__).resolve().parents[1]
AVX512 = ("AVX512", "X86_V4")  # how numpy's names for these instructions begin
PROCESSORS = {  # kernels of OpenBLAS: whether numpy has newer instructions, AVX-512 too
    "Prescott": (False, False),
    "Haswell": (True, False),
    "SkylakeX": (True, True),
}
KERNELS_NEED = {"Haswell": "AVX2", "SkylakeX": "AVX512F"}
CHECKS = (
    ["tools/notebooks.py", "--check"],
    ["-m", "pytest", "-q", "tests/maths", "tests/explorers/test_processors.py"],
)


def lacks(name: str) -> str:
    """The instructions of that processor that this one does not have, or nothing.

    Where none of its family is here at all, OpenBLAS keeps to kernels that this one can run.
    """
    needed = KERNELS_NEED.get(name, "SSE")
    return needed if __cpu_features__.get("SSE") and not __cpu_features__[needed] else ""


def environment(name: str) -> dict[str, str]:
    """The environment in which a process computes as on that processor."""
    modern, wide = PROCESSORS[name]
    disabled = [
        feature
        for feature in __cpu_dispatch__
        if __cpu_features__.get(feature) and not (wide if feature.startswith(AVX512) else modern)
    ]
    settings = {"OPENBLAS_CORETYPE": name, "NPY_DISABLE_CPU_FEATURES": " ".join(disabled)}
    return os.environ | {name: value for name, value in settings.items() if value}


def main(names: Sequence[str]) -> int:
    failed = []
    for name in names or PROCESSORS:
        missing = lacks(name)
        print(f"--- {name}", f"cannot be played without {missing}" * bool(missing), flush=True)
        if missing:
            failed += [f"{name}: not played"] * bool(names)  # where it was asked for by name
            continue
        for check in CHECKS:
            done = subprocess.run([sys.executable, *check], cwd=ROOT, env=environment(name))
            failed += [f"{name}: {' '.join(check)}"] * bool(done.returncode)
    print("--- all alike" if not failed else "\n".join(["--- different", *failed]))
    return int(bool(failed))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
