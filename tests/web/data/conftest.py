"""A home of each test's own, and people with their roles."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.test import Client


@pytest.fixture(autouse=True)
def _own_home(settings: Any, tmp_path: Path) -> None:
    settings.FILES_ROOT = tmp_path / "files"
    settings.ROWS_ROOT = tmp_path / "rows"


@pytest.fixture
def at_work(signed_in: Callable[..., Client]) -> Client:
    """An editor who reads English."""
    client = signed_in("editor")
    client.cookies["django_language"] = "en"
    return client
