"""What must I do: only what is so, only what this person may do, each with the way there."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import pytest
from django.test import Client

from openscorecard.actions.scores.marks import add_mark
from openscorecard.domain.people.readers import SYSTEM
from openscorecard.domain.scores.marks import Mark
from openscorecard.domain.text import Text
from openscorecard.records.models import Batch, Job

from .conftest import HERE

Read = Callable[..., Any]
TODO = "//section[contains(@class,'todo')]"


def waiting(page: Any) -> dict[str, str]:
    """Words and addresses of what waits."""
    return {" ".join(one.text_content().split()): one.get("href") for one in page.all(f"{TODO}//li/a")}


def test_nothing_waits_for_those_who_only_read(two_years: None, read: Read, signed_in: Callable[..., Client]) -> None:
    reader = signed_in("reader")
    for address in ("/", HERE):
        page = read(address, reader)
        assert waiting(page) == {}
        assert "目前沒有待辦事項" in page.text


def test_a_kpi_behind_waits_until_a_known_event_says_why(
    two_years: None, read: Read, signed_in: Callable[..., Client], now: datetime
) -> None:
    editor = signed_in("editor")
    words = "1 個 KPI 落後，且沒有已知事件說明原因"
    assert waiting(read(f"{HERE}?period=2025", editor))[words].endswith("#exceptions")
    flood = Mark("other", date(2025, 7, 1), Text("淹水", "A flood"))
    add_mark(flood, "measure", "grants_obtained", by=SYSTEM, now=now)
    assert words not in waiting(read(f"{HERE}?period=2025", editor))


def test_missing_targets_and_warnings_lead_to_their_pages(
    two_years: None, read: Read, signed_in: Callable[..., Client]
) -> None:
    editor = signed_in("editor")
    found = waiting(read(f"{HERE}?period=2025", editor))
    assert found["28 個 KPI 在這一期沒有目標值"] == f"{HERE}targets/?period=2025"
    warned = next(words for words in found if words.startswith("檢核有"))
    told = read(f"{HERE}checks/?period=2025", editor).all("//li[contains(@class,'finding-warning')]")
    assert warned == f"檢核有 {len(told)} 則警告待處理"


def test_refused_rows_and_failed_work_lead_to_their_pages(
    two_years: None, read: Read, signed_in: Callable[..., Client], now: datetime
) -> None:
    batch = Batch.objects.order_by("-number").first()
    assert batch is not None
    Batch.objects.filter(pk=batch.pk).update(rows_rejected=3)
    job = Job.objects.create(kind="figures.compute", subject="", state="failed", asked_by="a", asked_at=now)
    editor = signed_in("editor")
    for address in ("/", f"{HERE}?period=2025"):
        found = waiting(read(address, editor))
        assert found["「補助款」有 3 列被退回"] == f"/data/batches/{batch.digest}/"
        assert f"/work/{job.pk}/" in found.values()
    Job.objects.create(kind="figures.compute", subject="", state="done", asked_by="a", asked_at=now)
    assert f"/work/{job.pk}/" not in waiting(read("/", editor)).values()


def test_rows_that_are_late_are_named(
    two_years: None, read: Read, signed_in: Callable[..., Client], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("openscorecard.web.overview.home.timezone.localdate", lambda *_: date(2027, 6, 1))
    found = waiting(read("/", signed_in("editor")))
    assert found["1 個資料集的資料逾期未到：補助款"] == "/data/grants/"


@pytest.mark.django_db
def test_a_site_without_plans_has_no_such_block(read: Read, signed_in: Callable[..., Client]) -> None:
    assert read("/", signed_in("editor")).all(TODO) == []
