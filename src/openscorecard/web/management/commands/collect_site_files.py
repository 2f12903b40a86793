"""Collects static files into the home, once for each version of them."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand


class Command(BaseCommand):
    """Does nothing where the files of this version are collected already."""

    help = "Collects, hashes and compresses the static files of this version into the home."

    def handle(self, *args: Any, **options: Any) -> None:
        """Collect, then remove what earlier versions left."""
        root = Path(settings.STATIC_ROOT)
        if (root / "staticfiles.json").is_file():
            return
        call_command("collectstatic", interactive=False, clear=root.exists(), verbosity=0)
        for older in root.parent.iterdir():
            if older != root and older.is_dir():
                shutil.rmtree(older, ignore_errors=True)
