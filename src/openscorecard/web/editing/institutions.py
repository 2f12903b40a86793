"""The tree of institutions: adding, renaming and moving them, for administrators."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from openscorecard.actions.institutions import add_institution, move_institution, rename_institution
from openscorecard.domain.faults import Fault
from openscorecard.domain.identity import free_id, slug
from openscorecard.domain.people.faults import UnknownInstitution
from openscorecard.domain.people.institutions import Institution, InstitutionTree
from openscorecard.queries.institutions import institution_tree, stored_tree
from openscorecard.queries.people import reader_of
from openscorecard.web.editing.access import Acting, acting, needs, said
from openscorecard.web.editing.form import AtField, FaultForm, en_field, zh_field


@dataclass(frozen=True, slots=True)
class InstitutionLine:
    """One institution in the list, indented by its depth."""

    id: str
    name: str
    depth: int
    plans: tuple[tuple[str, str], ...]


class InstitutionForm(FaultForm):
    """The fields an act on the tree needs."""

    heading: str | Promise = ""
    done: str | Promise = ""

    def __init__(self, tree: InstitutionTree, institution: Institution | None, data: Any = None) -> None:
        self.tree, self.institution = tree, institution
        super().__init__(data, initial=self.start())
        if "parent" in self.fields:
            field = self.fields["parent"]
            assert isinstance(field, forms.ChoiceField)  # noqa: S101 - declared below
            walk = ((item.id, f"{'　' * depth}{said(item.name)}") for depth, item in tree.walk())
            field.choices = [("", gettext("None: at the top")), *walk]

    def start(self) -> dict[str, Any]:
        item = self.institution
        return {"name_zh": item.name.zh, "name_en": item.name.en, "parent": item.parent} if item else {}

    @property
    def known(self) -> Institution:
        assert self.institution is not None  # noqa: S101 - the address names one
        return self.institution

    def act(self, acting: Acting) -> None:
        """Do it; raises AtField or a fault."""
        raise NotImplementedError


class AddInstitutionForm(InstitutionForm):
    heading = _("Add an institution")
    done = _("The institution has been added.")
    name_zh = zh_field(_("Name in Chinese"))
    name_en = en_field(_("Name in English"))
    parent = forms.ChoiceField(label=_("Institution above"), required=False)
    id = forms.CharField(
        label=_("Id"), required=False, max_length=100, help_text=_("Empty for one made from the name.")
    )

    def act(self, acting: Acting) -> None:
        name, taken = self.needed("name"), {item.id for item in self.tree.institutions}
        id_ = self.cleaned_data["id"] or free_id(slug(name.zh), taken)
        add_institution(Institution(id_, name, parent=self.cleaned_data["parent"]), **acting)


class RenameInstitutionForm(InstitutionForm):
    heading = _("Rename an institution")
    done = _("The institution has been renamed.")
    name_zh = zh_field(_("Name in Chinese"))
    name_en = en_field(_("Name in English"))

    def act(self, acting: Acting) -> None:
        rename_institution(self.known.id, self.needed("name"), **acting)


class MoveInstitutionForm(InstitutionForm):
    heading = _("Move an institution")
    done = _("The institution has been moved, and all below it.")
    parent = forms.ChoiceField(label=_("Institution above"), required=False)

    def act(self, acting: Acting) -> None:
        move_institution(self.known.id, self.cleaned_data["parent"], **acting)


@require_safe
@needs("institution.add")
def show(request: HttpRequest) -> HttpResponse:
    """The tree, each line with what may be done."""
    nodes = institution_tree(reader_of(request.user)).walk()
    lines = tuple(
        InstitutionLine(
            node.institution.id,
            said(node.institution.name),
            node.depth,
            tuple((row.id, said(row.name)) for row in node.plans),
        )
        for node in nodes
    )
    return render(request, "editing/institutions.html", {"lines": lines})


def _page(form_class: type[InstitutionForm]) -> Callable[..., HttpResponse]:
    def view(request: HttpRequest, institution: str = "") -> HttpResponse:
        tree = stored_tree()
        item = tree.institution(institution)
        if institution and item is None:
            raise UnknownInstitution(item=institution)
        form = form_class(tree, item, request.POST if request.method == "POST" else None)
        if request.method == "POST" and _sent(request, form):
            messages.success(request, str(form.done))
            return HttpResponseRedirect(reverse("institutions"))
        context = {"form": form, "heading": form.heading, "about": said(item.name) if item else ""}
        return render(request, "editing/institution.html", context, status=422 if form.is_bound else 200)

    return view


def _sent(request: HttpRequest, form: InstitutionForm) -> bool:
    if not form.is_valid():
        return False
    try:
        form.act(acting(request))
    except AtField as at:
        form.refuse(at.fault, at.name)
    except Fault as fault:
        form.refuse(fault)
    return form.is_valid()


_methods = require_http_methods(["GET", "HEAD", "POST"])
add = _methods(needs("institution.add")(_page(AddInstitutionForm)))
rename = _methods(needs("institution.rename")(_page(RenameInstitutionForm)))
move = _methods(needs("institution.move")(_page(MoveInstitutionForm)))
