"""What later computations changed of figures of the whole: before, after, why, by whom."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from openscorecard.domain.measures.counting import Counting
from openscorecard.domain.measures.figures import Cell
from openscorecard.domain.measures.measure import Catalogue
from openscorecard.domain.measures.sentences import counting_in_words
from openscorecard.formats.datasets.contracts import standard_datasets
from openscorecard.queries.figures import Restatement, restatements
from openscorecard.queries.measures import catalogue
from openscorecard.web.context import language_tag
from openscorecard.web.editing.access import needs
from openscorecard.web.figures.batch_links import BatchLink, batch_links
from openscorecard.web.frame.said_in_words import NO_VALUE, write_number, write_period
from openscorecard.web.plans.places import address
from openscorecard.web.plans.said import Said, say

MOST = 200


@dataclass(frozen=True, slots=True)
class RestatedLine:
    """One figure that changed: what it counts, in which period, before and after; `touched` are (measure, address);
    `came` are batches it stands on now and did not before, `went` the other way round."""

    period: str
    counts: str
    touched: tuple[tuple[Said, str], ...]
    before: str
    after: str
    difference: str
    came: tuple[BatchLink, ...]
    went: tuple[BatchLink, ...]
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class RestatementsPage:
    """`measures` are (id, name) to choose from; `measure` the chosen one's id, empty for all."""

    lines: tuple[RestatedLine, ...]
    measures: tuple[tuple[str, str], ...]
    measure: str
    full: bool


def restatements_page(known: Catalogue, measure: str, language: str) -> RestatementsPage:
    """The page, four queries at most."""
    users = _users(known)
    chosen = known.get(measure)
    wanted = [one.digest for one in users if chosen is None or chosen.id in users[one]]
    found = restatements(wanted if chosen else (), MOST)
    by_digest = {counting.digest: counting for counting in users}
    links = batch_links({batch for one in found for batch in {*one.batches_before} ^ {*one.batches_after}})
    return RestatementsPage(
        lines=tuple(_line(one, by_digest, users, known, links, language) for one in found),
        measures=tuple((one.id, one.name.says(language)[0]) for one in known),
        measure=chosen.id if chosen else "",
        full=len(found) == MOST,
    )


def _users(known: Catalogue) -> dict[Counting, tuple[str, ...]]:
    users: dict[Counting, tuple[str, ...]] = {}
    for measure in known:
        for counting in dict.fromkeys(one for formula in measure.formulas() for one in formula.countings()):
            users[counting] = (*users.get(counting, ()), measure.id)
    return users


def _line(
    one: Restatement,
    by_digest: Mapping[str, Counting],
    users: Mapping[Counting, tuple[str, ...]],
    known: Catalogue,
    links: Mapping[str, BatchLink],
    language: str,
) -> RestatedLine:
    counting = by_digest.get(one.key.counting)
    before, after = set(one.batches_before), set(one.batches_after)
    return RestatedLine(
        period=write_period(one.key.period, language),
        counts=counting_in_words(counting, standard_datasets()).says(language)[0]
        if counting
        else gettext("something that no measure counts any more"),
        touched=tuple(
            (say(measure.name, language), address("measure", measure.id))
            for measure in map(known.get, users[counting] if counting else ())
            if measure
        ),
        before=_value(one.before),
        after=_value(one.after),
        difference=_difference(one.before, one.after),
        came=_named(after - before, links),
        went=_named(before - after, links),
        by=one.run.by,
        at=one.run.ended_at,
    )


def _named(batches: Iterable[str], links: Mapping[str, BatchLink]) -> tuple[BatchLink, ...]:
    return tuple(links[batch] for batch in sorted(batches) if batch in links)


def _value(cell: Cell | None) -> str:
    return write_number(cell.value) if cell and not cell.undetermined else NO_VALUE


def _difference(before: Cell | None, after: Cell | None) -> str:
    if before is None or after is None or before.undetermined or after.undetermined:
        return NO_VALUE
    difference = after.value - before.value
    return f"+{write_number(difference)}" if difference > 0 else write_number(difference)


@require_safe
@needs("figures.see")
def show(request: HttpRequest) -> HttpResponse:
    """The page."""
    page = restatements_page(catalogue(), request.GET.get("measure", "")[:100], language_tag())
    return render(request, "figures/restatements.html", {"page": page})
