"""Choosing which reading of a measure is in force from a day on; never backwards."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.db import IntegrityError

from openscorecard.actions.acting import JOB, Source, begin
from openscorecard.domain.measures.fields import TAIPEI
from openscorecard.domain.measures.readings import ReadingBackwards, ReadingChoice, check_choice, reading_on
from openscorecard.domain.people.readers import Reader
from openscorecard.queries.measures import measure_named, readings
from openscorecard.records.models import ReadingRecord


def choose_reading(
    measure: str, reading: str, since: date, under: str = "", *, by: Reader, now: datetime, source: Source = JOB
) -> ReadingChoice:
    """Let `reading` of `measure` be in force from the day `since` on, under the rule `under` (may be empty).

    Raises NoSuchMeasure, UnknownReading, ReadingBackwards; Denied.
    """
    act = begin("measure.choose_reading", "measure", measure, by=by, now=now, source=source)
    found = measure_named(measure)
    new = ReadingChoice(since, reading, under.strip())
    try:
        with act.stored():
            choices = readings().get(found.id, ())
            check_choice(found, choices, new, now.astimezone(TAIPEI).date())
            act.before = {"reading": reading_on(found, choices, since)}
            act.after = {"reading": reading, "since": str(since), "under": new.under}
            ReadingRecord.objects.create(
                measure=found.id, since=since, reading=reading, under=new.under, by=act.by.name, at=now
            )
    except IntegrityError as taken:  # a choice for that very day is there already
        raise ReadingBackwards(least=since + timedelta(days=1), since=since) from taken
    return new
