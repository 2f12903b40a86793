"""The shared folder beside the project, where there is one: real documents and data that are not ours to keep."""

from __future__ import annotations

from pathlib import Path

import pytest

_NAME = "taipei-public-library-strategy-map-2019.txt"


def seed() -> Path:
    """The Taipei document as text; the test skips where the shared data is absent, as in a user's clone."""
    for folder in Path(__file__).resolve().parents:
        file = folder / "shared" / "seed" / _NAME
        if file.is_file():
            return file
    pytest.skip("shared data is absent: no shared/seed folder beside the project")
