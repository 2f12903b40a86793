"""What must I do: what waits for the person who reads, with the way there; only what they may do, and what is so."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext, ngettext

from openscorecard.actions.permissions import may
from openscorecard.actions.work.registry import title_of
from openscorecard.domain.measures.measure import Catalogue
from openscorecard.domain.people.readers import Reader
from openscorecard.queries.answers import CascadeView, OpenPlan, PlanRow
from openscorecard.queries.scores.glance import Glance
from openscorecard.queries.scores.variation import all_marks
from openscorecard.queries.waiting import awaited, failed_jobs, refused
from openscorecard.web.plans.findings import found_in
from openscorecard.web.plans.places import Places, address
from openscorecard.web.plans.said import say

NAMED = 3
"""Datasets that are named; more are counted."""


@dataclass(frozen=True, slots=True)
class Errand:
    """One thing to do: what, the way there, and how it looks (tone and shape of the palette)."""

    words: str
    address: str
    tone: str = "watch"
    shape: str = "triangle"


@dataclass(frozen=True, slots=True)
class Desk:
    """Who asks, in which language, on which day."""

    reader: Reader
    language: str
    today: date


def todo_of_plan(desk: Desk, view: CascadeView, known: Catalogue, glance: Glance | None) -> tuple[Errand, ...]:
    """What waits about one plan; four queries at most."""
    found, plan = view.plan, view.plan.plan
    measures = [one for _, kpi in plan.kpis() if kpi.measure and (one := known.get(kpi.measure))]
    names = {name for one in measures for name in one.datasets}
    told = [*_drafts(desk, [(plan.id, found.state)])]
    if glance:
        told += [*_behind(desk, found, glance), *_targets(desk, found, glance)]
    return (*told, *_data(desk, names, known), *_work(desk), *_checks(desk, view, known, glance))


def todo_of_all(desk: Desk, plans: Iterable[PlanRow], known: Catalogue) -> tuple[Errand, ...]:
    """What waits about all plans together; three queries at most."""
    names = {name for one in known for name in one.datasets}
    drafts = _drafts(desk, [(one.id, one.edition.state) for one in plans])
    return (*drafts, *_data(desk, names, known), *_work(desk))


def _drafts(desk: Desk, plans: Iterable[tuple[str, str]]) -> Iterator[Errand]:
    waiting = [id_ for id_, state in plans if state == "draft"]
    if not waiting or not may(desk.reader, "plan.publish"):
        return
    words = ngettext(
        "{n} plan has changes that are not published", "{n} plans have changes that are not published", len(waiting)
    )
    place = address("plan-editions", waiting[0]) if len(waiting) == 1 else address("plans")
    yield Errand(words.format(n=len(waiting)), place, "watch", "pencil")


def _behind(desk: Desk, found: OpenPlan, glance: Glance) -> Iterator[Errand]:
    """KPIs behind of which no known event of the period says anything."""
    if not may(desk.reader, "mark.add"):
        return
    behind = [one.code for one in glance.now.card.every() if one.level == "kpi" and one.status == "behind"]
    silent = _silent(behind, glance) if behind else []
    if silent:
        words = ngettext(
            "{n} KPI is behind, and no known event says why",
            "{n} KPIs are behind, and no known event says why",
            len(silent),
        )
        yield Errand(words.format(n=len(silent)), f"{Places(found.id).page('plan')}#exceptions", "behind", "square")


def _silent(behind: list[str], glance: Glance) -> list[str]:
    rows = {}
    for row in reversed(all_marks()):
        rows[row.number] = row
    told = [row for row in rows.values() if not row.withdrawn and row.mark.touches(glance.now.period)]
    if any(row.about == "institution" for row in told):
        return []
    about = {(row.about, row.item) for row in told}
    return [code for code in behind if not about.intersection(_concerned(code, glance))]


def _concerned(code: str, glance: Glance) -> set[tuple[str, str]]:
    one = glance.now.measured.get(code)
    if one is None:
        return set()
    return {("measure", one.measure.id), *(("dataset", name) for name in one.reading.formula.datasets())}


def _targets(desk: Desk, found: OpenPlan, glance: Glance) -> Iterator[Errand]:
    without = [code for code in glance.now.measured if code not in glance.now.targets]
    if without and may(desk.reader, "target.set"):
        words = ngettext("{n} KPI has no target in this period", "{n} KPIs have no target in this period", len(without))
        place = Places(found.id).page("plan-targets", period=str(glance.now.period))
        yield Errand(words.format(n=len(without)), place, "no-data", "ring")


def _data(desk: Desk, names: set[str], known: Catalogue) -> Iterator[Errand]:
    if not names or not may(desk.reader, "data.import"):
        return
    late = awaited(names, known, desk.today)
    came = [one for one in late if one.fresh_as_of]
    if came:
        named = [say(one.dataset.title, desk.language).text for one in came[:NAMED]]
        listed = (", " if desk.language.startswith("en") else "、").join(named)
        words = ngettext("Rows of {n} dataset are late: {named}", "Rows of {n} datasets are late: {named}", len(came))
        more = " …" if len(came) > NAMED else ""
        place = address("dataset", came[0].dataset.name) if len(came) == 1 else address("data")
        yield Errand(words.format(n=len(came), named=f"{listed}{more}"), place, "watch", "clock")
    if never := len(late) - len(came):
        words = ngettext("{n} dataset has no rows yet", "{n} datasets have no rows yet", never)
        yield Errand(words.format(n=never), address("data"), "no-data", "diamond")
    for batch in refused(names):
        words = ngettext("{n} row of {dataset} was refused", "{n} rows of {dataset} were refused", batch.rows)
        told = words.format(n=f"{batch.rows:,}", dataset=say(batch.dataset.title, desk.language))
        yield Errand(told, address("batch", batch.batch), "behind", "cross")


def _work(desk: Desk) -> Iterator[Errand]:
    if not may(desk.reader, "work.see"):
        return
    for job in failed_jobs():
        title = title_of(job.kind).says(desk.language)[0]
        yield Errand(gettext("Failed: {work}").format(work=title), address("work-job", str(job.id)), "behind", "cross")


def _checks(desk: Desk, view: CascadeView, known: Catalogue, glance: Glance | None) -> Iterator[Errand]:
    """As many as the page of checks shows."""
    if not may(desk.reader, "plan.change"):
        return
    parent = view.parent.plan if view.parent else None
    every = [*found_in(view.plan.plan, known, parent, [child.plan for child in view.children])]
    every += glance.findings if glance else ()
    count = sum(1 for one in every if one.weight == "warning")
    if count:
        words = ngettext(
            "{n} warning of the checks waits to be settled", "{n} warnings of the checks wait to be settled", count
        )
        yield Errand(words.format(n=count), Places(view.plan.id).page("plan-checks"), "watch", "triangle")
