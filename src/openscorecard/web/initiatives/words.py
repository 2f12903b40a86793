"""How pages say where an action plan stands, and why it is late."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from openscorecard.domain.initiatives.progress import Progress, Reason
from openscorecard.web.frame.dates import write_day
from openscorecard.web.initiatives.view import plain

STATUS_WORDS: Mapping[str, str | Promise] = {
    "no_kind": gettext_lazy("Kind not declared"),
    "no_data": gettext_lazy("No data"),
    "not_started": gettext_lazy("Not started"),
    "under_way": gettext_lazy("Under way"),
    "late": pgettext_lazy("action plan", "Late"),
    "done": pgettext_lazy("action plan", "Done"),
    "in_force": gettext_lazy("In force"),
    "not_in_force": gettext_lazy("Not in force"),
}
STATUS_SHAPES: Mapping[str, tuple[str, str]] = {
    "no_kind": ("no-data", "ring"),
    "no_data": ("no-data", "diamond"),
    "not_started": ("no-data", "clock"),
    "under_way": ("improving", "triangle"),
    "late": ("behind", "square"),
    "done": ("on-target", "tick"),
    "in_force": ("on-target", "disc"),
    "not_in_force": ("no-data", "dash"),
}


def reason_in_words(reason: Reason, language: str) -> str:
    """Why a plan is late or over budget."""
    due = write_day(date.fromisoformat(reason.due), language) if reason.due else ""
    words = {
        "milestone_overdue": _("Milestone “{what}” was due on {due} and is not reached."),
        "past_end": _("It was to end on {due} and is not finished."),
        "report_overdue": _("{value} of {limit} reports that were due came in time."),
        "behind_allotment": _("{value} % of what was due is executed, under {limit} %."),
        "over_budget": _("Spent NT$ {value} of NT$ {limit}."),
    }[reason.code]
    return words.format(what=reason.what, due=due, value=plain(reason.value), limit=plain(reason.limit))


def status_of(progress: Progress) -> tuple[str, str, str]:
    """Tone, shape and word of where a plan stands."""
    tone, shape = STATUS_SHAPES[progress.status]
    return tone, shape, str(STATUS_WORDS[progress.status])
