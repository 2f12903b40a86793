"""Pages that change a plan: one view for every form, one for buttons, one for the overview."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.http import urlencode
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from openscorecard.actions.editing import change_plan
from openscorecard.domain.faults import Fault
from openscorecard.domain.strategy.changes import Change
from openscorecard.domain.strategy.faults import StaleEdition, UnknownItem
from openscorecard.queries.faults import UnknownEdition
from openscorecard.queries.measures import catalogue
from openscorecard.queries.people import reader_of
from openscorecard.queries.plans import compare, list_plans, open_plan
from openscorecard.web.editing.access import acting, needs, said, sentence, way_back
from openscorecard.web.editing.differences import DifferenceRow, told
from openscorecard.web.editing.form import AtField, EditForm, Link
from openscorecard.web.editing.overview import overview
from openscorecard.web.editing.scene import Choices, Scene
from openscorecard.web.editing.state import PlanState, state_of
from openscorecard.web.editing.table import DROPS, MOVES, NEW, OF_ITEM


@dataclass(frozen=True, slots=True)
class EditPage:
    """A form's page; `meanwhile` and `stored` tell a stale form's sender what changed, `stored` field by field."""

    state: PlanState
    heading: str
    about: str
    lead: str
    action: str
    dangerous: bool
    consequences: tuple[str, ...]
    ways_on: tuple[Link, ...]
    back: str
    meanwhile: tuple[DifferenceRow, ...] = ()
    stored: tuple[tuple[str, str], ...] = ()


@require_safe
@needs("plan.change")
def plan_edit(request: HttpRequest, plan_id: str) -> HttpResponse:
    """Everything that can be changed in a plan."""
    scene = _scene(request, plan_id)
    parents: Choices = [(row.id, said(row.name)) for row in list_plans(scene.reader) if row.id != plan_id]
    page = overview(scene, parents, request.GET.get("at", ""))
    return render(request, "editing/overview.html", {"page": page})


@require_http_methods(["GET", "HEAD", "POST"])
@needs("plan.change")
def edit(request: HttpRequest, plan_id: str, kind: str, item: str = "") -> HttpResponse:
    """A form of one kind of change, and the change."""
    table = OF_ITEM if item else NEW
    if kind not in table:
        raise Http404(kind)
    scene = _scene(request, plan_id, item)
    back = way_back(request, reverse("plan-edit", args=[plan_id]))
    if request.method != "POST":
        return _show(request, table[kind](scene), back)
    try:
        form = table[kind](scene, request.POST)
    except UnknownItem:
        messages.error(request, gettext("What you changed is no longer in the plan; nothing was stored."))
        return HttpResponseRedirect(reverse("plan-edit", args=[plan_id]))
    return _send(request, form, back)


def _scene(request: HttpRequest, plan_id: str, item: str = "") -> Scene:
    reader = reader_of(request.user)
    asked = {name: str(value) for name, value in request.GET.items() if name not in {"next", "revision"}}
    return Scene(open_plan(plan_id, reader), reader, timezone.localdate(), item, asked)


def _send(request: HttpRequest, form: EditForm, back: str) -> HttpResponse:
    plan_id = form.scene.plan.id
    if not form.is_valid():
        return _show(request, form, back, 422)
    try:
        done = change_plan(plan_id, form.change(), expected_revision=form.cleaned_data["revision"], **acting(request))
    except AtField as at:
        form.refuse(at.fault, at.name)
    except StaleEdition as stale:
        return _stale(request, form, back, stale)
    except Fault as fault:
        form.refuse(fault)
    else:
        tell(request, str(form.done), plan_id if done.changed else "", back)
        return HttpResponseRedirect(back)
    return _show(request, form, back, 422)


def tell(request: HttpRequest, words: str, undo: str = "", back: str = "") -> None:
    """A message of success; `undo` is the id of the plan whose last change it offers to take back.

    On the edit page, where `back` leads, the form of the bar above is there for a button; elsewhere a link does.
    """
    if not undo:
        messages.info(request, gettext("Nothing was different, so nothing was stored."))
    elif back.partition("?")[0] == reverse("plan-edit", args=[undo]):
        button = format_html('<button class="btn" form="undo-last">{}</button>', gettext("Undo"))
        messages.success(request, format_html("{} {}", words, button))
    else:
        link = format_html('<a href="{}">{}</a>', reverse("plan-undo", args=[undo]), gettext("Undo"))
        messages.success(request, format_html("{} {}", words, link))


def _stale(request: HttpRequest, form: EditForm, back: str, stale: StaleEdition) -> HttpResponse:
    """The form again, with what was typed, on the newest state."""
    seen = form.cleaned_data["revision"]
    form.data = form.data.copy()  # type: ignore[attr-defined]  # a QueryDict
    form.data["revision"] = str(form.scene.opened.revision)  # type: ignore[index]
    form.refuse(stale)
    try:
        since = compare(form.scene.plan.id, form.scene.reader, seen)
    except UnknownEdition:
        return _show(request, form, back, 409)
    meanwhile = told(since.differences, since.before.plan, since.after.plan, catalogue())
    return _show(request, form, back, 409, meanwhile)


def _show(
    request: HttpRequest, form: EditForm, back: str, status: int = 200, meanwhile: tuple[DifferenceRow, ...] = ()
) -> HttpResponse:
    page = EditPage(
        state=state_of(form.scene.opened),
        heading=str(form.heading),
        about=form.about(),
        lead=str(form.lead),
        action=str(form.action),
        dangerous=form.dangerous,
        consequences=form.consequences(),
        ways_on=form.ways_on(),
        back=back,
        meanwhile=meanwhile,
        stored=tuple(form.now_stored()) if status == 409 else (),
    )
    return render(request, "editing/form.html", {"page": page, "form": form}, status=status)


# Buttons


@require_POST
@needs("plan.change")
def move(request: HttpRequest, plan_id: str) -> HttpResponse:
    """Moves one item by one place: `move` is `kind,id,steps`."""
    pressed = request.POST.get("move", "")
    kind, _comma, rest = pressed.partition(",")
    id_, _comma, steps = rest.rpartition(",")
    if kind not in MOVES or steps not in {"1", "-1"}:
        raise Http404(pressed)
    return _press(request, plan_id, MOVES[kind](id_, int(steps)), gettext("Moved."), pressed)


@require_POST
@needs("plan.change")
def drop(request: HttpRequest, plan_id: str) -> HttpResponse:
    """Takes one declaration back: `drop` is its kind and the two words that name it."""
    kind, _comma, rest = request.POST.get("drop", "").partition(",")
    first, _comma, second = rest.partition(",")
    if kind not in DROPS:
        raise Http404(kind)
    return _press(request, plan_id, DROPS[kind](first, second), gettext("Taken back."))


def _press(request: HttpRequest, plan_id: str, change: Change, words: str, pressed: str = "") -> HttpResponse:
    revision = request.POST.get("revision", "")
    if not (revision.isascii() and revision.isdigit()):
        raise Http404(revision)
    at = f"?{urlencode({'at': pressed})}" if pressed else ""
    back = reverse("plan-edit", args=[plan_id]) + at
    try:
        done = change_plan(plan_id, change, expected_revision=int(revision), **acting(request))
    except StaleEdition:
        messages.error(request, gettext("Somebody changed this plan meanwhile; look at it and try again."))
    except Fault as fault:
        messages.error(request, sentence(fault))
    else:
        tell(request, words, plan_id if done.changed else "", back)
    return HttpResponseRedirect(back)
