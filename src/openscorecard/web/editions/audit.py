"""The audit trail: who did what, when, through which door, and what stood before and after."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from openscorecard.queries.audit import AuditRow, audit_trail
from openscorecard.queries.people import reader_of
from openscorecard.web.editing.access import needs
from openscorecard.web.editions.wording import DOORS, OUTCOMES, VERBS, verb_words
from openscorecard.web.forms.wording import PageForm

PER_PAGE = 50


class AuditFilter(PageForm):
    """What to look for."""

    subject = forms.CharField(label=_("Plan, person or institution (id)"), required=False, max_length=200)
    actor = forms.CharField(label=_("By whom"), required=False, max_length=150)
    verb = forms.ChoiceField(
        label=_("What happened"),
        required=False,
        choices=[("", "—"), *((name, words) for name, words in VERBS.items() if "." in name)],
    )
    before = forms.IntegerField(required=False, min_value=1, max_value=2**53, widget=forms.HiddenInput)


@dataclass(frozen=True, slots=True)
class AuditLine:
    """One entry; `before` and `after` are JSON for a person to read, empty where nothing is kept."""

    number: int
    at: datetime
    actor: str
    what: str
    subject: str
    door_words: str
    address: str
    outcome: str
    outcome_words: str
    before: str
    after: str


@require_safe
@needs("person.add")
def show(request: HttpRequest) -> HttpResponse:
    """The trail, newest first, for administrators."""
    form = AuditFilter(request.GET)
    wanted = form.cleaned_data if form.is_valid() else {}
    rows = audit_trail(
        reader_of(request.user),
        subject=wanted.get("subject", ""),
        actor=wanted.get("actor", ""),
        verb=wanted.get("verb", ""),
        before=wanted.get("before"),
        limit=PER_PAGE + 1,
    )
    kept = request.GET.copy()
    older = ""
    if len(rows) > PER_PAGE:
        kept["before"] = str(rows[PER_PAGE - 1].number)
        older = kept.urlencode()
    context = {"form": form, "lines": tuple(map(_line, rows[:PER_PAGE])), "older": older}
    return render(request, "editions/audit.html", context)


def _line(row: AuditRow) -> AuditLine:
    return AuditLine(
        row.number,
        row.at,
        row.actor,
        verb_words(row.verb),
        row.subject,
        str(DOORS.get(row.door, row.door)),
        row.address,
        row.outcome,
        str(OUTCOMES.get(row.outcome, row.outcome)),
        _shown(row.before),
        _shown(row.after),
    )


def _shown(data: Mapping[str, Any] | None) -> str:
    return json.dumps(data, ensure_ascii=False, indent=1) if data else ""
