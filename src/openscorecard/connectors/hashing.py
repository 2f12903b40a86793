"""Patrons without names: a keyed hash, and the age band at the time of what happened."""

from __future__ import annotations

import hashlib
import hmac
from datetime import date

_BANDS = ((5, "0-5"), (12, "6-12"), (18, "13-18"), (34, "19-34"), (54, "35-54"), (64, "55-64"))


def hashed(key: bytes, *parts: object) -> str:
    """A keyed hash of what names a person; without the key nobody can go through all numbers to find them."""
    return hmac.new(key, "\x1f".join(map(str, parts)).encode(), hashlib.sha256).hexdigest()[:32]


def age_band(born: date | None, on: date) -> str:
    """The age band of somebody on a day; empty where the birthday is unknown or cannot be."""
    if born is None:
        return ""
    age = on.year - born.year - ((on.month, on.day) < (born.month, born.day))
    if not 0 <= age <= 130:
        return ""
    return next((band for most, band in _BANDS if age <= most), "65+")
