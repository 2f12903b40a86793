"""What single papers must say: exceptions, changes, revisions with reasons, questions, promises; chapters left out."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction
from types import SimpleNamespace

import pytest

from openscorecard.domain.initiatives.progress import Reason
from openscorecard.domain.measures.coverage import Coverage
from openscorecard.domain.measures.periods import Period
from openscorecard.domain.scores.in_force import InForce
from openscorecard.domain.scores.targets import Target
from openscorecard.domain.strategy.nodes import Kpi, Theme
from openscorecard.domain.strategy.soundness.finding import finding
from openscorecard.domain.text import Text
from openscorecard.reports.paper import Heading, PageBreak
from openscorecard.reports.papers.outlet import PAPERS
from openscorecard.reports.speech import Speech
from openscorecard.reports.trace import apart, plain
from tests.reports.papers.bricks import (
    actions_of,
    contents_of,
    in_force,
    kpi,
    lines_of,
    plan_of,
    progress_of,
    scored,
    tables,
    text_of,
)

PLAN = plan_of(kpi(1), kpi(2), kpi(3))


def given(**scores: int) -> dict[str, InForce]:
    """What a person gave for KPIs: `given(k1=80)`."""
    return {f"AC1.{one[1:]}": in_force(f"AC1.{one[1:]}", value, method="manual", reason="訪視")
            for one, value in scores.items()}  # fmt: skip


def told(paper: str, language: str = "zh-Hant", now: dict[str, InForce] | None = None, **more: object) -> list[str]:
    then = scored(PLAN, Period("year", 2024), given(k1=100, k2=95, k3=40))
    made = contents_of(PLAN, scored=scored(PLAN, targets=now or given(k1=80, k2=95, k3=100)), before=then, **more)
    return lines_of(PAPERS[paper].says(made, language))


def test_exceptions_come_first_and_the_furthest_before_the_others() -> None:
    contents = contents_of(PLAN, scored=scored(PLAN, targets=given(k1=95, k2=30, k3=60)))
    table = next(one for one in tables(PAPERS["monthly"].says(contents, "zh-Hant")) if one.name == "例外")
    assert [text_of(row[0].text) for row in table.rows] == ["AC1.2", "AC1.3", "AC1.1"]


def test_what_changed_since_the_period_before_is_told_with_both_statuses() -> None:
    contents = contents_of(
        PLAN,
        scored=scored(PLAN, targets=given(k1=80, k2=95, k3=100)),
        before=scored(PLAN, Period("year", 2024), given(k1=100, k2=95, k3=40)),
    )
    table = next(one for one in tables(PAPERS["monthly"].says(contents, "zh-Hant")) if one.name == "變動")
    rows = [[text_of(cell.text) for cell in row] for row in table.rows]
    assert [[row[0], *row[2:]] for row in rows] == [
        ["AC1.1", "達標", "落後", "100", "80"],
        ["AC1.3", "落後", "達標", "40", "100"],
    ]


def test_the_review_gives_a_page_to_every_kpi_off_target_and_to_no_other() -> None:
    contents = contents_of(PLAN, scored=scored(PLAN, targets=given(k1=80, k2=95, k3=100)))
    blocks = PAPERS["review"].says(contents, "zh-Hant").blocks
    heads = [
        (blocks[place - 1], one) for place, one in enumerate(blocks) if isinstance(one, Heading) and one.level == 2
    ]
    assert [one.anchor for _, one in heads if isinstance(one, Heading)] == ["AC1.1", "AC1.2"]
    assert all(isinstance(before, PageBreak) for before, _ in heads)
    assert any("沒有行動方案承擔這項 KPI" in line for line in lines_of(PAPERS["review"].says(contents, "zh-Hant")))


def test_the_council_hears_which_targets_were_met_missed_or_cannot_be_told() -> None:
    lines = told("council", now={**given(k1=80, k3=100), "AC1.2": in_force("AC1.2", 5)})
    assert any(line.startswith("達到目標（1 項）：AC1.3") for line in lines)
    assert any(line.startswith("沒有達到目標（1 項）：AC1.1") for line in lines)
    assert any(line.startswith("無法判斷（1 項）：AC1.2") for line in lines)
    for question in ("達成多少？", "怎麼計算？", "依據哪些資料？", "和去年比呢？", "目標從哪裡來？"):
        assert sum(line.startswith(question) for line in lines) == 3, question
    assert not any(line.startswith("目標為什麼改了？") for line in lines)


def test_a_revised_target_is_told_with_reason_and_countermeasure() -> None:
    first = in_force("AC1.1", 100).row
    eased = Target("AC1.1", "冊", Fraction(80))
    later = replace(
        first, target=eased, version=2, reason="閉館", countermeasure="延長開放", at=first.at + timedelta(1)
    )
    histories = {"AC1.1": (later, first)}
    council = told("council", histories=histories)
    assert any(one.startswith("目標為什麼改了？") and "閉館" in one and "延長開放" in one for one in council)
    contents = contents_of(PLAN, histories=histories)
    table = next(one for one in tables(PAPERS["annual"].says(contents, "zh-Hant")) if one.name == "目標修訂")
    row = [text_of(cell.text) for cell in table.rows[0]]
    assert row[3:7] == ["100 冊", "80 冊（調降）", "閉館", "延長開放"]


def test_chapters_without_anything_are_left_out_and_never_empty() -> None:
    for paper in PAPERS:
        blocks = PAPERS[paper].says(contents_of(PLAN), "zh-Hant").blocks
        heads = [text_of(one.text) for one in blocks if isinstance(one, Heading) and one.level == 1]
        assert not {"目標的修訂", "行動方案", "核定", "會議"} & set(heads), paper
        for place, one in enumerate(blocks):
            if isinstance(one, Heading) and one.level == 1:
                assert place + 1 < len(blocks), paper
                follows = blocks[place + 1]
                assert not (isinstance(follows, Heading) and follows.level == 1), (paper, text_of(one.text))


def test_every_kpi_has_a_sheet_with_an_owner_that_is_said_to_be_missing() -> None:
    lines = told("definitions")
    assert sum(line == "負責人: 尚未指定" for line in lines) == 3
    assert any("還沒有綁定衡量方式" in line for line in lines)


def test_a_council_pack_has_two_pages_a_theme_then_answers_then_an_annex() -> None:
    themes = tuple(Theme(letter, Text(f"主題{letter}")) for letter in "AB")
    plan = plan_of(kpi(1, plans=2), kpi(2), themes=themes)
    plan = replace(plan, objectives=(*plan.objectives, replace(plan.objectives[0], id="B", code="BC1", theme="B", kpis=(
        Kpi("BC1.1", Text("指標")),
    ))))  # fmt: skip
    paper = PAPERS["council"].says(contents_of(plan, actions=actions_of(plan)), "zh-Hant")
    pages: list[list[object]] = [[]]
    for block in paper.blocks:
        pages[-1].append(block) if not isinstance(block, PageBreak) else pages.append([])
    heads = [text_of(one.text) for page in pages for one in page[:1] if isinstance(one, Heading)]
    assert heads[1:] == [
        "主題 A 主題A", "A 主題A：承諾：做到與沒做到", "主題 B 主題B", "B 主題B：承諾：做到與沒做到", "問與答",
        "附表：行動方案的進度",
    ]  # fmt: skip
    annex = next(one for one in tables(paper) if one.name == "行動方案")
    assert [text_of(row[0].text) for row in annex.rows] == ["AC1.1.1 方案", "AC1.1.2 方案"]
    assert any(line.startswith("無法判斷的行動方案（2 個）：AC1.1.1 方案、AC1.1.2 方案") for line in lines_of(paper))


def test_coverage_is_said_where_something_is_missing_and_else_not() -> None:
    whole = told("annual")
    part = told("annual", now={**given(k1=95, k2=95, k3=95), "AC1.3": in_force("AC1.3", 5, weight=Fraction(1, 2))})
    assert any(line.startswith("注意 91.7") for line in whole)
    assert not any("· 覆蓋率" in line for line in whole)
    assert any(line.startswith("注意 95 · 覆蓋率 80.0%") for line in part)


def test_why_action_plans_are_late_is_no_column_where_none_is() -> None:
    plan = plan_of(kpi(1, plans=1))
    late = progress_of("AC1.1.1", "late", Reason("past_end", due="2025-06-30"))
    for progress, heads in ((progress_of("AC1.1.1", "under_way"), 3), (late, 4)):
        contents = contents_of(plan, actions=actions_of(plan, progress))
        table = next(one for one in tables(PAPERS["review"].says(contents, "zh-Hant")) if one.caption == "行動方案")
        assert len(table.columns) == heads
        assert all(len(row) == heads for row in table.rows)


def test_what_a_score_is_stands_below_one_table_of_the_monthly_report() -> None:
    themes = tuple(Theme(letter, Text(f"主題{letter}")) for letter in "AB")
    plan = plan_of(kpi(1), themes=themes)
    plan = replace(plan, objectives=(*plan.objectives, replace(plan.objectives[0], id="B", code="BC1", theme="B", kpis=(
        Kpi("BC1.1", Text("指標")),
    ))))  # fmt: skip
    for targets in ({}, given(k1=30)):
        made = PAPERS["monthly"].says(contents_of(plan, scored=scored(plan, targets=targets)), "zh-Hant")
        assert sum("達成率為得分" in text_of(one.note) for one in tables(made)) == 1


def test_kpis_that_count_the_same_share_one_sentence_about_what_they_hide() -> None:
    found = tuple(
        finding("green-with-falling-companion", code, item=code, name=name, before="9", now="7")
        for code, name in (("AC1.1", "支用率"), ("AC1.2", "支用率"), ("AC1.3", "滿意度"))
    )
    lines = told("monthly", findings=found)
    assert sum("並列的「支用率」" in line for line in lines) == 1
    assert any(line.startswith("KPI AC1.1、AC1.2 達標") for line in lines)
    assert any(line.startswith("KPI AC1.3 達標") for line in lines)


def test_the_footer_names_the_paper_as_its_title_does() -> None:
    for language in ("zh-Hant", "en"):
        paper = PAPERS["council"].says(contents_of(PLAN), language)
        assert f" · {paper.title} · " in paper.footer


def test_headlines_say_large_numbers_in_short_and_tables_all_digits() -> None:
    lines = told("annual", now={"AC1.1": in_force("AC1.1", 24_263_270, method="manual", reason="訪視")})
    assert any(line.startswith("114年實績 2,426 萬冊；") for line in lines)
    assert "24,263,270" in lines


def test_days_are_said_in_months_where_they_are_whole() -> None:
    whole, part = Coverage(date(2018, 1, 1), date(2025, 12, 31)), Coverage(date(2018, 1, 2), date(2018, 1, 2))
    zh, en = Speech("zh-Hant"), Speech("en")
    assert (zh.days(whole), en.days(whole)) == ("107年1月至114年12月", "Jan 2018 to Dec 2025")
    assert (zh.days(part), en.days(part)) == ("民國107年1月2日", "2 January 2018")


def test_the_steps_of_a_score_set_thousands_apart_and_decimals_not() -> None:
    assert plain(Fraction(8_800_000)) == "8,800,000"
    assert plain(Fraction(12_345_678_901, 10_000)) == "1,234,567.8901"
    assert apart("7000–8000") == "7,000–8,000"


@pytest.mark.parametrize("chance", ["—", "80 %"])
def test_a_forecast_says_its_unit_and_no_chance_where_nothing_is_asked(
    chance: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    from openscorecard.reports.papers import monthly

    year = SimpleNamespace(period="115年", expected="108", eighty="82–142")
    asked = SimpleNamespace(rows=[year], target=chance, chance=chance)
    monkeypatch.setattr(monthly, "ahead_block", lambda *_: asked)
    view = SimpleNamespace(ahead=SimpleNamespace(figure=1), judged=False)
    contents = contents_of(PLAN, scored=scored(PLAN, targets={"AC1.1": in_force("AC1.1", 5)}), views={"AC1.1": view})
    table = next(one for one in tables(PAPERS["monthly"].says(contents, "zh-Hant")) if one.name == "預測")
    unasked = chance == "—"
    heads = ["代碼", "關鍵績效指標", "單位", "年度", "預期", "八成介於"]
    assert [one.head for one in table.columns] == heads + ([] if unasked else ["年度目標", "達標機率"])
    assert [text_of(cell.text) for cell in table.rows[0]][2:6] == ["冊", "115年", "108", "82–142"]
    assert len(table.rows[0]) == len(table.columns)
    assert ("沒有達標機率" in text_of(table.note)) is unasked
