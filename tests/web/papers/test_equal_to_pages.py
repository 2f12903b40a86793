"""Numbers of papers are those of the site: page trays beside cells, for a period, now and as of a past moment."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.utils.translation import override

from openscorecard.domain.measures.periods import Period
from openscorecard.domain.people.readers import SYSTEM
from openscorecard.queries.papers import paper_contents
from openscorecard.queries.plans import open_plan
from openscorecard.reports.paper import Heading, Items, PageBreak, Paper, RollUp, Table, Terms, Trend
from openscorecard.reports.papers.outlet import PAPERS
from openscorecard.web.initiatives.together import together_page
from openscorecard.web.kpis.page import kpi_page
from openscorecard.web.plans.opening import Asked
from openscorecard.web.plans.scorecard import scorecard_page
from tests.reports.papers.bricks import tables, text_of

PLAN = "taipei-public-library"
YEAR = Period("year", 2025)
Aim = Callable[..., None]


def asked(known_at: datetime | None = None, language: str = "zh-Hant-TW") -> Asked:
    return Asked(SYSTEM, language, PLAN, None, None, period=YEAR, known_at=known_at)


def paper(name: str, now: datetime, known_at: datetime | None = None, language: str = "zh-Hant") -> Paper:
    contents = paper_contents(PLAN, YEAR, SYSTEM, now, known_at, charts=PAPERS[name].charts)
    return PAPERS[name].says(contents, language)


def cells(made: Paper, name: str) -> dict[str, list[str]]:
    """The rows of the roll-up or of tables of KPIs, by code."""
    found = {}
    for table in tables(made):
        for row in table.rows:
            said = [text_of(cell.text) for cell in row]
            if name == "roll-up" and len(row) == 8 and table.name in {"彙總", "Roll-up"}:
                found[said[1]] = said
            elif name == "KPIs" and len(row) == 8 and table.columns[6].head in {"狀態", "Status"}:
                found[said[0]] = said
    return found


@pytest.fixture
def scored(aim: Aim, now: datetime) -> datetime:
    """Targets on the four KPIs that count grants; one of them is eased two days later."""
    for kpi, value in (("AF2.1", 650), ("BF2.1", 500), ("CF2.1", 507), ("DF1.1", 1014)):
        aim(kpi, value)
    later = now + timedelta(days=2)
    aim("AF2.1", 507, later)
    return later + timedelta(days=1)


@pytest.mark.parametrize("language", ["zh-Hant-TW", "en"])
def test_the_scorecard_says_what_the_page_says(scored: datetime, now: datetime, language: str) -> None:
    with override("en" if language == "en" else "zh-hant"):
        moments = (None, now + timedelta(days=1))
        for known_at in moments:
            page = scorecard_page(open_plan(PLAN, SYSTEM), asked(known_at, language), None, scored)
            made = paper("scorecard", scored, known_at, "en" if language == "en" else "zh-Hant")
            said = cells(made, "roll-up")
            shown = [cell for theme in page.themes for table in theme.tables for group in table.groups
                     for row in group.rows for cell in (row.objective, row.kpi) if cell]  # fmt: skip
            assert len(shown) == 58
            for cell in shown:
                assert cell.stand is not None
                row = said[cell.code]
                expected = cell.stand.score or (f"（{cell.stand.partial}）" if cell.stand.partial else "—")
                assert row[4].replace("(", "（").replace(")", "）") == expected, cell.code
                assert row[5] == cell.stand.coverage
                assert row[2] == cell.name.text
            assert page.whole is not None
            assert said["plan"][5] == page.whole.coverage


def test_as_of_a_past_moment_the_paper_says_what_was_known_then(scored: datetime, now: datetime) -> None:
    before = cells(paper("council", scored, now + timedelta(days=1)), "KPIs")["AF2.1"]
    after = cells(paper("council", scored), "KPIs")["AF2.1"]
    assert before[3:7] == ["507", "650", "78", "落後"]
    assert after[3:7] == ["507", "507", "100", "達標"]


def test_figures_and_targets_are_those_of_the_page_of_a_kpi(scored: datetime) -> None:
    found = open_plan(PLAN, SYSTEM)
    with override("zh-hant"):
        page = kpi_page(found, asked(), "AF2.1", scored)
    assert page.figures is not None
    trend = next(block for block in paper("annual", scored).blocks if isinstance(block, Trend))
    told = {text_of(row[0].text): [text_of(cell.text) for cell in row[1:]] for row in trend.table.rows}
    shown = {row.period: [row.value, row.target or "—"] for row in page.figures.rows}
    assert told["114年"] == shown["114年"] == ["507", "507"]
    assert set(told) <= set(shown)
    for period, (value, target) in told.items():
        assert target == shown[period][1]
        assert (value == shown[period][0]) is (shown[period][0] != "—"), period


def test_the_chart_of_a_page_and_of_a_paper_is_one(scored: datetime) -> None:
    from openscorecard.drawing.measures.trend import draw_trend
    from openscorecard.drawing.palette import WEB
    from openscorecard.reports.charts.trend_chart import trend_chart
    from openscorecard.web.figures.trend_chart import drawn_trend

    contents = paper_contents(PLAN, YEAR, SYSTEM, scored)
    view = contents.views["AF2.1"]
    assert drawn_trend(view, "zh-Hant-TW") == draw_trend(trend_chart(view, "zh-Hant-TW"), WEB)
    drawn = next(block for block in PAPERS["annual"].says(contents, "zh-Hant").blocks if isinstance(block, Trend))
    assert drawn.chart.points == trend_chart(view, "zh-Hant").points


def test_action_plans_and_money_are_those_of_the_page(scored: datetime) -> None:
    with override("zh-hant"):
        page = together_page(open_plan(PLAN, SYSTEM), asked(), "2025", {}, scored.date())
        table = next(one for one in tables(paper("annual", scored)) if one.name == "行動方案")
        lines = {line.codes: line for theme in page.themes for line in theme.lines}
        assert len(table.rows) == len(lines) == 27
        for row in table.rows:
            _, codes, status, stage, _, _, why = (text_of(cell.text) for cell in row)
            line = lines[codes]
            assert status.split(" · ")[0] == line.status[2]
            assert stage.replace("—", "") == line.stage
            assert why.replace("—", "") == "".join(line.reasons).replace("", "") or line.reasons


def test_a_period_that_nothing_speaks_for_still_makes_every_paper(scored: datetime) -> None:
    for name in PAPERS:
        contents = paper_contents(PLAN, Period("year", 2031), SYSTEM, scored, charts=PAPERS[name].charts)
        made = PAPERS[name].says(contents, "zh-Hant")
        assert not any(cell.value is not None for cell in _actuals(made)), name
        if name != "definitions":
            said = {text_of(cell.text) for table in tables(made) for row in table.rows for cell in row}
            assert "未設目標值" in said, name


def _actuals(made: Paper) -> list[Any]:
    return [row[3] for table in made.blocks if isinstance(table, Table) and len(table.columns) == 8
            for row in table.rows]  # fmt: skip


def test_the_roll_up_of_a_paper_holds_exact_scores(scored: datetime) -> None:
    made = paper("scorecard", scored)
    block = next(one for one in made.blocks if isinstance(one, RollUp))
    contents = paper_contents(PLAN, YEAR, SYSTEM, scored, charts=False)
    for node in block.nodes:
        there = contents.node(node.code)
        assert there is not None
        assert (node.score, node.partial, node.coverage) == (there.score, there.partial, there.coverage)


def test_kpis_that_count_the_same_have_one_sheet_and_each_sheet_a_page(scored: datetime) -> None:
    blocks = paper("annual", scored).blocks
    heads = [
        (blocks[place - 1], one) for place, one in enumerate(blocks) if isinstance(one, Heading) and one.level == 2
    ]
    assert len(heads) == 20
    assert all(isinstance(before, PageBreak) for before, _ in heads)
    anchors = {one.anchor for _, one in heads}
    assert "AF2.1" in anchors
    assert not {"BF2.1", "CF2.1", "DF1.1"} & anchors
    told = [text_of(item) for one in blocks if isinstance(one, Items) for item in one.items]
    for code in ("BF2.1", "CF2.1", "DF1.1"):
        assert sum(one.startswith(f"{code} ") and "和 AF2.1 是同一個衡量方式" in one for one in told) == 1


def test_answers_about_kpis_that_count_the_same_are_given_once(scored: datetime) -> None:
    blocks = paper("council", scored).blocks
    found = {
        blocks[place - 1].anchor: [term for term, _ in one.pairs]  # type: ignore[union-attr]  # a heading
        for place, one in enumerate(blocks)
        if isinstance(one, Terms)
    }
    assert len(found) == 29
    assert found["q-AF2.1"][1:4] == ["怎麼計算？", "依據哪些資料？", "和去年比呢？"]
    assert found["q-BF2.1"] == ["達成多少？", "怎麼計算、依據哪些資料？", "目標從哪裡來？"]
