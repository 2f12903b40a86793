"""Writes the locks anew: requirements with hashes and without addresses, for running and for testing."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
COMMON = [
    "--quiet", "--upgrade", "--generate-hashes", "--strip-extras", "--allow-unsafe", "--resolver=backtracking",
    "--no-emit-index-url", "--no-emit-find-links", "--no-emit-trusted-host", "--no-header", "--newline=lf",
]


def main() -> None:
    """Resolve what running needs, then what testing needs on top of it."""
    compile_lock("run", ["--group", "build"])
    compile_lock("test", ["--extra", "postgres", "--group", "build", "--group", "test", "-c", "requirements/run.txt"])


def compile_lock(name: str, what: list[str]) -> None:
    """Write requirements/`name`.txt from pyproject.toml; no address of an index gets into it."""
    file = ROOT / "requirements" / f"{name}.txt"
    run = [sys.executable, "-m", "piptools", "compile", *COMMON, *what, "-o", str(file), "pyproject.toml"]
    subprocess.run(run, cwd=ROOT, check=True, env={**os.environ, "CUSTOM_COMPILE_COMMAND": "make lock"})
    lines = [line for line in file.read_text(encoding="utf-8").splitlines() if not line.startswith("--")]
    file.write_text("# Written by `make lock`; do not edit.\n" + "\n".join(lines).strip() + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
