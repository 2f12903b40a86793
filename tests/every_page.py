"""Every address of the site with an example of it, and a store in which each of them has something to show.

A page without an entry here fails `tests/web/test_every_page.py`; the crawls for words and for accessibility walk
what stands here.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from typing import Any

LIBRARY, BUREAU = "/plans/taipei-public-library/", "/plans/taipei-education-bureau/"
_RATE, _KPI, _PLAN = "/measures/self_service_rate/", f"{LIBRARY}kpis/BC1.1/", f"{LIBRARY}action-plans/BC1.1.1/"

# By the name of the address: pages as strangers see them. `{batch}` and its like are told by `fill`.
OPEN: dict[str, tuple[str, ...]] = {
    "home": ("/",),
    "plans": ("/plans/",),
    "plan": (LIBRARY, BUREAU),
    "plan-map": (f"{LIBRARY}map/", f"{BUREAU}map/?size=full"),
    "plan-scorecard": (f"{LIBRARY}scorecard/", f"{BUREAU}scorecard/"),
    "plan-cascade": (f"{LIBRARY}cascade/", f"{BUREAU}cascade/"),
    "plan-checks": (f"{LIBRARY}checks/",),
    "plan-downloads": (f"{LIBRARY}download/",),
    "meeting": (f"{LIBRARY}meeting/", f"{BUREAU}meeting/"),
    "objective": (f"{LIBRARY}objectives/CC1/", f"{BUREAU}objectives/AC1/"),
    "initiatives": (f"{LIBRARY}action-plans/",),
    "measure-list": ("/measures/",),
    "search": ("/search/?q=%E9%96%B1%E8%AE%80", "/search/?q=zzz", "/search/"),
    "help": ("/help/",),
    "accessibility": ("/accessibility/",),
    "preferences": ("/preferences/",),
    "account_login": ("/account/sign-in/",),
    "account_inactive": ("/account/inactive/",),
    "data": ("/data/",),
    "dataset": ("/data/circulation/",),
}
# Pages for an administrator.
SIGNED_IN: dict[str, tuple[str, ...]] = {
    "kpi": (_KPI, f"{LIBRARY}kpis/CP2.1/"),
    "kpi-definition": (f"{_KPI}definition/?period=2025",),
    "initiative": (f"{_PLAN}?period=2025", f"{LIBRARY}action-plans/AF1.1.1/?period=2025"),
    "charter": (f"{_PLAN}declare/",),
    "charter-part": (f"{_PLAN}declare/milestones/", f"{_PLAN}declare/budget/"),
    "charter-history": (f"{_PLAN}history/",),
    "charters-file": (f"{LIBRARY}charters/",),
    "kinds": ("/kinds/",),
    "kinds-file": ("/kinds/file/?from=grant",),
    "vision": (f"{LIBRARY}vision/?indicator=loans_per_head",),
    "measure": (_RATE,),
    "choose-reading": (f"{_RATE}choose-reading/",),
    "limits-recalculate": (f"{_RATE}limits/",),
    "limits-withdraw": (f"{_RATE}limits/2024-06/withdraw/",),
    "mark-add": (f"{_RATE}events/",),
    "mark-withdraw": (f"{_RATE}events/1/withdraw/",),
    "figures": (f"{_RATE}figures/", f"{_RATE}figures/?dimension=branch"),
    "observation": (f"{_RATE}figures/2025-01/",),
    "observation-rows": (f"{_RATE}figures/2025-01/rows/0/",),
    "restatements": ("/figures/restatements/",),
    "measure-file": ("/measures/own-file/?from=senior_events",),
    "measure-form": ("/measures/own-form/cards/",),
    "score-trace": (f"{LIBRARY}scores/BC1.1/?period=2025", f"{LIBRARY}scores/plan/?period=2025"),
    "scoring-rules": (f"{LIBRARY}scoring/",),
    "institution-scores": ("/institutions/scores/?period=2025",),
    "compare-figures": (f"{LIBRARY}compare-figures/",),
    "plan-papers": (f"{LIBRARY}papers/?period=2025",),
    "plan-publishing": (f"{LIBRARY}publishing/",),
    "period-publish": (f"{LIBRARY}publishing/2025/",),
    "tokens": ("/account/tokens/",),
    "token-new": ("/account/tokens/new/",),
    "service-tokens": ("/account/tokens/services/",),
    "service-token-new": ("/account/tokens/services/new/",),
    "plan-targets": (f"{LIBRARY}targets/?period=2025",),
    "targets-table": (f"{LIBRARY}targets/table/?period=2025",),
    "targets-file": (f"{LIBRARY}targets/file/?period=2025",),
    "example-targets-remove": (f"{LIBRARY}targets/example/remove/",),
    "target": (f"{_KPI}target/?period=2025",),
    "target-history": (f"{_KPI}target/history/?period=2025",),
    "target-drop": (f"{_KPI}target/drop/?period=2025",),
    "data-upload": ("/data/upload/?dataset=circulation",),
    "batch": ("/data/batches/{batch}/",),
    "batch-withdraw": ("/data/batches/{batch}/withdraw/",),
    "example-rows-remove": ("/data/example/remove/",),
    "dataset-tags": ("/data/events/plans/",),
    "dataset-tag-add": ("/data/events/plans/rule/",),
    "dataset-tag-hand": ("/data/events/plans/by-hand/",),
    "dataset-tag-rows": ("/data/events/plans/rows/",),
    "plan-new": ("/new-plan/",),
    "plan-edit": (f"{LIBRARY}edit/",),
    "edit-objective": (f"{LIBRARY}edit/objective/AC1/",),
    "edit-kpi": (f"{LIBRARY}edit/kpi/AC1.1/",),
    "edit-initiative": (f"{LIBRARY}edit/initiative/AC1.1.1/",),
    "edit-new": (f"{LIBRARY}edit/description/", f"{LIBRARY}edit/add-link/", f"{LIBRARY}edit/mission/"),
    "edit-item": (f"{LIBRARY}edit/theme/A/",),
    "drop-example": (f"{LIBRARY}edit/drop-example/",),
    "plan-editions": (f"{LIBRARY}editions/",),
    "plan-history": (f"{LIBRARY}history/?open=1",),
    "plan-compare": (f"{LIBRARY}compare/?a=1",),
    "plan-undo": (f"{LIBRARY}undo/",),
    "plan-publish": (f"{LIBRARY}publish/",),
    "plan-discard": (f"{LIBRARY}discard/",),
    "plan-restore": (f"{LIBRARY}restore/1/",),
    "plan-delete": (f"{LIBRARY}delete/",),
    "plans-deleted": ("/deleted-plans/",),
    "audit": ("/audit/",),
    "institutions": ("/institutions/",),
    "institution-add": ("/institutions/add/",),
    "institution-rename": ("/institutions/taipei-public-library/rename/",),
    "institution-move": ("/institutions/taipei-public-library/move/",),
    "import": ("/import/",),
    "sources": ("/sources/",),
    "source-new": ("/sources/new/",),
    "source-add": ("/sources/new/address/",),
    "source": ("/sources/of/gates/",),
    "source-change": ("/sources/of/gates/change/",),
    "source-columns": ("/sources/of/gates/columns/",),
    "source-delete": ("/sources/of/gates/delete/",),
    "work": ("/work/",),
    "work-job": ("/work/{job}/",),
    "gallery": ("/gallery/",),
    "account_logout": ("/account/sign-out/",),
    "account_change_password": ("/account/password/",),
    "account_reauthenticate": ("/account/reauthenticate/",),
}
# Addresses that are no page one can go to: files, acts of a button, and pages that only follow a form.
NO_PAGE: dict[str, str] = {
    **dict.fromkeys(
        ("batch-rejects", "dataset-template", "dataset-schema", "measure-yaml", "figures-csv", "export",
         "import-template", "initiatives-csv", "initiatives-xlsx", "charters-download", "kind-download",
         "plan-download", "score-trace-json", "targets-download", "data-preview-faults", "drawing_styles", "healthz",
         "compare-file", "measure-trend", "initiatives-chart", "initiative-chart", "kpi-chart", "theme-trends",
         "plan-paper-file"),
        "a file",
    ),
    **dict.fromkeys(
        ("api", "api-root", "api-document", "editions", "nodes", "periods", "measures", "observations", "scores",
         "score_trace", "targets"),
        "for programs, and the reference of that, which is in English",
    ),
    **dict.fromkeys(("public", "public-page"), "in the language of its address; tests/web/public crawls all of it"),
    **dict.fromkeys(
        ("example-rows-restore", "batch-restore", "dataset-tag-end", "dataset-tag-restore", "load-example",
         "edit-move", "edit-drop", "plan-undelete", "figures-compute", "observation-export", "charter-restore",
         "kind-retire", "scoring-restore", "source-look", "source-run", "example-targets-restore", "target-restore",
         "work-start", "work-progress", "work-cancel", "work-again", "set_language", "set_scheme",
         "measure-retire", "measure-dataset", "plan-paper-make", "token-revoke"),
        "an act, or a question that stands only where there is something to act on",
    ),
    **dict.fromkeys(
        ("data-preview", "measure-preview", "import-preview", "targets-preview", "plan-paper-progress"),
        "follows a form that was sent; its own browser test looks at it",
    ),
}  # fmt: skip
# What is looked at in every language, scheme and width; the rest in two of the variants, turn by turn.
MAIN = ("home", "plan", "plan-map", "plan-scorecard", "kpi", "plan-targets", "help", "preferences")


def places(of: dict[str, tuple[str, ...]], known: dict[str, str]) -> Iterator[tuple[str, str]]:
    """Name and address of each page of `of`, with what `fill` told."""
    for name, addresses in of.items():
        for one in addresses:
            yield name, one.format(**known)


def fill(now: datetime) -> dict[str, str]:
    """Load the example with rows, figures, targets, charters, a source and a job; what stands for `{…}` above."""
    from openscorecard.actions.example import load_example
    from openscorecard.actions.initiatives.example import load_example_charters
    from openscorecard.actions.measures.computing import compute_figures
    from openscorecard.actions.publishing import publish_period
    from openscorecard.actions.scores.example import load_example_targets
    from openscorecard.actions.scores.limits import recalculate_limits
    from openscorecard.actions.scores.marks import add_mark
    from openscorecard.domain.measures.periods import Period
    from openscorecard.domain.people.readers import SYSTEM
    from openscorecard.domain.scores.marks import Mark
    from openscorecard.domain.text import Text
    from openscorecard.formats.example import example_charters, example_institutions, example_plans, example_targets

    load_example(example_plans(), example_institutions(), by=SYSTEM, now=now)
    load_example_charters(*example_charters(), by=SYSTEM, now=now)
    load_example_targets(*example_targets(), by=SYSTEM, now=now)
    batch = _rows(now)
    compute_figures(by=SYSTEM, now=now)
    recalculate_limits("self_service_rate", Period("month", 2024, 6), "新機器", by=SYSTEM, now=now)
    closed = Mark("closure", date(2024, 3, 1), Text("閉館", "Closed"), date(2024, 4, 3))
    add_mark(closed, "institution", by=SYSTEM, now=now)
    _correction(now)
    compute_figures(by=SYSTEM, now=now)
    publish_period("taipei-public-library", Period("year", 2025), reason="年度結算", by=SYSTEM, now=now)
    _draft(now)
    _source(now)
    return {"batch": batch, "job": _job(now)}


def _bring(dataset: Any, rows: list[Any], covers: str, now: datetime) -> str:
    from openscorecard.actions.data.importing import import_batch
    from openscorecard.domain.measures.coverage import parse_coverage
    from openscorecard.domain.people.readers import SYSTEM
    from tests.actions.sent_files import sent

    file = sent(dataset, *rows, name=f"{dataset.name} {covers} {len(rows)}.csv")
    return str(import_batch(dataset, [file], covers=parse_coverage(covers), by=SYSTEM, now=now).batch.id)


def _loan(year: int, month: int, channel: str, count: int, now: datetime) -> Any:
    from tests.actions.sent_files import CIRCULATION, row

    moment = datetime(year, month, 5, 2, tzinfo=now.tzinfo)
    return row(CIRCULATION, occurred_at=moment, kind="issue", channel=channel, branch="A", quantity=count)


def _rows(now: datetime) -> str:
    from openscorecard.formats.datasets.contracts import standard_datasets
    from tests.actions.sent_files import CIRCULATION, EVENTS, event, row

    for year in (2024, 2025):
        loans = [
            _loan(year, month, channel, count, now)
            for month in range(1, 13)
            for channel, count in (("self_check", 412_345 + 31_000 * (month % 2)), ("desk", 600_000 + year))
        ]
        batch = _bring(CIRCULATION, loans, str(year), now)
    _bring(EVENTS, [event(f"E{month}", f"2025-{month:02}-05", 30 * month) for month in range(1, 13)], "2025", now)
    peers = standard_datasets()["peer_figures"]
    told = [
        row(peers, year="2025", institution=who, indicator="loans_per_head", value=Decimal(value), source="年報")
        for who, value in (("臺北市", "7.27"), ("新北市", "5"))
    ]
    _bring(peers, told, "2025", now)
    return batch


def _correction(now: datetime) -> None:
    from tests.actions.sent_files import CIRCULATION

    _bring(CIRCULATION, [_loan(2025, 1, "self_check", 5, now)], "2025-01", now)


def _draft(now: datetime) -> None:
    """One change, so that there is a draft to publish, discard and undo."""
    from dataclasses import replace

    from openscorecard.actions.editing import change_plan
    from openscorecard.domain.people.readers import SYSTEM
    from openscorecard.domain.strategy.changes.map import ChangeTheme
    from openscorecard.queries.plans import open_plan

    opened = open_plan("taipei-public-library", SYSTEM)
    theme = opened.plan.themes[0]
    change = ChangeTheme(theme.id, theme.letter, replace(theme.name, en=f"{theme.name.en} and more"))
    change_plan(opened.id, change, expected_revision=opened.revision, by=SYSTEM, now=now)


def _source(now: datetime) -> None:
    from pathlib import Path

    from django.conf import settings

    from openscorecard.actions.sources.configuring import Said, add_source
    from openscorecard.domain.people.readers import SYSTEM
    from openscorecard.domain.text import Text

    folder = Path(settings.SOURCE_FOLDERS[0])
    folder.mkdir(parents=True, exist_ok=True)
    said = {"place": str(folder), "dataset": "visits", "columns": {"visits": "visits"}}
    add_source("gates", "address", Said(Text("門禁系統", "Gates"), said, {}, "daily 03:00"), by=SYSTEM, now=now)


def _job(now: datetime) -> str:
    from openscorecard.records.models import Job

    common: dict[str, Any] = {"asked_by": "system", "asked_at": now, "started_at": now}
    return str(Job.objects.create(kind="data.verify", subject="loans", state="done", ended_at=now, **common).pk)
