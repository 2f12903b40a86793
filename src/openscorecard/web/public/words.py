"""How the public site says things: how a part stands, what a KPI came to, what changed since; plain words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction

from django.utils.translation import gettext as _

from openscorecard.domain.measures.periods import Grain
from openscorecard.domain.reviews.publication import Publication, PublishedKpi, PublishedStand, PublishedTarget
from openscorecard.domain.text import Text
from openscorecard.drawing.strategy import State
from openscorecard.reports.words import WHY_NO_SCORE
from openscorecard.web.frame.said_in_words import NO_VALUE, write_number, write_period
from openscorecard.web.plans.said import say
from openscorecard.web.plans.standing import digits
from openscorecard.web.templatetags.components import STATUSES


@dataclass(frozen=True, slots=True)
class Look:
    """How a part stands: status, word and score in digits; `partly` says a score that stands on a part of the data."""

    status: str
    word: str
    score: str
    partly: str


def look(stand: PublishedStand) -> Look:
    """The look of a stand."""
    partly = ""
    if stand.score is None and stand.partial is not None:
        partly = _("{partial} of what is known ({coverage} %)").format(
            partial=digits(stand.partial), coverage=digits(stand.coverage)
        )
    elif stand.score is not None and stand.coverage != 100:
        partly = _("{coverage} % covered").format(coverage=digits(stand.coverage))
    return Look(stand.status, str(STATUSES[stand.status].word), digits(stand.score), partly)


def states(published: Publication) -> dict[str, State]:
    """How each objective stands, by its id, as the map draws it."""
    found = {}
    for one in published.objectives:
        status = STATUSES[one.stand.status]
        found[one.id] = State(status.shape, status.tone, str(status.word), digits(one.stand.score))  # type: ignore[arg-type]  # of scores
    return found


def counts(kpis: Iterable[PublishedKpi]) -> tuple[tuple[str, str, int], ...]:
    """The KPIs by status in the order of the statuses: (status, word, how many)."""
    held = [kpi.stand.status for kpi in kpis]
    return tuple((name, str(one.word), held.count(name)) for name, one in STATUSES.items() if name in held)


def written(kpi: PublishedKpi, value: Fraction | None) -> str:
    """A value of a KPI: ratios with two places, counts as they are."""
    return write_number(value, 2 if kpi.definition and kpi.definition.kind == "R" else None)


def asked(target: PublishedTarget | None) -> str:
    """What a target asks, a dash for none."""
    if target is None:
        return NO_VALUE
    if target.low is not None and target.high is not None and target.direction == "band":
        return f"{_plain(target.low)}–{_plain(target.high)}"
    return _plain(target.value)


def _plain(value: Fraction | None) -> str:
    if value is None:
        return NO_VALUE
    places = next((places for places in range(4) if (value * 10**places).denominator == 1), 4)
    return write_number(value, places)


def pointed(grain: Grain) -> str:
    """What each point of a chart stands for, and which are drawn."""
    return {
        "year": _("Each point is a year; only published periods that follow each other are drawn."),
        "half": _("Each point is a half-year; only published periods that follow each other are drawn."),
        "quarter": _("Each point is a quarter; only published periods that follow each other are drawn."),
        "month": _("Each point is a month; only published periods that follow each other are drawn."),
    }[grain]


def unit_of(kpi: PublishedKpi, language: str) -> str:
    """What a KPI is counted in, empty where nobody says."""
    return kpi.unit.says(language)[0] if kpi.unit else ""


def sentence(published: Publication, kpi: PublishedKpi, language: str) -> str:
    """What happened, in one sentence: the value, the target, and whether it was met."""
    value, status = kpi.value.value, str(STATUSES[kpi.stand.status].word)
    said = {
        "period": write_period(published.period, language),
        "value": written(kpi, value),
        "unit": unit_of(kpi, language),
        "target": asked(kpi.target),
        "status": status[0].lower() + status[1:] if language == "en" else status,
    }
    if value is None:
        return _("There is no value for {period} ({status}).").format(**said)
    if kpi.target is None:
        return _("In {period} it came to {value} {unit}; no target was set.").format(**said)
    if said["target"] == NO_VALUE:
        return _("In {period} it came to {value} {unit} ({status}).").format(**said)
    return _("In {period} it came to {value} {unit}, against a target of {target} ({status}).").format(**said)


def change(kpi: PublishedKpi, before: PublishedKpi | None, period: str) -> str:
    """How much it changed since the published period before; empty where nothing can be compared."""
    value, former = kpi.value.value, before.value.value if before else None
    if value is None or former is None or before is None or kpi.unit != before.unit:
        return ""
    moved, said = value - former, {"period": period, "former": written(kpi, former)}
    if not moved:
        return _("That is as much as in {period}.").format(**said)
    words = (
        _("That is {amount} more than in {period} ({former}).")
        if moved > 0
        else _("That is {amount} less than in {period} ({former}).")
    )
    amount = written(kpi, abs(moved))
    if kpi.unit and kpi.unit.en == "%":
        amount = _("{number} percentage points").format(number=amount)
    return words.format(amount=amount, **said)


def said_together(language: str, *sentences: str) -> str:
    """Sentences in a row, as the language sets them; empty ones left out."""
    return (" " if language == "en" else "").join(filter(None, sentences))


def bands(published: Publication) -> tuple[tuple[str, str], ...]:
    """What each status means by the score: (status, words), the best first."""
    found = []
    for status, least, below in reversed(published.bands):
        if least is None:
            words = _("a score under {below}").format(below=_plain(below))
        elif below is None:
            words = _("a score of {least} or more").format(least=_plain(least))
        else:
            words = _("a score from {least} to under {below}").format(least=_plain(least), below=_plain(below))
        found.append((status, words))
    return tuple(found)


def reasons(published: Publication) -> Iterator[tuple[str, Text]]:
    """What each status means that stands anywhere in the period without a score: (status, words)."""
    stands = [part.stand for part in (*published.themes, *published.objectives)]
    stands += [kpi.stand for kpi in published.kpis]
    held = {published.whole.status, *(stand.status for stand in stands)}
    return ((status, words) for status, words in WHY_NO_SCORE.items() if status in held)


def told(status: str, value: Fraction | None, kpi: PublishedKpi) -> str:
    """A value in a table, or why there is none."""
    return written(kpi, value) if value is not None else str(STATUSES[status].word)


def name_in(text: object, language: str) -> str:
    """The words of a text alone, for titles."""
    return say(text, language).text  # type: ignore[arg-type]  # a Text


def in_a_line(kpi: PublishedKpi | None) -> str:
    """A KPI in one line: value, target, status, score; a dash for none."""
    if kpi is None:
        return NO_VALUE
    found = look(kpi.stand)
    words = _("{value}, target {target}, {status} {score}").format(
        value=told(kpi.value.status, kpi.value.value, kpi),
        target=asked(kpi.target),
        status=found.word,
        score=found.score,
    )
    return words.strip()
