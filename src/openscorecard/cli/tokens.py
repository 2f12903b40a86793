"""`openscorecard token`: tokens by which programs read; made, listed, revoked."""

from __future__ import annotations

from datetime import datetime

import click

from openscorecard.cli.speaking import answered, print_json, say, table
from openscorecard.cli.store import acting, now, open_store, source

_BY = click.option("--user", "by", default="", help=say("以此帳號執行", "act as this account"))


@click.group(help=say("讓程式讀取資料的權杖", "Tokens by which programs read"))
def token() -> None:
    pass


@token.command(help=say("建立權杖；只在這裡顯示一次", "Make a token; it is told here once, alone on standard output"))
@click.argument("name")
@click.option("--scope", "scopes", multiple=True, required=True, help=say("可讀取的範圍，可重複", "what it may read"))
@click.option("--service", is_flag=True, help=say("服務權杖，不代表某個人", "of a service, not of a person"))
@click.option("--owner", default="", help=say("權杖的主人，或服務的負責人", "whose, or who answers for a service"))
@click.option("--until", type=click.DateTime(["%Y-%m-%d"]), help=say("有效的最後一天，預設一年", "last day; a year"))
@_BY
@answered
def create(name: str, scopes: tuple[str, ...], service: bool, owner: str, until: datetime | None, by: str) -> None:
    open_store()
    from openscorecard.actions.tokens.making import create_token

    made = create_token(
        name,
        scopes,
        kind="service" if service else "personal",
        owner=owner,
        last_day=until.date() if until else None,
        by=acting(by),
        now=now(),
        source=source(),
    )
    kept = say("請立即存妥，之後不再顯示", "keep it now, it is not shown again")
    click.echo(f"{made.row.id} {made.row.hint} {kept}", err=True)
    click.echo(made.secret)


@token.command("list", help=say("列出所有權杖", "List all tokens"))
@click.option("--json", "as_json", is_flag=True, help=say("輸出 JSON", "as JSON"))
@_BY
@answered
def list_tokens(as_json: bool, by: str) -> None:
    open_store()
    from openscorecard.queries.tokens import every_token

    moment = now()
    rows = every_token(acting(by))
    if as_json:
        print_json([_data(row, row.state(moment)) for row in rows])
        return
    lines: list[tuple[str, ...]] = [
        (str(row.id), row.kind, row.name, row.owner, row.hint, " ".join(row.scopes), row.state(moment),
         f"{row.expires_at:%Y-%m-%d}", f"{row.last_used_at:%Y-%m-%d}" if row.last_used_at else "-")
        for row in rows
    ]  # fmt: skip
    table(lines, ("number", "kind", "name", "owner", "begins", "scopes", "state", "expires", "used"))


def _data(row: object, state: str) -> dict[str, object]:
    from dataclasses import asdict

    said = asdict(row)  # type: ignore[call-overload]  # a token's row
    return {name: one.isoformat() if isinstance(one, datetime) else one for name, one in said.items()} | {
        "state": state
    }


@token.command(help=say("撤銷權杖", "Revoke a token, by its number"))
@click.argument("number", type=int)
@_BY
@answered
def revoke(number: int, by: str) -> None:
    open_store()
    from openscorecard.actions.tokens.making import revoke_token

    row = revoke_token(number, by=acting(by), now=now(), source=source())
    click.echo(say(f"已撤銷權杖 {row.hint}（{row.name}）", f"Token {row.hint} ({row.name}) revoked"))
