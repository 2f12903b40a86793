"""What is counted of those who read by program: when a token was last used, and how much was taken in a minute.

Neither is an act of a person, so neither enters the audit trail.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from threading import Lock

from django.db import DatabaseError, IntegrityError, transaction

from openscorecard.records.models import QuotaRecord, TokenRecord

SECONDS = 60
LEASE = 20
"""Requests a process takes from the store at once, so that most cost no write."""
_FINE = timedelta(minutes=1)
_KEPT_WINDOWS = 60
_MOST_CALLERS = 10_000


def note_use(token: int, last: datetime | None, now: datetime) -> None:
    """Keep that a token was used, to the minute; nothing where the store cannot be written."""
    if last is not None and now - last < _FINE:
        return
    try:
        with transaction.atomic():
            TokenRecord.objects.filter(pk=token).update(last_used_at=now)
    except DatabaseError:
        return


class Quotas:
    """How much each caller may still take in this minute, all processes together.

    A process takes leases from the store and counts them down in memory. So the limit is never passed; where several
    processes serve, what one has leased and not used is lost to the others for the rest of the minute.
    """

    def __init__(self) -> None:
        self._leased: dict[str, tuple[int, int, int]] = {}
        self._full: dict[str, int] = {}
        self._lock = Lock()

    def take(self, caller: str, limit: int, now: datetime) -> int | None:
        """What is left after one more request, as far as this process knows; None where the minute's are used up."""
        window = int(now.timestamp()) // SECONDS
        with self._lock:
            if self._full.get(caller) == window:
                return None
            begun, left, rest = self._leased.get(caller, (window, 0, 0))
            if begun != window or not left:
                left, rest = lease(caller, min(LEASE, limit), limit, window)
            if not left:
                self._remember(self._full, caller, window)
                return None
            self._forget_old(window)
            self._leased[caller] = (window, left - 1, rest)
            return left - 1 + rest

    def clear(self) -> None:
        """Forget what was leased."""
        with self._lock:
            self._leased.clear()
            self._full.clear()

    def _remember(self, where: dict[str, int], caller: str, window: int) -> None:
        if len(where) > _MOST_CALLERS:
            where.clear()
        where[caller] = window

    def _forget_old(self, window: int) -> None:
        if len(self._leased) > _MOST_CALLERS:
            self._leased = {name: one for name, one in self._leased.items() if one[0] == window}


def lease(caller: str, wanted: int, limit: int, window: int) -> tuple[int, int]:
    """Up to `wanted` of what is left of `limit` in this minute, taken in the store, and what is left after that.

    All of it where the store cannot be written: readers are not turned away for that.
    """
    try:
        return _lease(caller, wanted, limit, window)
    except IntegrityError:  # another process made the row first
        return _lease(caller, wanted, limit, window)
    except DatabaseError:
        return wanted, limit - wanted


def _lease(caller: str, wanted: int, limit: int, window: int) -> tuple[int, int]:
    with transaction.atomic():
        row = QuotaRecord.objects.select_for_update().filter(caller=caller).first()
        if row is None:
            QuotaRecord.objects.filter(window__lt=window - _KEPT_WINDOWS).delete()
            row = QuotaRecord.objects.create(caller=caller, window=window)
        taken = row.taken if row.window == window else 0
        given = max(0, min(wanted, limit - taken))
        row.window, row.taken = window, taken + given
        row.save(update_fields=["window", "taken"])
        return given, max(0, limit - taken - given)
