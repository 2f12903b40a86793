"""The shared folder beside the project, where there is one: real documents and data that are not ours to keep."""

from __future__ import annotations

from pathlib import Path

import pytest

_DOCUMENT = "seed/taipei-public-library-strategy-map-2019.txt"


def shared(path: str) -> Path:
    """A file or folder of the shared data; the test skips where it is absent, as in a user's clone."""
    for folder in Path(__file__).resolve().parents:
        found = folder / "shared" / path
        if found.exists():
            return found
    pytest.skip(f"shared data is absent: no shared/{path} beside the project")


def seed() -> Path:
    """The Taipei document as text."""
    return shared(_DOCUMENT)
