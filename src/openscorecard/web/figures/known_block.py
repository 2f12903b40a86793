"""What people know about a chart, on its page: known events and limits calculated anew, with their history."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from django.utils.translation import gettext

from openscorecard.actions.permissions import may
from openscorecard.domain.measures.fields import TAIPEI
from openscorecard.domain.measures.measure import Measure
from openscorecard.domain.people.readers import Reader
from openscorecard.domain.scores.known import Known, MarkRow, RecalculationRow
from openscorecard.domain.scores.marks import Mark
from openscorecard.formats.datasets.contracts import standard_datasets
from openscorecard.web.figures.variation_words import HAPPENINGS
from openscorecard.web.frame.dates import write_day
from openscorecard.web.frame.said_in_words import write_period
from openscorecard.web.plans.places import address
from openscorecard.web.plans.said import Said, say


@dataclass(frozen=True, slots=True)
class EventLine:
    """A known event: its number, kind, days, words, what it is about, who entered it; `withdraw` may be empty."""

    number: int
    kind: str
    days: str
    words: Said
    about: str
    by: str
    on: str
    withdrawn: bool
    reason: str
    withdraw: str


@dataclass(frozen=True, slots=True)
class BreakLine:
    """Limits calculated anew from a period on, or no longer: why, by whom, when; `withdraw` may be empty."""

    period: str
    reason: str
    by: str
    on: str
    withdrawn: bool
    withdraw: str


@dataclass(frozen=True, slots=True)
class KnownBlock:
    """What holds, and every version of it (newest first); `add` and `recalculate` are empty for those who may not."""

    events: tuple[EventLine, ...]
    breaks: tuple[BreakLine, ...]
    event_history: tuple[EventLine, ...]
    break_history: tuple[BreakLine, ...]
    add: str
    recalculate: str


def known_block(measure: Measure, known: Known, reader: Reader, language: str, here: str) -> KnownBlock:
    """The block on the page `here`; no query."""
    back = urlencode({"next": here})
    recalculates, marks = may(reader, "limits.recalculate"), may(reader, "mark.add")
    return KnownBlock(
        events=tuple(_event(one, measure, language, back if marks else "") for one in known.events()),
        breaks=tuple(_break(one, language, back if recalculates else "") for one in known.breaks()),
        event_history=tuple(_event(one, measure, language) for one in known.marks),
        break_history=tuple(_break(one, language) for one in known.recalculations),
        add=f"{address('mark-add', measure.id)}?{back}" if marks else "",
        recalculate=f"{address('limits-recalculate', measure.id)}?{back}" if recalculates else "",
    )


def days_of(mark: Mark, language: str) -> str:
    """The days of a known event."""
    since = write_day(mark.since, language)
    if mark.until is None or mark.until == mark.since:
        return since
    return gettext("{since} to {until}").format(since=since, until=write_day(mark.until, language))


def about_words(row: MarkRow, measure: Measure, language: str) -> str:
    """What a known event is about, in words."""
    titles: Mapping[str, str] = {
        "institution": gettext("The whole institution"),
        "measure": gettext("This measure: {name}").format(name=measure.name.says(language)[0]),
    }
    if row.about in titles:
        return titles[row.about]
    dataset = standard_datasets().get(row.item)
    return gettext("Dataset: {name}").format(name=dataset.title.says(language)[0] if dataset else row.item)


def _event(row: MarkRow, measure: Measure, language: str, back: str = "") -> EventLine:
    where = address("mark-withdraw", measure.id, str(row.number))
    return EventLine(
        number=row.number,
        kind=str(HAPPENINGS[row.mark.kind]),
        days=days_of(row.mark, language),
        words=say(row.mark.text, language),
        about=about_words(row, measure, language),
        by=row.by,
        on=write_day(row.at.astimezone(TAIPEI).date(), language),
        withdrawn=row.withdrawn,
        reason=row.reason,
        withdraw=f"{where}?{back}" if back else "",
    )


def _break(row: RecalculationRow, language: str, back: str = "") -> BreakLine:
    where = address("limits-withdraw", row.measure, str(row.period))
    return BreakLine(
        period=write_period(row.period, language),
        reason=row.reason,
        by=row.by,
        on=write_day(row.at.astimezone(TAIPEI).date(), language),
        withdrawn=row.withdrawn,
        withdraw=f"{where}?{back}" if back else "",
    )
