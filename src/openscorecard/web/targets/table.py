"""All targets of a period in one form: only rows that were changed are stored, all of them or none."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from openscorecard.actions.scores.looking import field_of
from openscorecard.actions.scores.targets import set_targets
from openscorecard.actions.scores.wanted import Asking
from openscorecard.domain.faults import Fault
from openscorecard.formats.scores.sheets import SheetRow
from openscorecard.formats.scores.words import CHOICES, COLUMNS
from openscorecard.queries.scores.sheets import sheet_of
from openscorecard.web.editing.access import acting, needs, sentence
from openscorecard.web.plans.plan_head import PlanHead, plan_head
from openscorecard.web.plans.said import Said, say
from openscorecard.web.targets.opening import AtPeriod, at_period, in_a_period

MAIN = ("value", "unit", "direction", "method", "baseline", "weight", "origin")
MORE = ("low", "high", "reason", "countermeasure")
_SHORT = frozenset({"value", "low", "high", "baseline", "weight", "unit"})


@dataclass(frozen=True, slots=True)
class Cell:
    """One field of a row: `choices` (value, words, chosen) where it is a closed list."""

    name: str
    id: str
    label: str
    value: str
    choices: tuple[tuple[str, str, bool], ...]
    faulty: bool
    short: bool


@dataclass(frozen=True, slots=True)
class TableRow:
    """One KPI; `number` counts from 1, `faults` are sentences, `open` where the rest of its fields must be seen."""

    number: int
    code: str
    name: Said
    version: str
    main: tuple[Cell, ...]
    more: tuple[Cell, ...]
    faults: tuple[str, ...]
    open: bool
    whole: str


@dataclass(frozen=True, slots=True)
class TablePage:
    head: PlanHead
    period: str
    heads: tuple[str, ...]
    rows: tuple[TableRow, ...]
    faults: tuple[tuple[int, str, str], ...]
    back: str


@require_http_methods(["GET", "HEAD", "POST"])
@needs("target.set")
@in_a_period
def edit(request: HttpRequest, plan_id: str) -> HttpResponse:
    """The form."""
    at = at_period(request, plan_id)
    sheet = sheet_of(at.strategy, at.period, at.question.reader)
    if request.method != "POST":
        return render(request, "targets/table.html", {"page": _page(at, sheet.rows, {}, ())})
    askings = tuple(_asking(request.POST, row, number) for number, row in enumerate(sheet.rows, 1))
    try:
        stored = set_targets(at.strategy, at.period, askings, **acting(request))
    except Fault as fault:
        said = {one.kpi: one for one in askings}
        page = _page(at, sheet.rows, said, fault.all())
        return render(request, "targets/table.html", {"page": page}, status=422)
    tell_stored(request, len(stored))
    return HttpResponseRedirect(at.page("plan-targets"))


def tell_stored(request: HttpRequest, count: int) -> None:
    """Say how many targets were stored."""
    if not count:
        messages.info(request, _("Nothing was changed, so nothing was stored."))
        return
    words = ngettext("{n} target is stored.", "{n} targets are stored.", count).format(n=count)
    messages.success(request, f"{words} {_('Each can be taken back from its history.')}")


def _asking(sent: Mapping[str, str], row: SheetRow, number: int) -> Asking:
    """What the form says of one KPI; a field it did not send stays as it is."""
    said = {name: sent[key] for name in (*MAIN, *MORE) if (key := f"{row.code}:{name}") in sent}
    version = sent.get(f"{row.code}:version", "")
    return Asking(row.code, said, int(version) if version.isdecimal() else None, number)


def _page(at: AtPeriod, rows: Sequence[SheetRow], said: Mapping[str, Asking], faults: Sequence[Fault]) -> TablePage:
    names = {kpi.code: kpi for _, kpi in at.found.plan.kpis()}
    language = at.question.language
    made = tuple(
        _row(at, row, number, say(names[row.code].name, language), said.get(row.code), faults)
        for number, row in enumerate(rows, 1)
    )
    codes = {row.number: row.code for row in made}
    return TablePage(
        head=plan_head(at.found, at.question, "plan-targets"),
        period=at.words,
        heads=tuple(COLUMNS[name].says(language)[0] for name in MAIN),
        rows=made,
        faults=tuple((one.row, codes.get(one.row, ""), sentence(one)) for one in faults),
        back=at.page("plan-targets"),
    )


def _row(
    at: AtPeriod, row: SheetRow, number: int, name: Said, asking: Asking | None, faults: Sequence[Fault]
) -> TableRow:
    own = [one for one in faults if one.row == number]
    wrong = {field_of(one) for one in own} | (
        {"countermeasure"} if any(o.code == "unfit-revision" for o in own) else set()
    )
    texts = {**row.texts, **(asking.said if asking else {})}
    version = row.version if asking is None or asking.expected is None else asking.expected
    cells = {
        field: _cell(row.code, field, texts.get(field, ""), at.question.language, field in wrong)
        for field in (*MAIN, *MORE)
    }
    kpi = next(kpi for _, kpi in at.found.plan.kpis() if kpi.code == row.code)
    return TableRow(
        number=number,
        code=row.code,
        name=name,
        version=str(version),
        main=tuple(cells[field] for field in MAIN),
        more=tuple(cells[field] for field in MORE),
        faults=tuple(sentence(one) for one in own),
        open=not wrong.isdisjoint(MORE) or texts.get("direction") == "band",
        whole=at.page("target", kpi.id),
    )


def _cell(code: str, field: str, value: str, language: str, faulty: bool) -> Cell:
    choices = tuple((key, words.says(language)[0], key == value) for key, words in CHOICES.get(field, {}).items())
    if choices and value and value not in CHOICES[field]:  # a method that people give by other ways
        choices = ((value, value, True), *choices)
    label = COLUMNS[field].says(language)[0]
    return Cell(f"{code}:{field}", f"id_{code}_{field}", label, value, choices, faulty, field in _SHORT)
