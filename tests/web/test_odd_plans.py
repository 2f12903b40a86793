"""Plans as nobody meant them: every page of theirs still answers, for the public and for people with an account."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

import pytest
from django.test import Client

from openscorecard.actions.editions import publish_edition
from openscorecard.actions.importing import create_plan
from openscorecard.actions.publishing import publish_period
from openscorecard.domain.measures.periods import Period
from openscorecard.domain.people.readers import SYSTEM
from tests.reports.papers.test_papers_read import ODD

PAGES = (
    "", "map/", "scorecard/", "cascade/", "checks/", "download/", "action-plans/", "meeting/", "meeting/?step=2",
)  # fmt: skip
OWN = (
    *PAGES, "?period=2025", "targets/?period=2025", "targets/table/?period=2025", "compare-figures/", "papers/",
    "publishing/", "editions/", "scores/plan/?period=2025", "scoring/", "edit/", "meeting/?step=3",
)  # fmt: skip


@pytest.mark.parametrize("name", ODD)
def test_every_page_reads_whatever_the_plan(
    name: str, client: Client, signed_in: Callable[..., Client], now: datetime
) -> None:
    plan = replace(ODD[name], id="odd")
    stored = create_plan(plan, by=SYSTEM, now=now)
    publish_edition("odd", expected_revision=stored.revision, by=SYSTEM, now=now)
    publish_period("odd", Period("year", 2025), by=SYSTEM, now=now)
    parts = [f"objectives/{one.id}/" for one in plan.objectives]
    kpis = [f"kpis/{kpi.id}/" for _, kpi in plan.kpis()][:2]
    wrong = {}
    for reader, places in ((client, (*PAGES, *parts)), (signed_in("editor"), (*OWN, *parts, *kpis))):
        for language in ("zh-hant", "en"):
            reader.cookies["django_language"] = language
            for place in places:
                if (found := reader.get(f"/plans/odd/{place}")).status_code != 200:
                    wrong[place] = found.status_code
    for place in ("zh-Hant/odd/", "en/odd/", "zh-Hant/odd/action-plans/", "data/odd/2025.json", "zh-Hant/odd/map.svg"):
        if (found := client.get(f"/public/{place}")).status_code != 200:
            wrong[place] = found.status_code
    assert wrong == {}
