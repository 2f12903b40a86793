"""Tables of action plans: how far each has come, its money and what one of what it does costs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

from openscorecard.domain.initiatives.money import Money, money_of, together
from openscorecard.domain.initiatives.standing import Standing
from openscorecard.domain.measures.written import NO_VALUE, write_number
from openscorecard.reports.paper import Cell, Column, Line, Run, Table
from openscorecard.reports.papers.told import Told, said
from openscorecard.reports.speech import Speech
from openscorecard.reports.words import PLAN_STATUSES, reason_words, target_number

Standings = Sequence[Standing]
_LIKE = {"late": "behind", "done": "on_target", "in_force": "on_target"}
"""What an action plan's status looks like where it is good or bad; the others are plain words."""


def status_cell(told: Told, one: Standing) -> Cell:
    """Where an action plan stands, with a shape where that is good or bad, and whether it is over budget."""
    word = told.say.text(PLAN_STATUSES[one.progress.status])
    run = Run(word, status=_LIKE.get(one.progress.status))  # type: ignore[arg-type]  # three of the statuses
    over = (Run(told.say(" · 超支", " · over budget")),) if one.progress.over_budget else ()
    return Cell((run, *over))


def done_words(told: Told, one: Standing) -> str:
    """What was done of what was planned, in its unit; a dash where nothing tells it."""
    state, say = one.progress, told.say
    if one.kind is None or (state.actual is None and state.planned is None):
        typed = state.typed
        if typed is None:
            return NO_VALUE
        return say("{n}%（人工填報：{why}）", "{n} % (typed: {why})", n=target_number(typed.percent), why=typed.reason)
    unit = say.text(one.kind.actual.unit)
    return say(
        "{done}／{planned} {unit}",
        "{done} of {planned} {unit}",
        done=target_number(state.actual),
        planned=target_number(state.planned),
        unit=unit,
    )


def progress_table(told: Told, standings: Standings, caption: str, name: str = "", *, brief: bool = False) -> Table:
    """Every action plan: its codes, status, stage, what is done and by when.

    `brief` leaves codes, stage and days out, and why plans are late where none is.
    """
    say = told.say
    columns = (
        Column(say("行動方案", "Action plan"), 5 if brief else 4),
        Column(say("掛載代碼", "Codes"), 1.6),
        Column(say("狀態", "Status"), 1.5),
        Column(say("階段", "Stage"), 1.6),
        Column(say("完成／計畫", "Done of planned"), 2.6, "end"),
        Column(say("期限", "Ends"), 1.8),
        Column(say("為何落後", "Why late"), 4 if brief else 3),
    )
    left_out = {1, 3, 5} if brief else set()
    if brief and not any(one.progress.reasons for one in standings):
        left_out.add(6)
    rows = (_progress_row(told, one) for one in standings)
    return Table(
        caption,
        tuple(one for place, one in enumerate(columns) if place not in left_out),
        tuple(tuple(one for place, one in enumerate(row) if place not in left_out) for row in rows),
        name=name,
    )


def _progress_row(told: Told, one: Standing) -> tuple[Cell, ...]:
    say, found = told.say, told.contents.plan.initiative(one.initiative)
    stage = next((s.name for s in one.kind.stages if s.id == one.progress.stage), None) if one.kind else None
    return (
        Cell(told.action(one), header=True),
        Cell(said(say.joined(list(one.codes)))),
        status_cell(told, one),
        Cell((told.run(stage),) if stage else said(NO_VALUE)),
        Cell(said(done_words(told, one))),
        Cell(said(say.day(found.ends_on if found else None))),
        Cell(why(told, one)),
    )


def action_line(told: Told, one: Standing) -> Line:
    """An action plan in one line: status, what is done, why it is late."""
    words = told.say("；{done}", "; {done}", done=done_words(told, one))
    late = told.say.together(reasons(told, one))
    more = told.say("；{why}", "; {why}", why=late) if late else ""
    return (*told.action(one), Run(told.say("：", ": ")), *status_cell(told, one).text, Run(f"{words}{more}"))


def why(told: Told, one: Standing) -> Line:
    """Why it is late or over budget; a dash where it is neither."""
    return said(told.say.together(reasons(told, one)) or NO_VALUE)


def reasons(told: Told, one: Standing) -> list[str]:
    """Why it is late or over budget, milestones in the paper's language where they have a name in it."""
    steps = one.charter.charter.milestones if one.charter else ()
    names = {step.name.zh: told.say.text(step.name) for step in steps}
    told_ = (replace(reason, what=names.get(reason.what, reason.what)) for reason in one.progress.reasons)
    return [reason_words(reason, told.say) for reason in told_]


def money_table(told: Told, standings: Standings, caption: str) -> Table:
    """Budget and spending of each action plan that any ledger tells, and of all together, each counted once."""
    say, today = told.say, told.contents.made_on
    known = [(one, money_of(one.progress, today)) for one in standings]
    shown = [(one, money) for one, money in known if money.spent is not None or money.budget is not None]
    shown.sort(key=lambda pair: -(pair[1].budget or pair[1].spent or 0))
    total = together((one.progress for one in standings), today)
    columns = (
        Column(say("行動方案", "Action plan"), 4),
        Column(say("預算（元）", "Budget (NT$)"), 2, "end"),
        Column(say("支用（元）", "Spent (NT$)"), 2, "end"),
        Column(say("支用比率", "Spent of budget"), 1.5, "end"),
    )
    rows = [(Cell(told.action(one), header=True), *_money(money, say)) for one, money in shown]
    rows.append((Cell((Run(say("合計，各方案計一次", "All together, each once"), bold=True),)), *_money(total, say)))
    note = say.counted(
        total.untold,
        "有 {n} 個方案沒有帳冊可知其支用。",
        "Of {n} plan no ledger tells what it spent.",
        "Of {n} plans no ledger tells what they spent.",
    )
    return Table(caption, columns, tuple(rows), said(note) if total.untold else (), say("經費", "Money"))


def _money(money: Money, say: Speech) -> tuple[Cell, ...]:
    share = money.spent / money.budget * 100 if money.spent is not None and money.budget else None
    return (
        amount(money.budget),
        amount(money.spent),
        Cell(said(say.percent(share, 1)), value=share, places=1),
    )


def amount(value: Fraction | None) -> Cell:
    """Whole NT$, the unit being in the column's head."""
    return Cell(said(NO_VALUE if value is None else write_number(value, 0)), value=value)


def costs_table(told: Told, standings: Standings, caption: str) -> Table | None:
    """What one costs, within each kind of action plans; None where no ledger tells it."""
    say = told.say
    told_ = [one for one in standings if one.progress.unit_cost is not None and one.kind]
    if not told_:
        return None
    told_.sort(key=lambda one: (one.progress.kind, -(one.progress.unit_cost or 0)))
    columns = (
        Column(say("類型", "Kind"), 2.4),
        Column(say("行動方案", "Action plan"), 4),
        Column(say("完成", "Done"), 1.5, "end"),
        Column(say("單位", "Unit"), 1),
        Column(say("支用（元）", "Spent (NT$)"), 2, "end"),
        Column(say("單位成本（元）", "Cost of one (NT$)"), 2, "end"),
    )
    rows = tuple(
        (
            Cell((told.run(one.kind.name),) if one.kind else said(NO_VALUE)),
            Cell(told.action(one), header=True),
            Cell(said(target_number(one.progress.actual)), value=one.progress.actual),
            Cell((told.run(one.kind.actual.unit),) if one.kind else said(NO_VALUE)),
            amount(one.progress.spent),
            amount(one.progress.unit_cost),
        )
        for one in told_
    )
    note = say(
        "請在同一類型內比較：一冊書與一場活動不是同一件事。",
        "Compare within a kind: a volume and an event are not the same thing.",
    )
    return Table(caption, columns, rows, said(note), say("單位成本", "Unit costs"))
