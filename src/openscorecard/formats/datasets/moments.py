"""Moments as files write them; where no zone is named, Asia/Taipei."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta

from openscorecard.domain.measures.fields import TAIPEI
from openscorecard.domain.measures.roc import read_day

_ISO = re.compile(r"\d{4}-\d\d-\d\d[ T]\d\d:\d\d.*", re.ASCII)
_CLOCK = re.compile(
    r"(?P<half>上午|下午|AM|PM)?\s*(?P<h>\d{1,2})[:時](?P<m>\d{1,2})(?:[:分](?P<s>\d{1,2})(?:\.\d+)?秒?|分)?"
    r"\s*(?P<after>AM|PM)?",
    re.ASCII | re.IGNORECASE,
)
_SPLIT = re.compile(r"(.*?\d[日]?)(?:T|\s+|(?=[上下]午))(.*\d.*)", re.DOTALL)
_WIDE = str.maketrans("０１２３４５６７８９：／－．", "0123456789:/-.")


def read_moment(text: str) -> datetime | None:
    """The moment that `text` writes, in Taipei time; None where it writes none.

    Reads ISO 8601 with or without an offset, and a day in any form that `read_day` takes with a clock behind it:
    `114/03/05 14:30`, `2025/3/5 下午 02:30:00`.
    """
    plain = text if text.isascii() else text.translate(_WIDE).strip()
    if _ISO.fullmatch(plain):
        try:
            found = datetime.fromisoformat(plain)
            return found.replace(tzinfo=TAIPEI) if found.tzinfo is None else found.astimezone(TAIPEI)
        except (ValueError, OverflowError):
            return None
    parts = _SPLIT.fullmatch(plain)
    day = read_day(parts[1]) if parts else None
    return _at(day, parts[2]) if parts and day else None


def _at(day: date, clock: str) -> datetime | None:
    found = _CLOCK.fullmatch(clock.strip())
    if not found:
        return None
    hour = int(found["h"])
    half = (found["half"] or found["after"] or "").upper()
    if half:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if half in ("下午", "PM") else 0)
    try:
        start = datetime.combine(day, time(hour, int(found["m"])), TAIPEI)
    except ValueError:
        return None
    seconds = int(found["s"] or 0)
    return start + timedelta(seconds=seconds) if seconds < 60 else None
