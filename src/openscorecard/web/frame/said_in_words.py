"""How pages say steps of time and what became of an observation; periods and numbers as everywhere."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from openscorecard.domain.measures.periods import Grain
from openscorecard.domain.measures.written import NO_VALUE, Written, exactly, write_number, write_period

__all__ = ["GRAINS", "NO_VALUE", "STATUS_SAYS", "Written", "exactly", "write_number", "write_period"]

GRAINS: Mapping[Grain, str | Promise] = {
    "month": pgettext_lazy("grain", "Months"),
    "quarter": pgettext_lazy("grain", "Quarters"),
    "half": pgettext_lazy("grain", "Half-years"),
    "year": pgettext_lazy("grain", "Years"),
    "ytd": pgettext_lazy("grain", "Year to date"),
    "school_year": pgettext_lazy("grain", "School years"),
}
STATUS_SAYS: Mapping[str, str | Promise] = {
    "ok": _("There is a value; zero is a value too."),
    "partial": _("Rows cover only a part of the period, so no value is given."),
    "no_data": _("No rows speak for the period, or they lack what they must tell. This is not zero."),
    "not_applicable": _("There is nothing to divide by."),
    "not_computed": _("Rows are there, but nobody has computed them yet."),
}
