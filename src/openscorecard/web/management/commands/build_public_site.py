"""Writes the public site into a folder."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from dataclasses import asdict
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand

from openscorecard.web.public.folder import build_site


class Command(BaseCommand):
    """Answers with what it came to, as JSON."""

    help = "Writes every public page, file and picture into a folder."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The folder, and the plans to write where not all."""
        parser.add_argument("--to", required=True)
        parser.add_argument("--plan", action="append", default=[])

    def handle(self, *args: Any, **options: Any) -> str:
        """Build it."""
        return json.dumps(asdict(build_site(Path(options["to"]), options["plan"])))
