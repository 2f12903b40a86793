"""What stands beside a figure: a year before, the period before, the year to date, companions, other institutions."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from django.utils.translation import gettext

from openscorecard.domain.measures.measure import Companion
from openscorecard.domain.measures.periods import Period
from openscorecard.domain.measures.standing import own_institution, standing_of
from openscorecard.domain.measures.trend import Line, Trend
from openscorecard.domain.scores.beside import Comparison, Figures, last_year, previous, rank, year_to_date
from openscorecard.domain.scores.flags import Beside
from openscorecard.domain.scores.xmr import Better
from openscorecard.queries.peers import PeersOf
from openscorecard.web.figures.places import observation_place
from openscorecard.web.frame.said_in_words import NO_VALUE, Written, write_number, write_period
from openscorecard.web.plans.said import Said, say

_SUMS = 1000


@dataclass(frozen=True, slots=True)
class ComparedLine:
    """A value and the one it is compared with; `change` is empty where there is nothing to compare."""

    label: str
    period: str
    value: str
    before: str
    earlier: str
    change: str


@dataclass(frozen=True, slots=True)
class CompanionLine:
    """A companion now and a year before; `worse` where it got worse meanwhile."""

    title: Said
    value: str
    status: str
    example: bool
    before: str
    earlier: str
    worse: bool
    address: str


@dataclass(frozen=True, slots=True)
class PeersLine:
    """Where the institution stands among all with a published figure."""

    year: str
    own: str
    place: str
    middle: str
    better_than: str
    example: bool
    address: str


@dataclass(frozen=True, slots=True)
class BesideBlock:
    """The block; `peers` is None where nothing is published about what the measure counts."""

    lines: tuple[ComparedLine, ...]
    companions: tuple[CompanionLine, ...]
    peers: PeersLine | None


def beside_block(trend: Trend, language: str, peers: PeersLine | None = None) -> BesideBlock | None:
    """What stands beside the latest value of `trend`; None without one. No query."""
    if trend.latest is None:
        return None
    lines = tuple(_compared(trend, trend.latest, language))
    return BesideBlock(lines, tuple(_companions(trend, language)), peers)


def peers_line(peers: PeersOf, institution: str, better: Better, page: str, language: str) -> PeersLine | None:
    """Where the institution of that name stands, with the page that says more; None where it has no figure."""
    own = own_institution(institution, sorted({one.institution for one in peers.figures}))
    standing = standing_of(own, peers.figures)
    if standing.own is None:
        return None
    values = {one.institution: one.value for one in peers.figures}
    found = rank(own, values, "down" if better == "down" else "up")
    assert found is not None  # noqa: S101 -- it has a value
    share = found.better_than if better != "neither" else None
    return PeersLine(
        year=write_period(Period("year", peers.year), language),
        own=f"{_published(standing.own.value)} {own}",
        place=gettext("{rank} of {all}").format(rank=found.place, all=found.of),
        middle=_published(standing.middle),
        better_than=NO_VALUE if share is None else f"{write_number(share, 0)} %",
        example=peers.example,
        address=page,
    )


def _published(value: Fraction | None) -> str:
    """What is told per head with two places, sums with none."""
    return write_number(value, 2 if value is not None and abs(value) < _SUMS else 0)


def _compared(trend: Trend, latest: Line, language: str) -> Iterator[ComparedLine]:
    period = latest.observation.period
    figures = _figures(trend, latest)
    written = Written.of(trend.measure, latest.reading, language)
    yield _line(gettext("Same period last year"), last_year(period, figures), written, language)
    if period.grain != "year":
        yield _line(gettext("The period before"), previous(period, figures), written, language)
    if trend.to_date is not None:
        yield _line(gettext("Year to date"), year_to_date(period, figures), written, language)


def _figures(trend: Trend, latest: Line) -> Figures:
    """Values by period, of the latest reading alone: others are not compared."""
    lines = [*trend.lines, *(one for one in (trend.year_before, trend.to_date, trend.to_date_before) if one)]
    return {one.observation.period: one.observation.value for one in lines if one.reading == latest.reading}


def _line(label: str, found: Comparison, written: Written, language: str) -> ComparedLine:
    return ComparedLine(
        label=label,
        period=write_period(found.period, language),
        value=written.with_unit(found.value),
        before=write_period(found.before, language),
        earlier=written.with_unit(found.earlier),
        change=_change(found, written),
    )


def _change(found: Comparison, written: Written) -> str:
    if found.change is None:
        return ""
    number = _signed(found.change, written)
    if written.unit == "%":
        return gettext("{number} percentage points").format(number=number)
    return f"{number} ({_percent(found.percent)})" if found.percent is not None else number


def _signed(change: Fraction, written: Written) -> str:
    return f"+{written.value(change)}" if change > 0 else written.value(change)


def _percent(share: Fraction) -> str:
    return f"{'+' if share > 0 else ''}{write_number(share, 1)} %"


def _companions(trend: Trend, language: str) -> Iterator[CompanionLine]:
    earlier = {line.reading.name: line for line in trend.companions_before}
    for line in trend.companions:
        assert isinstance(line.reading, Companion)  # noqa: S101 -- a trend says so
        before = earlier[line.reading.name]
        written, one = Written.of(trend.measure, line.reading, language), line.observation
        yield CompanionLine(
            title=say(line.reading.title, language),
            value=written.with_unit(one.value),
            status=one.status,
            example=line.example,
            before=write_period(before.observation.period, language),
            earlier=written.with_unit(before.observation.value),
            worse=_worse(line.reading, before.observation.value, one.value),
            address=observation_place(trend.measure.id, one.period, line.reading.name),
        )


def _worse(companion: Companion, before: Fraction | None, now: Fraction | None) -> bool:
    if companion.better == "neither":
        return False
    return Beside(companion.title.zh, before, now, companion.better).falling
