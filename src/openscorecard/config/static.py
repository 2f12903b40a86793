"""Where collected static files lie: a folder in the home named after what it was collected from."""

from __future__ import annotations

import hashlib
from importlib.metadata import version
from pathlib import Path

from openscorecard import __version__


def static_root(home: Path, package: Path) -> Path:
    """The folder for the files `package` has now; other files, another folder."""
    return home / "static" / _stamp(package / "web" / "static")


def collected(root: Path) -> bool:
    """Whether the files have been collected there, to the end."""
    return (root / "staticfiles.json").is_file()


def _stamp(source: Path) -> str:
    digest = hashlib.sha256(f"{__version__} {version('django-htmx')}".encode())
    for path in sorted(source.rglob("*")):
        state = path.stat()
        digest.update(f"{path.relative_to(source)} {state.st_size} {state.st_mtime_ns}".encode())
    return digest.hexdigest()[:12]
