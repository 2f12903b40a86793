"""Loading the example at the press of a button, for administrators of an empty site."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from openscorecard.actions.example import load_example
from openscorecard.actions.example_rows import ask_for_example_rows
from openscorecard.actions.initiatives.example import load_example_charters
from openscorecard.actions.scores.example import load_example_targets
from openscorecard.formats.example import example_charters, example_institutions, example_plans, example_targets
from openscorecard.web.editing.access import acting, needs


@require_POST
@needs("example.load")
def load(request: HttpRequest) -> HttpResponse:
    """Store what is missing of the example, let the worker load its rows, and go to the first page, where it stands."""
    if load_example(example_plans(), example_institutions(), **acting(request)):
        load_example_charters(*example_charters(), **acting(request))
        load_example_targets(*example_targets(), **acting(request))
        messages.success(request, gettext("The example has been loaded."))
        ask_for_example_rows(settings.EXAMPLE_SCALE, **acting(request))
    else:
        messages.info(request, gettext("The example is here already, or was deleted; nothing was stored."))
    return HttpResponseRedirect(reverse("home"))
