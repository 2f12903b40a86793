"""`openscorecard tick`: starts the background work that is due."""

from __future__ import annotations

import sys

import click

from openscorecard.cli.speaking import INPUT_WRONG, answered, print_json, say
from openscorecard.cli.store import now, open_store, source


@click.command(
    help=say(
        "啟動到期的背景工作，每項只啟動一次；給 cron 或計時器用", "Start background work that is due, once; for cron"
    )
)
@click.option("--json", "as_json", is_flag=True, help=say("只輸出一份 JSON", "print one JSON document only"))
@answered
def tick(as_json: bool) -> None:
    open_store()
    from openscorecard.actions.work.ticking import tick as start_due

    done = start_due(now=now(), source=source())
    started = [{"job": row.id, "kind": row.kind, "subject": row.subject} for row in done.started]
    if as_json:
        print_json({"started": started, "recovered": list(done.recovered), "broken": list(done.broken)})
    else:
        for row in done.started:
            click.echo(
                say(f"已啟動 {row.id} {row.kind} {row.subject}", f"started {row.id} {row.kind} {row.subject}").strip()
            )
    for reference in done.broken:
        sentence = say(f"有排程發生錯誤，編號 {reference}", f"a schedule broke, reference {reference}")
        click.echo(sentence, err=True)
    if done.broken:
        sys.exit(INPUT_WRONG)
