"""Which rows of a dataset belong to which action plan: tags in force and ended, adding them, ending, bringing back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from openscorecard.actions.initiatives.tagging import retag_rows, tag_by_hand, tag_rows, untag_rows
from openscorecard.actions.measures.background import follow_measures
from openscorecard.actions.permissions import may
from openscorecard.domain.faults import Fault
from openscorecard.domain.measures.datasets import Dataset
from openscorecard.domain.measures.dimensions import PLAN, spot_of
from openscorecard.domain.measures.tagging import Tag, by_keys, digest_of
from openscorecard.domain.text import Text
from openscorecard.engines.measures.tagged import lists_rows
from openscorecard.formats.datasets.contracts import standard_datasets
from openscorecard.queries.data import dataset_named
from openscorecard.queries.initiatives.known import initiative_names
from openscorecard.queries.initiatives.tags import TagRow, tags
from openscorecard.queries.people import reader_of
from openscorecard.web.context import language_tag
from openscorecard.web.data.tag_catch import Catch, catch_of
from openscorecard.web.data.tag_forms import OPS, HandForm, Names, RuleForm
from openscorecard.web.editing.access import acting, needs, sentence
from openscorecard.web.plans.said import Said, say
from openscorecard.web.templatetags.plan_words import listed


@dataclass(frozen=True, slots=True)
class TagLine:
    """One tag in words; `ended_at` None while it is in force."""

    id: int
    plan: str
    by_hand: bool
    where: tuple[str, ...]
    note: str
    example: bool
    by: str
    at: datetime
    ended_by: str
    ended_at: datetime | None


@dataclass(frozen=True, slots=True)
class TagsPage:
    """The tags of one dataset; `by_key` where rows can be named one by one, `lists` where they can be picked."""

    dataset: str
    title: Said
    in_force: tuple[TagLine, ...]
    ended: tuple[TagLine, ...]
    may_tag: bool
    by_key: bool
    lists: bool


@require_safe
@needs("data.read")
def show(request: HttpRequest, dataset: str) -> HttpResponse:
    """The list."""
    contract = carrying(dataset)
    names, rows = initiative_names(), tags(dataset)
    page = TagsPage(
        dataset,
        say(contract.title, language_tag()),
        tuple(_line(row, contract, names) for row in rows if row.ended_at is None),
        tuple(_line(row, contract, names) for row in rows if row.ended_at is not None),
        may(reader_of(request.user), "initiative.tag"),
        bool(contract.key),
        lists_rows(contract),
    )
    return render(request, "data/tags.html", {"page": page})


@require_http_methods(["GET", "HEAD", "POST"])
@needs("initiative.tag")
def add(request: HttpRequest, dataset: str) -> HttpResponse:
    """A rule."""
    contract = carrying(dataset)
    form, catch = RuleForm(contract, initiative_names(), request.POST if request.method == "POST" else None), None
    if form.is_valid():
        try:
            said = form.cleaned_data
            if _looked_at(request, said["tag"]):
                tag_rows(dataset, said["tag"], note=said["note"], **acting(request))
                return _followed(request, dataset, gettext("The rule is in force; the figures follow."))
            catch = catch_of(dataset, said["tag"])
        except Fault as fault:
            form.refuse(fault)
    return _form(request, contract, form, gettext("Rows belong to an action plan by rule"), catch)


@require_http_methods(["GET", "HEAD", "POST"])
@needs("initiative.tag")
def by_hand(request: HttpRequest, dataset: str) -> HttpResponse:
    """Rows named by their keys, many at once."""
    contract = carrying(dataset)
    if not contract.key:
        raise Http404(dataset)
    form, catch = HandForm(contract, initiative_names(), _sent(request)), None
    if form.is_valid():
        try:
            said = form.cleaned_data
            tag = by_keys(contract, said["plan"], said["named"])
            if _looked_at(request, tag):
                tag_by_hand(dataset, said["named"], said["plan"], note=said["note"], **acting(request))
                return _followed(request, dataset, gettext("The rows are given; the figures follow."))
            catch = catch_of(dataset, tag)
        except Fault as fault:
            form.refuse(fault)
    return _form(request, contract, form, gettext("Give rows to an action plan by hand"), catch)


def _sent(request: HttpRequest) -> QueryDict | None:
    """What was sent; keys that were ticked on the page of rows are one text, as people paste them."""
    if request.method != "POST":
        return None
    sent = request.POST.copy()
    sent["keys"] = "\n".join(sent.getlist("keys"))
    return sent


def _looked_at(request: HttpRequest, tag: Tag) -> bool:
    """Whether this very tag was looked at before, so that it may be stored."""
    return request.POST.get("looked", "") == digest_of([tag])


@require_POST
@needs("initiative.untag")
def end(request: HttpRequest, dataset: str, tag: int) -> HttpResponse:
    """End a tag."""
    return _turned(request, dataset, untag_rows, tag, gettext("The tag has ended; it can be brought back below."))


@require_POST
@needs("initiative.tag")
def restore(request: HttpRequest, dataset: str, tag: int) -> HttpResponse:
    """Bring an ended tag back."""
    return _turned(request, dataset, retag_rows, tag, gettext("The tag is in force again."))


def _turned(request: HttpRequest, dataset: str, act: object, tag: int, words: str) -> HttpResponse:
    try:
        act(tag, **acting(request))  # type: ignore[operator]  # one of the two acts above
    except Fault as fault:
        messages.error(request, sentence(fault))
        return HttpResponseRedirect(reverse("dataset-tags", args=[dataset]))
    return _followed(request, dataset, words)


def _followed(request: HttpRequest, dataset: str, words: str) -> HttpResponse:
    follow_measures(**acting(request))
    messages.success(request, words)
    return HttpResponseRedirect(reverse("dataset-tags", args=[dataset]))


def _form(
    request: HttpRequest, dataset: Dataset, form: RuleForm | HandForm, heading: str, catch: Catch | None
) -> HttpResponse:
    title = say(dataset.title, language_tag())
    context = {"form": form, "dataset": dataset.name, "title": title, "heading": heading, "catch": catch}
    return render(request, "data/tag_form.html", context, status=422 if form.errors else 200)


def carrying(dataset: str) -> Dataset:
    """The contract of a dataset whose rows can carry an action plan. Raises Http404, UnknownDataset."""
    found = dataset_named(dataset)
    if spot_of(PLAN, found, standard_datasets()) is None:
        raise Http404(dataset)
    return found


def _line(row: TagRow, dataset: Dataset, names: Names) -> TagLine:
    language, tag = language_tag(), row.tag
    name = names.get(tag.plan, Text(tag.plan)) if tag.plan else None
    plan = f"{tag.plan} {name.says(language)[0]}" if name else gettext("no action plan")
    ops = dict(OPS)
    where = tuple(
        " / ".join(
            f"{say(dataset.field(one.field).title, language).text} {ops.get(one.op, one.op)}"
            f"{' ' if one.values else ''}{_values(one.values)}"
            for one in clause
        )
        for clause in tag.where
    )
    return TagLine(row.id, plan, tag.by_hand, where, row.note, row.example, row.by, row.at, row.ended_by, row.ended_at)


def _values(values: tuple[str, ...], most: int = 12) -> str:
    shown = listed(values[:most])
    return shown if len(values) <= most else gettext("{shown} and {n} more").format(shown=shown, n=len(values) - most)
