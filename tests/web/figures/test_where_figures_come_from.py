"""Where a figure comes from: words, batches, computations, earlier values, the rows themselves."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from openscorecard.actions.data.withdrawing import withdraw_batch
from openscorecard.actions.measures.exporting import export_rows
from openscorecard.domain.people.readers import SYSTEM
from openscorecard.queries.exports import exports_folder
from openscorecard.queries.work import running_jobs
from openscorecard.records.models import AuditEntry
from tests.actions.sent_files import CIRCULATION
from tests.conftest import NOW
from tests.web.figures.conftest import Bring, compute, lines, loan

Read = Callable[..., Any]
AT = "/measures/self_service_rate/figures/2025-01/"
READERS = [loan(1, "self_check", "A", patron_key=f"secret-{number}") for number in range(6)]
FEW = [loan(1, "self_check", "B", patron_key=f"secret-few-{number}") for number in range(4)]
ASKED = {"measure": "self_service_rate", "period": "2025-01", "reading": "", "dimension": "", "cell": "", "place": 0}


def test_an_observation_tells_measure_reading_parts_batch_engine_code_and_time(
    bring: Bring, read: Read, reader: Client
) -> None:
    batch = bring(CIRCULATION, [*READERS, loan(1, "desk", quantity=2)], "2025-01").batch
    compute()
    page = read(AT, reader)
    for words in ("75.00 %", "衡量方式版次1", "分子6", "分母8", "issues", "「管道」為「自助借還機」", batch.id[:8],
                  "circulation 2025-01 7.csv", "114.01；匯入者 system", "duckdb 0."):  # fmt: skip
        assert words.replace(" ", "") in page.text.replace(" ", ""), words


def test_an_earlier_value_stays_with_who_replaced_it(bring: Bring, read: Read, reader: Client) -> None:
    bring(CIRCULATION, [loan(1, "self_check"), loan(1, "desk")], "2025-01")
    compute()
    bring(CIRCULATION, [loan(1, "desk", quantity=7)], "2025-01")
    compute()
    page = read(AT, reader)
    assert page.words("//h3")[:1] == ["先前的數值（保留）"]
    earlier = lines(page, "//h3[text()='先前的數值（保留）']/following-sibling::div[1]//tbody/tr")
    assert [line.split(" ")[1] for line in earlier] == ["2"]
    assert "11.11 %" in page.text


def test_the_rows_behind_are_opened_without_what_names_readers(bring: Bring, read: Read, reader: Client) -> None:
    bring(CIRCULATION, [*READERS, loan(1, "desk"), loan(2, "self_check", "Z")], "2025-01..2025-02")
    compute()
    page = read(f"{AT}rows/0/", reader)
    assert len(page.all("//table[contains(@class,'rows-table')]/tbody/tr")) == 6
    assert "共 6 列，顯示 6 列" in page.text
    assert "secret" not in page.answer.content.decode()
    assert "patron" not in page.answer.content.decode()
    assert len(read(f"{AT}rows/1/", reader).all("//table/tbody/tr")) == 7
    assert reader.get(f"{AT}rows/2/").status_code == 404


@pytest.mark.parametrize("cell", ["B", "A"])
def test_rows_of_few_readers_and_of_their_complement_stay_closed(
    bring: Bring, read: Read, reader: Client, cell: str
) -> None:
    many = [loan(1, "self_check", "A", quantity=5, patron_key=f"secret-{number}") for number in range(9)]
    few = [loan(1, "self_check", "B", quantity=5, patron_key=f"few-{number}") for number in range(4)]
    bring(CIRCULATION, [*many, *few], "2025-01")
    compute()
    page = read(f"{AT}rows/0/?dimension=branch&cell={cell}", reader)
    assert "少於五位" in page.text
    assert not page.all("//table")


def test_a_year_does_not_give_a_small_month_away(bring: Bring, read: Read, reader: Client) -> None:
    months = [loan(1, "self_check", quantity=3), *(loan(month, "self_check", quantity=50) for month in range(2, 13))]
    bring(CIRCULATION, months, "2025-01..2025-12")
    compute()
    at = "/measures/self_service_rate/figures/2025/"
    told = lines(read(f"{at}?dimension=branch&cell=A", reader), "//section[.//h2='計算項目'][1]//tbody/tr")
    assert [one.split(" ")[1] for one in told] == ["—"] * 12
    whole = lines(read(at, reader), "//section[.//h2='計算項目'][1]//tbody/tr")
    assert [one.split(" ")[1] for one in whole] == ["3", *["50"] * 11]


def test_rows_are_the_ones_of_the_cell(bring: Bring, read: Read, reader: Client) -> None:
    bring(CIRCULATION, [*READERS, *(loan(1, "desk", "B", patron_key=f"b{number}") for number in range(5))], "2025-01")
    compute()
    page = read(f"{AT}rows/1/?dimension=branch&cell=A", reader)
    assert len(page.all("//table/tbody/tr")) == 6


def test_all_rows_go_into_a_file_that_is_kept_for_a_day(
    bring: Bring, reader: Client, editing: Client, read: Read
) -> None:
    bring(CIRCULATION, READERS, "2025-01")
    compute()
    done = export_rows(ASKED, lambda *_: None, by=SYSTEM, now=NOW)
    assert done["rows"] == 6
    file = b"".join(editing.get(done["address"]).streaming_content).decode("utf-8-sig")  # type: ignore[attr-defined]
    assert len(file.splitlines()) == 7
    assert "secret" not in file
    assert AuditEntry.objects.get(verb="figures.export").after["rows"] == 6  # type: ignore[index]
    assert reader.get(done["address"]).status_code == 403
    (kept,) = exports_folder().iterdir()
    old = (timezone.now() - timedelta(days=2)).timestamp()
    os.utime(kept, (old, old))
    assert "已逾一天" in read(done["address"], editing, status=404).text
    export_rows(ASKED, lambda *_: None, by=SYSTEM, now=timezone.now())
    assert kept not in set(exports_folder().iterdir())


def test_a_file_of_few_readers_holds_heads_alone(bring: Bring) -> None:
    bring(CIRCULATION, [*READERS, *FEW], "2025-01")
    compute()
    done = export_rows({**ASKED, "dimension": "branch", "cell": "B"}, lambda *_: None, by=SYSTEM, now=NOW)
    assert done["rows"] == 0
    (kept,) = exports_folder().iterdir()
    assert "secret" not in kept.read_text("utf-8-sig")


@pytest.mark.parametrize("token", ["..%2Fx", "0" * 32, "x"])
def test_no_other_file_is_given_away(editing: Client, token: str, tmp_path: Path) -> None:
    assert editing.get(f"/figures/exports/{token}/").status_code == 404


def test_exporting_is_asked_for_as_work(bring: Bring, editing: Client, reader: Client) -> None:
    bring(CIRCULATION, READERS, "2025-01")
    compute()
    assert reader.post(f"{AT}rows/0/export/").status_code == 403
    assert editing.post(f"{AT}rows/0/export/").status_code == 302
    (job,) = running_jobs()
    assert (job.kind, job.arguments) == ("figures.export", ASKED)


def test_computing_is_asked_for_as_work(db: None, editing: Client, reader: Client) -> None:
    assert reader.post("/figures/compute/").status_code == 403
    assert editing.post("/figures/compute/").status_code == 302
    assert [job.kind for job in running_jobs()] == ["figures.compute"]


@pytest.mark.parametrize("address", [AT, f"{AT}rows/0/", "/measures/self_service_rate/figures/",
                                     "/figures/restatements/", "/measures/self_service_rate/figures.csv"])  # fmt: skip
def test_strangers_are_led_to_sign_in(client: Client, address: str, db: None) -> None:
    answer = client.get(address)
    assert answer.status_code == 302
    assert "/account/sign-in/" in answer["Location"]


@pytest.mark.parametrize("address", ["/measures/self_service_rate/figures/2025-99/", f"{AT}?reading=none",
                                     f"{AT}?dimension=none", "/measures/none/figures/2025/"])  # fmt: skip
def test_what_there_is_not_is_not_found(reader: Client, address: str) -> None:
    assert reader.get(address).status_code == 404


def test_what_was_restated_is_listed_with_its_reason(bring: Bring, read: Read, reader: Client) -> None:
    assert "沒有更正" in read("/figures/restatements/", reader).text
    first = bring(CIRCULATION, [loan(1, "self_check"), loan(1, "desk")], "2025-01").batch
    compute()
    later = bring(CIRCULATION, [loan(1, "desk", quantity=7)], "2025-01").batch
    compute()
    page = read("/figures/restatements/?measure=self_service_rate", reader)
    (line,) = [
        one for one in lines(page, "//tbody/tr") if "「管道」為「自助借還機」、「櫃檯」" in one and "歸還" not in one
    ]
    for words in ("114年1月", " 2 9 +7 ", f"新增： {later.id[:8]}", "自助借書比率", "system"):
        assert words in line, (words, line)
    assert not read("/figures/restatements/?measure=staff_nothing", reader).all("//option[@selected]")
    assert "沒有更正" in read("/figures/restatements/?measure=grants_obtained", reader).text
    withdraw_batch(first.id, by=SYSTEM, now=NOW)
    compute()
    assert f"不再計入： {first.id[:8]}" in read("/figures/restatements/?measure=self_service_rate", reader).text
