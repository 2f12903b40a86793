"""Plans and contents for papers, made straight from domain objects; and a paper read as plain lines."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime
from fractions import Fraction

from openscorecard.domain.initiatives.initiative import Initiative
from openscorecard.domain.initiatives.progress import Progress, Reason, Status
from openscorecard.domain.initiatives.standing import Standing as PlanStanding
from openscorecard.domain.measures.periods import Period
from openscorecard.domain.scores.in_force import InForce, TargetRow
from openscorecard.domain.scores.rules import PLAIN
from openscorecard.domain.scores.scorecard import score
from openscorecard.domain.scores.scored import ScoredPlan
from openscorecard.domain.scores.targets import Target
from openscorecard.domain.strategy.nodes import Kpi, Objective, Standing, Theme
from openscorecard.domain.strategy.plan import Plan
from openscorecard.domain.text import Text
from openscorecard.reports.contents import PaperContents
from openscorecard.reports.paper import Heading, Items, Line, Paper, Paragraph, RollUp, Table, Terms, Trend

NOW = datetime(2026, 3, 1, 9, 0, tzinfo=UTC)
YEAR = Period("year", 2025)


def plan_of(*kpis: Kpi, themes: tuple[Theme, ...] = (Theme("A", Text("館藏", "Collections")),), **more: object) -> Plan:
    """A plan with one objective, where it has a theme."""
    objectives = (Objective("AC1", Text("目標", "Aim"), "A", "C", kpis),) if themes else ()
    known = {one.initiative: Initiative(one.initiative, Text("方案")) for kpi in kpis for one in kpi.standings}
    return Plan(
        "library",
        Text("圖書館計畫", "Library plan"),
        Text("圖書館", "Library"),
        themes=themes,
        objectives=objectives,
        initiatives=tuple(known.values()),
        **more,  # type: ignore[arg-type]  # fields of a plan
    )


def kpi(number: int, name: str = "指標", plans: int = 0) -> Kpi:
    """AC1.1 and so on, with so many action plans."""
    code = f"AC1.{number}"
    return Kpi(code, Text(name), None, tuple(Standing(f"{code}.{n}", f"{code}.{n}") for n in range(1, plans + 1)))


def in_force(code: str, value: int, **more: object) -> InForce:
    """A target set once."""
    target = Target(code, "冊", Fraction(value), **more)  # type: ignore[arg-type]  # fields of a target
    row = TargetRow(code, "2025", target, 1, "年度計畫", "", "", "mei", NOW)
    return InForce(row, row)


def scored(plan: Plan, period: Period = YEAR, targets: dict[str, InForce] | None = None) -> ScoredPlan:
    """The plan scored without any figures; a person may have given a value with a target."""
    there = targets or {}
    given = {code: one.target.value for code, one in there.items() if one.target.method == "manual"}
    card = score(plan, {code: one.target for code, one in there.items()}, given)
    return ScoredPlan(plan, period, NOW, PLAIN, card, there, {}, {})


def contents_of(plan: Plan, **more: object) -> PaperContents:
    """What papers are made of, with nothing but the plan and what is given."""
    said = {"scored": scored(plan), "before": scored(plan, Period("year", 2024)), "year_before": None, **more}
    return PaperContents(
        plan=plan,
        institution=plan.institution,
        edition=1,
        draft=False,
        made_on=date(2026, 3, 1),
        **said,  # type: ignore[arg-type]  # fields of contents
    )


def progress_of(plan: str, status: Status = "no_kind", *reasons: Reason) -> Progress:
    """How far an action plan has come of which nothing is counted."""
    nothing = dict.fromkeys(
        ("planned", "actual", "spent", "unit_cost", "budget", "wanted", "share", "typed", "version", "grade")
    )
    return Progress(
        plan=plan, kind="", period=YEAR, status=status, stage="", stages=(), reasons=reasons, others={}, batches=(),
        runs=(), **nothing,
    )  # fmt: skip


def actions_of(plan: Plan, *progress: Progress) -> tuple[PlanStanding, ...]:
    """Every action plan of `plan` with the codes it stands at; those of `progress` as far as that says."""
    told = {one.plan: one for one in progress}
    return tuple(
        PlanStanding(
            one.initiative, (one.code,), None, None, None, told.get(one.initiative, progress_of(one.initiative))
        )
        for _, kpi in plan.kpis()
        for one in kpi.standings
    )


def text_of(line: Line) -> str:
    """A line without its looks."""
    return "".join(run.text for run in line)


def lines_of(paper: Paper) -> list[str]:
    """Every line a paper says, tables cell by cell."""
    return [paper.title, paper.subtitle, *(line for block in paper.blocks for line in _of(block))]


def _of(block: object) -> Iterator[str]:
    if isinstance(block, Heading | Paragraph):
        yield text_of(block.text)
    elif isinstance(block, Items):
        yield from map(text_of, block.items)
    elif isinstance(block, Terms):
        yield from (f"{term}: {text_of(line)}" for term, line in block.pairs)
    elif isinstance(block, Table):
        yield from _table(block)
    elif isinstance(block, Trend | RollUp):
        yield from _table(block.table)


def _table(table: Table) -> Iterator[str]:
    yield table.caption
    yield from (one.head for one in table.columns)
    yield from (text_of(cell.text) for row in table.rows for cell in row)


def tables(paper: Paper) -> list[Table]:
    """Every table of a paper."""
    found: list[Table] = []
    for block in paper.blocks:
        if isinstance(block, Table):
            found.append(block)
        elif isinstance(block, Trend | RollUp):
            found.append(block.table)
    return found


def widths(table: Table) -> Iterable[int]:
    """How many columns each row fills, with what earlier rows let hang into it."""
    hanging: list[tuple[int, int]] = []
    for row in table.rows:
        yield sum(cell.across for cell in row) + sum(across for _, across in hanging)
        hanging = [(down - 1, across) for down, across in hanging if down > 1]
        hanging += [(cell.down - 1, cell.across) for cell in row if cell.down > 1]
