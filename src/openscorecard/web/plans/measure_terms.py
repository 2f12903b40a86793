"""The words of the catalogue's closed lists: kinds, frequencies, natures and what figures drill down by."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

Words = Mapping[str, str | Promise]

KINDS: Words = {
    "S": _("Stock: the value at the end of a period; periods are never added up"),
    "F": _("Flow: what happens during a period; periods add up"),
    "R": _("Ratio: recomputed from its parts for every period and unit, never averaged"),
}
PART_KINDS: Words = {"S": _("stock"), "F": _("flow")}
FREQUENCIES: Words = {
    "month": _("Monthly"),
    "quarter": _("Quarterly"),
    "half": _("Every half-year"),
    "year": _("Yearly"),
}
NATURES: Words = {
    "input": _("Input: what goes in"),
    "output": _("Output: what the institution puts out"),
    "outcome": _("Outcome: what comes of it"),
}
DIMENSIONS: Words = {
    "account": _("account"),
    "age_band": _("age band"),
    "age_group": _("age group"),
    "agency": _("agency"),
    "audience": _("audience"),
    "branch": _("branch"),
    "card_type": _("card type"),
    "category": _("category"),
    "channel": _("channel"),
    "class": pgettext_lazy("dimension", "class"),
    "district": _("district"),
    "hour": _("hour"),
    "item_class": _("item class"),
    "kind": pgettext_lazy("dimension", "kind"),
    "language": pgettext_lazy("dimension", "language"),
    "licence": _("licence"),
    "licence_model": _("licence model"),
    "plan": pgettext_lazy("dimension", "action plan"),
    "platform": _("platform"),
    "source": pgettext_lazy("dimension", "source"),
    "status": pgettext_lazy("dimension", "status"),
    "type": pgettext_lazy("dimension", "type"),
    "unit": pgettext_lazy("dimension", "organisational unit"),
}


def worded(table: Words, name: str) -> str:
    """The words for `name`; `name` itself where the table has none."""
    return str(table.get(name, name))
