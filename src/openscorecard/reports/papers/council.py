"""The council pack: two pages a theme, figures in plain words and promises kept or not; then questions and answers."""

from __future__ import annotations

from collections.abc import Iterator

from openscorecard.domain.strategy.nodes import Kpi, Theme
from openscorecard.domain.text import Text
from openscorecard.reports.contents import PaperContents
from openscorecard.reports.paper import Block, Contents, Heading, Items, Line, PageBreak, Paper, Paragraph, Run
from openscorecard.reports.papers import kpi_sheet
from openscorecard.reports.papers.action_tables import progress_table
from openscorecard.reports.papers.kpi_tables import kpi_table
from openscorecard.reports.papers.opening import bound, how_we_are_doing, no_themes, to_know
from openscorecard.reports.papers.questions import question_chapter
from openscorecard.reports.papers.review import theme_heading
from openscorecard.reports.papers.told import Told, paragraph, said
from openscorecard.reports.speech import Speech

TITLE = Text("議會資料", "Council pack")


def council(contents: PaperContents, language: str) -> Paper:
    """The paper."""
    told = Told(contents, Speech(language))
    return bound(told, "council", TITLE, _blocks(told), cover=True)


def _blocks(told: Told) -> Iterator[Block]:
    say, contents = told.say, told.contents
    yield Contents(say("目次", "Contents"), 1)
    yield Heading(said(say("整體情形", "The whole")), 1, "whole")
    yield from how_we_are_doing(told)
    yield from to_know(told)
    if not contents.plan.themes:
        yield no_themes(told)
        return
    for theme in contents.plan.themes:
        yield PageBreak()
        yield from _figures(told, theme)
        if contents.kpis(theme):
            yield PageBreak()
            yield from _promises(told, theme)
    if contents.kpis():
        yield PageBreak()
        yield from question_chapter(told)


def _figures(told: Told, theme: Theme) -> Iterator[Block]:
    """Page one: what was reached, in words, and the table."""
    say, pairs = told.say, told.contents.kpis(theme)
    yield theme_heading(told, theme)
    if not pairs:
        yield paragraph(say("這個主題沒有 KPI。", "This theme has no KPIs."))
        return
    counts = told.counted([kpi.code for _, kpi in pairs])
    words = say(
        "{period}，這個主題的 {n} 項 KPI：{counts}。",
        "{period}: of the {n} KPIs of this theme, {counts}.",
        period=say.period(told.contents.period),
        n=len(pairs),
        counts=counts,
    )
    yield Paragraph(said(words), "lead")
    yield kpi_table(told, pairs, say("實績與目標", "What was reached"), theme.letter)
    yield Items(tuple(_plain(told, kpi) for _, kpi in pairs))


def _plain(told: Told, kpi: Kpi) -> Line:
    """A KPI in one sentence against the year before."""
    value, unit = told.value(kpi.code), told.unit(kpi.code)
    text = "".join(run.text for run in value.text)
    shown = f"{text} {unit}" if value.value is not None and unit else text
    moved = kpi_sheet.change(told, kpi) if value.value is not None else told.why_none(kpi.code)
    words = told.say("：{value}。{moved}", ": {value}. {moved}", value=shown, moved=moved)
    return (*told.coded(kpi.code, kpi.name, bold=True), Run(words))


def _promises(told: Told, theme: Theme) -> Iterator[Block]:
    """Page two: targets met and missed, action plans by how far they have come."""
    say, pairs = told.say, told.contents.kpis(theme)
    title = say("承諾：做到與沒做到", "Promises kept and not")
    yield Heading((*told.coded(theme.letter, theme.name), Run(say("：", ": ")), Run(title)), 2)
    by_status = [(kpi, node.status) for _, kpi in pairs if (node := told.contents.node(kpi.code))]
    met = [kpi for kpi, status in by_status if status == "on_target"]
    missed = [kpi for kpi, status in by_status if status in {"watch", "behind"}]
    unknown = [kpi for kpi, status in by_status if status not in {"on_target", "watch", "behind"}]
    for words, kpis in (
        (say("達到目標", "Targets met"), met),
        (say("沒有達到目標", "Targets missed"), missed),
        (say("無法判斷", "Cannot be told"), unknown),
    ):
        if kpis:
            head = say("{words}（{n} 項）：", "{words} ({n}): ", words=words, n=len(kpis))
            yield Paragraph((Run(head, bold=True), *_named(told, kpis), Run(say("。", "."))))
    standings = told.contents.actions_of(theme)
    order = ("late", "no_data", "no_kind", "not_in_force", "not_started", "under_way", "in_force", "done")
    shown = sorted(standings, key=lambda one: order.index(one.progress.status))
    if shown:
        done = sum(one.progress.status in {"done", "in_force"} for one in shown)
        late = sum(one.progress.late for one in shown)
        yield paragraph(
            say(
                "行動方案 {n} 個：完成或生效 {done} 個，落後 {late} 個。",
                "{n} action plans: {done} done or in force, {late} late.",
                n=len(shown),
                done=done,
                late=late,
            )
        )
        yield progress_table(
            told, shown, say("行動方案，落後者在前", "Action plans, late ones first"), theme.letter, brief=True
        )


def _named(told: Told, kpis: list[Kpi]) -> Iterator[Run]:
    """KPIs in a row, each with its score."""
    for place, kpi in enumerate(kpis):
        if place:
            yield Run(told.say("、", ", "))
        yield from told.coded(kpi.code, kpi.name)
        score = told.score(kpi.code)
        if score.value is not None:
            yield Run(told.say("（{n}%）", " ({n} %)", n=score.text[0].text))
