"""Servers for acts on sources, and a home whose sources may reach them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.connectors.conftest import mariadb, running_mariadb

__all__ = ["mariadb", "running_mariadb"]


@pytest.fixture
def home(tmp_path: Path, settings: Any) -> Path:
    """A home of its own, from which loopback and the folder `incoming` can be reached."""
    settings.HOME, settings.SEAL = tmp_path / "home", tmp_path / "home-seal"
    settings.ROWS_ROOT, settings.FILES_ROOT = tmp_path / "home" / "rows", tmp_path / "home" / "files"
    settings.SOURCE_SECRETS = tmp_path / "home" / "secrets"
    settings.SOURCE_HOSTS = ["127.0.0.1"]
    settings.SOURCE_FOLDERS = [str(tmp_path / "home" / "incoming")]
    (tmp_path / "home" / "incoming").mkdir(parents=True)
    return tmp_path / "home"
