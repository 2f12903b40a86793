"""`openscorecard scoring`: by which rules a plan is scored, in versions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, get_args

import click

from openscorecard.cli.data import JSON, USER
from openscorecard.cli.score_answers import rules_shape
from openscorecard.cli.speaking import answered, print_json, say, table
from openscorecard.cli.store import acting, now, open_store, source
from openscorecard.domain.scores.rollup import Rule

if TYPE_CHECKING:
    from openscorecard.domain.strategy.plan import Plan
    from openscorecard.queries.scores.rules import RulesRow

PLAN = click.argument("plan", metavar="PLAN")
_RULES = get_args(Rule)
REASON = click.option("--reason", default="", metavar="TEXT", help=say("變更的原因", "why"))


@click.group(help=say("計畫的計分規則：狀態界限、門檻、權重、彙總方式", "By which rules a plan is scored, in versions"))
def scoring() -> None:
    pass


@scoring.command(help=say("現行規則", "The rules in force"))
@PLAN
@JSON
@answered
def show(plan: str, as_json: bool) -> None:
    open_store()
    from openscorecard.queries.scores.rules import rules_versions

    found = rules_versions(plan) if _plan(plan) else ()
    _told(found[0] if found else None, plan, as_json)


@scoring.command("set", help=say("變更規則，沒有提到的不變", "Change rules; what is not named stays"))
@PLAN
@click.option("--watch", default="", metavar="NUMBER", help=say("低於此分為落後", "behind under this score"))
@click.option("--on-target", default="", metavar="NUMBER", help=say("達此分為達標", "on target from this score"))
@click.option("--threshold", default="", metavar="PERCENT", help=say("覆蓋率門檻", "withheld under this coverage"))
@click.option("--weight", "weights", multiple=True, metavar="NODE=NUMBER", help=say("權重，可重複", "may repeat"))
@click.option(
    "--rule",
    "rules",
    multiple=True,
    metavar="NODE=RULE",
    help=f"{say('彙總方式', 'one of')} {' '.join(get_args(Rule))}",
)
@click.option("--declared", multiple=True, metavar="OBJECTIVE", help=say("貢獻者已完整", "its contributors are all"))
@click.option("--undeclared", multiple=True, metavar="OBJECTIVE", help=say("撤回上項", "take that back"))
@REASON
@USER
@JSON
@answered
def set_(plan: str, reason: str, by: str, as_json: bool, **said: Any) -> None:
    open_store()
    from openscorecard.actions.scores.rules import set_rules
    from openscorecard.domain.scores.rules import ScoringRules
    from openscorecard.formats.scores.rules import rules_from_data, rules_to_data
    from openscorecard.queries.scores.rules import rules_versions

    found, versions = _plan(plan), rules_versions(plan)
    before = versions[0].rules if versions else ScoringRules()
    data = rules_to_data(before)
    ids = {one.code: one.id for one in found.objectives}
    for part in ("weights", "rules"):
        pairs = (one.partition("=")[::2] for one in said[part])
        data[part] = {**data.get(part, {}), **{ids.get(node, node): value for node, value in pairs}}
    if said["threshold"]:
        data["threshold"] = said["threshold"]
    if said["watch"] or said["on_target"]:
        watch, top = said["watch"] or str(before.bands[0].below), said["on_target"] or str(before.bands[-1].least)
        data["bands"] = [["behind", None, watch], ["watch", watch, top], ["on_target", top, None]]
    gone = {ids.get(one, one) for one in said["undeclared"]}
    data["declared"] = sorted({*before.declared, *(ids.get(one, one) for one in said["declared"])} - gone)
    row = set_rules(plan, rules_from_data(data), reason=reason, by=acting(by), now=now(), source=source())
    _told(row, plan, as_json)


@scoring.command(help=say("各版規則", "Every version of the rules"))
@PLAN
@JSON
@answered
def history(plan: str, as_json: bool) -> None:
    open_store()
    from openscorecard.queries.scores.rules import rules_versions

    found = _plan(plan)
    rows = [rules_shape(row, found) for row in rules_versions(plan)]
    if as_json:
        print_json(rows)
        return
    table(
        [(str(row["version"]), row["at"], row["by"], row["reason"]) for row in rows], ("version", "at", "by", "reason")
    )


@scoring.command(help=say("恢復某一版，0 為預設規則", "Bring a version back; 0 is the usual rules"))
@PLAN
@click.argument("version", type=click.IntRange(0))
@REASON
@USER
@JSON
@answered
def restore(plan: str, version: int, reason: str, by: str, as_json: bool) -> None:
    open_store()
    from openscorecard.actions.scores.rules import restore_rules

    row = restore_rules(plan, version, reason=reason, by=acting(by), now=now(), source=source())
    _told(row, plan, as_json)


def _plan(plan: str) -> Plan:
    from openscorecard.domain.people.readers import SYSTEM
    from openscorecard.queries.plans import open_plan

    return open_plan(plan, SYSTEM).plan


def _told(row: RulesRow | None, plan: str, as_json: bool) -> None:
    shape = rules_shape(row, _plan(plan))
    if as_json:
        print_json(shape)
        return
    click.echo(say(f"第 {shape['version']} 版", f"version {shape['version']}"))
    table(
        [(one["status"], one["least"] or "-", one["below"] or "-") for one in shape["bands"]],
        ("status", "least", "below"),
    )
    click.echo(f"threshold {shape['threshold']} %")
    for name in ("weights", "rules"):
        for node, value in shape[name].items():
            click.echo(f"{name.removesuffix('s')} {node} = {value}")
    if shape["declared"]:
        click.echo(f"declared {' '.join(shape['declared'])}")
