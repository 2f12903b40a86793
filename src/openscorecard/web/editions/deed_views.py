"""One view for every act on an edition: its page on GET, the act on POST."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST

from openscorecard.actions.editions import undelete_plan
from openscorecard.actions.faults import NoDraft, NothingToUndo, PlanNotDeleted
from openscorecard.domain.faults import Fault
from openscorecard.domain.strategy.faults import StaleEdition
from openscorecard.queries.measures import catalogue
from openscorecard.queries.people import reader_of
from openscorecard.queries.plans import open_plan
from openscorecard.web.editing.access import acting, needs, sentence, way_back
from openscorecard.web.editing.differences import DifferenceRow, told
from openscorecard.web.editing.state import PlanState, state_of
from openscorecard.web.editing.views import tell
from openscorecard.web.editions.acts import ConfirmForm, Deed, Delete, Discard, Publish, Restore, Undo


@dataclass(frozen=True, slots=True)
class DeedPage:
    """The page of an act; `compared` says whether differences are shown at all."""

    state: PlanState
    heading: str
    lead: str
    words: str
    action: str
    dangerous: bool
    compared: bool
    differences: tuple[DifferenceRow, ...]
    back: str


def _view(kind: type[Deed]) -> Callable[..., HttpResponse]:
    @require_http_methods(["GET", "HEAD", "POST"])
    @needs(kind.verb)
    def view(request: HttpRequest, plan_id: str, revision: int = 0) -> HttpResponse:
        reader = reader_of(request.user)
        deed = kind(open_plan(plan_id, reader), reader, revision)
        if request.method == "POST":
            return _send(request, deed)
        try:
            return _show(request, deed, deed.form(initial={"revision": deed.opened.revision}))
        except NoDraft as none:
            messages.info(request, sentence(none))
            return HttpResponseRedirect(reverse("plan-edit", args=[plan_id]))

    return view


def _send(request: HttpRequest, deed: Deed) -> HttpResponse:
    form = deed.form(request.POST)
    plan_id = deed.opened.id
    if not form.is_valid():
        return _show(request, deed, form, 422)
    try:
        done = deed.do(form.cleaned_data["revision"], form.cleaned_data.get("note", ""), acting(request))
    except (NoDraft, NothingToUndo) as nothing:
        messages.info(request, sentence(nothing))
        return HttpResponseRedirect(reverse("plan-edit", args=[plan_id]))
    except StaleEdition as stale:
        return _again(request, deed, stale)
    except Fault as fault:
        form.refuse(fault)
        return _show(request, deed, form, 422)
    return _done(request, deed, done.changed)


def _again(request: HttpRequest, deed: Deed, stale: StaleEdition) -> HttpResponse:
    """The page once more, on the newest state; a note that was typed is kept."""
    sent = request.POST.copy()
    sent["revision"] = str(deed.opened.revision)
    form = deed.form(sent)
    form.is_valid()
    form.refuse(stale)
    return _show(request, deed, form, 409)


def _done(request: HttpRequest, deed: Deed, changed: bool) -> HttpResponse:
    plan_id = deed.opened.id
    gone = isinstance(deed, Delete) or (isinstance(deed, Discard) and deed.opened.published is None)
    back = reverse("plans-deleted") if gone else way_back(request, _landing(deed))
    if deed.offers_undo:
        tell(request, str(deed.done), plan_id if changed else "", back)
    else:
        messages.success(request, str(deed.done))
    return HttpResponseRedirect(back)


def _landing(deed: Deed) -> str:
    name = "plan" if isinstance(deed, Publish) else "plan-edit"
    return reverse(name, args=[deed.opened.id])


def _show(request: HttpRequest, deed: Deed, form: ConfirmForm, status: int = 200) -> HttpResponse:
    found = deed.comparison()
    page = DeedPage(
        state=state_of(deed.opened),
        heading=str(deed.heading),
        lead=str(deed.lead),
        words=deed.words(),
        action=str(deed.action),
        dangerous=deed.dangerous,
        compared=found is not None,
        differences=told(found.differences, found.before.plan, found.after.plan, catalogue()) if found else (),
        back=reverse("plan-edit", args=[deed.opened.id]),
    )
    return render(request, "editions/deed.html", {"page": page, "form": form}, status=status)


undo, publish, discard, restore, delete = map(_view, (Undo, Publish, Discard, Restore, Delete))


@require_POST
@needs("plan.undelete")
def undelete(request: HttpRequest, plan_id: str) -> HttpResponse:
    """Brings a deleted plan back."""
    try:
        undelete_plan(plan_id, **acting(request))
    except PlanNotDeleted as fault:
        messages.info(request, sentence(fault))
    else:
        messages.success(request, gettext("The plan is back."))
    return HttpResponseRedirect(reverse("plan-edit", args=[plan_id]))
