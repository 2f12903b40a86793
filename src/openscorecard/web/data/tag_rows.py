"""Rows of a dataset with the plan each has now: looked for, ticked, and given to a plan or to none."""

from __future__ import annotations

from dataclasses import dataclass

from django.core.paginator import Page, Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from openscorecard.domain.faults import Fault
from openscorecard.domain.measures.datasets import Dataset
from openscorecard.domain.measures.dimensions import PLAN
from openscorecard.engines.measures.tagged import NO_PLAN, Seek, Sought, lists_rows
from openscorecard.queries.catching import sought
from openscorecard.queries.initiatives.known import initiative_names
from openscorecard.web.context import language_tag
from openscorecard.web.data.tag_forms import Names, plan_choices
from openscorecard.web.data.tag_pages import carrying
from openscorecard.web.editing.access import needs, sentence
from openscorecard.web.plans.said import Said, say

PER_PAGE = 50
_LONGEST = 100


@dataclass(frozen=True, slots=True)
class PickLine:
    """One row: its key, the plan it has now in words (`known` False: no strategy plan ever had it), its values."""

    key: str
    plan: str
    known: bool
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PickPage:
    """Rows to pick from; `plan` and `text` are what was looked for, `trouble` why nothing could be read, else empty."""

    dataset: str
    title: Said
    key: str
    heads: tuple[str, ...]
    lines: tuple[PickLine, ...]
    total: int
    plan: str
    text: str
    filters: tuple[tuple[str, str], ...]
    plans: tuple[tuple[str, str], ...]
    trouble: str


@require_safe
@needs("initiative.tag")
def show(request: HttpRequest, dataset: str) -> HttpResponse:
    """The rows; the form goes to the page that gives rows by hand."""
    contract = carrying(dataset)
    if not lists_rows(contract):
        raise Http404(dataset)
    seek = Seek(dataset, _asked(request, "plan"), _asked(request, "q"), (_page(request) - 1) * PER_PAGE, PER_PAGE)
    found, trouble = Sought((), 0), ""
    try:
        found = sought(seek)
    except Fault as fault:
        trouble = sentence(fault)
    page = pick_page(contract, seek, found, initiative_names(), trouble)
    return render(request, "data/tag_rows.html", {"page": page, "pages": _pages(found, seek)})


def pick_page(dataset: Dataset, seek: Seek, found: Sought, names: Names, trouble: str) -> PickPage:
    """The page of what was found."""
    language, choices = language_tag(), plan_choices(names)
    titles = {field.name: say(field.title, language).text for field in dataset.fields}
    shown = [place for place, field in enumerate(dataset.fields) if field.name not in {dataset.key[0], PLAN}]
    others = [] if seek.plan in {"", NO_PLAN, *names} else [(seek.plan, seek.plan)]
    return PickPage(
        dataset=dataset.name,
        title=say(dataset.title, language),
        key=titles[dataset.key[0]],
        heads=tuple(titles[dataset.fields[place].name] for place in shown),
        lines=tuple(
            PickLine(row.key, _plan(row.plan, names), not row.plan or row.plan in names,
                     tuple(row.values[place] for place in shown))
            for row in found.rows
        ),
        total=found.total,
        plan=seek.plan,
        text=seek.text,
        filters=(("", gettext("any or none")), (NO_PLAN, gettext("no action plan")), *others, *choices),
        plans=(("", gettext("no action plan")), *choices),
        trouble=trouble,
    )  # fmt: skip


def _plan(plan: str, names: Names) -> str:
    if not plan:
        return gettext("no action plan")
    return f"{plan} {names[plan].says(language_tag())[0]}" if plan in names else plan


def _pages(found: Sought, seek: Seek) -> Page[int]:
    return Paginator(range(found.total), PER_PAGE).get_page(seek.start // PER_PAGE + 1)


def _asked(request: HttpRequest, name: str) -> str:
    return request.GET.get(name, "").strip()[:_LONGEST]


def _page(request: HttpRequest) -> int:
    given = request.GET.get("page", "")
    return max(1, int(given)) if given.isascii() and given.isdigit() and len(given) < 6 else 1
