"""`openscorecard targets` and `openscorecard score`: what each KPI is to reach, and how far the plan has come."""

from __future__ import annotations

from typing import Any, get_args

import click

from openscorecard.cli.data import JSON, USER
from openscorecard.cli.speaking import answered, print_json, say, table
from openscorecard.cli.store import acting, now, open_store, source
from openscorecard.cli.target_files import export, import_, remove_example, restore, restore_example
from openscorecard.domain.scores.targets import Direction, Method
from openscorecard.domain.scores.yearly import MissingPolicy, ProfileName

PLAN = click.argument("plan", metavar="PLAN")
KPI = click.argument("kpi", metavar="KPI")
PERIOD = click.argument("period", metavar="PERIOD")
METHODS = get_args(Method)
"""Of milestones and manual the value is what a person gives: how many steps are done, how many percent."""


@click.group(help=say("各 KPI 每期的目標值，附沿革", "What each KPI is to reach in a period, in versions"))
def targets() -> None:
    pass


@targets.command("set", help=say("設定或修訂一個目標", "Set a target, or revise it"))
@PLAN
@KPI
@PERIOD
@click.option("--value", default="", metavar="NUMBER", help=say("目標值", "the target itself"))
@click.option("--unit", required=True, metavar="TEXT", help=say("單位", "its unit"))
@click.option("--direction", type=click.Choice(get_args(Direction)), default="up", show_default=True)
@click.option("--method", type=click.Choice(METHODS), default="ratio", show_default=True)
@click.option("--baseline", default="", metavar="NUMBER", help=say("基準值（progress）", "where it began (progress)"))
@click.option("--floor", default="", metavar="NUMBER", help=say("零分值（goalposts）", "what earns 0 (goalposts)"))
@click.option("--low", default="", metavar="NUMBER", help=say("下限（band）", "the lower edge (band)"))
@click.option("--high", default="", metavar="NUMBER", help=say("上限（band）", "the upper edge (band)"))
@click.option(
    "--ceiling", default="", metavar="NUMBER", help=say("值為 0 時的得分（inverse）", "what 0 earns (inverse)")
)
@click.option("--step", "steps", multiple=True, metavar="FROM=PERCENT", help=say("級距，可重複", "a step; may repeat"))
@click.option("--cap", default="", metavar="NUMBER", help=say("得分上限", "the most a value can earn"))
@click.option("--weight", default="", metavar="NUMBER", help=say("在目標內的權重", "its weight in its objective"))
@click.option(
    "--profile", type=click.Choice(get_args(ProfileName)), help=say("年度目標如何分配到各月", "how a year spreads")
)
@click.option(
    "--share", "shares", multiple=True, metavar="NUMBER", help=say("一個月，共 12 個", "one month, 12 in all")
)
@click.option("--missing", type=click.Choice(get_args(MissingPolicy)), default="missing", show_default=True)
@click.option("--from", "origin", default="", metavar="TEXT", help=say("目標的來源", "where the target comes from"))
@click.option("--reason", default="", metavar="TEXT", help=say("調降的原因", "why it is lowered"))
@click.option("--countermeasure", default="", metavar="TEXT", help=say("因應對策", "what is done about it"))
@USER
@JSON
@answered
def set_(plan: str, kpi: str, period: str, by: str, as_json: bool, **said: Any) -> None:
    open_store()
    from openscorecard.actions.scores.targets import set_target
    from openscorecard.cli.score_answers import target_shape
    from openscorecard.domain.measures.periods import parse_period
    from openscorecard.domain.scores.numbers import exact
    from openscorecard.domain.scores.yearly import Profile
    from openscorecard.formats.scores.targets import target_from_data

    shares = tuple(exact(one, f"{kpi} shares") for one in said.pop("shares"))
    name, missing = said.pop("profile"), said.pop("missing")
    spread = {"profile": Profile(name, shares) if name else None, "missing": missing}
    notes = {name: said.pop(name) for name in ("origin", "reason", "countermeasure")}
    said["steps"] = [one.partition("=")[::2] for one in said["steps"]]
    given = {"reason": notes["reason"]} if said["method"] == "manual" else {}
    target = target_from_data(kpi, {**said, **given})
    row = set_target(plan, parse_period(period), target, **notes, **spread, by=acting(by), now=now(), source=source())
    if as_json:
        print_json(target_shape(kpi, row))
    else:
        click.echo(say(f"已設定 {kpi} 在 {row.period} 的目標（第 {row.version} 版）。",
                       f"The target of {kpi} in {row.period} is set (version {row.version})."))  # fmt: skip


@targets.command("list", help=say("一期內的所有目標", "Every target of a period"))
@PLAN
@click.option("--period", required=True, metavar="PERIOD", help=say("例如 2025", "such as 2025"))
@JSON
@answered
def list_(plan: str, period: str, as_json: bool) -> None:
    open_store()
    from openscorecard.cli.score_answers import target_shape
    from openscorecard.domain.measures.periods import parse_period
    from openscorecard.domain.people.readers import SYSTEM
    from openscorecard.queries.plans import open_plan
    from openscorecard.queries.scores.targets import targets_in

    kpis = [kpi for _, kpi in open_plan(plan, SYSTEM).plan.kpis()]
    found = targets_in(plan, parse_period(period))
    rows = [
        target_shape(kpi.code, one.row, one.first, one.derived)
        for kpi in kpis
        if (one := found.get(kpi.id)) is not None
    ]
    if as_json:
        print_json(rows)
        return
    heads = ("kpi", "period", "value", "unit", "direction", "method", "profile", "first", "version", "from")
    table([tuple(_cell(row[head]) for head in heads) for row in rows], heads)


@targets.command(help=say("一個目標的各版", "Every version of one target"))
@PLAN
@KPI
@PERIOD
@JSON
@answered
def history(plan: str, kpi: str, period: str, as_json: bool) -> None:
    open_store()
    from openscorecard.actions.scores.targets import kpi_or_fault
    from openscorecard.cli.score_answers import target_shape
    from openscorecard.domain.measures.periods import parse_period
    from openscorecard.domain.people.readers import SYSTEM
    from openscorecard.queries.scores.targets import target_versions

    found = target_versions(plan, kpi_or_fault(plan, kpi, SYSTEM).id, parse_period(period))
    rows = [target_shape(kpi, row) for row in found]
    if as_json:
        print_json(rows)
        return
    heads = ("version", "value", "unit", "at", "by", "reason", "countermeasure")
    table([tuple(_cell(row[head]) for head in heads) for row in rows], heads)


@targets.command(help=say("撤回一個目標，各版都保留", "Take a target back; every version stays"))
@PLAN
@KPI
@PERIOD
@click.option("--reason", default="", metavar="TEXT", help=say("撤回的原因", "why"))
@USER
@JSON
@answered
def drop(plan: str, kpi: str, period: str, reason: str, by: str, as_json: bool) -> None:
    open_store()
    from openscorecard.actions.scores.targets import drop_target
    from openscorecard.cli.score_answers import target_shape
    from openscorecard.domain.measures.periods import parse_period

    row = drop_target(plan, kpi, parse_period(period), reason=reason, by=acting(by), now=now(), source=source())
    if as_json:
        print_json(target_shape(kpi, row))
    else:
        click.echo(say(f"已撤回 {kpi} 在 {row.period} 的目標。", f"The target of {kpi} in {row.period} is dropped."))


for _one in (export, import_, restore, remove_example, restore_example):
    targets.add_command(_one)


@click.command(help=say("計畫在一期的得分，附計算過程", "A plan scored in a period, with the trace"))
@PLAN
@click.option("--period", required=True, metavar="PERIOD", help=say("例如 2025", "such as 2025"))
@click.option("--as-of", default="", metavar="TIME", help=say("依當時所知，例如 2026-03-01", "as known at that time"))
@JSON
@answered
def score(plan: str, period: str, as_of: str, as_json: bool) -> None:
    open_store()
    from openscorecard.cli.score_answers import score_shape
    from openscorecard.domain.measures.periods import parse_period
    from openscorecard.domain.people.readers import SYSTEM
    from openscorecard.queries.scores.moments import parse_moment
    from openscorecard.queries.scores.scored import scored_plan

    moment = now()
    known_at = parse_moment(as_of, moment) if as_of else None
    shape = score_shape(scored_plan(plan, parse_period(period), SYSTEM, moment, known_at))
    if as_json:
        print_json(shape)
        return
    heads = ("code", "level", "value", "target", "score", "partial_score", "coverage", "status")
    table([tuple(_cell(row[head]) for head in heads) for row in shape["nodes"]], heads)


def _cell(value: object) -> str:
    text = "-" if value in (None, "") else str(value)
    whole, dot, decimals = text.partition(".")
    return f"{whole}{dot}{decimals[:4]}" if decimals.isdigit() else text
