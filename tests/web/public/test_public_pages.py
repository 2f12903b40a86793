"""What everybody reads of published periods, and how it is sent."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from datetime import datetime, timedelta
from fractions import Fraction
from typing import Any

import pytest
from django.test import Client

from openscorecard.actions.publishing import withdraw_period
from openscorecard.actions.scores.targets import set_target
from openscorecard.domain.measures.periods import parse_period
from openscorecard.domain.people.readers import ANONYMOUS, SYSTEM
from openscorecard.domain.scores.targets import Target
from openscorecard.queries.publication import publications
from openscorecard.queries.publishing import publication_of
from openscorecard.queries.recent import forget
from openscorecard.queries.scores.scored import scored_plan
from openscorecard.web.public.spots import every_spot, spot_at

from .conftest import PLAN, Open

HERE = f"/public/zh-Hant/{PLAN}/"
YEAR = parse_period("2025")
DAY = timedelta(days=1)


def test_by_default_nothing_is_published(grants: None, read: Callable[..., Any], client: Client) -> None:
    assert "目前沒有公開的內容" in read("/public/").text
    for place in (HERE, f"{HERE}2025/", f"{HERE}kpi/AF2.1/", f"{HERE}embed/map/", f"/public/data/{PLAN}/2025.json"):
        assert "這裡沒有公開的內容" in read(place, status=404).text
    assert json.loads(client.get("/public/data/index.json").content)["periods"] == []


def test_a_published_plan_tells_how_it_stands(open_to_all: Open, read: Callable[..., Any]) -> None:
    open_to_all("2025", note="年度結算")
    page = read(HERE)
    assert "114年的數字，民國115年3月1日（2026年3月1日）公開。" in page.text
    assert "年度結算" in page.text
    row = page.one("//tr[.//span[text()='AF2.1']]")
    assert " ".join(row.text_content().split()) == "AF2.1 爭取各類型補助款總額 數值 507 元 目標 650 落後 78 分"
    assert page.one("//*[@id='objective-AF2']//span[@class='code']").text == "AF2"
    assert page.all("//svg[contains(@class, 'osc-map')]")
    assert next(one.get("href") for one in page.all("//svg//a")) == "#objective-AC1"


def test_a_kpi_tells_its_sentence_definition_and_source(open_to_all: Open, read: Callable[..., Any]) -> None:
    open_to_all("2025", "2024")
    page = read(f"{HERE}kpi/AF2.1/")
    assert page.words("//p[@class='figure-says']") == ["114年為 507 元，目標值 650（落後）。"]
    assert "資料集「補助款」" in page.text
    assert page.words("//table[contains(@class, 'public-table')]//th[@scope='row']") == ["114年", "113年"]
    assert "113年" not in read(f"{HERE}kpi/AF2.1/").one("//p[@class='figure-says']").text_content()


def test_english_stands_at_its_own_address_and_says_that_names_are_unofficial(
    open_to_all: Open, read: Callable[..., Any]
) -> None:
    open_to_all("2025")
    page = read(f"/public/en/{PLAN}/kpi/AF2.1/")
    assert page.tree.get("lang") == "en"
    assert "In 2025 it came to 507 NT$, against a target of 650 (behind)." in page.text
    assert "unofficial translation" in page.text
    assert read(f"{HERE}kpi/AF2.1/").tree.get("lang") == "zh-Hant-TW"


def test_a_correction_shows_only_when_published_anew(
    open_to_all: Open, read: Callable[..., Any], bring: Callable[..., None], now: datetime
) -> None:
    from tests.web.initiatives.conftest import grant

    open_to_all("2025", at=now + DAY)
    bring("grants", grant("G9", None, 4000))
    set_target(PLAN, YEAR, Target("AF2.1", "元", Fraction(700)), by=SYSTEM, now=now + 2 * DAY)
    before = read(f"{HERE}kpi/AF2.1/").text
    assert "507" in before
    assert "4,507" not in before
    assert "650" in before
    open_to_all("2025", at=now + 3 * DAY)
    after = read(f"{HERE}kpi/AF2.1/").text
    assert "4,507 元，目標值 700" in after


def test_what_is_kept_is_what_the_plan_came_to_as_known_then(open_to_all: Open, now: datetime) -> None:
    open_to_all("2025", at=now + DAY)
    set_target(PLAN, YEAR, Target("AF2.1", "元", Fraction(700)), by=SYSTEM, now=now + 2 * DAY)
    (one,), at = publications(PLAN), publication_of(PLAN, YEAR)
    assert at is not None
    scored = scored_plan(PLAN, YEAR, ANONYMOUS, now + 9 * DAY, at.known_at)
    nodes = {node.code: node for node in scored.card.every()}
    assert {kpi.code: (kpi.stand.status, kpi.stand.score) for kpi in one.kpis} == {
        kpi.code: (nodes[kpi.code].status, nodes[kpi.code].score) for _, kpi in scored.plan.kpis()
    }
    assert one.whole.score == nodes["plan"].score
    assert one.kpi("AF2.1").value.value == scored.measured["AF2.1"].observation.value == 507  # type: ignore[union-attr]


def test_what_is_withdrawn_is_gone_at_once(open_to_all: Open, read: Callable[..., Any], now: datetime) -> None:
    open_to_all("2025", "2024")
    read(f"{HERE}2024/")
    withdraw_period(PLAN, parse_period("2024"), by=SYSTEM, now=now)
    read(f"{HERE}2024/", status=404)
    assert "113年" not in read(f"{HERE}kpi/AF2.1/").text
    withdraw_period(PLAN, YEAR, by=SYSTEM, now=now)
    read(HERE, status=404)


def test_files_are_exact_and_tell_their_shape(open_to_all: Open, client: Client) -> None:
    open_to_all("2025")
    whole = json.loads(client.get(f"/public/data/{PLAN}/2025.json").content)
    assert (whole["format"], whole["version"], whole["period"]["id"]) == ("openscorecard.publication", 1, "2025")
    kpi = next(one for one in whole["kpis"] if one["code"] == "AF2.1")
    assert (kpi["value"], kpi["target"]["value"], kpi["score"], kpi["status"]) == ("507", "650", "78", "behind")
    alone = json.loads(client.get(f"/public/data/{PLAN}/kpi/AF2.1.json").content)
    assert [one["value"] for one in alone["periods"]] == ["507"]
    text = client.get(f"/public/data/{PLAN}/2025.csv").content.decode("utf-8-sig")
    rows = [row for row in csv.DictReader(io.StringIO(text)) if row["code"] == "AF2.1"]
    assert (rows[0]["of_period"], rows[0]["value"], rows[0]["target"]) == ("2025", "507", "650")
    listed = json.loads(client.get("/public/data/index.json").content)["periods"]
    assert client.get(f"/public/data/{listed[0]['json']}").status_code == 200


@pytest.mark.parametrize("place", [f"{HERE}", f"{HERE}kpi/AF2.1/", f"/public/data/{PLAN}/2025.csv", f"{HERE}map.svg"])
def test_it_is_kept_by_anybody_and_asks_for_nothing(place: str, open_to_all: Open, client: Client) -> None:
    open_to_all("2025")
    answer = client.get(place)
    assert answer.headers["Cache-Control"] == "public, max-age=300"
    assert "Cookie" not in answer.headers["Vary"]
    assert not client.cookies
    assert client.get(place, headers={"If-None-Match": answer.headers["ETag"]}).status_code == 304
    assert b"<form" not in answer.content
    assert b"<script" not in answer.content


def test_publishing_anew_changes_the_tag(open_to_all: Open, client: Client, now: datetime) -> None:
    open_to_all("2025")
    tag = client.get(HERE).headers["ETag"]
    open_to_all("2025", at=now + DAY)
    assert client.get(HERE, headers={"If-None-Match": tag}).status_code == 200


def test_only_what_is_meant_for_it_stands_in_pages_of_others(open_to_all: Open, client: Client) -> None:
    open_to_all("2025")
    for place in (f"{HERE}embed/map/", f"{HERE}embed/kpi/AF2.1/"):
        answer = client.get(place)
        assert "frame-ancestors *" in answer.headers["Content-Security-Policy"]
        assert "X-Frame-Options" not in answer.headers
        assert b'target="_top"' in answer.content
    answer = client.get(HERE)
    assert "frame-ancestors 'none'" in answer.headers["Content-Security-Policy"]
    assert answer.headers["X-Frame-Options"] == "DENY"
    assert "Access-Control-Allow-Origin" not in answer.headers
    assert client.get(f"/public/data/{PLAN}/2025.json").headers["Access-Control-Allow-Origin"] == "*"


def test_an_address_without_its_last_stroke_leads_on_and_nobody_writes(open_to_all: Open, client: Client) -> None:
    open_to_all("2025")
    answer = client.get(f"/public/zh-Hant/{PLAN}")
    assert (answer.status_code, answer.headers["Location"]) == (301, f"{PLAN}/")
    assert client.post(HERE).status_code == 403
    for strange in ("/public/fr/", "/public/zh-Hant/../", f"{HERE}2025-13-40/x/", "/public/%00/"):
        assert client.get(strange).status_code == 404


def test_every_address_is_read_back_as_what_it_is_for(open_to_all: Open) -> None:
    open_to_all("2025", "2025-Q1")
    spots = list(every_spot(publications()))
    assert len({spot.path for spot in spots}) == len(spots)
    for spot in spots:
        assert spot_at(spot.path) == spot


@pytest.mark.parametrize("periods", [("2025",), ("2025", "2024", "2023")], ids=len)
@pytest.mark.parametrize(
    ("place", "first", "again"),
    [("/public/", 4, 2), (HERE, 5, 2), (f"{HERE}kpi/AF2.1/", 4, 2), (f"/public/data/{PLAN}/kpi/AF2.1.csv", 4, 2)],
)
def test_a_page_costs_the_same_however_many_periods_there_are(
    place: str, first: int, again: int, periods: tuple[str, ...], open_to_all: Open, client: Client,
    django_assert_num_queries: Any,
) -> None:  # fmt: skip
    from openscorecard.records import contents

    open_to_all(*periods)
    contents._plans.clear()
    forget()
    with django_assert_num_queries(first):
        assert client.get(place).status_code == 200
    with django_assert_num_queries(again):
        assert client.get(place).status_code == 200
