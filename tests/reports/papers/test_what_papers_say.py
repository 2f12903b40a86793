"""What single papers must say: exceptions, changes, revisions with reasons, questions, promises; chapters left out."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from fractions import Fraction

from openscorecard.domain.measures.periods import Period
from openscorecard.domain.scores.in_force import InForce
from openscorecard.domain.scores.targets import Target
from openscorecard.reports.paper import Heading, PageBreak
from openscorecard.reports.papers.outlet import PAPERS
from tests.reports.papers.bricks import contents_of, in_force, kpi, lines_of, plan_of, scored, tables, text_of

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
