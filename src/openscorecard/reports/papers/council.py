"""The council pack: two pages a theme, figures in plain words and promises kept or not; then questions,
answers and an annex of action plans."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from openscorecard.domain.initiatives.standing import Standing
from openscorecard.domain.strategy.nodes import Kpi, Theme
from openscorecard.domain.text import Text
from openscorecard.reports.contents import PaperContents
from openscorecard.reports.paper import Block, Contents, Heading, Items, Line, PageBreak, Paper, Paragraph, Run
from openscorecard.reports.papers.action_tables import action_line, progress_table
from openscorecard.reports.papers.kpi_tables import compared_table
from openscorecard.reports.papers.opening import bound, how_we_are_doing, no_themes, to_know
from openscorecard.reports.papers.questions import question_chapter
from openscorecard.reports.papers.review import theme_heading
from openscorecard.reports.papers.told import Told, paragraph, said
from openscorecard.reports.speech import Speech
from openscorecard.reports.words import PLAN_STATUSES

TITLE = Text("議會資料", "Council pack")


def council(contents: PaperContents, language: str) -> Paper:
    """The paper."""
    told = Told(contents, Speech(language))
    return bound(told, "council", TITLE, _blocks(told), cover=True)


def _blocks(told: Told) -> Iterator[Block]:
    say, contents = told.say, told.contents
    yield Contents(say("目次", "Contents"))
    yield PageBreak()
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
    yield from _annex(told)


def _figures(told: Told, theme: Theme) -> Iterator[Block]:
    """Page one: what was reached, in words and as a table."""
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
    yield compared_table(told, pairs, say("實績與目標", "What was reached"), theme.letter)


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
            yield Paragraph(
                (Run(head, bold=True), *_joined(told, [_named(told, kpi) for kpi in kpis]), Run(say("。", ".")))
            )
    yield from _action_plans(told, told.contents.actions_of(theme))


def _action_plans(told: Told, standings: Sequence[Standing]) -> Iterator[Block]:
    """Late action plans one by one with why; the others by name, how far they are stands in the annex."""
    say = told.say
    late = [one for one in standings if one.progress.late]
    if late:
        head = say("落後的行動方案（{n} 個）：", "Action plans that are late ({n}):", n=len(late))
        yield Paragraph((Run(head, bold=True),))
        yield Items(tuple(action_line(told, one) for one in late))
    for words, statuses in (
        (say("完成或生效的行動方案", "Action plans done or in force"), {"done", "in_force"}),
        (say("進行中的行動方案", "Action plans under way"), {"under_way"}),
        (say("尚未開始的行動方案", "Action plans not started"), {"not_started", "not_in_force"}),
        (say("無法判斷的行動方案", "Action plans nothing is known of"), {"no_data", "no_kind"}),
    ):
        found = [one for one in standings if one.progress.status in statuses and not one.progress.late]
        if found:
            head = say("{words}（{n} 個）：", "{words} ({n}): ", words=words, n=len(found))
            names = _joined(told, [told.action(one) for one in found])
            yield Paragraph((Run(head, bold=True), *names, Run(say("。", "."))))


def _annex(told: Told) -> Iterator[Block]:
    """Every action plan once, late ones first."""
    say, order = told.say, tuple(PLAN_STATUSES)
    shown = sorted(told.contents.actions, key=lambda one: (not one.progress.late, order.index(one.progress.status)))
    if shown:
        yield PageBreak()
        yield Heading(said(say("附表：行動方案的進度", "Annex: how far action plans have come")), 1, "annex")
        caption = say("每個方案列一次，落後者在前", "Each once, late ones first")
        yield progress_table(told, shown, caption, say("行動方案", "Action plans"), brief=True)


def _joined(told: Told, lines: Sequence[Line]) -> Iterator[Run]:
    """Several lines in a row."""
    for place, line in enumerate(lines):
        if place:
            yield Run(told.say("、", ", "))
        yield from line


def _named(told: Told, kpi: Kpi) -> Line:
    """A KPI with its score."""
    score = told.score(kpi.code)
    percent = told.say("（{n}%）", " ({n} %)", n=score.text[0].text)
    return (*told.coded(kpi.code, kpi.name), *((Run(percent),) if score.value is not None else ()))
