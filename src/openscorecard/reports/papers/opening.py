"""How every paper begins: title, whose it is, as of when, and what a reader must know before any figure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from openscorecard.domain.text import Text
from openscorecard.reports.contents import PaperContents
from openscorecard.reports.paper import Block, Paper, Paragraph
from openscorecard.reports.papers.told import Told, paragraph, said
from openscorecard.reports.words import score_text


def bound(
    told: Told, name: str, title: Text, blocks: Iterable[Block], *, cover: bool = False, landscape: bool = False
) -> Paper:
    """The paper of these blocks, with its title page or head."""
    contents, say = told.contents, told.say
    kind, period = say.text(title), say.period(contents.period)
    institution = say.text(contents.institution)
    example = say("示範資料", "example data") if told.all_example else ""
    made = say.day(contents.made_on)
    called = say("{period}{kind}", "{kind} {period}", period=period, kind=kind)
    return Paper(
        name=name,
        title=called,
        subtitle=say.text(contents.plan.name),
        author=institution,
        made=made,
        language=say.language,
        blocks=tuple(blocks),
        footer=" · ".join(filter(None, (institution, called, made, example))),
        cover=cover,
        landscape=landscape,
        day=contents.made_on,
    )


def to_know(told: Told) -> Iterator[Block]:
    """Edition and moment; that English names are not official; that figures are the example's."""
    contents, say = told.contents, told.say
    words = [say("依計畫第 {n} 版", "By edition {n} of the plan", n=contents.edition)]
    if contents.draft:
        words.append(say("（草稿，尚未發布）", " (a draft, not published)"))
    as_of = contents.known_at
    words.append(
        say("，以 {t} 當時所知編製。", ", as known on {t}.", t=say.day(as_of.date()))
        if as_of
        else say("，{t}編製。", ", made on {t}.", t=say.day(contents.made_on))
    )
    yield paragraph("".join(words), "note")
    if say.english and _named(contents):
        yield paragraph("English names of the plan are an unofficial translation.", "note")
    if told.all_example:
        yield paragraph(
            say(
                "本文件所有數字與目標都是示範資料，不是機關的實績。",
                "Every figure and target in this paper is example data, not what the institution did.",
            ),
            "note",
        )
    elif contents.has_example:
        yield paragraph(
            say("標示「示範」的項目含有示範資料。", "What is marked “example” stands on example data."), "note"
        )


def _named(contents: PaperContents) -> bool:
    plan = contents.plan
    texts = [plan.name, *(one.name for one in plan.themes), *(one.name for one in plan.objectives)]
    return any(text.en for text in texts)


def how_we_are_doing(told: Told) -> Iterator[Block]:
    """One paragraph: how many KPIs stand how, and the score of the whole with its coverage."""
    contents, say = told.contents, told.say
    codes = [kpi.code for _, kpi in contents.plan.kpis()]
    if not codes:
        yield paragraph(
            say(
                "這份計畫沒有 KPI，只有策略地圖；成果由承接的計畫呈現。",
                "This plan has no KPIs, only a map; what is reached shows in the plans that take it up.",
            ),
            "lead",
        )
        return
    words = say(
        "{period}共 {n} 項 KPI：{counts}。",
        "{period}: {n} KPIs, {counts}.",
        period=say.period(contents.period),
        n=len(codes),
        counts=told.counted(codes),
    )
    yield Paragraph(said(f"{words}{'' if not say.english else ' '}{_whole(told)}"), "lead")


def _whole(told: Told) -> str:
    node, say = told.contents.node("plan"), told.say
    if node is None:
        return ""
    covered = say.percent(node.coverage, 0 if node.coverage == 100 else 1)
    if node.score is not None:
        return say(
            "整體得分 {score}，覆蓋率 {covered}。",
            "The whole scores {score}, at a coverage of {covered}.",
            score=score_text(node.score),
            covered=covered,
        )
    if node.partial is not None:
        return say(
            "整體暫不計分：覆蓋率只有 {covered}，就已知部分為 {score}。",
            "The whole is withheld: coverage is {covered} only; over what is known it is {score}.",
            score=score_text(node.partial),
            covered=covered,
        )
    return say(
        "整體沒有得分：沒有任何 KPI 同時有數值與目標。",
        "The whole has no score: no KPI has both a value and a target.",
    )


def no_themes(told: Told) -> Block:
    """What stands where a plan has no themes."""
    return paragraph(
        told.say(
            "這份計畫還沒有策略主題與目標，因此沒有可列的內容；請先在計畫頁新增。",
            "This plan has no themes or objectives yet, so there is nothing to list; add them on the plan's page.",
        )
    )
