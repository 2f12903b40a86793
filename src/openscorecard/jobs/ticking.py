"""The minute hand of the worker: a thread that starts what is due, also while a long job runs."""

from __future__ import annotations

import logging
import threading
from datetime import UTC, datetime

from django.db import connections

from openscorecard.actions.work.ticking import tick

EVERY = 60.0  # seconds
_FIRST = 5.0  # seconds; the site starts first
_log = logging.getLogger(__name__)


def start_ticking(first: float = _FIRST, every: float = EVERY) -> threading.Event:
    """Tick after `first` seconds and then every `every` seconds, until the event is set or the process ends."""
    stop = threading.Event()
    threading.Thread(target=_tick_on, args=(stop, first, every), name="tick", daemon=True).start()
    return stop


def _tick_on(stop: threading.Event, first: float, every: float) -> None:
    wait = first
    while not stop.wait(wait):
        wait = every
        try:
            tick(now=datetime.now(UTC))
        except Exception:  # a store that is away for a minute does not end the ticking
            _log.exception("a tick failed; the next one tries again")
        finally:
            connections.close_all()  # those of this thread
