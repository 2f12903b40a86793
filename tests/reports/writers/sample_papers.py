"""A paper with every block, in both languages, and papers of bad input."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from openscorecard.domain.scores.bands import Status
from openscorecard.domain.scores.rollup import Part, Scored, roll_up
from openscorecard.domain.text import Language
from openscorecard.drawing.measures.limits import Band, Labels
from openscorecard.drawing.measures.trend import Point, TrendChart
from openscorecard.drawing.strategy.states import State
from openscorecard.reports.paper import (
    Block,
    Cell,
    Column,
    Contents,
    Heading,
    Items,
    Line,
    PageBreak,
    Paper,
    Paragraph,
    RollUp,
    RollUpNode,
    Run,
    StrategyMap,
    Table,
    Terms,
    Trend,
)
from tests.drawing.sample_maps import library_map

STATES = {
    "AC1": State("disc", "on-target", "達標", "104.2"),
    "AP1": State("triangle", "watch", "留意", "96.1"),
    "BC1": State("square", "behind", "落後", "71.0"),
    "CP1": State("diamond", "no-data", "無資料"),
}
EN = {"達標": "On target", "留意": "Watch", "落後": "Behind", "無資料": "No data"}


def line(text: str) -> Line:
    return (Run(text),)


def cell(text: str = "", value: str | None = None, places: int = 0, **more: int | bool) -> Cell:
    fraction = None if value is None else Fraction(value)
    return Cell(line(text), fraction, places, **more)  # type: ignore[arg-type]


def state(language: Language, status: Status, words: str) -> Cell:
    return Cell((Run(EN[words] if language == "en" else words, status=status),))


def tree() -> Part:
    """Two themes over objectives over KPIs; one without data, one that is not due, one withheld."""

    def kpi(code: str, score: str | None, weight: str = "1", status: Status = "no_data") -> Part:
        return Part(code, "kpi", Fraction(weight), None if score is None else Fraction(score), status)

    return Part("LIB", "plan", children=(
        Part("A", "theme", Fraction(2), children=(
            Part("AC1", "objective", children=(kpi("AC1.1", "104.25", "2"), kpi("AC1.2", "88.5"))),
            Part("AP1", "objective", Fraction(3), children=(kpi("AP1.1", None), kpi("AP1.2", "96.125", "9"))),
        )),
        Part("B", "theme", children=(
            Part("BC1", "objective", children=(kpi("BC1.1", "71"), kpi("BC1.2", None), kpi("BC1.3", None))),
            Part("BP1", "objective", children=(kpi("BP1.1", None, status="not_due"), kpi("BP1.2", "100"))),
            Part("BF1", "objective", children=(kpi("BF1.1", None, status="not_applicable"),)),
        )),
    ))  # fmt: skip


def roll_up_block(language: Language, part: Part | None = None, threshold: Fraction = Fraction(70)) -> RollUp:
    whole = roll_up(part or tree(), threshold=threshold)
    nodes = tuple(
        RollUpNode(
            one.code,
            f"名稱 {one.code}",
            one.level,
            one.parent,
            one.weight,
            one.score,
            one.coverage,
            one.status,
            one.partial,
            one.rule,
        )
        for one in whole.every()
    )
    heads = ("Code", "Score", "Coverage") if language == "en" else ("代碼", "得分", "涵蓋")
    rows = tuple(_rolled(one) for one in whole.every())
    caption = "How the scores roll up" if language == "en" else "得分如何彙整"
    return RollUp(Table(caption, tuple(Column(head) for head in heads), rows, name=caption), nodes, threshold)


def _rolled(one: Scored) -> tuple[Cell, ...]:
    score = "—" if one.score is None else f"{float(one.score):.1f}"
    coverage = f"{float(one.coverage):.0f} %"
    return (
        Cell(line(one.code), header=True),
        Cell((Run(score, status=one.status),), one.score, 1),
        Cell(line(coverage), one.coverage, 0),
    )


def trend_block(language: Language, values: tuple[float | None, ...] = (12, 14, None, 13, 18, 17.5)) -> Trend:
    zh = language == "zh-Hant"
    points = tuple(
        Point(
            value,
            (f"{place + 1}月" if zh else f"M{place + 1}", "114年" if zh and not place else ""),
            shape="outside" if value == 18 else "",
            tone="improving" if value == 18 else "common",
            band=Band(14.6, 19.2, 10.1),
            targets=(16.0,),
        )
        for place, value in enumerate(values)
    )
    name = "到館人次" if zh else "Visits"
    labels = (
        Labels("平均 14.6", "上限", "下限", ("目標 16",))
        if zh
        else Labels("Mean 14.6", "Upper", "Lower", ("Target 16",))
    )
    chart = TrendChart(name, language, "千人次" if zh else "thousands", points, "17.5", labels)
    rows = tuple(
        (Cell(line(point.below[0]), header=True), cell("—" if value is None else str(value),
                                                       None if value is None else str(value), 1))
        for point, value in zip(points, values, strict=True)
    )  # fmt: skip
    heads = ("月份", name) if zh else ("Month", name)
    table = Table(f"{name}逐月" if zh else f"{name} by month", (Column(heads[0]), Column(heads[1], align="end")), rows)
    alt = (
        "到館人次由 12 升至 17.5 千人次，三月無資料。"
        if zh
        else "Visits rose from 12 to 17.5 thousand; March has no data."
    )
    return Trend(chart, alt, table)


def scores_table(language: Language) -> Table:
    zh = language == "zh-Hant"
    columns = (
        Column("主題" if zh else "Theme"),
        Column("目標" if zh else "Objective", 2),
        Column("狀態" if zh else "Status"),
        Column("得分" if zh else "Score", align="end"),
    )
    rows = (
        (cell("主題 A　發展館藏資源" if zh else "Theme A: Developing collections", across=4, header=True),),
        (
            cell("A", down=2, header=True),
            cell("提升市民圖書資料擁有率" if zh else "Raise the number of materials per citizen"),
            state(language, "on_target", "達標"),
            cell("104.3", "104.25", 1),
        ),
        (cell("=1+1"), state(language, "watch", "留意"), cell("96.1", "96.125", 1)),
        (cell("B", header=True), cell("＝合計 @x", across=2), cell("-0.5", "-0.5", 1)),
        (cell("C", header=True), cell("—"), state(language, "no_data", "無資料"), cell("—")),
    )
    caption = "各目標的得分" if zh else "Scores of objectives"
    note = "得分以目標為 100。" if zh else "A score of 100 is the target."
    return Table(caption, columns, rows, line(note))


def sample_paper(language: Language = "zh-Hant") -> Paper:
    """Each block once at least."""
    zh = language == "zh-Hant"
    other: Language = "en" if zh else "zh-Hant"
    blocks: tuple[Block, ...] = (
        Contents("目次" if zh else "Contents"),
        Heading(line("一、總覽" if zh else "1. Overview"), 1, "overview"),
        Paragraph(line("三個目標達標，一個落後。" if zh else "Three objectives are on target, one is behind."), "lead"),
        Paragraph(
            (
                Run("本月" if zh else "This month "),
                Run("到館人次" if zh else "visits", bold=True),
                Run("高於上限，見" if zh else " were above the limit, see "),
                Run("第二章" if zh else "chapter 2", link="#trend"),
                Run("與" if zh else " and "),
                Run("定義頁" if zh else "the definition", link="https://example.org/kpi?a=1&b=2"),
                Run("；" if zh else "; "),
                Run("落後" if zh else "behind", status="behind"),
                Run("（" if zh else " ("),
                Run("Raise attendance" if zh else "提升活動參與", language=other),
                Run("）。" if zh else ")."),
            )
        ),
        Paragraph(line("資料來源：館藏系統。" if zh else "Source: the catalogue."), "note"),
        Paragraph(line("推廣終身教育。" if zh else "Promoting lifelong learning."), "quote"),
        Items((line("甲" if zh else "First"), line("乙" if zh else "Second"))),
        Items((line("先" if zh else "Do this"), line("後" if zh else "Then that")), numbered=True),
        Terms((("計法" if zh else "Reading", line("每月加總。" if zh else "Summed by month.")),)),
        Heading(line("得分" if zh else "Scores"), 2),
        scores_table(language),
        PageBreak(landscape=True),
        Heading(line("策略地圖" if zh else "Strategy map"), 2),
        StrategyMap(library_map(), "四個主題、29 個目標的策略地圖。" if zh else "Map of 29 objectives.", STATES),
        PageBreak(),
        Heading(line("二、趨勢" if zh else "2. Trends"), 1, "trend"),
        trend_block(language),
        Heading(line("彙整" if zh else "Roll-up"), 2),
        roll_up_block(language),
    )
    return Paper(
        "sample",
        "臺北市立圖書館 114 年 3 月月報" if zh else "Taipei Public Library, report of March 2025",
        "策略計畫 108–111" if zh else "Strategic plan 2019–2022",
        "臺北市立圖書館" if zh else "Taipei Public Library",
        "民國 114 年 4 月 2 日" if zh else "2 April 2025",
        language,
        blocks,
        "臺北市立圖書館月報" if zh else "Taipei Public Library report",
        cover=True,
        day=date(2025, 4, 2),
    )


def paper_of(*blocks: Block, title: str = "題名", language: Language = "zh-Hant", landscape: bool = False) -> Paper:
    """A paper of these blocks alone."""
    return Paper("one", title, "", "", "", language, blocks, landscape=landscape)
