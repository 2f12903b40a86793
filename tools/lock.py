"""Writes the locks anew: requirements with hashes and without addresses, for running, benchmarks and testing."""

from __future__ import annotations

import subprocess
import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
COMMON = [
    "--quiet",
    "--upgrade",
    "--generate-hashes",
    "--strip-extras",
    "--allow-unsafe",
    "--resolver=backtracking",
    "--no-emit-index-url",
    "--no-emit-find-links",
    "--no-emit-trusted-host",
    "--no-header",
    "--no-annotate",
    "--newline=lf",
]


def main() -> None:
    """Resolve what running needs, then what benchmarks of forecasts and what testing need on top of it."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    extras, groups = project["project"]["optional-dependencies"], project["dependency-groups"]
    running = [*project["project"]["dependencies"], *groups["build"]]
    compile_lock("run", running)
    compile_lock("bench", ["-c run.txt", *groups["bench"]])
    compile_lock("test", ["-c run.txt", *running, *extras["postgres"], *groups["test"]])


def compile_lock(name: str, wanted: list[str]) -> None:
    """Write requirements/`name`.txt for what is `wanted`; no address of an index gets into it."""
    folder = ROOT / "requirements"
    source, lock = folder / f"{name}.in", folder / f"{name}.txt"
    source.write_text("\n".join(wanted) + "\n", encoding="utf-8")
    try:
        run = [sys.executable, "-m", "piptools", "compile", *COMMON, "-o", lock.name, source.name]
        subprocess.run(run, cwd=folder, check=True)
    finally:
        source.unlink()
    lines = [line for line in lock.read_text(encoding="utf-8").splitlines() if not line.startswith("--")]
    lock.write_text("# Written by `make lock`; do not edit.\n" + "\n".join(lines).strip() + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
