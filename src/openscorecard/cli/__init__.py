"""The command line: one door to everything a person at a terminal may do."""

from __future__ import annotations

import os
import sys


def main() -> None:
    """Entry point of `openscorecard`."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "openscorecard.config.settings")
    from openscorecard.cli.commands import openscorecard

    sys.exit(openscorecard(prog_name="openscorecard", standalone_mode=True))
