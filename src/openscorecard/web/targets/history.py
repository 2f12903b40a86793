"""Every version of one target; taking it back, undoing a change, bringing a version back, each with a question."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from openscorecard.actions.permissions import may
from openscorecard.actions.scores.targets import drop_target, restore_target
from openscorecard.domain.faults import Fault
from openscorecard.domain.scores.in_force import TargetRow
from openscorecard.domain.scores.targets import easier
from openscorecard.domain.strategy.nodes import Kpi
from openscorecard.queries.scores.targets import target_versions
from openscorecard.web.editing.access import acting, needs
from openscorecard.web.editing.form import FaultForm
from openscorecard.web.plans.plan_head import PlanHead, plan_head
from openscorecard.web.plans.said import Said, say
from openscorecard.web.targets.opening import AtPeriod, at_period, in_a_period
from openscorecard.web.targets.words import TargetWords, target_words


class WhyForm(FaultForm):
    """Why a target is taken back."""

    reason = forms.CharField(label=gettext_lazy("Reason"), required=False, max_length=1000)
    version = forms.IntegerField(widget=forms.HiddenInput)


class LoweringForm(WhyForm):
    """Why a target asks for less again, and what is done about it."""

    countermeasure = forms.CharField(label=gettext_lazy("Countermeasure"), required=False, max_length=1000)
    field_order = ("reason", "countermeasure", "version")

    def place(self, fault: Fault) -> str | None:
        """The reason, where one is wanted."""
        return "reason" if fault.code == "unfit-revision" else None


@dataclass(frozen=True, slots=True)
class VersionLine:
    """One version: what it said, by whom, when and why; `restore` where it can be brought back."""

    version: int
    at: datetime
    by: str
    words: TargetWords
    dropped: bool
    reason: str
    countermeasure: str
    restore: str


@dataclass(frozen=True, slots=True)
class HistoryPage:
    """The versions, newest first; `undo` and `drop` are addresses, empty where they do not apply."""

    head: PlanHead
    period: str
    code: str
    name: Said
    kpi: str
    lines: tuple[VersionLine, ...]
    may_change: bool
    undo: str
    drop: str
    edit: str
    back: str


@require_safe
@needs("figures.see")
@in_a_period
def show(request: HttpRequest, plan_id: str, item: str) -> HttpResponse:
    """The versions."""
    at = at_period(request, plan_id)
    rows = target_versions(at.strategy, item, at.period)
    if not rows:
        raise Http404(item)
    return render(request, "targets/history.html", {"page": _page(at, item, rows)})


def _page(at: AtPeriod, item: str, rows: tuple[TargetRow, ...]) -> HistoryPage:
    kpi, changes, last = at.kpi(item), may(at.question.reader, "target.set"), rows[0]
    drop = at.page("target-drop", item) if changes and last.target else ""
    before = rows[1] if len(rows) > 1 else None
    undo = _restore(at, before) if changes and before and before.target else drop
    return HistoryPage(
        head=plan_head(at.found, at.question, "plan-targets"),
        period=at.words,
        code=kpi.code,
        name=say(kpi.name, at.question.language),
        kpi=at.question.places.kpi(kpi.id),
        lines=tuple(_line(at, row, changes and place > 0) for place, row in enumerate(rows)),
        may_change=changes,
        undo=undo,
        drop=drop,
        edit=at.page("target", item) if changes else "",
        back=at.page("plan-targets"),
    )


def _line(at: AtPeriod, row: TargetRow, can_come_back: bool) -> VersionLine:
    return VersionLine(
        version=row.version,
        at=row.at,
        by=row.by,
        words=target_words(row, at.question.language),
        dropped=row.target is None,
        reason=row.reason,
        countermeasure=row.countermeasure,
        restore=_restore(at, row) if can_come_back and row.target else "",
    )


def _restore(at: AtPeriod, row: TargetRow) -> str:
    return at.page("target-restore", row.kpi, str(row.version))


@require_http_methods(["GET", "HEAD", "POST"])
@needs("target.drop")
@in_a_period
def drop(request: HttpRequest, plan_id: str, item: str) -> HttpResponse:
    """Take the target back, after a question."""
    at = at_period(request, plan_id)
    kpi = at.kpi(item)
    last = next(iter(target_versions(at.strategy, item, at.period)), None)
    if last is None:
        raise Http404(item)
    form = WhyForm(request.POST if request.method == "POST" else None, initial={"version": last.version})
    if form.is_valid():
        said = form.cleaned_data
        try:
            drop_target(
                at.strategy, kpi.code, at.period, reason=said["reason"], expected=said["version"], **acting(request)
            )
            messages.success(request, _("The target is taken back; its versions stay."))
            return HttpResponseRedirect(at.page("target-history", item))
        except Fault as fault:
            form.refuse(fault)
    heading = _("Take the target of {code} in {period} back").format(code=kpi.code, period=at.words)
    words = _("The KPI has no target then, and its status is “no target”.")
    return _asked(request, at, kpi, form, {"heading": heading, "words": words, "action": _("Take back")}, True)


@require_http_methods(["GET", "HEAD", "POST"])
@needs("target.restore")
@in_a_period
def restore(request: HttpRequest, plan_id: str, item: str, version: int) -> HttpResponse:
    """Bring a version back as a new one, after a question."""
    at = at_period(request, plan_id)
    kpi, rows = at.kpi(item), target_versions(at.strategy, item, at.period)
    wanted = next((row for row in rows if row.version == version and row.target), None)
    if wanted is None:
        raise Http404(str(version))
    lowers = _lowers(rows, wanted)
    kind = LoweringForm if lowers else WhyForm
    form = kind(request.POST if request.method == "POST" else None, initial={"version": rows[0].version})
    if form.is_valid():
        said = {name: form.cleaned_data.get(name, "") for name in ("reason", "countermeasure")}
        expected = form.cleaned_data["version"]
        try:
            restore_target(at.strategy, kpi.code, at.period, version, **said, expected=expected, **acting(request))
            messages.success(request, _("Version {n} is back, as a new version.").format(n=version))
            return HttpResponseRedirect(at.page("target-history", item))
        except Fault as fault:
            form.refuse(fault)
    heading = _("Bring version {n} of the target of {code} back").format(n=version, code=kpi.code)
    told = target_words(wanted, at.question.language)
    words = _("{period}: {asks} {unit} becomes the target again, as a new version.").format(
        period=at.words, asks=told.asks, unit=told.unit
    )
    if lowers:
        words += " " + _("That asks for less than now, so it needs a reason and a countermeasure.")
    return _asked(request, at, kpi, form, {"heading": heading, "words": words, "action": _("Bring back")}, False)


def _lowers(rows: tuple[TargetRow, ...], wanted: TargetRow) -> bool:
    """Whether what would come back asks for less than what was asked last."""
    before = next((row.target for row in rows if row.target and not row.example), None)
    return bool(before and wanted.target and easier(before, wanted.target))


def _asked(
    request: HttpRequest, at: AtPeriod, kpi: Kpi, form: FaultForm, words: dict[str, Any], dangerous: bool
) -> HttpResponse:
    context = {
        **words,
        "form": form,
        "dangerous": dangerous,
        "details": [f"{kpi.code} {say(kpi.name, at.question.language)}", _("Every version stays in the history.")],
        "back": at.page("target-history", kpi.id),
    }
    return render(request, "components/confirm.html", context, status=422 if form.errors else 200)
