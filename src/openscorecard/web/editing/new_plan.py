"""A new, empty plan: its id, name and institution; the rest comes by editing."""

from __future__ import annotations

from django import forms
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from openscorecard.actions.importing import create_plan
from openscorecard.domain.faults import Fault
from openscorecard.domain.identity import slug
from openscorecard.domain.people.institutions import InstitutionTree
from openscorecard.domain.strategy.plan import Plan
from openscorecard.domain.text import Text
from openscorecard.queries.institutions import stored_tree
from openscorecard.web.editing.access import acting, needs, said
from openscorecard.web.editing.form import AtField, FaultForm, en_field, zh_field


class NewPlanForm(FaultForm):
    """What a plan needs to exist at all; perspectives are the four of the Balanced Scorecard until changed."""

    name_zh = zh_field(_("Name in Chinese"))
    name_en = en_field(_("Name in English"))
    institution = forms.ChoiceField(
        label=_("Institution"), required=False, help_text=_("One that is known, or a new one below.")
    )
    institution_zh = zh_field(_("New institution in Chinese"), required=False)
    institution_en = en_field(_("New institution in English"))
    id = forms.CharField(
        label=_("Id"),
        required=False,
        max_length=100,
        help_text=_("Stands in addresses and files, and stays; empty for one made from the institution’s name."),
    )

    def __init__(self, tree: InstitutionTree, data: object = None) -> None:
        super().__init__(data)
        self.tree = tree
        field = self.fields["institution"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - declared above
        field.choices = [("", "—"), *((item.id, f"{'　' * depth}{said(item.name)}") for depth, item in tree.walk())]

    def plan(self) -> Plan:
        """The plan; raises AtField or a fault of the domain."""
        home = self._institution()
        return Plan(id=self.cleaned_data["id"] or slug(home.zh), name=self.needed("name"), institution=home)

    def _institution(self) -> Text:
        known = self.tree.institution(self.cleaned_data["institution"])
        return known.name if known else self.needed("institution")


@require_http_methods(["GET", "HEAD", "POST"])
@needs("plan.create")
def create(request: HttpRequest) -> HttpResponse:
    """The form, and the first draft of a new plan."""
    form = NewPlanForm(stored_tree(), request.POST if request.method == "POST" else None)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                plan = form.plan()
                create_plan(plan, institution=form.cleaned_data["institution"], **acting(request))
            except AtField as at:
                form.refuse(at.fault, at.name)
            except Fault as fault:
                form.refuse(fault)
            else:
                return HttpResponseRedirect(reverse("plan-edit", args=[plan.id]))
    return render(request, "editing/new_plan.html", {"form": form}, status=status)
