"""The words of datasets and batches: kinds, types of fields, how a batch joins the others, states, marks."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

Words = Mapping[str, str | Promise]


class Mark(NamedTuple):
    """A word with the shape and the tone of the palette that go with it."""

    word: str | Promise
    tone: str
    shape: str


KINDS: Words = {
    "events": _("Events: one row for each thing that happened"),
    "life-cycle": _("Life-cycle: one row for each thing that exists, with its beginning and end"),
    "snapshot": _("Snapshot: the state on a date"),
    "ledger": _("Ledger: one row for each piece of work that moves through stages"),
}
TYPES: Words = {
    "text": pgettext_lazy("type", "Text"),
    "whole": pgettext_lazy("type", "Whole number"),
    "number": pgettext_lazy("type", "Number"),
    "money": pgettext_lazy("type", "Amount (NT$)"),
    "day": pgettext_lazy("type", "Day"),
    "moment": pgettext_lazy("type", "Moment"),
    "period": pgettext_lazy("type", "Period"),
    "flag": pgettext_lazy("type", "Yes or no"),
    "list": pgettext_lazy("type", "List, separated by ;"),
}
MODES: Words = {
    "append": pgettext_lazy("mode", "Append"),
    "replace": pgettext_lazy("mode", "Replace"),
    "correct": pgettext_lazy("mode", "Correct"),
    "update": pgettext_lazy("mode", "Update"),
}
MODES_TOLD: Words = {
    "append": _("Append: the rows come beside those that are there; a row whose key is stored already is refused."),
    "replace": _("Replace: the rows come instead of all rows of the covered days; what was there stays in its batch."),
    "correct": _("Correct: each row comes instead of the row with the same key; keys that are not stored are refused."),
    "update": _("Update: a row with a key that is stored comes instead of it, others are added (COUNTER reports)."),
}  # fmt: skip
STATES: Mapping[str, Mark] = {
    "current": Mark(pgettext_lazy("batch", "Current"), "improving", "tick"),
    "superseded": Mark(pgettext_lazy("batch", "Superseded"), "no-data", "dash"),
    "withdrawn": Mark(pgettext_lazy("batch", "Withdrawn"), "watch", "cross"),
}
FRESHNESS: Mapping[str, Mark] = {
    "fresh": Mark(_("Up to date"), "improving", "tick"),
    "late": Mark(_("More is due"), "watch", "clock"),
    "empty": Mark(_("No rows yet"), "no-data", "diamond"),
}
COVERAGE: Mapping[str, Mark] = {
    "rows": Mark(_("Covered, with rows"), "improving", "tick"),
    "zero": Mark(_("Covered, no rows: zero"), "improving", "ring"),
    "part": Mark(_("Covered in part"), "watch", "triangle"),
    "none": Mark(_("Not covered: no data"), "no-data", "diamond"),
}
RHYTHMS: Words = {
    "month": _("every month"),
    "quarter": _("every quarter"),
    "half": _("every half-year"),
    "year": _("every year"),
}
