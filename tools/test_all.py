"""Runs all that must hold: lint, format, types, import contracts, then every test and a sample of mutants.

`--static` stops before the tests.

What the machine lacks (Chromium, fonts, MariaDB, PostgreSQL) is installed first where that can be: on Debian, as root.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
BIN = Path(sys.executable).parent
STATIC: tuple[tuple[str, list[object]], ...] = (
    ("lint", [BIN / "ruff", "check", "."]),
    ("format", [BIN / "ruff", "format", "--check", "."]),
    ("types", [BIN / "mypy"]),
    ("import contracts", [BIN / "lint-imports"]),
)
# Some mutants of a few modules; `make mutation` tries all of them.
MUTANTS = ["tools/mutation.py", "--sample", "200", "--modules", "4", "--least", "90"]
# Package of Debian, and what shows that it is there.
PACKAGES: dict[str, Callable[[], object]] = {
    "chromium": lambda: shutil.which("chromium") or shutil.which("google-chrome"),
    "fonts-noto-cjk": lambda: next(Path("/usr/share/fonts").rglob("NotoSansCJK*"), None),
    "libreoffice-writer-nogui": lambda: shutil.which("soffice"),
    "libreoffice-calc-nogui": lambda: next(Path("/usr/lib/libreoffice/program").glob("libsclo.so"), None),
    "libreoffice-impress-nogui": lambda: next(Path("/usr/lib/libreoffice/program").glob("libsdlo.so"), None),
    "poppler-utils": lambda: shutil.which("pdftotext"),
    "mariadb-server": lambda: shutil.which("mariadbd", path=f"{os.environ.get('PATH', '')}:/usr/sbin"),
    "postgresql": lambda: next(Path("/usr/lib/postgresql").glob("*/bin/initdb"), None) or shutil.which("initdb"),
}


def main() -> None:
    """Exit with 1 where anything fails, after all of it has run."""
    steps = list(STATIC)
    if "--static" not in sys.argv:
        install_packages()
        steps.append(("tests", [sys.executable, "-m", "pytest", "-q", "-n", "2", "--dist", "loadgroup"]))
        steps.append(("mutants", [sys.executable, *MUTANTS]))
    failed = [name for name, command in steps if not ran(name, [str(part) for part in command])]
    if failed:
        sys.exit(f"failed: {', '.join(failed)}")


def ran(name: str, command: list[str]) -> bool:
    """Run one step; True where it passed."""
    print(f"— {name}", flush=True)
    started = time.monotonic()
    passed = subprocess.run(command, cwd=ROOT, check=False).returncode == 0
    print(f"  {'passed' if passed else 'FAILED'} in {time.monotonic() - started:.0f} s", flush=True)
    return passed


def install_packages() -> None:
    """Install what is missing with apt where we may; elsewhere the tests that need it skip and say so."""
    missing = [name for name, there in PACKAGES.items() if not there()]
    if not missing:
        return
    apt = shutil.which("apt-get")
    if apt is None or os.geteuid() != 0:
        print(f"missing, and not ours to install: {' '.join(missing)}", flush=True)
        return
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for command in ([apt, "update", "-qq"], [apt, "install", "-y", "-qq", "--no-install-recommends", *missing]):
        subprocess.run(command, check=False, env=quiet, stdout=subprocess.DEVNULL)


if __name__ == "__main__":
    main()
