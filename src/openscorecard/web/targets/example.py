"""Taking the example's targets away at once, and bringing them back, each with a page that says what will happen."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_http_methods

from openscorecard.actions.scores.example import remove_example_targets, restore_example_targets
from openscorecard.web.editing.access import acting, needs


def _view(back: bool) -> Callable[..., HttpResponse]:
    @require_http_methods(["GET", "HEAD", "POST"])
    @needs("example.load_targets" if back else "example.remove_targets")
    def view(request: HttpRequest, plan_id: str) -> HttpResponse:
        if request.method == "POST":
            count = (restore_example_targets if back else remove_example_targets)(**acting(request))
            messages.success(request, _done(back, count))
            return HttpResponseRedirect(reverse("plan-targets", args=[plan_id]))
        return render(
            request, "components/confirm.html", {**_words(back), "back": reverse("plan-targets", args=[plan_id])}
        )

    return view


remove, restore = _view(False), _view(True)


def _done(back: bool, count: int) -> str:
    if back:
        words = ngettext("{n} target of the example is back.", "{n} targets of the example are back.", count)
    else:
        words = ngettext("{n} target of the example is removed.", "{n} targets of the example are removed.", count)
    return words.format(n=count)


def _words(back: bool) -> dict[str, object]:
    if back:
        heading, action = gettext("Bring the example's targets back"), gettext("Bring back")
        words = gettext("They come back where nobody has set a target since.")
    else:
        heading, action = gettext("Remove the example's targets"), gettext("Remove")
        words = gettext("All of them, of every year, go at once; a target that a person has set or changed stays.")
    details = [
        gettext("A KPI without a target is not judged; its status is “no target”."),
        gettext("It can be undone at any time."),
    ]
    return {"heading": heading, "words": words, "details": details, "action": action, "dangerous": not back}
