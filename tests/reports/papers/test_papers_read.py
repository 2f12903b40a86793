"""Every paper reads in both languages, whatever the plan lacks or has too much of; missing is said, never zero."""

from __future__ import annotations

import io
import re
import zipfile
from fractions import Fraction

import pytest

from openscorecard.domain.strategy.nodes import Theme
from openscorecard.domain.text import Text
from openscorecard.reports.paper import Paper, RollUp
from openscorecard.reports.papers.outlet import PAPERS, UnknownPaper, paper_kind
from openscorecard.reports.papers.scorecard import scorecard
from openscorecard.reports.writers.outlet import write_paper
from tests.reports.papers.bricks import contents_of, in_force, kpi, lines_of, plan_of, scored, tables, text_of, widths

LONG = "館" * 300
ODD = {
    "no themes": plan_of(themes=()),
    "no KPIs": plan_of(),
    "no figures": plan_of(kpi(1), kpi(2, plans=2)),
    "40 KPIs": plan_of(*(kpi(n, plans=n % 3) for n in range(1, 41))),
    "a title of 300": plan_of(kpi(1, LONG), themes=(Theme("A", Text(LONG)),)),
    "rare letters": plan_of(kpi(1, "𠮷野家📚閱讀")),
}
HAN = re.compile(r"[一-鿿]")


def said(name: str, paper: str, language: str) -> Paper:
    return PAPERS[paper].says(contents_of(ODD[name]), language)


@pytest.mark.parametrize("language", ["zh-Hant", "en"])
@pytest.mark.parametrize("paper", PAPERS)
@pytest.mark.parametrize("name", ODD)
def test_every_paper_reads_whatever_the_plan(name: str, paper: str, language: str) -> None:
    made = said(name, paper, language)
    lines = lines_of(made)
    assert made.language == language
    assert made.title.strip()
    assert len(lines) > 3
    assert not [line for line in lines if "{" in line or "None" in line]
    for table in tables(made):
        assert set(widths(table)) <= {len(table.columns)}, table.caption
        assert table.rows, table.caption


@pytest.mark.parametrize("paper", PAPERS)
@pytest.mark.parametrize("name", ODD)
def test_every_paper_can_be_written(name: str, paper: str) -> None:
    written = write_paper(said(name, paper, "zh-Hant"), "ods")
    assert zipfile.ZipFile(io.BytesIO(written)).testzip() is None


def test_a_plan_without_themes_says_so_and_lists_nothing() -> None:
    for paper in PAPERS:
        assert any("還沒有策略主題" in line for line in lines_of(said("no themes", paper, "zh-Hant"))), paper


def test_a_period_without_figures_is_said_in_words_and_never_as_zero() -> None:
    table = next(one for one in tables(scorecard(contents_of(ODD["no figures"]), "zh-Hant")) if one.name == "A")
    row = [text_of(cell.text) for cell in table.rows[0]]
    assert row[4:8] == ["沒有衡量方式", "未設目標值", "—", "未設目標值"]
    assert not any(cell.value is not None for one in table.rows for cell in one)
    missing = next(one for one in tables(said("no figures", "monthly", "zh-Hant")) if one.name == "缺漏")
    assert [text_of(one[2].text) for one in missing.rows] == ["未設目標值", "未設目標值"]
    assert all(text_of(one[3].text) for one in missing.rows)


def test_forty_kpis_stand_beside_one_objective() -> None:
    table = next(one for one in tables(said("40 KPIs", "scorecard", "zh-Hant")) if one.name == "A")
    first = table.rows[0]
    assert (first[0].down, first[1].down) == (len(table.rows), len(table.rows))
    assert sum(cell.header and cell.text[0].text.startswith("AC1.") for row in table.rows for cell in row) == 40


def test_english_papers_hold_no_chinese_of_their_own() -> None:
    """Names without English stay as they are, each marked with its language; every other word is English."""
    for name in ("no themes", "no KPIs", "no figures"):
        for paper in PAPERS:
            made = said(name, paper, "en")
            runs = [run for block in made.blocks for run in _runs(block)]
            assert not [run.text for run in runs if HAN.search(run.text) and run.language != "zh-Hant"], (name, paper)


def _runs(block: object) -> list[object]:
    from openscorecard.reports.paper import Heading, Items, Paragraph, Table, Terms, Trend

    if isinstance(block, Heading | Paragraph):
        return list(block.text)
    if isinstance(block, Items):
        return [run for line in block.items for run in line]
    if isinstance(block, Terms):
        return [run for _, line in block.pairs for run in line]
    table = block if isinstance(block, Table) else block.table if isinstance(block, Trend | RollUp) else None
    return [run for row in table.rows for cell in row for run in cell.text] if table else []


def test_english_names_are_said_to_be_unofficial_in_english_alone() -> None:
    for paper in PAPERS:
        assert any("unofficial translation" in one for one in lines_of(said("no figures", paper, "en")))
        assert not any("unofficial" in one for one in lines_of(said("no figures", paper, "zh-Hant")))


def test_a_value_that_a_person_gave_is_shown_as_given() -> None:
    plan = plan_of(kpi(1))
    targets = {"AC1.1": in_force("AC1.1", 80, method="manual", reason="訪視")}
    contents = contents_of(plan, scored=scored(plan, targets=targets))
    table = next(one for one in tables(scorecard(contents, "zh-Hant")) if one.name == "A")
    row = [text_of(cell.text) for cell in table.rows[0]]
    assert row[4:8] == ["80", "人工給定", "80", "落後"]
    assert table.rows[0][4].value == 80


def test_the_roll_up_gives_every_node_as_it_came_out() -> None:
    plan = plan_of(kpi(1), kpi(2))
    targets = {"AC1.1": in_force("AC1.1", 80, method="manual", reason="訪視", weight=Fraction(3))}
    targets["AC1.2"] = in_force("AC1.2", 100)
    contents = contents_of(plan, scored=scored(plan, targets=targets))
    block = next(one for one in scorecard(contents, "zh-Hant").blocks if isinstance(one, RollUp))
    nodes = {one.code: one for one in block.nodes}
    assert {one.level for one in block.nodes} == {"plan", "theme", "cell", "objective", "kpi"}
    assert (nodes["AC1.1"].score, nodes["AC1.1"].weight, nodes["AC1.1"].parent) == (80, 3, "AC1")
    assert (nodes["AC1.2"].score, nodes["AC1.2"].status) == (None, "no_data")
    assert (nodes["AC1"].score, nodes["AC1"].coverage) == (80, 75)
    assert block.threshold == contents.scored.rules.threshold


def test_an_unknown_paper_is_told_with_those_there_are() -> None:
    with pytest.raises(UnknownPaper) as told:
        paper_kind("diary")
    assert "definitions" in told.value.sentence("en")
