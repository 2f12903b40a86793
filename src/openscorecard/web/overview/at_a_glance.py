"""A plan at a glance: how many KPIs stand how, what is wrong first, what changed, and a small trend of every KPI."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass, replace

from django.utils.translation import gettext

from openscorecard.domain.strategy.nodes import Kpi
from openscorecard.domain.strategy.plan import Plan
from openscorecard.drawing.palette import THEME_COLOURS
from openscorecard.queries.scores.glance import Glance
from openscorecard.web.frame.files import TYPES
from openscorecard.web.frame.said_in_words import write_period
from openscorecard.web.overview.kpis import RANK, KpiLine, Kpis
from openscorecard.web.plans.opening import Asked
from openscorecard.web.plans.said import Said, say
from openscorecard.web.plans.standing import Counted, Stand, Standings

FEW = 6
"""Exceptions that are shown at once; the rest unfolds."""


@dataclass(frozen=True, slots=True)
class Moved:
    """A KPI whose status changed since the period before, with both figures and, where it moved too, both targets."""

    line: KpiLine
    before: str
    now: str
    value_before: str
    target_before: str


@dataclass(frozen=True, slots=True)
class ThemeTrends:
    """The KPIs of a theme with their trends; `slot` (from 1) is its colour."""

    letter: str
    name: Said
    slot: int
    stand: Stand | None
    lines: tuple[KpiLine, ...]
    files: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class AtAGlance:
    """What a reader sees first. `before` is the period compared with; empty where nothing was judged in it.

    `exceptions` come weightiest first: `first` of them at once, then `more`. `now_only`: trends are left out, because
    the plan is shown as it was known at a past moment.
    """

    period: str
    before: str
    sentence: str
    whole: Stand | None
    counts: tuple[Counted, ...]
    kpis: int
    first: tuple[KpiLine, ...]
    more: tuple[KpiLine, ...]
    rose: tuple[Moved, ...]
    fell: tuple[Moved, ...]
    stayed: int
    themes: tuple[ThemeTrends, ...]
    now_only: bool

    @property
    def judged(self) -> bool:
        """Whether any KPI could be judged; without that, no exception says nothing."""
        return any(one.status in RANK for one in self.counts)

    @property
    def risen(self) -> int:
        return sum(1 + len(one.line.others) for one in self.rose)

    @property
    def fallen(self) -> int:
        return sum(1 + len(one.line.others) for one in self.fell)

    @property
    def exceptions(self) -> int:
        return sum(1 + len(one.others) for one in (*self.first, *self.more))


def at_a_glance(glance: Glance, standings: Standings, question: Asked) -> AtAGlance:
    """The plan of `glance`, which `standings` shows; no query."""
    plan, writer = glance.now.plan, Kpis(glance, standings, question)
    lines = {kpi.code: writer.line(kpi) for _, kpi in plan.kpis()}
    wrong = _exceptions(plan, lines, writer)
    moved = [one for _, kpi in plan.kpis() if (one := _moved(writer, kpi, lines[kpi.code]))]
    shown = _together(plan, moved)
    fell = [one for one in shown if RANK[one.now] < RANK[one.before]]
    judged = sum(1 for code in lines if all(status in RANK for status in writer.moved(code)))
    return AtAGlance(
        period=standings.period,
        before=write_period(glance.before.period, question.language) if glance.before and judged else "",
        sentence=_sentence(standings, len(lines)),
        whole=standings.of("plan"),
        counts=standings.counts,
        kpis=len(lines),
        first=tuple(wrong[:FEW]),
        more=tuple(wrong[FEW:]),
        rose=tuple(one for one in shown if one not in fell),
        fell=tuple(fell),
        stayed=judged - len(moved),
        themes=tuple(_themes(plan, lines, standings, question)),
        now_only=question.known_at is not None,
    )


def _sentence(standings: Standings, kpis: int) -> str:
    found = {one.status: one.count for one in standings.counts}
    if not any(status in found for status in RANK):
        return gettext("No KPI can be judged in {period}.").format(period=standings.period)
    words = gettext("In {period}, {count} of {kpis} KPIs are on target.")
    return words.format(period=standings.period, count=found.get("on_target", 0), kpis=kpis)


def _exceptions(plan: Plan, lines: dict[str, KpiLine], writer: Kpis) -> list[KpiLine]:
    """KPIs that are behind, or for which something else is wrong; those that show the same stand together."""
    found: dict[Hashable, KpiLine] = {}
    for _, kpi in plan.kpis():
        line = lines[kpi.code]
        if not (line.reasons or (line.stand and line.stand.status == "behind")):
            continue
        same = (kpi.measure or kpi.code, line.value, line.target, line.reasons)
        first = found.get(same)
        others = ((line.code, line.address),)
        found[same] = (
            replace(first, others=(*first.others, *others))
            if first
            else replace(line, spark=writer.spark(kpi, "wrong"))
        )
    nodes = {one.code: one.score for one in writer.glance.now.card.every()}
    return sorted(found.values(), key=lambda one: (_weight(one), nodes.get(one.code) or 0))


def _weight(line: KpiLine) -> tuple[int, int]:
    return RANK.get(line.stand.status if line.stand else "", 3), -len(line.reasons)


def _moved(writer: Kpis, kpi: Kpi, line: KpiLine) -> Moved | None:
    before, now = writer.moved(kpi.code)
    if before == now or before not in RANK or now not in RANK or writer.glance.before is None:
        return None
    target = writer.target(kpi.code, writer.glance.before)
    value = writer.value(writer.glance.before, kpi.code)
    return Moved(line, before, now, value, target if target != line.target else "")


def _together(plan: Plan, moved: Sequence[Moved]) -> list[Moved]:
    """KPIs of one measure that moved alike stand together."""
    measures = {kpi.code: kpi.measure or kpi.code for _, kpi in plan.kpis()}
    found: dict[Hashable, Moved] = {}
    for one in moved:
        same = (measures[one.line.code], one.before, one.now, one.value_before, one.line.value)
        first = found.get(same)
        more = (one.line.code, one.line.address)
        found[same] = replace(first, line=replace(first.line, others=(*first.line.others, more))) if first else one
    return list(found.values())


def _themes(plan: Plan, lines: dict[str, KpiLine], standings: Standings, question: Asked) -> Iterator[ThemeTrends]:
    for slot, theme in enumerate(plan.themes):
        mine = tuple(lines[kpi.code] for one, kpi in plan.kpis() if one.theme == theme.letter)
        if mine:
            files = ((kind.upper(), question.places.page("theme-trends", theme.letter, kind)) for kind in TYPES)
            yield ThemeTrends(
                letter=theme.letter,
                name=say(theme.name, question.language),
                slot=slot % THEME_COLOURS + 1,
                stand=standings.of(f"theme:{theme.letter}"),
                lines=mine,
                files=tuple(files),
            )
