"""The scorecard in the form of its document: a table for each half of a theme, rows as codes stand."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from openscorecard.domain.strategy.nodes import Kpi, Objective, Perspective, Theme
from openscorecard.domain.strategy.plan import Plan
from openscorecard.drawing.strategy import NoSuchTheme
from openscorecard.queries.answers import OpenPlan
from openscorecard.web.plans.answering import answer
from openscorecard.web.plans.drawn import late_for
from openscorecard.web.plans.map_page import Choice, theme_choices
from openscorecard.web.plans.opening import Asked, asked, helped, opened
from openscorecard.web.plans.places import Places
from openscorecard.web.plans.plan_head import PlanHead, plan_head
from openscorecard.web.plans.said import Said, say
from openscorecard.web.plans.standing import Stand, Standings, standings_for

HALF = 2  # perspectives to a table: the document sets what is reached and what it rests on apart


@dataclass(frozen=True, slots=True)
class Cell:
    """A code with its name and address, over `rows` rows; `notes` are the other codes of the same thing."""

    code: str
    name: Said
    address: str
    rows: int = 1
    bound: bool = False
    notes: tuple[str, ...] = ()
    late: bool = False
    stand: Stand | None = None


@dataclass(frozen=True, slots=True)
class ScorecardRow:
    """One line; a cell that an earlier line covers is None, and `empty` columns hold nothing at all."""

    objective: Cell | None
    kpi: Cell | None
    initiative: Cell | None
    no_kpi: bool = False
    no_initiative: bool = False


@dataclass(frozen=True, slots=True)
class Group:
    """A perspective with its lines."""

    name: Said
    rows: tuple[ScorecardRow, ...]


@dataclass(frozen=True, slots=True)
class ScorecardTable:
    """One table; `number` of `of` for its theme."""

    number: int
    of: int
    groups: tuple[Group, ...]


@dataclass(frozen=True, slots=True)
class ThemeCard:
    letter: str
    name: Said
    tables: tuple[ScorecardTable, ...]
    stand: Stand | None


@dataclass(frozen=True, slots=True)
class ScorecardPage:
    """The tables; `codes` and `initiatives` count the codes of action plans and the plans behind them."""

    head: PlanHead
    themes: tuple[ThemeCard, ...]
    theme: str
    choices: tuple[Choice, ...]
    all_themes: str
    has_kpis: bool
    codes: int
    initiatives: int
    scores: Standings | None
    whole: Stand | None
    across: tuple[tuple[Said, Stand], ...]
    rules: str


def scorecard_page(found: OpenPlan, question: Asked, theme: str | None, now: datetime) -> ScorecardPage:
    """The page; `theme` is a letter, None for all. Raises NoSuchTheme."""
    plan = found.plan
    if theme and plan.theme(theme) is None:
        raise NoSuchTheme(letter=theme[:20], known="、".join(one.letter for one in plan.themes))
    scores = standings_for(found, question, now)
    late = late_for(found, question.reader, timezone.localdate(now))
    maker = _Maker(plan, question.language, question.places, late, scores)
    return ScorecardPage(
        head=plan_head(found, question, "plan-scorecard"),
        themes=tuple(maker.theme(one) for one in plan.themes if theme in (None, one.letter)),
        theme=theme or "",
        choices=theme_choices(found, question, "plan-scorecard", theme),
        all_themes=question.places.page("plan-scorecard"),
        has_kpis=any(True for _ in plan.kpis()),
        codes=sum(1 for _ in plan.standings()),
        initiatives=len(plan.initiatives),
        scores=scores,
        whole=scores.of("plan") if scores else None,
        across=tuple(
            (say(row.name, question.language), stand)
            for row in plan.perspectives
            if scores and (stand := scores.of(f"perspective:{row.letter}"))
        ),
        rules=question.places.page("scoring-rules") if scores else "",
    )


class _Maker:
    """Makes the tables of one plan."""

    def __init__(
        self, plan: Plan, language: str, places: Places, late: frozenset[str], scores: Standings | None
    ) -> None:
        self.plan, self.language, self.places, self.late, self.scores = plan, language, places, late, scores
        self.sharing: dict[str, list[str]] = defaultdict(list)
        for _, kpi in plan.kpis():
            self.sharing[kpi.measure or kpi.id].append(kpi.code)
        self.codes: dict[str, list[str]] = defaultdict(list)
        for _, standing in plan.standings():
            self.codes[standing.initiative].append(standing.code)
        self.names = {one.id: say(one.name, language) for one in plan.initiatives}

    def theme(self, theme: Theme) -> ThemeCard:
        filled = [row for row in self.plan.perspectives if self.plan.cell(theme.letter, row.letter)]
        halves = [filled[first : first + HALF] for first in range(0, len(filled), HALF)]
        tables = tuple(
            ScorecardTable(number, len(halves), tuple(self._group(theme, row) for row in half))
            for number, half in enumerate(halves, 1)
        )
        return ThemeCard(theme.letter, say(theme.name, self.language), tables, self._stand(f"theme:{theme.letter}"))

    def _stand(self, code: str) -> Stand | None:
        return self.scores.of(code) if self.scores else None

    def _group(self, theme: Theme, perspective: Perspective) -> Group:
        cell = self.plan.cell(theme.letter, perspective.letter)
        rows = tuple(row for objective in cell for row in self._rows(objective))
        return Group(say(perspective.name, self.language), rows)

    def _rows(self, objective: Objective) -> list[ScorecardRow]:
        lines = [
            (kpi, number, standing)
            for kpi in objective.kpis
            for number, standing in enumerate(kpi.standings or (None,))
        ]
        name = say(objective.name, self.language)
        head = Cell(
            objective.code,
            name,
            self.places.objective(objective.id),
            max(1, len(lines)),
            stand=self._stand(objective.code),
        )
        if not lines:
            return [ScorecardRow(head, None, None, no_kpi=True)]
        return [
            ScorecardRow(
                objective=head if line == 0 else None,
                kpi=self._kpi(kpi) if number == 0 else None,
                initiative=self._initiative(standing.code, standing.initiative) if standing else None,
                no_initiative=standing is None,
            )
            for line, (kpi, number, standing) in enumerate(lines)
        ]

    def _kpi(self, kpi: Kpi) -> Cell:
        same = tuple(code for code in self.sharing[kpi.measure or kpi.id] if code != kpi.code)
        return Cell(
            kpi.code,
            say(kpi.name, self.language),
            self.places.kpi(kpi.id),
            max(1, len(kpi.standings)),
            kpi.measure is not None,
            same,
            stand=self._stand(kpi.code),
        )

    def _initiative(self, code: str, id_: str) -> Cell:
        others = tuple(other for other in self.codes[id_] if other != code)
        return Cell(code, self.names[id_], self.places.initiative(id_), notes=others, late=id_ in self.late)


@helped
def show(request: HttpRequest, plan_id: str) -> HttpResponse:
    """The page."""
    question = asked(request, plan_id)
    found = opened(question)
    return answer(
        request,
        "plans/scorecard.html",
        found,
        lambda: scorecard_page(found, question, request.GET.get("theme") or None, timezone.now()),
        keep=True,
    )
