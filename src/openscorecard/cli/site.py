"""`openscorecard site build`: the public pages as a folder that any web server can host."""

from __future__ import annotations

import io
import json
from pathlib import Path

import click

from openscorecard.cli.data import JSON
from openscorecard.cli.speaking import answered, print_json, say
from openscorecard.cli.store import open_store, working


@click.group(help=say("公開網站", "The public site"))
def site() -> None:
    pass


@site.command(
    help=say("將公開網站寫入資料夾，交給任何網站伺服器", "Write the public site into a folder for any web server")
)
@click.option(
    "--to", "folder", required=True, type=click.Path(file_okay=False, path_type=Path), metavar="FOLDER",
    help=say("資料夾：新的、空的，或先前產生的", "a new or empty folder, or one of an earlier building"),
)  # fmt: skip
@click.option(
    "--plan", "plans", multiple=True, metavar="PLAN", help=say("只要此計畫，可重複", "only this plan; may repeat")
)
@JSON
@answered
def build(folder: Path, plans: tuple[str, ...], as_json: bool) -> None:
    open_store()
    from django.core.management import call_command

    told = io.StringIO()
    with working("產生公開網站", "Building the public site"):
        call_command("build_public_site", to=str(folder), plan=list(plans), stdout=told)
    found = json.loads(told.getvalue())
    if as_json:
        print_json({"folder": str(folder), **found})
    else:
        click.echo(say(f"{folder}：{found['files']} 個檔案，新寫或改寫 {found['written']}，移除 {found['removed']}。",
                       f"{folder}: {found['files']} files, {found['written']} written or changed, "
                       f"{found['removed']} removed."))  # fmt: skip
