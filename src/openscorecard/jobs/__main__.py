"""`python -m openscorecard.jobs`: works through the queue of background tasks, and ticks, until it is stopped."""

from __future__ import annotations

import os


def main() -> None:
    """Start the database worker of django-tasks, and beside it the thread that starts what is due."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "openscorecard.config.settings")
    import django
    from django.core.management import call_command

    django.setup()
    from openscorecard.jobs.ticking import start_ticking

    start_ticking()
    call_command("db_worker", interval=1, verbosity=0)


if __name__ == "__main__":
    main()
