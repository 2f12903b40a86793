"""Known events entered beside charts, and withdrawn again; every version stays."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from django.db import IntegrityError
from django.db.models import Max

from openscorecard.actions.acting import JOB, Act, Source, begin
from openscorecard.actions.scores.faults import NoSuchMark, UnfitSubject
from openscorecard.domain.people.readers import Reader
from openscorecard.domain.scores.known import MarkRow
from openscorecard.domain.scores.marks import Mark
from openscorecard.domain.text import OverlongText
from openscorecard.formats.datasets.contracts import standard_datasets
from openscorecard.queries.measures import catalogue
from openscorecard.queries.scores.variation import mark_numbered
from openscorecard.records.models import MarkRecord

About = Literal["institution", "dataset", "measure"]
LIMIT = 300
"""Letters of a known event's words."""
_TRIES = 5


def add_mark(mark: Mark, about: About, item: str = "", *, by: Reader, now: datetime, source: Source = JOB) -> MarkRow:
    """Enter a known event about the whole institution, or about the dataset or measure `item`.

    Raises UnfitSubject, OverlongText; Denied.
    """
    act = begin("mark.add", "mark", f"{about} {item}".strip(), by=by, now=now, source=source)
    if item not in _subjects(about):
        raise UnfitSubject(about=about[:20], item=item[:100])
    for where in ("zh", "en"):
        if len(getattr(mark.text, where)) > LIMIT:
            raise OverlongText(where=where, length=len(getattr(mark.text, where)), limit=LIMIT)
    for last_try in (*(False for _ in range(_TRIES)), True):
        try:
            with act.stored():
                number = (MarkRecord.objects.aggregate(last=Max("number"))["last"] or 0) + 1
                _store(act, MarkRow(number, 1, False, about, item, mark, "", act.by.name, now))
            break
        except IntegrityError:  # somebody else took the number meanwhile
            if last_try:
                raise
    return _stored(number)


def withdraw_mark(number: int, reason: str = "", *, by: Reader, now: datetime, source: Source = JOB) -> MarkRow:
    """Take a known event off the charts; what it was and who entered it stays. Raises NoSuchMark; Denied."""
    act = begin("mark.withdraw", "mark", str(number), by=by, now=now, source=source)
    with act.stored():
        last = mark_numbered(number)
        if last is None or last.withdrawn:
            raise NoSuchMark(item=number)
        _store(
            act,
            MarkRow(
                number,
                last.version + 1,
                True,
                last.about,
                last.item,
                last.mark,
                reason.strip()[:1000],
                act.by.name,
                now,
            ),
        )
    return _stored(number)


def _subjects(about: str) -> set[str]:
    """What a known event of this kind can be about, by id."""
    if about == "dataset":
        return set(standard_datasets())
    if about == "measure":
        return {one.id for one in catalogue()}
    return {""} if about == "institution" else set()


def _store(act: Act, row: MarkRow) -> None:
    mark = row.mark
    said = {
        "number": row.number,
        "version": row.version,
        "withdrawn": row.withdrawn,
        "about": row.about,
        "item": row.item,
        "kind": mark.kind,
        "zh": mark.text.zh,
        "en": mark.text.en,
        "reason": row.reason,
    }
    MarkRecord(**said, since=mark.since, until=mark.until, by=row.by, at=row.at).save(force_insert=True)
    act.before = {"number": row.number, "shown": row.withdrawn}
    act.after = {**said, "since": str(mark.since), "until": str(mark.until) if mark.until else None}


def _stored(number: int) -> MarkRow:
    found = mark_numbered(number)
    assert found is not None  # noqa: S101 -- just stored
    return found
