"""The sentences of a chart: the headline made from the rules, and what a reader must know of how it is drawn."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext

from openscorecard.domain.scores.sentences import sentences
from openscorecard.domain.text import Text
from openscorecard.web.figures.charted import View
from openscorecard.web.frame.said_in_words import write_period


def headline_of(view: View, language: str) -> tuple[str, ...]:
    """What the chart says, first of all of variation; empty where nothing has a value."""
    place = view.charted.place
    if place is None or not view.judged:
        return ()
    period = view.trend.lines[place].observation.period
    called = Text(write_period(period, "zh-Hant-TW"), write_period(period, "en"))
    return tuple(one.says(language)[0] for one in sentences(view.charted.judged, period, called))


def notes_of(view: View) -> tuple[str, ...]:
    """What stands under the chart."""
    return tuple(_notes(view))


def _notes(view: View) -> Iterator[str]:
    points = view.charted.points
    if view.charted.adjusted and view.raw:
        yield gettext(
            "The values are drawn as they are. They have a season or an echo, which limits would mistake for a signal, "
            "so nothing is judged here."
        )
    elif view.adjusted:
        yield gettext("The chart shows adjusted values, so that limits judge what is left; the table has both.")
    if not view.judged:
        if not view.charted.adjusted:
            yield gettext("There are too few values for limits and signals; six in one reading are the least.")
    elif any(one.limits and one.limits.trial for one in points):
        yield gettext("Dotted limits are trial limits: fewer than 12 values stand behind them.")
    if view.judged and any(one.begins for one in points):
        yield gettext("“New limits” marks where somebody calculated them anew; those before stay as they were.")
    if len({line.reading for line in view.trend.lines}) > 1:
        yield gettext("Another reading begins at the upright line; limits are calculated anew from there.")
    if view.unspread:
        yield gettext("The target is for the whole year; nobody declared what it asks of each of these periods.")
