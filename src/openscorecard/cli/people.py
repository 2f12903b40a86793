"""`openscorecard user`: accounts, also the first administrator of an empty home."""

from __future__ import annotations

import sys

import click

from openscorecard.cli.speaking import answered, say
from openscorecard.cli.store import acting, now, open_store, source


@click.group(help=say("帳號", "Accounts"))
def user() -> None:
    pass


@user.command(
    help=say("新增帳號；密碼由提示或標準輸入讀取", "Add an account; the password is asked for or read from input")
)
@click.argument("name")
@click.option("--role", type=click.Choice(["reader", "editor", "administrator"]), required=True)
@click.option("--user", "by", default="", help=say("以此帳號執行", "act as this account"))
@answered
def add(name: str, role: str, by: str) -> None:
    open_store()
    from openscorecard.actions.people import add_person

    add_person(name, role=role, password=_password(), by=acting(by), now=now(), source=source())
    click.echo(say(f"已新增帳號 {name}（{role}）", f"Account {name} added ({role})"))


def _password() -> str:
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\n")
    asked: str = click.prompt(
        say("密碼", "Password"), hide_input=True, confirmation_prompt=say("再輸入一次", "Once more")
    )
    return asked
