"""Files of charters and of kinds: looked at before they are stored, and taken away again."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from openscorecard.actions.initiatives.charters import declare_charters, read_for
from openscorecard.actions.initiatives.kinds import define_kinds, kind_data, own_kinds_of, retire_kind
from openscorecard.actions.measures.background import follow_measures
from openscorecard.actions.permissions import may
from openscorecard.domain.faults import Fault
from openscorecard.domain.initiatives.kind import Kind
from openscorecard.formats.datasets.contracts import standard_datasets
from openscorecard.formats.decoding import decode_text
from openscorecard.formats.initiatives.files import read_kinds, write_charters, write_kinds
from openscorecard.queries.initiatives.charters import charters
from openscorecard.queries.initiatives.kinds import kinds, own_kinds
from openscorecard.queries.people import reader_of
from openscorecard.queries.plans import open_plan
from openscorecard.web.context import language_tag
from openscorecard.web.editing.access import acting, needs, sentence
from openscorecard.web.editing.form import FaultForm
from openscorecard.web.importing.preview import FaultLine, fault_lines

TEXT_LIMIT = 400_000


class TextForm(FaultForm):
    """A YAML file, chosen or pasted."""

    document = forms.FileField(
        label=_("File (YAML)"), required=False, widget=forms.FileInput(attrs={"accept": ".yaml,.yml"})
    )
    pasted = forms.CharField(
        label=_("Or its text"),
        required=False,
        max_length=TEXT_LIMIT,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 16, "spellcheck": "false", "class": "code-area"}),
    )

    def clean(self) -> dict[str, Any]:
        """The bytes as `described`."""
        said = super().clean() or {}
        file = said.get("document")
        if file and file.size > TEXT_LIMIT * 4:
            self.add_error("document", gettext("The file is too large."))
        elif not file and not said.get("pasted", "").strip():
            self.add_error("pasted", gettext("Choose a file or paste its text."))
        else:
            said["described"] = file.read() if file else said["pasted"].encode()
        return said


@require_http_methods(["GET", "HEAD", "POST"])
@needs("initiative.charter")
def charters_file(request: HttpRequest, plan_id: str) -> HttpResponse:
    """The charters of many action plans at once: looked at, then stored."""
    found = open_plan(plan_id, reader_of(request.user))
    form = TextForm(request.POST, request.FILES) if request.method == "POST" else TextForm()
    faults: tuple[FaultLine, ...] = ()
    seen: list[tuple[str, str]] = []
    versions = ""
    if form.is_valid():
        try:
            read = read_for(plan_id, form.cleaned_data["described"], reader_of(request.user))
            if request.POST.get("store"):
                seen_at = _versions(request.POST.get("versions", ""))
                stored = declare_charters(plan_id, read, expected=seen_at, **acting(request))
                messages.success(request, gettext("{n} charters are stored.").format(n=len(stored)))
                return HttpResponseRedirect(reverse("initiatives", args=[plan_id]))
            there = charters(plan_id)
            seen = [
                (one.plan, _state(one.plan in there, one.plan in there and there[one.plan].charter == one))
                for one in read
            ]
            versions = " ".join(f"{one.plan}={there[one.plan].version}" for one in read if one.plan in there)
        except Fault as fault:
            faults = fault_lines(fault)
    return _asked(request, form, faults, seen, {
        "heading": gettext("Charters of action plans by file"),
        "back": reverse("initiatives", args=[found.plan.id]),
        "template": reverse("charters-download", args=[found.plan.id]),
        "versions": versions,
    })  # fmt: skip


@require_safe
@needs("data.read")
def charters_download(request: HttpRequest, plan_id: str) -> HttpResponse:
    """Every charter of a strategy plan as a file."""
    found = open_plan(plan_id, reader_of(request.user))
    rows = charters(found.plan.id)
    known = {one.plan: one for one in (row.charter for row in rows.values())}
    every = tuple(known[one.id] for one in found.plan.initiatives if one.id in known)
    return _yaml(write_charters(found.plan.id, every), f"charters-{found.plan.id}")


@require_safe
@needs("data.read")
def kinds_page(request: HttpRequest) -> HttpResponse:
    """The kinds there are, in words."""
    own = {row.id for row in own_kinds() if not row.retired}
    edits = may(reader_of(request.user), "initiative.define_kind")
    context = {"kinds": [_told(kind, kind.id in own) for kind in kinds().values()], "may_define": edits}
    return render(request, "initiatives/kinds.html", context)


def _told(kind: Kind, own: bool) -> dict[str, Any]:
    language, datasets = language_tag(), standard_datasets()
    return {
        "id": kind.id,
        "name": kind.name.says(language)[0],
        "about": kind.about.says(language)[0],
        "own": own,
        "ledgers": [(datasets[name].title.says(language)[0], reverse("dataset", args=[name])) for name in kind.ledgers],
        "stages": [stage.name.says(language)[0] for stage in kind.stages],
        "quantities": [f"{one.title.says(language)[0]} ({one.unit.says(language)[0]})" for one in kind.quantities()],
    }


@require_http_methods(["GET", "HEAD", "POST"])
@needs("initiative.define_kind")
def kinds_file(request: HttpRequest) -> HttpResponse:
    """Kinds of one's own by file; `from` names a kind whose file is the beginning."""
    begun = request.GET.get("from", "")[:100]
    initial = {"pasted": write_kinds(kind_data(begun))} if begun in kinds() else None
    form = TextForm(request.POST, request.FILES) if request.method == "POST" else TextForm(initial=initial)
    faults: tuple[FaultLine, ...] = ()
    seen: list[tuple[str, str]] = []
    if form.is_valid():
        try:
            described = form.cleaned_data["described"]
            if request.POST.get("store"):
                define_kinds(described, **acting(request))
                follow_measures(**acting(request))
                messages.success(request, gettext("Stored; the figures follow."))
                return HttpResponseRedirect(reverse("kinds"))
            known = kinds()
            seen = [
                (one.id, _state(one.id in known, known.get(one.id) == one))
                for one in own_kinds_of(read_kinds(described))
            ]
        except Fault as fault:
            faults = fault_lines(fault)
    return _asked(request, form, faults, seen, {
        "heading": gettext("Kinds of action plans of one's own"), "back": reverse("kinds"), "template": "",
    })  # fmt: skip


@require_safe
@needs("data.read")
def kind_download(request: HttpRequest, kind: str) -> HttpResponse:
    """The file of one kind."""
    if kind not in kinds() and kind not in {row.id for row in own_kinds()}:
        raise Http404(kind)
    return _yaml(write_kinds(kind_data(kind)), f"kind-{kind}")


@require_POST
@needs("initiative.retire_kind")
def kind_retire(request: HttpRequest, kind: str) -> HttpResponse:
    """Take a kind of one's own out of use."""
    try:
        retire_kind(kind, **acting(request))
        messages.success(request, gettext("The kind is retired; its versions stay."))
    except Fault as fault:
        messages.error(request, sentence(fault))
    return HttpResponseRedirect(reverse("kinds"))


def _versions(said: str) -> dict[str, int]:
    """The versions that a preview was made beside, as its form kept them: `plan=version`, by spaces."""
    pairs = (one.rpartition("=") for one in said.split())
    return {plan: int(number) for plan, _, number in pairs if number.isdecimal()}


def _state(there: bool, same: bool) -> str:
    return gettext("equal to what is stored") if same else gettext("a new version") if there else gettext("new")


def _asked(
    request: HttpRequest, form: TextForm, faults: Any, seen: list[tuple[str, str]], words: dict[str, str]
) -> HttpResponse:
    text = decode_text(form.cleaned_data["described"]) if seen else ""
    context = {"form": form, "faults": faults, "seen": seen, "text": text, **words}
    return render(request, "initiatives/file.html", context, status=422 if faults or form.errors else 200)


def _yaml(text: str, name: str) -> HttpResponse:
    response = HttpResponse(text, content_type="application/yaml; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}.yaml"'
    return response
