"""By which rules a plan is scored: shown to everybody who sees scores, changed by planners, with history."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST

from openscorecard.actions.permissions import may
from openscorecard.actions.scores.rules import restore_rules, set_rules
from openscorecard.domain.faults import Fault
from openscorecard.domain.scores.rules import ScoringRules
from openscorecard.formats.scores.rules import rules_from_data, rules_to_data
from openscorecard.queries.cascade import cascade_of
from openscorecard.queries.scores.rules import RulesRow, rules_versions
from openscorecard.web.editing.access import acting, needs, sentence
from openscorecard.web.plans.opening import Asked, asked, helped
from openscorecard.web.plans.plan_head import PlanHead, plan_head
from openscorecard.web.scores.rules_form import DeclaredLine, RulesLine, declared_lines, rules_data, rules_lines


@dataclass(frozen=True, slots=True)
class RulesPage:
    """The rules in force, or as they are being changed; `version` 0: nobody has set any."""

    head: PlanHead
    version: int
    watch: str
    on_target: str
    threshold: str
    lines: tuple[RulesLine, ...]
    declared: tuple[DeclaredLine, ...]
    reason: str
    trouble: tuple[str, ...]
    may_set: bool
    open: bool
    history: tuple[RulesRow, ...]


@helped
@require_http_methods(["GET", "HEAD", "POST"])
@needs("figures.see")
def show(request: HttpRequest, plan_id: str) -> HttpResponse:
    """The page, and storing what was changed on it."""
    question = asked(request, plan_id)
    if request.method != "POST":
        return render(request, "scores/rules.html", {"page": _page(question, None, ())})
    said = request.POST
    try:
        set_rules(
            plan_id,
            rules_from_data(rules_data(said)),
            reason=said.get("reason", ""),
            expected=_number(said.get("version", "")),
            **acting(request),
        )
    except Fault as fault:
        page = _page(question, said, tuple(sentence(one) for one in fault.all()))
        return render(request, "scores/rules.html", {"page": page}, status=422)
    messages.success(request, gettext("The rules are stored. Every score is made anew by them."))
    return HttpResponseRedirect(reverse("scoring-rules", args=[plan_id]))


@require_POST
@needs("scoring.set")
def restore(request: HttpRequest, plan_id: str, version: int) -> HttpResponse:
    """Bring a version back, as a new one."""
    reason = gettext("Version {n} brought back").format(n=version)
    try:
        restore_rules(plan_id, version, reason=reason, **acting(request))
        messages.success(request, gettext("Version {n} is back, as a new version.").format(n=version))
    except Fault as fault:
        messages.error(request, sentence(fault))
    return HttpResponseRedirect(reverse("scoring-rules", args=[plan_id]))


def _page(question: Asked, said: QueryDict | None, trouble: tuple[str, ...]) -> RulesPage:
    view = cascade_of(question.plan, question.reader)
    found = view.plan
    history = rules_versions(question.plan)
    rules = history[0].rules if history else ScoringRules()
    data = rules_data(said) if said is not None else rules_to_data(rules)
    behind, watch = rules.bands[0], rules.bands[-1]
    return RulesPage(
        head=plan_head(found, question, ""),
        version=_number(said.get("version", "")) or 0 if said is not None else history[0].version if history else 0,
        watch=said.get("watch", "") if said is not None else str(behind.below),
        on_target=said.get("on_target", "") if said is not None else str(watch.least),
        threshold=said.get("threshold", "") if said is not None else str(rules.threshold),
        lines=rules_lines(found.plan, data, question.language),
        declared=declared_lines(found.plan, [child.plan for child in view.children], data, question.language),
        reason=said.get("reason", "") if said is not None else "",
        trouble=trouble,
        may_set=may(question.reader, "scoring.set"),
        open=bool(rules.weights or rules.rules or trouble),
        history=history,
    )


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 9 else None
