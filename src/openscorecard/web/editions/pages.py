"""What can be looked at of a plan's past: editions, history, two states compared, deleted plans."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from openscorecard.actions.permissions import may
from openscorecard.queries.answers import EditionRow, OpenPlan, RevisionRow
from openscorecard.queries.measures import catalogue
from openscorecard.queries.people import reader_of
from openscorecard.queries.plans import compare, list_deleted, list_editions, open_plan, plan_history
from openscorecard.web.editing.access import SEEN_WHEN_SIGNED_IN, needs
from openscorecard.web.editing.differences import DifferenceRow, told
from openscorecard.web.editing.state import PlanState, state_of
from openscorecard.web.editions.wording import change_words, verb_words

PER_PAGE = 50


@dataclass(frozen=True, slots=True)
class EditionLine:
    """One edition; `revision` is what restoring and comparing name it by."""

    number: int
    state: str
    revision: int
    issued_on: date | None
    created_at: datetime
    created_by: str
    published_at: datetime | None
    published_by: str
    note: str
    counts: tuple[int, int, int, int]


@dataclass(frozen=True, slots=True)
class RevisionLine:
    """One stored state; `differences` are those to the state before, filled for the one that is open."""

    number: int
    edition: int
    what: str
    of: str
    note: str
    by: str
    at: datetime
    is_current: bool
    before: int
    open: bool
    differences: tuple[DifferenceRow, ...] = ()


@dataclass(frozen=True, slots=True)
class PastPage:
    """A plan with lines of its past; `older` leads to the next page, 0 where there is none."""

    state: PlanState
    lines: tuple[EditionLine, ...] | tuple[RevisionLine, ...]
    can_edit: bool
    older: int = 0


@dataclass(frozen=True, slots=True)
class ComparePage:
    """Two states side by side, and what to choose from; earlier: no longer what its edition is."""

    state: PlanState
    before: PlanState
    after: PlanState
    differences: tuple[DifferenceRow, ...]
    choices: tuple[tuple[str, str, int], ...]
    before_earlier: bool
    after_earlier: bool
    can_edit: bool


@require_safe
@needs(SEEN_WHEN_SIGNED_IN)
def editions(request: HttpRequest, plan_id: str) -> HttpResponse:
    """The editions of a plan, newest first."""
    reader = reader_of(request.user)
    rows = list_editions(plan_id, reader)
    page = PastPage(state_of(open_plan(plan_id, reader)), tuple(map(_edition_line, rows)), may(reader, "plan.restore"))
    return render(request, "editions/editions.html", {"page": page})


def _edition_line(row: EditionRow) -> EditionLine:
    return EditionLine(
        row.number,
        row.state,
        row.revision,
        row.issued_on,
        row.created_at,
        row.created_by,
        row.published_at,
        row.published_by,
        row.note,
        (row.themes, row.objectives, row.kpis, row.initiatives),
    )


@require_safe
@needs(SEEN_WHEN_SIGNED_IN)
def history(request: HttpRequest, plan_id: str) -> HttpResponse:
    """Every stored state: who, when, what; `open` names the one whose before and after are shown."""
    reader = reader_of(request.user)
    opened = open_plan(plan_id, reader)
    rows = plan_history(plan_id, reader, limit=PER_PAGE + 1, before=_number(request, "before") or None)
    wanted = _number(request, "open")
    lines = tuple(_revision_line(row, rows, opened, wanted) for row in rows[:PER_PAGE])
    lines = tuple(_with_differences(line, request, plan_id) if line.open and line.before else line for line in lines)
    older = rows[PER_PAGE - 1].number if len(rows) > PER_PAGE else 0
    page = PastPage(state_of(opened), lines, may(reader, "plan.restore"), older)
    return render(request, "editions/history.html", {"page": page})


def _number(request: HttpRequest, name: str) -> int:
    given = request.GET.get(name, "")
    return int(given) if given.isascii() and given.isdigit() and len(given) < 10 else 0


def _revision_line(row: RevisionRow, rows: tuple[RevisionRow, ...], opened: OpenPlan, wanted: int) -> RevisionLine:
    place = rows.index(row) + 1
    return RevisionLine(
        row.number,
        row.edition,
        verb_words(row.verb),
        change_words(row.change, opened.plan, row.restores),
        row.note,
        row.by,
        row.at,
        row.is_current and row.edition == opened.edition,
        rows[place].number if place < len(rows) else 0,
        row.number == wanted,
    )


def _with_differences(line: RevisionLine, request: HttpRequest, plan_id: str) -> RevisionLine:
    found = compare(plan_id, reader_of(request.user), line.before, line.number)
    return replace(line, differences=told(found.differences, found.before.plan, found.after.plan, catalogue()))


_STATE = re.compile(r"(?P<edition>\d{1,6})(\.(?P<revision>\d{1,9}))?")


@require_safe
@needs(SEEN_WHEN_SIGNED_IN)
def comparing(request: HttpRequest, plan_id: str) -> HttpResponse:
    """Two states and every difference: `a` and `b` are `edition`, `edition.revision` or `published`."""
    reader = reader_of(request.user)
    rows = list_editions(plan_id, reader)
    first = _revision(request.GET.get("a", ""), rows, _older(rows))
    second = _revision(request.GET.get("b", ""), rows, rows[0])
    found = compare(plan_id, reader, first, second)
    page = ComparePage(
        state_of(open_plan(plan_id, reader)),
        state_of(found.before),
        state_of(found.after),
        told(found.differences, found.before.plan, found.after.plan, catalogue()),
        tuple((str(row.number), row.state, row.revision) for row in rows),
        first not in {row.revision for row in rows},
        second not in {row.revision for row in rows},
        may(reader, "plan.restore"),
    )
    return render(request, "editions/compare.html", {"page": page})


def _older(rows: tuple[EditionRow, ...]) -> EditionRow:
    published = next((row for row in rows if row.state == "published"), rows[-1])
    return published if published is not rows[0] else rows[min(1, len(rows) - 1)]


def _revision(wanted: str, rows: tuple[EditionRow, ...], otherwise: EditionRow) -> int:
    if not wanted:
        return otherwise.revision
    if wanted == "published":
        return next((row.revision for row in rows if row.state == "published"), otherwise.revision)
    match = _STATE.fullmatch(wanted)
    row = next((row for row in rows if match and row.number == int(match["edition"])), None)
    if match is None or row is None:
        raise Http404(wanted)
    return int(match["revision"] or row.revision)


@require_safe
@needs("plan.undelete")
def deleted(request: HttpRequest) -> HttpResponse:
    """Plans that can be brought back."""
    return render(request, "editions/deleted.html", {"plans": list_deleted(reader_of(request.user))})
