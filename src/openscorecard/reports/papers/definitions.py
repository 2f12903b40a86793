"""Definition sheets: one page a KPI, what is counted and how, from what, how often, by whom, against what."""

from __future__ import annotations

from collections.abc import Iterator

from openscorecard.domain.measures.measure import Measure
from openscorecard.domain.scores.in_force import InForce
from openscorecard.domain.strategy.nodes import Kpi, Objective
from openscorecard.domain.text import Text
from openscorecard.formats.datasets.contracts import standard_datasets
from openscorecard.formats.scores.words import worded
from openscorecard.reports.contents import PaperContents
from openscorecard.reports.paper import Block, Contents, Heading, Line, PageBreak, Paper, Run, Terms
from openscorecard.reports.papers.opening import bound, no_themes, to_know
from openscorecard.reports.papers.questions import how_counted
from openscorecard.reports.papers.told import Told, paragraph, said
from openscorecard.reports.speech import Speech
from openscorecard.reports.words import FREQUENCIES, KINDS, NATURES, asks, band_words, target_number, unit_words

TITLE = Text("指標定義表", "Definition sheets")


def definitions(contents: PaperContents, language: str) -> Paper:
    """The paper."""
    told = Told(contents, Speech(language))
    return bound(told, "definitions", TITLE, _blocks(told), cover=True)


def _blocks(told: Told) -> Iterator[Block]:
    pairs = told.contents.kpis()
    yield Contents(told.say("目次", "Contents"), 1)
    yield from to_know(told)
    if not told.contents.plan.themes:
        yield no_themes(told)
    elif not pairs:
        yield paragraph(
            told.say("這份計畫沒有 KPI，因此沒有定義表。", "This plan has no KPIs, so there are no sheets.")
        )
    for objective, kpi in pairs:
        yield PageBreak()
        yield Heading(told.coded(kpi.code, kpi.name), 1, kpi.code)
        yield Terms(tuple(sheet(told, objective, kpi)))


def sheet(told: Told, objective: Objective, kpi: Kpi) -> Iterator[tuple[str, Line]]:
    """The lines of one sheet; what is not known is said."""
    say, one = told.say, told.contents.scored.measured.get(kpi.code)
    theme = told.contents.plan.theme(objective.theme)
    yield say("策略目標", "Objective"), told.coded(objective.code, objective.name)
    if theme:
        yield say("策略主題", "Theme"), told.theme(theme)
    yield say("構面", "Perspective"), (told.run(told.perspective(objective)),)
    if one is None:
        none = say(
            "還沒有綁定衡量方式，因此不知道算法、來源與頻率。",
            "No measure is bound yet, so formula, source and frequency are not known.",
        )
        yield say("衡量方式", "Measure"), said(none)
    else:
        yield from _measure(told, kpi, one.measure)
    yield say("負責人", "Owner"), said(say("尚未指定", "not named yet"))
    yield say("核定者", "Approver"), said(say("尚未指定", "not named yet"))
    label = say("目標值（{p}）", "Target, {p}", p=say.period(told.contents.period))
    yield label, said(target_words(told, told.contents.scored.targets.get(kpi.code), one.measure.unit if one else None))
    bands = [band_words(one, say) for one in reversed(told.contents.scored.rules.bands)]
    yield say("狀態區間", "Status by score"), said(say("；", "; ").join(bands))


def _measure(told: Told, kpi: Kpi, measure: Measure) -> Iterator[tuple[str, Line]]:
    say, datasets = told.say, standard_datasets()
    yield say("衡量方式", "Measure"), (told.run(measure.name), Run(f" · {say.text(NATURES[measure.nature])}"))
    yield say("算法與篩選條件", "Formula and filters"), said(how_counted(told, kpi))
    yield say("種類", "Kind"), said(say.text(KINDS[measure.kind]))
    for label, part in (
        (say("分子", "Numerator"), measure.numerator),
        (say("分母", "Denominator"), measure.denominator),
    ):
        if part:
            yield label, (told.run(part.definition),)
    yield say("單位", "Unit"), said(told.unit(kpi.code))
    yield say("資料集", "Datasets"), said(say.joined([say.text(datasets[name].title) for name in measure.datasets]))
    yield say("頻率", "Frequency"), said(say.text(FREQUENCIES[measure.frequency]))
    yield say("不計入", "Left out"), said(_left_out(told, measure))
    if measure.companions:
        titles = say.joined([say.text(one.title) for one in measure.companions])
        yield say("並列參考，不計分", "Beside it, never scored"), said(titles)


def _left_out(told: Told, measure: Measure) -> str:
    say = told.say
    words = [say("不符上述條件的資料列。", "Rows that do not meet the conditions above.")]
    if not measure.additive:
        words.append(say("不同單位或期間的數值不可相加。", "Values of different units or periods never add up."))
    if measure.subset_of:
        words.append(
            say("它是另一項衡量的一部分，不可與其相加。", "It is a part of another measure; never add the two.")
        )
    return say.together(words)


def target_words(told: Told, there: InForce | None, unit: Text | None = None) -> str:
    """What the target asks, by which rule, since when it is so; words where there is none."""
    say = told.say
    if there is None:
        return say("未設目標值", "No target")
    target = there.target
    words = [f"{asks(target, say)} {unit_words(target, unit, say)}"]
    words += [worded("direction", target.direction, say.tag), worded("method", target.method, say.tag)]
    words.append(say("權重 {n}", "weight {n}", n=target_number(target.weight)))
    if target.baseline is not None:
        words.append(say("基準值 {n}", "baseline {n}", n=target_number(target.baseline)))
    if target.cap is not None:
        words.append(say("得分上限 {n}", "cap {n}", n=target_number(target.cap)))
    if there.derived:
        words.append(say("由年度目標分配", "spread from the year's target"))
    if there.first.target and there.first.target != target:
        words.append(say("原訂 {n}", "set first: {n}", n=asks(there.first.target, say)))
    if there.row.example:
        words.append(say("示範", "example"))
    elif there.row.origin:
        words.append(say("來源：{o}", "source: {o}", o=there.row.origin))
    return say("；", "; ").join(words)
