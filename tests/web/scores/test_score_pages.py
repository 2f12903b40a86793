"""How a plan stands on its pages, and why: figures and targets in, statuses and their traces out."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime, timedelta
from fractions import Fraction
from typing import Any

import pytest
from django.test import Client

from openscorecard.actions.scores.rules import set_rules
from openscorecard.domain.people.readers import SYSTEM
from openscorecard.domain.scores.rules import ScoringRules

from .conftest import PLAN, Aim

HERE = f"/plans/{PLAN}/"
BUREAU = "/plans/taipei-education-bureau/"
Read = Callable[..., Any]


def test_a_kpi_shows_its_status_with_the_way_to_why(aim: Aim, signed_in: Callable[..., Client], read: Read) -> None:
    aim("AF2.1", 650)
    client = signed_in()
    card = read(f"{HERE}scorecard/?period=2025", client)
    cell = card.one("//td[a/span='AF2.1']")
    assert "落後 78" in " ".join(cell.text_content().split())
    address = cell.xpath(".//a[@class='stand-link']/@href")[0]
    why = read(address, client)
    steps = dict(zip(why.words("//dl[@class='facts']//dt"), why.words("//dl[@class='facts']//dd"), strict=True))
    assert (steps["實績 v"], steps["目標 t"], steps["計算公式"]) == ("507", "650", "v ÷ t × 100")
    assert steps["得分"].startswith("78")
    assert Fraction(steps["實績 v"]) / Fraction(steps["目標 t"]) * 100 == 78
    for page in (f"{HERE}kpis/AF2.1/", f"{HERE}objectives/AF2/", f"{HERE}map/", HERE):
        found = read(f"{page}?period=2025", client)
        assert found.all("//a[@class='stand-link'][contains(@href, '/scores/AF2')]"), page


def test_a_score_above_is_recomputed_from_its_parts(aim: Aim, signed_in: Callable[..., Client], read: Read) -> None:
    for kpi, value in (("AF2.1", 650), ("BF2.1", 500), ("CF2.1", 507), ("DF1.1", 1014)):
        aim(kpi, value)
    client = signed_in()
    page = read(f"{HERE}scores/perspective:F/?period=2025", client)
    rows = [row.xpath("th|td") for row in page.all("//table[contains(@class,'trace-table')]/tbody/tr")]
    told = [[" ".join(one.text_content().split()) for one in row] for row in rows]
    parts = [(Fraction(row[3].rstrip("…")), Fraction(row[4].rstrip("…"))) for row in told if row[3] != "—"]
    whole = page.one("//table[contains(@class,'trace-table')]/tfoot//td").text_content()
    assert len(parts) == 4
    assert abs(sum(share * score / 100 for share, score in parts) - Fraction(whole.rstrip("…"))) < Fraction(1, 10**5)
    trace = json.loads(client.get(f"{HERE}scores/perspective:F/trace.json?period=2025").content)
    exact = sum(
        Fraction(one["share"]) * Fraction(one["partial_score"]) / 100 for one in trace["children"] if one["share"]
    )
    assert abs(exact - Fraction(trace["partial_score"])) < Fraction(1, 10**20)


def test_the_map_draws_each_status_as_shape_word_and_colour(
    aim: Aim, signed_in: Callable[..., Client], read: Read
) -> None:
    aim("AF2.1", 650)
    aim("BF2.1", 500)
    svg = read(f"{HERE}map/?period=2025", signed_in()).one("//div[contains(@class,'map-sheet')]")
    texts = [" ".join(one.text_content().split()) for one in svg.xpath(".//*[@class='objective']")]
    assert any("AF2" in one and "落後 78" in one for one in texts)
    assert any("BF2" in one and "達標 101.4" in one for one in texts)
    assert sum("未設目標值" in one for one in texts) == 27


def test_without_targets_the_page_says_so_and_scores_nothing(
    home: None, signed_in: Callable[..., Client], read: Read
) -> None:
    assert "stand-link" not in read(f"{HERE}scorecard/", signed_in()).answer.content.decode()  # no rows: no period
    page = read(f"{HERE}scorecard/?period=2025", signed_in("editor"))
    assert "這一期沒有目標" in page.text
    counts = page.words("//ul[@class='score-counts']/li")
    assert counts == ["未設目標值 29"]


def test_the_public_sees_no_scores(aim: Aim, client: Client) -> None:
    aim("AF2.1", 650)
    for page in ("scorecard/", "map/", "", "kpis/AF2.1/", "objectives/AF2/", "cascade/"):
        text = client.get(f"{HERE}{page}?period=2025").content.decode()
        assert "stand-link" not in text, page
        assert "score-bar" not in text, page
    assert client.get(f"{HERE}scores/AF2.1/?period=2025").status_code == 302
    assert client.get(f"{HERE}scores/AF2.1/trace.json?period=2025").status_code == 302
    assert client.get(f"{HERE}scoring/").status_code == 302


@pytest.mark.parametrize("node", ["ZZ9.1", "theme:Z", "x" * 300])
def test_what_is_no_part_of_the_plan_is_told(node: str, aim: Aim, signed_in: Callable[..., Client]) -> None:
    assert signed_in().get(f"{HERE}scores/{node}/?period=2025").status_code == 404


@pytest.mark.parametrize("query", ["period=never", "as-of=yesterday", "period=2025&as-of=2099-01-01"])
def test_an_address_that_makes_no_sense_shows_the_usual_page(
    query: str, aim: Aim, signed_in: Callable[..., Client]
) -> None:
    assert signed_in().get(f"{HERE}scorecard/?{query}").status_code == 200


def test_as_of_an_earlier_day_a_score_is_what_was_known_then(
    aim: Aim, signed_in: Callable[..., Client], read: Read, now: datetime
) -> None:
    aim("AF2.1", 650)
    aim("AF2.1", 507, at=now + timedelta(days=40))
    client = signed_in()
    then, today = f"{now:%Y-%m-%d}", read(f"{HERE}scores/AF2.1/?period=2025", client)
    assert "達標" in today.one("//p[@class='page-lead']").text_content()
    assert "原訂目標" in today.text
    past = read(f"{HERE}scores/AF2.1/?period=2025&as-of={then}", client)
    assert "落後" in past.one("//p[@class='page-lead']").text_content()
    assert "當時所知的狀況" in past.text
    before = client.get(f"{HERE}scores/AF2.1/?period=2025&as-of=2020-01-01")
    assert before.status_code == 404
    assert "2020-01-01" in before.content.decode()


def test_what_other_plans_bring_is_scored_once_it_is_declared(
    aim: Aim, signed_in: Callable[..., Client], read: Read, now: datetime
) -> None:
    client = signed_in()
    page = read(f"{BUREAU}scores/HC1/?period=2025", client)
    assert "還沒有人確認貢獻者已完整" in page.text
    weights = page.words("//table[contains(@class,'trace-table')]/tbody/tr/td[2]")
    assert [Fraction(one) for one in weights] == [Fraction(2, 5), Fraction(2, 5), Fraction(1, 5)]
    rules = read(f"{BUREAU}scoring/", client)
    assert len(rules.all("//input[@name='declared']")) == 2  # HC1 and HP1
    assert not rules.all("//textarea[@name='reason']")  # readers only look
    set_rules("taipei-education-bureau", ScoringRules(declared=frozenset({"HC1"})), reason="全", by=SYSTEM, now=now)
    assert "還沒有人確認貢獻者已完整" not in read(f"{BUREAU}scores/HC1/?period=2025", client).text


def _form(page: Any) -> dict[str, Any]:
    said: dict[str, Any] = {one.get("name"): one.get("value", "") for one in page.all("//main//form[1]//input[@name]")
                            if one.get("type") != "checkbox"}  # fmt: skip
    said |= {one.get("name"): one.xpath(".//option[@selected]/@value")[0] for one in page.all("//main//form//select")}
    return said


def test_a_planner_changes_rules_brings_them_back_and_nothing_is_lost(
    aim: Aim, signed_in: Callable[..., Client], read: Read
) -> None:
    aim("AF2.1", 650)
    client = signed_in("editor")
    said = _form(read(f"{HERE}scoring/", client))
    assert (said["watch"], said["on_target"], said["threshold"], said["weight-theme:A"]) == ("90", "100", "70", "1")
    said |= {"watch": "70", "on_target": "78", "threshold": "0", "reason": "議會決議"}
    assert client.post(f"{HERE}scoring/", said).status_code == 302
    assert "達標" in read(f"{HERE}scores/AF2.1/?period=2025", client).one("//p[@class='page-lead']").text_content()
    assert "議會決議" in read(f"{HERE}scoring/", client).text
    stale = client.post(f"{HERE}scoring/", said | {"watch": "60"})
    assert stale.status_code == 422
    assert "剛才已被別人修改" in stale.content.decode()
    assert client.post(f"{HERE}scoring/0/restore/").status_code == 302
    assert "落後" in read(f"{HERE}scores/AF2.1/?period=2025", client).one("//p[@class='page-lead']").text_content()


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"watch": "100", "on_target": "90"}, "狀態區間不可用"),
        ({"threshold": "170"}, "不在 0 到 100 之間"),
        ({"watch": "NaN"}, "不是有限的數字"),
        ({"weight-theme:A": "-1"}, "為負"),
        ({f"weight-theme:{one}": "0" for one in "ABCD"}, "權重全為零"),
        ({"rule-plan": "median"}, "彙總方式「median」不存在"),
        ({"reason": " "}, "需要原因"),
    ],
)
def test_rules_that_cannot_be_are_refused_and_what_was_typed_stays(
    wrong: dict[str, str], told: str, aim: Aim, signed_in: Callable[..., Client], read: Read
) -> None:
    client = signed_in("editor")
    said = _form(read(f"{HERE}scoring/", client)) | {"threshold": "60", "reason": "試"} | wrong
    answer = client.post(f"{HERE}scoring/", said)
    assert answer.status_code == 422
    page = answer.content.decode()
    assert told in page
    name, value = next(iter(wrong.items()))
    assert value.strip() in page
    assert name.startswith("rule") or f'name="{name}"' in page
    assert "尚未有人更動預設規則" in read(f"{HERE}scoring/", client).text


def test_institutions_are_scored_up_their_tree(aim: Aim, signed_in: Callable[..., Client], read: Read) -> None:
    client = signed_in()
    for kpi in ("AF2.1", "BF2.1", "CF2.1", "DF1.1"):
        aim(kpi, 500)
    page = read("/institutions/scores/?period=2025", client)
    rows = [[" ".join(one.text_content().split()) for one in row.xpath("th|td")] for row in page.all("//tbody/tr")]
    library = next(row for row in rows if row[0] == "臺北市立圖書館")
    bureau = next(row for row in rows if "教育局" in row[0])
    assert library[1].startswith("暫不計分 101.4")
    assert bureau[1].startswith("暫不計分 101.4")
    # The bureau has no KPI of its own, so that it stands as what is below it.
    assert (bureau[4], bureau[2:4]) == ("沒有含 KPI 的計畫", library[2:4])
    assert library[4].startswith("暫不計分")
    assert client.get("/institutions/scores/?period=never").status_code == 200
    assert Client().get("/institutions/scores/").status_code == 302


def test_choosing_a_period_keeps_what_else_was_chosen(aim: Aim, signed_in: Callable[..., Client], read: Read) -> None:
    page = read(f"{HERE}scorecard/?theme=A&period=2025&as-of=2026-03-01", signed_in())
    hidden = page.all("//section[@class='score-bar']//input[@type='hidden']")
    assert [(one.get("name"), one.get("value")) for one in hidden] == [("theme", "A")]


def test_a_method_is_called_the_same_on_every_page(aim: Aim, signed_in: Callable[..., Client], read: Read) -> None:
    aim("AF2.1", 650)
    client = signed_in()
    for page in ("scores/AF2.1/", "targets/"):
        text = read(f"{HERE}{page}?period=2025", client).text
        assert "達成比率" in text, page
        assert "越高越好" in text, page
