"""Every component once, for those who build pages and for the tests that look at them."""

from __future__ import annotations

from django import forms
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from openscorecard.web.forms.wording import PageForm
from openscorecard.web.templatetags.components import STATUSES


class SampleForm(PageForm):
    """One control of each kind."""

    name = forms.CharField(label=_("Name"), max_length=60, help_text=_("As it stands in the document."))
    perspective = forms.ChoiceField(
        label=_("Perspective"), choices=[("", "—"), ("C", _("Customer")), ("F", _("Finance"))]
    )
    weight = forms.DecimalField(label=_("Weight"), min_value=0, required=False)
    note = forms.CharField(label=_("Note"), widget=forms.Textarea(attrs={"rows": 3}), required=False)
    state = forms.ChoiceField(
        label=_("State"), widget=forms.RadioSelect, choices=[("draft", _("Draft")), ("published", _("Published"))]
    )
    agreed = forms.BooleanField(label=_("I have read the differences"))
    document = forms.FileField(
        label=_("Document"), required=False, help_text=_("Text, DOCX, ODT, XLSX or ODS, up to 20 MB.")
    )


def show(request: HttpRequest) -> HttpResponse:
    """The gallery, for administrators and for a site in debug."""
    if not (settings.DEBUG or getattr(request.user, "role", "") == "administrator"):
        raise PermissionDenied
    sent = SampleForm({"weight": "-1"})
    sent.is_valid()
    context = {
        "empty_form": SampleForm(prefix="empty"),
        "sent_form": sent,
        "statuses": list(STATUSES),
        "page": Paginator(range(95), 10).page(5),
        "facts": [(_("Perspective"), _("Customer")), (_("Weight"), "0.4"), (_("Owner"), "—")],
        "tabs": [("#one", _("Map"), True), ("#two", _("Scorecard"), False), ("#three", _("Findings"), False)],
        "trail": [("/", _("Plans")), ("", _("Component gallery"))],
    }
    return render(request, "frame/gallery.html", context)
