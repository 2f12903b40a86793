"""The page of papers: short ones come at once, long ones in the background for the one who asked, faults at fields."""

from __future__ import annotations

import io
import os
import zipfile
from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from django.test import Client

from openscorecard.actions.papers.making import make_in_background
from openscorecard.queries.exports import exports_folder
from openscorecard.queries.people import reader_named
from openscorecard.records.models import AuditEntry, Job

PLAN = "taipei-public-library"
HERE = f"/plans/{PLAN}/papers/"
ASKED = {"paper": "scorecard", "period": "2025", "language": "zh-Hant", "form": "ods", "as_of": ""}
pytestmark = pytest.mark.django_db
Read = Callable[..., Any]


def test_the_page_offers_pdf_and_odf_before_office(home: None, signed_in: Callable[..., Client], read: Read) -> None:
    page = read(HERE, signed_in())
    assert page.words("//nav[@class='tabs']//a[@aria-current='page']") == ["報告文件"]
    forms = page.all("//input[@name='form']/@value")
    assert forms == ["pdf", "odt", "ods", "docx", "pptx", "xlsx"]
    assert len(page.all("//input[@name='paper']")) == 6


def test_the_public_finds_neither_page_nor_tab(home: None, client: Client, read: Read) -> None:
    assert client.get(HERE).status_code == 302
    assert client.post(f"{HERE}make/", ASKED).status_code == 403
    assert not read(f"/plans/{PLAN}/").all(f"//a[@href='{HERE}']")


def test_a_short_paper_comes_at_once_and_is_in_the_trail(home: None, signed_in: Callable[..., Client]) -> None:
    answer = signed_in().post(f"{HERE}make/", ASKED)
    assert answer.status_code == 200
    assert answer["Content-Type"] == "application/vnd.oasis.opendocument.spreadsheet"
    assert "attachment" in answer["Content-Disposition"]
    assert zipfile.ZipFile(io.BytesIO(answer.content)).testzip() is None
    entry = AuditEntry.objects.get(verb="paper.make")
    assert (entry.actor, entry.subject, entry.outcome) == ("reader-of-test", PLAN, "done")
    assert entry.after["paper"] == "scorecard"  # type: ignore[index]


@pytest.mark.parametrize(("field", "value"), [("period", "2025x"), ("paper", "diary"), ("form", "rtf"), ("period", "")])
def test_what_is_wrong_is_said_at_its_field(
    home: None, signed_in: Callable[..., Client], field: str, value: str
) -> None:
    answer = signed_in().post(f"{HERE}make/", {**ASKED, field: value})
    assert answer.status_code == 422
    assert f'id="id_{field}_error"' in answer.content.decode() or "error" in answer.content.decode()
    assert not AuditEntry.objects.filter(verb="paper.make").exists()


def test_a_long_paper_is_made_in_the_background_and_fetched_by_the_one_who_asked(
    home: None, signed_in: Callable[..., Client], now: datetime
) -> None:
    client = signed_in()
    answer = client.post(f"{HERE}make/", {**ASKED, "paper": "annual"})
    assert answer.status_code == 302
    assert answer["Location"] == f"{HERE}?period=2025#made"
    job = Job.objects.get()
    assert (job.kind, job.arguments["plan"], job.asked_by) == ("paper.make", PLAN, "reader-of-test")
    client.post(f"{HERE}make/", {**ASKED, "paper": "annual"})
    assert Job.objects.count() == 1, "asked for twice, made once"
    client.post(f"{HERE}make/", {**ASKED, "paper": "monthly"})
    signed_in("administrator").post(f"{HERE}make/", {**ASKED, "paper": "annual"})
    assert Job.objects.count() == 3, "another paper, or another person, has a job of its own"
    steps: list[Any] = []
    told = lambda done, total, stage=None: steps.append(stage)  # noqa: E731 -- short and local
    result = make_in_background(job.arguments, told, by=reader_named("reader-of-test"), now=now)
    assert any(step for step in steps)
    Job.objects.filter(pk=job.pk).update(state="done", result=result, ended_at=now)
    page = client.get(HERE).content.decode()
    assert result["address"] in page
    assert f"{HERE}work/{job.pk}/" in client.get(f"{HERE}work/{job.pk}/").request["PATH_INFO"]
    file = client.get(result["address"])
    assert file.status_code == 200
    assert zipfile.ZipFile(io.BytesIO(b"".join(file.streaming_content))).testzip() is None  # type: ignore[attr-defined]
    other = signed_in("editor")
    assert other.get(result["address"]).status_code == 404
    assert other.get(f"{HERE}work/{job.pk}/").status_code == 404
    assert result["address"] not in other.get(HERE).content.decode()


def test_a_file_is_gone_after_its_day(home: None, signed_in: Callable[..., Client], now: datetime) -> None:
    client = signed_in()
    client.post(f"{HERE}make/", {**ASKED, "paper": "monthly"})
    job = Job.objects.get()
    result = make_in_background(job.arguments, lambda *_: None, by=reader_named("reader-of-test"), now=now)
    Job.objects.filter(pk=job.pk).update(state="done", result=result, ended_at=now)
    (file,) = exports_folder().iterdir()
    old = file.stat().st_mtime - 2 * 24 * 3600
    os.utime(file, (old, old))
    answer = client.get(result["address"])
    assert answer.status_code == 404
    assert "保存" in answer.content.decode()


def test_a_plan_that_is_not_there_is_said(home: None, signed_in: Callable[..., Client]) -> None:
    assert signed_in().get("/plans/nowhere/papers/").status_code == 404
    assert signed_in("editor").post("/plans/nowhere/papers/make/", ASKED).status_code == 404
