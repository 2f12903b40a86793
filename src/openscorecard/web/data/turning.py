"""Withdrawing a batch and bringing it back, each with a page that says what will happen."""

from __future__ import annotations

from collections.abc import Callable

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from openscorecard.actions.data.withdrawing import restore_batch, withdraw_batch
from openscorecard.domain.faults import Fault
from openscorecard.queries.batches import Standing, Turning, turning
from openscorecard.queries.data import BatchRow, batch_named, dataset_named
from openscorecard.web.context import language_tag
from openscorecard.web.data.batch_words import SHORT
from openscorecard.web.editing.access import acting, needs
from openscorecard.web.editing.form import FaultForm
from openscorecard.web.frame.dates import write_span
from openscorecard.web.plans.said import Said, say


class NoteForm(FaultForm):
    """Why."""

    note = forms.CharField(
        label=_("Note"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Why; it goes into the audit trail."),
    )


def _view(visible: bool) -> Callable[..., HttpResponse]:
    @require_http_methods(["GET", "HEAD", "POST"])
    @needs("data.restore" if visible else "data.withdraw")
    def view(request: HttpRequest, batch: str) -> HttpResponse:
        row = batch_named(batch)
        if visible != (row.state == "withdrawn"):
            return _told(request, row)
        form = NoteForm(request.POST if request.method == "POST" else None)
        if request.method == "POST" and form.is_valid():
            try:
                act = restore_batch if visible else withdraw_batch
                return _told(request, act(row.id, note=form.cleaned_data["note"], **acting(request)))
            except Fault as fault:
                form.refuse(fault)
        return _show(request, row, visible, form)

    return view


withdraw, restore = _view(False), _view(True)


def _told(request: HttpRequest, row: BatchRow) -> HttpResponse:
    withdrawn = row.state == "withdrawn"
    messages.success(request, gettext("The batch is withdrawn.") if withdrawn else gettext("The batch is in force."))
    return HttpResponseRedirect(reverse("batch", args=[row.id]))


def _show(request: HttpRequest, row: BatchRow, visible: bool, form: NoteForm) -> HttpResponse:
    short = row.id[:SHORT]
    context = {
        "heading": gettext("Bring the batch back") if visible else gettext("Withdraw the batch"),
        "words": _words(say(dataset_named(row.dataset).title, language_tag()), short, visible),
        "details": _details(row, turning(row)),
        "action": gettext("Bring back") if visible else gettext("Withdraw"),
        "dangerous": not visible,
        "back": reverse("batch", args=[row.id]),
        "form": form,
    }
    return render(request, "components/confirm.html", context, status=422 if form.errors else 200)


def _words(dataset: Said, short: str, visible: bool) -> str:
    if visible:
        return gettext("Batch {batch} of {dataset} takes its former place again.").format(batch=short, dataset=dataset)
    return gettext(
        "Readers no longer see batch {batch} of {dataset}. Its files stay, and it can be brought back at any time."
    ).format(batch=short, dataset=dataset)


def _details(row: BatchRow, turned: Turning) -> list[str]:
    told = [
        gettext("Rows of the dataset: {before} now, {after} afterwards.").format(
            before=f"{turned.before.rows:,}", after=f"{turned.after.rows:,}"
        ),
        gettext("Covered: {before} now, {after} afterwards.").format(
            before=_spans(turned.before), after=_spans(turned.after)
        ),
    ]
    coming, going = turned.coming(row.id), turned.going(row.id)
    if coming:
        words = ngettext(
            "{count} other batch is seen again: {names}.", "{count} other batches are seen again: {names}.", len(coming)
        )
        told.append(_named(words, coming))
    if going:
        words = ngettext(
            "{count} other batch is replaced: {names}.", "{count} other batches are replaced: {names}.", len(going)
        )
        told.append(_named(words, going))
    told.append(gettext("Every figure that stands on these rows follows."))
    return told


def _named(words: str, batches: tuple[str, ...]) -> str:
    return words.format(count=len(batches), names=", ".join(name[:SHORT] for name in batches[:10]))


def _spans(standing: Standing) -> str:
    return ", ".join(write_span(one, language_tag()) for one in standing.covers[-6:]) or gettext("nothing")
