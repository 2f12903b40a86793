"""One dataset: its contract, what is covered, and its batches."""

from __future__ import annotations

from dataclasses import dataclass

from django.core.paginator import Page, Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from openscorecard.actions.permissions import may
from openscorecard.domain.measures.dimensions import PLAN, spot_of
from openscorecard.domain.people.readers import Reader
from openscorecard.engines.rows.schema import local_day
from openscorecard.formats.datasets.contracts import standard_datasets
from openscorecard.queries.batches import batch_page
from openscorecard.queries.branches import branch_names
from openscorecard.queries.dangling import dangling_rows
from openscorecard.queries.data import OpenDataset, opened_dataset
from openscorecard.queries.faults import UnknownDataset
from openscorecard.queries.measures import catalogue
from openscorecard.queries.people import reader_of
from openscorecard.queries.row_counts import BRANCH, month_counts
from openscorecard.web.context import language_tag
from openscorecard.web.data.batch_words import BatchWords, batch_words
from openscorecard.web.data.contract import FieldLine, contract_of
from openscorecard.web.data.coverage import CoverageTable, coverage_table
from openscorecard.web.data.dangling import DanglingLine, dangling_lines
from openscorecard.web.data.downloads import TEMPLATES
from openscorecard.web.data.facts import DatasetFacts, facts_of
from openscorecard.web.data.words import COVERAGE

PER_PAGE = 20


@dataclass(frozen=True, slots=True)
class DatasetPage:
    """One dataset; coverage, batches and what dangles only for people who are signed in."""

    facts: DatasetFacts
    fields: tuple[FieldLine, ...]
    key: tuple[str, ...]
    dangling: tuple[DanglingLine, ...]
    coverage: CoverageTable | None
    batches: tuple[BatchWords, ...]
    templates: tuple[str, ...]
    sees_rows: bool
    may_import: bool
    carries_plans: bool


@require_safe
def show(request: HttpRequest, dataset: str) -> HttpResponse:
    """The page; contract and freshness are open to everybody."""
    reader, language = reader_of(request.user), language_tag()
    try:
        opened = opened_dataset(dataset)
    except UnknownDataset as unknown:
        raise Http404(str(unknown)) from unknown
    sees = may(reader, "data.read")
    batches, pages = _batches(dataset, _number(request, "page") or 1) if sees else ((), None)
    contract = opened.row.dataset
    page = DatasetPage(
        facts=facts_of(opened.row, catalogue(), language, local_day(timezone.now())),
        fields=contract_of(contract, language),
        key=contract.key,
        dangling=dangling_lines(contract, dangling_rows(contract, opened.manifest), language) if sees else (),
        coverage=_coverage(opened, _number(request, "year")) if sees else None,
        batches=batches,
        templates=TEMPLATES,
        sees_rows=sees,
        may_import=_may_import(reader),
        carries_plans=sees and spot_of(PLAN, contract, standard_datasets()) is not None,
    )
    return render(request, "data/dataset.html", {"page": page, "pages": pages, "marks": COVERAGE})


def _may_import(reader: Reader) -> bool:
    return may(reader, "data.import")


def _batches(dataset: str, number: int) -> tuple[tuple[BatchWords, ...], Page[int]]:
    rows, total = batch_page(dataset, (number - 1) * PER_PAGE, PER_PAGE)
    pages = Paginator(range(total), PER_PAGE)
    if number > pages.num_pages:
        return _batches(dataset, pages.num_pages)
    return tuple(batch_words(row) for row in rows), pages.page(number)


def _coverage(opened: OpenDataset, year: int | None) -> CoverageTable | None:
    dataset = opened.row.dataset
    if not opened.row.covers and not opened.manifest.parts:
        return None
    by_branch = BRANCH in dataset.names
    names = branch_names() if by_branch else {}
    counts = month_counts(dataset, opened.manifest)
    return coverage_table(counts, opened.row.covers, names, by_branch, year)


def _number(request: HttpRequest, name: str) -> int | None:
    given = request.GET.get(name, "")
    return max(1, int(given)) if given.isascii() and given.isdigit() and len(given) < 6 else None
