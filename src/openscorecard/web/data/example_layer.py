"""Taking the example's rows away at once, and bringing them back, each with a page that says what will happen."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from openscorecard.actions.example_layer import remove_example_rows, restore_example_rows
from openscorecard.actions.initiatives.example import remove_example_charters, restore_example_charters
from openscorecard.actions.measures.background import follow
from openscorecard.actions.scores.example import remove_example_targets, restore_example_targets
from openscorecard.domain.faults import Fault
from openscorecard.web.editing.access import acting, needs
from openscorecard.web.editing.form import FaultForm


def _view(visible: bool) -> Callable[..., HttpResponse]:
    @require_http_methods(["GET", "HEAD", "POST"])
    @needs("example.load_rows" if visible else "example.remove_rows")
    def view(request: HttpRequest) -> HttpResponse:
        form = FaultForm(request.POST if request.method == "POST" else None)
        if form.is_valid():
            try:
                done = (restore_example_rows if visible else remove_example_rows)(**acting(request))
                (restore_example_charters if visible else remove_example_charters)(**acting(request))
                (restore_example_targets if visible else remove_example_targets)(**acting(request))
                follow(**acting(request))
                messages.success(request, _done(visible, done.rows))
                return HttpResponseRedirect(reverse("data"))
            except Fault as fault:
                form.refuse(fault)
        context = {**_words(visible), "form": form}
        return render(request, "components/confirm.html", context, status=422 if form.errors else 200)

    return view


remove, restore = _view(False), _view(True)


def _done(visible: bool, rows: int) -> str:
    if visible:
        return gettext("{rows} rows of the example are back; the figures follow.").format(rows=f"{rows:,}")
    return gettext("{rows} rows of the example are removed; the figures follow.").format(rows=f"{rows:,}")


def _words(visible: bool) -> dict[str, object]:
    if visible:
        heading, action = gettext("Bring the example's rows back"), gettext("Bring back")
        words = gettext("All batches of the example that were removed are in force again.")
    else:
        heading, action = gettext("Remove the example's rows"), gettext("Remove")
        words = gettext("All batches of the example are withdrawn at once; rows of your own stay as they are.")
    details = [gettext("Every figure that stands on these rows follows."), gettext("It can be undone at any time.")]
    return {
        "heading": heading,
        "words": words,
        "details": details,
        "action": action,
        "dangerous": not visible,
        "back": reverse("data"),
    }
