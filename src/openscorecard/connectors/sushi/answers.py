"""What a SUSHI service answered, whatever the status: figures, no use, or why there are none."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from openscorecard.connectors.counter.exceptions import Said, exceptions_in
from openscorecard.connectors.counter.faults import ReportSays, ReportWithoutItems
from openscorecard.connectors.counter.reading import ReportReading, read_report
from openscorecard.connectors.faults import (
    SourceChanged,
    SourceFault,
    SourceRefused,
    SourceUnreachable,
)
from openscorecard.connectors.fetching.getting import Answer
from openscorecard.domain.faults import Fault

_SMALL = 256 * 1024
_SHOWN = 120

Outcome = Literal["figures", "none", "wait", "not-ready", "gone"]
"""figures: rows. none: no use. wait: ask again soon. not-ready: another day. gone: nobody has the month any more."""


@dataclass(frozen=True, slots=True)
class Told:
    """One answer. `reading` is there with figures and with none; `said` are the exceptions in it."""

    outcome: Outcome
    reading: ReportReading | None = None
    said: tuple[Said, ...] = ()


def told(answer: Answer, body: Path, target: Path, name: str, platforms: dict[str, str]) -> Told:
    """What an answer says; its figures are written to `target`.

    Raises SourceRefused, SourceUnreachable, SourceChanged, SourceFault; faults of the report itself come as
    SourceFault with the first one's place and sentence.
    """
    if answer.status != 200:
        return _judged(answer, _said(body, answer), name)
    try:
        reading = read_report(body, target, platforms)
    except (ReportSays, ReportWithoutItems):
        return _judged(answer, _said(body, answer), name)
    except Fault as fault:
        if found := _blocking(_said(body, answer)):
            return _judged(answer, found, name)
        raise _unreadable(fault, name) from fault
    return Told("figures" if reading.rows else "none", reading, reading.exceptions)


def _judged(answer: Answer, said: tuple[Said, ...], name: str) -> Told:
    """The gravest of what was said decides; where nothing was, the status does."""
    said = tuple(sorted(said, key=lambda one: one.asks == "warning"))
    asked = {one.asks: one for one in reversed(said)}
    if one := asked.get("refused"):
        raise SourceRefused(source=name, reason=one)
    if one := asked.get("down"):
        raise SourceUnreachable(source=name, reason=one)
    if "wait" in asked or (not _decided(said) and answer.status in (202, 429)):
        return Told("wait", None, said)
    if "not-ready" in asked:
        return Told("not-ready", None, said)
    if "gone" in asked or "partial" in asked:
        return Told("gone", None, said)
    if "zero" in asked:
        return Told("none", None, said)
    _refuse_status(answer, name, said)
    raise SourceFault(source=name, reason=said[0] if said else "COUNTER: 0 Report_Items, ≠ 3030")


def _decided(said: Iterable[Said]) -> bool:
    return any(one.asks not in ("warning", "unfit") for one in said)


def _refuse_status(answer: Answer, name: str, said: tuple[Said, ...]) -> None:
    status = answer.status
    reason = f"HTTP {status}" + (f", {said[0]}" if said else "")
    if status in (401, 403, 407):
        raise SourceRefused(source=name, reason=reason)
    if status in (404, 410) and not said:
        raise SourceChanged(source=name, missing=f"HTTP {status}")
    if status >= 500:
        raise SourceUnreachable(source=name, reason=reason)
    if status != 200:
        raise SourceFault(source=name, reason=reason)


def _blocking(said: tuple[Said, ...]) -> tuple[Said, ...]:
    return said if any(one.asks != "warning" and one.code for one in said) else ()


def _said(body: Path, answer: Answer) -> tuple[Said, ...]:
    """The exceptions of a body that is no report; a text that is no JSON is one, unless it is a page."""
    with body.open("rb") as file:
        data = file.read(_SMALL + 1)
    text = data.decode("utf-8-sig", "replace").strip()
    if not text or len(data) > _SMALL:
        return ()
    try:
        return exceptions_in(json.loads(text))
    except (ValueError, RecursionError):
        is_page = text.startswith("<") or "html" in answer.headers.get("content-type", "")
        # Of a damaged answer only a line that begins with a code is believed.
        found = () if is_page or text[:1] in "{[" else exceptions_in(text[:_SHOWN])
        return tuple(one for one in found if one.code)


def _unreadable(fault: Fault, name: str) -> SourceFault:
    place = f" ({fault.row}:{fault.column})" if fault.row else ""
    broken = SourceFault(source=name, reason=f"{fault.code}{place}: {fault.sentence('en')[:200]}")
    broken.also = fault.all()
    return broken
