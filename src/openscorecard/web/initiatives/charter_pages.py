"""Declaring an action plan: its kind, the parts of its charter, its history, and bringing a version back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.forms import formset_factory
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from openscorecard.actions.initiatives.charters import declare_charter, restore_charter
from openscorecard.actions.permissions import may
from openscorecard.domain.faults import Fault
from openscorecard.domain.initiatives.charter import Charter
from openscorecard.domain.initiatives.standing import CharterRow
from openscorecard.formats.initiatives.charters import charter_from_data, charter_to_data
from openscorecard.queries.answers import OpenPlan
from openscorecard.queries.initiatives.charters import charter_of, charter_versions
from openscorecard.queries.initiatives.kinds import kinds
from openscorecard.queries.people import reader_of
from openscorecard.queries.plans import open_plan
from openscorecard.web.context import language_tag
from openscorecard.web.editing.access import acting, needs, sentence
from openscorecard.web.initiatives.charter_forms import PARTS, KindForm, Part, rows_of, with_rows
from openscorecard.web.plans.said import Said, say

_BLANK = 3  # empty rows below those that are there


@dataclass(frozen=True, slots=True)
class Subject:
    """Which action plan, and the ways to the parts of its charter: (address, title, rows, whether it is this one)."""

    plan: str
    plan_name: Said
    id: str
    name: Said
    version: int
    parts: tuple[tuple[str, str, int, bool], ...]


@require_http_methods(["GET", "HEAD", "POST"])
@needs("initiative.charter")
def charter(request: HttpRequest, plan_id: str, item: str) -> HttpResponse:
    """Kind, partners, note."""
    found, row = _found(request, plan_id, item)
    data = _data(row)
    initial = {
        "kind": data.get("kind", ""),
        "partners": "\n".join(data.get("partners", ())),
        "note": data.get("note", ""),
    }
    form = KindForm(kinds(), request.POST if request.method == "POST" else None, initial)
    if form.is_valid():
        try:
            return _stored(request, found, item, {**data, **form.said()}, row)
        except Fault as fault:
            form.refuse(fault)
    context = {
        "form": form,
        "subject": _subject(found, item, row, ""),
        "heading": gettext("Kind of the action plan"),
        "version": _version(request, row),
    }
    return render(request, "initiatives/charter.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@needs("initiative.charter")
def part(request: HttpRequest, plan_id: str, item: str, key: str) -> HttpResponse:
    """The rows of one part, with empty ones below; a ticked box takes a row out."""
    found, row = _found(request, plan_id, item)
    wanted = PARTS.get(key)
    if wanted is None:
        raise Http404(key)
    data = _data(row)
    makes: Any = formset_factory(wanted.form, extra=_BLANK, can_delete=True, max_num=500)
    forms = makes(request.POST if request.method == "POST" else None, initial=rows_of(wanted, data), prefix="rows")
    faults: list[str] = []
    if request.method == "POST" and forms.is_valid():
        rows = [one.row() for one in forms if one.has_changed() or one.initial]
        kept = [said for said, one in zip(rows, _told(forms), strict=True) if not one.cleaned_data.get("DELETE")]
        try:
            return _stored(request, found, item, with_rows(item, wanted, data, kept), row, wanted)
        except Fault as fault:
            faults = [sentence(one) for one in fault.all()]
    wrong = bool(faults) or (request.method == "POST" and not forms.is_valid())
    context = {
        "forms": forms,
        "faults": faults,
        "wrong": wrong,
        "about": wanted.about,
        "heading": wanted.title,
        "subject": _subject(found, item, row, key),
        "version": _version(request, row),
    }
    return render(request, "initiatives/charter_part.html", context, status=422 if wrong else 200)


def _told(forms: Any) -> list[Any]:
    return [one for one in forms if one.has_changed() or one.initial]


def _stored(
    request: HttpRequest,
    found: OpenPlan,
    item: str,
    data: dict[str, Any],
    row: CharterRow | None,
    part: Part | None = None,
) -> HttpResponse:
    made = charter_from_data(item, {**data, "example": False})  # what a person has changed is no longer the example's
    note, expected = str(part.title) if part else "", _version(request, row)
    declare_charter(found.plan.id, made, note=note, expected=expected, **acting(request))
    messages.success(request, gettext("Stored. It can be taken back from the history."))
    return HttpResponseRedirect(reverse("initiative", args=[found.plan.id, item]))


def _version(request: HttpRequest, row: CharterRow | None) -> int:
    """The version the form was opened on; a form that is shown again stays one of that version, never of a later."""
    said = request.POST.get("version", "")
    return int(said) if said.isdecimal() else (row.version if row else 0)


@require_safe
@needs("data.read")
def history(request: HttpRequest, plan_id: str, item: str) -> HttpResponse:
    """Every version, newest first, with what it changed."""
    rows = charter_versions(plan_id, item)
    if not rows:
        raise Http404(item)
    found = open_plan(plan_id, reader_of(request.user))
    changed = [
        _changed(row, rows[place + 1].charter if place + 1 < len(rows) else Charter(item))
        for place, row in enumerate(rows)
    ]
    context = {
        "subject": _subject(found, item, rows[0], ""),
        "heading": gettext("What was declared, version by version"),
        "rows": [
            {"version": row.version, "by": row.by, "at": row.at, "note": row.note, "changed": what, "last": place == 0}
            for place, (row, what) in enumerate(zip(rows, changed, strict=True))
        ],
        "may_restore": may(reader_of(request.user), "initiative.restore_charter"),
    }
    return render(request, "initiatives/history.html", context)


def _changed(row: CharterRow, before: Charter) -> tuple[str, ...]:
    """The parts that a version changed, by their titles."""
    now, then = charter_to_data(row.charter), charter_to_data(before)
    titles = {key: str(one.title) for key, one in PARTS.items()}
    titles |= {
        "kind": gettext("Kind of plan"),
        "partners": gettext("Partners"),
        "note": gettext("Note"),
        "example": gettext("Example"),
    }
    return tuple(titles.get(key, key) for key in {**then, **now} if now.get(key) != then.get(key))


@require_POST
@needs("initiative.restore_charter")
def restore(request: HttpRequest, plan_id: str, item: str, version: int) -> HttpResponse:
    """Bring a version back, as a new one."""
    try:
        restore_charter(plan_id, item, version, **acting(request))
        messages.success(request, gettext("Version {n} is back, as a new version.").format(n=version))
    except Fault as fault:
        messages.error(request, sentence(fault))
    return HttpResponseRedirect(reverse("charter-history", args=[plan_id, item]))


def _found(request: HttpRequest, plan_id: str, item: str) -> tuple[OpenPlan, CharterRow | None]:
    found = open_plan(plan_id, reader_of(request.user))
    row = charter_of(plan_id, item)
    if found.plan.initiative(item) is None and row is None:
        raise Http404(item)
    return found, row


def _data(row: CharterRow | None) -> dict[str, Any]:
    return charter_to_data(row.charter) if row else {}


def _subject(found: OpenPlan, item: str, row: CharterRow | None, key: str) -> Subject:
    language, data = language_tag(), _data(row)
    initiative = found.plan.initiative(item)
    ways = [(reverse("charter", args=[found.plan.id, item]), gettext("Kind of the action plan"), 0, not key)]
    ways += [
        (
            reverse("charter-part", args=[found.plan.id, item, one.key]),
            str(one.title),
            len(data.get(one.key, ())),
            one.key == key,
        )
        for one in PARTS.values()
    ]
    name = say(initiative.name, language) if initiative else Said(item)
    return Subject(found.plan.id, say(found.plan.name, language), item, name, row.version if row else 0, tuple(ways))
