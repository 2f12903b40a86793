"""`openscorecard publish`: which periods of a plan the public sees, as known at the moment of publishing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from openscorecard.cli.data import JSON, USER
from openscorecard.cli.speaking import answered, print_json, say, table
from openscorecard.cli.store import acting, now, open_store, source

if TYPE_CHECKING:
    from openscorecard.queries.publishing import DeedRow


@click.command(
    help=say(
        "公開計畫的一個期間，數字以此刻為準；不寫期間則列出沿革",
        "Let the public see a period as it is known now; with no period, list",
    )
)
@click.argument("plan", metavar="PLAN")
@click.option("--period", default="", metavar="PERIOD", help=say("期間，例如 2025", "such as 2025"))
@click.option("--withdraw", is_flag=True, help=say("撤下已公開的期間", "take it out of what the public sees"))
@click.option("--reason", default="", metavar="TEXT", help=say("說明，公開時會一併顯示", "why; shown with the figures"))
@USER
@JSON
@answered
def publish(plan: str, period: str, withdraw: bool, reason: str, by: str, as_json: bool) -> None:
    open_store()
    from openscorecard.actions.publishing import publish_period, withdraw_period
    from openscorecard.domain.measures.periods import parse_period
    from openscorecard.domain.people.readers import SYSTEM
    from openscorecard.queries.plans import open_plan
    from openscorecard.queries.publishing import deeds

    if not period:
        open_plan(plan, SYSTEM)
        _listed([_shape(row) for row in deeds(plan)], as_json=as_json)
        return
    do = withdraw_period if withdraw else publish_period
    row = do(plan, parse_period(period), reason=reason, by=acting(by), now=now(), source=source())
    if as_json:
        print_json(_shape(row))
    else:
        click.echo(_told(row))


def _told(row: DeedRow) -> str:
    at = f"{row.at:%Y-%m-%d %H:%M} UTC"
    if row.act == "published":
        return say(f"已公開 {row.strategy} 的 {row.period}，數字為 {at} 所知。",
                   f"{row.period} of {row.strategy} is published, as known at {at}.")  # fmt: skip
    return say(f"已撤下 {row.strategy} 的 {row.period}。", f"{row.period} of {row.strategy} is withdrawn.")


def _shape(row: DeedRow) -> dict[str, Any]:
    return {
        "plan": row.strategy,
        "period": str(row.period),
        "version": row.version,
        "act": row.act,
        "at": row.at.isoformat(),
        "by": row.by,
        "reason": row.reason,
    }


def _listed(rows: list[dict[str, Any]], *, as_json: bool) -> None:
    if as_json:
        print_json(rows)
        return
    heads = ("period", "version", "act", "at", "by", "reason")
    table([tuple(str(row[name]) for name in heads) for row in rows], heads)
